"""Whoever reads, and however: axe finds nothing on any kind of page, in any language or light.

Every template of the theme must have a page here, so that a new kind of page cannot be forgotten.
"""

import os
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # has none
from papers import ROOT, SITE, STORIES, build, lay
from playwright.sync_api import Browser, Page

from browser.conftest import hosted
from browser.paper import Paper

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
# Layout depends on width, colour on light: these two see each of both. Pages of a kind take turns;
# KHABAR_LOOKS=all looks at every page in every width and light.
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((360, "light"), (1280, "dark"))
ALL = os.environ.get("KHABAR_LOOKS") == "all"
if ALL:
    LOOKS += ((360, "dark"), (1280, "light"))
KINDS = {
    "front": ("/", "/en/", "/hi/"),
    "list": ("/geo-politics/", "/en/science/", "/hi/author/ritu-kumari/"),
    "archive": ("/2026/11/", "/hi/vigyan/2026/11/"),
    "article": ("/en/science/student-satellite-maps-floods/", "/hi/khel/village-hockey-turf/"),
    "lite": (
        "/en/sports/village-hockey-turf/lite/",
        "/hi/vigyan/student-satellite-maps-floods/lite/",
    ),
    "tags": ("/en/tag/", "/hi/tag/"),
    "undated": ("/en/about/", "/hi/about/"),
    "offline": ("/offline/", "/hi/offline/"),
    "not-found": ("/404.html",),
}
URDU = ("/ur/", "/ur/sports/", "/ur/sports/urdu-notebook/", "/ur/sports/urdu-notebook/lite/")
# Of the reference site there is no style page, and redirects are left before they can be read: they
# have tests of their own below.
APART = {"redirect", "style"}
REFRESH = 'http-equiv="refresh"'
STYLED = "settings: {features: {style_page: true}}\n"


def violations(page: Page, axe: Axe) -> list[str]:
    found: list[dict[str, Any]] = axe.run(page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {each['html'][:120]}" for one in found for each in one["nodes"]]


def heard(page: Page) -> list[str]:
    """Give a list that fills with what a page asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def faults(browser: Browser, paper: Paper, paths: tuple[str, ...]) -> dict[str, list[str]]:
    """Look at pages in its widths and lights; what is asked of others is a fault as well."""
    axe, found = Axe(), {}
    for turn, (width, scheme) in enumerate(LOOKS):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        asked = heard(page)
        some = paths if ALL or len(paths) == 1 else paths[turn :: len(LOOKS)]
        for path in some:
            page.goto(paper.url + path)
            found[f"{path} {width} {scheme}"] = violations(page, axe)
        found[f"asked of others, {width}"] = [one for one in asked if not one.startswith(paper.url)]
        assert len(asked) > len(some)
        page.close()
    return {where: wrong for where, wrong in found.items() if wrong}


def test_every_kind_of_page_is_looked_at() -> None:
    kinds = {one.stem for one in Path(ROOT / "templates" / "pages").glob("*.html")}
    assert kinds - APART == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_in_a_readers_way(browser: Browser, paper: Paper, kind: str) -> None:
    assert faults(browser, paper, KINDS[kind]) == {}


def test_nor_where_lines_begin_on_the_right(browser: Browser, urdu: Paper) -> None:
    assert faults(browser, urdu, URDU) == {}


def test_nor_on_the_page_of_samples(browser: Browser, tmp_path: Path) -> None:
    site = lay(tmp_path, SITE + STYLED + STORIES)
    assert build(site).published
    with hosted(site / "output") as paper:
        assert faults(browser, paper, ("/style/",)) == {}


def test_nor_at_an_old_address_where_a_browser_stays(browser: Browser, paper: Paper) -> None:
    """Readers who forbid a page to send them on have its words and its link."""
    files = sorted(paper.output.rglob("index.html"))
    text = next(text for file in files if REFRESH in (text := file.read_text("utf-8")))
    page = browser.new_page()
    page.set_content(text.replace(REFRESH, 'name="none"'))
    assert page.locator("main a").count() == 1
    assert violations(page, Axe()) == []
    page.close()
