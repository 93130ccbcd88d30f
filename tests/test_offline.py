"""What a paper publishes for reading without a network: what changes it, and what takes it away."""

import json
import re
from pathlib import Path

import pytest
from papers import ROOT, SITE, STORIES, build, errors, lay

OFF = "settings: {features: {offline: false}}\n"
NEWS = """\
-- content/sports/rain/en.md --
---
title: Rain
date: 2026-11-22
---
Rain.
"""
OWN = "-- static/sw.js --\n// our own\n"
FILES = ("sw.js", "offline/index.html", "hi/offline/index.html", "hi/manifest.webmanifest")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay(tmp_path_factory.mktemp("paper"), SITE + STORIES)
    assert errors(build(folder)) == []
    return folder / "output"


def test_news_changes_none_of_it_and_the_theme_all(tmp_path: Path) -> None:
    folder = lay(tmp_path, SITE + STORIES)
    build(folder)
    before = {name: (folder / "output" / name).read_bytes() for name in FILES}
    lay(folder, NEWS)
    build(folder)
    assert {name: (folder / "output" / name).read_bytes() for name in FILES} == before
    lay(folder, "-- templates/assets/css/lite.css --\np { color: red; }\n")
    build(folder)
    after = (folder / "output/sw.js").read_text("utf-8")
    version = re.compile(r'^const VERSION = "([0-9a-f]{10})";$', re.MULTILINE)
    old = version.search(before["sw.js"].decode())
    new = version.search(after)
    assert old is not None
    assert new is not None
    assert old[1] != new[1]
    assert version.sub("", after) == version.sub("", before["sw.js"].decode())


def test_the_switch_leaves_a_worker_that_clears_up(tmp_path: Path, output: Path) -> None:
    folder = lay(tmp_path, SITE + OFF + STORIES)
    assert build(folder).published
    page = (folder / "output/en/sports/final-over/index.html").read_text("utf-8")
    assert "data-worker" not in page
    assert 'rel="manifest"' in page
    assert not (folder / "output/offline").exists()
    retired = (folder / "output/sw.js").read_text("utf-8")
    assert "unregister()" in retired
    assert '"fetch"' not in retired
    assert '"/offline/"' in (output / "sw.js").read_text("utf-8")


def test_a_worker_of_ones_own_stands_in_its_place(tmp_path: Path) -> None:
    folder = lay(tmp_path, SITE + OWN + STORIES)
    assert errors(build(folder)) == []
    assert (folder / "output/sw.js").read_text("utf-8") == "// our own\n"


def test_nothing_in_a_paper_name_breaks_out_of_the_files(tmp_path: Path) -> None:
    odd = SITE.replace("{en: Jaano Junction, hi: जानो जंक्शन}", "'\"};</script>'")
    folder = lay(tmp_path, odd + STORIES)
    assert errors(build(folder)) == []
    told = json.loads((folder / "output/manifest.webmanifest").read_text("utf-8"))
    assert told["name"].startswith('"};</script>')


def test_a_paper_without_an_edition_at_the_root_has_its_own(tmp_path: Path) -> None:
    text = SITE.replace('  - {path: "", languages: [en, hi]}\n', "")
    folder = lay(tmp_path, text + STORIES)
    assert errors(build(folder)) == []
    worker = (folder / "output/sw.js").read_text("utf-8")
    assert re.findall(r'\["(\S+)", "(\S+)"\]', worker) == [
        ("/en/", "/en/offline/"),
        ("/hi/", "/hi/offline/"),
    ]
    assert not (folder / "output/offline").exists()


def test_a_category_cannot_take_its_address(tmp_path: Path) -> None:
    text = SITE.replace("slug: {hi: khel}", "slug: {hi: offline}")
    report = build(lay(tmp_path, text + STORIES))
    assert [code for _, _, code in errors(report)] == ["reserved-word"]


def test_the_colours_of_the_app_are_those_of_the_paper() -> None:
    tokens = (ROOT / "templates/assets/css/tokens.css").read_text("utf-8")
    light, dark = re.findall(r"--paper: (#[0-9a-f]{6});", tokens)
    head = (ROOT / "templates/partials/head.html").read_text("utf-8")
    assert re.findall(r'name="theme-color" content="(#\w+)" media="\S+ (\w+)\)"', head) == [
        (light, "light"),
        (dark, "dark"),
    ]
    manifest = (ROOT / "templates/feeds/manifest.json").read_text("utf-8")
    assert re.findall(r'_color": "(#\w+)"', manifest) == [light, light]


@pytest.mark.parametrize("name", ["worker", "retired"])
def test_values_reach_the_worker_as_json_alone(name: str) -> None:
    source = (ROOT / f"templates/offline/{name}.txt").read_text("utf-8")
    printed = re.findall(r"\{\{(.*?)\}\}", source)
    assert printed
    assert all(one.endswith(" | tojson ") for one in printed)
