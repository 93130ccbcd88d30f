"""Pictures of every kind of page of the reference site, for people to look at.

    python tools/take_screenshots.py [FOLDER]     every page kind, width and scheme
    python tools/take_screenshots.py --readme     docs/images/front.jpg, the picture in README

Chromium is Debian's; pages come from output/, which must have been built.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "output"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
PAGES = {
    "front-both": "",
    "front-en": "en/",
    "front-hi": "hi/",
    "category-both": "geo-politics/",
    "category-en": "en/science/",
    "category-hi": "hi/vigyan/",
    "article-en": "en/science/student-satellite-maps-floods/",
    "article-hi": "hi/vigyan/student-satellite-maps-floods/",
    "article-plain": "en/geo-politics/pakistan-afghanistan-talks-istanbul/",
    "tag-hi": "hi/tag/patna/",
    "author-en": "en/author/ritu-kumari/",
    "archive-hi": "hi/2026/11/",
    "about-hi": "hi/about/",
    "not-found": "404.html",
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    """Serve output/ on a free port of this machine."""
    handler = partial(Quiet, directory=str(OUTPUT))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def visit(browser: Browser, width: int, scheme: str) -> Page:
    """Open a page as wide as a device, with every picture loaded at once."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    return page


def show(page: Page, url: str) -> None:
    """Go to a page, and wait until its pictures and fonts are there."""
    page.goto(url)
    page.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map((one) => one.decode().catch(() => null)))")
    page.evaluate("document.fonts.ready")


def take_all(browser: Browser, url: str, folder: Path) -> None:
    """Write a picture of every page kind, width and scheme."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            page = visit(browser, width, scheme)
            for name, path in PAGES.items():
                show(page, url + path)
                file = folder / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=file, full_page=True)
                print(file)
            page.context.close()


def take_readme(browser: Browser, url: str) -> None:
    """Write the picture that README shows: the front, as far as a screen goes."""
    file = ROOT / "docs" / "images" / "front.jpg"
    file.parent.mkdir(parents=True, exist_ok=True)
    page = visit(browser, WIDTHS[-1], "light")
    show(page, url)
    page.screenshot(path=file, type="jpeg", quality=80)
    print(file)


def main() -> None:
    """Take the pictures that the command line asks for."""
    chromium = shutil.which("chromium")
    if chromium is None or not OUTPUT.is_dir():
        sys.exit("this needs Debian's chromium, and output/ as `khabar build` makes it")
    arguments = sys.argv[1:]
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        if arguments == ["--readme"]:
            take_readme(browser, url)
        else:
            take_all(
                browser, url, Path(arguments[0] if arguments else ROOT / ".khabar" / "pictures")
            )
        browser.close()


if __name__ == "__main__":
    main()
