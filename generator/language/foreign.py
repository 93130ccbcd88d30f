"""Where a text goes over into other scripts, and back: the runs that `scripts` gives a language."""

import re
from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

import regex

LETTERS = r"[\p{L}\p{M}]"
DIGITS = r"\p{Nd}++(?:[.,:]\p{Nd}++)*+"
ENTITY = r"&(?:#?[0-9A-Za-z]++);"
BRACKETS = MappingProxyType(  # closing sign: what opens it
    {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘", "»": "«", '"': '"', "&quot;": "&quot;"},
)
CLOSING = regex.compile("|".join(map(regex.escape, BRACKETS)))
CLOSES = frozenset(sign[0] for sign in BRACKETS)
HIGH = 0x2200
Group = tuple[str, ...]  # Unicode scripts that one language is written in


def _letters(group: Group) -> str:
    return "[" + "".join(rf"\p{{Script={code}}}" for code in group) + rf"&&{LETTERS}]"


@cache
def pattern(base: Group, foreign: tuple[Group, ...]) -> regex.Pattern[str]:
    """Compile what finds runs of each of the foreign scripts: group number = place in `foreign`.

    A run is words of one script with what stands between them, the digits that touch it
    ("5G", "COVID-19") and punctuation that only its own script uses (a danda after Hindi).
    """
    own = "".join(rf"\p{{scx={code}}}" for code in base)
    own_marks = rf"--[\p{{P}}&&[{own}]]" if own else ""
    neutral = rf"[[[^\p{{L}}\p{{M}}&]\p{{Script=Zyyy}}\p{{Script=Zinh}}]{own_marks}--&]"
    between = rf"(?:{ENTITY}|&|{neutral})*+"
    before = rf"(?:(?<![\p{{L}}\p{{M}}\p{{N}}])(?<!\p{{N}}[.,:]){DIGITS}-?)?+"
    after = rf"(?:[-–.]?{DIGITS})*+"
    runs = []
    for group in foreign:
        word = rf"{_letters(group)}[{_letters(group)}\p{{Script=Zinh}}]*+"
        extensions = "".join(rf"\p{{scx={code}}}" for code in group)
        closing = rf"[[\p{{P}}&&[{extensions}]]{'--[' + own + ']' if own else ''}]*+"
        runs.append(rf"({before}{word}(?:{between}{word})*+{after}{closing})")
    first = "".join(rf"\p{{Script={code}}}" for group in foreign for code in group)
    return regex.compile(rf"(?=[&\p{{Nd}}{first}])(?:{'|'.join((ENTITY, *runs))})", regex.V1)


@cache
def hint(foreign: tuple[Group, ...]) -> re.Pattern[str]:
    """Compile what finds all characters of some scripts, and a few others, sooner than `regex`.

    It finds all from HIGH on, where neither news nor the languages of most sites go.
    """
    signs = "".join(rf"\p{{Script={code}}}" for group in foreign for code in group)
    others = regex.finditer(f"[^{signs}]+", "".join(map(chr, range(HIGH))))
    ranges = "".join(f"{re.escape(one[0][0])}-{re.escape(one[0][-1])}" for one in others)
    return re.compile(f"[^{ranges}]")


def spans(text: str, base: Group, foreign: tuple[Group, ...]) -> Iterable[tuple[int, int, int]]:
    """Find the runs in `foreign` scripts: (start, end, place in foreign) in order.

    No run has a blank before its first letter, so it is looked for in that letter's word alone.
    """
    if not foreign:
        return
    run, letters = pattern(base, foreign), hint(foreign)
    at = 0
    while (letter := letters.search(text, at)) is not None:
        at = max(at, text.rfind(" ", at, letter.start()) + 1)
        for found in run.finditer(text, at):
            start, at = found.span()
            if found.lastindex:
                yield start, _close_brackets(text, start, at), found.lastindex - 1
            if at > letter.start():
                break
        else:
            return


def _close_brackets(text: str, start: int, end: int) -> int:
    """Let a run that opened a bracket or a quotation also have the sign that closes it."""
    while text[end : end + 1] in CLOSES and (found := CLOSING.match(text, end)):
        closing, opening = found[0], BRACKETS[found[0]]
        opened = text.count(opening, start, end)
        closed = text.count(closing, start, end) if opening != closing else opened // 2 * 2
        if opened <= closed:
            break
        end += len(closing)
    return end
