"""The darkroom: pictures are looked at when they are new, and developed for who shows them.

Both take long, so both are done on the engine, and what was done is not done again: what was
seen is remembered by the original's digest, what was developed by the rendition's path.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename
from typing import Generic, TypeVar, overload

from generator.edges.disk import Undecodable, read_bytes
from generator.edges.engine import Engine
from generator.edges.images import develop, examine
from generator.edges.prints import Prints
from generator.model.picture import PictureFile, Rendition
from generator.model.problem import Problem, problem
from generator.model.record import record
from generator.model.source import Source

BATCH_BYTES = 4_000_000  # of originals to look at: so many are seen sooner than a process starts
FEW_PIXELS = 1_000_000  # of renditions, likewise
T = TypeVar("T")
R = TypeVar("R")
Negative = tuple[str, tuple[Rendition, ...]]  # path of an original, and what to make of it


@dataclass(slots=True)
class Tray(Sequence[R], Generic[T, R]):
    """Batches that are made when the engine takes them: originals are never all in memory."""

    rows: Sequence[T]
    make: Callable[[T], R]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[R]: ...
    def __getitem__(self, at: int | slice) -> R | Sequence[R]:
        if isinstance(at, slice):
            return Tray(self.rows[at], self.make)
        return self.make(self.rows[at])


def look(sources: Sequence[Source], engine: Engine) -> Iterator[PictureFile]:
    """Measure and look at originals; what is wrong with one is told in it.

    One that cannot be read, or not as it was walked, is left out.
    """
    for seen in engine.map(examine, Tray(_portions(sources), _originals)):
        yield from seen


def _portions(sources: Sequence[Source]) -> list[tuple[Source, ...]]:
    """Split originals, in order, into batches of like weight."""
    made: list[tuple[Source, ...]] = []
    some: list[Source] = []
    for one in sources:
        some.append(one)
        if sum(source.stamp.size for source in some) > BATCH_BYTES:
            made.append(tuple(some))
            some = []
    return [*made, tuple(some)] if some else made


def _originals(sources: tuple[Source, ...]) -> tuple[tuple[str, bytes, bytes], ...]:
    read = ((one, original(one)) for one in sources)
    return tuple((one.path, one.digest, data) for one, data in read if data is not None)


def original(source: Source) -> bytes | None:
    """Read an original; None where it is not as it was walked."""
    try:
        return read_bytes(source)
    except Undecodable:
        return None


@record
class Darkroom:
    """Develops the pictures of one build. sources: the originals by path."""

    prints: Prints
    engine: Engine
    sources: Mapping[str, Source]

    def develop(self, wanted: Sequence[Rendition]) -> Iterator[tuple[Rendition, bytes] | Problem]:
        """Give the bytes of renditions, or ``unreadable-image`` for an original; in no order."""
        missing = []
        for one in wanted:
            held = self.prints.load(basename(one.path))
            if held is None:
                missing.append(one)
            else:
                yield one, held
        batches = _batches(missing, self.engine.workers)
        made = self.engine.map(develop, Tray(batches, self._payload))
        for batch, results in zip(batches, made, strict=True):
            for (source, renditions), done in zip(batch, results, strict=True):
                if done is None:
                    yield problem((source, 0, 0), "unreadable-image", name=source)
                    continue
                for one, data in zip(renditions, done, strict=True):
                    self.prints.save(basename(one.path), data)
                    yield one, data

    def _payload(
        self, batch: tuple[Negative, ...]
    ) -> tuple[tuple[bytes, tuple[Rendition, ...]], ...]:
        return tuple(
            (original(self.sources[path]) or b"", renditions) for path, renditions in batch
        )


def _batches(missing: Sequence[Rendition], workers: int) -> list[tuple[Negative, ...]]:
    """Make a batch of each original, of each of its formats where there are few originals.

    Where there is little to do, one batch holds all. A lone worker reads each original once.
    """
    few = workers > 1 and len({one.source for one in missing}) < workers * 2
    grouped: dict[tuple[str, str], list[Rendition]] = {}
    for one in missing:
        grouped.setdefault((one.source, one.extension if few else ""), []).append(one)
    negatives = [(path, tuple(some)) for (path, _), some in grouped.items()]
    if sum(one.width * one.height for one in missing) <= FEW_PIXELS:
        return [tuple(negatives)] if negatives else []
    return [(one,) for one in negatives]
