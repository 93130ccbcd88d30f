"""Trying again: longer and longer waits, each by chance so that many do not come at once.

After AWS, "Exponential backoff and jitter": half of the wait is fixed, half is chance.
"""

import time
from collections.abc import Callable
from secrets import SystemRandom
from threading import Event
from typing import TypeVar

T = TypeVar("T")

_TRIES = 16  # at 30 % failures one request in 200 million fails that often
_FIRST, _LONGEST, _PATIENCE = 0.1, 5.0, 300.0  # seconds
_chance = SystemRandom()


class Stopped(Exception):  # noqa: N818 - it says what happened to the others
    """Another request of the same group failed for good."""


def patiently(work: Callable[[], T], passes: Callable[[Exception], bool], stop: Event) -> T:
    """Do the work, again if what it raises may pass, until it is done or patience ends.

    Raises what the last try raised, or Stopped once stop is set.
    """
    wait, end = _FIRST, time.monotonic() + _PATIENCE
    for _ in range(_TRIES - 1):
        if stop.is_set():
            raise Stopped
        try:
            return work()
        except Exception as error:
            if not passes(error) or time.monotonic() > end:
                raise
        stop.wait(wait * _chance.uniform(0.5, 1))
        wait = min(_LONGEST, wait * 2)
    return work()
