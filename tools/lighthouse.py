"""What Lighthouse says of a front, a category and an article in each language.

    python tools/lighthouse.py [--runs N] [--write]

Telephone, simulated slow 4G, a processor four times slower; the reference site is served compressed
and with its own headers. Medians of three runs; `--write` puts the table into docs/performance.md.
Exits 1 where a page falls short. tools/validators/install.sh installs Lighthouse.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from checkers import MODULES, version
from hosting import ROOT, Hosted, offline, reference_site

DOCUMENT = ROOT / "docs" / "performance.md"
PAGES = (
    ("front", ""),
    ("category, Hindi", "hi/vigyan/"),
    ("article, English", "en/science/student-satellite-maps-floods/"),
    ("article, Hindi", "hi/vigyan/student-satellite-maps-floods/"),
)
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_LCP, MOST_SHIFT = 1800.0, 0.004  # milliseconds; what rounds to 0.00
FLAGS = "--headless=new --no-sandbox --disable-gpu"
HEAD = (
    "| page | performance | accessibility | best practices | SEO | LCP, s | CLS | blocking, ms |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One page as measured: scores of 100 by category, LCP and blocking in ms, CLS."""

    scores: dict[str, float]
    lcp: float
    shift: float
    blocking: float
    faults: tuple[str, ...]


def measure(url: str, report: Path) -> Run:
    """Let Lighthouse load a page once."""
    program = MODULES / "lighthouse" / "cli" / "index.js"
    options = ("--output=json", f"--output-path={report}", "--quiet", f"--chrome-flags={FLAGS}")
    quiet = ("--no-enable-error-reporting", f"--only-categories={','.join(LEAST)}")
    subprocess.run(  # noqa: S603 - our own words
        (shutil.which("node") or "node", program, url, *options, *quiet),
        check=True,
        env=offline() | {"CHROME_PATH": os.environ.get("CHROME_PATH", _chromium())},
        timeout=180,
    )
    return _read(json.loads(report.read_text("utf-8")))


def _chromium() -> str:
    return shutil.which("chromium") or "chromium"


def _read(told: dict[str, Any]) -> Run:
    audits = told["audits"]
    weighed = {
        one["id"]
        for name in ("accessibility", "best-practices", "seo")
        for one in told["categories"][name]["auditRefs"]
        if one["weight"]
    }
    return Run(
        {name: round(told["categories"][name]["score"] * 100) for name in LEAST},
        audits["largest-contentful-paint"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-blocking-time"]["numericValue"],
        tuple(sorted(one for one in weighed if audits[one]["score"] not in (None, 1))),
    )


def middle(runs: list[Run]) -> Run:
    """Give the medians of some runs, and every fault of any."""
    return Run(
        {name: median(one.scores[name] for one in runs) for name in LEAST},
        median(one.lcp for one in runs),
        median(one.shift for one in runs),
        median(one.blocking for one in runs),
        tuple(sorted({fault for one in runs for fault in one.faults})),
    )


def short(run: Run) -> list[str]:
    """Name what a page falls short of."""
    low = [f"{name} {run.scores[name]:.0f}" for name, least in LEAST.items()
           if run.scores[name] < least]  # fmt: skip
    late = [f"LCP {run.lcp / 1000:.2f} s"] if run.lcp > MOST_LCP else []
    moved = [f"CLS {run.shift:.3f}"] if run.shift > MOST_SHIFT else []
    return [*low, *late, *moved, *run.faults]


def row(name: str, run: Run) -> str:
    """Give a page's row of the table."""
    scores = " | ".join(f"{run.scores[one]:.0f}" for one in LEAST)
    return f"| {name} | {scores} | {run.lcp / 1000:.2f} | {run.shift:.2f} | {run.blocking:.0f} |\n"


def table(measured: dict[str, Run], runs: int) -> str:
    """Give the whole text that stands in the document."""
    (browser,) = (
        subprocess.run(  # noqa: S603 - Debian's browser
            (_chromium(), "--version"), check=True, capture_output=True, text=True
        )
        .stdout.strip()
        .splitlines()[-1:]
    )
    day = datetime.now(UTC).date().isoformat()
    said = f"Lighthouse {version('lighthouse')}, {browser}, {day}; medians of {runs}.\n\n"
    return said + HEAD + "".join(row(name, run) for name, run in measured.items())


def write(text: str) -> None:
    """Put the table between its marks in the document."""
    old = DOCUMENT.read_text("utf-8")
    marks = r"(<!-- lighthouse -->\n).*?(<!-- end of lighthouse -->)"
    DOCUMENT.write_text(re.sub(marks, rf"\1{text}\2", old, flags=re.DOTALL), "utf-8")


def measured(site: Hosted, runs: int) -> dict[str, Run]:
    """Measure every page so many times."""
    report = site.folder.parent / "lighthouse.json"
    return {
        name: middle([measure(site.url + path, report) for _ in range(runs)])
        for name, path in PAGES
    }


def main() -> None:
    """Measure, print, and say what falls short."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    with reference_site() as site:
        found = measured(site, asked.runs)
    text = table(found, asked.runs)
    print(text)
    wrong = {name: faults for name, run in found.items() if (faults := short(run))}
    if asked.write:
        write(text)
    sys.exit("\n".join(f"{name}: {', '.join(faults)}" for name, faults in wrong.items()) or 0)


if __name__ == "__main__":
    main()
