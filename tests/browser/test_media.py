"""Films and galleries as readers meet them: nothing foreign before a click, nothing moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import SITE, build, lay
from PIL import Image
from playwright.sync_api import Browser, Route, expect

from browser.conftest import hosted
from browser.paper import Paper
from browser.test_reading import visiting

STORY = """\
-- content/sports/reel/en.md --
---
title: Three reels
date: 2026-11-20
---
Before the films.

{{youtube aqz-KE-bpKQ The whole debate, forty minutes | hall.jpg | Photo: Asha}}

{{youtube --Q_w4W_9-g The second debate}}

{{x 1234567890123456789 The minister's answer}}

![The hall](hall.jpg "Where they met | Asha")
![The stage](stage.jpg)
![The door](door.jpg "The way out")

After them.
-- content/sports/reel/hi.md --
---
title: तीन रीलें
---
{{youtube aqz-KE-bpKQ पूरी बहस, चालीस मिनट}}
"""
PAGE, HINDI = "/en/sports/reel/", "/hi/khel/reel/"
PLAYER = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"


@pytest.fixture(scope="module")
def reels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    site = lay(tmp_path_factory.mktemp("reels"), SITE + STORY)
    for name, colour in (("hall", "navy"), ("stage", "maroon"), ("door", "olive")):
        image = Image.new("RGB", (1200, 800), colour)
        image.save(site / f"content/sports/reel/{name}.jpg")
    report = build(site)
    assert report.published, report.problems
    with hosted(Path(site / "output")) as one:
        yield one


@pytest.mark.parametrize("width", [360, 1280])
def test_a_film_is_loaded_by_a_click_alone(browser: Browser, reels: Paper, width: int) -> None:
    with visiting(browser, reels, width) as reader:
        asked: list[str] = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            route.fulfill(body="<p>Player</p>", content_type="text/html")

        reader.page.route(lambda url: not url.startswith(reels.url), answer)
        reader.go(PAGE)  # the fonts are there from now on
        reader.go(PAGE)
        assert asked == []
        door = reader.page.locator("a[data-player]").first
        door.focus()
        before = reader.page.locator(".film .pane").first.bounding_box()
        reader.page.keyboard.press("Enter")
        frame = reader.page.locator("iframe")
        expect(frame).to_be_focused()
        assert frame.get_attribute("title") == "The whole debate, forty minutes"
        assert frame.bounding_box() == before
        assert reader.page.evaluate("window.shifted") == 0
        expect(reader.page.frame_locator("iframe").locator("p")).to_have_text("Player")
        assert asked == [PLAYER]
        assert reader.told == []


def test_without_a_script_films_are_links(browser: Browser, reels: Paper) -> None:
    with visiting(browser, reels, 360, scripts=False) as reader:
        reader.page.goto(reels.url + HINDI)
        link = reader.page.get_by_role("link", name="पूरी बहस, चालीस मिनट")
        assert link.get_attribute("href") == "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
        expect(link).to_be_visible()


def test_only_pages_with_a_film_allow_its_frame(reels: Paper) -> None:
    policies = {
        url: next(one["content"] for one in page.all("meta") if one.get("http-equiv"))
        for url, page in reels.pages.items()
        if page.all("meta") and not url.endswith("/lite/")
    }
    framed = {url for url, said in policies.items() if "frame-src" in said}
    assert framed == {PAGE, HINDI}
    assert "frame-src https://www.youtube-nocookie.com" in policies[PAGE]
    headers = (reels.output / "_headers").read_text("utf-8")
    assert "; frame-src https://www.youtube-nocookie.com; frame-ancestors 'none'" in headers


def test_a_gallery_is_a_list_of_figures_in_two_columns(browser: Browser, reels: Paper) -> None:
    with visiting(browser, reels, 1280) as reader:
        reader.go(PAGE)
        rows = reader.page.locator("ul.gallery > li")
        assert rows.count() == 3
        assert rows.nth(0).locator("figcaption").inner_text() == "Where they met Asha"
        first, second, third = (row.bounding_box() for row in rows.all())
        assert first is not None
        assert second is not None
        assert third is not None
        assert second["y"] == third["y"] > first["y"]
        assert first["width"] > 2 * second["width"]
    loading = {one["alt"]: one.get("loading") for one in reels.pages[PAGE].all("img")}
    assert loading == dict.fromkeys(("", "The hall", "The stage", "The door"), "lazy")


def test_light_pages_and_feeds_link_what_they_cannot_show(reels: Paper) -> None:
    light = reels.pages[PAGE + "lite/"]
    assert light.all("img") == light.with_key("data-player") == []
    shown = [one["href"] for one in light.all("a") if one["href"].startswith("/media/")]
    assert len(shown) == 3
    for name in ("feed.xml", "atom.xml", "feed.json"):
        feed = (reels.output / "en" / name).read_text("utf-8")
        assert "https://www.youtube.com/watch?v=aqz-KE-bpKQ" in feed
        assert "nocookie" not in feed
        assert feed.count("https://paper.example/media/") >= 4
