"""Pasted text as lines: what a clipboard leaves behind is cleaned, what was written is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from generator.desk.importers.phrases import key
from generator.language.clusters import sentences, word_count

# A page whose longest line is shorter than this was wrapped by whatever it passed through.
WRAPPED = 110  # characters
FILLED = 45  # a line shorter than this was not ended by wrapping

_BREAKS = regex.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = regex.compile(r"[\p{Zs}\t]+")
_UNSEEN = regex.compile(r"[\ufeff\u200b\u2060\u00ad\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}")
# A bar is how a danda is typed where the keyboard has none.
_FINAL = regex.compile(r"[\p{Sentence_Terminal}|][\p{Pf}\p{Pi}\p{Pe}\"']*$")
_FLAT = regex.compile(r"(?![?!])[\p{Sentence_Terminal}|][\p{Pf}\p{Pi}\p{Pe}\"']*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something: its number in the file, and whether a gap is above it."""

    number: int
    text: str
    gap: bool = True

    @property
    def key(self) -> str:
        """The line as phrases are compared."""
        return key(self.text)

    @property
    def final(self) -> bool:
        """Whether it ends as a sentence does, be it a question."""
        return _FINAL.search(self.text) is not None

    @property
    def flat(self) -> bool:
        """Whether it ends as a statement does; headlines hardly ever do."""
        return _FLAT.search(self.text) is not None

    @property
    def sentences(self) -> int:
        """How many sentences it holds."""
        return len(sentences(self.text))

    @property
    def words(self) -> int:
        """How many words it holds."""
        return word_count(self.key)


def page_lines(text: str) -> tuple[Line, ...]:
    """Give the lines of a page that hold something.

    Line breaks of every system are one, spaces of every width are one space, and marks that
    nobody sees (byte order, soft hyphens, directions, controls) are gone; joiners stay.
    """
    found = []
    gap = True
    for number, raw in enumerate(_BREAKS.sub("\n", text).split("\n"), 1):
        line = _UNSEEN.sub("", _SPACES.sub(" ", raw)).strip()
        if line:
            found.append(Line(number, line, gap))
        gap = not line
    return tuple(found)


def unwrapped(lines: tuple[Line, ...], alone: Callable[[Line], bool]) -> tuple[Line, ...]:
    """Join lines that were broken for width alone; lines for which `alone` holds never are."""
    if not lines or max(len(one.text) for one in lines) > WRAPPED:
        return lines
    groups: list[list[Line]] = []
    for one in lines:
        if one.gap or not groups:
            groups.append([])
        groups[-1].append(one)
    if len(groups) == 1:
        return lines
    return tuple(line for group in groups for line in _joined(group, alone))


def _joined(group: list[Line], alone: Callable[[Line], bool]) -> list[Line]:
    """Join the lines of one paragraph, unless they are several things without gaps."""
    apart = any(alone(one) for one in group)
    short = any(len(one.text) < FILLED for one in group[:-1])
    run_on = any(not one.final for one, _ in pairwise(group))
    if apart or short or not run_on:
        return group
    return [replace(group[0], text=" ".join(one.text for one in group))]
