"""Laying out a share card: which words stand where, how large, on which lines.

The paper's names meet at one rail, as in its masthead: some letters stand on it, others hang
from it. Above it stand label and headline, at the far side a picture, if there is one. Of a
language that is written from right to left all of it is mirrored.
"""

from dataclasses import replace

from generator.language.lines import fitting, lines
from generator.model.poster import Bar, Measure, Name, Poster, Sheet, Words
from generator.model.record import record

WIDTH, HEIGHT = 1200, 630  # pixels: what services that show cards ask for
PICTURE = (516, HEIGHT)
SAFE = 56  # pixels from the edges that no word enters
# As in tokens.css of the theme.
PAPER, INK, SOFT, SINDOOR = "#fbf7ee", "#1d1a16", "#625a4e", "#b3301a"

_GAP = 44  # between words and picture
_LABEL_BASE, _LABEL_SIZES = 88, (31, 20)  # sizes: at best and at least
_TOP, _BOTTOM = 124, 468  # of the headline
_RISE = 0.4  # of the room that a short headline leaves, what is above it
_RAIL, _THICKNESS = 538, 0.109  # as thick as the line of hanging letters, in ems
_NAME_SIZES = (42, 24)
_DATE_SIZE, _DATE_ABOVE, _DATE_BELOW = 28, 15, 42
_NAMES_APART = 24
_HANGING = 0.675  # ems from the baseline of hanging letters up to their line
_BESIDE = (84, 75, 66, 60, 54, 49, 44, 40)  # sizes of headlines beside a picture
_ALONE = (116, 104, 92, 82, 74, 66, 58, 50)
# Line height and what a first line needs above its baseline, in ems.
_STANDING_AIR, _HANGING_AIR = (1.17, 0.76), (1.38, 0.98)


@record
class _Column:
    """Where words may stand: its width, and how wide words are in ems, in the two fonts."""

    width: int
    measure: Measure

    def size(self, text: str, sizes: tuple[int, int], *, headline: bool = False) -> int:
        """Give the size in which a text fits the column; 0 if it fits in none."""
        best, least = sizes
        wide = self.measure(text, headline) * best
        size = best if wide <= self.width else int(best * self.width / wide)
        return size if size >= least else 0


def lay_out(poster: Poster, measure: Measure) -> Sheet:
    """Lay a poster out; measure: gives the width of a text in ems, in the headline's font or not.

    Words are placed for left to right, and mirrored in the end.
    """
    room = PICTURE[0] + _GAP if poster.picture else SAFE
    column = _Column(WIDTH - SAFE - room, measure)
    rail_end = WIDTH - PICTURE[0] if poster.picture else WIDTH
    foot, thick = _foot(poster, column)
    sheet = Sheet(
        width=WIDTH,
        height=HEIGHT,
        paper=PAPER,
        lang=poster.lang,
        direction=poster.direction,
        words=(*_label(poster, column), *_headline(poster, column), *foot),
        bars=(Bar(0, _RAIL, rail_end, thick, INK),),
        picture=Bar(WIDTH - PICTURE[0], 0, *PICTURE, "") if poster.picture else None,
    )
    return _mirrored(sheet) if poster.direction == "rtl" else sheet


def _label(poster: Poster, column: _Column) -> tuple[Words, ...]:
    """Choose the fullest label that fits on a line."""
    for one in filter(None, poster.labels):
        size = column.size(one, _LABEL_SIZES)
        if size:
            return (Words(one, SAFE, _LABEL_BASE, size, SINDOOR),)
    return ()


def _headline(poster: Poster, column: _Column) -> tuple[Words, ...]:
    """Set a headline as large as it can stand, cut off only where the least size is too large."""
    if not poster.headline:
        return ()
    air, above = _HANGING_AIR if poster.hangs else _STANDING_AIR
    sizes = _BESIDE if poster.picture else _ALONE
    found: tuple[str, ...] = ()
    size = sizes[0]
    widest = max(column.measure(word, True) for word in poster.headline.split())  # noqa: FBT003
    for size in sizes:
        most = int((_BOTTOM - _TOP) / (size * air))

        def wide(text: str, size: int = size) -> float:
            return column.measure(text, True) * size  # noqa: FBT003 - which font, as everywhere

        if widest * size <= column.width:
            found = lines(poster.headline, wide, column.width)
            if len(found) <= most:
                break
    else:
        found = fitting(poster.headline, wide, column.width, most)
    spare = _BOTTOM - _TOP - size * air * len(found)
    first = _TOP + size * above + max(0.0, spare) * _RISE
    return tuple(
        Words(line, SAFE, round(first + size * air * row), size, INK, headline=True)
        for row, line in enumerate(found)
    )


def _foot(poster: Poster, column: _Column) -> tuple[tuple[Words, ...], int]:
    """Set the names at the rail and the date where they leave room; give the rail's thickness."""
    standing = next((one for one in poster.names if not one.hangs), None)
    hanging = next((one for one in poster.names if one.hangs), None)
    placed: list[Words] = []
    if standing:
        placed += _name(standing, column)
    dated = column.measure(poster.date, False) * _DATE_SIZE if poster.date else 0  # noqa: FBT003
    if hanging:
        taken = dated + _NAMES_APART if standing and dated else 0
        narrow = replace(column, width=max(1, round(column.width - taken)))
        beside = SAFE + column.width if standing else None
        placed += _name(hanging, narrow, beside)
    if poster.date:
        above = bool(hanging) and not standing
        y = _RAIL - _DATE_ABOVE if above else _RAIL + _DATE_BELOW
        placed.append(Words(poster.date, SAFE, y, _DATE_SIZE, SOFT))
    size = max((one.size for one in placed if one.headline), default=_NAME_SIZES[0])
    return tuple(placed), max(3, round(size * _THICKNESS))


def _name(name: Name, column: _Column, end: int | None = None) -> tuple[Words, ...]:
    """Set a name at the rail, from the column's start, or up to an end."""
    size = column.size(name.text, _NAME_SIZES, headline=True)
    if not size:
        return ()
    y = _RAIL + round(size * _HANGING) if name.hangs else _RAIL
    x = SAFE if end is None else end
    return (Words(name.text, x, y, size, INK, headline=True, ends=end is not None),)


def _mirrored(sheet: Sheet) -> Sheet:
    words = (replace(one, x=sheet.width - one.x, ends=not one.ends) for one in sheet.words)
    bars = (replace(one, left=sheet.width - one.left - one.width) for one in sheet.bars)
    picture = sheet.picture and replace(sheet.picture, left=0)
    return replace(sheet, words=tuple(words), bars=tuple(bars), picture=picture)
