"""Watching a site for saves, by what the system tells; by looking, where it tells no more.

Only what holds sources is watched: output/ and the cache have more folders than all of these
together, and of folders a system watches so many and no more.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from stat import S_ISDIR
from threading import Event, Thread

FOLDERS = ("content", "media", "static", "templates", "lexicon")
QUIET = ("~", ".swp", ".swx", ".tmp", "4913")
SETTLE, IDLE = 60, 1000  # milliseconds
STEP, SLOWER, CALM = 25, 250, 10_000  # likewise: each step wakes a thread, and site.yaml is rare
LOOK = 3000  # milliseconds from look to look where the system watches no more folders
Saved = tuple[str, ...]
Roots = tuple[tuple[str, int], ...]  # path and inode of each folder that is watched


def watch_site(
    site: Path, theme: Path, stop: Event, slowed: Callable[[float], None]
) -> Iterator[Saved]:
    """Give the paths of each burst of saves, and () about once a second when there is none.

    Ends when `stop` is set. Output, cache and what editors leave beside a file say nothing.
    slowed: is told how many seconds pass from look to look, once the system tells no more.
    """
    watching = _Watching(site, theme, Queue(), slowed)
    over, end = Event(), Event()
    roots: Roots | None = None
    watching.begin([str(site)], end, deep=False, late=False)
    try:
        while not stop.is_set():
            if (found := _roots(site, theme)) != roots:  # a folder has come, gone or been replaced
                over.set()
                over = Event()
                if found:
                    folders = [path for path, _ in found]
                    watching.begin(folders, over, deep=True, late=roots is not None)
                roots = found
            try:
                yield watching.saved.get(timeout=IDLE / 1000)
            except Empty:
                yield ()
    finally:
        over.set()
        end.set()


@dataclass(slots=True)
class _Watching:
    """Who watches; saved: bursts of paths, as they come."""

    site: Path
    theme: Path
    saved: Queue[Saved]
    slowed: Callable[[float], None]

    def begin(self, folders: list[str], over: Event, *, deep: bool, late: bool) -> None:
        """Watch some folders, with all below them where that is deep, until it is over.

        late: whether something may have been saved in them before they are watched.
        """

        def work() -> None:
            try:
                self._follow(folders, over, deep=deep, late=late)
            except FileNotFoundError:
                return  # one has gone meanwhile: then others are watched
            except (OSError, RuntimeError):  # as the library says it of folders, and of itself
                if deep:
                    self.slowed(LOOK / 1000)
                self._follow(folders, over, deep=deep, late=late, look=True)

        Thread(target=work, daemon=True, name="khabar-saves").start()

    def _follow(
        self, folders: list[str], over: Event, *, deep: bool, late: bool, look: bool = False
    ) -> None:
        from watchfiles import watch  # noqa: PLC0415 - only serve needs it

        for changes in watch(
            *folders,
            watch_filter=lambda _, path: _wanted(path, self.site, self.theme),
            debounce=SETTLE,
            step=STEP if deep else SLOWER,
            stop_event=over,
            rust_timeout=IDLE if deep else CALM,
            yield_on_timeout=True,  # what comes first tells that now they are watched
            raise_interrupt=False,
            recursive=deep,
            force_polling=True if look else None,
            poll_delay_ms=LOOK,
        ):
            if late:
                late = False
                self.saved.put(tuple(folders))
            if changes:
                self.saved.put(tuple(sorted(path for _, path in changes)))


def _roots(site: Path, theme: Path) -> Roots:
    """Give the folders that hold sources, as they are now."""
    folders = [site / name for name in FOLDERS]
    if not any(theme.is_relative_to(one) for one in folders):
        folders.append(theme)
    found = []
    for one in folders:
        with suppress(OSError):  # it may go between any two looks
            status = one.stat()
            if S_ISDIR(status.st_mode):
                found.append((str(one), status.st_ino))
    return tuple(found)


def _wanted(path: str, site: Path, theme: Path) -> bool:
    """Tell whether a path is a source of the site or its theme, or a folder of sources."""
    if path.endswith(QUIET):
        return False
    place = Path(path)
    if place.is_relative_to(theme):
        return True
    if not place.is_relative_to(site):
        return False
    parts = place.relative_to(site).parts
    return parts == ("site.yaml",) or parts[:1] in [(name,) for name in FOLDERS]
