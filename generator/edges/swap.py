"""Large change sets: a whole new tree beside the old one, swapped in at one stroke.

Unchanged files are second names of the old ones, changed ones are new files. Where the
system cannot exchange two folders the old one is renamed away first; the names that are
left by a crash between the two renames tell recover() what was meant.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Container
from pathlib import Path

from generator.edges.files import Disk
from generator.edges.output import survey

# What link(2) says where a second name is not to be had: no such thing here, too many names,
# or (Linux, fs.protected_hardlinks) another user's file.
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})
# What rename(2) and link(2) say of a mount point: nothing can be swapped in there.
UNMOVABLE = frozenset({errno.EXDEV, errno.EBUSY})


def new_tree(output: Path) -> Path:
    """Return the folder in which the tree that replaces output/ grows."""
    return output.with_name(f".{output.name}.khabar-new")


def old_tree(output: Path) -> Path:
    """Return the name that output/ bears for an instant where nothing can be exchanged."""
    return output.with_name(f".{output.name}.khabar-old")


def begin(disk: Disk, output: Path) -> None:
    """Make the new tree's folder, with the old one's group and rights."""
    tree = new_tree(output)
    disk.mkdir(str(tree))
    if output.is_dir():
        with contextlib.suppress(OSError):
            os.chown(tree, -1, output.stat().st_gid)
        shutil.copymode(output, tree)


def folder_maker(disk: Disk, tree: str) -> Callable[[str], None]:
    """Return a function that makes the folders above a path in a tree, each once."""
    made = {""}

    def make(path: str) -> None:
        folder = path.rpartition("/")[0]
        missing: list[str] = []
        while folder not in made:
            missing.append(folder)
            folder = folder.rpartition("/")[0]
        for one in reversed(missing):
            disk.mkdir(f"{tree}/{one}")
            made.add(one)

    return make


def clone(disk: Disk, output: Path, make: Callable[[str], None], but: Container[str]) -> None:
    """Give every file of output/ but the named ones a second name in the new tree."""
    tree = new_tree(output)
    for path in sorted(survey(output)):
        if path not in but:
            make(path)
            _second(disk, f"{output}/{path}", f"{tree}/{path}")


def swap(disk: Disk, output: Path) -> None:
    """Put the new tree in the place of output/; on OSError output/ is what it was."""
    tree = str(new_tree(output))
    disk.sync_all(tree)
    if not output.exists():
        _and_sync(disk, output, lambda: disk.replace(tree, str(output)))
        return
    try:
        _and_sync(disk, output, lambda: disk.exchange(tree, str(output)))
    except OSError as error:
        if error.errno != errno.ENOTSUP:
            raise
        _rename_twice(disk, output)


def clear(disk: Disk, output: Path) -> None:
    """Remove what a finished, failed or killed swap left; mend one cut between its renames."""
    tree, old = new_tree(output), old_tree(output)
    if old.is_dir() and not output.exists():
        # The old tree is renamed only when the new one is complete.
        disk.replace(str(tree if tree.is_dir() else old), str(output))
        disk.sync(str(output.parent))
    for leftover in (tree, old):
        if leftover.is_dir():
            remove_tree(disk, leftover)


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


def _second(disk: Disk, source: str, target: str) -> None:
    try:
        disk.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        disk.copy(source, target)


def _and_sync(disk: Disk, output: Path, rename: Callable[[], None]) -> None:
    """Rename and wait until the names are on the disk; if that fails, rename back."""
    rename()
    try:
        disk.sync(str(output.parent))
    except OSError:
        tree = new_tree(output)
        if tree.exists():
            rename()
        else:
            disk.replace(str(output), str(tree))
        raise


def _rename_twice(disk: Disk, output: Path) -> None:
    old = str(old_tree(output))
    disk.replace(str(output), old)
    try:
        disk.replace(str(new_tree(output)), str(output))
        disk.sync(str(output.parent))
    except OSError:
        if output.exists():
            disk.replace(str(output), str(new_tree(output)))
        disk.replace(old, str(output))
        raise
