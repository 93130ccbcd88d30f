"""The morgue: what is kept of a published paper, from which an edit is told from what stands.

It is one value for each output folder: rows of all stories, and the digests of all that they
were made of. It is believed as far as those digests are the same; the stories themselves are
fetched one by one, as pages show them.
"""

import marshal
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.build.memory import Entry, Memory
from generator.build.unchanged import MORGUE
from generator.edges.cache import Cache
from generator.model.index import Index, Row
from generator.model.problem import Problem
from generator.model.report import Order
from generator.model.site import Slip
from generator.model.story import Story

DAMAGE = (EOFError, KeyError, TypeError, ValueError, pickle.UnpicklingError)


@dataclass(slots=True)
class Morgue:
    """An index, and what it is an index of.

    base: digest of all but content files; digests: of these, by path; files: digest of the
    paths in output/.
    """

    index: Index
    base: str
    digests: dict[str, bytes]
    files: str


@dataclass(frozen=True, slots=True)
class Again:
    """What is replated: the morgue, and rows, entries and problems of the edited stories.

    rows: after the edit, by story path; entries: of the files that changed; gone: those that
    are no more; told: problems of the stories' files.
    """

    morgue: Morgue
    rows: Mapping[str, Row]
    entries: Mapping[str, Entry]
    gone: frozenset[str]
    told: tuple[Problem, ...]

    def dropped(self, cards: Mapping[str, tuple[str, ...]]) -> set[str]:
        """Give the share cards that no story has any more. cards: those that stories have now."""
        old = self.morgue.index.rows
        gone = {
            path
            for story, new in cards.items()
            if story in old
            for path in old[story].posters
            if path not in new
        }
        if gone:
            others = (one.posters for path, one in old.items() if path not in cards)
            gone.difference_update(*others, *cards.values())
        return gone


def keep(order: Order, cache: Cache, memory: Memory) -> None:
    """Keep what a build has left for the next one; nothing where there is nothing."""
    morgue = ours(memory)
    if morgue is None:
        return
    index = morgue.index
    rows = [
        (path, (*row[:2], tuple(map(tuple, row.slips)), *row[3:]))
        for path, row in index.rows.items()
    ]
    told = pickle.dumps(index.told)
    rest = (rows, told, index.since.isoformat(), index.pages)
    small = (morgue.base, list(morgue.digests.items()), morgue.files)
    cache.store(_name(order), marshal.dumps((pickle.dumps(index.whole), rest, small)))


def ours(memory: Memory) -> Morgue | None:
    """Give the morgue that a build in this process has left."""
    return memory.morgue if isinstance(memory.morgue, Morgue) else None


def kept(order: Order, cache: Cache) -> Morgue | None:
    """Give the morgue that was kept; None where there is none, or it cannot be read."""
    data = cache.load(_name(order))
    if not data:
        return None
    try:
        # Our own file, sealed by the cache: nothing that others wrote gets this far.
        whole, (rows, told, since, pages), (base, digests, files) = marshal.loads(data)  # noqa: S302
        index = Index(
            pickle.loads(whole),  # noqa: S301 - as above
            {path: _row(row) for path, row in rows},
            pickle.loads(told),  # noqa: S301
            datetime.fromisoformat(since),
            pages,
        )
    except DAMAGE:
        return None
    return Morgue(index, base, dict(digests), files)


def _row(row: Iterable[Any]) -> Row:
    made = Row._make(row)
    return made._replace(slips=tuple(map(Slip._make, made.slips)))


def _name(order: Order) -> str:
    return f"{MORGUE} {order.output}"


@dataclass(slots=True)
class Clippings(Mapping[str, Story]):
    """The stories of a paper by path, each fetched when a page asks for it.

    rows: of all stories that readers see; ready: those that are at hand; fetch: gives the
    others.
    """

    rows: Mapping[str, Row]
    ready: dict[str, Story]
    fetch: Callable[[str], Story]

    def __getitem__(self, path: str) -> Story:
        found = self.ready.get(path)
        if found is None:
            row = self.rows.get(path)
            if row is None or not row.slips:
                raise KeyError(path)
            found = self.ready[path] = self.fetch(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return (path for path, row in self.rows.items() if row.slips)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def entries_of(paths: Iterable[str], memory: Memory, cache: Cache) -> dict[str, Entry]:
    """Give the entries of some content files, from memory or else from the cache."""
    wanted = list(paths)
    lacking = [path for path in wanted if path not in memory.entries]
    for path, data in cache.entries(lacking).items() if lacking else ():
        memory.entries[path] = pickle.loads(data)  # noqa: S301 - as above
    return {path: memory.entries[path] for path in wanted if path in memory.entries}


def enter(again: Again, memory: Memory, cache: Cache) -> None:
    """Enter what was read anew where entries are kept."""
    memory.entries.update(again.entries)
    for path in again.gone:
        memory.entries.pop(path, None)
    rows = ((path, pickle.dumps(entry)) for path, entry in again.entries.items())
    cache.save_entries(rows, again.gone)
