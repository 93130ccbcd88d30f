"""Words that are spelt by habit, not by rule: loanwords and names.

The package's lexicon gives English words their English spelling and people and places
the one that newspapers use. A newsroom may add its own; both are asked for the word as it
stands, for the word without what typists leave out, and for its dictionary form.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import regex

from generator.language import tables

Lexicon = Mapping[str, str]

_ANUSVARA = "\N{DEVANAGARI SIGN ANUSVARA}"
_COLUMNS = 2
_JOINERS = regex.compile(r"[\u200c\u200d]")
# Flapped d and dh keep their nukta: without it they are other letters, not a slip.
_LOOSE = regex.compile(r"(?<![\u0921\u0922])\u093c")
# Half nasals before a consonant of their own class are another spelling of anusvara.
_NASAL = regex.compile(
    r"\u0901|\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])"
    r"|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])"
    r"|\u092e\u094d(?=[\u092a-\u092d])"
)


def read_lexicon(text: str) -> Lexicon:
    """Return the lexicon in a table of `word<TAB>latin` lines; `#` starts a note.

    Raises ValueError naming the first word without a spelling.
    """
    rows = tables.parse_rows(text)
    for row in rows:
        if len(row) < _COLUMNS or not row[0] or not row[1]:
            raise ValueError(f"a lexicon line needs a word, a tab and its spelling: {row[0]}")
    return _keyed((row[0], row[1]) for row in rows)


@cache
def built_in() -> Lexicon:
    """Return the lexicon that ships with the package."""
    return _keyed((word, latin) for word, latin in tables.rows("lexicon"))


def look_up(word: str, lexicon: Lexicon) -> str | None:
    """Return the Latin spelling of a word or of an inflected form of it, if it is listed."""
    forms = dict.fromkeys((word, unicodedata.normalize("NFC", word), _plain(word), fold(word)))
    for form in forms:
        if form in lexicon:
            return lexicon[form]
    folded = fold(word)
    for ending, base, dropped, added in _endings():
        if folded.endswith(ending):
            stem = lexicon.get(folded[: -len(ending)] + base)
            if stem is not None and stem.endswith(dropped):
                return stem[: len(stem) - len(dropped)] + added
    return None


def fold(word: str) -> str:
    """Return the word without loose nuktas and joiners, its nasals written as anusvara."""
    return _NASAL.sub(_ANUSVARA, _LOOSE.sub("", _plain(word)))


def _plain(word: str) -> str:
    return _JOINERS.sub("", unicodedata.normalize("NFD", word))


def _keyed(entries: Iterable[tuple[str, str]]) -> Lexicon:
    """Key every word by its exact and its folded form; an exact form always wins."""
    listed = tuple(entries)
    folded = {fold(word): latin for word, latin in reversed(listed)}
    return MappingProxyType(folded | {_plain(word): latin for word, latin in listed})


@cache
def _endings() -> tuple[tuple[str, str, str, str], ...]:
    return tuple((row[0], row[1], row[2], row[3]) for row in tables.rows("endings"))
