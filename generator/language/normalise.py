"""One way to store each Hindi word.

Keyboards, phones and converters write the same word in many ways; search, sorting and
tags need one. Repairs change only what cannot be seen or is certainly a slip; the rest is
reported as suspicious. Code, HTML tags and URLs of a Markdown text are left alone.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex

from generator.language import markup_guard, tables

_MOST_PASSES = 8
_DEVA = r"\u0900-\u0963\u0970-\u097f"
_CONSONANT = r"\u0915-\u0939\u0958-\u095f\u0978-\u097f"
_MATRA = r"\u093a\u093b\u093e-\u094c\u094e\u094f\u0955-\u0957\u0962\u0963"
_NASAL = r"\u0900-\u0902"
_UNSPACED = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_DANDA = r"\u0964\u0965"

# What a text without need of repair does not hold; a false alarm costs only time.
_DOUBTFUL = regex.compile(
    rf"[\u00a0\u200b-\u200d\ufeff]|[{_DEVA}][ \t]*\||[ \t][{_DANDA}]"
    rf"|[{_MATRA}{_NASAL}\u0903]\u093c|[{_NASAL}\u0903][{_MATRA}]"
    rf"|\u093e[\u0945\u0947\u0948]|\u0905[\u093e\u0949\u094b\u094c]|\u0906\u0945|\u090f\u0947"
    rf"|([{_MATRA}{_NASAL}\u0903\u093c\u094d])\1|\u0903(?![{_DEVA}])"
)
_SCAN = regex.compile(
    markup_guard.PROTECTED
    + rf"""
  | (?<=\S)(?P<gap>[ \t\u00a0\u200b]+)(?=[{_DANDA}])
  | (?<=[{_DEVA}])(?P<bar>\|(?=[ \t]|\r?$)|[ \t]+\|(?=[ \t]*\r?$))
  | (?P<blank>\u00a0[ \t\u00a0]*)
  | (?P<word>(?:[A-Za-z]{{1,32}}+|[<=>])?(?:(?![{_DANDA}])[^\x00-\x7f\s])+)
""",
    markup_guard.FLAGS,
)
_FRONT_MATTER = regex.compile(r"\A\ufeff?---[ \t]*\r?\n(?s:.*?)^---[ \t]*\r?$", regex.MULTILINE)
_TABLE_RULE = regex.compile(r"^[ \t]*:?-+:?[ \t]*\|", regex.MULTILINE)
_INVISIBLE = regex.compile(rf"\ufeff|(?<![{_UNSPACED}])\u200b|\u200b(?![{_UNSPACED}])")
_JOINERS = regex.compile(r"[\u200c\u200d]+")
_LATE_NUKTA = regex.compile(rf"([{_CONSONANT}])([{_MATRA}{_NASAL}\u0903]+)\u093c")
_LATE_VOWEL = regex.compile(rf"([{_NASAL}\u0903]+)([{_MATRA}]+)")
_DOUBLED = regex.compile(rf"([{_MATRA}{_NASAL}\u0903\u093c\u094d])\1+")
# After a long vowel no Hindi or Sanskrit word of a newspaper ends in visarga.
_COLON = regex.compile(
    rf"(?<=[\u0906\u0908\u090a\u090f\u0910\u0913\u0914\u093e\u0940\u0942\u0947-\u094c]"
    rf"[{_NASAL}]?)\u0903(?![{_DEVA}])"
)


@dataclass(frozen=True, slots=True)
class Repair:
    """A change made: `before` stood at `position` (characters of the original text)."""

    code: str
    position: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something only an editor can judge, at `position` (characters); never changed."""

    code: str
    position: int
    text: str


def normalise(text: str) -> str:
    """Return the text in NFC with the slips of Hindi typing mended; idempotent.

    Takes plain text or whole Markdown files; lines are neither added nor removed. In YAML
    front matter a visarga is never turned into a colon, which would be syntax there.
    """
    if not _needs_repair(text):
        return text
    for _ in range(_MOST_PASSES):
        repaired, changes = _pass(text)
        if not changes:
            return text
        text = repaired
        if not _needs_repair(text):
            return text
    return text


def repairs(text: str) -> tuple[Repair, ...]:
    """Return what `normalise` changes, in the order of the text; words are given whole."""
    return tuple(_pass(text)[1]) if _needs_repair(text) else ()


def _needs_repair(text: str) -> bool:
    if text.isascii():
        return False
    return not unicodedata.is_normalized("NFC", text) or _DOUBTFUL.search(text) is not None


def _pass(text: str) -> tuple[str, list[Repair]]:
    """Mend every piece of prose once; return the text and the repairs made."""
    front = _FRONT_MATTER.match(text)
    front_end = front.end() if front else 0
    pieces: list[str] = []
    found: list[Repair] = []
    copied = 0
    for match in _SCAN.finditer(text):
        if match["kept"] is not None:
            continue
        if match["word"] is not None:
            changes = _mend_word(match["word"], match.start(), in_front=match.start() < front_end)
        else:
            changes = _mend_spacing(text, match)
        if changes:
            found += changes
            pieces += text[copied : match.start()], changes[-1].after
            copied = match.end()
    return "".join([*pieces, text[copied:]]), found


def _mend_spacing(text: str, match: regex.Match[str]) -> list[Repair]:
    before, start, end = match[0], match.start(), match.end()
    if match["gap"] is not None:
        return [Repair("space-before-danda", start, before, "")]
    if match["bar"] is not None:
        danda = "\N{DEVANAGARI DANDA}"
        return [Repair("bar-for-danda", start, before, danda)] if _is_danda(text, start) else []
    previous, following = text[start - 1 : start], text[end : end + 1]
    at_edge = not previous.strip() or not following.strip()
    if not at_edge and not _is_devanagari(previous) and not _is_devanagari(following):
        return []
    return [Repair("no-break-space", start, before, "" if at_edge else " ")]


def _is_danda(text: str, position: int) -> bool:
    """Tell whether the bar is the line's only one and not part of a Markdown table."""
    line_start = text.rfind("\n", 0, position) + 1
    line_end = text.find("\n", position)
    if text.count("|", line_start, len(text) if line_end < 0 else line_end) != 1:
        return False
    paragraph_start = text.rfind("\n\n", 0, position) + 1
    paragraph_end = text.find("\n\n", position)
    paragraph = text[paragraph_start : len(text) if paragraph_end < 0 else paragraph_end]
    return _TABLE_RULE.search(paragraph) is None


def _is_devanagari(character: str) -> bool:
    return regex.match(rf"[{_DEVA}{_DANDA}]", character) is not None


def _mend_word(word: str, position: int, *, in_front: bool) -> list[Repair]:
    """Apply each repair in turn; each that changes the word is reported with the whole word."""
    if not _needs_repair(word):
        return []
    found = []
    for code, mend in _stages():
        if in_front and code == "visarga-for-colon":
            continue
        mended = mend(word)
        if mended != word:
            found.append(Repair(code, position, word, mended))
            word = mended
    return found


def _keep_meaningful_joiners(word: str) -> str:
    """Drop joiners in Devanagari but for explicit half forms, eyelash ra and split conjuncts."""

    def keep(match: regex.Match[str]) -> str:
        before, after = word[: match.start()][-2:], word[match.end() : match.end() + 1]
        if not (_is_devanagari(before[-1:]) or _is_devanagari(after)):
            return match[0]
        joiner = match[0][0]
        half = before.endswith("\N{DEVANAGARI SIGN VIRAMA}")
        zwj = joiner == "\N{ZERO WIDTH JOINER}"
        if half and (_CONSONANT_AHEAD.match(after) or (zwj and not _is_devanagari(after))):
            return joiner
        eyelash = before.endswith("\N{DEVANAGARI LETTER RA}") and zwj
        return joiner if eyelash and after == "\N{DEVANAGARI SIGN VIRAMA}" else ""

    return _JOINERS.sub(keep, word)


_CONSONANT_AHEAD = regex.compile(rf"[{_CONSONANT}]")


def _join_vowels(word: str) -> str:
    for written, meant in tables.rows("repairs"):
        word = word.replace(written, meant)
    return word


def _compose(word: str) -> str:
    return unicodedata.normalize("NFC", word)


@cache
def _stages() -> tuple[tuple[str, Callable[[str], str]], ...]:
    """Return the repairs of a word in the order in which they build on each other."""
    return (
        ("invisible-character", lambda word: _INVISIBLE.sub("", word)),
        ("not-nfc", _compose),
        ("needless-joiner", _keep_meaningful_joiners),
        ("late-nukta", lambda word: _compose(_LATE_NUKTA.sub("\\1\u093c\\2", word))),
        ("late-vowel-sign", lambda word: _LATE_VOWEL.sub(r"\2\1", word)),
        ("split-vowel", _join_vowels),
        ("doubled-sign", lambda word: _compose(_DOUBLED.sub(r"\1", word))),
        ("visarga-for-colon", lambda word: _COLON.sub(":", word)),
    )


_SUSPICIOUS = regex.compile(
    rf"(?P<legacy_leak>(?:[{_DEVA}]*[{_MATRA}])\u0930\u094d(?![{_DEVA}\u200c\u200d]))"
    rf"|(?P<stray_sign>(?<![{_DEVA}\u200c\u200d\u25cc])[{_MATRA}\u094d\u093c][{_DEVA}]*)"
    rf"|(?P<visarga>[{_DEVA}]*\u0903(?![{_DEVA}]))"
    r"|(?P<bidi_control>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    r"|(?P<control_character>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f])"
    r"|(?P<replacement_character>\ufffd)"
    r"|(?P<private_character>\p{Co})"
)


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """Return what an editor should look at, in the order of the text.

    Codes: `legacy-leak` (a reph left at a word's end), `stray-sign`, `visarga` (perhaps a
    colon), `bidi-control`, `control-character`, `replacement-character`, `private-character`.
    """
    found = []
    for match in _SUSPICIOUS.finditer(text):
        code = str(match.lastgroup)
        if code == "visarga" and not is_colon(match[0]):
            continue
        found.append(Suspicion(code.replace("_", "-"), match.start(), match[0]))
    return tuple(found)


def is_colon(word: str) -> bool:
    """Tell whether a word ends in a visarga that may be a colon.

    It is none in Sanskrit adverbs and the words of `data/visarga.tsv`.
    """
    stem = word.removesuffix("\N{DEVANAGARI SIGN VISARGA}")
    return stem != word and not stem.endswith(_sanskrit("ending")) and word not in _sanskrit("word")


@cache
def _sanskrit(kind: str) -> tuple[str, ...]:
    return tuple(word for word, word_kind in tables.rows("visarga") if word_kind == kind)
