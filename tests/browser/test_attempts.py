"""Nothing that content says is run by a browser, with the content security policy and without.

A newsroom is filled with attempts (see vectors); all that comes out is opened in Chromium:
pages, feeds, maps, and what feeds hold as a feed reader without care would show it. What runs
under the policy runs without it, so a sixth is opened with it; KHABAR_DOCUMENTS=all: all.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from papers import build, lay
from playwright.sync_api import Browser, BrowserContext, Dialog, Request, Route

from browser import vectors

SHARE = 1 if os.environ.get("KHABAR_DOCUMENTS") == "all" else 6
HOST = "https://paper.example"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
    ".txt": "text/plain",
    ".js": "text/javascript",
    "": "text/plain",
}
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
TAKEN_APART = """() => {
  const found = [];
  const bad = /^[\\s\\u0000-\\u0020]*(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:/i;
  for (const one of document.querySelectorAll('*')) {
    const name = one.localName;
    const ours = one.type === 'application/ld+json' || String(one.src).startsWith(location.origin);
    if (name === 'script' && !ours)
      found.push(one.outerHTML);
    if (['iframe', 'object', 'embed', 'base', 'form', 'style', 'template'].includes(name))
      found.push(one.outerHTML);
    for (const each of one.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$/i.test(each.name)) found.push(one.outerHTML);
      if (/href|src|action|cite|data$|poster/i.test(each.name) && bad.test(each.value)
          && !(name === 'link' && each.value.startsWith('data:,')))
        found.push(one.outerHTML);
    }
  }
  return found;
}"""


@dataclass
class Watch:
    """What a browser did that no page may make it do."""

    seen: list[str] = field(default_factory=list)
    at: str = ""

    def dialog(self, one: Dialog) -> None:
        self.seen.append(f"{self.at}: dialog {one.message}")
        one.dismiss()

    def ran(self, _source: object, *_: object) -> None:
        self.seen.append(f"{self.at}: ran")

    def asked(self, one: Request) -> None:
        if vectors.CANARY in one.url:
            self.seen.append(f"{self.at}: asked {one.url}")


def watched(
    browser: Browser, watch: Watch, output: Path | None = None, *, policy: bool = False
) -> BrowserContext:
    """Open a browser that is watched, and that finds HOST in a folder and nothing elsewhere."""
    context = browser.new_context(bypass_csp=not policy)
    context.expose_binding("ran", watch.ran)
    context.on("dialog", watch.dialog)
    context.on("request", watch.asked)

    def served(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path.lstrip("/"))
        file = (output or Path("/nowhere")) / (path + "index.html" * (path[-1:] in ("", "/")))
        if route.request.url.startswith(HOST) and file.suffix in KINDS and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        else:
            route.abort()

    context.route("**/*", served)
    return context


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Build a paper of nothing but attempts; give its output and how many it holds."""
    bodies = vectors.bodies()
    each = -(-len(bodies) // vectors.STORIES)
    stories = "".join(
        vectors.story(number, "\n\n".join(bodies[number * each : (number + 1) * each]))
        for number in range(vectors.STORIES)
    )
    heading = f'"></title></script><script>{vectors.RUN}</script><img src=x onerror={vectors.RUN}>'
    site = lay(tmp_path_factory.mktemp("attempts"), vectors.site(heading) + stories)
    report = build(site)
    assert report.published, [one for one in report.problems if one.severity == "error"]
    count = vectors.STORIES * (vectors.FIELDS + 2) + len(bodies) + vectors.OF_SITE
    return site / "output", count


def opened(output: Path) -> Iterator[str]:
    """Give the URL path of each file that a browser shows; a list's further months are alike."""
    for path in sorted(output.rglob("*")):
        if path.suffix in (".html", ".xml", ".json", ".txt") or path.name == "_redirects":
            name = path.relative_to(output).as_posix()
            if not re.match(r"assets/|(?:tag|author|series)/.+/\d{4}/", name):
                yield "/" + name.removesuffix("index.html")


@pytest.mark.parametrize("policy", [True, False], ids=["policy", "no-policy"])
def test_nothing_of_content_is_run(
    newsroom: tuple[Path, int],
    browser: Browser,
    counted: Callable[..., None],
    *,
    policy: bool,
) -> None:
    output, count = newsroom
    assert count >= 200
    watch = Watch()
    context = watched(browser, watch, output, policy=policy)
    page = context.new_page()
    suspects: list[tuple[str, str]] = []
    paths = list(opened(output))[:: SHARE if policy else 1]
    for path in paths:
        watch.at = path
        page.goto(HOST + path, wait_until="load")
        if path.endswith(("/", ".html")):
            suspects += [(path, one) for one in page.evaluate(TAKEN_APART)]
    page.wait_for_timeout(300)
    context.close()
    under = "under" if policy else "without"
    counted(
        f"{{}} attempts at scripts in {{}} documents {under} the policy, {{}} run",
        *(count, len(paths), len(watch.seen)),
    )
    assert watch.seen == []
    assert suspects == []


def test_nothing_in_feeds_is_run_by_a_careless_reader(
    newsroom: tuple[Path, int], browser: Browser
) -> None:
    output, _ = newsroom
    watch = Watch()
    context = watched(browser, watch, output)
    page = context.new_page()
    page.goto(f"{HOST}/robots.txt")
    items = json.loads((output / "feed.json").read_text("utf-8"))["items"]
    rss = ET.parse(output / "feed.xml").getroot()  # noqa: S314 - our own
    texts = [one["content_html"] for one in items] + [one.text or "" for one in rss.iter(CONTENT)]
    assert len(texts) >= 40
    for text in texts:
        watch.at = text[:80]
        page.set_content(f"<!doctype html><title>Reader</title>{text}")
        assert page.evaluate(TAKEN_APART) == []
    page.wait_for_timeout(300)
    context.close()
    assert watch.seen == []


def test_the_watch_would_see(browser: Browser) -> None:
    watch = Watch()
    context = watched(browser, watch)
    page = context.new_page()
    script, _, loaded, _, _, picture = vectors.ELEMENTS[:6]
    for text in (script, loaded.replace("//", "https://"), picture, "<svg onload=alert(1)>"):
        page.set_content(f"<!doctype html>{text}")
        page.wait_for_timeout(50)
    kinds = {one.rpartition(": ")[2].split()[0] for one in watch.seen}
    context.close()
    assert kinds == {"ran", "asked", "dialog"}


def test_whatever_standing_says_is_one_object(newsroom: tuple[Path, int]) -> None:
    """Structured data stands in scripts: each must end where it was meant to end."""
    output, _ = newsroom
    found = 0
    for path in output.rglob("*.html"):
        text = path.read_text("utf-8")
        blocks = re.findall(
            r"<script type=\"application/ld\+json\">(.*?)</script>", text, re.DOTALL
        )
        for block in blocks:
            json.loads(block)
        found += len(blocks)
    assert found > 100
