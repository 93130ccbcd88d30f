"""How the paper is set: nothing cut off, lines of a length that eyes like, room for every reader.

The rules are those of WCAG 2.2 (1.4.4, 1.4.10, 1.4.12) and of docs/theme.md.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from browser.paper import Paper
from browser.test_reading import DESK, KINDS, PHONE, SPOKEN, Visit, visiting

SETTING = Path(__file__).with_name("setting.js").read_text("utf-8")
NARROW = 320  # pixels: a desk of 1280 at 400 %
# WCAG 1.4.12, as readers set it; important, as a reader's own style is.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""
LINES = {"en": (60, 68), "hi": (48, 58)}  # characters as readers count them, in a full line


def measured(visit: Visit) -> dict[str, Any]:
    found: dict[str, Any] = visit.page.evaluate(SETTING)
    return found


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_letter_is_cut_off(browser: Browser, paper: Paper, width: int) -> None:
    """The ink of every line, not its box: marks of Devanagari reach far up and down."""
    with visiting(browser, paper, width) as visit:
        for path in ("/", SPOKEN["hi"], "/hi/author/ritu-kumari/"):
            visit.go(path)
            found = measured(visit)
            assert found["inked"] > 20, path
            assert found["clipped"] == [], path
            assert found["collided"] == [], path


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_lines_have_a_length_that_eyes_like(browser: Browser, paper: Paper, lang: str) -> None:
    with visiting(browser, paper, DESK) as visit:
        visit.go(SPOKEN[lang])
        least, most = LINES[lang]
        assert least <= measured(visit)["characters"] <= most


def test_a_narrow_or_magnified_screen_needs_no_scrolling_sideways(
    browser: Browser, paper: Paper
) -> None:
    with visiting(browser, paper, NARROW) as visit:
        for path in (*KINDS, "/en/tag/", "/en/tag/artificial-intelligence/"):
            visit.go(path)
            assert visit.gauges()["sideways"] <= 0, path


@pytest.mark.parametrize("width", [NARROW, DESK])
def test_a_reader_may_space_text_out(browser: Browser, paper: Paper, width: int) -> None:
    with visiting(browser, paper, width) as visit:
        visit.page.context.route("**/*.css", _spaced)
        for path in ("/", SPOKEN["hi"], "/404.html"):
            visit.go(path)
            spacing = "(one) => getComputedStyle(one).letterSpacing"
            assert visit.page.locator("h1").evaluate(spacing) != "normal", path
            assert visit.gauges()["sideways"] <= 0, path
            assert measured(visit)["clipped"] == [], path
            assert measured(visit)["covered"] == [], path


def _spaced(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text() + SPACING)


def test_nothing_moves_by_itself(browser: Browser, paper: Paper) -> None:
    with visiting(browser, paper, PHONE) as visit:
        visit.go("/")
        assert visit.page.evaluate("document.getAnimations().length") == 0
        assert visit.page.evaluate(
            "[...document.querySelectorAll('*')].every(one =>"
            " getComputedStyle(one).transitionDuration === '0s')"
        )


def test_colours_of_a_readers_own_leave_the_masthead_its_rail(
    browser: Browser, paper: Paper
) -> None:
    with visiting(browser, paper, DESK) as visit:
        visit.page.emulate_media(forced_colors="active")
        visit.go("/")
        rail = visit.page.evaluate(
            "(one => [getComputedStyle(one, '::before').backgroundColor,"
            " getComputedStyle(document.body).backgroundColor])(document.querySelector('.names'))"
        )
        assert rail[0] != rail[1]


def test_keys_show_where_they_are_and_begin_with_a_way_past_the_menu(
    browser: Browser, paper: Paper
) -> None:
    with visiting(browser, paper, DESK) as visit:
        visit.go("/hi/")
        visit.page.keyboard.press("Tab")
        skip = visit.page.locator(".skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator("main")).to_be_focused()
        for _ in range(12):
            visit.page.keyboard.press("Tab")
            ring = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring == "solid"


def test_on_paper_links_say_where_they_lead(browser: Browser, paper: Paper) -> None:
    with visiting(browser, paper, DESK) as visit:
        visit.page.emulate_media(media="print")
        visit.go("/en/science/student-satellite-maps-floods/")
        after = "(one) => getComputedStyle(one, '::after').content"
        source = visit.page.locator("[data-role=source] a")
        address = source.get_attribute("href")
        assert address
        assert address in source.evaluate(after)


def test_the_line_about_a_correction_leads_to_it_and_marks_it(
    browser: Browser, paper: Paper
) -> None:
    with visiting(browser, paper, PHONE) as visit:
        visit.go(SPOKEN["en"])
        box = visit.page.locator("[data-role=corrections]")
        ground = "(one) => getComputedStyle(one).backgroundColor"
        before = box.evaluate(ground)
        visit.page.locator(".corrected a").click()
        expect(box).to_be_in_viewport()
        assert box.evaluate(ground) != before
