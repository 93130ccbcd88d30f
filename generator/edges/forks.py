"""Work shared out to forked processes, which have all of it in memory already.

A forked process sees what its parent held when it was forked, at no cost: so no batch is
pickled, only the number of the next one and its result, and what a batch needs is brought by
who works on it. That is most of the time that many small pages would spend on the way.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from generator.edges import workers
from generator.edges.engine import given_of

T = TypeVar("T")
R = TypeVar("R")
IDLE = -1
_WINDOW = 4  # batches a process by which results may run ahead of the one that is waited for
_LOST = (EOFError, OSError)  # what a pipe says when its other end has died


@dataclass(slots=True)
class _Worker:
    """A forked process, the pipe to it, and the number of the batch that it has; -1: none.

    It has one at a time: while it writes a large result into the pipe, nothing large may be
    written from the other end.
    """

    process: BaseProcess
    pipe: Connection
    at_work: int = IDLE


@dataclass(slots=True)
class Crew(Generic[T, R]):
    """Some forked processes at work on batches. bring: see Engine.map."""

    function: Callable[..., R]
    batches: Sequence[T]
    bring: Callable[[T], object] | None
    size: int
    _workers: list[_Worker] = field(default_factory=list)
    _done: dict[int, tuple[bool, object]] = field(default_factory=dict)
    _next: int = 0

    def results(self) -> Iterator[R]:
        """Yield the result of each batch in order; raise what the work on it raised."""
        gc.freeze()  # what the processes share is not written to by a collection
        try:
            for number in range(len(self.batches)):
                self._hand_out(number)
                while number not in self._done:
                    self._take_in()
                    self._hand_out(number)
                fine, value = self._done.pop(number)
                if not fine:
                    raise value  # type: ignore[misc]  # an exception, as it came from there
                yield value  # type: ignore[misc]  # what function gave
        finally:
            gc.unfreeze()
            self._dismiss()

    def begin(self) -> None:
        """Begin before any result is waited for."""
        self._hand_out(0)

    def _hand_out(self, waited_for: int) -> None:
        """Give every process something to do, but none the work of next week."""
        while len(self._workers) < min(self.size, len(self.batches) - self._next):
            self._workers.append(self._fork())
        last = min(len(self.batches), waited_for + self.size * _WINDOW)
        for worker in self._workers:
            if worker.at_work == IDLE and self._next < last:
                worker.at_work = number = self._next
                self._next += 1
                with suppress(OSError):  # it died: taking in will find out
                    worker.pipe.send(number)

    def _take_in(self) -> None:
        """Wait for results; the batches of a process that died are done here."""
        pipes = {one.pipe: one for one in self._workers if one.at_work != IDLE}
        for ready in wait(list(pipes)):
            worker = pipes[ready]  # type: ignore[index]  # only pipes were waited for
            try:
                result = worker.pipe.recv()
            except _LOST:
                self._workers.remove(worker)
                _end(worker)
                result = self._tried(worker.at_work)
            self._done[worker.at_work] = result
            worker.at_work = IDLE

    def _tried(self, number: int) -> tuple[bool, object]:
        """Do a batch; give (True, result) or (False, what was raised)."""
        try:
            return True, self.function(*given_of(self.batches[number], self.bring))
        except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
            return False, error

    def _fork(self) -> _Worker:
        ours, theirs = Pipe()
        with workers.deaf_to_interrupts():
            process = workers.forked(self._serve, (theirs,))
        theirs.close()  # so that ours ends when the process does
        return _Worker(process, ours)

    def _serve(self, pipe: Connection) -> None:
        """Work, in a forked process, on whatever the parent names, until it closes the pipe."""
        while True:
            try:
                number = pipe.recv()
            except _LOST:
                return
            pipe.send(self._tried(number))

    def _dismiss(self) -> None:
        for worker in self._workers:
            _end(worker)
        self._workers.clear()


def beside(function: Callable[[], R]) -> Callable[[], R]:
    """Begin some work in a process of its own; give what waits for its result, or its error."""
    crew = Crew(lambda _: function(), (None,), None, 1)
    crew.begin()
    return lambda: next(crew.results())


def tried(function: Callable[..., object], given: tuple[object, ...]) -> tuple[bool, object]:
    """Give (True, result) or (False, what was raised)."""
    try:
        return True, function(*given)
    except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
        return False, error


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.terminate()
    worker.process.join()
