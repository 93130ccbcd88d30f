"""Killed at any instant, a delivery leaves readers a whole paper, and the next one converges.

Ten kills in every run; KHABAR_KILLS=200 is the long form.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from delivery.newsroom import NEW, OLD, Newsroom

KILLS = int(os.environ.get("KHABAR_KILLS", "10"))


def begin(room: Newsroom, output: str) -> subprocess.Popen[bytes]:
    arguments = ["deploy", "live", "--site", str(room.site), "--output", str(room.site / output)]
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def killed(room: Newsroom, output: str, requests: int, after: float) -> bool:
    """Kill a delivery some seconds after so many requests; tell whether it was under way."""
    room.house.asked.clear()
    process = begin(room, output)
    while len(room.house.asked) < requests and process.poll() is None:
        time.sleep(0.002)
    time.sleep(after)
    process.kill()
    return process.wait() != 0


@pytest.mark.timeout(60 + 5 * KILLS)
def test_kills_at_any_instant(room: Newsroom, counted: Callable[..., None]) -> None:
    chance = random.Random(3)  # noqa: S311 - the same instants every time
    room.house.delay = 0.005
    assert room.deploy("live", OLD)[0] == 0
    room.house.asked.clear()
    assert room.deploy("live", NEW)[0] == 0
    most = len(room.house.asked)
    hits = 0
    for _ in range(KILLS):
        moment = chance.randint(1, most - 1), chance.uniform(0, room.house.delay)
        hits += killed(room, chance.choice((OLD, NEW)), *moment)
        assert room.house.broken == []
    assert hits >= KILLS / 3
    counted("{} deliveries killed, {} under way, 0 broken papers", KILLS, hits)
    room.house.delay = 0
    for output in (NEW, OLD):
        assert room.deploy("live", output)[0] == 0
        held = room.house.paper()
        assert held.items() >= room.tree(output).items()
        left = held.keys() - room.tree(output).keys()
        assert all(path.startswith(("assets/", "media/")) for path in left)
        assert room.report("live", output)["puts"] == []
    assert room.house.broken == []
