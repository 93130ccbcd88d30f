r"""Counting and cutting text as readers see it.

A cluster is what a reader calls one letter: a Devanagari syllable with its conjunct and
signs, a Latin letter with its accent, an emoji with its skin tone (Unicode UAX #29, `\X`).
Nothing here ever cuts inside one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

import regex

from generator.language import everyday, tables

ELLIPSIS = "…"

_VIRAMA_CLASS = 9
_LONGEST_TOKEN = 24
_LONG_CLUSTER = 4  # characters: hardly any text needs as many for each of its letters
_LONGEST_AHEAD = 256  # characters behind a sentence that tell whether it ended
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
_LOOSE_ENDS = frozenset(",;:-–—(“‘\"'")
_CLUSTER = regex.compile(r"\X")
_WORD = regex.compile(
    r"[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d]*"
    r"(?:(?:(?<=\p{N})[.,](?=\p{N})|['’](?=\p{L}))[\p{L}\p{M}\p{N}\u200c\u200d]+)*"
)
# Nearly all news is written in these letters, which the standard library counts quicker.
_UNCOMMON = re.compile(r"[^\x00-\u024f\u0900-\u097f\u200b-\u200d\u2010-\u203a]")
_LETTER = r"A-Za-zªµºÀ-ÖØ-öø-\u024f\u0904-\u0939\u093d\u0950\u0958-\u0961\u0971-\u097f"
_NUMBER = r"0-9²³¹¼½¾\u0966-\u096f"
_SIGN = r"\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d"
_COMMON_WORD = re.compile(
    rf"[{_LETTER}{_NUMBER}][{_LETTER}{_SIGN}{_NUMBER}]*+"
    rf"(?:[.,'’](?:(?<=[{_NUMBER}][.,])(?=[{_NUMBER}])|(?<=['’])(?=[{_LETTER}]))"
    rf"[{_LETTER}{_SIGN}{_NUMBER}]++)*+"
)
# The same of everyday text: how words begin and go on, and what may join two of them.
_BEGINS = everyday.classes({_LETTER: "w", _NUMBER: "w", _SIGN: "s"})
_KINDS = everyday.classes({_LETTER: "w", _NUMBER: "9", _SIGN: "s", "'’": "'", ".,": "."})
_JOINED = ((b"9", re.compile(rb"\.(?<=9\.)9")), (b"'", re.compile(rb"'(?<=[w9s]')w")))
# A danda ends a sentence wherever it stands; the other marks only before a space.
_SENTENCE_END = regex.compile(
    r"[\u0964\u0965]+[”’\"')\]*_]*\s*"
    r"|(?P<stop>[.?!…]+)[”’\"')\]*_]*(?:\s+|\Z)"
    r"|\n[ \t\r]*\n\s*"
)
_TOKEN_BEFORE = regex.compile(r"[^\s(\[“‘\"']*\Z")
_TOKEN_AFTER = regex.compile(r"[^\s.]*\.?")


def clusters(text: str) -> list[str]:
    """Return the grapheme clusters of a text, in order; joined they are the text."""
    return _CLUSTER.findall(text)


def cluster_count(text: str) -> int:
    """Return how many letters a reader would count, spaces and marks included."""
    return len(text) if text.isascii() and "\r\n" not in text else len(clusters(text))


def truncate(text: str, clusters: int) -> str:
    """Return the text in at most `clusters` clusters, `…` included where it was cut.

    The cut falls on the last end of a word if that is in the last third, else between
    two clusters; what stands before the ellipsis is never a virama, joiner or space.
    """
    parts = [match[0] for match in islice(_CLUSTER.finditer(text), max(clusters, 0) + 1)]
    if len(parts) <= clusters:
        return text
    if clusters < 1:
        return ""
    kept = parts[: clusters - 1]
    if not parts[len(kept)].isspace():
        spaces = [index for index, part in enumerate(kept) if part.isspace()]
        if spaces and spaces[-1] * 3 >= len(kept) * 2:
            kept = kept[: spaces[-1]]
    while kept and _hangs(kept[-1]):
        kept.pop()
    return "".join(kept) + ELLIPSIS


def words(text: str) -> list[str]:
    """Return the words: runs of letters, marks and digits; `12,34,567` and `don't` are one."""
    return _WORD.findall(text)


def word_count(text: str) -> int:
    """Return the number of words, as `words` finds them."""
    code = everyday.coded(text)
    if code is not None:
        begins = b" " + code.translate(_BEGINS)
        if b" s" not in begins:  # a sign without a letter is no word, yet a letter may follow it
            kinds = code.translate(_KINDS)
            count = begins.count(b" w")
            for sign, joined in _JOINED:
                if sign in kinds:
                    count -= len(joined.findall(kinds))
            return count
    common = _UNCOMMON.search(text) is None
    return len((_COMMON_WORD if common else _WORD).findall(text))


def sentences(text: str) -> list[str]:
    """Return the sentences with their end marks, without the space around them.

    They end at danda, full stop, question and exclamation mark, and at empty lines; not
    after the abbreviations of `data/abbreviations.tsv`, initials, or before a small letter.
    """
    ends = [0, *_sentence_ends(text), len(text)]
    found = (text[start:end].strip() for start, end in pairwise(ends))
    return [sentence for sentence in found if sentence]


def excerpt(text: str, limit: int) -> str:
    """Return the first whole sentences that fit in `limit` clusters, else the text truncated."""
    flat = " ".join(text[: max(limit, 0) * _LONG_CLUSTER].split())
    fitting = _end_of(limit, flat)
    if len(flat) - fitting < _LONGEST_AHEAD:  # the whole text may be needed after all
        flat = " ".join(text.split())
        fitting = _end_of(limit, flat)
    if fitting == len(flat):
        return flat
    whole = 0
    for end in _sentence_ends(flat):
        if len(flat[:end].rstrip()) > fitting:
            break
        whole = end
    return flat[:whole].rstrip() or truncate(flat, limit)


def _end_of(clusters: int, text: str) -> int:
    """Return where the first clusters of a text end: its length, if it has no more."""
    match = _first(max(clusters, 0)).match(text)
    return match.end() if match else 0


@cache
def _first(clusters: int) -> regex.Pattern[str]:
    return regex.compile(rf"(?>\X){{0,{clusters}}}+")


def reading_minutes(words: int, words_per_minute: int) -> int:
    """Return the minutes a reader needs, rounded up, at least 1.

    Raises ValueError if `words_per_minute` is not positive.
    """
    if words_per_minute <= 0:
        raise ValueError("words_per_minute must be positive")
    return max(1, -(-words // words_per_minute))


def _hangs(cluster: str) -> bool:
    last = cluster[-1]
    return (
        cluster.isspace()
        or last in _JOINERS
        or cluster in _LOOSE_ENDS
        or unicodedata.combining(last) == _VIRAMA_CLASS
    )


def _sentence_ends(text: str) -> Iterator[int]:
    """Yield where sentences end, the space behind them included, from left to right."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match["stop"] is None or _ends(text, start, match):
            start = match.end()
            yield start


def _ends(text: str, start: int, match: regex.Match[str]) -> bool:
    """Tell whether the mark that was found ends a sentence."""
    following = text[match.end() : match.end() + 1]
    if following.islower():
        return False
    if match["stop"] != ".":
        return True
    before = _TOKEN_BEFORE.search(text, max(start, match.start() - _LONGEST_TOKEN), match.start())
    token = before[0] if before else ""
    return not (
        _is_abbreviation(token) or _is_initial(token) or _is_chained_initial(text, token, match)
    )


def _is_abbreviation(token: str) -> bool:
    return token.casefold() in _abbreviations()


def _is_initial(token: str) -> bool:
    last = token.rpartition(".")[2]
    return (len(last) == 1 and last.isupper()) or last in _letter_names("letter")


def _is_chained_initial(text: str, token: str, match: regex.Match[str]) -> bool:
    """Letter names that are words too are initials only beside another initial."""
    head, _, last = token.rpartition(".")
    if last not in _letter_names("word"):
        return False
    after = _TOKEN_AFTER.match(text, match.end())
    following = after[0] if after else ""
    letters = _letter_names("letter") | _letter_names("word")
    return bool(head) or (following.endswith(".") and following[:-1] in letters)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row[0] for row in tables.rows("abbreviations"))


@cache
def _letter_names(kind: str) -> frozenset[str]:
    return frozenset(row[0] for row in tables.rows("letter_names") if row[2] == kind)
