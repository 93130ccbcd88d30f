"""What is still to be told: .khabar/ping/, in which builds write and `khabar ping` reads.

A build adds to `untold.json`. `khabar ping` takes all of it into `telling.json` first, so that a
build that ends meanwhile finds a file of its own, and nothing that it adds can be lost.
"""

import json
from pathlib import Path

from generator.model.untold import Untold

FOLDER = "ping"
NEW, TAKEN = "untold.json", "telling.json"
DAMAGE = (OSError, RecursionError, TypeError, ValueError)


def add_untold(cache: Path, more: Untold) -> None:
    """Add what a build published; a folder that cannot be written to is no failure of a build."""
    try:
        (cache / FOLDER).mkdir(parents=True, exist_ok=True)
        _write(cache / FOLDER / NEW, _read(cache / FOLDER / NEW).with_more(more))
    except OSError:
        return


def see_untold(cache: Path) -> Untold:
    """Give all that is to be told, and leave it where it is."""
    return _read(cache / FOLDER / TAKEN).with_more(_read(cache / FOLDER / NEW))


def take_untold(cache: Path) -> Untold:
    """Take all that is to be told, to be put back by `leave_untold` as far as it was not."""
    found = see_untold(cache)
    if found:
        _write(cache / FOLDER / TAKEN, found)
    (cache / FOLDER / NEW).unlink(missing_ok=True)
    return found


def leave_untold(cache: Path, left: Untold) -> None:
    """Keep for the next time what could not be told."""
    if left:
        _write(cache / FOLDER / TAKEN, left)
    else:
        (cache / FOLDER / TAKEN).unlink(missing_ok=True)


def _read(path: Path) -> Untold:
    """Read a file of URLs; one that is missing or damaged says nothing."""
    try:
        rows = json.loads(path.read_bytes())
        pages, feeds = (tuple(map(str, rows[name])) for name in ("pages", "feeds"))
    except (*DAMAGE, KeyError):
        return Untold()
    return Untold(pages, feeds)


def _write(path: Path, value: Untold) -> None:
    draft = path.with_suffix(".part")
    rows = {"pages": value.pages, "feeds": value.feeds}
    draft.write_text(json.dumps(rows, indent=1), "utf-8")
    draft.replace(path)
