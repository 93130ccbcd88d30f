"""Object storage through obstore: its synchronous calls, many at once in threads.

Its own retries are off: they leave out timeouts of writes and refusals for haste (429),
which are the commonest reasons to try again.
"""

import gzip
import importlib
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from generator.edges.deploy.patience import Stopped, patiently
from generator.edges.deploy.reading import read_planned
from generator.edges.deploy.secrecy import redacted
from generator.model.delivery import (
    AZURE,
    BROTLI,
    GCS,
    GZIP,
    S3,
    DeliveryFailed,
    Put,
    Storage,
)

T = TypeVar("T")
Version = tuple[str | None, str | None]
Done = Callable[[str, int], None]
_STATUS = re.compile(r"status code: (\d{3})")
_NOISE = re.compile(r"(?<=: )Error performing [A-Z]+ \S+ in \S+ - |Server returned non-2xx ")
_HASTE, _TOO_LATE = 429, 408
_SERVER = 500
_UNSUPPORTED = 501
_VERSION = ("e_tag", "version")
_REGARDLESS = "overwrite"
_ENCODING = "Content-Encoding"
_CODINGS = {GZIP: "gzip", BROTLI: "br"}
_NO_STORE = {"Cache-Control": "no-store", "Content-Type": "application/json"}
_ONE_REQUEST = 64 * 1024 * 1024  # bytes; more than that goes in parts
_METADATA = "169.254.169.254"  # the metadata service of all three clouds
_CONNECT = timedelta(seconds=10)


def coding(target: Storage) -> str:
    """Give the content coding in which a target stores texts; "" for none.

    Raises DeliveryFailed where this machine cannot make it.
    """
    if target.compress == BROTLI:
        _brotli()
    return _CODINGS.get(target.compress, "")


def open_storage(target: Storage, output: Path) -> "ObjectStore":
    """Open object storage; DeliveryFailed where obstore is not installed or objects."""
    try:
        obstore = importlib.import_module("obstore")
        stores = importlib.import_module("obstore.store")
    except ImportError as error:
        raise DeliveryFailed("deploy-extra") from error
    try:
        store = _open(stores, target)
    except (obstore.exceptions.BaseError, ValueError, OSError) as error:
        raise DeliveryFailed("deploy-target", reason=_said(error)) from error
    return ObjectStore(obstore, store, target, output)


def _open(stores: Any, target: Storage) -> Any:  # noqa: ANN401 - modules of an optional extra
    client = {
        "timeout": timedelta(seconds=target.seconds),
        "connect_timeout": min(_CONNECT, timedelta(seconds=target.seconds)),
        "allow_http": target.endpoint.startswith("http://"),
        "user_agent": "khabar",
    }
    told: dict[str, Any] = {
        "client_options": client,
        "retry_config": {"max_retries": 0},
        "prefix": target.prefix or None,
    }
    said = {"endpoint": target.endpoint, "region": target.region}
    told |= {name: value for name, value in said.items() if value}
    if target.kind == S3:
        # One by one: not every service that speaks S3 knows how to remove many at once.
        return stores.S3Store(target.bucket, disable_bulk_delete=True, **told)
    if target.kind == GCS:
        return stores.GCSStore(target.bucket, **told)
    if target.kind == AZURE:
        return stores.AzureStore(target.bucket, account_name=target.account, **told)
    return stores.MemoryStore()


class ObjectStore:
    """A Store (see the package) in a bucket, or in memory."""

    def __init__(self, obstore: Any, store: Any, target: Storage, output: Path) -> None:  # noqa: ANN401
        self._obstore = obstore
        self._store = store
        self._target = target
        self._output = output

    def read(self, name: str) -> tuple[bytes, Version] | None:
        """Give a note and its version."""

        def work() -> tuple[bytes, Version]:
            found = self._obstore.get(self._store, name)
            return bytes(found.bytes()), (found.meta.get("e_tag"), found.meta.get("version"))

        try:
            return self._try(name, work)
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes, seen: Version | None) -> Version:
        """Write a note unless it is another than the one that was seen."""
        versions = zip(_VERSION, seen or (), strict=False)
        mode: Any = {key: value for key, value in versions if value} if seen else "create"
        known = self._obstore.exceptions
        try:
            return self._try(name, lambda: self._write(name, data, mode))
        except FileNotFoundError as error:  # no such bucket
            raise DeliveryFailed("deploy-target", reason=_said(error)) from error
        except (known.AlreadyExistsError, known.PreconditionError) as error:
            return self._mine(name, data, error)
        except known.NotSupportedError:
            self._try(name, lambda: self._write(name, data, _REGARDLESS))
            return self._mine(name, data, None)

    def listing(self) -> dict[str, int]:
        """Give path and size of every object."""

        def work() -> dict[str, int]:
            pages = self._obstore.list(self._store, chunk_size=1000)
            return {one["path"]: one["size"] for page in pages for one in page}

        try:
            return self._try("", work)
        except FileNotFoundError as error:  # no such bucket
            raise DeliveryFailed("deploy-target", reason=_said(error)) from error

    def put(self, puts: Sequence[Put], done: Done) -> None:
        """Write a group of files at once."""
        stop = Event()
        self._at_once([(put.file.path, self._putting(put, stop)) for put in puts], stop, done)

    def remove(self, paths: Sequence[str], done: Done) -> None:
        """Remove objects; pages go before what they may still need."""
        stop = Event()
        pages = [path for path in paths if path.endswith(".html")]
        others = [path for path in paths if not path.endswith(".html")]
        for some in (pages, others):
            self._at_once([(path, self._removing(path, stop)) for path in some], stop, done)

    def _putting(self, put: Put, stop: Event) -> Callable[[], int]:
        path, headers = put.file.path, dict(put.file.headers)

        def work() -> int:
            data = _encoded(read_planned(self._output, put.file), headers)
            parts = len(data) > _ONE_REQUEST

            def send() -> int:
                self._obstore.put(self._store, path, data, attributes=headers, use_multipart=parts)
                return len(data)

            try:
                return self._try(path, send, stop)
            except FileNotFoundError as error:  # no such bucket
                raise DeliveryFailed("deploy-failed", path=path, reason=_said(error)) from error

        return work

    def _removing(self, path: str, stop: Event) -> Callable[[], int]:
        def work() -> int:
            try:
                self._try(path, lambda: self._obstore.delete(self._store, path), stop)
            except FileNotFoundError:
                return 0
            return 0

        return work

    def _at_once(
        self, work: Sequence[tuple[str, Callable[[], int]]], stop: Event, done: Done
    ) -> None:
        """Do the work in threads; what fails for good stops what has not begun."""
        if not work:
            return
        with ThreadPoolExecutor(min(self._target.threads, len(work))) as pool:
            futures = {pool.submit(one): path for path, one in work}
            try:
                for future in as_completed(futures):
                    done(futures[future], future.result())
            except BaseException as error:
                stop.set()
                _drain(futures, done)
                if isinstance(error, Stopped):
                    raise _first(futures) from error
                raise

    def _write(self, name: str, data: bytes, mode: Any) -> Version:  # noqa: ANN401 - obstore's
        try:
            made = self._obstore.put(self._store, name, data, attributes=_NO_STORE, mode=mode)
        except self._obstore.exceptions.GenericError as error:
            if mode != _REGARDLESS and _status(error) == _UNSUPPORTED:
                raise self._obstore.exceptions.NotSupportedError(str(error)) from error
            raise
        return made.get("e_tag"), made.get("version")

    def _mine(self, name: str, data: bytes, cause: Exception | None) -> Version:
        """Give the version of a note that proves to be ours: an answer may have been lost."""
        found = self.read(name)
        if found is None or found[0] != data:
            raise DeliveryFailed("deploy-overtaken") from cause
        return found[1]

    def _try(self, name: str, work: Callable[[], T], stop: Event | None = None) -> T:
        """Do one request, patiently; what a caller expects to happen is let through."""
        known = self._obstore.exceptions
        try:
            return patiently(work, self._passes, stop or Event())
        except (known.AlreadyExistsError, known.PreconditionError, known.NotSupportedError):
            raise
        except known.BaseError as error:
            code = "deploy-credentials" if _keyless(error, known) else "deploy-failed"
            raise DeliveryFailed(code, path=name or "/", reason=_said(error)) from error

    def _passes(self, error: Exception) -> bool:
        """Tell whether an error may pass: the server's, haste, a lost connection, a timeout."""
        known = self._obstore.exceptions
        if not isinstance(error, known.GenericError) or _keyless(error, known):
            return False
        status = _status(error)
        return (
            not status
            or status in (_HASTE, _TOO_LATE)
            or (status >= _SERVER and status != _UNSUPPORTED)
        )


def _drain(futures: dict[Future[int], str], done: Done) -> None:
    """Wait for what is under way, drop what has not begun, and note what was done after all."""
    for future in futures:
        future.cancel()
    wait(futures)
    for future, path in futures.items():
        if future.done() and not future.cancelled() and future.exception() is None:
            done(path, future.result())


def _first(futures: dict[Future[int], str]) -> BaseException:
    """Give the error for which the others were stopped."""
    for future in futures:
        error = None if future.cancelled() else future.exception()
        if error is not None and not isinstance(error, Stopped):
            return error
    return Stopped()


def _encoded(data: bytes, headers: dict[str, str]) -> bytes:
    """Compress as the headers say; the same bytes give the same result at any time."""
    encoding = headers.get(_ENCODING)
    if encoding == _CODINGS[GZIP]:
        return gzip.compress(data, mtime=0)
    if encoding == _CODINGS[BROTLI]:
        compressed: bytes = _brotli().compress(data)
        return compressed
    return data


def _brotli() -> Any:  # noqa: ANN401 - a library that may be missing
    for name in ("brotli", "brotlicffi"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise DeliveryFailed("deploy-brotli")


def _keyless(error: Exception, known: Any) -> bool:  # noqa: ANN401 - obstore's exceptions
    """Tell whether credentials are missing or wrong.

    Where the environment has none obstore asks the machine that a cloud would have for that.
    """
    return isinstance(error, known.UnauthenticatedError) or _METADATA in str(error)


def _status(error: Exception) -> int:
    found = _STATUS.search(str(error))
    return int(found[1]) if found else 0


def _said(error: Exception) -> str:
    """Give what matters of obstore's message: the status, its first paragraph, no credentials."""
    code = f"HTTP {status}: " if (status := _status(error)) else ""
    first = str(error).partition("\n\n")[0].partition("Debug source")[0]
    return code + redacted(_NOISE.sub("", first))
