"""Breaking a text into lines of like length, in any script.

Lines break at spaces and behind dashes; inside a word only where it is longer than a line,
and then between two letters as readers count them. How wide a text is, is for others to say.
"""

import re
from collections.abc import Callable

from generator.language.clusters import cluster_count, clusters, truncate

Measure = Callable[[str], float]
# What stays on one line: a word with the space behind it, or the part up to a dash or slash; a
# dash or slash that stands alone begins no line.
_PIECE = re.compile(r"\S+?(?:[-–—/](?=[^\W\d])|(?=\s)|\Z)\s*(?:[-–—/]+(?!\S)\s*)*")

_WORD = re.compile(r"\S+\s*")


def lines(text: str, measure: Measure, width: float) -> tuple[str, ...]:
    """Break a text into as few lines as fit the width, and those as even as can be.

    measure: gives the width of a text without spaces at its ends; it is asked of words, and of
    a space between two of them.
    """
    pieces = [(piece, *_widths(piece, measure)) for piece in _PIECE.findall(text.strip())]
    whole = [part for one in pieces for part in _broken(one, measure, width)]
    return tuple(_evened(whole, width))


def fitting(text: str, measure: Measure, width: float, most: int) -> tuple[str, ...]:
    """Break a text into at most so many lines; what does not fit is cut off with an ellipsis."""
    broken = lines(text, measure, width)
    low, high = 1, cluster_count(text)
    while len(broken) > most and high - low > 1:
        middle = (low + high) // 2
        if len(lines(truncate(text, middle), measure, width)) > most:
            high = middle
        else:
            low = middle
    return broken if len(broken) <= most else lines(truncate(text, low), measure, width)


_Piece = tuple[str, float, float]  # a text, its width, and that with the space behind it


def _widths(piece: str, measure: Measure) -> tuple[float, float]:
    bare = piece.rstrip()
    width = measure(bare)
    return (width, width if bare == piece else width + measure(" "))


def _broken(piece: _Piece, measure: Measure, width: float) -> list[_Piece]:
    """Break a word that is longer than a line between its letters."""
    text, bare, _ = piece
    if bare <= width:
        return [piece]
    words = _WORD.findall(text)
    if len(words) > 1:  # a sign that was to stand with the word before it
        each = ((word, *_widths(word, measure)) for word in words)
        return [part for one in each for part in _broken(one, measure, width)]
    parts: list[str] = []
    for one in clusters(text.rstrip()):
        if parts and measure(parts[-1] + one) <= width:
            parts[-1] += one
        else:
            parts.append(one)
    tail = text[len(text.rstrip()) :]
    parts[-1] += tail
    return [(one, *_widths(one, measure)) for one in parts]


def _evened(pieces: list[_Piece], width: float) -> list[str]:
    """Choose the breaks that leave the least room in the fewest lines, by its square.

    best[end]: lines, room and last break of the pieces before `end` (Knuth and Plass, 1981,
    without their glue).
    """
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(pieces) + 1):
        found = []
        so_far = 0.0
        for start in range(end - 1, -1, -1):
            so_far += pieces[start][1] if start == end - 1 else pieces[start][2]
            if so_far > width and start < end - 1:
                break
            count, room, _ = best[start]
            found.append((count + 1, room + (width - so_far) ** 2, start))
        best.append(min(found))
    lines_found = []
    end = len(pieces)
    while end:
        start = best[end][2]
        lines_found.append("".join(text for text, _, _ in pieces[start:end]).rstrip())
        end = start
    return lines_found[::-1]
