"""Draw the paper's icons for phones from the theme's favicon, in the sizes that they ask for.

Run `python tools/draw_icons.py` after a change of `templates/assets/img/favicon.svg`. What a phone
cuts into a circle keeps its letters in the middle four fifths, where nothing is cut away
(W3C, Web Application Manifest, "Icon masks and safe zone").
"""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "assets" / "img"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
SIZES = {"icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512}
MASKED, MASKED_SIZE = "icon-mask.png", 512
COLOURS = 32  # two inks and what lies between them at an edge


def draw(browser: Browser, drawing: str, size: int) -> Image.Image:
    """Return a square drawing as pixels."""
    page = browser.new_page(viewport={"width": size, "height": size})
    style = "<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>"
    page.set_content(style + drawing)
    pixels = page.screenshot()
    page.close()
    return Image.open(BytesIO(pixels)).convert("RGB")


def masked(drawing: str) -> str:
    """Move the letters into the middle; the rail goes on to the edges."""
    moved = drawing.replace("<g ", '<g transform="translate(3.2 3.2) scale(.8)" ', 1)
    return moved.replace("M0 15.5h32", "M-8 15.5h48", 1)


def main() -> None:
    """Draw and save every icon."""
    drawing = (FOLDER / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        icons = {name: draw(browser, drawing, size) for name, size in SIZES.items()}
        icons[MASKED] = draw(browser, masked(drawing), MASKED_SIZE)
        browser.close()
    for name, icon in icons.items():
        few = icon.quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(FOLDER / name, "PNG", optimize=True)
        print(f"{name}: {(FOLDER / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
