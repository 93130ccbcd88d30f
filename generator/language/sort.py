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
_SORTED = frozenset({"word", "nasal", "visarga", "vowel", "consonant", "silent", "sign", "virama"})


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


def initial(text: str) -> str:
    """Return the letter under which a dictionary files a text; "" where it begins with none.

    Letters with a nukta, and conjuncts, stand under their first plain letter, Latin letters
    under their capital without accents; digits and symbols have no heading of their own.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    for character in plain:
        if character.isalpha():
            return character.upper()
        if character.isdecimal():
            return ""
    return ""


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
    """Return weight and accent of each Devanagari letter, in the order of the table."""
    weights: dict[str, tuple[tuple[int, int], int]] = {}
    nasals = [letter for letter, kind, _ in tables.rows("letters") if kind == "nasal"]
    first = [letter for letter, _, _ in tables.rows("letters")].index(nasals[0])
    for rank, (letter, kind, _) in enumerate(tables.rows("letters")):
        plain = unicodedata.normalize("NFD", letter)
        if letter in nasals:
            # The nasals are one letter: chandrabindu is anusvara with an accent.
            weights[letter] = (_DEVANAGARI, first), nasals.index(letter)
        elif kind in _SORTED and len(plain) == 1:
            weights[plain] = (_DEVANAGARI, rank), 0
    return MappingProxyType(weights)
