"""The long forms of the tests that kill, starve and flood Khabar, and a table of what came of it.

    python tools/torture.py [--write] [ROW …]

ROW: names in the first column; all without any. `--write` puts the lines into the table of
docs/reliability.md, where those of other rows stay. Exits 1 where anything fails. A quiet
machine with two cores takes an hour or two for all of it; each row prints its line when it is
done.
"""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

COUNT = "Counted: "  # how tests/conftest.py begins a line of what was counted
ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- torture -->\n", "<!-- /torture -->\n"
HEAD = "| row | what | came of it | cases | minutes | when |\n" + "| --- " * 6 + "|\n"


@dataclass(frozen=True, slots=True)
class Row:
    """Tests that are run in their long form. environment: says how long."""

    name: str
    what: str
    tests: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()


ROWS = (
    Row("kills", "whole builds killed", ("tests/test_kills.py",), (("KHABAR_KILLS", "1002"),)),
    Row(
        "publications",
        "publishing killed and cut off from power, and on systems without exchange or links",
        ("tests/edges/test_publication_kill.py", "tests/edges/test_publication_power.py"),
        (("KHABAR_KILLS", "1000"),),
    ),
    Row(
        "faults",
        "each operation of a build failed",
        ("tests/test_faults.py", "tests/edges/test_publication_faults.py"),
        (("KHABAR_FAULTS", "1"),),
    ),
    Row("rivals", "builds at once, odd folders, clocks", ("tests/test_rivals.py",)),
    Row(
        "readers",
        "nginx read while papers are published",
        ("tests/test_nginx.py",),
        (("KHABAR_REQUESTS", "50000"), ("KHABAR_PUBLICATIONS", "100")),
    ),
    Row(
        "input",
        "broken newsrooms, each told exactly; texts that people may type",
        ("tests/test_broken.py", "tests/test_inputs.py"),
        (("KHABAR_TEXTS", "1000"),),
    ),
    Row(
        "names",
        "10,000 names that lead astray",
        ("tests/test_names.py",),
        (("KHABAR_SLUGS", "10000"),),
    ),
    Row(
        "scripts",
        "attempts to run a script in Chromium",
        ("tests/browser/test_attempts.py",),
        (("KHABAR_DOCUMENTS", "all"),),
    ),
    Row("embargo", "words that are not to be read yet", ("tests/test_embargo.py",)),
    Row(
        "patience",
        "single inputs as large as they may be, held to ten seconds",
        ("tests/test_patience.py", "tests/test_largest.py"),
        (("KHABAR_BODIES", "400"), ("KHABAR_LARGEST", "1")),
    ),
    Row(
        "deliveries",
        "deliveries killed, refused, cut off and left hanging",
        ("tests/delivery/test_kills.py", "tests/delivery/test_storage.py"),
        (("KHABAR_KILLS", "200"),),
    ),
    Row(
        "saves",
        "saves under `serve`, and who may ask it",
        ("tests/browser/test_saves.py", "tests/browser/test_serve.py"),
        (("KHABAR_SAVES", "100"),),
    ),
    Row(
        "bytes",
        "one paper built in many ways",
        (
            *("tests/test_reproducible.py", "tests/test_engines.py", "tests/test_cluster.py"),
            "tests/test_incremental.py",
        ),
        (("KHABAR_SEQUENCES", "500"),),
    ),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What a row came to."""

    row: Row
    counts: tuple[str, ...]
    cases: int
    wrong: int
    skipped: int
    seconds: float

    def line(self) -> str:
        """Write a line of the table."""
        said = "; ".join(self.counts) or "all as they should be"
        if self.wrong:
            said = f"**{self.wrong} FAILED**; {said}"
        if self.skipped:
            said = f"{self.skipped} skipped; {said}"
        minutes = f"{self.seconds / 60:.1f}"
        cells = (self.row.name, self.row.what, said, str(self.cases), minutes, _today())
        return f"| {' | '.join(cells)} |\n"


def tried(row: Row) -> Result:
    """Run the tests of a row."""
    began = perf_counter()
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *row.tests]
        done = subprocess.run(  # noqa: S603 - our own tests
            command,
            cwd=ROOT,
            env={**os.environ, **dict(row.environment)},
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.is_file():
            return Result(row, (done.stderr.strip()[-200:],), 0, 1, 0, perf_counter() - began)
        suite = ET.parse(report).getroot()[0]  # noqa: S314 - pytest's own report
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    said = done.stdout.splitlines()
    counts = [one.removeprefix(COUNT) for one in said if one.startswith(COUNT)]
    numbers = {
        name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
    }
    wrong = numbers["failures"] + numbers["errors"]
    seconds = perf_counter() - began
    return Result(row, tuple(counts), numbers["tests"], wrong, numbers["skipped"], seconds)


def main(words: list[str]) -> int:
    """Run the rows that are named, or all; print and, if asked, write the table."""
    named = set(words) - {"--write"}
    chosen = [row for row in ROWS if not named or row.name in named]
    print(HEAD, end="")
    results = []
    for row in chosen:
        results.append(tried(row))
        print(results[-1].line(), end="", flush=True)
    if "--write" in words:
        _write({one.row.name: one.line() for one in results})
    return 1 if any(one.wrong for one in results) or not chosen else 0


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _write(lines: dict[str, str]) -> None:
    """Put lines into the table of the document, each in the place of its row's last one."""
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    held, _, after = rest.partition(END)
    known = {
        line.split(" | ")[0].removeprefix("| "): line for line in held.splitlines(keepends=True)
    }
    known |= lines
    table = "".join(known[row.name] for row in ROWS if row.name in known)
    DOCUMENT.write_text(f"{before}{BEGIN}{HEAD}{table}{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
