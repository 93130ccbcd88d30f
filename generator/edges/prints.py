"""Developed pictures, kept between builds: making one takes a thousand times as long as reading it.

Files in a folder of the cache, one for each rendition, never believed blindly: each begins
with a check of its name, the encoders that made it, and its bytes.
"""

import contextlib
from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path

from generator.edges.images import encoders

_CHECK_BYTES = 16
_ROOM = 64  # files that may be left over before any is removed
_NEW = ".new"


class Prints:
    """The kept renditions of a site; no method raises, for all of it can be made again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str) -> bytes | None:
        """Return the bytes of a rendition, named by the last part of its path, or None."""
        try:
            kept = (self._folder / name).read_bytes()
        except OSError:
            return None
        data = kept[_CHECK_BYTES:]
        return data if kept[:_CHECK_BYTES] == _check(name, data) else None

    def save(self, name: str, data: bytes) -> None:
        """Keep the bytes of a rendition."""
        place = self._folder / name
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            new = place.with_name(name + _NEW)
            new.write_bytes(_check(name, data) + data)
            new.replace(place)

    def prune(self, live: Collection[str]) -> None:
        """Remove what no page shows any more, once that is more than half of all."""
        with contextlib.suppress(OSError):
            idle = [one for one in self._folder.iterdir() if one.name not in live]
            if len(idle) > len(live) + _ROOM:
                for one in idle:
                    one.unlink()


def _check(name: str, data: bytes) -> bytes:
    made = blake2b(name.encode(), key=encoders()[:64], digest_size=_CHECK_BYTES)
    made.update(b"\0")
    made.update(data)
    return made.digest()
