"""The door to the file system: what a build asks of it stands here by name.

Finding and reading sources, the lock, looking at output/ and publishing into it; each
lives in a module of its own beside this one.
"""

from generator.edges.decode import Undecodable, decode, read_bytes, read_site, read_text
from generator.edges.files import DISK, Disk
from generator.edges.lock import Busy, lock
from generator.edges.output import OutputRefused, check_output, check_place, made_by_khabar, survey
from generator.edges.publication import (
    SMALL,
    Laid,
    Publication,
    is_mixed,
    is_unfinished,
    open_publication,
    recover,
)
from generator.edges.walk import look_again, walk

__all__ = [
    "DISK",
    "SMALL",
    "Busy",
    "Disk",
    "Laid",
    "OutputRefused",
    "Publication",
    "Undecodable",
    "check_output",
    "check_place",
    "decode",
    "is_mixed",
    "is_unfinished",
    "lock",
    "look_again",
    "made_by_khabar",
    "open_publication",
    "read_bytes",
    "read_site",
    "read_text",
    "recover",
    "survey",
    "walk",
]
