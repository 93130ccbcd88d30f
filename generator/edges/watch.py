"""Watching a site for saves, by what the system tells rather than by polling."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

FOLDERS = ("content", "media", "static", "templates", "lexicon")
QUIET = ("~", ".swp", ".swx", ".tmp", "4913")
SETTLE, STEP, IDLE = 60, 10, 1000  # milliseconds


def watch_site(site: Path, theme: Path, stop: Event) -> Iterator[tuple[str, ...]]:
    """Give the paths of each burst of saves, and () about once a second when there is none.

    Ends when `stop` is set. Output, cache and what editors leave beside a file say nothing.
    """
    from watchfiles import watch  # noqa: PLC0415 - only serve needs it

    def wanted(_: object, path: str) -> bool:
        return _wanted(path, site, theme)

    roots = [str(site)] if theme.is_relative_to(site) else [str(site), str(theme)]
    for changes in watch(
        *roots,
        watch_filter=wanted,
        debounce=SETTLE,
        step=STEP,
        stop_event=stop,
        rust_timeout=IDLE,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        yield tuple(sorted(path for _, path in changes))


def _wanted(path: str, site: Path, theme: Path) -> bool:
    """Tell whether a path is a source of the site or its theme."""
    if path.endswith(QUIET):
        return False
    place = Path(path)
    if place.is_relative_to(theme):
        return True
    if not place.is_relative_to(site):
        return False
    parts = place.relative_to(site).parts
    return parts == ("site.yaml",) or (len(parts) > 1 and parts[0] in FOLDERS)
