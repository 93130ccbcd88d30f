"""Each folder of tests/broken is laid over a sound newsroom; its problems are told exactly.

`expected.txt` holds the lines that `khabar build` prints, without source lines and hints: in
English, and after an empty line in Hindi. The newsroom was built before, so that every error
can show that it leaves output/ alone.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

BROKEN = Path(__file__).parent / "broken"
SOUND = BROKEN / "sound"
FOLDERS = sorted(one for one in BROKEN.iterdir() if one.is_dir() and one != SOUND)
PROBLEM = re.compile(r".+?:\d+:\d+: (error|warning): .+ \[[a-z-]+\]")
TWELVE = BROKEN / "twelve-mistakes"


def build(site: Path, language: str = "en") -> tuple[int, list[str]]:
    arguments = ["build", "--site", str(site), "--now", "2026-02-01", "--engine", "inline"]
    arguments += ["--messages", language]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert "Traceback" not in result.output
    return result.exit_code, [line for line in result.output.split("\n") if PROBLEM.match(line)]


def expected(folder: Path) -> list[list[str]]:
    """Give the lines that are to be told in English, and those in Hindi."""
    text = (folder / "expected.txt").read_text("utf-8")
    return [part.splitlines() for part in text.split("\n\n")] if text else [[], []]


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): one.read_bytes() for one in files}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("newsroom") / "site"
    shutil.copytree(SOUND, site)
    assert build(site) == (0, [])
    return site


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_problems_are_told_exactly(
    folder: Path, built: Path, tmp_path: Path, counted: Callable[..., None]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built, site, symlinks=True)
    before = bytes_of(site / "output")
    shutil.copytree(folder, site, symlinks=True, dirs_exist_ok=True)
    code, lines = build(site)
    english, hindi = expected(folder)
    assert lines == english
    fatal = any(": error: " in line for line in lines)
    assert code == int(fatal)
    assert build(site, "hi") == (code, hindi)
    assert not fatal or bytes_of(site / "output") == before
    kind = "refused, output as it was" if fatal else "warned of" if lines else "found to be fine"
    counted(f"{{}} newsrooms {kind}; {{}} lines, in English and in Hindi", 1, len(lines))


def test_twelve_mistakes_in_eight_files_are_told_in_one_run() -> None:
    lines, _ = expected(TWELVE)
    codes = {line.rpartition("[")[2] for line in lines}
    assert (len(lines), len(codes)) == (12, 12)
    assert len({line.partition(":")[0] for line in lines}) == 8


@pytest.mark.parametrize(
    "name", ["con", "aux.d", "rain.", "rain ", "rain\\sun", "rain\n", "\u202erain"]
)
def test_names_that_not_every_computer_keeps(name: str, built: Path, tmp_path: Path) -> None:
    """No repository could hold these folders for every contributor, so the test makes them."""
    site = tmp_path / "site"
    shutil.copytree(built, site)
    folder = site / "content" / "sports" / name
    shutil.copytree(SOUND / "content" / "sports" / "rain", folder)
    code, lines = build(site)
    assert code == 1
    assert [line.rpartition("[")[2] for line in lines] == ["bad-name]"]
    assert lines[0].isprintable()
