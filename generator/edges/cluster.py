"""Work shared out to a Dask cluster, whose workers share neither memory nor a disk with us.

A batch travels as bytes that only its worker reads. What batches have in common is a task of
its own: Dask brings it to each worker once, and makes it anew when all that held it are gone.
Dask runs the batch of a lost worker again; where the whole cluster is lost, the rest is done
here. Machines on which the same work could give other bytes are refused.
"""

import copyreg
import io
import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from sys import version_info
from time import monotonic
from typing import Any, Generic, TypeVar

import dask
from distributed import Client, Future

from generator.edges import images
from generator.edges.engine import ClusterRefused, Engine, Shared, available, given_of
from generator.edges.forks import tried
from generator.edges.package import code_digest

T = TypeVar("T")
R = TypeVar("R")
Parts = tuple[tuple[str, str], ...]

_PATIENCE = 5  # seconds in which a cluster answers, or has its first worker
_PULSE = 1  # seconds of waiting after which to look whether there are workers at all
_ALONE = 5.0  # seconds without any worker until the cluster is given up
_SLOW = 120  # seconds in which a result travels here, before it is looked for anew
_WINDOW = 3  # batches for each thread of the cluster that are under way
# Libraries whose version decides what bytes come out of the same work.
_LIBRARIES = (
    "anyascii", "babel", "jinja2", "markdown", "markupsafe", "nh3", "orjson", "pillow",
    "pyyaml", "regex",
)  # fmt: skip
# Dask warns of pictures of ten megabytes as if they were a mistake.
_SETTINGS = (("distributed.admin.large-graph-warning-threshold", "1 GiB"),)


class _LostError(Exception):
    """The cluster does not answer any more, or has no worker left."""


class Cluster(Engine):
    """The threads of a Dask cluster. address: HOST:PORT of its scheduler, tls:// before it or not.

    Raises ClusterRefused where nothing answers there, or where it cannot give the same bytes.
    """

    def __init__(self, address: str) -> None:
        _hush()
        try:
            self._client: Client | None = Client(
                address, timeout=_PATIENCE, set_as_default=False, name="khabar"
            )
        except OSError as error:
            raise ClusterRefused(f"no Dask scheduler answers at {address}") from error
        super().__init__(1)
        try:
            self._get_ready(self._client, address)
        except BaseException:
            self.close()
            raise

    def _get_ready(self, client: Client, address: str) -> None:
        """Wait for a worker, and compare what everything there is made of with what we are."""
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ClusterRefused(f"the Dask cluster at {address} has no workers") from error
        ours = made_of()
        try:
            _compare("the Dask scheduler", client.run_on_scheduler(made_of), ours)
        except ImportError as error:
            raise ClusterRefused(_without("the Dask scheduler")) from error
        for name, theirs in client.run(made_of, on_error="return").items():
            _compare(f"the Dask worker {name}", theirs, ours)
        self.workers = sum(client.nthreads().values())

    def close(self) -> None:
        """Take leave of the cluster, which goes on without us."""
        super().close()
        if self._client is not None:
            client, self._client = self._client, None
            with suppress(Exception):  # it is left, whatever it still has to say
                client.close(timeout=_PULSE)

    def forks(self) -> bool:
        """Say no: the workers of a cluster have nothing but what they are sent."""
        return self._client is None and super().forks()

    def map(
        self,
        function: Callable[..., R],
        batches: Sequence[T],
        bring: Callable[[T], object] | None = None,
    ) -> Iterator[R]:
        """Do as Engine does; when the cluster is lost, the rest is done on this machine."""
        done = 0
        if self._client is not None and len(batches) > 1:
            try:
                for result in _Dispatch(self._client, function, batches, bring).results():
                    done += 1
                    yield result
            except _LostError:
                self.close()
                self.lost = True
                self.workers = available()
        if done < len(batches):
            yield from super().map(function, batches[done:] if done else batches, bring)


class _Dispatch(Generic[T, R]):
    """Sends the batches of one map, a few ahead of the one that is waited for."""

    def __init__(
        self,
        client: Client,
        function: Callable[..., R],
        batches: Sequence[T],
        bring: Callable[[T], object] | None,
    ) -> None:
        self.client = client
        self.function = function
        self.batches = batches
        self.bring = bring
        self.stamp = made_of()
        self.shared: dict[bytes, Future[object]] = {}
        self.waiting: deque[Future[object]] = deque()

    def results(self) -> Iterator[R]:
        """Yield the result of each batch in order; raise what the work on it raised."""
        begun = 0
        try:
            window = _WINDOW * max(1, sum(self.client.nthreads().values()))
            for number in range(len(self.batches)):
                while begun < min(len(self.batches), number + window):
                    self.waiting.append(self._send(self._work(begun)))
                    begun += 1
                fine, value = self._receive(self.waiting[0], number)
                self.waiting.popleft().release()
                if not fine:
                    raise value  # type: ignore[misc]  # an exception, as it came from there
                yield value  # type: ignore[misc]  # what function gave
        finally:
            for future in (*self.waiting, *self.shared.values()):
                future.release()

    def _work(self, number: int) -> tuple[object, ...]:
        return given_of(self.batches[number], self.bring)

    def _send(self, given: tuple[object, ...]) -> Future[Any]:
        packer = _Packer()
        data = packer.packed((self.function, given))
        for key, value in packer.shared.items():
            if key not in self.shared:
                self.shared[key] = self._submit(pickle.loads, pickle.dumps(value))
        return self._submit(work, self.stamp, data, *(self.shared[key] for key in packer.shared))

    def _submit(self, function: Callable[..., object], *given: object) -> Future[Any]:
        """Give Dask a task that is like no other; raises _LostError."""
        try:
            with dask.config.set(dict(_SETTINGS)):
                return self.client.submit(function, *given, pure=False)
        except Exception as error:
            if self.client.status != "running":
                raise _LostError from error
            raise

    def _receive(self, future: Future[Any], number: int) -> tuple[bool, object]:
        """Wait for a result; a batch that Dask gives up, after several lost workers, is done here.

        Raises _LostError where no worker is left to wait for, ClusterRefused where a worker
        joined that is made of something else.
        """
        seen = monotonic()
        while True:
            try:
                return future.result(timeout=_SLOW if future.done() else _PULSE)  # type: ignore[no-any-return]
            except TimeoutError:
                now = monotonic()
                seen = now if self._lives() else seen
                if now - seen > _ALONE:
                    raise _LostError from None
            except (ClusterRefused, ImportError) as error:
                raise ClusterRefused(str(error)) from error
            except Exception as error:
                if not self._lives():
                    raise _LostError from error
                return tried(self.function, self._work(number))

    def _lives(self) -> bool:
        try:
            return self.client.status == "running" and bool(self.client.nthreads())
        except Exception:  # noqa: BLE001 - whatever it is, there is nobody to ask
            return False


class _Packer(pickle.Pickler):
    """Pickles a batch; of what is shared only its key, and keeps the rest in shared."""

    def __init__(self) -> None:
        self._into = io.BytesIO()
        super().__init__(self._into, pickle.HIGHEST_PROTOCOL)
        self.shared: dict[bytes, Shared[object]] = {}
        self.dispatch_table = dict(copyreg.dispatch_table)
        self.dispatch_table[Shared] = self._apart

    def packed(self, value: object) -> bytes:
        """Give the bytes of a value."""
        self.dump(value)
        return self._into.getvalue()

    def _apart(self, one: Shared[object]) -> tuple[Callable[..., object], tuple[bytes]]:
        self.shared[one.key] = one
        return _held, (one.key,)


class _Unpacker(pickle.Unpickler):
    """Reads what _Packer wrote, with what is shared put back into its places."""

    def __init__(self, data: bytes, shared: tuple[Shared[object], ...]) -> None:
        super().__init__(io.BytesIO(data))
        self._shared = {one.key: one for one in shared}

    def find_class(self, module: str, name: str) -> object:
        """Find what a pickle names; for _held, what was brought along."""
        if (module, name) == (__name__, _held.__name__):
            return self._shared.__getitem__
        return super().find_class(module, name)


def _held(key: bytes) -> Shared[object]:
    """Stand in a pickle for what is shared; only _Unpacker knows it."""
    raise KeyError(key)


def work(stamp: Parts, data: bytes, *shared: Shared[object]) -> tuple[bool, object]:
    """Do a batch, on a worker; give (True, result) or (False, what was raised).

    Raises ClusterRefused on a worker that is made of something else than stamp says.
    """
    _compare("a Dask worker that joined meanwhile", made_of(), stamp)
    function, given = _Unpacker(data, shared).load()
    return tried(function, given)


@cache
def made_of() -> Parts:
    """Name, with its version, everything here that decides what bytes work gives."""
    return (
        ("khabar", code_digest()),
        ("python", ".".join(map(str, version_info[:2]))),
        *((name, version(name)) for name in _LIBRARIES),
        ("picture encoders", images.encoders().hex()),
        ("shaping of words", str(images.shapes_words())),
    )


def _compare(who: str, theirs: object, ours: Parts) -> None:
    """Raise ClusterRefused, with what differs, where theirs are not ours."""
    if isinstance(theirs, Exception) or not isinstance(theirs, tuple):
        raise ClusterRefused(_without(who))
    if theirs == ours:
        return
    known = dict(theirs)
    name, wanted = next((one for one in ours if known.get(one[0]) != one[1]), ours[0])
    raise ClusterRefused(
        f"{who} has {name} {known.get(name, 'not at all')}, not {wanted} as here:"
        " install the same versions on every machine"
    )


def _without(who: str) -> str:
    return f"{who} does not have Khabar: install khabar[cluster] in its environment"


def _hush() -> None:
    """Keep Dask from writing to the terminal: what the newsroom must know, we tell it."""
    for name in ("distributed", "distributed.client", "distributed.gc"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
