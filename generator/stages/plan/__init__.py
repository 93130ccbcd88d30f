"""From a site to its plan: every output path known, and no two alike, before a byte is rendered."""

from collections.abc import Iterable, Mapping
from posixpath import dirname
from typing import TypeVar

from generator.model.frame import Frame
from generator.model.page import Copy, Output, Page, Plan
from generator.model.picture import Rendition
from generator.model.poster import Poster
from generator.model.problem import Problem, problem
from generator.model.site import Site
from generator.stages.link.targets import Targets
from generator.stages.plan.articles import Articles, old_places
from generator.stages.plan.cards import Cards
from generator.stages.plan.frames import frame
from generator.stages.plan.fronts import Front, doorway, not_found
from generator.stages.plan.honesty import dishonest
from generator.stages.plan.lists import Lists
from generator.stages.plan.lite import TEMPLATE as LITE
from generator.stages.plan.machines import machine_pages, machine_places
from generator.stages.plan.offline import offline_pages
from generator.stages.plan.paper import Paper
from generator.stages.plan.posters import Posters
from generator.stages.plan.shelves import Shelves
from generator.stages.plan.style import style_page
from generator.stages.plan.tags import tag_index

STATIC = "static/"
T = TypeVar("T")


def plan(
    site: Site,
    words: Mapping[str, Mapping[str, str]],
    assets: tuple[Output, ...],
    statics: Mapping[str, bytes],
    generator: str,
) -> tuple[Plan, tuple[Problem, ...]]:
    """Plan the whole output of a site.

    words: theme words by language code; statics: source path → digest of the files that
    are copied to the root; generator: name and version for <meta name="generator">.
    """
    paper = Paper(site, words, generator)
    shelves = Shelves(paper)
    cards = Cards(paper)
    posters = Posters(paper)
    lists = [
        Lists(paper, shelves, cards, posters, one, frame(paper, one, one.languages[0]))
        for one in site.config.editions
    ]
    fixed = [page for one in lists for page in _listed(one)]
    fixed.append(not_found(lists[0], Front(lists[0]).lead()))
    if f"{STATIC}index.html" not in statics:
        fixed.extend(doorway(paper))
    copies = [Copy(path.removeprefix(STATIC), path, digest) for path, digest in statics.items()]
    articles = Articles(
        paper, shelves, cards, _targets(paper, fixed, copies, lists), _frames(paper, lists), posters
    )
    told = _told(articles, site)
    if site.config.settings.features_style_page:
        fixed.append(style_page(lists[0], told))
    own = {copy.path for copy in copies}
    fixed.extend(offline_pages(lists, assets, own))
    fixed.extend(machine_pages(lists, [*told, *fixed], own))
    copies.extend(paper.copies())
    renditions, drawn = _in_order(paper.album.renditions), _in_order(posters.made)
    pages, problems = _distinct([*told, *fixed], (*copies, *assets, *renditions, *drawn))
    ordered = tuple(sorted(copies, key=lambda one: one.path))
    planned = Plan(tuple(pages), ordered, assets, renditions, drawn)
    return planned, (*articles.problems, *posters.problems, *problems, *dishonest(paper, pages))


def _in_order(made: Mapping[str, T]) -> tuple[T, ...]:
    return tuple(made[path] for path in sorted(made))


def _listed(lists: Lists) -> Iterable[Page]:
    """Plan an edition's front, lists and archives."""
    yield Front(lists).page()
    yield tag_index(lists)
    for name, shelf in lists.shelves.lists(lists.edition):
        if name.kind != "front":
            yield lists.page(name, shelf)
        yield from lists.months(name, shelf)


def _frames(paper: Paper, lists: list[Lists]) -> dict[str, Frame]:
    """Give the frame of articles in each language."""
    frames = {}
    for language in paper.site.config.languages:
        edition = paper.home(language.code)
        same = (one.frame for one in lists if one.edition == edition and one.lang == language.code)
        frames[language.code] = next(same, None) or frame(paper, edition, language.code)
    return frames


def _targets(paper: Paper, fixed: list[Page], copies: list[Copy], lists: list[Lists]) -> Targets:
    """Collect every place that a link in a body may lead to."""
    places = set(paper.site.places.values())
    places.update(page.path.removesuffix("index.html") for page in fixed)
    places.update(copy.path for copy in copies)
    places.update(machine_places(lists))
    moved = {
        old: paper.site.places[one.story, one.lang]
        for story in (*paper.site.stories, *paper.site.undated)
        for one in story.articles
        if (one.story, one.lang) in paper.site.places
        for old in old_places(paper, one)
    }
    return Targets(paper.site, paper.addresses, frozenset(places), moved)


def _told(articles: Articles, site: Site) -> list[Page]:
    """Plan the pages of articles and undated texts, and their old URLs."""
    pages: list[Page] = []
    for stories, make in ((site.stories, articles.article), (site.undated, articles.undated)):
        for story in stories:
            for one in story.articles:
                if (one.story, one.lang) in site.places:
                    pages.extend(make(story, one))
                    pages.extend(articles.redirects(one))
    return pages


def _distinct(
    pages: list[Page], files: tuple[Copy | Output | Rendition | Poster, ...]
) -> tuple[list[Page], list[Problem]]:
    """Refuse two outputs on one path, on any file system, and a file that is another's folder."""
    problems = []
    kept: list[Page] = []
    taken: dict[str, str] = {}
    clashing: list[set[str]] = []  # two articles clash once, not with their light pages as well
    named = [(one.path, getattr(one, "source", one.path), None) for one in files]
    for path, source, page in (*named, *((one.path, one.sources[0], one) for one in pages)):
        key = path.casefold()
        if key in taken:
            pair = {source, taken[key]}
            if page is None or page.template != LITE or pair not in clashing:
                problems.append(_twice(source, taken[key], path))
                clashing.append(pair)
            continue
        taken[key] = source
        if page is not None:
            kept.append(page)
    folders = _folders(taken)
    problems.extend(
        _twice(taken[path], folders[path], path) for path in taken.keys() & folders.keys()
    )
    return kept, problems


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
