"""A bucket on this machine that speaks as much of S3 as deliveries need, and fails as told.

At every change it looks at what readers would meet: a page without its style sheet, or a
front that leads to an article which is not there yet.
"""

import hashlib
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import RLock, Thread
from typing import cast
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "paper"
PAGE = 50  # keys in a part of a listing, few enough for any test to need several
NOTES = "_khabar/"
HANG = 1.5  # seconds; a test's requests time out after one
REFERENCE = re.compile(rb'(?:href|src)="/([^"#?]+)"')
Thing = tuple[bytes, dict[str, str]]  # bytes and headers


@dataclass
class Faults:
    """Which share of the requests fails how: by status, "reset", "lost" or "hang".

    lost: the request is done, and its answer never comes.
    """

    shares: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0
    forbidden: str = ""  # keys that hold this are refused for ever

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - the same faults every time

    def draw(self, key: str) -> str:
        if self.forbidden and self.forbidden in key:
            return "403"
        drawn = self._chance.random()
        for name, share in self.shares.items():
            drawn -= share
            if drawn < 0:
                return name
        return ""


class Storehouse(ThreadingHTTPServer):
    """The bucket: things by key, what was asked of it, and what readers should never meet."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.guard = RLock()
        self.empty()

    def empty(self) -> None:
        """Begin anew: nothing in the bucket, nothing asked, nothing wrong."""
        self.things: dict[str, Thing] = {}
        self.faults = Faults()
        self.delay = 0.0
        self.asked: list[tuple[str, str]] = []
        self.broken: list[str] = []
        self.needed: frozenset[str] = frozenset()  # articles that fronts may lead to
        self.staying: frozenset[str] = frozenset()  # pages that are in every paper of a test
        self.before: Callable[[str, str], None] = lambda _method, _key: None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def counted(self) -> Counter[str]:
        """Count what was asked, listings and notes by these names."""
        return Counter(
            "list" if not key else "notes" if key.startswith(NOTES) else method
            for method, key in self.asked
        )

    def paper(self) -> dict[str, bytes]:
        return {key: data for key, (data, _) in self.things.items() if not key.startswith(NOTES)}

    def place(self, key: str, thing: Thing) -> None:
        self.things[key] = thing
        if key.endswith(".html"):
            self._look(key, thing[0])

    def take(self, key: str) -> None:
        self.things.pop(key, None)
        name = f'"/{key.removesuffix("index.html")}"'.encode()
        self.broken.extend(
            f"{page} lost {key}"
            for page, (data, _) in self.things.items()
            if page in self.staying and name in data
        )

    def _look(self, key: str, data: bytes) -> None:
        for found in REFERENCE.findall(data):
            target = found.decode()
            if target.startswith(("assets/", "media/")):
                if target not in self.things:
                    self.broken.append(f"{key} came before {target}")
            elif b"data-story=" not in data:
                file = f"{target}index.html"
                if file in self.needed and file not in self.things:
                    self.broken.append(f"{key} came before {file}")

    def handle_error(self, _request: object, _address: object) -> None:
        """Say nothing of clients that went away: these tests kill them."""


class Clerk(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    mute = False

    @property
    def house(self) -> Storehouse:
        return cast("Storehouse", self.server)

    def do_PUT(self) -> None:
        self._answer(self._put)

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_HEAD(self) -> None:
        self._answer(self._get)

    def do_DELETE(self) -> None:
        self._answer(self._delete)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def _answer(self, work: Callable[[str, bytes], None]) -> None:
        parts = urlsplit(self.path)
        key = unquote(parts.path).removeprefix(f"/{BUCKET}").removeprefix("/")
        data = self.rfile.read(int(self.headers.get("content-length") or 0))
        with self.house.guard:
            self.house.asked.append((self.command, key))
            fault = self.house.faults.draw(key)
            self.house.before(self.command, key)
        if self.house.delay:
            time.sleep(self.house.delay)
        if fault == "hang":
            time.sleep(HANG)
        if fault in ("reset", "hang"):
            self._hang_up()
        elif fault and fault != "lost":
            self._say(int(fault))
        else:
            self.mute = fault == "lost"
            with self.house.guard:
                work(key, data)
            if self.mute:
                self._hang_up()

    def _put(self, key: str, data: bytes) -> None:
        held = self.house.things.get(key)
        wanted = self.headers.get("if-match")
        if (held and self.headers.get("if-none-match") == "*") or (
            wanted and (held is None or wanted != _tag(held[0]))
        ):
            self._say(412)
            return
        kept = ("content-type", "cache-control", "content-encoding")
        said = {name: self.headers[name] for name in kept if name in self.headers}
        self.house.place(key, (data, said))
        self._say(200, {"etag": _tag(data)})

    def _get(self, key: str, _data: bytes) -> None:
        if not key:
            self._list()
        elif key in self.house.things:
            data, said = self.house.things[key]
            self._say(200, {**said, "etag": _tag(data)}, data)
        else:
            self._say(404)

    def _delete(self, key: str, _data: bytes) -> None:
        self.house.take(key)
        self._say(204)

    def _list(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        after = asked.get("continuation-token", [""])[0]
        start = asked.get("prefix", [""])[0]
        found = sorted(key for key in self.house.things if key > after and key.startswith(start))
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.house.things[key][0])}</Size>"
            "<LastModified>2026-11-22T00:00:00.000Z</LastModified></Contents>"
            for key in found[:PAGE]
        )
        more = len(found) > PAGE
        token = escape(found[PAGE - 1]) if more else ""
        body = (
            f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>"
            f"<NextContinuationToken>{token}</NextContinuationToken>{rows}</ListBucketResult>"
        )
        self._say(200, {"content-type": "application/xml"}, body.encode())

    def _say(self, status: int, said: Mapping[str, str] | None = None, data: bytes = b"") -> None:
        if self.mute:
            return
        headers = {
            "last-modified": "Sun, 22 Nov 2026 00:00:00 GMT",
            "content-length": str(len(data)),
            **(said or {}),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.wfile.write(f"HTTP/1.1 {status} said\r\n{lines}\r\n".encode() + data)

    def _hang_up(self) -> None:
        self.close_connection = True


def _tag(data: bytes) -> str:
    return f'"{hashlib.blake2b(data, digest_size=16).hexdigest()}"'


@contextmanager
def open_storehouse() -> Iterator[Storehouse]:
    """Open a bucket for a test."""
    house = Storehouse()
    thread = Thread(target=house.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield house
    finally:
        house.shutdown()
        house.server_close()
        thread.join()
