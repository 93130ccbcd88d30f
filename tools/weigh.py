"""What every kind of page weighs, as it goes over the wire.

    python tools/weigh.py [--write]

HTML, CSS and scripts compressed by gzip, fonts as they are; pictures are not counted. Brotli, which
hosts use too, is smaller, but not in the standard library. `--write` puts the table into
docs/performance.md. Exits 1 where a page is heavier than its budget.
"""

import gzip
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from hosting import LEVEL, ROOT, Hosted, reference_site
from playwright.sync_api import Browser, Request, sync_playwright

DOCUMENT = ROOT / "docs" / "performance.md"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
CHROMIUM = Path("/usr/bin/chromium")
KINDS = ("html", "css", "js", "woff2")
PAGES = (
    ("front, both", ""),
    ("front, English", "en/"),
    ("front, Hindi", "hi/"),
    ("category, both", "geo-politics/"),
    ("category, Hindi", "hi/vigyan/"),
    ("archive, both", "2026/11/"),
    ("tags, English", "en/tag/"),
    ("author, Hindi", "hi/author/ritu-kumari/"),
    ("article, English", "en/science/student-satellite-maps-floods/"),
    ("article, Hindi", "hi/vigyan/student-satellite-maps-floods/"),
    ("light article, English", "en/science/student-satellite-maps-floods/lite/"),
    ("light article, Hindi", "hi/vigyan/student-satellite-maps-floods/lite/"),
    ("undated, Hindi", "hi/about/"),
    ("not found", "404.html"),
)
# kB of HTML, CSS and scripts; of fonts. A kilobyte is 1000 bytes on the wire.
BUDGETS = {"article": (60, 90), "light article": (14, 0)}
MOST_TEXT, MOST_SCRIPT, MOST_FONTS = 60, 15, 90
HEAD = (
    "| page, kB | HTML | CSS | scripts | together | fonts |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: |\n"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes on the wire by kind of file."""

    html: int
    css: int
    js: int
    woff2: int

    @property
    def together(self) -> int:
        """Give what comes before pictures and fonts."""
        return self.html + self.css + self.js


def kind_of(url: str) -> str:
    """Give the kind of a requested file; "" where it is not weighed."""
    last = url.rpartition("/")[2]
    found = last.rpartition(".")[2] if "." in last else "html"
    return found if found in KINDS else ""


def weigh(browser: Browser, site: Hosted, path: str) -> Weight:
    """Load a page with nothing in store, to its end, and weigh what it asked for."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    asked: dict[str, int] = {}

    def note(request: Request) -> None:
        kind = kind_of(request.url)
        if kind and request.url.startswith(site.url):
            inside = request.url.removeprefix(site.url)
            file = site.folder / inside
            raw = (file / "index.html" if file.is_dir() else file).read_bytes()
            asked[request.url] = len(raw if kind == "woff2" else gzip.compress(raw, LEVEL, mtime=0))

    page.on("request", note)
    page.goto(site.url + path)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.close()
    sums = (sum(size for url, size in asked.items() if kind_of(url) == kind) for kind in KINDS)
    return Weight(*sums)


def heavy(name: str, weight: Weight) -> list[str]:
    """Name the budgets that a page exceeds."""
    text, fonts = BUDGETS.get(name.partition(",")[0], (MOST_TEXT, MOST_FONTS))
    found = (
        ("text", weight.together, text),
        ("scripts", weight.js, MOST_SCRIPT),
        ("fonts", weight.woff2, fonts),
    )
    return [
        f"{name}: {one} {size / 1000:.1f} kB of {most}"
        for one, size, most in found
        if size > most * 1000
    ]


def table(weights: dict[str, Weight]) -> str:
    """Give the whole table."""
    rows = (
        f"| {name} | "
        + " | ".join(
            f"{size / 1000:.1f}" for size in (one.html, one.css, one.js, one.together, one.woff2)
        )
        + " |\n"
        for name, one in weights.items()
    )
    return HEAD + "".join(rows)


def main() -> None:
    """Weigh, print, and say what is too heavy."""
    with reference_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        weights = {name: weigh(browser, site, path) for name, path in PAGES}
        browser.close()
    text = table(weights)
    print(text)
    if "--write" in sys.argv[1:]:
        old = DOCUMENT.read_text("utf-8")
        marks = r"(<!-- weights -->\n).*?(<!-- end of weights -->)"
        DOCUMENT.write_text(re.sub(marks, rf"\1{text}\2", old, flags=re.DOTALL), "utf-8")
    wrong = [one for name, weight in weights.items() for one in heavy(name, weight)]
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
