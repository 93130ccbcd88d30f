"""The reference site as its readers meet it: on a phone, on a desk, in both languages, in the dark.

Checks that need the same page loaded share one visit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from browser.paper import Paper
from browser.test_crawl import ROLES

GAUGES = Path(__file__).with_name("gauges.js").read_text("utf-8")
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
ALL_THERE = """
async () => {
  scrollTo(0, document.body.scrollHeight);
  for (const one of document.images) one.loading = "eager";
  await Promise.all([...document.images].map((one) => one.decode()));
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
}
"""
KINDS = (
    "/",
    "/en/",
    "/hi/",
    "/geo-politics/",
    "/hi/vigyan/",
    "/en/sports/village-hockey-turf/",
    "/hi/khel/village-hockey-turf/",
    "/en/tag/patna/",
    "/hi/author/ritu-kumari/",
    "/en/series/living-with-the-kosi/",
    "/hi/2026/11/",
    "/hi/about/",
    "/404.html",
)
GAUGED = ("sideways", "faint", "small", "tiny", "shift", "broken")
PHONE, DESK = 360, 1280
SPOKEN = {"en": "/en/sports/village-hockey-turf/", "hi": "/hi/khel/village-hockey-turf/"}
MOST_FONTS = 90 * 1024  # bytes for a page in both scripts


@dataclass
class Visit:
    """A page and what was heard of it: complaints of the browser, what it asked for."""

    page: Page
    paper: Paper
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("requestfailed", lambda request: self.told.append(request.url))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def go(self, path: str) -> None:
        """Open a page, look it through to its end, and wait until all of it is there."""
        self.page.goto(self.paper.url + path)
        self.page.evaluate(ALL_THERE)

    @property
    def fonts(self) -> list[int]:
        """Give the sizes in bytes of the fonts that were fetched."""
        fetched = {urlsplit(one).path for one in self.asked if one.endswith(".woff2")}
        return [(self.paper.output / one.lstrip("/")).stat().st_size for one in fetched]

    @property
    def path(self) -> str:
        """Give the URL path of where the reader is."""
        return urlsplit(self.page.url).path

    def gauges(self) -> dict[str, Any]:
        """Measure the page that is open."""
        measured: dict[str, Any] = self.page.evaluate(GAUGES)
        return measured

    def switch(self, lang: str) -> None:
        """Follow the language switch."""
        self.page.locator(f"[data-role=language-switch] a[hreflang={lang}]").click()


@contextmanager
def visiting(
    browser: Browser, paper: Paper, width: int, *, scripts: bool = True
) -> Iterator[Visit]:
    """Give a reader with nothing in store."""
    size: ViewportSize = {"width": width, "height": 800}
    context = browser.new_context(viewport=size, java_script_enabled=scripts)
    context.add_init_script(WATCH_SHIFTS)
    try:
        yield Visit(context.new_page(), paper)
    finally:
        context.close()


@pytest.fixture
def phone(browser: Browser, paper: Paper) -> Iterator[Visit]:
    with visiting(browser, paper, PHONE) as visit:
        yield visit


@pytest.fixture
def desk(browser: Browser, paper: Paper) -> Iterator[Visit]:
    with visiting(browser, paper, DESK) as visit:
        yield visit


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_an_article_reads_from_headline_to_related_stories_on_a_phone(
    phone: Visit, lang: str
) -> None:
    phone.go(SPOKEN[lang])
    tops = {}
    for role in (one for one in ROLES if one != "source"):
        part = phone.page.locator(f"main [data-role={role}]")
        expect(part).to_be_visible()
        box = part.bounding_box()
        assert box is not None
        tops[role] = box["y"]
    assert sorted(tops, key=tops.__getitem__) == list(tops)
    for small in ("[data-role=byline] time", ".reading", "[data-role=caption] .credit"):
        assert phone.page.locator(small).first.inner_text().strip()
    size = phone.page.locator("[data-role=body] p").first.evaluate(
        "(one) => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert size >= 16
    assert phone.gauges()["small"] == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_kind_of_page_holds_still_fits_and_can_be_read(
    browser: Browser, paper: Paper, width: int
) -> None:
    for path in KINDS:
        with visiting(browser, paper, width) as visit:
            visit.go(path)
            light = visit.gauges()
            visit.page.emulate_media(color_scheme="dark")
            dark = visit.gauges()
            assert dark["ground"] != light["ground"], path
            for measured in (light, dark):
                assert measured["texts"] > 20, path
                assert measured["links"] > 10, path
                wrong = {key: value for key in GAUGED if (value := measured[key])}
                assert wrong == {}, path
            assert visit.told == [], path
            assert [one for one in visit.asked if not one.startswith(paper.url)] == [], path


def test_switching_from_an_article_and_back(phone: Visit) -> None:
    for lang, other in (("en", "hi"), ("hi", "en")):
        phone.go(SPOKEN[lang])
        phone.switch(other)
        assert phone.path == SPOKEN[other]
        expect(phone.page.locator(f"article[data-lang={other}]")).to_be_visible()
        phone.switch(lang)
        assert phone.path == SPOKEN[lang]
    phone.go("/en/geo-politics/pakistan-afghanistan-talks-istanbul/")
    phone.switch("hi")
    assert phone.path == "/hi/antarrashtriya/pakistan-afghanistan-talks-istanbul/"


def test_a_story_in_hindi_alone_says_where_english_leads(phone: Visit) -> None:
    phone.go("/hi/bihar/digha-ke-aam/")
    link = phone.page.locator("[data-role=language-switch] a[hreflang=en]")
    said = link.inner_text()
    assert "not in English" in said
    assert "Bihar" in said
    phone.switch("en")
    assert phone.path == "/en/bihar/"
    expect(phone.page.locator("html[lang=en] h1")).to_contain_text("Bihar")


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/en/", "/hi/"),
        ("/en/science/", "/hi/vigyan/"),
        ("/en/tag/patna/", "/hi/tag/patna/"),
        ("/en/author/ritu-kumari/", "/hi/author/ritu-kumari/"),
        ("/en/series/living-with-the-kosi/", "/hi/series/living-with-the-kosi/"),
        ("/en/2026/11/", "/hi/2026/11/"),
        ("/en/science/2026/11/", "/hi/vigyan/2026/11/"),
        ("/en/about/", "/hi/about/"),
    ],
)
def test_switching_on_lists_leads_to_the_same_list(paper: Paper, here: str, there: str) -> None:
    assert paper.pages[here].switches["hi"] == there
    assert paper.pages[there].switches["en"] == here


def test_menu_label_byline_and_tag_lead_where_they_say(desk: Visit) -> None:
    start = SPOKEN["hi"]
    for part, target in (
        (".sections a >> nth=4", "/hi/vigyan/"),
        (".editions a >> nth=1", "/en/"),
        (".names", "/hi/"),
        ("[data-role=category] a >> nth=1", "/hi/khel/"),
        ("[data-role=byline] a", "/hi/author/meera-nair/"),
        ("[data-role=tags] li a >> nth=0", "/hi/tag/hockey/"),
    ):
        desk.go(start)
        link = desk.page.locator(part).first
        words = link.inner_text()
        link.click()
        assert desk.path == target, part
        heading = desk.page.locator("h1").inner_text()
        assert part in {".editions a >> nth=1", ".names"} or words in heading, part
    desk.go("/hi/khel/")
    expect(desk.page.locator(".sections [aria-current=page]")).to_have_text("खेल")


def test_fonts_of_both_scripts_are_light_and_fetched_once(phone: Visit) -> None:
    for path in (SPOKEN["hi"], SPOKEN["en"], "/"):
        phone.asked.clear()
        phone.go(path)
        asked = [one for one in phone.asked if one.endswith(".woff2")]
        assert len(asked) == len(set(asked)), path
        assert len(phone.fonts) >= 4, path
        assert sum(phone.fonts) <= MOST_FONTS, path


def test_without_scripts_everything_is_there(browser: Browser, paper: Paper) -> None:
    """Scripts add the age of old stories and a button that copies; nothing else."""
    shown: list[list[str]] = []
    for scripts in (True, False):
        with visiting(browser, paper, PHONE, scripts=scripts) as visit:
            shown.append([])
            for path in ("/hi/", SPOKEN["hi"], "/404.html"):
                visit.page.goto(paper.url + path)
                for added in visit.page.locator("[data-copied], [data-age-one]").all():
                    added.evaluate("(one) => { one.textContent = ''; }")
                shown[-1].append(visit.page.locator("body").inner_text())
    assert [text.split() for text in shown[0]] == [text.split() for text in shown[1]]
    assert all(len(text) > 500 for text in shown[0])


def test_on_paper_there_is_the_text_and_nothing_to_tap(browser: Browser, paper: Paper) -> None:
    with visiting(browser, paper, DESK) as visit:
        visit.page.emulate_media(media="print", color_scheme="dark")
        for path in SPOKEN.values():
            visit.go(path)
            for part in (".sections", ".editions", "[data-role=language-switch]", ".share"):
                expect(visit.page.locator(part)).to_be_hidden()
            for role in ("headline", "deck", "byline", "body", "corrections"):
                expect(visit.page.locator(f"[data-role={role}]")).to_be_visible()
            assert visit.gauges()["faint"] == []
            colour = "(one) => getComputedStyle(one).color"
            assert visit.page.locator("[data-role=body]").evaluate(colour) == "rgb(0, 0, 0)"


def test_a_missing_page_shows_the_way_in_both_languages(phone: Visit) -> None:
    phone.go("/404.html")
    for lang, category in (("en", "/en/geo-politics/"), ("hi", "/hi/antarrashtriya/")):
        said = phone.page.locator(f".apology:lang({lang})")
        expect(said.locator(".headline")).to_be_visible()
        expect(said.locator(f"a[href='{category}']")).to_be_visible()
        assert said.locator("li a").count() == 8


def test_urdu_is_mirrored_and_nothing_else(browser: Browser, urdu: Paper) -> None:
    for width in (PHONE, DESK):
        with visiting(browser, urdu, width) as visit:
            lefts: dict[str, list[float]] = {}
            for path in ("/en/sports/", "/ur/sports/urdu-notebook/"):
                visit.go(path)
                assert visit.gauges()["sideways"] <= 0
                assert visit.told == []
                lefts[path] = visit.page.evaluate(
                    "[...document.querySelectorAll('.sections li')].slice(0, 2)"
                    ".map((one) => one.getBoundingClientRect().left)"
                )
            assert lefts["/en/sports/"][0] < lefts["/en/sports/"][1]
            assert lefts["/ur/sports/urdu-notebook/"][0] > lefts["/ur/sports/urdu-notebook/"][1]
            name, body = (
                visit.page.locator(one).bounding_box() for one in (".name-1", "[data-role=body]")
            )
            assert name is not None
            assert body is not None
            assert name["x"] + name["width"] > width * 0.6
            turned = visit.page.locator("[data-role=body] span[lang=en][dir=ltr]")
            expect(turned).to_have_text("Test match")
            visit.switch("en")
            assert visit.path == "/en/sports/"
