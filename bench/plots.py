"""Draws lines on two logarithmic axes as a small SVG: no script, no style, no font of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 210, 44, 52
INKS = (
    "#b3261e",
    "#c77700",
    "#0b57d0",
    "#5b8def",
    "#146c2e",
    "#7b4397",
    "#555555",
    "#00838f",
    "#111111",
)
APART = 16  # pixels between two names


@dataclass(frozen=True, slots=True)
class Line:
    """A named line. points: (articles, seconds), the fewest articles first."""

    name: str
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values lie. low, high: powers of ten that the axes begin and end with."""

    low: tuple[int, int]
    high: tuple[int, int]

    def x(self, articles: float) -> float:
        part = (log10(articles) - self.low[0]) / (self.high[0] - self.low[0])
        return LEFT + part * (WIDTH - LEFT - RIGHT)

    def y(self, seconds: float) -> float:
        part = (log10(seconds) - self.low[1]) / (self.high[1] - self.low[1])
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)


def plot(title: str, lines: Sequence[Line]) -> str:
    """Draw lines, the name of each beside its end."""
    frame = _framed(lines)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        '<g font-family="sans-serif" font-size="13" fill="#111111">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="24" font-size="16" font-weight="bold">{escape(title)}</text>',
        *_grid(frame),
    ]
    ends = _spread([frame.y(line.points[-1][1]) for line in lines])
    for at, line in enumerate(lines):
        ink = INKS[at % len(INKS)]
        places = [(frame.x(articles), frame.y(seconds)) for articles, seconds in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{ink}"/>' for x, y in places]
        (x, y), side = places[-1], WIDTH - RIGHT + 16
        parts.append(
            f'<path d="M{x + 5:.1f},{y:.1f} L{side - 4},{ends[at]:.1f}" stroke="{ink}"'
            ' stroke-width="0.6" fill="none"/>'
        )
        name = f"{line.name}: {line.points[-1][1]:.3g} s"
        parts.append(f'<text x="{side}" y="{ends[at] + 4:.1f}" fill="{ink}">{escape(name)}</text>')
    return "\n".join([*parts, "</g>", "</svg>"]) + "\n"


def _framed(lines: Sequence[Line]) -> _Frame:
    """Find the whole powers of ten that hold all points."""
    every = [point for line in lines for point in line.points]
    low = tuple(floor(min(log10(point[axis]) for point in every)) for axis in (0, 1))
    high = tuple(ceil(max(log10(point[axis]) for point in every)) for axis in (0, 1))
    wide = [max(one, other + 1) for one, other in zip(high, low, strict=True)]
    return _Frame((low[0], low[1]), (wide[0], wide[1]))


def _grid(frame: _Frame) -> list[str]:
    """Draw a line and a number at each power of ten."""
    parts = []
    for power in range(frame.low[0], frame.high[0] + 1):
        x = frame.x(10.0**power)
        parts.append(f'<path d="M{x:.1f},{TOP} V{HEIGHT - BOTTOM}" stroke="#dddddd"/>')
        label = f"{10**power:,}"
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{label}</text>'
        )
    for power in range(frame.low[1], frame.high[1] + 1):
        y = frame.y(10.0**power)
        parts.append(f'<path d="M{LEFT},{y:.1f} H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        label = f"{10.0**power:g}"
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">articles</text>')
    return parts


def _spread(places: list[float]) -> list[float]:
    """Move names apart that would stand on one another, as little as need be."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = list(places)
    for above, at in pairwise(order):
        moved[at] = max(moved[at], moved[above] + APART)
    lowest = HEIGHT - BOTTOM
    moved[order[-1]] = min(moved[order[-1]], lowest)
    for below, at in pairwise(reversed(order)):
        moved[at] = min(moved[at], moved[below] - APART)
    return moved
