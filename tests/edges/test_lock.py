"""The lock: one build wins, the others know at once, the dead hold nothing."""

import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from generator.edges.disk import Busy, lock

FORK = multiprocessing.get_context("fork")


def hold(folder: Path, held: Event) -> None:
    with lock(folder):
        held.set()
        time.sleep(60)


def test_a_second_build_is_told_at_once_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    held = FORK.Event()
    other = FORK.Process(target=hold, args=(tmp_path / ".khabar", held))
    other.start()
    try:
        assert held.wait(10)
        began = time.perf_counter()
        with pytest.raises(Busy), lock(tmp_path / ".khabar"):
            pytest.fail("two builds held one lock")
        assert time.perf_counter() - began < 1
    finally:
        assert other.pid
        os.kill(other.pid, signal.SIGKILL)
        other.join()
    with lock(tmp_path / ".khabar"):
        pass


def test_the_lock_can_be_taken_again_and_again(tmp_path: Path) -> None:
    for _ in range(3):
        with lock(tmp_path):
            pass


def rush(folder: Path, start: Event) -> None:
    start.wait()
    try:
        with lock(folder):
            time.sleep(0.5)
    except Busy:
        sys.exit(3)


def test_of_eight_builds_at_once_one_wins(tmp_path: Path) -> None:
    start = FORK.Event()
    builds = [FORK.Process(target=rush, args=(tmp_path, start)) for _ in range(8)]
    for build in builds:
        build.start()
    start.set()
    for build in builds:
        build.join()
    assert sorted(build.exitcode or 0 for build in builds) == [0] + [3] * 7
