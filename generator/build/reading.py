"""Parsing a batch of content files, none of them for longer than a newsroom waits."""

from functools import partial

from generator.edges.patience import OutOfPatience, within
from generator.model.problem import Problem, problem
from generator.model.story import Parsed
from generator.stages.markup import Converter
from generator.stages.parse import Context, parse

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
