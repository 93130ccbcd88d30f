"""The style page: every part of the theme in each language and both directions, for insiders."""

import re
from pathlib import Path

import pytest
from papers import SITE, STORIES, build, errors, lay

ON = "settings: {features: {style_page: true}}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay(tmp_path_factory.mktemp("paper"), SITE + ON + STORIES)
    assert errors(build(folder)) == []
    return folder


def story(name: str, date: str) -> str:
    return f"-- content/sports/{name}/en.md --\n---\ntitle: {name}\ndate: {date}\n---\nNew.\n"


def page(site: Path) -> str:
    return (site / "output/style/index.html").read_text("utf-8")


def test_no_newsroom_has_it_without_asking(tmp_path: Path) -> None:
    folder = lay(tmp_path, SITE + STORIES)
    assert build(folder).published
    assert not (folder / "output/style").exists()


def test_it_shows_both_scripts_and_a_mirrored_sample(site: Path) -> None:
    samples = re.findall(r'<section class="sample" lang="(\w+)" dir="(\w+)">', page(site))
    assert samples == [("en", "ltr"), ("hi", "ltr"), ("en", "rtl")]
    for part in (
        "The final over",
        "मैदान की शाम",
        "Corrections",
        "भूल-सुधार",
        "card-river",
        "pull",
        "playable",
        "face-letter",
        "flag",
        "card-voice",
        "This story is more than",
    ):
        assert part in page(site), part


def test_every_colour_of_the_theme_is_there(site: Path) -> None:
    tokens = Path(__file__).parent.parent / "templates/assets/css/tokens.css"
    night = tokens.read_text("utf-8").partition("prefers-color-scheme: dark")[2]
    colours = re.findall(r"--([a-z]+): #", night)
    assert re.findall(r"swatch swatch-([a-z]+)", page(site)) == colours


def test_readers_and_search_engines_do_not_come_across_it(site: Path) -> None:
    assert '<meta name="robots" content="noindex">' in page(site)
    assert "hreflang" not in page(site).partition("<body>")[0]
    for path in (site / "output").rglob("*.html"):
        if path.parent.name != "style":
            assert "/style/" not in path.read_text("utf-8"), path


def test_other_news_leaves_it_alone(tmp_path: Path) -> None:
    folder = lay(tmp_path, SITE + ON + STORIES + story("old", "2025-01-01"))
    build(folder)
    lay(folder, story("new", "2026-11-21"))
    assert "style/index.html" not in dict(build(folder).reasons)


def test_a_paper_without_stories_has_one_too(tmp_path: Path) -> None:
    folder = lay(tmp_path, SITE + ON)
    assert build(folder).published
    assert "swatch-ink" in page(folder)
