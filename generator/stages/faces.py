"""Fonts of share cards: what each has signs for, read from its own table of characters.

A browser takes what a font lacks from the next; a drawing would show an empty box. So what a
card says is decided by this before anything is drawn.
"""

import struct
from collections.abc import Iterator, Mapping
from struct import calcsize, unpack_from

from generator.model.poster import Face
from generator.model.problem import Problem, problem
from generator.stages.digest import digest

FOLDER = "templates/cards/"
SUFFIXES = (".ttf", ".otf")
_SEGMENTS, _GROUPS = 4, 12  # formats of a table of characters: up to U+FFFF, and beyond
_MOST = 0x10FFFF


def make_faces(files: Mapping[str, bytes]) -> tuple[tuple[Face, ...], tuple[Problem, ...]]:
    """Read the fonts among a theme's files, keyed by path; one that is none is told of.

    Problem: template-error, at the font.
    """
    found, wrong = [], []
    for path in sorted(files):
        if path.startswith(FOLDER) and path.endswith(SUFFIXES):
            try:
                characters = _characters(files[path])
            except (struct.error, ValueError, IndexError):
                wrong.append(problem((path, 0, 0), "template-error", reason="it is no font"))
            else:
                found.append(Face(path, digest(files[path]), characters))
    return tuple(found), tuple(wrong)


def _characters(data: bytes) -> frozenset[str]:
    """Give every character that an OpenType font maps to a glyph (OpenType 1.9, `cmap`)."""
    (tables,) = unpack_from(">H", data, 4)
    rows = (unpack_from(">4sIII", data, 12 + 16 * row) for row in range(tables))
    start = next((offset for tag, _, offset, _ in rows if tag == b"cmap"), None)
    if start is None:
        raise ValueError("a font without a table of characters")
    (maps,) = unpack_from(">H", data, start + 2)
    places = {
        start + unpack_from(">HHI", data, start + 4 + calcsize(">HHI") * row)[2]
        for row in range(maps)
    }
    return frozenset(
        map(chr, (code for place in places for code in _codes(data, place) if code <= _MOST))
    )


def _codes(data: bytes, at: int) -> Iterator[int]:
    """Give the characters of one table; those of formats for other machines are none."""
    (form,) = unpack_from(">H", data, at)
    if form == _SEGMENTS:
        yield from _segments(data, at)
    elif form == _GROUPS:
        (groups,) = unpack_from(">I", data, at + 12)
        for group in range(groups):
            first, last, _ = unpack_from(">III", data, at + 16 + 12 * group)
            yield from range(first, min(last, _MOST) + 1)


def _segments(data: bytes, at: int) -> Iterator[int]:
    (twice,) = unpack_from(">H", data, at + 6)
    count = twice // 2
    ends = at + 14
    starts = ends + twice + 2
    deltas, offsets = starts + twice, starts + 2 * twice
    for segment in range(count):
        first, last, delta, offset = (
            unpack_from(">H", data, place + 2 * segment)[0]
            for place in (starts, ends, deltas, offsets)
        )
        for code in range(first, last + 1):
            glyph = code
            if offset:
                place = offsets + 2 * segment + offset + 2 * (code - first)
                (glyph,) = unpack_from(">H", data, place)
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield code
