"""One site, built four times: from nothing, unchanged, one body edited, one article added."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from time import sleep, time

from lay import Source, source, write
from newsrooms import NOW, Told
from peers import Peer
from stopwatch import Cost, timed

RUNS = ("cold", "unchanged", "one body edited", "one article added")
TICK = 0.03  # seconds; clocks of file systems are coarser than ours


@dataclass(frozen=True, slots=True)
class Ran:
    """A build. files, pages: that it wrote; held, held_pages, size: of the output after it."""

    run: str
    cost: Cost
    files: int
    pages: int
    held: int
    held_pages: int
    size: int


def course(peer: Peer, root: Path, told: Told, runs: int = len(RUNS)) -> Iterator[Ran]:
    """Build a laid site in the first ways of the four, and leave its sources as they were.

    Each build is a minute after the last. told: the newest article; it is edited, and the added
    one is like it.
    """
    for name in (peer.output, *peer.made):
        path = root / name
        rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    newest = max(NOW, told.date)  # the last stories of some papers are told a day later
    as_was = source(peer.site, told)
    edited = source(peer.site, replace(told, body=f"{told.body} Edited."))
    number = told.story.rpartition("-")[0] + "-999999"
    added = source(
        peer.site,
        replace(
            told, story=number, title=f"{told.title} again", date=newest + timedelta(minutes=2)
        ),
    )
    steps: tuple[Source | None, ...] = (None, None, edited, added)
    for minute, (run, step) in enumerate(zip(RUNS[:runs], steps, strict=False)):
        if step is not None:
            write(step, root)
        yield _ran(run, peer, root, newest + timedelta(minutes=minute))
    write(as_was, root)
    (root / added.path).unlink(missing_ok=True)


def _ran(run: str, peer: Peer, root: Path, now: datetime) -> Ran:
    """Build at a moment, and count what was written."""
    sleep(TICK)
    begun = time()
    cost = timed(peer.command(now), root)
    files = pages = held = held_pages = size = 0
    for path in (root / peer.output).rglob("*"):
        if not path.is_file():
            continue
        facts = path.stat()
        new = facts.st_mtime >= begun - TICK / 2
        page = path.suffix == ".html"
        held, files = held + 1, files + new
        held_pages, pages = held_pages + page, pages + (page and new)
        size += facts.st_size
    return Ran(run, cost, files, pages, held, held_pages, size)
