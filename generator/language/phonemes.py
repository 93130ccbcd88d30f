"""Devanagari words as sounds: consonants, vowels and the schwas between them.

Hindi writes a schwa after every bare consonant and pronounces only some. `read` lists them
all; `delete_schwas` takes away the silent ones by Ohala's rule (Aspects of Hindi
Phonology, 1983), worked from right to left, with the exceptions Hindi spelling shows.
"""

import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import cache
from operator import contains
from types import MappingProxyType
from typing import NamedTuple

from generator.language import tables

_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
_VIRAMA = "\N{DEVANAGARI SIGN VIRAMA}"
_JNA = "\N{DEVANAGARI LETTER JA}\N{DEVANAGARI SIGN VIRAMA}\N{DEVANAGARI LETTER NYA}"
_SHORT_VOWEL_SIGNS = frozenset("\N{DEVANAGARI VOWEL SIGN I}\N{DEVANAGARI VOWEL SIGN U}")
_CAUSATIVE = "\N{DEVANAGARI LETTER VA}"
_ENDING = (
    frozenset("\N{DEVANAGARI LETTER TA}\N{DEVANAGARI LETTER NA}"),
    frozenset(
        "\N{DEVANAGARI VOWEL SIGN AA}\N{DEVANAGARI VOWEL SIGN II}\N{DEVANAGARI VOWEL SIGN E}"
    ),
)
_GLIDES = frozenset("yrlv")
_ASPIRABLE = frozenset("kgcjtdpbs")
_FIRST_SILENT = 2


class Sound(Enum):
    """What a phoneme is to the rules."""

    CONSONANT = "consonant"
    VOWEL = "vowel"
    SCHWA = "schwa"
    NASAL = "nasal"
    OTHER = "other"


class Phoneme(NamedTuple):
    """One sound: its kind, its Latin spelling and the letter that it was read from."""

    sound: Sound
    latin: str
    letter: str


SCHWA = Phoneme(Sound.SCHWA, "a", "")
_JNA_SOUNDS = (Phoneme(Sound.CONSONANT, "g", _JNA), Phoneme(Sound.CONSONANT, "y", _JNA))
_SYLLABIC = frozenset({Sound.VOWEL, Sound.SCHWA})
_FIXED = frozenset({"visarga", "digit", "word", "stop"})


class _Letter(NamedTuple):
    kind: str
    latin: str


def read(word: str) -> list[Phoneme]:
    """Return the sounds of one Devanagari word, every written schwa included."""
    letters = _letters()
    sounds: list[Phoneme] = []
    text = unicodedata.normalize("NFC", word)
    position = 0
    while position < len(text):
        if text.startswith(_JNA, position):
            sounds.extend(_JNA_SOUNDS)
            position += len(_JNA)
            bare = True
        else:
            width = 2 if text[position : position + 2] in letters else 1
            character = text[position : position + width]
            position += width
            bare = _append(sounds, character)
        if bare and not _carries_sign(text, position):
            sounds.append(SCHWA)
    return sounds


def delete_schwas(sounds: list[Phoneme]) -> list[Phoneme]:
    """Return the sounds without the schwas that are written but not spoken."""
    spoken = list(sounds)
    if _drops_final(spoken):
        spoken.pop()
    for index in range(len(spoken) - 2, _FIRST_SILENT - 1, -1):
        if _is_silent(spoken, index):
            del spoken[index]
    return spoken


def _append(sounds: list[Phoneme], character: str) -> bool:
    """Add what a letter stands for; tell whether it is a consonant that may bear a schwa."""
    letter = _letters().get(character)
    if letter is None:
        return False
    if letter.kind == "consonant":
        sounds.append(Phoneme(Sound.CONSONANT, letter.latin, character))
        return True
    if letter.kind in {"vowel", "sign"}:
        sounds.append(Phoneme(Sound.VOWEL, letter.latin, character))
    elif letter.kind == "nasal":
        sounds.append(Phoneme(Sound.NASAL, letter.latin, character))
    elif letter.kind in _FIXED:
        sounds.append(Phoneme(Sound.OTHER, letter.latin, character))
    return False


def _carries_sign(text: str, position: int) -> bool:
    while text[position : position + 1] == _NUKTA:
        position += 1
    letter = _letters().get(text[position : position + 1])
    return letter is not None and letter.kind in {"sign", "virama"}


def _drops_final(sounds: list[Phoneme]) -> bool:
    """Tell whether the word's last sound is a schwa that is not spoken."""
    if not sounds or sounds[-1].sound is not Sound.SCHWA:
        return False
    if sum(1 for sound in sounds if sound.sound in _SYLLABIC) == 1:
        return False
    last, before = sounds[-2], sounds[-3]
    if before.sound is Sound.CONSONANT and last.latin in _GLIDES:
        return False
    return not (last.latin == "y" and before.latin == "i")


def _is_silent(sounds: list[Phoneme], index: int) -> bool:
    """Tell whether the schwa stands between VC and CV and nothing speaks for keeping it."""
    if not _is_between(sounds, index) or _is_audible(sounds, index):
        return False
    # Of two in a row the first goes (gadbadi, chhipkali), but for verbs (nikalta, karvaya).
    is_noun = sounds[index + 2].sound is Sound.VOWEL and not _is_verb_ending(sounds, index + 1)
    return not (is_noun and _is_between(sounds, index - 2))


def _is_between(sounds: list[Phoneme], index: int) -> bool:
    """Tell whether the schwa has one consonant on either side and a vowel beyond each."""
    if index < _FIRST_SILENT or index + 2 >= len(sounds):
        return False
    before, after = sounds[index - 1], sounds[index + 1]
    return (
        sounds[index].sound is Sound.SCHWA
        and before.sound is Sound.CONSONANT
        and after.sound is Sound.CONSONANT
        and sounds[index + 2].sound in _SYLLABIC
        and _follows_vowel(sounds, index)
    )


def _follows_vowel(sounds: list[Phoneme], index: int) -> bool:
    """Tell whether VC stands before it; a nasal is a consonant (antar) but in verbs (pahunchna)."""
    if sounds[index - 2].sound is not Sound.NASAL:
        return sounds[index - 2].sound in _SYLLABIC
    return _is_verb_ending(sounds, index + 1)


def _is_verb_ending(sounds: list[Phoneme], index: int) -> bool:
    if sounds[index].letter == _CAUSATIVE:
        return True
    letters = [sound.letter for sound in sounds[index:]]
    return len(letters) == len(_ENDING) and all(map(contains, _ENDING, letters))


def _is_audible(sounds: list[Phoneme], index: int) -> bool:
    before, after = sounds[index - 1].latin, sounds[index + 1].latin
    # Sanskrit words in short i and u keep it: sahmati, avadhi.
    if _ends(sounds, index + 3) and sounds[index + 2].letter in _SHORT_VOWEL_SIGNS:
        return True
    # Without it two letters would be read as one (jagahon), or y as a vowel (niyamit).
    return (after == "h" and before in _ASPIRABLE) or (
        before == "y" and sounds[index - 2].latin == "i"
    )


def _ends(sounds: list[Phoneme], index: int) -> bool:
    return all(sound.sound is Sound.NASAL for sound in sounds[index:])


@cache
def _letters() -> Mapping[str, _Letter]:
    return MappingProxyType(
        {letter: _Letter(kind, latin) for letter, kind, latin in tables.rows("letters")}
    )
