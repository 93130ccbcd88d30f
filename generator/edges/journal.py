"""Small change sets: file by file in order, under a journal that a crash cannot half-read.

The journal is written when every new file lies finished in the staging folder. From then
on the publication is decided: whoever finds the journal carries it out to its end. A step
that fails is undone from the old files, which are kept beside the new ones until the end;
the journal is then renamed to a rollback, so that a crash in the undoing is finished too.
"""

import contextlib
import errno
import hashlib
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from generator.edges.files import Disk

_CHECK_CHARACTERS = 32
_BESIDE = ".khabar-new"
FORWARD = "journal"
BACK = "rollback"
# A name in the staging folder that no file of a paper has: none of theirs has a dot there.
_KEPT = ".old-"


@dataclass(frozen=True, slots=True)
class Step:
    """One file of output/: staged is its new content in the staging folder, "" to remove it.

    existed: whether there was a file before, which the rollback brings back.
    """

    path: str
    staged: str
    existed: bool


@dataclass(frozen=True, slots=True)
class Journal:
    """A change set and where it takes place: three absolute folders.

    The file "journal" in folder says that the steps are to be carried out, "rollback" that
    they are to be undone; staging holds the new files and those that they replace.
    """

    folder: str
    output: str
    staging: str
    steps: tuple[Step, ...]


def publish(disk: Disk, journal: Journal) -> None:
    """Carry a change set out whose new files are staged; if a step fails, undo all."""
    try:
        _record(disk, journal)
        _carry_out(disk, journal)
        disk.unlink(f"{journal.folder}/{FORWARD}")
    except BaseException:
        # What cannot be undone either stays decided: finish() will do it.
        with contextlib.suppress(OSError):
            _give_up(disk, journal)
        raise


def is_open(folder: str) -> bool:
    """Tell whether a journal or rollback waits to be finished."""
    return any(os.path.lexists(f"{folder}/{name}") for name in (BACK, FORWARD))


def finish(disk: Disk, folder: str, output: str) -> None:
    """Carry out or undo what a killed or failed publication left; OSError if it cannot be."""
    for name, work in ((BACK, _undo), (FORWARD, _carry_out)):
        if not os.path.lexists(f"{folder}/{name}"):
            continue
        journal = _read(f"{folder}/{name}", folder, output)
        if journal is not None and Path(output).is_dir():
            work(disk, journal)
        disk.unlink(f"{folder}/{name}")


def _record(disk: Disk, journal: Journal) -> None:
    """Write the journal: there whole or not at all, and safe from a power cut.

    The staging folder is noted as it lies from the journal, since a site may be moved.
    """
    way = os.path.relpath(journal.staging, journal.folder)
    rows = [[step.path, step.staged, step.existed] for step in journal.steps]
    body = json.dumps([way, rows])
    fresh = f"{journal.folder}/{FORWARD}.new"
    disk.write(fresh, f"{_check(body)}{body}".encode())
    disk.sync(fresh)
    disk.replace(fresh, f"{journal.folder}/{FORWARD}")
    disk.sync(journal.folder)


def _read(file: str, folder: str, output: str) -> Journal | None:
    """Read a journal or rollback; None where it is damaged."""
    try:
        text = Path(file).read_text(encoding="utf-8")
    except UnicodeError:
        return None
    check, body = text[:_CHECK_CHARACTERS], text[_CHECK_CHARACTERS:]
    if _check(body) != check:
        return None
    way, rows = json.loads(body)
    staging = os.path.normpath(f"{folder}/{way}")
    return Journal(folder, output, staging, tuple(Step(*row) for row in rows))


def _give_up(disk: Disk, journal: Journal) -> None:
    """Undo a change set that failed; a crash while undoing is finished as an undoing."""
    if not os.path.lexists(f"{journal.folder}/{FORWARD}"):
        return
    disk.replace(f"{journal.folder}/{FORWARD}", f"{journal.folder}/{BACK}")
    disk.sync(journal.folder)
    _undo(disk, journal)
    disk.unlink(f"{journal.folder}/{BACK}")


def _carry_out(disk: Disk, journal: Journal) -> None:
    """Take every step; raises OSError at the first that fails."""
    early, late = _ordered(journal.steps)
    for number, step in (*early, *late):
        _step(disk, journal, number, step)
    disk.sync_all(journal.output)


def _undo(disk: Disk, journal: Journal) -> None:
    """Bring every old file back, in the opposite order."""
    early, late = _ordered(journal.steps)
    for number, step in reversed((*early, *late)):
        target, kept = f"{journal.output}/{step.path}", _kept(journal, number)
        if not step.existed:
            if not _is_folder(target):
                _discard(disk, target)
                _prune(disk, journal.output, step.path)
        elif os.path.lexists(kept):
            _make_folders(disk, journal.output, step.path)
            _move(disk, kept, target)
    disk.sync_all(journal.output)


def _check(body: str) -> str:
    return hashlib.blake2b(body.encode(), digest_size=_CHECK_CHARACTERS // 2).hexdigest()


def _kept(journal: Journal, number: int) -> str:
    return f"{journal.staging}/{_KEPT}{number}"


Numbered = tuple[int, Step]


def _ordered(steps: tuple[Step, ...]) -> tuple[list[Numbered], list[Numbered]]:
    """Split the steps: removals that make room for a put come before everything else.

    A file "a" must go before "a/index.html" can come, and the other way round.
    """
    puts = {step.path for step in steps if step.staged}
    above = {parent for path in puts for parent in _parents(path)}
    early: list[Numbered] = []
    late: list[Numbered] = []
    for number, step in enumerate(steps):
        in_the_way = not step.staged and (
            step.path in above or any(parent in puts for parent in _parents(step.path))
        )
        (early if in_the_way else late).append((number, step))
    return early, late


def _parents(path: str) -> list[str]:
    """Return the folders above a path, the lowest first."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]


def _step(disk: Disk, journal: Journal, number: int, step: Step) -> None:
    """Take one step, or what an earlier run left of it."""
    target, staged = f"{journal.output}/{step.path}", f"{journal.staging}/{step.staged}"
    if step.staged and not os.path.lexists(staged):
        return
    if step.existed and is_file(target):
        _keep(disk, target, _kept(journal, number))
    if step.staged:
        _make_folders(disk, journal.output, step.path)
        if _is_folder(target):
            _remove_empty(disk, target)
        _move(disk, staged, target)
    else:
        if is_file(target):  # a folder in its place is what came after it
            _discard(disk, target)
        _prune(disk, journal.output, step.path)


def _keep(disk: Disk, target: str, kept: str) -> None:
    """Give the old file a second name in the staging folder, or copy it there."""
    if os.path.lexists(kept):
        return
    try:
        disk.link(target, kept)
    except OSError as error:
        if error.errno not in {errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK}:
            raise
        disk.copy(target, f"{kept}.part")
        disk.sync(f"{kept}.part")  # an undoing may put it in the place of what readers have
        disk.replace(f"{kept}.part", kept)


def _move(disk: Disk, source: str, target: str) -> None:
    """Rename a file over another one; on another device a copy beside it comes first."""
    try:
        disk.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    else:
        return
    beside = f"{target}{_BESIDE}"
    _discard(disk, beside)
    try:
        disk.copy(source, beside)
        disk.sync(beside)
        disk.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            _discard(disk, beside)
        raise
    disk.unlink(source)


def _make_folders(disk: Disk, output: str, path: str) -> None:
    """Make the folders above a path; what is no folder, a symlink too, makes room."""
    for parent in reversed(_parents(path)):
        folder = f"{output}/{parent}"
        try:
            mode = Path(folder).lstat().st_mode
        except FileNotFoundError:
            disk.mkdir(folder)
            continue
        if not stat.S_ISDIR(mode):
            disk.unlink(folder)
            disk.mkdir(folder)


def is_file(path: str) -> bool:
    """Tell whether something other than a folder bears a name; a symlink is no folder."""
    return os.path.lexists(path) and not _is_folder(path)


def _is_folder(path: str) -> bool:
    return Path(path).is_dir() and not Path(path).is_symlink()


def _remove_empty(disk: Disk, folder: str) -> None:
    """Remove a folder that holds nothing but empty folders; OSError if it holds more."""
    for here, _, _ in os.walk(folder, topdown=False):
        disk.rmdir(here)


def _discard(disk: Disk, file: str) -> None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        disk.unlink(file)


def _prune(disk: Disk, output: str, path: str) -> None:
    """Remove the folders above a path that are empty now."""
    for parent in _parents(path):
        folder = f"{output}/{parent}"
        try:
            with os.scandir(folder) as entries:
                if next(entries, None) is not None:
                    return
        except FileNotFoundError:
            continue
        except NotADirectoryError:
            return
        disk.rmdir(folder)
