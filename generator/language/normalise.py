"""One way to store each Hindi word.

Keyboards, phones and converters write the same word in many ways; search, sorting and
tags need one. Repairs change only what cannot be seen or is certainly a slip; the rest is
reported as suspicious. Code, HTML tags and URLs of a Markdown text are left alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from generator.language import markup_guard, tables
from generator.language.doubts import DANDA, DEVA, MATRA, NASAL, doubts, is_nfc, needs_repair

_MOST_PASSES = 8
_SETTLED = "space-before-danda"  # the commonest repair, and one that calls for no other
_CONSONANT = r"\u0915-\u0939\u0958-\u095f\u0978-\u097f"
# Thai, Lao, Myanmar and Khmer mark their words with zero-width spaces.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"

_ZERO_WIDTH_SPACE = "\u200b"
_BLANKS = f" \t\u00a0{_ZERO_WIDTH_SPACE}"
_SPOT = re.compile(
    rf"(?<=\S)(?P<gap>[ \t\u00a0\u200b]+)(?=[{DANDA}])"
    rf"|(?<=[{DEVA}])(?P<bar>[ \t]*\|)"
    r"|(?P<blank>\u00a0[ \t\u00a0]*)"
    rf"|(?P<word>(?:(?<![A-Za-z])[A-Za-z]+|[<=>])?[^\x00-\x7f\s{DANDA}]+)"
)
_AFTER_BAR = re.compile(r"[ \t]|\r?(?:\n|\Z)")
_AFTER_SPACED_BAR = re.compile(r"[ \t]*\r?(?:\n|\Z)")
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?s:.*?)^---[ \t]*\r?$", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ \t]*:?-+:?[ \t]*\|", re.MULTILINE)
_INVISIBLE = re.compile(rf"\ufeff|(?<![{_UNSPACED}])\u200b|\u200b(?![{_UNSPACED}])")
_JOINERS = re.compile(r"[\u200c\u200d]+")
_LATE_NUKTA = re.compile(rf"([{_CONSONANT}])([{MATRA}{NASAL}\u0903]+)\u093c")
_LATE_VOWEL = re.compile(rf"([{NASAL}\u0903]+)([{MATRA}]+)")
_DOUBLED = re.compile(rf"([{MATRA}{NASAL}\u0903\u093c\u094d])\1+")
# After a long vowel no Hindi or Sanskrit word of a newspaper ends in visarga.
_LONG = r"[\u0906\u0908\u090a\u090f\u0910\u0913\u0914\u093e\u0940\u0942\u0947-\u094c]"
_COLON = re.compile(rf"(?:(?<={_LONG})|(?<={_LONG}[{NASAL}]))\u0903(?![{DEVA}])")


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
    if not needs_repair(text):
        return text
    for _ in range(_MOST_PASSES):
        text, changes = _pass(text)
        if all(change.code == _SETTLED for change in changes) or not needs_repair(text):
            return text
    return text


def repairs(text: str) -> tuple[Repair, ...]:
    """Return what `normalise` changes, in the order of the text; words are given whole."""
    return tuple(_pass(text)[1]) if needs_repair(text) else ()


def _pass(text: str) -> tuple[str, list[Repair]]:
    """Mend every piece of prose once; return the text and the repairs made."""
    front = _FRONT_MATTER.match(text)
    front_end = front.end() if front else 0
    pieces: list[str] = []
    found: list[Repair] = []
    copied = 0
    for start, end in markup_guard.prose(text):
        for match in _spots(text, start, end):
            if match["word"] is None:
                changes = _mend_spacing(text, match)
            else:
                changes = _mend_word(match[0], match.start(), in_front=match.start() < front_end)
            if changes:
                found += changes
                pieces += text[copied : match.start()], changes[-1].after
                copied = match.end()
    return "".join([*pieces, text[copied:]]), found


def _spots(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield words and spaces that may need mending, between two places of a text."""
    if not is_nfc(text[start:end]):
        yield from _SPOT.finditer(text, start, end)
        return
    match, given = None, start
    for hit in doubts(text, start, end):
        if hit < given:
            continue
        if match is None or match.end() <= hit:
            known = match.end() if match else start
            match = _SPOT.search(text, _boundary(text, known, hit), end)
            while match is not None and match.end() <= hit:
                match = _SPOT.search(text, match.end(), end)
            if match is None:
                return
        if match.start() <= hit:
            yield match
            given = match.end()


def _boundary(text: str, start: int, hit: int) -> int:
    """Return a place before `hit` in which no word and no row of blanks is cut in two."""
    if text[hit] in " \t|" and text[hit - 1] not in _BLANKS:
        return hit
    word_end = start + len(text[start:hit].rstrip(_BLANKS))
    if text[hit] in " \t|" and _ZERO_WIDTH_SPACE not in text[word_end:hit]:
        return word_end
    spaces = (text.rfind(space, start, word_end) for space in " \n")
    return max(start, *(space + 1 for space in spaces))


def _mend_spacing(text: str, match: re.Match[str]) -> list[Repair]:
    before, start, end = match[0], match.start(), match.end()
    if match["gap"] is not None:
        return [Repair(_SETTLED, start, before, "")]
    if match["bar"] is not None:
        danda = "\N{DEVANAGARI DANDA}"
        return [Repair("bar-for-danda", start, before, danda)] if _is_danda(text, match) else []
    previous, following = text[start - 1 : start], text[end : end + 1]
    at_edge = not previous.strip() or not following.strip()
    if not at_edge and not _is_devanagari(previous) and not _is_devanagari(following):
        return []
    return [Repair("no-break-space", start, before, "" if at_edge else " ")]


def _is_danda(text: str, match: re.Match[str]) -> bool:
    """Tell whether a bar ends a sentence: the line's only one, and not part of a table."""
    after = _AFTER_BAR if match[0] == "|" else _AFTER_SPACED_BAR
    if after.match(text, match.end()) is None:
        return False
    start, end = _borders(text, match, "\n")
    if text.find("|", match.end(), end) >= 0 or text.rfind("|", start, match.start()) >= 0:
        return False
    return _TABLE_RULE.search(text, *_borders(text, match, "\n\n")) is None


def _borders(text: str, match: re.Match[str], border: str) -> tuple[int, int]:
    """Return start and end of the line or paragraph that a match stands in."""
    start = text.rfind(border, 0, match.start())
    end = text.find(border, match.end())
    return (0 if start < 0 else start + len(border)), (len(text) if end < 0 else end)


def _is_devanagari(character: str) -> bool:
    return re.match(rf"[{DEVA}{DANDA}]", character) is not None


def _mend_word(word: str, position: int, *, in_front: bool) -> list[Repair]:
    """Apply each repair in turn; each that changes the word is reported with the whole word."""
    if not needs_repair(word):
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

    def keep(match: re.Match[str]) -> str:
        before, after = (
            word[max(0, match.start() - 2) : match.start()],
            word[match.end() : match.end() + 1],
        )
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


_CONSONANT_AHEAD = re.compile(rf"[{_CONSONANT}]")


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


_SUSPICIOUS = re.compile(
    rf"(?P<legacy_leak>(?<=[{MATRA}])\u0930\u094d(?![{DEVA}\u200c\u200d]))"
    rf"|(?P<stray_sign>(?<![{DEVA}\u200c\u200d\u25cc])[{MATRA}\u094d\u093c])"
    rf"|(?P<visarga>\u0903(?![{DEVA}]))"
    r"|(?P<bidi_control>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    r"|(?P<control_character>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f])"
    r"|(?P<replacement_character>\ufffd)"
    r"|(?P<private_character>[\ue000-\uf8ff])"
)
_WORD_BEFORE = re.compile(rf"[{DEVA}]*\Z")
_WORD_AFTER = re.compile(rf"[{DEVA}]*")
_LONGEST_WORD = 80


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """Return what an editor should look at, in the order of the text; words are given whole.

    Codes: `legacy-leak` (a reph left at a word's end), `stray-sign`, `visarga` (perhaps a
    colon), `bidi-control`, `control-character`, `replacement-character`, `private-character`.
    """
    found = []
    for match in _SUSPICIOUS.finditer(text):
        code = str(match.lastgroup).replace("_", "-")
        start, word = match.start(), match[0]
        if code in {"legacy-leak", "stray-sign", "visarga"}:
            start, word = _whole_word(text, match)
        if code != "visarga" or is_colon(word):
            found.append(Suspicion(code, start, word))
    return tuple(found)


def _whole_word(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Return start and text of the Devanagari word around a match."""
    before = _WORD_BEFORE.search(text[max(0, match.start() - _LONGEST_WORD) : match.start()])
    after = _WORD_AFTER.match(text, match.end())
    head, tail = before[0] if before else "", after[0] if after else ""
    return match.start() - len(head), head + match[0] + tail


def is_colon(word: str) -> bool:
    """Tell whether a word ends in a visarga that may be a colon.

    It is none in Sanskrit adverbs and the words of `data/visarga.tsv`.
    """
    stem = word.removesuffix("\N{DEVANAGARI SIGN VISARGA}")
    return stem != word and not stem.endswith(_sanskrit("ending")) and word not in _sanskrit("word")


@cache
def _sanskrit(kind: str) -> tuple[str, ...]:
    return tuple(word for word, word_kind in tables.rows("visarga") if word_kind == kind)
