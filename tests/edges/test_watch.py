"""Watching: what is saved is told, whatever comes between the editor and the system."""

import ctypes
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from generator.edges.watch import LOOK, watch_site

PATIENCE = 15.0  # seconds for a burst that has to come
QUIET = 1.5  # seconds in which none may come


class Watched:
    """A site that is watched from a thread."""

    def __init__(self, site: Path, theme: Path) -> None:
        self.site = site
        self.seen: list[str] = []
        self.slowed: list[float] = []
        self.idle = 0
        self.stop = Event()
        self._thread = Thread(target=self._watch, args=(theme,))
        self._thread.start()

    def _watch(self, theme: Path) -> None:
        for paths in watch_site(self.site, theme, self.stop, self.slowed.append):
            self.idle += not paths
            self.seen += paths

    def end(self) -> None:
        self.stop.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        # And those that it began: the next test counts on what they hold of the system.
        assert self.wait(lambda: all(one.name != "khabar-saves" for one in threading.enumerate()))

    def wait(self, done: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + PATIENCE
        while not done() and time.monotonic() < deadline:
            time.sleep(0.02)
        return done()

    def tells(self, path: str, text: str = "x") -> bool:
        """Save a file, and tell whether that is told: by itself, or later with its folder."""
        file, folder = (self.site / path).resolve(), self.site / path.partition("/")[0]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        self.seen.clear()
        return self.wait(lambda: bool({str(file), str(folder)} & {*self.seen}))


@contextmanager
def watched(folder: Path) -> Iterator[Watched]:
    site, theme = folder / "site", folder / "theme"
    theme.mkdir(parents=True)
    (site / "content/sports/final").mkdir(parents=True)
    (site / "output").mkdir()
    (site / "site.yaml").write_text("title: A\n", "utf-8")
    made = Watched(site, theme)
    try:
        assert made.wait(lambda: made.idle > 1)  # and now it is watched
        yield made
    finally:
        made.end()


def test_sources_are_told_and_nothing_else(tmp_path: Path) -> None:
    with watched(tmp_path) as made:
        assert made.tells("content/sports/final/en.md")
        assert made.tells("site.yaml")
        assert made.tells("../theme/page.html")
        made.seen.clear()
        for path in ("output/index.html", "notes/x.md", "content/sports/final/en.md~"):
            (made.site / path).parent.mkdir(exist_ok=True)
            (made.site / path).write_text("x", "utf-8")
        time.sleep(QUIET)
        assert made.seen == []
        assert made.slowed == []


def test_folders_that_come_and_go_are_watched(tmp_path: Path) -> None:
    with watched(tmp_path) as made:
        (made.site / "media").mkdir()
        assert made.wait(lambda: str(made.site / "media") in made.seen)
        assert made.tells("media/a.png")
        shutil.copytree(made.site / "content", made.site / "next")
        (made.site / "content").rename(made.site / "before")
        (made.site / "next").rename(made.site / "content")  # another folder of the same name
        assert made.wait(lambda: str(made.site / "content") in made.seen)
        for number in range(3):
            time.sleep(QUIET / 3)
            assert made.tells(f"content/sports/final/{number}.md")
        shutil.rmtree(made.site / "content")
        assert made.tells("site.yaml", "title: B\n")
        assert made.tells("content/sports/final/hi.md")


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_where_the_system_watches_no_more_it_is_looked_at(tmp_path: Path) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    taken = []
    try:
        while (one := library.inotify_init1(0)) >= 0:
            taken.append(one)
        with watched(tmp_path) as made:
            assert made.wait(lambda: made.slowed == [LOOK / 1000])
            assert made.tells("content/sports/final/en.md")
            assert made.tells("site.yaml", "title: B\n")
            assert made.tells("media/a.png")
    finally:
        for one in taken:
            os.close(one)
