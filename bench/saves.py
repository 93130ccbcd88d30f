"""From saving a story to the browser being told: what an editor waits for, in `khabar serve`.

    python bench/saves.py [--articles N …] [--saves N] [--place DIR] [--json] [--write]

A client listens as a browser does, at the socket of live reload, while one word of a body is
changed again and again. Hugo's server speaks the same protocol and is asked the same.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory, gettempdir
from time import monotonic

from compare import MEMORY
from lay import lay, source, write
from newsrooms import tell
from peers import HUGO, OURS, Peer, install, peers
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- saves -->\n", "<!-- end of saves -->"
START = 1800.0  # seconds that the first build may take
PATIENCE = 120.0  # seconds that a save may take
QUIET = 0.8  # seconds between a message and the next save
PROTOCOLS = ["http://livereload.com/protocols/official-7"]
GREETING = (
    {"command": "hello", "protocols": PROTOCOLS, "ver": "2.0.8"},
    {"command": "info", "url": "/", "plugins": {}},
)

Found = dict[str, str | int | float]


@contextmanager
def serving(peer: Peer, root: Path, port: int) -> Iterator[None]:
    """Serve a site; end all that was started afterwards."""
    log = root.with_suffix(".log")
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - our own words
            peer.serving(port),
            cwd=root,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


async def connected(port: int) -> WebSocketClientConnection:
    """Shake hands with a server as soon as it serves.

    Raises TimeoutError where it does not come up.
    """
    address = f"ws://127.0.0.1:{port}/livereload"
    origin = {"Origin": f"http://127.0.0.1:{port}"}
    deadline = monotonic() + START
    # A server may listen before its paper is built, and answer when it is.
    request = HTTPRequest(address, headers=origin, request_timeout=START)
    while True:
        try:
            client = await websocket_connect(request)
            break
        except OSError:
            if monotonic() > deadline:
                raise TimeoutError(address) from None
            await asyncio.sleep(0.2)
    for word in GREETING:
        await client.write_message(json.dumps(word))
    return client


async def told(client: WebSocketClientConnection) -> None:
    """Wait for the word to load the page anew."""
    while True:
        message = await client.read_message()
        if message is None:
            raise ConnectionError("The server closed the socket.")
        if json.loads(message).get("command") == "reload":
            return


async def saved(peer: Peer, root: Path, port: int, saves: int, articles: int) -> list[float]:
    """Give the seconds from each save to its message."""
    story = next(tell(articles))
    client = await connected(port)
    page = f"http://127.0.0.1:{port}/{story.lang}/{story.story}/"
    await AsyncHTTPClient().fetch(page)  # Hugo renders at once only what is looked at
    heard: asyncio.Queue[float] = asyncio.Queue()

    async def listen() -> None:
        while True:
            await told(client)
            heard.put_nowait(monotonic())

    listening = asyncio.create_task(listen())
    took = []
    for number in range(saves + 1):
        await asyncio.sleep(QUIET)
        while not heard.empty():
            heard.get_nowait()
        changed = source(peer.site, replace(story, body=f"{story.body} Saved {number}."))
        begun = monotonic()
        write(changed, root)
        took.append(await asyncio.wait_for(heard.get(), PATIENCE) - begun)
    listening.cancel()
    client.close()
    return took[1:]  # the first save also loads what later ones find there


def measure(peer: Peer, articles: int, saves: int, place: Path) -> Found:
    """Serve a site of so many articles, and save one of them again and again."""
    with TemporaryDirectory(dir=place) as folder:
        root = Path(folder) / "site"
        lay(peer.site, tell(articles), root)
        port = _free()
        with serving(peer, root, port):
            took = asyncio.run(saved(peer, root, port, saves, articles))
        rmtree(root)
    return {
        "peer": peer.name,
        "version": peer.version,
        "articles": articles,
        "saves": saves,
        "median": median(took) * 1000,
        "longest": max(took) * 1000,
    }


def _free() -> int:
    """Give a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def table(rows: list[Found]) -> str:
    """Write the figures as a table."""
    made = [
        "| server | articles | saves | ms, median | ms, longest |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    made.extend(
        f"| {row['peer']} {row['version']} | {row['articles']:,} | {row['saves']}"
        f" | {row['median']:,.0f} | {row['longest']:,.0f} |"
        for row in rows
    )
    return "\n".join(made) + "\n"


def main() -> int:
    """Measure, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description="From a save to the browser being told.")
    parser.add_argument("--articles", nargs="+", type=int, default=[10_000])
    parser.add_argument("--saves", type=int, default=10)
    parser.add_argument("--only", nargs="+", default=(OURS, HUGO), metavar="NAME")
    parser.add_argument("--place", type=Path, default=MEMORY if MEMORY.is_dir() else gettempdir())
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    asked = parser.parse_args()
    install()
    rows = []
    for articles in asked.articles:
        for peer in peers():
            if peer.name in asked.only and articles < peer.once:
                rows.append(measure(peer, articles, asked.saves, Path(asked.place)))
                print(f"  {rows[-1]}", file=sys.stderr, flush=True)
    print(json.dumps(rows) if asked.json else table(rows))
    if asked.write:
        head, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
        made = f"{head}{BEGIN}{table(rows)}{END}{rest.partition(END)[2]}"
        DOCUMENT.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
