"""Worker processes: started quietly, and gone when the process that needs them is gone."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import context, get_all_start_methods

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>


class _Mortal:
    """A process that Linux kills when its parent dies, which would else wait for ever."""

    def run(self) -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        super().run()  # type: ignore[misc]  # the process that this class is mixed into has it


class _Forked(_Mortal, context.ForkProcess):
    pass


class _Served(_Mortal, context.ForkServerProcess):
    pass


class _Fork(context.ForkContext):
    Process = _Forked


class _ForkServer(context.ForkServerContext):
    Process = _Served


def start_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool whose processes start with the first work that it is given.

    Forking is quickest but unsound where other threads run, as they do under serve.
    """
    methods = get_all_start_methods()
    chosen: context.BaseContext = context.SpawnContext()
    if sys.platform == "linux" and threading.active_count() == 1 and "fork" in methods:
        chosen = _Fork()
    elif sys.platform == "linux" and "forkserver" in methods:
        chosen = _ForkServer()
    return ProcessPoolExecutor(workers, mp_context=chosen)


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: their parent hears it and stops them.

    They inherit what is blocked now; a Ctrl-C in between is heard afterwards.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def available() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
