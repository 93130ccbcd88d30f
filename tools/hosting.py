"""The reference site on a loopback address, as its hosts serve it.

Texts go out compressed and every file with what the built `_headers` says of it, so that what is
measured here is what readers wait for. It is built for the very address that it is served at:
canonical addresses, feeds and sitemaps then name pages that can be asked for.
"""

import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from generator.build.session import run
from generator.edges.package import shipped_theme
from generator.model.report import Order

ROOT = Path(__file__).resolve().parent.parent
MOMENT = datetime.fromisoformat("2026-11-22T12:00:00+05:30")  # the samples' day
LEVEL = 6  # of gzip: what hosts compress with
TEXTS = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")
KINDS = {".webmanifest": "application/manifest+json", ".woff2": "font/woff2", ".avif": "image/avif"}

Rule = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Hosted:
    """A built site: its folder, and the URL of its front, which ends in a slash."""

    folder: Path
    url: str

    @property
    def pages(self) -> list[Path]:
        """Give the files of all pages, in order."""
        return sorted(self.folder.rglob("*.html"))

    def url_of(self, file: Path) -> str:
        """Give the URL that a file is served at."""
        return self.url + file.relative_to(self.folder).as_posix().removesuffix("index.html")


class HostedNothingError(Exception):
    """The reference site was not built."""


def rules_of(text: str) -> list[Rule]:
    """Read a `_headers` file: patterns of paths, and below each its indented headers."""
    rules: list[Rule] = []
    for line in filter(str.strip, text.splitlines()):
        if not line.startswith((" ", "\t")):
            rules.append((line.strip(), ()))
        else:
            name, _, value = line.strip().partition(":")
            pattern, headers = rules.pop()
            rules.append((pattern, (*headers, (name, value.strip()))))
    return rules


class _Host(SimpleHTTPRequestHandler):
    """Answers as a host of static sites does, and says nothing of it."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **KINDS}  # noqa: RUF012 - as there

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send what a file's rules say of it, and the file, as small as the asker can read it."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not urlsplit(self.path).path.endswith("/"):
            return super().send_head()  # a redirect to the address with its slash
        file = path / "index.html" if path.is_dir() else path
        status = HTTPStatus.OK if file.is_file() else HTTPStatus.NOT_FOUND
        file = file if file.is_file() else Path(self.directory) / "404.html"
        body = file.read_bytes()
        packed = file.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body, LEVEL, mtime=0) if packed else body
        self.send_response(status)
        self.send_header("Content-Type", self._kind(file))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        for name, value in self._told():
            self.send_header(name, value)
        self.end_headers()
        return BytesIO(body)

    def _kind(self, file: Path) -> str:
        kind = self.guess_type(file)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def _told(self) -> list[tuple[str, str]]:
        """Give the headers of every rule that the asked path meets."""
        rules = Path(self.directory) / "_headers"
        asked = unquote(urlsplit(self.path).path)
        told = rules_of(rules.read_text("utf-8")) if rules.is_file() else []
        return [one for pattern, headers in told if fnmatchcase(asked, pattern) for one in headers]

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; give the URL of its front."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()


def build(output: Path, cache: Path, url: str) -> None:
    """Build the reference site of its fixed day; pictures are those developed before."""
    cache.mkdir(parents=True)
    developed = ROOT / ".khabar" / "pictures"
    developed.mkdir(parents=True, exist_ok=True)
    (cache / "pictures").symlink_to(developed)
    order = Order(ROOT, output, cache, shipped_theme(), MOMENT, base_url=url)
    report = run(order, lambda *_: None)[1]
    if not report.published:
        raise HostedNothingError(*report.problems)


@contextmanager
def reference_site() -> Iterator[Hosted]:
    """Build the reference site into a folder that does not last, and serve it."""
    with TemporaryDirectory(prefix="khabar-") as made, serving(Path(made) / "output") as url:
        folder = Path(made) / "output"
        build(folder, Path(made) / "cache", url)
        yield Hosted(folder, url)


def offline() -> dict[str, str]:
    """Give an environment in which a tool that calls home reaches nobody: a closed port."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    quiet = {"no_proxy": "127.0.0.1,localhost", "NO_UPDATE_NOTIFIER": "1", "DO_NOT_TRACK": "1"}
    told = proxies | quiet
    return dict(os.environ) | told | {key.upper(): value for key, value in told.items()}


if __name__ == "__main__":
    with reference_site() as site:
        print(f"{site.url} serves the reference site; Enter ends it", file=sys.stderr)
        input()
