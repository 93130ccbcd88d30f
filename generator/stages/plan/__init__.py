"""From a site to its plan: every output path known, and no two alike, before a byte is rendered."""

from collections.abc import Iterable, Mapping
from posixpath import dirname

from generator.model.page import Copy, Output, Page, Plan
from generator.model.problem import Problem, problem
from generator.model.site import Site
from generator.model.views import Frame
from generator.stages.link.targets import Targets
from generator.stages.plan.articles import Articles
from generator.stages.plan.cards import Cards
from generator.stages.plan.frames import frame
from generator.stages.plan.fronts import Front, not_found
from generator.stages.plan.lists import Lists
from generator.stages.plan.paper import Paper
from generator.stages.plan.shelves import Shelves

STATIC = "static/"


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
    lists = [
        Lists(paper, shelves, cards, one, frame(paper, one, one.languages[0]))
        for one in site.config.editions
    ]
    fixed = [page for one in lists for page in _listed(one)]
    fixed.append(not_found(lists[0], Front(lists[0]).lead()))
    copies = [
        Copy(source.removeprefix(STATIC), source, digest) for source, digest in statics.items()
    ]
    articles = Articles(
        paper, shelves, cards, _targets(paper, fixed, copies), _frames(paper, lists)
    )
    told = _told(articles, site)
    copies.extend(Copy(place, file.path, file.digest) for place, file in paper.media.items())
    pages, problems = _distinct([*told, *fixed], (*copies, *assets))
    planned = Plan(tuple(pages), tuple(sorted(copies, key=lambda one: one.path)), assets)
    return planned, (*articles.problems, *problems)


def _listed(lists: Lists) -> Iterable[Page]:
    """Plan an edition's front, lists and archives."""
    yield Front(lists).page()
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


def _targets(paper: Paper, fixed: list[Page], copies: list[Copy]) -> Targets:
    """Collect every place that a link in a body may lead to."""
    places = set(paper.site.places.values())
    places.update(page.path.removesuffix("index.html") for page in fixed)
    places.update(copy.path for copy in copies)
    return Targets(paper.site, paper.addresses, frozenset(places))


def _told(articles: Articles, site: Site) -> list[Page]:
    """Plan the pages of articles and undated texts, and their old URLs."""
    pages = []
    for stories, make in ((site.stories, articles.article), (site.undated, articles.undated)):
        for story in stories:
            for one in story.articles:
                if (one.story, one.lang) in site.places:
                    pages.append(make(story, one))
                    pages.extend(articles.redirects(one))
    return pages


def _distinct(
    pages: list[Page], files: tuple[Copy | Output, ...]
) -> tuple[list[Page], list[Problem]]:
    """Refuse two pages on one path, on any file system, and a page that is another's folder."""
    problems = []
    kept: dict[str, Page] = {}
    taken = {one.path.casefold(): getattr(one, "source", one.path) for one in files}
    folders = {dirname(path) for path in taken}
    for page in pages:
        path = page.path.casefold()
        other = taken.get(path)
        if other is None and path in folders:
            other = page.path
        if other is not None:
            url = "/" + page.path.removesuffix("index.html")
            problems.append(_twice(page.sources[0], other, url))
            continue
        taken[path] = page.sources[0]
        kept[page.path] = page
    return list(kept.values()), problems


def _twice(source: str, other: str, url: str) -> Problem:
    """Name both sources of one URL; the one in content/ is the one to mend."""
    first, second = (source, other) if source.startswith("content/") else (other, source)
    return problem((first, 1, 1), "duplicate-url", other=second, url=url)
