"""`khabar build` killed at random instants, as a build server or a laptop kills it.

KHABAR_KILLS: how many kills in all (12 unless told otherwise; the long form is 1000). A third
falls on small change sets, a third on large ones, and a third on papers that two processes print
and lay into a new tree as a whole; of each, half anywhere in the build and half after publishing
has begun, which is a small part of it.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest
from ordeal import (
    STATES,
    Paper,
    clean_papers,
    dangling,
    finish,
    fronts,
    large_change,
    litter,
    newsroom,
    quickly,
    small_change,
    start,
    undressed,
)
from papers import tree

KILLS = int(os.environ.get("KHABAR_KILLS", "12")) // 3
MANY = 120  # stories whose pages are more than one process prints alone
AGAIN = 0.25  # of all recoveries are killed as well
Change = Callable[[Path, int], None]
Check = Callable[[Path, Paper, Paper], None]


def each_file_is_old_or_new(output: Path, old: Paper, new: Paper) -> None:
    for path, data in tree(output).items():
        assert data in (old.get(path), new.get(path)), path
    for path in old.keys() & new.keys():
        assert (output / path).is_file()
    assert dangling(output, fronts(output)) == []
    assert undressed(output) == []


def the_tree_is_old_or_new(output: Path, old: Paper, new: Paper) -> None:
    assert tree(output) in (old, new)


@dataclass(slots=True)
class Ordeal:
    """A newsroom whose builds are killed; what was counted on the way.

    words: how builds are asked for that are to be killed; seconds: that the last whole build
    took, last: of these, from when it began to publish.
    """

    site: Path
    change: Change
    check: Check
    papers: dict[int, Paper]
    words: tuple[str, ...] = ()
    chance: random.Random = field(default_factory=lambda: random.Random(20261122))  # noqa: S311
    seconds: float = 1.0
    last: float = 0.25
    kills: int = 0
    publishing: int = 0
    mixed: int = 0

    def run(self) -> None:
        """Go from state to state, and be killed on every way."""
        self.sound(0)
        here = 0
        while self.kills < KILLS:
            there = self.chance.choice([one for one in STATES if one != here])
            self.change(self.site, there)
            self.strike(here, there)
            if self.chance.random() < AGAIN:
                self.strike(here, there)
            self.sound(there)
            here = there

    def sound(self, number: int) -> None:
        """Build to the end: the output is that of a clean build, and nothing lies about."""
        began = time.perf_counter()
        build = start(self.site)
        self.wait_for_publishing(build)
        published = time.perf_counter()
        assert finish(build) == 0
        self.seconds = time.perf_counter() - began
        self.last = time.perf_counter() - published
        assert tree(self.site / "output") == self.papers[number]
        assert litter(self.site) == []

    def strike(self, here: int, there: int) -> None:
        """Start a build, kill it, and look at what readers would see."""
        build = start(self.site, *self.words)
        if self.kills % 2:
            self.wait_for_publishing(build)
            time.sleep(self.chance.choice((0, self.chance.uniform(0, self.last))))
        else:
            time.sleep(self.chance.uniform(0, self.seconds))
        assert build.pid
        if build.is_alive():
            os.kill(build.pid, signal.SIGKILL)
        if finish(build) == -signal.SIGKILL:
            self.kills += 1
            self.publishing += litter(self.site) != []
        output, old, new = self.site / "output", self.papers[here], self.papers[there]
        self.check(output, old, new)
        self.mixed += tree(output) not in (old, new)

    def wait_for_publishing(self, build: ForkProcess) -> None:
        while build.is_alive() and litter(self.site) == []:
            time.sleep(0.0002)


@pytest.mark.parametrize(
    ("kind", "change", "check"),
    [
        pytest.param("small changes", small_change, each_file_is_old_or_new, id="small"),
        pytest.param("large changes", large_change, the_tree_is_old_or_new, id="large"),
        pytest.param("whole papers", large_change, the_tree_is_old_or_new, id="whole"),
    ],
)
@quickly(60 + KILLS * 20)
def test_killed_builds_leave_a_paper_that_can_be_read(
    tmp_path: Path, kind: str, change: Change, check: Check, counted: Callable[..., None]
) -> None:
    whole = kind == "whole papers"
    site = newsroom(tmp_path, MANY) if whole else newsroom(tmp_path)
    words = ("--clean", "--engine", "processes:2") if whole else ()
    ordeal = Ordeal(site, change, check, clean_papers(site, change), words)
    ordeal.run()
    counted(
        f"{{}} kills of builds of {kind}, {{}} while publishing, {{}} in its midst, 0 broken",
        *(ordeal.kills, ordeal.publishing, ordeal.mixed),
    )
    assert ordeal.publishing > 0
