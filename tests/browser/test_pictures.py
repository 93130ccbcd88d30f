"""A telephone fetches the small picture in the better format, and nothing on the page moves."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

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
