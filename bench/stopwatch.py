"""Runs a command and says what it cost: time, processor, and the memory of all its processes.

Memory is looked at while the command runs: a lone process by its resident set, several by their
proportional sets, so that a page that they share counts once. No more than a twentieth of the
time is spent on looking.
"""

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import monotonic

PAGE = os.sysconf("SC_PAGE_SIZE")
OFTEN = 0.02  # seconds between two looks, at least
SHARE = 20  # a look may take a part of this many


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost. wall, cpu: seconds, cpu of all processes; peak: bytes."""

    wall: float
    cpu: float
    peak: int


class _Watch(Thread):
    """Looks at the memory of a process and of all that it starts."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.over = Event()

    def run(self) -> None:
        pause = OFTEN
        while not self.over.wait(pause):
            begun = monotonic()
            tree = _tree(self.pid)
            resident = sum(map(_resident, tree))
            if resident > self.peak:
                held = resident if len(tree) == 1 else sum(map(_proportional, tree))
                self.peak = max(self.peak, held)
            pause = max(OFTEN, SHARE * (monotonic() - begun))


def timed(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder.

    Raises SystemExit with the end of its output where it fails.
    """
    said = folder.with_name(folder.name + ".log")
    with said.open("wb") as log:
        begun = monotonic()
        process = subprocess.Popen(  # noqa: S603 - our own words
            command, cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.over.set()
    watch.join()
    if process.returncode:
        tail = said.read_text("utf-8", "replace")[-2000:]
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    alone = used.ru_maxrss * 1024  # the largest single process, whatever was looked at
    return Cost(wall, used.ru_utime + used.ru_stime, max(watch.peak, alone))


def _tree(pid: int) -> list[int]:
    """Give a process and all below it that live."""
    found = [pid]
    for one in found:
        for tasks in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                found.extend(int(child) for child in tasks.read_text("ascii").split())
    return found


def _resident(pid: int) -> int:
    """Give the resident set in bytes; nothing of a process that is gone."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * PAGE
    return 0


def _proportional(pid: int) -> int:
    """Give the proportional set in bytes; nothing of a process that is gone."""
    with suppress(OSError):
        for row in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if row.startswith("Pss:"):
                return int(row.split()[1]) * 1024
    return 0
