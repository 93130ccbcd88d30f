"""Everyday text as bytes, one for each character, so that C can answer what is asked of all of it.

Nearly all news is written in 256 characters: those of a typewriter, Devanagari, and the signs
and accents that go with both. A text of these alone becomes bytes quicker than a pattern looks
through it; what the bytes mean for a question is a table (see `classes`), and where they stand
beside each other is found by searching bytes. Any other text is asked the long way.
"""

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence

SPARE = "\ufffe"  # a place in the table that no character takes
ALPHABET = (
    "\0\t\n"
    + "".join(map(chr, (*range(0x20, 0x7F), *range(0x900, 0x951), *range(0x960, 0x973))))
    + "–—‐‑−‘’“”‹›«»…•′″™©®°§·×₹£€¥½¼¾²³\u200c\u200d"
    + "éèêëáàâäãåçñíîïóòôöúûüÉ"
).ljust(256, SPARE)
_PLACES = {sign: place for place, sign in enumerate(ALPHABET)}
_MAP = codecs.charmap_build(ALPHABET)
_RANGE = re.compile("(.)(?:-(.))?", re.DOTALL)


def coded(text: str) -> bytes | None:
    """Give a byte for each character: its place in the alphabet; None if one is not in it."""
    try:
        return codecs.charmap_encode(text, "strict", _MAP)[0]
    except UnicodeEncodeError:
        return None


def classes(kinds: Mapping[str, str]) -> bytes:
    """Make a table for `bytes.translate`: characters → their class, " " for all others.

    Characters are written as between the brackets of a pattern: "a-z" and the like.
    """
    table = bytearray(b" ") * len(ALPHABET)
    for characters, kind in kinds.items():
        for place in _places(characters):
            table[place] = ord(kind)
    return bytes(table)


def roles(kinds: Sequence[str]) -> bytes:
    """Make a table for `bytes.translate`: a bit for each of up to eight sets of characters."""
    table = bytearray(len(ALPHABET))
    for bit, characters in enumerate(kinds):
        for place in _places(characters):
            table[place] |= 1 << bit
    return bytes(table)


def _places(characters: str) -> Iterator[int]:
    """Give the places of characters, without compiling their pattern: it takes too long for few."""
    plain = characters.encode("ascii", "backslashreplace").decode("unicode_escape")
    for first, last in _RANGE.findall(plain):
        signs = map(chr, range(ord(first), ord(last or first) + 1))
        yield from (_PLACES[sign] for sign in signs if sign in _PLACES)
