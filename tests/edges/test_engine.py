"""Engines: the same results in the same order, wherever they were made and whoever died."""

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edges.engine import Engine, EngineUnavailable, batches, open_engine

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc about processes")


def double(batch: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(2 * item for item in batch)


def slow_first(batch: tuple[int, ...]) -> int:
    time.sleep(0.2 if batch[0] == 0 else 0)
    return batch[0]


def who(_: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def large(batch: int, brought: bytes) -> bytes:
    return brought * 4 + bytes([batch])


def refuse(batch: int) -> int:
    if batch == 3:
        raise ValueError(batch)
    return batch


def die_in_a_worker(work: tuple[int, int]) -> int:
    """Kill the process unless it is the one that the tests run in."""
    number, parent = work
    if number % 5 == 2 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("name", ["inline", "processes", "processes:1", "processes:3"])
def test_every_engine_gives_the_same_in_order(name: str) -> None:
    items = batches(range(300), 2)
    with open_engine(name) as engine:
        results = list(engine.map(double, items))
        again = list(engine.map(double, items))
    assert results == again == [double(item) for item in items]


@pytest.mark.parametrize("name", ["inline", "processes:2"])
def test_what_is_fetched_for_a_batch_and_what_comes_back_may_be_large(name: str) -> None:
    with open_engine(name) as engine:
        made = list(engine.map(large, range(12), lambda number: bytes([number]) * 500_000))
    assert made == [bytes([number]) * 2_000_001 for number in range(12)]


def test_a_slow_batch_holds_its_place() -> None:
    with open_engine("processes:2") as engine:
        numbers = list(engine.map(slow_first, [(number,) for number in range(40)]))
    assert numbers == list(range(40))


def test_names_say_how_many_workers() -> None:
    assert open_engine("inline").workers == 1
    assert open_engine("processes:3").workers == 3
    assert open_engine("processes").workers == open_engine("").workers >= 1


@pytest.mark.parametrize(
    "name",
    ["threads", "processes:0", "processes:-1", "dask", "dask:here", "dask:ftp://x:1", "inline:2"],
)
def test_a_name_of_no_engine_is_refused(name: str) -> None:
    with pytest.raises(EngineUnavailable, match=r"inline, processes"):
        open_engine(name)


def test_small_work_starts_no_process() -> None:
    with open_engine("processes:2") as engine:
        assert list(engine.map(who, [])) == []
        assert list(engine.map(who, [1])) == [os.getpid()]


def test_large_work_runs_in_other_processes() -> None:
    with open_engine("processes:2") as engine:
        seen = set(engine.map(who, range(12)))
    assert len(seen) == 2
    assert os.getpid() not in seen


def test_beside_other_threads_work_runs_in_other_processes_too() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        with open_engine("processes:2") as engine:
            seen = list(engine.map(who, range(4)))
    finally:
        done.set()
        other.join()
    assert os.getpid() not in seen


@pytest.mark.parametrize("name", ["inline", "processes:2"])
def test_what_the_work_raises_is_raised_here(name: str) -> None:
    with open_engine(name) as engine:
        results = engine.map(refuse, range(100))
        assert [next(results) for _ in range(3)] == [0, 1, 2]
        with pytest.raises(ValueError, match="3"):
            next(results)
        assert list(engine.map(double, [(1,), (2,)])) == [(2,), (4,)]


def test_a_batch_whose_process_dies_is_run_again() -> None:
    work = [(number, os.getpid()) for number in range(30)]
    with open_engine("processes:2") as engine:
        assert list(engine.map(die_in_a_worker, work)) == list(range(30))
        assert list(engine.map(double, [(1,), (2,)])) == [(2,), (4,)]


@pytest.mark.parametrize("name", ["inline", "processes:2"])
def test_work_aside_gives_what_it_gives_and_raises_what_it_raises(name: str) -> None:
    with open_engine(name) as engine:
        many, wrong = engine.aside(partial(large, 7, b"x" * 200_000)), engine.aside(unlucky)
        assert list(engine.map(double, [(1,), (2,)])) == [(2,), (4,)]
        assert many() == b"x" * 800_000 + b"\7"
        with pytest.raises(ValueError, match="3"):
            wrong()
        engine.aside(unlucky)  # and nobody ever asks


def unlucky() -> int:
    return refuse(3)


@LINUX
def test_work_aside_goes_on_beside_other_work_and_is_done_here_where_that_dies() -> None:
    with open_engine("processes:2") as engine:
        waiting = engine.aside(partial(who, 0))
        assert (waiting() != os.getpid()) == engine.forks()  # not beside threads of other tests
        dying = engine.aside(partial(die_in_a_worker, (2, os.getpid())))
        assert dying() == 2


def test_results_that_nobody_takes_harm_nothing() -> None:
    with open_engine("processes:2") as engine:
        results = engine.map(who, range(1000))
        next(results)
        began = time.perf_counter()
    assert time.perf_counter() - began < 2


@settings(deadline=None)
@given(
    st.integers(201, 3000) | st.just(0), st.integers(1, 16), st.integers(1, 20), st.integers(0, 80)
)
def test_batches_hold_every_item_once_in_order(
    count: int, workers: int, smallest: int, more: int
) -> None:
    largest = smallest + more
    made = batches(range(count), workers, smallest, largest)
    assert list(chain.from_iterable(made)) == list(range(count))
    assert all(0 < len(batch) <= largest for batch in made)
    assert all(len(batch) >= smallest for batch in made[:-1])


@settings(deadline=None)
@given(st.integers(1, 200), st.integers(1, 16))
def test_few_items_are_one_batch(count: int, workers: int) -> None:
    assert batches(range(count), workers) == [tuple(range(count))]


def test_batches_keep_all_workers_busy() -> None:
    assert len(batches(range(300), 2)) == 8
    assert max(map(len, batches(range(100_000), 2))) == 64


SCRIPT = """
import os, signal, sys, time
from generator.edges.engine import open_engine

def work(batch):
    os.write(1, f"{os.getpid()};".encode())
    time.sleep(0.3)
    return batch

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may start us deaf
    with open_engine("processes:2") as engine:
        for result in engine.map(work, range(100)):
            pass
"""


def start(tmp_path: Path) -> tuple["subprocess.Popen[str]", set[int]]:
    """Start a process with two workers; return it and their ids."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script)]
    started = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stdout
    told = ""
    while told.count(";") < 2:
        told += started.stdout.read(1) or pytest.fail("it ended too soon")
    return started, {int(process) for process in told.split(";")[:2]}


def are_gone(processes: set[int]) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not any(is_running(process) for process in processes):
            return True
        time.sleep(0.01)
    return False


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@LINUX
def test_an_interrupt_stops_everything_with_one_traceback(tmp_path: Path) -> None:
    started, workers = start(tmp_path)
    began = time.perf_counter()
    os.killpg(started.pid, signal.SIGINT)
    _, errors = started.communicate(timeout=10)
    assert time.perf_counter() - began < 5
    assert errors.count("Traceback") == 1
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert are_gone(workers)


@LINUX
def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    started, workers = start(tmp_path)
    started.kill()
    started.communicate(timeout=10)
    assert are_gone(workers)


def test_an_engine_that_never_worked_closes_at_once() -> None:
    with Engine(4):
        pass
