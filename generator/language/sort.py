"""Dictionary order for names and tags, whatever the script.

Devanagari goes before Latin, anusvara before the letters, a nukta decides only between
words that are otherwise equal. The order is that of CLDR's Hindi collation, as plain
tuples that Python compares.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.language import tables

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]

_SPACE, _SYMBOL, _DIGIT, _DEVANAGARI, _LATIN, _OTHER = range(6)
_LATIN_LETTERS = range(ord("a"), ord("z") + 1)
_KINDS_IN_ORDER = ("word", "nasal", "visarga", "vowel", "consonant", "silent", "sign", "virama")


def sort_key(text: str) -> SortKey:
    """Return a key that orders texts as a Hindi dictionary does; equal only for equal texts.

    Shape: the letters' weights, then accents (nukta, marks, case), then the text itself.
    """
    weights = _weights()
    letters: list[tuple[int, int]] = []
    accents: list[int] = []
    for character in unicodedata.normalize("NFD", text.casefold()):
        known = weights.get(character)
        if known is not None:
            weight, accent = known
            letters.append(weight)
            accents.append(accent)
        elif unicodedata.combining(character):
            accents.append(ord(character))
        elif unicodedata.category(character) not in {"Cf", "Cc"}:
            letters.append(_weigh(character))
            accents.append(0)
    return tuple(letters), tuple(accents), text


def _weigh(character: str) -> tuple[int, int]:
    if character.isspace():
        return _SPACE, 0
    if character.isdecimal():
        return _DIGIT, unicodedata.decimal(character)
    if ord(character) in _LATIN_LETTERS:
        return _LATIN, ord(character)
    if character.isalnum() or unicodedata.category(character).startswith("M"):
        return _OTHER, ord(character)
    return _SYMBOL, ord(character)


@cache
def _weights() -> Mapping[str, tuple[tuple[int, int], int]]:
    """Return weight and accent of each Devanagari letter, in the order of its kind."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in _KINDS_IN_ORDER}
    for letter, kind, _ in tables.rows("letters"):
        plain = unicodedata.normalize("NFD", letter)
        if kind in by_kind and len(plain) == 1:
            by_kind[kind].append(plain)
    ordered = [(kind, letter) for kind in _KINDS_IN_ORDER for letter in by_kind[kind]]
    weights: dict[str, tuple[tuple[int, int], int]] = {}
    for rank, (kind, letter) in enumerate(ordered):
        # The nasals are one letter: chandrabindu is anusvara with another accent.
        first = ordered.index((kind, by_kind[kind][0]))
        weights[letter] = (_DEVANAGARI, first if kind == "nasal" else rank), rank - first
    return MappingProxyType(weights)
