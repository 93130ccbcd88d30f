"""What a script adds to an article: its age, a button; and what is there without one."""

from datetime import datetime

import pytest
from playwright.sync_api import Browser, expect

from browser.paper import Paper
from browser.test_reading import SPOKEN, visiting

AGED = {
    "en": ("This story is more than a year old", "This story is more than 3 years old"),
    "hi": ("यह ख़बर एक साल से ज़्यादा पुरानी है", "यह ख़बर 3 साल से ज़्यादा पुरानी है"),
}
NEXT, LATER = datetime.fromisoformat("2027-12-01"), datetime.fromisoformat("2029-12-01")


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_old_stories_tell_their_age_and_nothing_moves(
    browser: Browser, paper: Paper, lang: str
) -> None:
    with visiting(browser, paper, 360) as reader:
        reader.go(SPOKEN[lang])  # the fonts are there from now on
        for moment, words in zip((NEXT, LATER), AGED[lang], strict=True):
            reader.page.clock.set_fixed_time(moment)
            reader.go(SPOKEN[lang])
            expect(reader.page.locator(".age")).to_have_text(words)
            shown = reader.page.evaluate(
                "(line => [line.scrollWidth <= line.clientWidth, window.shifted])"
                "(document.querySelector('.age'))"
            )
            assert shown == [True, 0]
        reader.page.clock.set_fixed_time(datetime.fromisoformat("2026-11-22"))
        reader.go(SPOKEN[lang])
        expect(reader.page.locator(".age")).to_have_text("")


FRESH = {"en": ("25 minutes ago", "3 hours ago"), "hi": ("25 मिनट पहले", "3 घंटे पहले")}
SOON = (
    datetime.fromisoformat("2026-11-08T07:25+05:30"),
    datetime.fromisoformat("2026-11-08T10:10+05:30"),
)
TOMORROW = datetime.fromisoformat("2026-11-09T07:01+05:30")


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_a_story_of_this_day_tells_how_long_ago_it_came(
    browser: Browser, paper: Paper, lang: str
) -> None:
    list_of = SPOKEN[lang].rpartition("village")[0]
    with visiting(browser, paper, 360) as reader:
        reader.go(list_of)  # the fonts are there from now on
        for moment, words in zip(SOON, FRESH[lang], strict=True):
            reader.page.clock.set_fixed_time(moment)
            reader.go(SPOKEN[lang])
            time = reader.page.locator(".times > time")
            expect(time).to_have_text(words)
            assert "2026" in (time.get_attribute("title") or "")
            reader.go(list_of)
            card = reader.page.locator(f'li:has(a[href="{SPOKEN[lang]}"]) .card-meta time')
            expect(card.first).to_have_text(words)
            assert reader.page.evaluate("window.shifted") == 0
        reader.page.clock.set_fixed_time(TOMORROW)
        reader.go(SPOKEN[lang])
        expect(reader.page.locator(".times > time")).to_contain_text("2026")
        assert reader.told == []


def test_the_address_is_copied(browser: Browser, paper: Paper) -> None:
    with visiting(browser, paper, 1280) as reader:
        reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader.go(SPOKEN["hi"])
        button = reader.page.get_by_role("button", name="लिंक कॉपी करें")
        button.click()
        expect(reader.page.locator(".copy")).to_have_text("लिंक कॉपी हो गया")
        copied = reader.page.evaluate("navigator.clipboard.readText()")
        assert copied == paper.url + SPOKEN["hi"]
        assert reader.told == []


def test_without_a_script_nothing_promises_one(browser: Browser, paper: Paper) -> None:
    with visiting(browser, paper, 360, scripts=False) as reader:
        reader.page.goto(paper.url + SPOKEN["en"])
        expect(reader.page.locator(".copy")).not_to_be_visible()
        expect(reader.page.locator(".share a").first).to_be_visible()
