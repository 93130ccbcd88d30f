"""Reading without a network: a real worker in a real browser, a host that comes and goes."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from papers import SITE, STORIES, build, lay
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

STORY, OTHER = "/en/geo-politics/border-talks/", "/en/sports/final-over/"
HINDI, HINDI_OTHER = "/hi/antarrashtriya/border-talks/", "/hi/khel/maidan/"
OFF = "settings: {features: {offline: false}}\n"
PATIENCE = 10  # seconds
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const shelf = await caches.open(name);
    found[name] = (await shelf.keys()).map((one) => one.url.slice(location.origin.length));
  }
  return found;
}"""
READY = "() => navigator.serviceWorker.ready.then((one) => one.active.state)"
COUNT = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"


Answers = dict[str, tuple[int, dict[str, str]]]


class _Host(SimpleHTTPRequestHandler):
    """A plain host; what it is told in `answers` it says of a path instead: (status, headers)."""

    answers: Answers

    def __init__(self, *parts: object, answers: Answers, **more: str) -> None:
        self.answers = answers
        super().__init__(*parts, **more)  # type: ignore[arg-type] # as the server gives them

    def do_GET(self) -> None:
        """Answer as told, or as a plain host."""
        status, headers = self.answers.get(self.path, (0, {}))
        if not status:
            super().do_GET()
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"Sorry"[: int(headers["Content-Length"])])

    def send_header(self, keyword: str, value: str) -> None:
        """Tell no time of change: two builds of a test may share a second."""
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Think nothing of a reader who goes away in the middle."""


@dataclass
class Paper:
    """A newsroom, its host, and a reader's device with nothing in store."""

    site: Path
    output: Path
    base: str
    context: BrowserContext
    answers: Answers
    stop: Callable[[], None]

    def publish(self, more: str = "", settings: str = "") -> None:
        lay(self.site, SITE + settings + more)
        assert build(self.site, self.output).published

    def page(self) -> Page:
        return self.context.pages[0]

    def go(self, path: str) -> Response:
        answer = self.page().goto(self.base.rstrip("/") + path)
        assert answer is not None
        return answer

    def first_visit(self, path: str) -> None:
        """Open the paper, and wait until what is shown is kept."""
        self.go(path)
        assert self.page().evaluate(READY) in ("activating", "activated")
        self.keeps(path)

    def keeps(self, path: str) -> None:
        """Wait until a page is kept."""
        self.until(lambda: any(one.endswith(path) for one in self.all()))

    def until(self, told: Callable[[], bool]) -> None:
        """Wait until something is true that a worker does in its own time."""
        end = monotonic() + PATIENCE
        while not told():
            assert monotonic() < end, self.kept()
            sleep(0.02)

    def kept(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = self.page().evaluate(KEPT)
        return found

    def all(self) -> list[str]:
        return [one for some in self.kept().values() for one in some]

    def pages(self) -> list[str]:
        return [one for name, some in self.kept().items() if ":pages:" in name for one in some]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print a small paper at the root of a host and one in a folder of it, once for all tests."""
    folder = tmp_path_factory.mktemp("printed")
    site = lay(folder / "site", SITE + STORIES)
    assert build(site, folder / "host", cache=folder / "cache").published
    below = lay(folder / "below", SITE.replace("paper.example/", "paper.example/news/") + STORIES)
    assert build(below, folder / "hosted/news", cache=folder / "cache").published
    return folder


@pytest.fixture
def paper(
    browser: Browser, printed: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Paper]:
    """Serve a small paper at the root of a host, or in the folder that a test names."""
    folder: str = getattr(request, "param", "/")
    shutil.copytree(printed / "site", tmp_path / "site")
    host = tmp_path / "host"
    shutil.copytree(printed / ("host" if folder == "/" else "hosted"), host)
    answers: Answers = {}
    handler = partial(_Host, directory=str(host), answers=answers)
    with _Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}{folder}"
        context = browser.new_context(viewport={"width": 360, "height": 800})
        context.new_page()

        def stop() -> None:
            server.shutdown()
            server.server_close()

        yield Paper(tmp_path / "site", host, base, context, answers, stop)
        context.close()
        server.shutdown()


def headline(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_what_was_read_can_be_read_again_and_nothing_else(paper: Paper) -> None:
    """Also the page that brought the worker, the front that was never opened, and shared links."""
    paper.first_visit(STORY)
    paper.keeps("/en/")
    paper.go(HINDI)
    paper.keeps(HINDI)
    paper.keeps("/hi/")
    paper.stop()
    for path, words in (
        (STORY, "Talks at the border"),
        (HINDI, "सरहद पर बातचीत"),
        (f"{STORY}?utm_source=whatsapp#sources", "Talks at the border"),
        (OTHER, "You are offline"),
        (HINDI_OTHER, "अभी इंटरनेट नहीं है"),
        ("/sports/", "You are offline"),
    ):
        assert paper.go(path).from_service_worker
        assert headline(paper.page()) == words
        size = "(one) => getComputedStyle(one).fontFamily"
        assert "Khabar" in paper.page().locator("h1").evaluate(size), "the theme is lost"
    expect(paper.page().locator(".apology:lang(hi) .headline")).to_have_text("अभी इंटरनेट नहीं है")
    for front in ("/en/", "/hi/"):
        paper.go(front)
        assert paper.page().locator(".card-title").count() > 1


def test_the_offline_page_lists_what_can_be_read(paper: Paper) -> None:
    paper.first_visit(STORY)
    paper.go(HINDI)
    paper.keeps(HINDI)
    paper.stop()
    paper.go(HINDI_OTHER)
    rows = paper.page().locator(".found-instead li")
    expect(rows).to_have_count(2)
    assert rows.all_inner_texts() == ["सरहद पर बातचीत", "Talks at the border"]
    assert [one.get_attribute("lang") for one in rows.all()] == ["hi", "en"]
    rows.last.get_by_role("link").click()
    expect(paper.page().locator("h1")).to_have_text("Talks at the border")


def test_news_is_there_at_once_where_there_is_a_network(paper: Paper) -> None:
    paper.first_visit("/en/")
    worker = (paper.output / "sw.js").read_bytes()
    title = "Rain reaches the hills"
    paper.publish(
        f"-- content/sports/rain/en.md --\n---\ntitle: {title}\ndate: 2026-11-21\n---\nNew.\n"
        "-- content/geo-politics/border-talks/en.md --\n---\ntitle: Talks end\n"
        "date: 2026-11-20T09:00\n---\nThey went home.\n"
    )
    assert (paper.output / "sw.js").read_bytes() == worker
    paper.go("/en/")
    assert title in paper.page().locator("main").inner_text()
    paper.go(STORY)
    assert headline(paper.page()) == "Talks end"
    paper.keeps(STORY)
    paper.stop()
    paper.go("/en/")
    assert title in paper.page().locator("main").inner_text()
    paper.go(STORY)
    assert headline(paper.page()) == "Talks end"


def test_a_story_that_was_taken_down_is_taken_off_the_device(paper: Paper) -> None:
    paper.first_visit(OTHER)
    (paper.site / "content/sports/final-over/en.md").unlink()
    paper.publish()
    assert paper.go(OTHER).status == 404
    paper.until(lambda: OTHER not in paper.all())


def test_a_host_that_fails_does_not_take_the_copy(paper: Paper) -> None:
    paper.first_visit(STORY)
    paper.answers[STORY] = (503, {"Content-Length": "0"})
    assert paper.go(STORY).status == 200
    assert headline(paper.page()) == "Talks at the border"
    paper.answers[OTHER] = (503, {"Content-Length": "5", "Content-Type": "text/plain"})
    assert paper.go(OTHER).status == 503


def test_what_must_not_be_kept_is_not(paper: Paper) -> None:
    """Not feeds, not what redirects, not what the host says to forget, not other addresses."""
    paper.first_visit("/en/")
    paper.answers[OTHER] = (302, {"Location": STORY, "Content-Length": "0"})
    paper.go(OTHER)
    assert headline(paper.page()) == "Talks at the border"
    paper.keeps(STORY)
    private = {"Cache-Control": "no-store", "Content-Length": "0", "Content-Type": "text/html"}
    paper.answers["/en/about/"] = (200, private)
    paper.go("/en/about/")
    paper.go("/en/feed.xml")
    paper.go("/hi/")
    paper.keeps("/hi/")
    assert {OTHER, "/en/about/", "/en/feed.xml", "/sw.js"} & set(paper.all()) == set()


def test_a_new_theme_takes_over_and_the_old_one_goes(paper: Paper) -> None:
    paper.first_visit(STORY)
    before = set(paper.kept())
    assert len(before) >= 3
    lay(paper.site, "-- templates/assets/css/site.css --\nh1 { color: rgb(1, 2, 3); }\n")
    paper.publish()
    paper.go(STORY)
    versioned = {one for one in before if not one.endswith(":media")}
    paper.until(lambda: bool(paper.kept()) and not versioned & set(paper.kept()))
    paper.go(STORY)
    paper.keeps(STORY)
    paper.stop()
    paper.go(STORY)
    colour = paper.page().locator("h1").evaluate("(one) => getComputedStyle(one).color")
    assert colour == "rgb(1, 2, 3)"


def test_the_kill_switch_empties_the_device(paper: Paper) -> None:
    paper.first_visit(STORY)
    paper.publish(settings=OFF)
    assert not (paper.output / "en/offline").exists()
    paper.go(STORY)  # its worker's last page: the browser looks for a new one
    paper.until(lambda: paper.page().evaluate(COUNT) == 0)
    paper.go(OTHER)
    assert paper.all() == []
    assert paper.page().evaluate(COUNT) == 0
    assert not paper.page().evaluate("() => !!navigator.serviceWorker.controller")


def test_only_so_much_is_kept_and_the_oldest_goes(paper: Paper) -> None:
    text = "".join(
        f"-- content/sports/match-{one}/en.md --\n---\ntitle: Match {one}\ndate: 2026-11-01\n"
        "---\nPlayed.\n"
        for one in range(45)
    )
    paper.publish(text)
    paper.first_visit("/en/sports/match-0/")
    paper.page().evaluate(
        "(paths) => navigator.serviceWorker.ready.then((one) => one.active.postMessage(paths))",
        [f"{paper.base}en/sports/match-{one}/" for one in range(1, 45)],
    )
    paper.keeps("/en/sports/match-44/")
    kept = paper.pages()
    assert len(kept) == 40
    assert kept[0] == "/en/sports/match-5/"
    assert kept[-1] == "/en/sports/match-44/"


@pytest.mark.parametrize("paper", ["/news/"], indirect=True)
def test_a_paper_in_a_folder_keeps_to_it(paper: Paper) -> None:
    paper.first_visit("/en/sports/final-over/")
    paper.page().evaluate("() => caches.open('khabar:/:pages:of-another-paper')")
    paper.go("/")
    names = paper.kept()
    assert all(one.startswith("khabar:/news/:") for one in names if "another" not in one)
    assert all(path.startswith("/news/") for some in names.values() for path in some)
    paper.stop()
    paper.go("/hi/khel/maidan/")
    assert headline(paper.page()) == "अभी इंटरनेट नहीं है"
    assert "khabar:/:pages:of-another-paper" in paper.kept()


def test_phones_can_install_every_paper(paper: Paper) -> None:
    for path, name, lang in (("/", "Jaano Junction", "en"), ("/hi/", "जानो जंक्शन", "hi")):
        paper.go(path)
        link = paper.page().locator("link[rel=manifest]").get_attribute("href")
        assert link == f"{path}manifest.webmanifest"
        session = paper.context.new_cdp_session(paper.page())
        found = session.send("Page.getAppManifest")
        assert found["errors"] == []
        errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [one["errorId"] for one in errors] == ["in-incognito"]  # as every test is
        told = json.loads(found["data"])
        assert (told["name"], told["lang"], told["start_url"]) == (name, lang, path)
        assert told["scope"] == "/"
        for icon in told["icons"]:
            data = (paper.output / icon["src"].lstrip("/")).read_bytes()
            assert "x".join(map(str, Image.open(BytesIO(data)).size)) == icon["sizes"]
        assert {one["purpose"] for one in told["icons"]} == {"any", "maskable"}


def test_no_one_finds_the_offline_page_by_chance(paper: Paper) -> None:
    output = paper.output
    page = (output / "hi/offline/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
    for path in output.rglob("*"):
        if path.is_file() and path.name != "sw.js" and path.parent.name != "offline":
            text = path.read_bytes().replace(b"/offline/*", b"")  # the rule of hosts
            assert not re.search(rb"/offline/", text), path
