"""The last net under work that takes too long: it is interrupted by the processor's clock.

What counts is the time that this process works, not the time that passes, so a busy machine
ends nothing that a quiet one would finish. Only a process's main thread can be interrupted,
which is where builds and their workers run; elsewhere, and on Windows, work just runs.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

R = TypeVar("R")


class OutOfPatience(Exception):  # noqa: N818 - it says what happened, as StopIteration does
    """Work took longer than it was given."""


@contextmanager
def patience(seconds: float) -> Iterator[Callable[[Callable[[], R]], R]]:
    """Give what does some work in at most so many seconds of this process's own time.

    The work raises OutOfPatience where that was not enough. Listening to the clock costs more
    than setting it, so many small pieces of work are best done under one.
    """
    here = threading.current_thread() is threading.main_thread()
    if not here or not hasattr(signal, "setitimer"):
        yield lambda work: work()
        return

    working = False

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        if working:
            raise OutOfPatience

    def within(work: Callable[[], R]) -> R:
        nonlocal working
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        working = True
        try:
            return work()
        finally:
            working = False

    before = signal.signal(signal.SIGVTALRM, interrupt)
    try:
        yield within
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
