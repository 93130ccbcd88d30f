"""`khabar build` on disks that fail: the cause is told in a line, and output/ is as it was.

Every operation of a build is made to fail in turn, in two ways: by the seam in edges/files,
for what is done to output/; and by Python's audit events, for every file that the process
opens, renames or removes in the newsroom, the sources, the cache, the ledger and the prints
among them. KHABAR_FAULTS: every how-manieth operation fails, with one of four errors after the
other; in the long form, 1, each fails with each of them.
"""

import errno
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ordeal import FORK, Paper, dangling, fronts, litter, newsroom, small_change, undressed, write
from papers import NOW, SITE, STORIES, lay, tiny_theme, tree

from generator.cli import main
from generator.edges import publication
from generator.edges.disk import Disk

STRIDE = int(os.environ.get("KHABAR_FAULTS", "61"))
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR)
DONE, PROBLEMS = 0, 1
OPERATIONS = tuple(name for name in vars(Disk) if not name.startswith("_"))
EVENTS = frozenset(
    {
        "open",
        "os.link",
        "os.listdir",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.scandir",
    }
)
Arm = Callable[[], Callable[[], int]]  # arms a process; what it returns disarms and counts
Attempt = tuple[int, str, int]  # exit code, what was said, how many operations there were


def paper(folder: Path) -> Path:
    """Lay a small paper that is quick to build."""
    site = lay(folder / "site", SITE + STORIES + tiny_theme())
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("theme: mini\n")
    return site


def edit(site: Path) -> None:
    """Change, add and take away a story."""
    write(site / "content/sports/new/en.md", "---\ntitle: New\ndate: 2026-11-21\n---\nx\n")
    write(site / "content/sports/final-over/en.md", "---\ntitle: Over\ndate: 2026-11-18\n---\nx\n")
    shutil.rmtree(site / "content/sports/maidan")


def attempt(site: Path, arm: Arm, small: int = publication.SMALL) -> Attempt:
    """Build in a process of its own on a disk that fails."""
    ours, theirs = Pipe()
    process = FORK.Process(target=_build, args=(site, arm, small, theirs))
    process.start()
    theirs.close()
    made: Attempt = ours.recv()
    process.join()
    return made


def _build(site: Path, arm: Arm, small: int, pipe: Connection) -> None:
    publication.SMALL = small
    words = ["build", "--site", str(site), "--now", NOW, "--engine", "inline"]
    disarm = arm()
    result = CliRunner().invoke(main, words)
    done = disarm()
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    pipe.send((result.exit_code, result.output, done))


def sound() -> Callable[[], int]:
    """Let the disk be."""
    return lambda: 0


def seam(at: int, number: int, *, for_good: bool = False) -> Arm:
    """Fail operation `at` of the seam, or all from there; of a write, half is done."""

    def arm() -> Callable[[], int]:
        done = 0

        def guarded(name: str) -> Callable[..., None]:
            operation = getattr(Disk, name)

            def run(disk: Disk, *arguments: Any) -> None:  # noqa: ANN401
                nonlocal done
                done += 1
                if done == at or (for_good and done > at):
                    if name == "write":
                        path, data = arguments
                        operation(disk, path, data[: len(data) // 2])
                    raise OSError(number, os.strerror(number), str(arguments[0]))
                operation(disk, *arguments)

            return run

        for name in OPERATIONS:
            setattr(Disk, name, guarded(name))
        return lambda: done

    return arm


sound_seam = seam(0, 0)  # counts, and lets the disk be


def audit(site: Path, at: int, number: int) -> Arm:
    """Fail whatever the process does for the `at`-th time to a path in the newsroom."""

    def arm() -> Callable[[], int]:
        done = 0
        armed = True

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal done
            if not armed or event not in EVENTS or not str(arguments[0]).startswith(str(site)):
                return
            done += 1
            if done == at:
                raise OSError(number, os.strerror(number), str(arguments[0]))

        def disarm() -> int:
            nonlocal armed
            armed = False
            return done

        sys.addaudithook(hook)
        return disarm

    return arm


def positions(stride: int) -> Iterator[tuple[int, int]]:
    """Give positions, and for each an error; in the long form, all of them."""
    for number in count():
        some = ERRORS if stride == 1 else ERRORS[number % len(ERRORS) :][:1]
        yield from ((1 + number * stride, error) for error in some)


def told(said: str, number: int) -> bool:
    """Tell whether a failure is named: in one line, or as a problem of the file."""
    lines = said.splitlines()
    if len(lines) == 2:
        return os.strerror(number) in lines[0] and lines[1] == "output/ is as it was."
    return ": error: " in said and "is as it was." in lines[-1]


def outcome(site: Path, made: Attempt, number: int, papers: tuple[Paper, Paper]) -> bool:
    """Tell whether the build failed, as it should; where it did not, the paper is the new one."""
    code, said, _ = made
    assert "Traceback" not in said
    if code == DONE:
        assert tree(site / "output") == papers[1], said
        return False
    assert code == PROBLEMS, said
    assert told(said, number), said
    assert tree(site / "output") == papers[0], said
    return True


def two_papers(site: Path, small: int) -> tuple[Paper, Paper]:
    """Build the paper and its next issue elsewhere; leave the first, with an edit to build."""
    assert attempt(site, sound)[0] == DONE
    old = tree(site / "output")
    spare = site.parent / "next"
    shutil.copytree(site, spare)
    edit(spare)
    assert attempt(spare, sound, small)[0] == DONE
    new = tree(spare / "output")
    shutil.rmtree(spare)
    assert old != new
    return old, new


SIZES = pytest.mark.parametrize("small", [publication.SMALL, 5], ids=["small", "large"])
WAYS = pytest.mark.parametrize("way", ["seam", "audit"])


@SIZES
@WAYS
@pytest.mark.timeout(7200)
def test_whatever_fails_is_told_and_output_is_as_it_was(
    tmp_path: Path, small: int, way: str, counted: Callable[..., None]
) -> None:
    site = paper(tmp_path)
    papers = two_papers(site, small)
    edit(site)
    kept = shutil.copytree(site, tmp_path / "kept")
    tried = failed = 0
    for at, number in positions(STRIDE if way == "seam" or STRIDE == 1 else STRIDE * 3):
        made = attempt(site, seam(at, number) if way == "seam" else audit(site, at, number), small)
        if made[2] < at:
            break
        tried += 1
        failed += outcome(site, made, number, papers)
        if tried % 3 == 0 or made[0] == DONE:
            assert attempt(site, sound, small)[0] == DONE
            assert tree(site / "output") == papers[1]
            assert litter(site) == []
            shutil.rmtree(site)
            shutil.copytree(kept, site)
    size = "small" if small == publication.SMALL else "large"
    counted(
        f"{{}} failures of operations of builds of {size} changes ({way}): "
        "{} builds refused, {} done all the same, 0 outputs harmed",
        *(tried, failed, tried - failed),
    )
    assert failed > tried / 2 if way == "seam" else failed > 0


@SIZES
def test_a_disk_that_takes_no_large_files_is_told(tmp_path: Path, small: int) -> None:
    """A limit on the size of files stops every write of the process, SQLite's too."""
    site = paper(tmp_path)
    papers = two_papers(site, small)
    edit(site)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limited(size: int) -> Arm:
        def arm() -> Callable[[], int]:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

            def disarm() -> int:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)
                return 0

            return disarm

        return arm

    for size in (0, 16, 700, 5000):
        made = attempt(site, limited(size), small)
        refused = outcome(site, made, errno.EFBIG, papers)
        assert refused or size == 5000
    assert attempt(site, sound, small)[0] == DONE
    assert tree(site / "output") == papers[1]


def test_a_disk_that_fails_for_good_is_told_as_it_is(tmp_path: Path) -> None:
    """Nothing can be undone on it: whoever reads the message must know."""
    site = paper(tmp_path)
    papers = two_papers(site, publication.SMALL)
    edit(site)
    kept = shutil.copytree(site, tmp_path / "kept")
    operations = attempt(site, sound_seam)[2]
    between = set()
    for at in range(operations // 3, operations, STRIDE * 2):
        shutil.rmtree(site)
        shutil.copytree(kept, site)
        code, said, _ = attempt(site, seam(at, errno.EIO, for_good=True))
        now = tree(site / "output")
        if code == DONE:  # nothing was left to do but to clear up
            assert now == papers[1]
        elif "output/ is as it was." in said:
            assert now == papers[0]
        else:
            assert "the next build puts that right" in said
            between.add(at)
            assert all(
                data in (papers[0].get(one), papers[1].get(one)) for one, data in now.items()
            )
    assert between
    assert attempt(site, sound)[0] == DONE
    assert tree(site / "output") == papers[1]


def test_at_every_instant_of_a_small_change_no_link_dangles(tmp_path: Path) -> None:
    """Look at the whole paper after each thing that is done to output/."""
    site = newsroom(tmp_path)
    assert attempt(site, sound)[0] == DONE
    output = site / "output"
    assert dangling(output, fronts(output)) == []
    small_change(site, 1)

    def watched() -> Callable[[], int]:
        wrong: list[str] = []
        seen = 0

        def look(operation: Callable[..., None]) -> Callable[..., None]:
            def run(disk: Disk, *arguments: str) -> None:
                nonlocal seen
                operation(disk, *arguments)
                if arguments[-1].startswith(f"{output}/"):
                    seen += 1
                    wrong.extend([*dangling(output, fronts(output)), *undressed(output)])

            return run

        for name in ("replace", "unlink"):
            setattr(Disk, name, look(getattr(Disk, name)))

        def count_them() -> int:
            assert wrong == []
            return seen

        return count_them

    code, _, seen = attempt(site, watched)
    assert code == DONE
    assert seen > 20
