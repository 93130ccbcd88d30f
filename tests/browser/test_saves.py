"""`khabar serve` under an editor who saves all the time, and under one who does nothing.

KHABAR_SAVES: how many saves there are, 0.3 seconds apart (12 unless told otherwise; the long
form is 100, and then what a save costs beyond its build is held to 100 ms).
"""

import asyncio
import json
import os
import re
import signal
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from papers import SITE, STORIES, lay
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from browser.conftest import Served, serving

T = TypeVar("T")

STORY = "content/geo-politics/border-talks/en.md"
LONG = "KHABAR_SAVES" in os.environ
SAVES = int(os.environ.get("KHABAR_SAVES", "12"))
APART = 0.3  # seconds
BEYOND = 0.1  # seconds from save to message, without the build
PATIENCE = 20.0  # seconds for a message that has to come
PAUSE = 0.5  # seconds between two saves of an editor who waits for each
IDLE = 10.0 if LONG else 1.0  # seconds without a save, several times
TIMES = 5
IDLE_SHARE = 0.01
BUILT = re.compile(r"kept in ([0-9.]+) s")
HEADLINE = re.compile(r"Headline number (\d+)<")


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: Playwright's loop runs in the one of the tests."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass(slots=True)
class Editor:
    """Saves, listens for reloads as a page does, and looks at what it would show."""

    served: Served
    seen: list[int] = field(default_factory=list)

    async def listen(self) -> WebSocketClientConnection:
        """Connect as livereload's script in a page does."""
        own = urlsplit(self.served.url)
        request = HTTPRequest(
            f"ws://{own.netloc}/livereload", headers={"Origin": f"http://{own.netloc}"}
        )
        socket = await websocket_connect(request)
        hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
        await socket.write_message(json.dumps(hello))
        await socket.write_message(json.dumps({"command": "info", "url": self.served.url}))
        while json.loads(str(await socket.read_message()))["command"] != "problems":
            pass  # the handshake; what is wrong is told to those who will hear of reloads
        return socket

    def save(self, number: int) -> None:
        path = self.served.site / STORY
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^title: .*$", f"title: Headline number {number}", text))

    async def reloaded(self, socket: WebSocketClientConnection) -> None:
        """Wait until a page is told to reload."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await socket.read_message()
                assert message is not None, "the server hung up"
                if json.loads(message)["command"] == "reload":
                    return

    def shown(self) -> int:
        """Give the number of the headline that the page shows now."""
        own = urlsplit(self.served.url)
        connection = HTTPConnection(own.netloc, timeout=20)
        connection.request("GET", "/en/geo-politics/border-talks/")
        found = HEADLINE.search(connection.getresponse().read().decode())
        connection.close()
        return int(found[1]) if found else 0


async def save_and_see(served: Served) -> Editor:
    """Save every 0.3 s; after each reload look at the page, until it shows the last save."""
    editor = Editor(served)
    socket = await editor.listen()

    async def look() -> None:
        while editor.seen[-1:] != [SAVES]:
            await editor.reloaded(socket)
            editor.seen.append(await asyncio.to_thread(editor.shown))

    looking = asyncio.create_task(look())
    for number in range(1, SAVES + 1):
        editor.save(number)
        await asyncio.sleep(APART)
    await looking
    socket.close()
    return editor


@pytest.mark.timeout(120 + SAVES * 2)
def test_no_save_is_lost(served: Served, counted: Callable[..., None]) -> None:
    """What is on sale never goes back, and after the last save the page shows it.

    On a busy machine one reload may show two saves at once.
    """
    editor = apart(save_and_see(served))
    assert editor.seen == sorted(editor.seen)
    assert editor.seen[-1] == SAVES
    counted("{} saves, 0 lost, {} reloads", SAVES, len(editor.seen))


async def delays(served: Served, saves: int) -> list[float]:
    """Save now and then; give the seconds from each save to its message."""
    editor = Editor(served)
    socket = await editor.listen()
    made = []
    for number in range(saves):
        await asyncio.sleep(PAUSE)
        began = time.perf_counter()
        editor.save(1000 + number)
        await editor.reloaded(socket)
        made.append(time.perf_counter() - began)
    socket.close()
    return made


def test_a_save_is_told_as_soon_as_it_is_built(
    served: Served, counted: Callable[..., None]
) -> None:
    """What a build took is what the server says in its terminal."""
    taken = apart(delays(served, 5))
    os.kill(served.process, signal.SIGTERM)
    built = [float(one) for one in BUILT.findall(served.said())][-5:]
    beyond = median(whole - build for whole, build in zip(taken, built, strict=True))
    counted(f"{beyond * 1000:.0f} ms from save to message beyond a build of {median(built):.2f} s")
    # Where other work is done as well, all takes its time.
    assert beyond <= (BEYOND if LONG else BEYOND * 20)


def test_who_does_nothing_costs_nothing(served: Served, counted: Callable[..., None]) -> None:
    """The least of some while counts: what else a machine does makes all that it does dearer."""
    time.sleep(PAUSE)
    shares = []
    for _ in range(TIMES):
        before = seconds_used(served.process)
        time.sleep(IDLE)
        shares.append((seconds_used(served.process) - before) / IDLE)
    share = min(shares)
    counted(f"{share:.1%} of a processor while nobody saves")
    assert share <= IDLE_SHARE


def seconds_used(process: int) -> float:
    """Give the processor time of all threads of a process in seconds."""
    tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(task.read_text("utf-8").split()[0]) for task in tasks) / 1e9


def test_a_clock_that_is_set_back_keeps_no_page_waiting(tmp_path: Path) -> None:
    flag = tmp_path / "set-back"
    code = (
        "import os, sys, time\n"
        "clock = time.time\n"
        f"time.time = lambda: clock() - 3600 * os.path.exists({str(flag)!r})\n"
        "from generator.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    with serving(lay(tmp_path / "site", SITE + STORIES), "-c", code) as served:

        async def save_twice() -> list[int]:
            editor = Editor(served)
            socket = await editor.listen()
            for number in (1, 2):
                await asyncio.sleep(PAUSE)
                editor.save(number)
                await editor.reloaded(socket)
                editor.seen.append(await asyncio.to_thread(editor.shown))
                flag.touch()
            socket.close()
            return editor.seen

        assert apart(save_twice()) == [1, 2]
