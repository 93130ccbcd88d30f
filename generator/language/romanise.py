"""Hindi in Latin letters, spelt as its readers spell it.

A word is looked up in a lexicon, else split before the endings of compounds, read into
consonants and vowels, relieved of the schwas that nobody speaks, and written down.
Other scripts go through anyascii; Latin stays as it is.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType

import regex
from anyascii import anyascii

from generator.language import tables
from generator.language.lexicon import Lexicon, built_in, look_up
from generator.language.normalise import is_colon, normalise
from generator.language.phonemes import Phoneme, Sound, delete_schwas, read

_VISARGA = "\N{DEVANAGARI SIGN VISARGA}"
_VIRAMA = "\N{DEVANAGARI SIGN VIRAMA}"
_LONG_A = frozenset("\N{DEVANAGARI LETTER AA}\N{DEVANAGARI VOWEL SIGN AA}")
_E = "\N{DEVANAGARI LETTER E}"
_LABIALS = frozenset("pbm")
_LONGEST_WORD = 100
_SHORTEST_STEM = 2
_SHORTEST_REST = 3
_RUN = regex.compile(
    r"(?P<hindi>[\p{Devanagari}\u0951-\u0954\u0964\u0965\u200c\u200d]+)"
    r"|(?:(?![\p{Latin}\p{Devanagari}])[\p{L}\p{N}][\p{Mn}\p{Mc}\u200c\u200d]*)+"
)
_MARK = regex.compile(r"\p{M}")
_JOINERS = regex.compile(r"[\u200c\u200d]")
# An aspirate written twice is aspirated once: chitthi, achha.
_DOUBLED = regex.compile(r"ch(?=chh)|([bdgjkpst])h(?=\1h)")


def romanise(text: str, lexicon: Lexicon | None = None) -> str:
    """Return the text with every word of another script in readable Latin letters.

    `lexicon` maps words to their Latin spelling and goes before the package's own (a
    newsroom's table is read with `lexicon.read_lexicon`). Latin text and punctuation stay.
    """
    if text.isascii():
        return text

    def spell(match: regex.Match[str]) -> str:
        own = look_up(match[0], lexicon) if lexicon else None
        if own is not None:
            return own
        readable = match["hindi"] is not None and len(match[0]) <= _LONGEST_WORD
        return _romanise_word(match[0]) if readable else anyascii(match[0])

    return _RUN.sub(spell, text)


@lru_cache(maxsize=1 << 16)
def _romanise_word(word: str) -> str:
    """Romanise one Devanagari word with the package's tables."""
    plain = _JOINERS.sub("", normalise(word)).removesuffix(":")
    if is_colon(plain):
        plain = plain[:-1]
    known = look_up(plain, built_in())
    if known is not None:
        return known
    return _initialism(plain) or _spell(_sounds(plain))


def _initialism(word: str) -> str:
    """Return BJP for a word made of the Hindi names of Latin letters, else nothing."""
    match = _initials_pattern().fullmatch(word)
    return "".join(_letter_names()[name] for name in match.captures("name")) if match else ""


def _sounds(word: str) -> list[Phoneme]:
    """Return the spoken sounds of a word, its compound parts read one by one."""
    for prefix in _prefixes():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= _SHORTEST_REST and not _MARK.match(rest):
            return _part(prefix) + _sounds(rest)
    for suffix, latin in _suffixes():
        stem = word[: -len(suffix)]
        if len(stem) >= _SHORTEST_STEM and word.endswith(suffix) and not stem.endswith(_VIRAMA):
            tail = [Phoneme(Sound.OTHER, latin, suffix)] if latin else _part(suffix)
            return _stem(stem) + tail
    return _part(word)


def _stem(word: str) -> list[Phoneme]:
    known = look_up(word, built_in())
    return [Phoneme(Sound.OTHER, known, word)] if known is not None else _sounds(word)


def _part(word: str) -> list[Phoneme]:
    return delete_schwas(read(word))


def _spell(sounds: list[Phoneme]) -> str:
    """Write sounds down: nasals by what follows, a glide between vowels, dukh without h."""
    spelt = ""
    for sound, following in pairwise([*sounds, Phoneme(Sound.OTHER, "", "")]):
        if sound.letter == _VISARGA and following.latin and not spelt.endswith("a"):
            continue
        spelt += sound.latin
        if sound.sound is Sound.NASAL:
            if following.latin[:1] in _LABIALS or (spelt == "san" and following.latin == "v"):
                spelt = spelt[:-1] + "m"
        elif following.letter == _E and (sound.letter in _LONG_A or sound.latin in {"a", "i"}):
            spelt += "y"
    return _DOUBLED.sub(r"\1", spelt)


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(row[0] for row in tables.rows("prefixes"))


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    """Return the endings of compounds with their spelling, the longest first."""
    rows = ((row[0], row[1] if len(row) > 1 else "") for row in tables.rows("suffixes"))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _letter_names() -> Mapping[str, str]:
    return MappingProxyType({row[0]: row[1] for row in tables.rows("letter_names")})


@cache
def _initials_pattern() -> regex.Pattern[str]:
    names = sorted(_letter_names(), key=len, reverse=True)
    return regex.compile(rf"(?P<name>{'|'.join(names)}){{2,}}")
