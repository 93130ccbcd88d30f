"""Khabar beside other generators: the same articles, the same pages, one interleaved run.

    python bench/compare.py [SIZE:ROUNDS …] [--only NAME …] [--quick] [--place DIR]
                            [--json] [--write] [--again]

Every round builds every site from nothing, unchanged, with one body edited and with one article
added; medians over the rounds are given, and ratios to Hugo within the same run. Times of a busy
machine mean nothing.
"""

import argparse
import json
import os
import platform
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import gettempdir

from course import RUNS, Ran, course
from ground import floor
from lay import ON_NODE, lay
from newsrooms import tell
from peers import HUGO, NODE, OURS, PEERS, PLAIN, Peer, install, peers
from report import Figures, Row, tables, write
from stopwatch import Cost

KEPT = PEERS / "comparison.json"
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there
QUICK = 1_000  # articles, from which a quick run asks but few
SIZES = ("1000:3", "10000:1")


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked of a comparison. sizes: (articles, rounds)."""

    sizes: tuple[tuple[int, int], ...]
    only: tuple[str, ...]
    quick: bool
    place: Path

    def asked(self, articles: int) -> tuple[Peer, ...]:
        """Give who builds a site of so many articles."""
        few = self.quick and articles > QUICK
        return tuple(
            one
            for one in peers()
            if articles <= one.most
            and (NODE.is_dir() or one.site not in ON_NODE)
            and (not self.only or one.name in self.only)
            and (not few or one.name in {HUGO, PLAIN, OURS})
        )


def compare(run: Run) -> Figures:
    """Measure everything that is asked; what is measured is kept size by size."""
    rows: list[Row] = []
    floors: dict[str, dict[str, float | str]] = {}
    for articles, rounds in run.sizes:
        told = tuple(tell(articles))
        found: dict[tuple[Peer, str], list[Ran]] = defaultdict(list)
        for turn in range(rounds):
            for peer in run.asked(articles):
                root = run.place / f"{peer.site}{''.join(peer.options)[-10:]}"
                if not root.exists():
                    lay(peer.site, told, root)
                runs = 1 if articles >= peer.once else len(RUNS)
                for ran in course(peer, root, told[-1], runs):
                    found[peer, ran.run].append(ran)
                    _tell(turn, articles, peer, ran)
                if turn + 1 == rounds:
                    if peer.name == OURS:
                        floors[str(articles)] = _floor(run.place, root, rounds)
                    rmtree(root)
        rows.extend(_row(peer, articles, ran) for (peer, _), ran in found.items())
        _keep(Figures(_machine(run.place), tuple(rows), floors))
    return Figures(_machine(run.place), tuple(rows), floors)


def _floor(place: Path, root: Path, rounds: int) -> dict[str, float | str]:
    """Measure the floor under Khabar's site as often as the generators."""
    found = [floor(place / "ground", root / "content", root / "output") for _ in range(rounds)]
    cost = _middle([one for one, _ in found])
    return {"wall": cost.wall, "cpu": cost.cpu, "language": found[0][1]}


def _middle(costs: list[Cost]) -> Cost:
    """Give the median of each part of some costs."""
    return Cost(
        median(one.wall for one in costs),
        median(one.cpu for one in costs),
        round(median(one.peak for one in costs)),
    )


def _row(peer: Peer, articles: int, ran: list[Ran]) -> Row:
    """Sum up the rounds of one run of one generator."""
    cost, last = _middle([one.cost for one in ran]), ran[-1]
    return Row(
        peer=peer.name,
        version=peer.version,
        lacks=peer.lacks,
        articles=articles,
        run=last.run,
        rounds=len(ran),
        wall=cost.wall,
        cpu=cost.cpu,
        peak=cost.peak,
        files=last.files,
        held=last.held,
        pages=last.held_pages,
        size=last.size,
    )


def _machine(place: Path) -> str:
    """Say what was measured on."""
    mounts = [row.split()[1:3] for row in Path("/proc/mounts").read_text("utf-8").splitlines()]
    above = [(len(at), kind) for at, kind in mounts if place.resolve().is_relative_to(at)]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors, {memory:.0f} GiB, Python {platform.python_version()};"
        f" sources and output on {max(above)[1]}"
    )


def _tell(turn: int, articles: int, peer: Peer, ran: Ran) -> None:
    """Say how far it is."""
    cost = ran.cost
    print(
        f"{articles:>7} articles, round {turn + 1}: {peer.name}, {ran.run}: {cost.wall:.2f} s,"
        f" {cost.cpu:.2f} s of processor, {cost.peak / 1e6:.0f} MB, {ran.files} files",
        file=sys.stderr,
        flush=True,
    )


def _keep(figures: Figures) -> None:
    """Keep the figures for --again."""
    KEPT.write_text(json.dumps(asdict(figures), indent=1), "utf-8")


def _kept() -> Figures:
    """Give the figures of the last run."""
    held = json.loads(KEPT.read_text("utf-8"))
    return Figures(held["machine"], tuple(Row(**row) for row in held["rows"]), held["floors"])


def _asked() -> argparse.Namespace:
    """Read the command."""
    parser = argparse.ArgumentParser(description="Khabar beside other generators.")
    parser.add_argument("sizes", nargs="*", default=SIZES, metavar="SIZE:ROUNDS")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME")
    parser.add_argument("--quick", action="store_true", help="few generators on large sites")
    parser.add_argument("--place", type=Path, default=MEMORY if MEMORY.is_dir() else gettempdir())
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--again", action="store_true", help="the figures of the last run")
    return parser.parse_args()


def _sizes(words: list[str]) -> tuple[tuple[int, int], ...]:
    """Read "10000:3"; smaller sites first."""
    pairs = (word.partition(":") for word in words)
    return tuple(sorted((int(size), int(rounds or 1)) for size, _, rounds in pairs))


def main() -> int:
    """Measure, or take what was measured; print, and write where that is asked."""
    asked = _asked()
    if asked.again:
        figures = _kept()
    else:
        install()
        place = Path(asked.place) / f"khabar-bench-{os.getpid()}"
        place.mkdir()
        try:
            sizes = _sizes(asked.sizes)
            figures = compare(Run(sizes, tuple(asked.only), asked.quick, place))
        finally:
            rmtree(place)
    print(json.dumps(asdict(figures)) if asked.json else tables(figures))
    if asked.write:
        write(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
