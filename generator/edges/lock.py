"""One build at a time: a lock that the kernel lets go of when its holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


class Busy(Exception):  # noqa: N818 - it names a state of the newsroom, not a mistake
    """Another build holds the lock."""


@contextmanager
def lock(cache_folder: Path) -> Iterator[None]:
    """Hold the newsroom's lock; raises Busy at once if another build holds it.

    The folder is made where missing; OSError says that it cannot be written.
    """
    cache_folder.mkdir(parents=True, exist_ok=True)
    held = FileLock(cache_folder / "lock", blocking=False)
    try:
        held.acquire()
    except Timeout as error:
        raise Busy from error
    try:
        yield
    finally:
        held.release()
