"""Worker processes: started quietly, and gone when the process that needs them is gone."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import context, get_all_start_methods
from multiprocessing.process import BaseProcess

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


class _ForkServer(context.ForkServerContext):
    Process = _Served


def can_fork() -> bool:
    """Tell whether forking is sound: on Linux, where no other thread runs."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and "fork" in get_all_start_methods()
    )


def forked(function: Callable[..., object], given: tuple[object, ...]) -> BaseProcess:
    """Start a forked process that runs function(*given); nothing of it is pickled.

    A parent that died before it could be told to whom its death matters is seen by its absence.
    """
    parent = os.getpid()

    def work() -> None:
        if os.getppid() == parent:
            function(*given)

    process = _Forked(target=work, daemon=True)
    process.start()
    return process


def start_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool whose processes start with the first work that it is given.

    It is for places where forking is not sound: other threads run under serve.
    """
    chosen: context.BaseContext = context.SpawnContext()
    if sys.platform == "linux" and "forkserver" in get_all_start_methods():
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
