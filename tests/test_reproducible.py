"""A paper comes out the same in any folder, time zone, language and process, cold or not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from papers import NOW, ROOT, SITE, STORIES, build, files_of, lay, tree
from proofs import picture, story

PAPER = (
    SITE
    + STORIES
    + "".join(
        story(
            f"sports/s{number}/{'hi' if number % 2 else 'en'}",
            title=f"Story {number} की कहानी",
            date=f"2026-11-{number % 20 + 1:02d}T20:00Z",
            tags=f"[Topic {number % 3}, विषय {number % 2}]",
            image=f"{{src: p{number}.svg, alt: A picture, credit: us}}",
        )
        + picture(f"content/sports/s{number}/p{number}.svg")
        for number in range(12)
    )
)
SAME = "the same bytes"
PLACES = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "America/Los_Angeles", "LANG": "hi_IN.UTF-8"},
    {"PYTHONHASHSEED": "99", "TZ": "Pacific/Kiritimati", "LANG": "en_US.UTF-8", "PYTHONUTF8": "0"},
)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = lay(tmp_path_factory.mktemp("here"), PAPER)
    assert build(site, cards=True).published  # as the command, which has the theme's fonts
    return tree(site / "output")


@pytest.mark.parametrize("place", PLACES, ids=lambda one: one["TZ"])
def test_elsewhere(
    place: dict[str, str],
    expected: dict[str, bytes],
    tmp_path: Path,
    counted: Callable[..., None],
) -> None:
    site = lay(tmp_path / "एक और folder" / "site", PAPER)
    command = [sys.executable, "-m", "generator", "build", "--site", str(site), "--now", NOW]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **place}
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")
    assert tree(site / "output") == expected
    counted(f"{{}} builds in other folders, time zones, languages, hash seeds: {SAME}", 1)


def test_files_may_come_in_any_order(
    expected: dict[str, bytes], tmp_path: Path, counted: Callable[..., None]
) -> None:
    blocks = list(files_of(PAPER).items())
    turned = "".join(f"-- {name} --\n{text}" for name, text in reversed(blocks))
    site = lay(tmp_path, turned)
    assert build(site, cards=True).published
    assert tree(site / "output") == expected
    counted(f"{{}} builds of files in another order: {SAME}", 1)


def test_a_long_way_round_ends_at_the_same_bytes(
    expected: dict[str, bytes], tmp_path: Path
) -> None:
    site = lay(tmp_path, PAPER)
    shutil.rmtree(site / "content/sports")
    build(site, now="2026-11-01T00:00:00Z", cards=True)
    lay(site, PAPER.replace("title: Story 3", "title: Another"))
    build(site, cards=True)
    lay(site, PAPER)
    assert build(site, cards=True).published
    assert tree(site / "output") == expected


def test_nothing_of_the_machine_or_the_moment_is_printed(expected: dict[str, bytes]) -> None:
    for path, data in expected.items():
        assert b"2026-11-22" not in data, path
        assert str(ROOT).encode() not in data, path
