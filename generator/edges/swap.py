"""Large change sets: a whole new tree beside the old one, swapped in at one stroke.

Where the system cannot exchange two folders the old one is renamed away first; the names
that are left by a crash between the two renames tell recover() what was meant.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path

from generator.edges import tree
from generator.edges.files import Disk

# What rename(2) and link(2) say of a mount point: nothing can be swapped in there.
UNMOVABLE = frozenset({errno.EXDEV, errno.EBUSY})


def new_tree(output: Path) -> Path:
    """Return the folder in which the tree that replaces output/ grows."""
    return output.with_name(f".{output.name}.khabar-new")


def old_tree(output: Path) -> Path:
    """Return the name that output/ bears for an instant where nothing can be exchanged."""
    return output.with_name(f".{output.name}.khabar-old")


def swap(disk: Disk, output: Path) -> None:
    """Put the new tree in the place of output/; on OSError output/ is what it was."""
    fresh = str(new_tree(output))
    disk.sync_all(fresh)
    if not output.exists():
        _and_sync(disk, output, lambda: disk.replace(fresh, str(output)))
        return
    try:
        _and_sync(disk, output, lambda: disk.exchange(fresh, str(output)))
    except OSError as error:
        if error.errno != errno.ENOTSUP:
            raise
        _rename_twice(disk, output)


def clear(disk: Disk, output: Path, spare: Path) -> None:
    """Put away what a finished, failed or killed swap left; mend one cut between its renames."""
    fresh, old = new_tree(output), old_tree(output)
    if old.is_dir() and not output.exists():
        # The old tree is renamed only when the new one is complete.
        disk.replace(str(fresh if fresh.is_dir() else old), str(output))
        disk.sync(str(output.parent))
    for leftover in (fresh, old):
        if leftover.is_dir() and not (_can_be(spare) and tree.moved(disk, leftover, spare)):
            tree.remove_tree(disk, leftover)


def _can_be(spare: Path) -> bool:
    return spare.parent.is_dir() and not os.path.lexists(spare)


def _and_sync(disk: Disk, output: Path, rename: Callable[[], None]) -> None:
    """Rename and wait until the names are on the disk; if that fails, rename back."""
    rename()
    try:
        disk.sync(str(output.parent))
    except OSError:
        fresh = new_tree(output)
        if fresh.exists():
            rename()
        else:
            disk.replace(str(output), str(fresh))
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
