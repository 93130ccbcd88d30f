"""Publishing until the power goes: what was not waited for is lost, and a paper is whole.

File systems of today keep the order of what is done to names; what is written into files they
keep only where somebody has waited for it (fsync, syncfs). So a file that nobody waited for is
empty here when the power is back.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from edges.test_publication_faults import (
    KINDS,
    NEW,
    OLD,
    STARTS,
    Dying,
    Killed,
    Operation,
    fresh,
    leftovers,
    publish,
    tree,
)
from systems import SYSTEMS

from generator.edges.disk import recover
from generator.edges.files import Disk


class Forgetful(Dying):
    """A disk that dies at an operation and forgets all files that nobody waited for."""

    def __init__(self, at: int, system: str) -> None:
        super().__init__(at, Killed(), system)
        self.waiting: set[int] = set()  # inodes of files that are not on the disk yet

    def guarded(self, name: str, operation: Operation) -> Operation:
        return super().guarded(name, lambda *arguments: self.noted(name, operation, *arguments))

    def noted(self, name: str, operation: Operation, *arguments: Any) -> None:  # noqa: ANN401
        operation(*arguments)
        if name == "sync_all":
            self.waiting.clear()
        elif name in ("write", "copy"):
            self.waiting.add(Path(arguments[-1 if name == "copy" else 0]).stat().st_ino)
        elif name == "sync":
            self.waiting.discard(Path(arguments[0]).stat().st_ino)

    def lose(self, folder: Path) -> int:
        """Empty the files that are not on the disk; give how many those are."""
        lost = [
            one for one in folder.rglob("*") if one.is_file() and one.stat().st_ino in self.waiting
        ]
        for one in lost:
            one.write_bytes(b"")
        return len(lost)


@KINDS
@STARTS
@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_whenever_the_power_goes_one_paper_is_whole(
    tmp_path: Path,
    changes: int,
    old: dict[str, bytes],
    system: str,
    counted: Callable[..., None],
) -> None:
    cuts = lost = 0
    for at, output in fresh(tmp_path, old):
        disk = Forgetful(at, system)
        with contextlib.suppress(Killed):
            publish(output, changes, disk, (old, NEW))
        lost += disk.lose(output.parent)
        recover(output, output.parent / ".khabar")
        assert tree(output) in (old, NEW), f"operation {at}"
        assert leftovers(output) == []
        cuts += 1
        if disk.count < at:
            assert tree(output) == NEW
            assert disk.waiting == set()
            break
    assert lost > 10
    counted("{} power cuts while publishing, {} files lost, 0 papers harmed", cuts, lost)


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_the_power_may_go_in_the_undoing(tmp_path: Path, system: str) -> None:
    """A disk fails once, whenever that is, and loses its power while the old files come back."""
    whole = Forgetful(10**6, system)
    publish(next(fresh(tmp_path / "whole", OLD))[1], 1, whole, (OLD, NEW))
    cuts = 0
    for failing in range(1, whole.count, 4):
        for at, output in fresh(tmp_path / str(failing), OLD):
            if at <= failing:
                continue
            disk = Undoing(at, system, failing)
            with contextlib.suppress(Killed, OSError):
                publish(output, 1, disk, (OLD, NEW))
            disk.lose(output.parent)
            recover(output, output.parent / ".khabar")
            assert tree(output) in (OLD, NEW), f"operations {failing} and {at}"
            cuts += 1
            if disk.count < at:
                break
    assert cuts > 50


class Undoing(Forgetful):
    """A forgetful disk on which one operation before fails, and is to be undone."""

    def __init__(self, at: int, system: str, failing: int) -> None:
        super().__init__(at, system)
        self.failing = failing

    def noted(self, name: str, operation: Operation, *arguments: Any) -> None:  # noqa: ANN401
        if self.count == self.failing:
            raise OSError(5, "the disk fails once", str(arguments[0]))
        super().noted(name, operation, *arguments)


@pytest.mark.parametrize("forgotten", ["sync", "sync_all"])
def test_the_loss_would_be_seen(
    tmp_path: Path, forgotten: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A publication that waits for nothing is found out."""
    monkeypatch.setattr(Disk, forgotten, lambda *_: None)
    broken = 0
    for changes in (1, 101):
        for at, output in fresh(tmp_path / str(changes), OLD):
            disk = Forgetful(at, "linux")
            disk.noted = ignoring(disk, forgotten)  # type: ignore[method-assign]
            with contextlib.suppress(Killed):
                publish(output, changes, disk, (OLD, NEW))
            disk.lose(output.parent)
            recover(output, output.parent / ".khabar")
            broken += tree(output) not in (OLD, NEW)
            if disk.count < at:
                break
    assert broken > 0


def ignoring(disk: Forgetful, forgotten: str) -> Operation:
    noted = disk.noted

    def note(name: str, operation: Operation, *arguments: Any) -> None:  # noqa: ANN401
        noted("" if name == forgotten else name, operation, *arguments)

    return note
