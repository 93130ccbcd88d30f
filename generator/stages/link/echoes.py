"""One mistake is one problem, however many translations inherit it."""

from collections.abc import Iterable, Mapping

from generator.model.problem import Problem
from generator.model.story import Article

# What a story lacks or says wrongly as a whole, and each of its articles inherits.
SHARED = frozenset(
    ("empty-slug", "missing-alt", "missing-category", "missing-date", "unknown-category")
)


def without_echoes(
    problems: Iterable[Problem], told: Mapping[str, list[Article]]
) -> tuple[Problem, ...]:
    """Keep a shared problem where it is written; where nothing is, at the story's first article."""
    stories = {
        one.path: (path, rank) for path, some in told.items() for rank, one in enumerate(some)
    }
    groups: dict[object, list[Problem]] = {}
    for one in problems:
        story, _ = stories.get(one.path, (one.path, 0))
        shared = one.code in SHARED and one.path in stories
        groups.setdefault((story, one.code) if shared else len(groups), []).append(one)
    kept: list[Problem] = []
    for some in groups.values():
        written = [one for one in some if one.line > 1]
        kept += written or sorted(some, key=lambda one: stories.get(one.path, ("", 0))[1])[:1]
    return tuple(kept)
