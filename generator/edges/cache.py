"""What earlier builds found out, in one SQLite file that is never believed blindly.

Every row carries a check of its name and value. A file that is damaged or of another version
is begun anew; where none can be written, the cache lives in memory for this build.
"""

import contextlib
import hashlib
import marshal
import os
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self, TypeVar

from generator.edges.seals import Damaged, seal, squeeze, stretch, unseal
from generator.model.source import Source, Stamp

T = TypeVar("T")
K = TypeVar("K", bound=str | bytes)
_Row = tuple[str | bytes, ...]

_SCHEMA = (
    "CREATE TABLE version (version TEXT NOT NULL)",
    "CREATE TABLE entry (path TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE memo (key BLOB PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE blob (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
    """CREATE TABLE manifest (output TEXT, path TEXT, value BLOB NOT NULL,
    PRIMARY KEY (output, path)) WITHOUT ROWID""",
)
_DISTRUST = "DELETE FROM manifest WHERE output = ? AND path = ?"
# What the sqlite3 module raises of a damaged file; its messages may quote bytes of the file.
_DAMAGE = (sqlite3.DatabaseError, UnicodeError, Damaged)
_ROWS_AT_ONCE = 500  # below the 999 parameters that every SQLite takes
_SOURCES = "sources"


class Cache:
    """Sources, memo, blobs and manifests; every method works whatever befalls the file.

    Writes are gathered in one transaction that distrust, trust and close commit.
    """

    def __init__(self, file: Path, version: str) -> None:
        self._file = file
        self._process = os.getpid()
        self._on_disk = False
        schema = hashlib.blake2b("".join(_SCHEMA).encode(), digest_size=8).hexdigest()
        self._version = f"{version} {schema}"
        self._base = self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def settle(self) -> None:
        """Commit what was gathered: processes forked from here on can read it."""
        self._run(sqlite3.Connection.commit, None)

    def close(self) -> None:
        """Commit and close: what was found out is true even if the build failed."""
        self.settle()
        self._base.close()

    def sources(self) -> dict[str, Source]:
        """Return the sources of the last walk by path."""
        data = self.load(_SOURCES)
        rows: list[tuple[Any, ...]] = marshal.loads(data) if data else []  # noqa: S302 - sealed
        return {
            path: Source(path, file, digest, Stamp(*stamp)) for path, file, digest, *stamp in rows
        }

    def save_sources(self, sources: Iterable[Source]) -> None:
        """Record the sources of a walk."""
        rows = [(*one[:3], *one.stamp) for one in sources]
        self.store(_SOURCES, marshal.dumps(rows))

    def recall(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the remembered values of those keys that have one."""
        select = "SELECT key, value FROM memo WHERE key"
        return self._run(lambda base: _some(base, select, keys), {})

    def entries(self, paths: Iterable[str] | None = None) -> dict[str, bytes]:
        """Return path → what was recorded of content files, of all or of some."""
        every = "SELECT path, value FROM entry"

        def work(base: sqlite3.Connection) -> dict[str, bytes]:
            if paths is not None:
                return _some(base, f"{every} WHERE path", paths)
            return {path: unseal(path, value) for path, value in base.execute(every)}

        return self._run(work, {})

    def save_entries(self, changed: Iterable[tuple[str, bytes]], gone: Iterable[str]) -> None:
        """Record content files by path, forget those that are gone."""
        rows: list[_Row] = [(path, seal(path, value)) for path, value in changed]
        self._write(
            ("DELETE FROM entry WHERE path = ?", [(path,) for path in gone]),
            ("INSERT OR REPLACE INTO entry VALUES (?, ?)", rows),
        )

    def remember(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Record values by key, as `sealed` gives them: whoever makes a value can do that."""
        rows: list[_Row] = list(items)
        self._write(("INSERT OR REPLACE INTO memo VALUES (?, ?)", rows))

    def forget(self, keys: Iterable[bytes]) -> None:
        """Drop the values of some keys."""
        self._write(("DELETE FROM memo WHERE key = ?", [(key,) for key in keys]))

    def forget_except(self, keys: Iterable[bytes]) -> None:
        """Drop what no build asks for, once that is more than half of the memo."""
        live = {(key,) for key in keys}

        def work(base: sqlite3.Connection) -> None:
            (rows,) = base.execute("SELECT count(*) FROM memo").fetchone()
            if rows <= 2 * len(live):
                return
            base.execute("CREATE TEMP TABLE live (key BLOB PRIMARY KEY) WITHOUT ROWID")
            base.executemany("INSERT INTO live VALUES (?)", live)
            base.execute("DELETE FROM memo WHERE key NOT IN (SELECT key FROM live)")
            base.execute("DROP TABLE live")

        self._run(work, None)

    def load(self, name: str) -> bytes | None:
        """Return the blob of a name, or None."""

        def work(base: sqlite3.Connection) -> bytes | None:
            row = base.execute("SELECT value FROM blob WHERE name = ?", (name,)).fetchone()
            return stretch(unseal(name, row[0])) if row else None

        return self._run(work, None)

    def store(self, name: str, data: bytes) -> None:
        """Record the blob of a name."""
        row = (name, seal(name, squeeze(data)))
        self._write(("INSERT OR REPLACE INTO blob VALUES (?, ?)", [row]))

    def manifest(self, output: str, paths: Iterable[str] | None = None) -> dict[str, bytes]:
        """Return path → key of the files, all or some, that an output folder is known to hold."""
        every = "SELECT path, value FROM manifest WHERE output = ?"

        def work(base: sqlite3.Connection) -> dict[str, bytes]:
            if paths is not None:
                return _some(base, f"{every} AND path", paths, (output,))
            return {path: unseal(path, value) for path, value in base.execute(every, (output,))}

        return self._run(work, {})

    def distrust(self, output: str, paths: Iterable[str]) -> None:
        """Forget, at once and durably, what these files of an output folder hold."""
        self._write((_DISTRUST, [(output, path) for path in paths]), commit=True)

    def trust(self, output: str, items: Iterable[tuple[str, bytes]], gone: Iterable[str]) -> None:
        """Record (path, key) of files that were published, forget those that are gone."""
        rows: list[_Row] = [(output, path, seal(path, key)) for path, key in items]
        self._write(
            (_DISTRUST, [(output, path) for path in gone]),
            ("INSERT OR REPLACE INTO manifest VALUES (?, ?, ?)", rows),
            commit=True,
        )

    def _write(self, *work: tuple[str, list[_Row]], commit: bool = False) -> None:
        """Run statements, each once for every one of its rows, in the open transaction."""
        if os.getpid() != self._process:
            return  # only the process that opened the cache writes into it

        def run(base: sqlite3.Connection) -> None:
            for statement, rows in work:
                base.executemany(statement, rows)
            if commit:
                base.commit()

        self._run(run, None)

    def _run(self, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        """Do the work; when SQLite objects, do it in a new file, at last with the default.

        The old file must not outlive the objection: a row that should have been deleted
        would be believed by the next build.
        """
        if os.getpid() != self._process:
            return self._apart(work, default)
        for _ in range(2):
            try:
                return work(self._base)
            except sqlite3.ProgrammingError:
                raise  # the caller's mistake, not the file's
            except _DAMAGE:
                with contextlib.suppress(sqlite3.Error):
                    self._base.close()
                self._delete()
                self._base = self._begin()
        return default

    def _apart(self, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        """Do the work in a forked process, which only reads; one in memory was forked too."""
        if not self._on_disk:
            return work(self._base)
        with contextlib.suppress(*_DAMAGE):
            address = f"{self._file.absolute().as_uri()}?mode=ro"
            with contextlib.closing(sqlite3.connect(address, timeout=1, uri=True)) as base:
                return work(base)
        return default

    def _begin(self) -> sqlite3.Connection:
        """Connect to a sound file of this version, a new one if need be, or to memory."""
        self._on_disk = True
        for _ in range(2):
            with contextlib.suppress(*_DAMAGE):
                return self._connect(str(self._file))
            self._delete()
        self._on_disk = False
        return self._connect(":memory:")

    def _connect(self, name: str) -> sqlite3.Connection:
        base = sqlite3.connect(name, timeout=1, check_same_thread=False)
        try:
            base.execute("PRAGMA synchronous = NORMAL")
            base.execute("BEGIN IMMEDIATE")  # refused where the file cannot be written
            if not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                self._furnish(base)
            (version,) = base.execute("SELECT version FROM version").fetchone() or ("",)
            base.commit()
        except BaseException:
            base.close()
            raise
        if version != self._version:
            base.close()
            raise sqlite3.DatabaseError(version)
        return base

    def _furnish(self, base: sqlite3.Connection) -> None:
        for statement in _SCHEMA:
            base.execute(statement)
        base.execute("INSERT INTO version VALUES (?)", (self._version,))

    def _delete(self) -> None:
        for name in (self._file.name, f"{self._file.name}-journal"):
            with contextlib.suppress(OSError):
                self._file.with_name(name).unlink()


def _some(
    base: sqlite3.Connection, select: str, keys: Iterable[K], given: tuple[str, ...] = ()
) -> dict[K, bytes]:
    """Select the values of some keys, a few hundred at a time.

    Only question marks are put together, never a value.
    """
    found: dict[K, bytes] = {}
    waiting = list(keys)
    for at in range(0, len(waiting), _ROWS_AT_ONCE):
        some = waiting[at : at + _ROWS_AT_ONCE]
        rows = base.execute(f"{select} IN ({','.join('?' * len(some))})", (*given, *some))
        found |= {key: unseal(key, value) for key, value in rows}
    return found


def open_cache(folder: Path, version: str) -> Cache:
    """Open the cache in a folder, which is made where missing; never raises.

    version: of all that makes what is remembered; a file of another version is begun anew.
    """
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return Cache(folder / "cache.sqlite", version)
