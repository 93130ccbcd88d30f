"""Fails where a stage of a build grows faster than the paper: what `--json` reports, by size.

    python bench/growth.py [--sizes SMALL LARGE] [--rounds N] [--place DIR] [--write]

Both sites are built from nothing in one process, in turns, and the least time of each stage
counts. A stage that takes less than a fiftieth of the large build is too small to judge.
"""

import argparse
import json
import subprocess
import sys
from math import log
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir

from lay import lay
from newsrooms import NOW, tell
from peers import khabar

MOST = 1.15  # exponent: log of time over log of articles
PART = 0.02  # of the large build
DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there
BEGIN, END = "<!-- growth -->\n", "<!-- end of growth -->"

Stages = dict[str, float]


def stages(root: Path) -> Stages:
    """Build from nothing; give the seconds of each stage."""
    for name in ("output", ".khabar"):
        rmtree(root / name, ignore_errors=True)
    command = [khabar(), "build", "--json", "--engine", "inline", "--now", NOW.isoformat()]
    done = subprocess.run(command, cwd=root, capture_output=True, check=True)  # noqa: S603 - ours
    return {str(name): float(took) for name, took in json.loads(done.stdout)["seconds"].items()}


def measured(sizes: list[int], rounds: int, place: Path) -> list[Stages]:
    """Give the least seconds of each stage for each size."""
    found: list[list[Stages]] = [[] for _ in sizes]
    with TemporaryDirectory(dir=place) as folder:
        roots = [Path(folder) / str(size) for size in sizes]
        for size, root in zip(sizes, roots, strict=True):
            lay("khabar-same", tell(size), root)
        for _ in range(rounds):
            for at, root in enumerate(roots):
                found[at].append(stages(root))
    return [{name: min(one[name] for one in turns) for name in turns[0]} for turns in found]


def exponents(sizes: list[int], found: list[Stages]) -> dict[str, float | None]:
    """Give the exponent of each stage; None of one that is too small to judge."""
    small, large = found
    whole = sum(large.values())
    grown = log(sizes[1] / sizes[0])
    return {
        name: log(took / max(small[name], 1e-4)) / grown if took > PART * whole else None
        for name, took in large.items()
    }


def table(sizes: list[int], found: list[Stages], grown: dict[str, float | None]) -> str:
    """Write the figures as a table."""
    made = [
        f"| stage | {sizes[0]:,} articles: s | {sizes[1]:,} articles: s | exponent |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, exponent in grown.items():
        shown = "too small" if exponent is None else f"{exponent:.2f}"
        made.append(f"| {name} | {found[0][name]:.2f} | {found[1][name]:.2f} | {shown} |")
    return "\n".join(made) + "\n"


def main() -> int:
    """Measure, print, and fail where a stage grows faster than linear."""
    parser = argparse.ArgumentParser(description="How the stages of a build grow.")
    parser.add_argument("--sizes", nargs=2, type=int, default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--place", type=Path, default=MEMORY if MEMORY.is_dir() else gettempdir())
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    asked = parser.parse_args()
    found = measured(asked.sizes, asked.rounds, Path(asked.place))
    grown = exponents(asked.sizes, found)
    print(table(asked.sizes, found, grown))
    if asked.write:
        head, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
        made = f"{head}{BEGIN}{table(asked.sizes, found, grown)}{END}{rest.partition(END)[2]}"
        DOCUMENT.write_text(made, "utf-8")
    steep = [name for name, one in grown.items() if one is not None and one > MOST]
    if steep:
        print(f"Faster than the paper grow: {', '.join(steep)}.", file=sys.stderr)
    return int(bool(steep))


if __name__ == "__main__":
    sys.exit(main())
