"""A telephone fetches the small picture in the better format, and nothing on the page moves."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.paper import Paper
from browser.test_reading import WATCH_SHIFTS

CHOSEN = """
async () => {
  scrollTo(0, document.body.scrollHeight);
  for (const one of document.images) one.loading = "eager";
  await Promise.all([...document.images].map((one) => one.decode()));
  return [...document.images].filter((one) => one.offsetWidth).map((one) => ({
    url: one.currentSrc,
    pixels: parseInt(one.currentSrc.split(".").at(-2).slice(-4), 16),
    shown: one.offsetWidth,
  }));
}
"""


@pytest.mark.parametrize("path", ["/", "/en/sports/village-hockey-turf/"])
def test_a_telephone_chooses_small_pictures(browser: Browser, paper: Paper, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    page.goto(paper.url + path)
    chosen = page.evaluate(CHOSEN)
    shifted = page.evaluate("window.shifted")
    context.close()
    assert chosen
    for one in chosen:
        assert one["url"].endswith(".avif")
        assert one["pixels"] <= max(320, 2 * one["shown"])
    pictures = [one for one in fetched if one.startswith("/media/")]
    assert len(pictures) == len(set(pictures))
    assert all(one.endswith(".avif") for one in pictures)
    assert shifted == 0


@pytest.mark.parametrize("path", ["/", "/en/sports/village-hockey-turf/"])
@pytest.mark.parametrize("device", [(360, 2, 640), (412, 1.75, 640), (360, 3, 960)])
def test_the_first_picture_is_no_larger_than_eyes_can_see(
    browser: Browser, paper: Paper, path: str, device: tuple[int, float, int]
) -> None:
    width, density, pixels = device
    page = browser.new_page(viewport={"width": width, "height": 740}, device_scale_factor=density)
    page.goto(paper.url + path)
    first = page.locator("img[fetchpriority]")
    url = first.evaluate("(one) => one.decode().then(() => one.currentSrc)")
    page.close()
    assert int(url.split(".")[-2][-4:], 16) == pixels


BELOW = ".related .card-picture >> nth=-1"
SHOWN = "(one) => getComputedStyle(one).contentVisibility"
WIDE = "(one) => one.decode().then(() => one.naturalWidth)"


def test_pictures_far_below_ask_for_nothing_until_the_first_one_is_there(
    page: Page, paper: Paper
) -> None:
    """On slow lines browsers ask early for lazy pictures: from 2,500 pixels away."""
    held: list[Route] = []
    page.route("**/media/*", lambda route: route.continue_() if held else held.append(route))
    page.goto(paper.url + "/en/sports/village-hockey-turf/", wait_until="domcontentloaded")
    below = page.locator(BELOW)
    assert below.evaluate(SHOWN) == "auto"
    before = below.bounding_box()
    held[0].continue_()
    expect(page.locator("html")).to_have_class("come")
    assert below.evaluate(SHOWN) == "visible"
    below.scroll_into_view_if_needed()
    assert below.locator("img").evaluate(WIDE) > 0
    page.evaluate("scrollTo(0, 0)")
    assert below.bounding_box() == before


def test_nor_do_they_wait_for_a_script_that_may_not_run(browser: Browser, paper: Paper) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(paper.url + "/en/sports/village-hockey-turf/")
    below = page.locator(BELOW)
    assert below.evaluate(SHOWN) == "visible"
    below.scroll_into_view_if_needed()
    assert below.locator("img").evaluate(WIDE) > 0
    context.close()
