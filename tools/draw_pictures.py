"""Draw the masthead mark and the illustrations of the reference newsroom from their SVG.

The folder `tools/pictures/` mirrors the repository: `media/logo.png.svg` in it is drawn by Chromium
and saved as `media/logo.png`. Run `python tools/draw_pictures.py [NAME ...]` after a change; a name
is the last part of a picture's path, and without names every picture is drawn.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "pictures"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WIDTH, HEIGHT = 1600, 900  # the largest drawing
BEST_QUALITY, QUALITY_STEP = 82, 6
HEAVIEST = 120_000  # bytes of a JPEG: a picture must not cost a reader more than the page


def screenshot(browser: Browser, source: Path) -> Image.Image:
    """Return the drawing as pixels, one for each unit of its width and height."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    drawing = source.read_text(encoding="utf-8")
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
    pixels = page.locator("svg").screenshot()
    page.close()
    return Image.open(BytesIO(pixels)).convert("RGB")


def as_jpeg(picture: Image.Image) -> bytes:
    """Return a JPEG of at most HEAVIEST bytes, giving up quality where it must."""
    for quality in range(BEST_QUALITY, 0, -QUALITY_STEP):
        held = BytesIO()
        picture.save(held, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(held.getvalue()) <= HEAVIEST:
            return held.getvalue()
    raise ValueError(f"no JPEG of this drawing stays below {HEAVIEST} bytes")


def as_png(picture: Image.Image) -> bytes:
    """Return a PNG, which keeps the edges of a mark sharp."""
    held = BytesIO()
    picture.save(held, "PNG", optimize=True)
    return held.getvalue()


def main(names: list[str]) -> None:
    """Draw the pictures named, or all of them."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for source in sorted(SOURCES.rglob("*.svg")):
            target = ROOT / source.relative_to(SOURCES).with_suffix("")
            if names and target.name not in names:
                continue
            picture = screenshot(browser, source)
            saved = as_png(picture) if target.suffix == ".png" else as_jpeg(picture)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(saved)
            print(f"{target.relative_to(ROOT)}: {len(saved):,} bytes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
