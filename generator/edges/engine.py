"""Where work runs: in this process, in several, or on a cluster, with the same results.

The seam is one method, map, over batches made here. Work is a function that can be
pickled and a batch of values; results are values, in the order of the batches; nothing is set
up in a worker. Processes start when there is more than one batch to work on, not before.
"""

import os
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_NAME = re.compile(
    r"inline|processes(?::(?P<workers>[1-9][0-9]{0,2}))?"
    r"|dask:(?P<cluster>(?:(?:tcp|tls|ws|wss)://)?[^/\s]+:[0-9]{1,5})"
)
_FEW = 200  # items that take about as long as starting a pool
_BATCHES_A_WORKER = 4  # enough to balance unequal batches, few enough to bound memory


class EngineUnavailable(Exception):  # noqa: N818 - it says what the engine is
    """An engine that this installation does not have, or no engine's name."""


class ClusterRefused(ConnectionError):  # noqa: N818 - it says what happened
    """A cluster that does not answer, or that could give other bytes than this machine."""


@dataclass(frozen=True, slots=True)
class Shared(Generic[T]):
    """What many batches have in common: a cluster's worker is sent it once. key: its digest."""

    key: bytes
    value: T


class Engine:
    """One process or several; workers says how many. Close it, or use it with `with`.

    lost: whether a cluster went away, so that the rest was done here.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.lost = False
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the processes; work that has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def forks(self) -> bool:
        """Tell whether many batches are worked on by processes that have the memory of this one.

        They may then write where each has a name of its own to write to.
        """
        # Loading what processes need takes longer than a small build.
        from generator.edges import workers  # noqa: PLC0415 - as said above

        return self.workers > 1 and workers.can_fork()

    def aside(self, function: Callable[[], R]) -> Callable[[], R]:
        """Begin some work beside what follows, where that can be; give what waits for its result.

        Elsewhere it is done when it is waited for.
        """
        if not self.forks():
            return function
        from generator.edges.forks import beside  # noqa: PLC0415 - as above

        return beside(function)

    def map(
        self,
        function: Callable[..., R],
        batches: Sequence[T],
        bring: Callable[[T], object] | None = None,
    ) -> Iterator[R]:
        """Yield function(batch), or function(batch, bring(batch)), for every batch in order.

        bring: makes, when its turn comes, what a batch needs that must not be in memory before,
        and that only a process with the memory of this one can make: a forked one, else this
        one itself. A batch whose process dies is run once more, here. What function raises is
        raised here, and the batches after it are dropped.
        """
        if self.workers == 1 or len(batches) <= 1:
            for batch in batches:
                yield function(*given_of(batch, bring))
            return
        if not self.forks():
            yield from self._pooled(function, batches, bring)
            return
        from generator.edges.forks import Crew  # noqa: PLC0415 - as above

        yield from Crew(function, batches, bring, self.workers).results()

    def _pooled(
        self,
        function: Callable[..., R],
        batches: Sequence[T],
        bring: Callable[[T], object] | None,
    ) -> Iterator[R]:
        """Do the same with a pool that is sent every batch."""
        waiting: deque[tuple[tuple[object, ...], Future[R]]] = deque()
        begun = 0
        try:
            while waiting or begun < len(batches):
                while begun < len(batches) and len(waiting) < self.workers * _BATCHES_A_WORKER:
                    given = given_of(batches[begun], bring)
                    waiting.append((given, self._submit(function, given)))
                    begun += 1
                given, future = waiting.popleft()
                try:
                    result = future.result()
                except BrokenExecutor:
                    self.close()
                    result = function(*given)
                    waiting = deque((one, self._submit(function, one)) for one, _ in waiting)
                yield result
        finally:
            for _, future in waiting:
                future.cancel()

    def _submit(self, function: Callable[..., R], given: tuple[object, ...]) -> Future[R]:
        """Hand a batch to the pool, a new one if there is none or a process of it died."""
        from generator.edges import workers  # noqa: PLC0415 - as above

        for _ in range(2):
            with workers.deaf_to_interrupts():
                if self._pool is None:
                    self._pool = workers.start_pool(self.workers)
                try:
                    return self._pool.submit(function, *given)
                except BrokenExecutor:
                    self.close()
        return _done(function, given)


def given_of(batch: T, bring: Callable[[T], object] | None) -> tuple[object, ...]:
    """Give what the function is called with for a batch."""
    return (batch,) if bring is None else (batch, bring(batch))


def _done(function: Callable[..., R], given: tuple[object, ...]) -> Future[R]:
    """Run a batch here, where processes die before they can be given anything."""
    future: Future[R] = Future()
    try:
        future.set_result(function(*given))
    except Exception as error:  # noqa: BLE001 - the future hands it on
        future.set_exception(error)
    return future


def open_engine(name: str) -> Engine:
    """Make the engine of a name: inline, processes (one for each processor), processes:N.

    "" is processes, which start only when the work is worth it.

    Raises EngineUnavailable, with a text for the operator, for dask:ADDRESS without the
    cluster extra, and for anything else; ClusterRefused where that cluster is of no use.
    """
    found = _NAME.fullmatch(name or "processes")
    if found is None:
        raise EngineUnavailable(
            f"There is no engine {name!r}: use inline, processes, processes:N or dask:HOST:PORT."
        )
    if found["cluster"]:
        return _cluster(found["cluster"])
    if name == "inline":
        return Engine(1)
    return Engine(int(found["workers"] or available()))


def available() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cluster(address: str) -> Engine:
    try:
        from generator.edges.cluster import Cluster  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            "The Dask engine needs the cluster extra, which is not installed:"
            " pip install 'khabar[cluster]'."
        ) from error
    return Cluster(address)


def batches(
    items: Sequence[T], workers: int, smallest: int = 8, largest: int = 64
) -> list[tuple[T, ...]]:
    """Split items, in order, into batches of like size that keep all workers busy.

    Few items stay one batch: they are done sooner than processes could start.
    """
    if 0 < len(items) <= _FEW:
        return [tuple(items)]
    each = -(-len(items) // (workers * _BATCHES_A_WORKER))
    size = min(max(each, smallest), largest)
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]
