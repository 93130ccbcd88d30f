"""The last net under work that takes too long: it is interrupted by the processor's clock.

What counts is the time that this process works, not the time that passes, so a busy machine
ends nothing that a quiet one would finish. Only a process's main thread can be interrupted,
which is where builds and their workers run; elsewhere, and on Windows, work just runs.
"""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

R = TypeVar("R")


class OutOfPatience(Exception):  # noqa: N818 - it says what happened, as StopIteration does
    """Work took longer than it was given."""


def within(seconds: float, work: Callable[[], R]) -> R:
    """Do some work in at most so many seconds of this process's own time.

    Raises OutOfPatience where that was not enough.
    """
    here = threading.current_thread() is threading.main_thread()
    if not here or not hasattr(signal, "setitimer"):
        return work()
    before = signal.signal(signal.SIGVTALRM, _interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfPatience
