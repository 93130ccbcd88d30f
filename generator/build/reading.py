"""Parsing a batch of content files, none of them for longer than a newsroom waits."""

from dataclasses import dataclass
from functools import partial

from generator.edges.decode import Undecodable, read_text
from generator.edges.engine import Shared
from generator.edges.patience import OutOfPatience, within
from generator.edges.seals import sealed
from generator.model.problem import Problem, problem
from generator.model.source import Source
from generator.model.story import Article, Parsed
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
    for path, text in files:
        try:
            made.append(within(PATIENCE, partial(parse, path, text, shared, converter)))
        except OutOfPatience:
            converter = Converter()  # the other one stopped somewhere
            made.append((None, (problem((path, 1, 1), "too-slow"),)))
    return tuple(made)


Batch = tuple[Shared[Context], tuple[Source, ...]]
Text = str | Problem  # of a source, or why it has none


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file came to: its article, what is wrong with it, its body as the memo takes it.

    read: whether there was a text at all.
    """

    article: Article | None
    problems: tuple[Problem, ...]
    body: tuple[bytes, bytes] | None = None
    read: bool = True


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
    return tuple(
        _taken(*next(results)) if isinstance(text, str) else Taken(None, (text,), read=False)
        for _, text in pairs
    )


def _taken(parsed: Parsed | None, problems: tuple[Problem, ...]) -> Taken:
    if parsed is None:
        return Taken(None, problems)
    return Taken(parsed.article, problems, memo(parsed))


def memo(parsed: Parsed) -> tuple[bytes, bytes]:
    """Give a body's HTML as the memo takes it."""
    return sealed(parsed.article.body.digest, parsed.html.encode())
