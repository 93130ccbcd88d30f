"""Hindi in Latin letters, spelt as its readers spell it.

A word is looked up in a lexicon, else split before the endings of compounds, read into
consonants and vowels, relieved of the schwas that nobody speaks, and written down.
Other scripts go through anyascii; Latin stays as it is.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType

import regex
from anyascii import anyascii

from generator.language import tables
from generator.language.phonemes import Phoneme, Sound, delete_schwas, read

Lexicon = Mapping[str, str]

_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
_ANUSVARA = "\N{DEVANAGARI SIGN ANUSVARA}"
_CHANDRABINDU = "\N{DEVANAGARI SIGN CANDRABINDU}"
_LONG_A = frozenset("\N{DEVANAGARI LETTER AA}\N{DEVANAGARI VOWEL SIGN AA}")
_E = "\N{DEVANAGARI LETTER E}"
_SHORTEST_REST = 3
_RUN = regex.compile(
    r"(?P<deva>[\p{Devanagari}\u0964\u0965\u200c\u200d]+)"
    r"|(?P<other>(?:(?![\p{Latin}\p{Devanagari}])[\p{L}\p{N}\p{Mn}\p{Mc}])+)"
)
_MARK = regex.compile(r"\p{M}")
# Half nasals before a consonant of their own class are another spelling of anusvara.
_HALF_NASAL = regex.compile(
    r"\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])"
    r"|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])"
    r"|\u092e\u094d(?=[\u092a-\u092d])"
)
_JOINERS = regex.compile(r"[\u200c\u200d]")
_DOUBLED = regex.compile(r"(chh|[bcdgjkpst]h)(?=\1)")


def romanise(text: str, lexicon: Lexicon | None = None) -> str:
    """Return the text with every word of another script in readable Latin letters.

    `lexicon` maps words to their Latin spelling and goes before the package's own; a
    newsroom's table is read with `read_lexicon`. Latin text and punctuation are kept.
    """
    if text.isascii():
        return text

    def spell(match: regex.Match[str]) -> str:
        if match["deva"] is None:
            return anyascii(match[0])
        own = _look_up(_fold(match[0]), lexicon) if lexicon else None
        return own if own is not None else _romanise_word(match[0])

    return _RUN.sub(spell, text)


def read_lexicon(text: str) -> Lexicon:
    """Return the lexicon in a table of `word<TAB>latin` lines, keyed for `romanise`.

    Raises ValueError naming the first line that has not two columns.
    """
    found: dict[str, str] = {}
    for row in tables.parse_rows(text):
        if len(row) < 2 or not row[0] or not row[1]:  # noqa: PLR2004
            raise ValueError(f"a lexicon line needs a word, a tab and its spelling: {row[0]}")
        found[_fold(row[0])] = row[1]
    return MappingProxyType(found)


@lru_cache(maxsize=1 << 16)
def _romanise_word(word: str) -> str:
    known = _look_up(_fold(word), _lexicon())
    if known is not None:
        return known
    return _spell(_sounds(_JOINERS.sub("", unicodedata.normalize("NFC", word))))


def _fold(word: str) -> str:
    """Return a word's key: without nukta and joiners, every nasal written as anusvara."""
    plain = _JOINERS.sub("", unicodedata.normalize("NFD", word)).replace(_NUKTA, "")
    return _HALF_NASAL.sub(_ANUSVARA, plain.replace(_CHANDRABINDU, _ANUSVARA))


def _look_up(key: str, lexicon: Lexicon) -> str | None:
    """Return the spelling of a word or of an inflected form of it."""
    known = lexicon.get(key)
    if known is not None:
        return known
    for ending, base, dropped, added in _endings():
        if key.endswith(ending):
            stem = lexicon.get(key[: -len(ending)] + base)
            if stem is not None and stem.endswith(dropped):
                return stem[: len(stem) - len(dropped)] + added
    return None


def _sounds(word: str) -> list[Phoneme]:
    """Return the spoken sounds of a word, its compound parts read one by one."""
    for prefix in _prefixes():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= _SHORTEST_REST and not _MARK.match(rest):
            return _part(prefix) + _sounds(rest)
    for suffix, latin in _suffixes():
        stem = word[: -len(suffix)]
        if stem and word.endswith(suffix) and not stem.endswith("\N{DEVANAGARI SIGN VIRAMA}"):
            tail = [Phoneme(Sound.OTHER, latin, suffix)] if latin else _part(suffix)
            return _stem(stem) + tail
    return _part(word)


def _stem(word: str) -> list[Phoneme]:
    known = _look_up(_fold(word), _lexicon())
    return [Phoneme(Sound.OTHER, known, word)] if known is not None else _sounds(word)


def _part(word: str) -> list[Phoneme]:
    return delete_schwas(read(word))


def _spell(sounds: list[Phoneme]) -> str:
    """Write sounds down: nasals by what follows, a glide between vowels that meet."""
    pieces: list[str] = []
    for sound, following in pairwise([*sounds, Phoneme(Sound.OTHER, "", "")]):
        if sound.sound is Sound.NASAL:
            pieces.append("m" if following.latin[:1] in {"p", "b", "m"} else "n")
        elif sound.letter in _LONG_A or sound.latin in {"a", "i"}:
            pieces.append(sound.latin + ("y" if following.letter == _E else ""))
        else:
            pieces.append(sound.latin)
    return _DOUBLED.sub(lambda match: match[0][0], "".join(pieces))


@cache
def _lexicon() -> Lexicon:
    return MappingProxyType({_fold(word): latin for word, latin in tables.rows("lexicon")})


@cache
def _endings() -> tuple[tuple[str, str, str, str], ...]:
    return tuple((row[0], row[1], row[2], row[3]) for row in tables.rows("endings"))


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(row[0] for row in tables.rows("prefixes"))


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    """Return the endings of compounds with their spelling, the longest first."""
    rows = ((row[0], row[1] if len(row) > 1 else "") for row in tables.rows("suffixes"))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))
