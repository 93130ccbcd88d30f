"""What a translation takes from the first of the story's languages that says it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from generator.model.problem import Problem, problem
from generator.model.story import Article, Credit, Picture

# CONTRACT section 4: these keys, and key by key within image and source.
WHOLE = ("date", "category", "tags", "authors", "series", "kind")


def gather(
    articles: Iterable[Article], order: tuple[str, ...]
) -> tuple[dict[str, list[Article]], tuple[Problem, ...]]:
    """Group articles by story in the order of the site's languages; refuse two of one language."""
    rank = {code: position for position, code in enumerate(order)}
    stories: dict[str, list[Article]] = {}
    problems = []
    for one in sorted(articles, key=lambda one: (one.story, rank[one.lang], one.path)):
        told = stories.setdefault(one.story, [])
        if told and told[-1].lang == one.lang:
            details = {"other": told[-1].path}
            problems.append(problem((one.path, 1, 1), "double-article", **details))
            continue
        told.append(one)
    return stories, tuple(problems)


def inherit(told: list[Article]) -> list[Article]:
    """Fill in what each article of a story does not say itself, from the others in order."""
    if len(told) == 1:
        return told
    return [_filled(one, told) for one in told]


def _first(values: Iterable[object], nothing: object) -> object:
    return next((value for value in values if value not in (None, "", ())), nothing)


def _text(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _filled(one: Article, told: list[Article]) -> Article:
    changes: dict[str, Any] = {}
    for name in WHOLE:
        own = getattr(one, name)
        if own is None or own == "":
            changes[name] = _first((getattr(other, name) for other in told), own)
    changes["image"] = _image(one, told)
    changes["source"] = _credit(one, told)
    return replace(one, **changes)


def _image(one: Article, told: list[Article]) -> Picture:
    """Inherit a picture key by key; words about another picture are not about this one."""
    if one.image.src:
        told = [other for other in told if other.image.src in ("", one.image.src)]
    names = ("src", "alt", "caption", "credit")
    focus = one.image.focus or next((other.image.focus for other in told if other.image.focus), ())
    return Picture(
        **{
            name: getattr(one.image, name) or _text(getattr(other.image, name) for other in told)
            for name in names
        },
        focus=focus,
    )


def _credit(one: Article, told: list[Article]) -> Credit:
    """Inherit name and URL; another outlet's URL is never put to one's own name."""
    name = one.source.name or _text(other.source.name for other in told)
    if one.source.url or not name:
        return Credit(name, one.source.url)
    return Credit(
        name,
        _text(other.source.url for other in told if other.source.name in ("", name)),
    )
