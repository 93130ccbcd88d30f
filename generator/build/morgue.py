"""The morgue: what is kept of a published paper, from which an edit is told from what stands.

It is one value for each output folder: rows of all stories, and the digests of all that they
were made of. It is believed as far as those digests are the same; the stories themselves are
fetched one by one, as pages show them.
"""

import marshal
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from generator.build.memory import Entry, Memory
from generator.build.unchanged import MORGUE
from generator.edges.cache import Cache
from generator.model.index import Index, Row
from generator.model.page import Forme
from generator.model.problem import Problem
from generator.model.record import record
from generator.model.report import Order
from generator.model.site import Slip
from generator.model.story import Story

MOST_EDITS = 50  # that are kept beside a morgue before it is written anew
DAMAGE = (EOFError, KeyError, TypeError, ValueError, pickle.UnpicklingError)


@dataclass(slots=True)
class Morgue:
    """An index, and what it is an index of.

    base: digest of all but content files; digests: of these, by path; files: digest of the
    paths in output/. edit: what the last edit changed of it, and edits: those before, since it
    was last kept as a whole.
    """

    index: Index
    base: str
    digests: dict[str, bytes]
    files: str
    edit: bytes = b""
    edits: tuple[bytes, ...] = ()


@record
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


def standing(again: Again, formes: Iterable[Forme]) -> Iterator[Problem]:
    """Give the problems of a paper that an edit leaves as they are. formes: planned anew."""
    files = {path for one in again.rows.values() for path in one.files} | again.gone
    planned = {forme.source for forme in formes}
    yield from again.morgue.index.whole.rest
    for path, (own, pages) in again.morgue.index.told.items():
        if path not in files:
            yield from own
        if path not in files | planned:
            yield from pages


def keep(order: Order, cache: Cache, memory: Memory) -> None:
    """Keep what a build has left for the next one; nothing where there is nothing.

    After an edit only what it changed is added: writing all would take longer than the edit.
    """
    morgue = ours(memory)
    if morgue is None:
        return
    edits = (*morgue.edits, morgue.edit) if morgue.edit else ()
    if not edits or len(edits) > MOST_EDITS:
        cache.store(_name(order), _packed(None, morgue))
        edits = ()
    cache.store(f"{_name(order)} edits", marshal.dumps(edits))


def edited(old: Morgue, new: Morgue) -> Morgue:
    """Give a morgue that knows what an edit has changed of it."""
    edits = (*old.edits, old.edit) if old.edit else old.edits
    return replace(new, edit=_packed(old, new), edits=edits)


def _packed(old: Morgue | None, new: Morgue) -> bytes:
    """Write down a morgue, or how it differs from another."""
    after = new.index
    before = old.index if old else Index(after.whole, {}, {}, after.since, 0, ())
    known = old.digests if old else {}
    rows = [
        (path, (*row[:2], tuple(map(tuple, row.slips)), *row[3:]))
        for path, row in after.rows.items()
        if before.rows.get(path) is not row
    ]
    told = {path: one for path, one in after.told.items() if before.told.get(path) != one}
    digests = [each for each in new.digests.items() if known.get(each[0]) != each[1]]
    gone = (
        list(before.told.keys() - after.told.keys()),
        list(known.keys() - new.digests.keys()),
    )
    whole = b"" if old else pickle.dumps(after.whole)
    rest = (after.since.isoformat(), after.pages, after.coming, new.base, new.files)
    return marshal.dumps((whole, rows, pickle.dumps(told), digests, gone, rest))


def _unpacked(data: bytes, old: Morgue | None) -> Morgue:
    """Read what `_packed` wrote; raises what DAMAGE names."""
    # Our own file, sealed by the cache: nothing that others wrote gets this far.
    whole, rows, told, digests, gone, rest = marshal.loads(data)  # noqa: S302 - as said above
    moment, pages, due, base, files = rest
    before = old.index if old else None
    index = Index(
        pickle.loads(whole) if before is None else before.whole,  # noqa: S301 - as above
        dict(before.rows) if before else {},
        dict(before.told) if before else {},
        datetime.fromisoformat(moment),
        pages,
        due,
    )
    index.rows.update((path, _row(row)) for path, row in rows)
    index.told.update(pickle.loads(told))  # noqa: S301 - as above
    known = dict(old.digests) if old else {}
    known.update(digests)
    for path in gone[0]:
        index.told.pop(path, None)
    for path in gone[1]:
        known.pop(path, None)
    return Morgue(index, base, known, files)


def ours(memory: Memory) -> Morgue | None:
    """Give the morgue that a build in this process has left."""
    return memory.morgue if isinstance(memory.morgue, Morgue) else None


def kept(order: Order, cache: Cache) -> Morgue | None:
    """Give the morgue that was kept; None where there is none, or it cannot be read."""
    data, later = cache.load(_name(order)), cache.load(f"{_name(order)} edits")
    if not data or not later:
        return None
    try:
        made = _unpacked(data, None)
        edits = marshal.loads(later)  # noqa: S302 - as above
        for edit in edits:
            made = _unpacked(edit, made)
    except DAMAGE:
        return None
    return replace(made, edits=edits)


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

    def __contains__(self, path: object) -> bool:
        row = self.rows.get(path) if isinstance(path, str) else None
        return row is not None and bool(row.slips)

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
    """Enter what was read anew where entries are kept; bodies that it had before are forgotten."""
    old = [memory.entries[path] for path in again.entries if path in memory.entries]
    new = {one.article.body.digest for one in again.entries.values() if one.article}
    cache.forget({one.article.body.digest for one in old if one.article} - new)
    memory.entries.update(again.entries)
    for path in again.gone:
        memory.entries.pop(path, None)
    rows = ((path, pickle.dumps(entry)) for path, entry in again.entries.items())
    cache.save_entries(rows, again.gone)
