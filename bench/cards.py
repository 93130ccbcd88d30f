"""What a share card costs: planning aside, laying out, drawing and writing it, one by one.

    python bench/cards.py [--rounds N] [--json] [--write]

Every card of a built site is drawn, as a build draws the one card of a new story: by itself, its
fonts opened anew. Times are of the processor, and the least of some rounds for each card.
"""

import argparse
import json
import platform
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import thread_time_ns

from generator import __version__
from generator.build.easel import Batch, paint
from generator.build.look import look
from generator.edges.engine import Shared
from generator.edges.package import shipped_theme
from generator.model.report import Order

SITE = Path(__file__).parent.parent
DOCUMENT = SITE / "docs" / "performance.md"
MOST = 60.0  # ms, in the middle
NOW = "2026-11-22T12:00:00+05:30"
BEGIN, END = "<!-- share cards -->\n", "<!-- end of share cards -->"


def cards() -> list[Batch]:
    """Plan the reference site; give each of its cards with its fonts and its picture."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        now = datetime.fromisoformat(NOW)
        order = Order(SITE, place / "output", place / "cache", shipped_theme(), now)
        seen = look(order, lambda *_: None)
    if seen.proof is None:
        raise SystemExit("The reference site cannot be read.")
    sources = seen.taken.memory.sources
    made: list[Batch] = []
    for forme in seen.proof.formes:
        seen.proof.planner.pages(forme)
    for one in seen.proof.planner.gathered().posters:
        names = sorted({one.headline_font, one.text_font})
        fonts = tuple(
            (name, Shared(sources[name].digest, Path(sources[name].file).read_bytes()))
            for name in names
        )
        picture = Path(sources[one.picture.source].file).read_bytes() if one.picture else b""
        made.append((fonts, ((one, picture),)))
    return made


def measured(batch: Batch, rounds: int) -> tuple[float, int]:
    """Give the least time of some rounds in ms, and the size of the card in bytes."""
    times = []
    size = 0
    for _ in range(rounds):
        begun = thread_time_ns()
        (data,) = paint(batch)
        times.append((thread_time_ns() - begun) / 1e6)
        if isinstance(data, str):
            raise SystemExit(f"A card cannot be drawn: {data}")
        size = len(data)
    return min(times), size


def table(row: dict[str, float]) -> str:
    """Write the figures as a table."""
    parts = ", ".join(f"{name} {version(name)}" for name in ("pillow", "regex"))
    return (
        f"Khabar {__version__}, Python {platform.python_version()}, {parts}.\n\n"
        "| cards | ms, median | ms, of 95 % | kB, median | kB, largest |\n"
        "| ---: | ---: | ---: | ---: | ---: |\n"
        f"| {row['cards']:.0f} | {row['median']:.1f} | {row['most']:.1f}"
        f" | {row['size']:.0f} | {row['largest']:.0f} |\n"
    )


def main() -> int:
    """Measure, print, and fail where a card takes too long."""
    parser = argparse.ArgumentParser(description="What a share card costs.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    asked = parser.parse_args()
    found = [measured(one, asked.rounds) for one in cards()]
    times, sizes = [one for one, _ in found], [size / 1000 for _, size in found]
    row = {
        "cards": float(len(found)),
        "median": median(times),
        "most": quantiles(times, n=20)[-1],
        "size": median(sizes),
        "largest": max(sizes),
    }
    print(json.dumps(row) if asked.json else table(row))
    if asked.write:
        text = DOCUMENT.read_text("utf-8")
        head, _, rest = text.partition(BEGIN)
        DOCUMENT.write_text(f"{head}{BEGIN}{table(row)}{END}{rest.partition(END)[2]}", "utf-8")
    return int(row["median"] > MOST)


if __name__ == "__main__":
    sys.exit(main())
