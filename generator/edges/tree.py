"""Growing the tree that will replace output/: changed files are new, the others second names.

Making and deleting ten thousand folders takes a disk longer than all else that a build
does, so the tree that was replaced last time is kept as a spare and grown into the next.
What it holds is never believed: a file stays only if it is the very file of output/.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

from generator.edges.files import Disk
from generator.edges.output import survey

# What link(2) says where a second name is not to be had: no such thing here, too many names,
# or (Linux, fs.protected_hardlinks) another user's file.
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})


def begin(disk: Disk, tree: Path, spare: Path, output: Path) -> None:
    """Take the spare tree, or make an empty one, with the group and rights of output/."""
    if not (spare.is_dir() and moved(disk, spare, tree)):
        disk.mkdir(str(tree))
    if output.is_dir():
        with contextlib.suppress(OSError):
            os.chown(tree, -1, output.stat().st_gid)
        shutil.copymode(output, tree)


def moved(disk: Disk, folder: Path, target: Path) -> bool:
    """Rename a folder; False where the target lies on another device."""
    try:
        disk.replace(str(folder), str(target))
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return False
    return True


def room_maker(disk: Disk, tree: str) -> Callable[[str], None]:
    """Return a function that makes room for a file: folders above it, nothing in its place."""
    made = {""}

    def make(path: str) -> None:
        folder = path.rpartition("/")[0]
        missing: list[str] = []
        while folder not in made:
            missing.append(folder)
            folder = folder.rpartition("/")[0]
        for one in reversed(missing):
            _make_folder(disk, f"{tree}/{one}")
            made.add(one)
        _clear_way(disk, f"{tree}/{path}")

    return make


def complete(
    disk: Disk, tree: Path, output: Path, puts: Collection[str], gone: Collection[str]
) -> None:
    """Let the tree hold what output/ holds, but the puts (in it already) and what is gone."""
    kept = survey(output) - {*puts, *gone} if output.is_dir() else frozenset()
    stale = survey(tree) - {*puts}
    for path in sorted(stale):
        if path not in kept or not _same(f"{output}/{path}", f"{tree}/{path}"):
            disk.unlink(f"{tree}/{path}")
    make = room_maker(disk, str(tree))
    for path in sorted(kept):
        if path not in stale or not os.path.lexists(f"{tree}/{path}"):
            make(path)
            _link(disk, f"{output}/{path}", f"{tree}/{path}")
    _remove_empty(disk, tree)


def _remove_empty(disk: Disk, tree: Path) -> None:
    """Remove the folders of a tree that hold no file, however deep."""
    for here, _, _ in os.walk(tree, topdown=False):
        if here != str(tree) and _is_empty(here):
            disk.rmdir(here)


def _is_empty(folder: str) -> bool:
    with os.scandir(folder) as entries:
        return next(entries, None) is None


def _make_folder(disk: Disk, folder: str) -> None:
    try:
        disk.mkdir(folder)
    except FileExistsError:
        if Path(folder).is_symlink() or not Path(folder).is_dir():
            with contextlib.suppress(FileNotFoundError):  # another process has cleared the way
                disk.unlink(folder)
            with contextlib.suppress(FileExistsError):  # likewise
                disk.mkdir(folder)


def _clear_way(disk: Disk, target: str) -> None:
    if not os.path.lexists(target):
        return
    if Path(target).is_dir() and not Path(target).is_symlink():
        remove_tree(disk, Path(target))
    else:
        disk.unlink(target)


def remove_tree(disk: Disk, folder: Path) -> None:
    """Remove a folder and all in it; symlinks are not followed."""
    for here, folders, files in os.walk(folder, topdown=False):
        for name in files:
            disk.unlink(f"{here}/{name}")
        for name in folders:
            inner = Path(here, name)
            if inner.is_symlink():
                disk.unlink(str(inner))
        disk.rmdir(here)


def thin(disk: Disk, tree: Path, paths: Collection[str]) -> None:
    """Remove files from a tree that was replaced: what they held is nobody's business now."""
    for path in paths if tree.is_dir() else ():
        if os.path.lexists(tree / path):
            disk.unlink(str(tree / path))


def _same(one: str, other: str) -> bool:
    """Tell whether two names are of one file."""
    try:
        return os.path.samestat(os.lstat(one), os.lstat(other))
    except OSError:
        return False


def _link(disk: Disk, source: str, target: str) -> None:
    try:
        disk.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        disk.copy(source, target)
