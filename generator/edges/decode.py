"""Reading a source: bytes as they were digested, text as readers may safely be shown it.

Text is UTF-8 with or without a mark, lines end in LF, and nothing in it can hide, reverse
or break what stands around it. ZWJ and ZWNJ stay: Hindi needs them.
"""

import hashlib
import os
import re
import stat
from pathlib import Path

from generator.edges.walk import DIGEST_BYTES
from generator.model.source import Source

SITE_LIMIT = 1 << 20  # bytes of site.yaml: a newsroom of ten thousand authors has less
_MARK = b"\xef\xbb\xbf"
_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FIRST_BIDI = "\u202a"


class Undecodable(Exception):  # noqa: N818 - it names what the source is, as Busy and BadImage do
    """A source that cannot be read as it should.

    code: bad-encoding, control-character, bidi-character (line and column from 1, the
    column in characters), too-large, site-too-large, special-file, changed-file or
    unreadable-file (all of these 0).
    """

    def __init__(self, code: str, line: int = 0, column: int = 0) -> None:
        super().__init__(code, line, column)
        self.code = code
        self.line = line
        self.column = column


def read_bytes(source: Source) -> bytes:
    """Return the bytes that the walk digested; raises Undecodable.

    A file that changed since then is refused, or what was made of the new bytes would be
    remembered under the digest of the old ones.
    """
    try:
        data = _read(source.file)
    except OSError as error:
        raise Undecodable("unreadable-file") from error
    if hashlib.blake2b(data, digest_size=DIGEST_BYTES).digest() != source.digest:
        raise Undecodable("changed-file")
    return data


def read_text(source: Source, limit_bytes: int) -> str:
    """Return the text of a source of at most limit_bytes; raises Undecodable."""
    if source.stamp.size > limit_bytes:
        raise Undecodable("too-large")
    return decode(read_bytes(source))


def read_site(site: Path) -> str:
    """Return the text of a newsroom's site.yaml; raises OSError or Undecodable."""
    file = site / "site.yaml"
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Undecodable("special-file")
    if status.st_size > SITE_LIMIT:
        raise Undecodable("site-too-large")
    return decode(file.read_bytes())


def decode(data: bytes) -> str:
    """Turn bytes into text with LF line ends; raises Undecodable with the first bad place."""
    body = data.removeprefix(_MARK)
    try:
        text = _unix(body.decode())
    except UnicodeDecodeError as error:
        before = _unix(body[: error.start].decode())
        raise Undecodable("bad-encoding", *_place(before)) from error
    if found := _REFUSED.search(text):
        code = "bidi-character" if found[0] >= _FIRST_BIDI else "control-character"
        raise Undecodable(code, *_place(text[: found.start()]))
    return text


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _place(before: str) -> tuple[int, int]:
    """Return line and column of the character that follows the text before it."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _read(file: str) -> bytes:
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb", buffering=0) as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(os.strerror(0))
        return opened.read()
