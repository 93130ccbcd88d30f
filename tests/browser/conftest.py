"""A browser, a site that is served as editors see it, and what to do without a browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import IO

import pytest
from papers import ROOT, SITE, STORIES, build, lay, with_urdu
from playwright.sync_api import Browser, Page, sync_playwright

from browser.paper import Paper, read

CHROMIUM = shutil.which("chromium") or ""
STYLE_DELAY = 0.2  # seconds
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        reason = "CHROMIUM IS NOT INSTALLED: the browser tests did not run"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@dataclass(frozen=True, slots=True)
class Served:
    """A site that `khabar serve` serves: its folder, its front's URL, the server's process."""

    site: Path
    url: str
    process: int
    terminal: IO[str]

    def said(self) -> str:
        """Give all that the server printed until it ended."""
        return self.terminal.read()


@contextmanager
def serving(site: Path, *program: str) -> Iterator[Served]:
    """Serve a site; program: what Python runs, if not the package itself."""
    command = [sys.executable, *(program or ("-m", "generator")), "serve", "--site", str(site)]
    process = subprocess.Popen(
        [*command, "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Serving at "):
                yield Served(site, line.split()[2], process.pid, process.stdout)
                break
        else:
            pytest.fail("khabar serve ended before it served")
    finally:
        process.terminate()
        process.wait(timeout=10)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(lay(tmp_path / "site", SITE + STORIES)) as one:
        yield one


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a built paper as a plain host does, and says nothing of it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Serve a file; style sheets after all that a page asks for with them.

        So whether fonts come before the first line is painted is no matter of luck: those
        do that the page asks for itself, and those do not that only its style names.
        """
        if self.path.endswith(".css"):
            sleep(STYLE_DELAY)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hosted(output: Path) -> Iterator[Paper]:
    """Serve a built paper on a free port of this machine."""
    handler = partial(_Quiet, directory=str(output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield read(output, f"http://127.0.0.1:{server.server_address[1]}")
        server.shutdown()


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """Build the reference site, and serve it."""
    folder = tmp_path_factory.mktemp("paper")
    report = build(ROOT, output=folder / "output", cache=folder / "cache")
    assert report.published, report.problems
    with hosted(folder / "output") as one:
        yield one


@pytest.fixture(scope="session")
def urdu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """Build the reference site with a third paper, which is written from the right."""
    folder = with_urdu(tmp_path_factory.mktemp("urdu"))
    config = folder / "site.yaml"
    hindi = "  - {path: hi, languages: [hi]}\n"
    text = config.read_text("utf-8")
    assert hindi in text
    config.write_text(text.replace(hindi, hindi + "  - {path: ur, languages: [ur]}\n"), "utf-8")
    report = build(folder)
    assert report.published, report.problems
    with hosted(folder / "output") as one:
        yield one
