"""What a body would cost to convert, told before it is converted.

Python-Markdown takes time that grows with the square of some texts: every bracket, tag or
back-tick that opens is followed to where it closes, or to the end. The toll adds up how far
that is, so that a body is refused by its text alone and on every machine alike.
"""

import re
from collections import Counter
from collections.abc import Iterator

LIMIT = 4_000_000_000
# Nanoseconds, as measured, that following an opener costs for each character on its way.
OPENERS = (("[", "]", 600), ("(", ")", 60), ("<", ">", 80))
INLINE = 0.6  # the same for each mark that the inline patterns replace in a block of text
BLOCK = 0.8  # for each pair of blocks: the list of blocks is moved up by one for each of them
DEFINITION = 16  # for each abbreviation and character of the text
TAG = 5  # for each pair of tags that nothing closes, which the sanitiser holds open
NOTE = 250  # for each pair of references to one footnote
FREE = 3_000_000  # characters times marks: what is below this costs nothing worth counting

MARKS = "[](<>\\`*_&@:!\n"
_SIGNS = re.compile(r"[\[\]()>]|<(?=[A-Za-z!?/])")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_TAG = re.compile(r"<[A-Za-z]")
_NOTE = re.compile(r"\[\^([^\]\n]{1,200})\]")
_ABBREVIATION = re.compile(r"^ {0,3}\*\[", re.MULTILINE)


def dear(body: str) -> int:
    """Give the position in a body whose conversion would take too long; -1 if none would."""
    marks = tally(body, MARKS)
    if len(body) * marks < FREE:
        return -1
    blocks = _blocks(body)
    for cost, sign in _of_the_whole(body, len(blocks)):
        if cost > LIMIT:
            return max(0, body.find(sign))
    total = 0.0
    for start, end in blocks:
        total += _cost(body, start, end)
        if total > LIMIT:
            return end - len(body[start:end].lstrip())
    return -1


def tally(text: str, signs: str) -> int:
    """Count some characters; that one is missing is seen sooner than that it is there no times."""
    return sum(text.count(one) for one in signs if one in text)


def _of_the_whole(body: str, blocks: int) -> Iterator[tuple[float, str]]:
    """Give what grows with a text as a whole, and the sign that it begins with."""
    notes = Counter(_NOTE.findall(body))
    unclosed = len(_TAG.findall(body)) - body.count("</")
    yield len(body) * len(_ABBREVIATION.findall(body)) * DEFINITION, "*["
    yield sum(times**2 for times in notes.values()) * NOTE, "[^"
    yield max(0, unclosed) ** 2 * TAG, "<"
    yield blocks**2 * BLOCK, ""


def _blocks(body: str) -> list[tuple[int, int]]:
    """Give start and end of what stands between blank lines."""
    cuts = [found.start() for found in _BLANK.finditer(body)]
    return list(zip((0, *cuts), (*cuts, len(body)), strict=True))


def _cost(body: str, start: int, end: int) -> float:
    """Give the nanoseconds that one block takes: its marks, and the ways of its openers."""
    block = body[start:end]
    cost = (end - start) * tally(block, MARKS) * INLINE
    signs = [(found.start(), found[0]) for found in _SIGNS.finditer(block)]
    for opener, closer, price in OPENERS:
        # A tag that nothing closes is looked for in all that follows, not in its block alone.
        last = len(body) - start if opener == "<" else end - start
        cost += price * _ways(signs, opener, closer, last)
    return cost


def _ways(signs: list[tuple[int, str]], opener: str, closer: str, last: int) -> int:
    """Add up how far each opener is from what closes it, or from the last character."""
    waiting: list[int] = []
    way = 0
    for position, sign in signs:
        if sign == opener:
            waiting.append(position)
        elif sign == closer and waiting:
            way += position - waiting.pop()
    return way + sum(last - position for position in waiting)
