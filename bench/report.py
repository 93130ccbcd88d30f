"""Puts the figures of a comparison into words: tables, and plots beside docs/performance.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

from peers import HUGO
from plots import Line, plot

DOCS = Path(__file__).parent.parent / "docs"
DOCUMENT = DOCS / "performance.md"
BEGIN, END = "<!-- comparison -->\n", "<!-- end of comparison -->"
COLD, EDITED = "cold", "one body edited"
AGAIN = ("unchanged", EDITED, "one article added")
COLD_COLUMNS = (
    *("wall s", "÷ Hugo", "CPU s", "÷ Hugo", "peak MB", "÷ Hugo"),
    *("HTML pages", "files", "MB", "rounds"),
)
PLOTS = {
    "bench-cold.svg": (COLD, "Seconds to build from nothing"),
    "bench-edit.svg": (EDITED, "Seconds to build after one edited body"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """Medians of a run of a generator on a site.

    wall, cpu: seconds; peak: bytes; files: that were written; held, pages, size: all files, HTML
    pages and bytes of the output.
    """

    peer: str
    version: str
    lacks: str
    articles: int
    run: str
    rounds: int
    wall: float
    cpu: float
    peak: int
    files: int
    held: int
    pages: int
    size: int


NOBODY = Row("", "", "", 0, "", 0, 0, 0, 0, 0, 0, 0, 0)  # where Hugo was not asked


@dataclass(frozen=True, slots=True)
class Figures:
    """A whole comparison. floors: of each size, wall and cpu in seconds, and the language."""

    machine: str
    rows: tuple[Row, ...]
    floors: Mapping[str, Mapping[str, float | str]]

    def of(self, articles: int, run: str) -> dict[str, Row]:
        """Give the rows of a size and a run, by generator."""
        return {row.peer: row for row in self.rows if (row.articles, row.run) == (articles, run)}

    def sizes(self) -> list[int]:
        """Give the sizes, the smallest first."""
        return sorted({row.articles for row in self.rows})


def tables(figures: Figures) -> str:
    """Write everything in Markdown."""
    versions = dict.fromkeys(f"{row.peer.partition(',')[0]} {row.version}" for row in figures.rows)
    parts = [f"{figures.machine}; {', '.join(versions)}.\n"]
    for size in figures.sizes():
        parts += [_cold(figures, size), _warm(figures, size)]
    parts.append(_growth(figures))
    return "\n".join(part for part in parts if part)


def write(figures: Figures) -> None:
    """Write the tables between their marks in docs/performance.md, and the plots."""
    text = DOCUMENT.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    shown = []
    for name, (run, title) in PLOTS.items():
        (DOCS / "images" / name).write_text(plot(title, _lines(figures, run)), "utf-8")
        shown.append(f"![{title}, by the number of articles](images/{name})\n")
    made = "\n".join([*shown, tables(figures)])
    DOCUMENT.write_text(f"{head}{BEGIN}{made}{END}{rest.partition(END)[2]}", "utf-8")


def _cold(figures: Figures, size: int) -> str:
    """Write the table of builds from nothing."""
    rows = figures.of(size, COLD)
    hugo = rows.get(HUGO, NOBODY)
    made = [
        f"**{size:,} articles, from nothing**\n",
        f"| generator | {' | '.join(COLD_COLUMNS)} | without |",
        "| --- " + "| ---: " * len(COLD_COLUMNS) + "| --- |",
    ]
    made.extend(
        f"| {row.peer} | {_seconds(row.wall)} | {_ratio(row.wall, hugo.wall)}"
        f" | {_seconds(row.cpu)} | {_ratio(row.cpu, hugo.cpu)}"
        f" | {row.peak / 1e6:,.0f} | {_ratio(row.peak, hugo.peak)}"
        f" | {row.pages:,} | {row.held:,} | {row.size / 1e6:,.0f} | {row.rounds}"
        f" | {row.lacks or '–'} |"
        for row in sorted(rows.values(), key=lambda row: row.wall)
    )
    floor = figures.floors.get(str(size))
    if floor:
        wall, cpu = float(floor["wall"]), float(floor["cpu"])
        made.append(
            f"| *floor: {floor['language']}, reads every source and writes every byte of Khabar's"
            f" same pages* | {_seconds(wall)} | {_ratio(wall, hugo.wall)}"
            f" | {_seconds(cpu)} | {_ratio(cpu, hugo.cpu)} | – | – | – | – | – | – | – |"
        )
    return "\n".join(made) + "\n"


def _warm(figures: Figures, size: int) -> str:
    """Write the table of builds after a build."""
    runs = [figures.of(size, run) for run in AGAIN]
    names = [row.peer for row in sorted(runs[1].values(), key=lambda row: row.wall)]
    if not names:
        return ""
    made = [
        f"**{size:,} articles, built again**\n",
        f"| generator | {' | '.join(f'{run}: s | ÷ Hugo | files' for run in AGAIN)} |",
        "| --- " + "| ---: " * 3 * len(AGAIN) + "|",
    ]
    for name in names:
        cells = [name]
        for run in runs:
            row, hugo = run[name], run.get(HUGO, NOBODY)
            cells += [_seconds(row.wall), _ratio(row.wall, hugo.wall), f"{row.files:,}"]
        made.append(f"| {' | '.join(cells)} |")
    return "\n".join(made) + "\n"


def _growth(figures: Figures) -> str:
    """Write the exponents: 1 is linear."""
    steps = list(pairwise(figures.sizes()))
    if not steps:
        return ""
    made = [
        "**Growth of a build from nothing** (log time ÷ log articles; 1 is linear)\n",
        "| generator | "
        + " | ".join(f"{small:,} → {large:,}: wall | CPU" for small, large in steps)
        + " |",
        "| --- " + "| ---: " * 2 * len(steps) + "|",
    ]
    for name in dict.fromkeys(row.peer for row in figures.rows):
        cells = [name]
        for small, large in steps:
            one, other = (figures.of(size, COLD).get(name) for size in (small, large))
            if one is None or other is None:
                cells += ["–", "–"]
                continue
            for low, high in ((one.wall, other.wall), (one.cpu, other.cpu)):
                cells.append(f"{log(high / low) / log(large / small):.2f}")
        if set(cells[1:]) != {"–"}:
            made.append(f"| {' | '.join(cells)} |")
    return "\n".join(made) + "\n"


def _lines(figures: Figures, run: str) -> list[Line]:
    """Give a line of each generator, and of the floor where everything is made."""
    names = dict.fromkeys(row.peer for row in figures.rows)
    lines = [
        Line(name, tuple((row.articles, row.wall) for row in _ordered(figures, name, run)))
        for name in names
    ]
    if run == COLD and figures.floors:
        points = tuple((int(size), float(one["wall"])) for size, one in figures.floors.items())
        lines.append(Line("floor", points))
    return [line for line in lines if line.points]


def _ordered(figures: Figures, name: str, run: str) -> list[Row]:
    """Give the rows of a generator, the smallest site first."""
    rows = [row for row in figures.rows if (row.peer, row.run) == (name, run)]
    return sorted(rows, key=lambda row: row.articles)


def _seconds(value: float) -> str:
    """Write seconds, the small ones finer."""
    return f"{value:.2f}" if value < 10 else f"{value:,.1f}"  # noqa: PLR2004 - three digits


def _ratio(value: float, base: float) -> str:
    """Write a ratio, where there is something to divide by."""
    return f"{value / base:.3g}" if base else "–"
