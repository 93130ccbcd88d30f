"""A build that has nothing to do finds that out without the way through; one that has, does it."""

import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from papers import NOW, SITE, STORIES, build, lay, tree
from proofs import story

from generator.model.report import Report

STORY = "content/geo-politics/border-talks/en.md"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='{0}' height='{0}'/>"
EXTRA = f"-- static/ads.txt --\nnone\n-- media/river.svg --\n{SVG.format(9)}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    laid = lay(tmp_path, SITE + STORIES + EXTRA)
    assert build(laid).published
    return laid


def stood(report: Report) -> bool:
    """Tell whether a build went no further than reading."""
    return report.published and [stage for stage, _ in report.seconds] == ["read"]


def test_nothing_is_done_where_nothing_changed(site: Path) -> None:
    before = tree(site / "output")
    report = build(site)
    assert stood(report)
    assert (report.rendered, report.removed, report.changed) == (0, 0, ())
    assert tree(site / "output") == before


def test_it_says_what_the_long_way_says(site: Path) -> None:
    long, short = build(site, clean=True), build(site)
    assert not stood(long)
    assert stood(short)
    assert (short.problems, short.next_due) == (long.problems, long.next_due)
    assert short.kept == long.rendered


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/sports/new/en.md", "---\ntitle: New\ndate: 2026-11-01\n---\nText.\n"),
        ("site.yaml", None),
        ("static/ads.txt", "some\n"),
        ("media/river.svg", SVG.format(8)),
        ("lexicon/en.tsv", "Kosi\tkosi\n"),
        ("output/ads.txt", ""),
        ("output/stray.txt", "x"),
        (".khabar/ledger.jsonl", ""),
    ],
)
def test_whatever_changes_is_seen(site: Path, path: str, text: str | None) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if path == "output/ads.txt":
        file.unlink()
    else:
        file.write_text(file.read_text() + "\n" if text is None else text)
    assert not stood(build(site))
    assert stood(build(site))


def test_what_is_gone_is_seen(site: Path) -> None:
    (site / "static" / "ads.txt").unlink()
    report = build(site)
    assert not stood(report)
    assert not (site / "output" / "ads.txt").exists()


def test_the_moment_at_which_the_paper_changes_is_seen(tmp_path: Path) -> None:
    later = (datetime.fromisoformat(NOW) + timedelta(hours=1)).isoformat()
    site = lay(tmp_path, SITE + STORIES + story("sports/later/en", date=later))
    due = build(site).next_due
    assert due is not None
    assert stood(build(site, now=(due - timedelta(seconds=1)).isoformat()))
    assert not stood(build(site, now=due.isoformat()))
    assert not stood(build(site, now=NOW)), "the clock went back"


def test_other_wishes_are_another_paper(site: Path) -> None:
    assert not stood(build(site, base_url="https://other.example/"))
    assert not stood(build(site))
    assert stood(build(site))


def test_warnings_are_told_again_and_strictness_is_obeyed(tmp_path: Path) -> None:
    site = lay(tmp_path, SITE + STORIES + story("sports/dead/en", "See [it](../nowhere/en.md)."))
    first, second = build(site), build(site)
    assert stood(second)
    assert first.problems == second.problems != ()
    assert not build(site, strict=True).published


def test_what_is_noted_is_not_believed_blindly(site: Path) -> None:
    cache = site / ".khabar" / "cache.sqlite"
    cache.write_bytes(cache.read_bytes()[: cache.stat().st_size // 2])
    assert not stood(build(site))


def test_the_hallway_is_not_even_loaded(site: Path) -> None:
    command = ["build", "--site", str(site), "--now", NOW]
    code = (
        "import sys; from generator.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        "print(sorted({'jinja2', 'markdown', 'yaml', 'PIL', 'nh3'} & set(sys.modules)))"
    )
    for _ in range(2):  # the theme that ships is another than the small one of the tests
        done = subprocess.run(
            [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True
        )
    assert done.stdout.endswith("[]\n"), done.stdout


def test_what_no_story_says_any_more_is_forgotten(site: Path) -> None:
    text = (site / STORY).read_text("utf-8")
    for number in range(30):
        (site / STORY).write_text(f"{text}\n\nVersion {number}.\n", "utf-8")
        assert build(site).published
    with sqlite3.connect(site / ".khabar/cache.sqlite") as base:
        ((rows,),) = base.execute("SELECT count(*) FROM memo").fetchall()
    stories = sum(1 for _ in (site / "content").rglob("*.md"))
    assert rows <= 2 * stories + 1
