"""Publishing on a failing disk: every operation in turn fails, or is the last one ever.

After a failure that is reported output/ is what it was; after a death each file is old or
new, and the next start leaves one of the two papers whole.
"""

import contextlib
import errno
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from systems import SYSTEMS, NoExchange

from generator.edges.disk import Disk, open_publication, recover, survey
from generator.model.page import ASSETS, CHANGED_PAGES, LISTS, NEW_PAGES, Output

SMALL, LARGE = 1, 101
MARK = b'<meta name="generator" content="Khabar 1.0">'
OLD = {
    "404.html": MARK,
    "assets/x.css": b"old css",
    "en/a/index.html": b"old a",
    "en/b/index.html": b"old b",
    "en/c/index.html": b"same c",
    "index.html": b"old front",
}
NEW = {
    "404.html": MARK + b" new",
    "assets/y.css": b"new css" * 1000,
    "en/a/index.html": b"new a",
    "en/c/index.html": b"same c",
    "en/d/index.html": b"new d",
    "index.html": b"new front",
}
Operation = Callable[..., None]


class Killed(BaseException):
    """The process is gone: nothing that it would still do happens."""


class Failing(Disk):
    """A disk whose operation number `at`, counted from 1, fails; what follows works again.

    system: names one of SYSTEMS, which does the rest.
    """

    def __init__(self, at: int, error: BaseException, system: str = "linux") -> None:
        self.at = at
        self.error = error
        self.system = SYSTEMS[system]
        self.count = 0
        self.dead = False

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - every operation alike
        if name in OPERATIONS:
            return self.guarded(name, getattr(self.system, name))
        return super().__getattribute__(name)

    def guarded(self, name: str, operation: Operation) -> Operation:
        def run(*arguments: Any) -> None:  # noqa: ANN401
            self.count += 1
            if self.dead:
                raise self.error
            if self.count == self.at:
                self.dead = self.stays_dead()
                if name == "write":
                    path, data = arguments
                    operation(path, data[: len(data) // 2])
                raise self.error
            operation(*arguments)

        return run

    def stays_dead(self) -> bool:
        return False


class Dying(Failing):
    """A disk on which nothing works any more from operation number `at` on."""

    def stays_dead(self) -> bool:
        return True


OPERATIONS = frozenset(name for name in vars(Disk) if not name.startswith("_"))


def make(folder: Path, files: dict[str, bytes]) -> Path:
    output = folder / "site/output"
    for path, data in files.items():
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (folder / "site").mkdir(parents=True, exist_ok=True)
    return output


def tree(output: Path) -> dict[str, bytes]:
    return {path: (output / path).read_bytes() for path in survey(output)}


def group_of(path: str, old: dict[str, bytes]) -> int:
    if path.startswith("assets"):
        return ASSETS
    if not path.startswith("en"):
        return LISTS
    return CHANGED_PAGES if path in old else NEW_PAGES


def publish(
    output: Path, changes: int, disk: Disk, papers: tuple[dict[str, bytes], dict[str, bytes]]
) -> None:
    old, new = papers
    cache = output.parent / ".khabar"
    with open_publication(output, cache, changes, disk) as publication:
        for path, data in new.items():
            if old.get(path) != data:
                publication.put(Output(path, data, group_of(path, old)))
        for path in old.keys() - new.keys():
            publication.remove(path)
        publication.commit()


def leftovers(output: Path) -> list[str]:
    beside = [entry.name for entry in output.parent.iterdir() if entry.name.startswith(".output")]
    return beside + [str(file) for file in output.parent.glob(".khabar/publication/*")]


def fresh(tmp_path: Path, old: dict[str, bytes]) -> Iterator[tuple[int, Path]]:
    """Yield operation numbers, each with a new site whose output holds the old paper."""
    for at in itertools.count(1):
        folder = tmp_path / str(at)
        yield at, make(folder, old)
        shutil.rmtree(folder)


KINDS = pytest.mark.parametrize("changes", [SMALL, LARGE])
STARTS = pytest.mark.parametrize("old", [OLD, {}], ids=["over-old", "first"])


LACKING = pytest.mark.parametrize("system", sorted(SYSTEMS))
NUMBERS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR)
FAULTS = [
    *(("linux", number) for number in NUMBERS),
    *((name, errno.EIO) for name in SYSTEMS if name != "linux"),
]


@KINDS
@STARTS
@pytest.mark.parametrize(("system", "number"), FAULTS)
def test_whatever_fails_once_output_is_what_it_was(
    tmp_path: Path, changes: int, old: dict[str, bytes], system: str, number: int
) -> None:
    failed = 0
    for at, output in fresh(tmp_path, old):
        disk = Failing(at, OSError(number, os.strerror(number)), system)
        try:
            publish(output, changes, disk, (old, NEW))
        except OSError as error:
            expected = old
            failed += error is disk.error
        else:
            expected = NEW
        assert tree(output) == expected, f"operation {at}"
        recover(output, output.parent / ".khabar")
        assert leftovers(output) == []
        publish(output, changes, Disk(), (tree(output), NEW))
        assert tree(output) == NEW
        if disk.count < at:
            break
    assert failed >= 10


@KINDS
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_for_good_leaves_one_paper_after_recovery(
    tmp_path: Path, changes: int, number: int
) -> None:
    for at, output in fresh(tmp_path, OLD):
        disk = Dying(at, OSError(number, os.strerror(number)))
        with contextlib.suppress(OSError):
            publish(output, changes, disk, (OLD, NEW))
        each_file_is_old_or_new(output, OLD, NEW)
        recover(output, output.parent / ".khabar")
        assert tree(output) in (OLD, NEW)
        assert leftovers(output) == []
        if disk.count < at:
            break


@KINDS
@STARTS
@LACKING
def test_whenever_it_dies_one_paper_is_whole_after_recovery(
    tmp_path: Path, changes: int, old: dict[str, bytes], system: str
) -> None:
    seen = []
    missing = 0
    for at, output in fresh(tmp_path, old):
        disk = Dying(at, Killed(), system)
        with contextlib.suppress(Killed):
            publish(output, changes, disk, (old, NEW))
        each_file_is_old_or_new(output, old, NEW)
        if old and not output.exists():
            missing += 1
        elif changes == LARGE or not old:
            assert tree(output) in (old, NEW)
        recover(output, output.parent / ".khabar")
        assert leftovers(output) == []
        assert tree(output) in (old, NEW)
        seen.append(tree(output) == NEW)
        if disk.count < at:
            break
    # Once decided it stays decided: there is one moment before which all deaths leave the
    # old paper and after which all leave the new one.
    assert seen == sorted(seen)
    # Only where two names cannot be swapped is there an instant without a paper.
    unswapped = changes == LARGE and old and isinstance(SYSTEMS[system], NoExchange)
    assert missing == (1 if unswapped else 0)
    assert not seen[0]
    assert seen[-1]


@KINDS
def test_a_recovery_that_dies_is_recovered_from(tmp_path: Path, changes: int) -> None:
    for at, output in fresh(tmp_path, OLD):
        cache = output.parent / ".khabar"
        disk = Dying(20, OSError(errno.EIO, "the disk is gone"))
        with contextlib.suppress(OSError):
            publish(output, changes, disk, (OLD, NEW))
        second = Dying(at, Killed())
        with contextlib.suppress(Killed):
            recover(output, cache, second)
        recover(output, cache)
        assert tree(output) in (OLD, NEW)
        assert leftovers(output) == []
        if second.count < at:
            break


def each_file_is_old_or_new(output: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    for path, data in tree(output).items():
        assert data in (old.get(path), new.get(path)), path


NAMES = st.sampled_from(["a", "b", "ख"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


def is_paper(files: dict[str, bytes]) -> bool:
    """Tell whether no file stands where another needs a folder."""
    return not any(other.startswith(f"{path}/") for path in files for other in files)


PAPERS = st.dictionaries(PATHS, st.binary(max_size=3), max_size=6).filter(is_paper)


@settings(max_examples=150, deadline=None)
@given(
    old=PAPERS,
    new=PAPERS,
    changes=st.sampled_from([SMALL, LARGE]),
    at=st.integers(1, 40),
    killed=st.booleans(),
)
def test_any_paper_becomes_any_other_whatever_happens(
    *,
    memory: Path,
    old: dict[str, bytes],
    new: dict[str, bytes],
    changes: int,
    at: int,
    killed: bool,
) -> None:
    old, new = {"404.html": MARK, **old}, {"404.html": MARK, **new}
    with tempfile.TemporaryDirectory(dir=memory) as name:
        output = make(Path(name), old)
        if killed:
            disk: Failing = Dying(at, Killed())
        else:
            disk = Failing(at, OSError(errno.EIO, "failed"))
        try:
            publish(output, changes, disk, (old, new))
        except Killed:
            recover(output, output.parent / ".khabar")
            assert tree(output) in (old, new)
        except OSError:
            assert tree(output) == old
        else:
            assert tree(output) == new
        publish(output, changes, Disk(), (tree(output), new))
        assert tree(output) == new
        assert leftovers(output) == []


ISSUES = st.lists(
    st.tuples(PAPERS, st.sampled_from([SMALL, LARGE]), st.integers(1, 60), st.booleans()),
    min_size=2,
    max_size=5,
)


@settings(max_examples=80, deadline=None)
@given(issues=ISSUES)
def test_issue_after_issue_is_published_whatever_befell_the_ones_before(
    memory: Path, issues: list[tuple[dict[str, bytes], int, int, bool]]
) -> None:
    with tempfile.TemporaryDirectory(dir=memory) as name:
        output = make(Path(name), {"404.html": MARK})
        for paper, changes, at, dies in issues:
            new = {"404.html": MARK, **paper}
            if dies:
                with contextlib.suppress(Killed):
                    publish(output, changes, Dying(at, Killed()), (tree(output), new))
                recover(output, output.parent / ".khabar")
            publish(output, changes, Disk(), (tree(output), new))
            assert tree(output) == new
            assert folders(output) == {parent for path in new for parent in parents(path)}
            assert leftovers(output) == []


def folders(output: Path) -> set[str]:
    return {str(entry.relative_to(output)) for entry in output.rglob("*") if entry.is_dir()}


def parents(path: str) -> list[str]:
    return [str(parent) for parent in Path(path).parents if str(parent) != "."]
