"""Flat files of words: one key, one text, such as the strings of a theme."""

from generator.model.problem import Problem, problem
from generator.stages.schema.compose import compose
from generator.stages.schema.mistakes import not_a_mapping
from generator.stages.schema.nodes import Mapping, Scalar


def words(text: str, path: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Read a flat mapping of texts; every value is text as written, an empty one is "".

    Other shapes are problems (``bad-value``), and their keys are left out.
    """
    node, problems = compose(text, path)
    if node is None:
        return {}, problems
    if not isinstance(node, Mapping):
        return {}, (*problems, not_a_mapping(node, path))
    found: dict[str, str] = {}
    wrong: list[Problem] = []
    for key, value in node.entries:
        if isinstance(value, Scalar):
            found[key.text] = value.text
        else:
            place = (path, value.line, value.column)
            wrong.append(problem(place, "bad-value", key=key.text, expected="text"))
    return found, (*problems, *wrong)
