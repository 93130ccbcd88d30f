"""`khabar serve` under an editor who saves all the time, and under one who does nothing.

KHABAR_SAVES: how many saves there are, 0.3 seconds apart (12 unless told otherwise; the long
form is 100, and then what a save costs beyond its build is held to 100 ms).
"""

import asyncio
import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from browser.conftest import Served

STORY = "content/geo-politics/border-talks/en.md"
SAVES = int(os.environ.get("KHABAR_SAVES", "12"))
APART = 0.3  # seconds
BEYOND = 0.1  # seconds from save to message, without the build
PATIENCE = 60.0  # seconds for a message that has to come
IDLE = 3.0  # seconds without a save
HEADLINE = re.compile(r"Headline number (\d+)<")


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
def test_no_save_is_lost(served: Served, record_property: Callable[[str, object], None]) -> None:
    """What is on sale never goes back, and after the last save the page shows it.

    On a busy machine one reload may show two saves at once.
    """
    editor = asyncio.run(save_and_see(served))
    assert editor.seen == sorted(editor.seen)
    assert editor.seen[-1] == SAVES
    said = f"{SAVES} saves, 0 lost, {len(editor.seen)} reloads"
    print(said)  # noqa: T201 - `make torture` shows it
    record_property("count", said)


async def delays(served: Served, saves: int) -> list[float]:
    editor = Editor(served)
    socket = await editor.listen()
    made = []
    for number in range(saves):
        await asyncio.sleep(timedelta(seconds=1).total_seconds())
        began = time.perf_counter()
        editor.save(1000 + number)
        await editor.reloaded(socket)
        made.append(time.perf_counter() - began)
    socket.close()
    return made
