"""The floor beside the figures: all sources read, all output written, and nothing thought."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import rmtree, which

from stopwatch import Cost, timed

HERE = Path(__file__).parent
SHARES = 2


def listed(sources: Path, output: Path, into: Path, rows: Path) -> None:
    """Write down what is to be made, read and written, as floor.c wants it."""
    folders = [into, *(into / one.relative_to(output) for one in _folders(output))]
    reads = [f"r {path}\n" for path in sorted(sources.rglob("*.md"))]
    writes = [
        f"w {path.stat().st_size} {into / path.relative_to(output)}\n"
        for path in sorted(output.rglob("*"))
        if path.is_file()
    ]
    rows.write_text("".join([*(f"d {one}\n" for one in folders), *reads, *writes]), "utf-8")


def floor(place: Path, sources: Path, output: Path) -> tuple[Cost, str]:
    """Measure the floor under a built site; give the language of the program too."""
    into, rows, program = place / "floor", place / "floor.list", place / "floor.run"
    place.mkdir(exist_ok=True)
    listed(sources, output, into, rows)
    compiler = which("cc")
    if compiler is None:
        command, spoken = [sys.executable, str(Path(__file__)), str(rows)], "Python"
    else:
        made = [compiler, "-O2", "-o", str(program), str(HERE / "floor.c")]
        subprocess.run(made, check=True)  # noqa: S603 - our own words
        command, spoken = [str(program), str(rows)], "C"
    cost = timed(command, place)
    rmtree(into)
    return cost, spoken


def _folders(root: Path) -> list[Path]:
    """Give all folders below one, a folder before what it holds."""
    return sorted(path for path in root.rglob("*") if path.is_dir())


def work(rows: list[str], share: int) -> None:
    """Do a share of the rows: every second one."""
    for row in rows[share::SHARES]:
        kind, _, rest = row.partition(" ")
        if kind == "r":
            Path(rest).read_bytes()
        else:
            size, _, path = rest.partition(" ")
            Path(path).write_bytes(b"k" * int(size))


def main() -> int:
    """Be floor.c, where no compiler is."""
    rows = Path(sys.argv[1]).read_text("utf-8").splitlines()
    for row in rows:
        if row.startswith("d "):
            Path(row[2:]).mkdir()
    rest = [row for row in rows if not row.startswith("d ")]
    child = os.fork()
    work(rest, 0 if child else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if child else 0


if __name__ == "__main__":
    sys.exit(main())
