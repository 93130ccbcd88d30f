"""What the cache puts on its rows: a check of name and value; less weight where it is worth it."""

import hashlib
import zlib

_CHECK_BYTES = 8
_SQUEEZE_ABOVE, _SQUEEZE_BELOW = 1024, 1 << 20
_PLAIN, _SQUEEZED = b"\0", b"\1"


class Damaged(Exception):  # noqa: N818 - it says what the row is
    """A row that is not what was recorded.

    Where one row is damaged none can be relied upon, and a file begun anew is one that heals.
    """


def seal(name: str | bytes, value: bytes) -> bytes:
    """Put a check of name and value before the value."""
    made = hashlib.blake2b(
        name.encode() if isinstance(name, str) else name, digest_size=_CHECK_BYTES
    )
    made.update(b"\0")
    made.update(value)
    return made.digest() + value


def sealed(key: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Give a key and its value as `Cache.remember` takes them."""
    return key, seal(key, value)


def unseal(name: object, value: object) -> bytes:
    """Return the value without its check; raises Damaged.

    Damage may turn a column into any type that SQLite knows.
    """
    if isinstance(name, str | bytes) and isinstance(value, bytes):
        plain = value[_CHECK_BYTES:]
        if seal(name, plain) == value:
            return plain
    raise Damaged(name)


def squeeze(value: bytes) -> bytes:
    """Compress a value that is worth it: one that is large, and not so large that it takes long."""
    if not _SQUEEZE_ABOVE < len(value) < _SQUEEZE_BELOW:
        return _PLAIN + value
    return _SQUEEZED + zlib.compress(value, 1)


def stretch(value: bytes) -> bytes:
    """Give back what `squeeze` was given."""
    return zlib.decompress(value[1:]) if value[:1] == _SQUEEZED else value[1:]
