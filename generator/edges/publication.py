"""Publishing a change set so that no reader ever meets a broken paper.

New files are staged where no reader looks. A small change set then goes file by file in
the order of its groups (see journal), a large one as a whole tree at one stroke (see swap);
where output/ cannot be swapped, being a mount point say, large ones go file by file too.
"""

import contextlib
import errno
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from generator.edges import journal, swap, tree
from generator.edges.files import DISK, Disk
from generator.edges.journal import Journal, Step
from generator.edges.output import check_output, check_place, keeps_history
from generator.model.page import Output

SMALL = 100
_FEW = 16  # up to so many files are waited for one by one
_STAGING = "staging"
_NO_NAMES = frozenset({"", ".", "..", ".git"})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True, slots=True)
class _Place:
    """A publication's output, the folder of its journal and staged files, its spare tree."""

    output: Path
    folder: Path
    spare: Path


class Laid(NamedTuple):
    """A file that was staged by a forked process."""

    path: str
    group: int


class Publication:
    """Puts, copies and removals that reach output/ together, at commit.

    path: POSIX, relative to output/; ValueError if it would leave it. Every method raises
    OSError if the disk fails, and output/ is then what it was: at the latest when the next
    publication opens, should the disk fail in the undoing as well (or the power).
    """

    def __init__(self, place: _Place, disk: Disk, *, whole: bool) -> None:
        self._place = place
        self._disk = disk
        self._whole = whole
        self._staging = swap.new_tree(place.output) if whole else place.folder / _STAGING
        self._new = whole and not _holds_anything(self._staging)
        self._make_room = tree.room_maker(disk, str(self._staging))
        self._puts: dict[str, tuple[int, str]] = {}
        self._removals: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.abort()

    def put(self, output: Output) -> None:
        """Publish a file of these bytes, new or in the place of another."""
        self._disk.write(self._stage(output.path, output.group), output.data)

    @property
    def can_lay(self) -> bool:
        """Whether files may be laid: only in a whole tree each has a name of its own."""
        return self._whole

    def lay(self, output: Output) -> Laid:
        """Stage a file in a forked process; the one that opened the publication is to enter it."""
        _check_path(output.path)
        self._make_room(output.path)
        self._disk.write(f"{self._staging}/{output.path}", output.data)
        return Laid(output.path, output.group)

    def enter(self, laid: Laid) -> None:
        """Publish a file that was laid."""
        self._enter(laid.path, laid.group, laid.path)

    def copy(self, path: str, file: str, group: int) -> None:
        """Publish a copy of a file."""
        self._disk.copy(file, self._stage(path, group))

    def remove(self, path: str) -> None:
        """Take a file out of output/, and its folders if nothing else is in them."""
        _check_path(path)
        self._removals.add(path)

    def commit(self) -> None:
        """Make the change set what readers see."""
        if self._whole:
            self._swap()
            with contextlib.suppress(OSError):
                old = swap.new_tree(self._place.output)
                tree.thin(self._disk, old, {*self._puts, *self._removals})
        elif self._puts or self._removals:
            self._in_order()
        self.abort()

    def abort(self) -> None:
        """Remove what was staged; after commit there is nothing left but the old tree.

        What cannot be removed now is removed when the next publication opens.
        """
        if not journal.is_open(str(self._place.folder)):
            with contextlib.suppress(OSError):
                _clear(self._disk, self._place)

    def _stage(self, path: str, group: int) -> str:
        """Return the new file in which the content of path is to be staged."""
        _check_path(path)
        name = path if self._whole else str(len(self._puts))
        self._enter(path, group, name)
        self._make_room(name)
        return f"{self._staging}/{name}"

    def _enter(self, path: str, group: int, name: str) -> None:
        if path in self._puts:
            raise ValueError(path)
        self._puts[path] = (group, name)

    def _swap(self) -> None:
        output = self._place.output
        try:
            if output.is_dir() or not self._new:  # else it holds what was put, and all of it
                tree.complete(self._disk, self._staging, output, self._puts, self._removals)
            swap.swap(self._disk, output)
        except OSError as error:
            if error.errno not in swap.UNMOVABLE:
                raise
            self._in_order()

    def _in_order(self) -> None:
        if len(self._puts) > _FEW:
            self._disk.sync_all(str(self._staging))
        else:
            for _, name in self._puts.values():
                self._disk.sync(f"{self._staging}/{name}")
        folder, output = str(self._place.folder), str(self._place.output)
        steps = self._steps(output)
        journal.publish(self._disk, Journal(folder, output, str(self._staging), steps))

    def _steps(self, output: str) -> tuple[Step, ...]:
        """Order the change set: puts by group and path, then removals, pages before assets."""
        puts = sorted((group, path, name) for path, (group, name) in self._puts.items())
        gone = sorted(self._removals - self._puts.keys(), key=_page_first)
        return (
            *(Step(path, name, journal.is_file(f"{output}/{path}")) for _, path, name in puts),
            *(Step(path, "", existed=True) for path in gone if journal.is_file(f"{output}/{path}")),
        )


def open_publication(
    output: Path, cache_folder: Path, changes: int, disk: Disk = DISK
) -> Publication:
    """Open a publication of so many changed files into output/, made where missing.

    The cache folder lies in the site's folder. What an earlier, killed publication left is
    finished first. Raises OutputRefused, or OSError if the disk fails.
    """
    recover(output, cache_folder, disk)
    check_output(output, cache_folder.parent)
    place = _place(output, cache_folder)
    _make_all(disk, place.folder)
    if not keeps_history(output) and (changes > SMALL or not _holds_anything(place.output)):
        _make_all(disk, place.output.parent)
        _make_all(disk, place.spare.parent)
        if _begin_whole(disk, place):
            return Publication(place, disk, whole=True)
    _make_all(disk, place.folder / _STAGING)
    return Publication(place, disk, whole=False)


def recover(output: Path, cache_folder: Path, disk: Disk = DISK) -> None:
    """Finish or undo what a killed publication into output/ left; OSError if it cannot.

    To be called before anything is believed of output/, and before check_output. Raises
    OutputRefused if output/ lies where no paper may lie.
    """
    check_place(output, cache_folder.parent)
    place = _place(output, cache_folder)
    journal.finish(disk, str(place.folder), str(place.output))
    _clear(disk, place)


def is_unfinished(output: Path, cache_folder: Path) -> bool:
    """Tell whether a publication into output/ is under way, or was cut off and not mended yet."""
    place = _place(output, cache_folder)
    trees = (swap.new_tree(place.output), swap.old_tree(place.output))
    return any(os.path.lexists(one) for one in (place.folder, *trees))


def is_mixed(cache_folder: Path) -> bool:
    """Tell whether a publication was neither finished nor undone: a disk failed for good.

    Readers then see some files of the new paper and some of the old; recover ends that.
    """
    return any(map(journal.is_open, map(str, cache_folder.glob("publication/*"))))


def _place(output: Path, cache_folder: Path) -> _Place:
    """Tell outputs apart by where they lie from the cache, so that a site can be moved.

    Both are made absolute without following symlinks: a symlink is refused by its name.
    """
    here, cache = Path.cwd() / output, Path.cwd() / cache_folder
    mark = hashlib.blake2b(os.fsencode(os.path.relpath(here, cache)), digest_size=8).hexdigest()
    return _Place(
        Path(os.path.normpath(here)), cache / "publication" / mark, cache / "spare" / mark
    )


def _check_path(path: str) -> None:
    if "\0" in path or "\\" in path or any(part in _NO_NAMES for part in path.split("/")):
        raise ValueError(path)


def _page_first(path: str) -> tuple[bool, str]:
    """Sort pages before the style sheets and pictures that they may still need."""
    return not path.endswith(".html"), path


def _make_all(disk: Disk, folder: Path) -> None:
    for one in reversed((folder, *folder.parents)):
        if not one.exists():
            disk.mkdir(str(one))


def _holds_anything(output: Path) -> bool:
    if not output.is_dir():
        return False
    with os.scandir(output) as entries:
        return next(entries, None) is not None


def _begin_whole(disk: Disk, place: _Place) -> bool:
    """Begin a new tree; False where nothing can be made beside an output/ that exists."""
    try:
        tree.begin(disk, swap.new_tree(place.output), place.spare, place.output)
    except OSError as error:
        if error.errno in _NOT_ALLOWED and place.output.is_dir():
            return False
        raise
    return True


def _clear(disk: Disk, place: _Place) -> None:
    swap.clear(disk, place.output, place.spare)
    if place.folder.is_dir():
        tree.remove_tree(disk, place.folder)
