"""The part of a URL that people read: short, Latin, lower case.

A slug is made of `a-z`, `0-9` and single hyphens, at most 80 bytes, cut at a hyphen. It is a
folder's name as well, so it is none that Windows keeps for devices.
"""

import regex
from anyascii import anyascii

from generator.language.lexicon import Lexicon
from generator.language.romanise import romanise

MOST_BYTES = 80
# "Naming Files, Paths, and Namespaces", Microsoft Learn.
DEVICES = frozenset(("con", "prn", "aux", "nul")) | {
    f"{name}{digit}" for name in ("com", "lpt") for digit in range(10)
}

_APOSTROPHES = regex.compile(r"(?<=[\p{L}\p{M}\p{N}])['’‘ʼ´`](?=[\p{L}\p{N}])")
_AMPERSAND = regex.compile(r"\s*&\s*")
_UNSEEN = regex.compile(r"\p{Cf}")
_OTHERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_REST = regex.compile(r"[^a-z0-9]+")
_SLUG = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(text: str, lexicon: Lexicon | None = None) -> str:
    """Return the slug of a text; empty if nothing in it can be read in Latin letters.

    Words of other scripts are romanised, accents dropped, apostrophes left out, `&` read
    as "and". A slug is its own slug.
    """
    if len(text) <= MOST_BYTES and text not in DEVICES and _SLUG.fullmatch(text):
        return text
    joined = _APOSTROPHES.sub("", _AMPERSAND.sub(" and ", _UNSEEN.sub("", text)))
    latin = anyascii(romanise(_OTHERS.sub(" ", joined), lexicon))
    made = _cut(_REST.sub("-", latin.lower()).strip("-"))
    return f"{made}-1" if made in DEVICES else made


def heading_anchor(text: str, lexicon: Lexicon | None = None) -> str:
    """Return the id of a heading: the same rules as for a slug."""
    return slug(text, lexicon)


def _cut(whole: str) -> str:
    if len(whole) <= MOST_BYTES:
        return whole
    head, hyphen, _ = whole[: MOST_BYTES + 1].rpartition("-")
    return head if hyphen else whole[:MOST_BYTES]
