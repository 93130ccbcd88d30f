"""However the work is shared out, the bytes are the same; so is what is told of mistakes."""

import errno
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from papers import SITE, build, errors, lay, tree
from proofs import story

SMALLER = 9_000  # bytes of a file: less than many pages have
STORIES = 120  # with their lists they are far more pages than stay in one process


def large() -> str:
    """Write a paper in which every page links, tags and signs."""
    return SITE + "".join(
        story(
            f"{('sports', 'geo-politics')[number % 3 == 0]}/s{number}/{('en', 'hi')[number % 2]}",
            f"See [before](../s{number - 3}/en.md).\n\n## Part {number}\n\n*Make in India* नमस्ते।",
            title=f"Story {number} की कहानी",
            date=f"2026-{number % 11 + 1:02d}-{number % 27 + 1:02d}",
            tags=f"[Topic {number % 7}, विषय {number % 5}, cricket]",
            authors=f"[desk, Writer {number % 4}]",
            series=f"Road {number % 3}",
        )
        for number in range(STORIES)
    )


@pytest.fixture(scope="module")
def inline(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = lay(tmp_path_factory.mktemp("inline"), large())
    report = build(site, engine="inline")
    assert report.published
    assert report.rendered > 200
    return tree(site / "output")


@pytest.mark.parametrize("engine", ["processes:2", "processes:3", ""])
def test_engines_give_the_same_bytes(
    engine: str, inline: dict[str, bytes], tmp_path: Path, counted: Callable[..., None]
) -> None:
    site = lay(tmp_path, large())
    assert build(site, engine=engine).published
    assert tree(site / "output") == inline
    counted("{} builds by other engines: the same bytes", 1)


def test_a_disk_that_fails_a_forked_process_publishes_nothing(
    inline: dict[str, bytes], tmp_path: Path
) -> None:
    site = lay(tmp_path, large())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALLER, before[1]))
    try:
        with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
            build(site, engine="processes:2")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (site / "output").exists()
    assert build(site, engine="processes:2").published
    assert tree(site / "output") == inline


def test_engines_find_the_same_mistakes(tmp_path: Path) -> None:
    wrong = large() + story("sports/x/en", date="2026-13-01") + story("sports/y/en", category="No")
    reports = [
        build(lay(tmp_path / engine.replace(":", "-"), wrong), engine=engine)
        for engine in ("inline", "processes:2")
    ]
    assert reports[0].problems == reports[1].problems
    assert [code for _, _, code in errors(reports[0])] == ["bad-date", "unknown-category"]
    assert not reports[0].published
