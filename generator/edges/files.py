"""The few things that publishing does to a file system, and nothing besides.

Everything that is ever written to output/ or beside it passes through a Disk, so that a
test can make any one of these operations fail and see what readers would meet.
"""

import ctypes
import errno
import functools
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

_HERE = -100  # AT_FDCWD of <fcntl.h>: paths are relative to the working folder
_SWAP = 2  # RENAME_EXCHANGE of <linux/fs.h>, RENAME_SWAP of macOS' <stdio.h>


class Disk:
    """Operations on paths; each raises OSError and leaves no half-made name behind it."""

    def write(self, path: str, data: bytes) -> None:
        """Make a new file; a name that exists is refused."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags, 0o666)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
        finally:
            os.close(descriptor)

    def copy(self, source: str, target: str) -> None:
        """Make a new file with the bytes of another one, which may be no symlink."""
        descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as reading, Path(target).open("xb") as writing:
            shutil.copyfileobj(reading, writing, 1 << 20)

    def link(self, source: str, target: str) -> None:
        """Give a file one more name."""
        os.link(source, target, follow_symlinks=False)

    def replace(self, source: str, target: str) -> None:
        """Rename a file or a folder; a file that has the target's name is gone."""
        Path(source).replace(target)

    def exchange(self, one: str, other: str) -> None:
        """Swap two names in one step; ENOTSUP where the system or file system cannot."""
        _exchange()(os.fsencode(one), os.fsencode(other))

    def mkdir(self, path: str) -> None:
        """Make one folder."""
        Path(path).mkdir()

    def unlink(self, path: str) -> None:
        """Remove a file."""
        Path(path).unlink()

    def rmdir(self, path: str) -> None:
        """Remove an empty folder."""
        Path(path).rmdir()

    def sync(self, path: str) -> None:
        """Wait until a file, or the names in a folder, are on the disk."""
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_all(self, folder: str) -> None:
        """Wait until everything on a folder's file system is on the disk."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            _sync_all()(descriptor)
        finally:
            os.close(descriptor)


DISK = Disk()


def _checked(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        # What a kernel or file system says that does not know the call or the flag.
        if number in {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}:
            number = errno.ENOTSUP
        raise OSError(number, os.strerror(number))


@functools.cache
def _exchange() -> Callable[[bytes, bytes], None]:
    """Find the system's call: renameat2(2) on Linux, renamex_np(2) on macOS."""
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        return lambda one, other: _checked(library.renamex_np(one, other, _SWAP))
    if hasattr(library, "renameat2"):
        return lambda one, other: _checked(library.renameat2(_HERE, one, _HERE, other, _SWAP))
    return lambda _one, _other: _checked_missing()


def _checked_missing() -> None:
    raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))


@functools.cache
def _sync_all() -> Callable[[int], None]:
    """Find syncfs(2), which Linux has; sync(2) elsewhere."""
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "syncfs"):
        return lambda descriptor: _checked(library.syncfs(descriptor))
    return lambda _descriptor: os.sync()
