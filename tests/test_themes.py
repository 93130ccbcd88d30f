"""A theme is a folder or an installed package; a newsroom may change a copy of any file of it."""

import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from papers import NOW, build, files_of, lay_mini, tiny_theme

from generator.build import typecase
from generator.cli import main
from generator.edges.package import shipped_theme, theme_folder
from generator.stages import casting, render
from generator.stages.casting import cast

FRONT = "pages/front.html"


def khabar(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Lay a paper whose theme is a folder of its own."""
    return lay_mini(tmp_path / "site")


def problems(site: Path) -> list[tuple[str, str]]:
    """Build, with everything but the templates as it was, and check; both say the same."""
    found = [(one.path, one.code) for one in build(site).problems]
    checked = khabar("check", "--site", str(site), "--now", NOW).output
    assert [path for path, code in found if f"{path}:1:1: warning" not in checked] == []
    assert ("[stale-template]" in checked) == ("stale-template" in str(found))
    return found


def test_a_theme_is_a_folder_of_the_newsroom(site: Path) -> None:
    assert problems(site) == []
    html = (site / "output/index.html").read_text("utf-8")
    assert "stylesheet" not in html  # the tiny theme has none, the one that ships has


def test_a_theme_is_an_installed_package(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "site-packages"
    for name, text in files_of(tiny_theme()).items():
        file = place / "khabar_tiny" / "templates" / name.removeprefix("mini/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (place / "khabar_tiny" / "__init__.py").write_text("raise SystemExit\n", "utf-8")
    before = build(site)
    lines = (site / "site.yaml").read_text("utf-8")
    (site / "site.yaml").write_text(lines.replace("theme: mini", "theme: khabar-tiny"), "utf-8")
    assert [one.code for one in build(site).problems] == ["unknown-theme"]
    monkeypatch.setattr(sys, "path", [*sys.path, str(place)])
    after = build(site)
    assert (before.problems, after.problems) == ((), ())
    assert after.rendered == 0  # the same theme from another place is the same theme


@pytest.mark.parametrize("name", ["../elsewhere", "no.such", "os.path", ""])
def test_a_name_leads_to_no_other_folder(name: str, tmp_path: Path) -> None:
    found = theme_folder(name, tmp_path / "site", shipped_theme())
    assert found == (None if name else shipped_theme())


def test_a_copy_is_warned_of_once_its_original_has_changed(site: Path) -> None:
    ejected = khabar("theme", "eject", FRONT, "--site", str(site))
    copy, original = site / "templates" / FRONT, site / "mini" / FRONT
    assert (ejected.exit_code, ejected.output.strip()) == (0, str(copy))
    assert copy.read_bytes() == original.read_bytes()
    assert problems(site) == []
    copy.write_text("{# ours #}" + copy.read_text("utf-8"), "utf-8")
    assert problems(site) == []
    original.write_text(original.read_text("utf-8") + "<p>New.</p>", "utf-8")
    assert problems(site) == [(f"templates/{FRONT}", "stale-template")]
    assert problems(site) == [(f"templates/{FRONT}", "stale-template")]  # as often as it is built
    listed = khabar("theme", "list", "--site", str(site)).output
    assert f"{FRONT}  (yours; the original has changed)" in listed.splitlines()
    shown = khabar("theme", "diff", FRONT, "--site", str(site)).output
    assert "-<p>New.</p>" in shown
    assert "+{# ours #}" in shown
    assert khabar("theme", "keep", FRONT, "--site", str(site)).exit_code == 0
    assert problems(site) == []


def test_a_deleted_copy_is_the_themes_again(site: Path) -> None:
    khabar("theme", "eject", FRONT, "--site", str(site))
    (site / "templates" / FRONT).unlink()
    with (site / "mini" / FRONT).open("a", encoding="utf-8") as file:
        file.write("<p>New.</p>")
    assert problems(site) == []
    assert FRONT in khabar("theme", "list", "--site", str(site)).output.splitlines()


def test_a_copy_of_what_the_theme_has_no_more(site: Path) -> None:
    khabar("theme", "eject", FRONT, "--site", str(site))
    (site / "mini" / FRONT).unlink()
    assert problems(site) == [(f"templates/{FRONT}", "orphan-template")]
    assert f"{FRONT}  (yours alone)" in khabar("theme", "list", "--site", str(site)).output


def test_what_is_refused(site: Path) -> None:
    def told(*arguments: str) -> str:
        result = khabar("theme", *arguments, "--site", str(site))
        assert result.exit_code == 2
        return result.output

    assert "Did you mean pages/front.html?" in told("eject", "pages/frnt.html")
    for outside in ("../site.yaml", "/etc/hosts", "pages/../../site.yaml"):
        assert "to be had" in told("eject", outside)
    assert "to be had" in told("diff", FRONT)
    khabar("theme", "eject", f"templates/{FRONT}", "--site", str(site))
    (site / "templates" / FRONT).write_text("ours", "utf-8")
    assert "is there already" in told("eject", FRONT)
    assert (site / "templates" / FRONT).read_text("utf-8") == "ours"


def test_a_newsroom_that_is_its_own_theme_has_nothing_to_copy(site: Path) -> None:
    (site / "mini").rename(site / "templates")
    lines = (site / "site.yaml").read_text("utf-8")
    (site / "site.yaml").write_text(lines.replace("theme: mini", "theme: templates"), "utf-8")
    result = khabar("theme", "eject", FRONT, "--site", str(site))
    assert (result.exit_code, "is the theme itself" in result.output) == (2, True)


def test_two_branches_that_both_copied_merge(site: Path) -> None:
    for name in (FRONT, "pages/tags.html"):
        khabar("theme", "eject", name, "--site", str(site))
    listed = site / "templates/ejected.tsv"
    marked = listed.read_text("utf-8").replace("pages/tags", "<<<<<<< ours\npages/tags")
    listed.write_text(marked, "utf-8")
    (site / "mini/pages/tags.html").write_text("other", "utf-8")
    assert ("templates/pages/tags.html", "stale-template") in problems(site)


def test_pages_are_made_ready_to_print_once_for_a_theme_and_a_version(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(*given: Any) -> bytes:  # noqa: ANN401 - handed on
        made.append("cast")
        return cast(*given)

    monkeypatch.setattr(casting, "cast", counted)
    story = next((site / "content").rglob("en.md"))
    for version, times in [(render.PRESS, 1), (render.PRESS, 0), ("another Python", 1)]:
        monkeypatch.setattr(render, "PRESS", version)
        monkeypatch.setattr(typecase, "PRESS", version)
        render.environment.cache_clear()
        story.write_text(story.read_text("utf-8") + "More.\n", "utf-8")
        made.clear()
        assert build(site).published
        assert len(made) == times
