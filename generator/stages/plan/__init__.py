"""From a site to its plan: every output path known, and no two alike, before a byte is rendered."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from posixpath import dirname
from typing import TypeVar

from generator.model.page import Copy, Forme, Gathered, Plan
from generator.model.picture import Rendition
from generator.model.poster import Poster
from generator.model.problem import Problem, problem
from generator.model.site import Site
from generator.stages.plan import outline
from generator.stages.plan.honesty import Claim, claims, dishonest
from generator.stages.plan.lite import TEMPLATE as LITE
from generator.stages.plan.planner import Materials, Planner
from generator.stages.plan.standing import original

__all__ = [
    "Claim",
    "Materials",
    "Planner",
    "borrowed",
    "claims",
    "distinct",
    "misplaced",
    "plan",
    "unpaired",
]

T = TypeVar("T", Copy, Rendition, Poster)
# What has no address of its own, or says that it has not.
ADDRESSED = frozenset(
    {
        outline.STORY,
        outline.UNDATED,
        *(outline.PAGE, outline.TAG_INDEX, outline.LIST, outline.MONTH),
        *(outline.NOT_FOUND, outline.STYLE, outline.OFFLINE),
    }
)


def plan(site: Site, given: Materials) -> tuple[Plan, tuple[Problem, ...]]:
    """Plan the whole output of a site, with the view of every page."""
    planner = Planner(site, given)
    formes, twice = distinct(planner)
    pages = [page for forme in formes for page in planner.pages(forme)]
    told = tuple(claims(planner.paper, pages))
    gathered = planner.gathered()
    planned = Plan(
        tuple(pages),
        _in_order((*planner.statics, *gathered.copies)),
        given.assets,
        _in_order(gathered.renditions),
        _in_order(gathered.posters),
    )
    wrong = (*twice, *misplaced(planner, gathered), *unpaired(planner, told))
    return planned, (*gathered.problems, *wrong)


def borrowed(planner: Planner) -> tuple[Problem, ...]:
    """Find articles that name a page of the site as their original."""
    paper = planner.paper
    told = [
        Claim(one.path, paper.addresses.absolute(paper.site.places[key]), copied, ())
        for one in planner.articles()
        if one.canonical
        and (key := (one.story, one.lang)) in paper.site.places
        and (copied := original(paper, one))
    ]
    return unpaired(planner, told) if told else ()


def unpaired(planner: Planner, told: Collection[Claim]) -> tuple[Problem, ...]:
    """Find what pages say wrongly of each other; told: what all of them say."""
    return dishonest(planner.paper, told, lambda: _addressed(planner.formes))


def distinct(planner: Planner) -> tuple[list[Forme], list[Problem]]:
    """Refuse two outputs on one path, on any file system, and a file that is another's folder.

    Gives the formes as they are left: of two pages on a path the later one is dropped.
    """
    taken: dict[str, str] = {}
    problems = []
    clashing: list[set[str]] = []  # two articles clash once, not with their light pages as well
    files = [(one.path, one.source) for one in planner.statics]
    for path, source in (*files, *((one.path, one.path) for one in planner.given.assets)):
        if path.casefold() in taken:
            problems.append(_twice(source, taken[path.casefold()], path))
        taken.setdefault(path.casefold(), source)
    kept = []
    for forme in planner.formes:
        own = []
        for path, template in forme.pages:
            key = path.casefold()
            if key not in taken:
                taken[key] = forme.source
                own.append((path, template))
                continue
            pair = {forme.source, taken[key]}
            if template != LITE or pair not in clashing:
                problems.append(_twice(forme.source, taken[key], path))
                clashing.append(pair)
        kept.append(forme if len(own) == len(forme.pages) else replace(forme, pages=tuple(own)))
    folders = _folders(taken)
    problems.extend(
        _twice(taken[path], folders[path], path) for path in taken.keys() & folders.keys()
    )
    return [forme for forme in kept if forme.pages], problems


def misplaced(planner: Planner, gathered: Gathered) -> tuple[Problem, ...]:
    """Refuse files of the newsroom where published pictures and recordings have their places."""
    own = {one.path.casefold(): one.source for one in planner.statics}
    groups = (gathered.copies, gathered.renditions, gathered.posters)
    clashes = {one.path for group in groups for one in group if one.path.casefold() in own}
    return tuple(_twice(own[path.casefold()], path, path) for path in sorted(clashes))


def _in_order(made: Iterable[T]) -> tuple[T, ...]:
    """Sort by path, each once."""
    by_path = {one.path: one for one in made}
    return tuple(by_path[path] for path in sorted(by_path))


def _addressed(formes: Iterable[Forme]) -> Iterator[tuple[str, str]]:
    """Give path and source of all pages that have an address of their own."""
    for forme in formes:
        if forme.kind in ADDRESSED:
            yield from ((path, forme.source) for path, template in forme.pages if template != LITE)


def _folders(taken: Mapping[str, str]) -> dict[str, str]:
    """Give each folder of the output, with the source of something in it."""
    folders: dict[str, str] = {}
    for path, source in taken.items():
        folder = dirname(path)
        while folder and folder not in folders:
            folders[folder] = source
            folder = dirname(folder)
    return folders


def _twice(source: str, other: str, path: str) -> Problem:
    """Name both sources of one URL; the one in content/ is the one to mend."""
    first, second = (source, other) if source.startswith("content/") else (other, source)
    url = "/" + path.removesuffix("index.html")
    return problem((first, 1, 1), "duplicate-url", other=second, url=url)
