"""A source: one file of the site or its theme, known by what it holds."""

from typing import NamedTuple


class Stamp(NamedTuple):
    """What the file system says of a file; equal stamps spare reading the file again."""

    size: int
    modified: int  # nanoseconds
    changed: int  # nanoseconds
    inode: int


class Source(NamedTuple):
    """A file that a build reads.

    path: POSIX path in the site ("content/…", "templates/…", "media/…", "static/…",
    "lexicon/…", "site.yaml"), whichever folder it came from; file: where it lies on this
    machine, never part of any output or digest; digest: BLAKE2b-160 of its bytes.
    """

    path: str
    file: str
    digest: bytes
    stamp: Stamp
