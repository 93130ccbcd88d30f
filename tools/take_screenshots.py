"""Pictures of every kind of page of the reference site, for people to look at.

    python tools/take_screenshots.py [FOLDER]         every page kind, language, width and scheme
    python tools/take_screenshots.py --urdu [FOLDER]  pages in Urdu, from the right to the left
    python tools/take_screenshots.py --readme         docs/images/front.jpg, the picture in README

FOLDER gets an index.html with all of them side by side. Chromium is Debian's; pages come from
output/, which must have been built, but for Urdu, whose paper is built for the occasion.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "output"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
THUMBNAIL = 220  # pixels of width
README_HEIGHT = 1180  # of the front in README: down to who argues today
# What stands in output/ is taken, what does not is told: a feature may be off.
PAGES = {
    "front-both": "",
    "front-en": "en/",
    "front-hi": "hi/",
    "category-both": "geo-politics/",
    "category-en": "en/science/",
    "category-hi": "hi/vigyan/",
    "article-en": "en/science/student-satellite-maps-floods/",
    "article-hi": "hi/vigyan/student-satellite-maps-floods/",
    "article-corrected-en": "en/sports/village-hockey-turf/",
    "article-corrected-hi": "hi/khel/village-hockey-turf/",
    "article-plain-en": "en/geo-politics/pakistan-afghanistan-talks-istanbul/",
    "article-plain-hi": "hi/antarrashtriya/pakistan-afghanistan-talks-istanbul/",
    "opinion-en": "en/opinion/let-the-river-have-its-room/",
    "opinion-hi": "hi/vichar/let-the-river-have-its-room/",
    "lite-en": "en/science/student-satellite-maps-floods/lite/",
    "lite-hi": "hi/vigyan/student-satellite-maps-floods/lite/",
    "tag-both": "tag/patna/",
    "tag-en": "en/tag/patna/",
    "tag-hi": "hi/tag/patna/",
    "tags-en": "en/tag/",
    "tags-hi": "hi/tag/",
    "author-en": "en/author/ritu-kumari/",
    "author-hi": "hi/author/ritu-kumari/",
    "series-en": "en/series/living-with-the-kosi/",
    "series-hi": "hi/series/living-with-the-kosi/",
    "archive-en": "en/2026/11/",
    "archive-hi": "hi/2026/11/",
    "search-en": "en/search/",
    "search-hi": "hi/search/",
    "about-en": "en/about/",
    "about-hi": "hi/about/",
    "offline": "offline/",
    "not-found": "404.html",
    "style": "style/",
}
URDU = {
    "front-ur": "ur/",
    "category-ur": "ur/sports/",
    "article-ur": "ur/sports/urdu-notebook/",
    "lite-ur": "ur/sports/urdu-notebook/lite/",
    "tags-ur": "ur/tag/",
    "archive-ur": "ur/2026/11/",
    "not-found": "404.html",
}
EDITION = "  - {path: ur, languages: [ur]}\n"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(output: Path = OUTPUT) -> Iterator[str]:
    """Serve a built paper on a free port of this machine."""
    handler = partial(Quiet, directory=str(output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@contextmanager
def urdu() -> Iterator[Path]:
    """Build the reference site with a third language, as the tests do; give its output."""
    sys.path.insert(0, str(ROOT / "tests"))
    papers = import_module("papers")
    with TemporaryDirectory() as folder:
        site = papers.with_urdu(Path(folder))
        said = (site / "site.yaml").read_text("utf-8")
        hindi = "  - {path: hi, languages: [hi]}\n"
        (site / "site.yaml").write_text(said.replace(hindi, hindi + EDITION), "utf-8")
        report = papers.build(site)
        if not report.published:
            sys.exit("\n".join(str(one) for one in report.problems))
        yield site / "output"


def visit(browser: Browser, width: int, scheme: str) -> Page:
    """Open a page as wide as a device."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    return page


def show(page: Page, url: str) -> None:
    """Go to a page, and wait until all of its pictures and fonts are there."""
    page.goto(url)
    page.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.allSettled([...document.images].map((one) => one.decode()))")
    page.evaluate("document.fonts.ready")


def take_all(browser: Browser, url: str, folder: Path, pages: dict[str, str]) -> None:
    """Write a picture of every page, width and scheme, and the sheet that shows them all."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            page = visit(browser, width, scheme)
            for name, path in pages.items():
                show(page, url + path)
                page.screenshot(path=folder / file_of(name, width, scheme), full_page=True)
            page.context.close()
            print(f"{len(pages)} pages at {width} pixels, {scheme}")
    (folder / "index.html").write_text(sheet(pages), "utf-8")
    print(folder / "index.html")


def file_of(name: str, width: int, scheme: str) -> str:
    """Name the picture of a page."""
    return f"{name}-{width}-{scheme}.png"


def sheet(pages: dict[str, str]) -> str:
    """Give the contact sheet: a row for each page, light beside dark, narrow beside wide."""
    rows = "".join(
        f'<tr><th scope="row" align="left" valign="top">{escape(name)}<br>/{escape(path)}</th>'
        + "".join(
            f'<td valign="top"><a href="{file_of(name, width, scheme)}">'
            f'<img src="{file_of(name, width, scheme)}" width="{THUMBNAIL}" loading="lazy"'
            f' alt="{escape(name)}, {width}, {scheme}"></a></td>'
            for width in WIDTHS
            for scheme in SCHEMES
        )
        + "</tr>\n"
        for name, path in pages.items()
    )
    head = '<!doctype html>\n<meta charset="utf-8"><title>Contact sheet</title>\n'
    return f"{head}<table>{rows}</table>\n"


def there(output: Path, pages: dict[str, str]) -> dict[str, str]:
    """Leave out the pages that the paper does not have, and say so."""
    found = {}
    for name, path in pages.items():
        if (output / path / "index.html").is_file() or (output / path).is_file():
            found[name] = path
        else:
            print(f"not built: /{path}")
    return found


def take_readme(browser: Browser, url: str) -> None:
    """Write the picture that README shows: the front, down to opinion."""
    file = ROOT / "docs" / "images" / "front.jpg"
    file.parent.mkdir(parents=True, exist_ok=True)
    page = visit(browser, WIDTHS[-1], "light")
    page.set_viewport_size({"width": WIDTHS[-1], "height": README_HEIGHT})
    show(page, url)
    page.screenshot(path=file, type="jpeg", quality=75)
    print(file)


def main(arguments: list[str]) -> None:
    """Take the pictures that the command line asks for."""
    chromium = shutil.which("chromium")
    if chromium is None or not OUTPUT.is_dir():
        sys.exit("this needs Debian's chromium, and output/ as `khabar build` makes it")
    folders = [Path(one) for one in arguments if not one.startswith("--")]
    folder = folders[0] if folders else ROOT / ".khabar" / "screenshots"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        if "--urdu" in arguments:
            with urdu() as output, served(output) as url:
                take_all(browser, url, folder, there(output, URDU))
        else:
            with served() as url:
                if "--readme" in arguments:
                    take_readme(browser, url)
                else:
                    take_all(browser, url, folder, there(OUTPUT, PAGES))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
