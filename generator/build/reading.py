"""Parsing a batch of content files, none of them for longer than a newsroom waits."""

import pickle
from dataclasses import replace
from functools import partial
from hashlib import blake2b

from generator import __version__
from generator.build.memory import Entry
from generator.edges.decode import Undecodable, read_text
from generator.edges.engine import Shared
from generator.edges.patience import OutOfPatience, patience
from generator.edges.seals import sealed
from generator.model.problem import Problem, problem
from generator.model.record import record
from generator.model.source import Source
from generator.model.story import Parsed
from generator.stages.digest import SIZE, digest
from generator.stages.markup import Converter
from generator.stages.parse import Context, parse

MEGABYTE = 1024 * 1024
FILE_LIMIT = 2 * MEGABYTE  # of one text file, whatever the settings say of its body
PATIENCE = 9.0  # seconds for one file; `stages/toll` refuses by the text what would take longer


def parse_batch(
    batch: tuple[Context, tuple[tuple[str, str], ...]],
) -> tuple[tuple[Parsed | None, tuple[Problem, ...]], ...]:
    """Parse some files, given as (path, text): for each its result and its problems."""
    shared, files = batch
    converter = Converter()
    made: list[tuple[Parsed | None, tuple[Problem, ...]]] = []
    with patience(PATIENCE) as within:
        for path, text in files:
            try:
                made.append(within(partial(parse, path, text, shared, converter)))
            except OutOfPatience:
                converter = Converter()  # the other one stopped somewhere
                made.append((None, (problem((path, 1, 1), "too-slow"),)))
    return tuple(made)


Batch = tuple[Shared[Context], tuple[Source, ...]]
Text = str | Problem  # of a source, or why it has none


@record
class Taken:
    """What a file came to, ready to be kept: its entry, pickled; its body as the memo takes it."""

    entry: bytes
    body: tuple[bytes, bytes] | None = None


def texts(batch: Batch) -> tuple[Text, ...]:
    """Read the files of a batch, where its sources are."""
    return tuple(map(text_of, batch[1]))


def text_of(source: Source) -> Text:
    """Read a text; a problem where it is none."""
    try:
        return read_text(source, FILE_LIMIT)
    except Undecodable as error:
        place = (source.path, error.line, error.column)
        return problem(place, error.code, limit=f"{FILE_LIMIT // MEGABYTE} MB")


def take(batch: Batch, read: tuple[Text, ...]) -> tuple[Taken, ...]:
    """Parse the files of a batch, whose texts are given, wherever the engine runs it."""
    shared, sources = batch
    pairs = list(zip(sources, read, strict=True))
    some = tuple((one.path, text) for one, text in pairs if isinstance(text, str))
    results = iter(parse_batch((shared.value, some)))
    stamp = stamp_of(shared.value)
    return tuple(
        _taken(*next(results), key_of(stamp, source)) if isinstance(text, str) else _unread(text)
        for source, text in pairs
    )


def _taken(parsed: Parsed | None, problems: tuple[Problem, ...], key: bytes) -> Taken:
    article = parsed.article if parsed else None
    entry = pickle.dumps(Entry(key, article, problems, article))
    return Taken(entry, memo(parsed) if parsed else None)


def _unread(wrong: Problem) -> Taken:
    """Enter a file without a text: without a key, as a disk that failed may be read next time."""
    return Taken(pickle.dumps(Entry(b"", None, (wrong,), None)))


def entered(taken: Taken, old: Entry | None) -> Entry:
    """Give the entry of a file; its last good article is the old one, where there is no new one."""
    entry: Entry = pickle.loads(taken.entry)  # noqa: S301 - as our own process wrote it
    return replace(entry, good=old.good) if old is not None and entry.article is None else entry


def stamp_of(shared: Context) -> bytes:
    """Digest all but the source that parsing depends on."""
    return digest(__version__, shared)


def key_of(stamp: bytes, source: Source) -> bytes:
    """Give the key of an entry; stamp: of all but the source that parsing depends on."""
    made = blake2b(stamp, digest_size=SIZE)
    made.update(source.digest)
    made.update(source.path.encode())
    return made.digest()


def memo(parsed: Parsed) -> tuple[bytes, bytes]:
    """Give a body's HTML as the memo takes it."""
    return sealed(parsed.article.body.digest, parsed.html.encode())
