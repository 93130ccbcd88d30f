"""Whether pages tell search engines the truth of each other: canonical URLs and alternates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model.frame import Head
from generator.model.page import Page
from generator.model.problem import Problem, problem
from generator.stages.plan.lite import TEMPLATE as LITE
from generator.stages.plan.paper import Paper
from generator.stages.plan.standing import INDEX, bare

WHOLE = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class _Told:
    """A page, its own URL, and what its head says."""

    page: Page
    url: str
    head: Head


def dishonest(paper: Paper, pages: Iterable[Page]) -> tuple[Problem, ...]:
    """Find one-way pairs, canonical URLs that are not whole, and pages that claim another's.

    Light pages have the canonical URL of their article, and copies that of another outlet's
    text: both say so rightly.
    """
    told = [
        _Told(page, paper.addresses.absolute(page.path.removesuffix(INDEX)), head)
        for page in pages
        if isinstance(head := getattr(page.view, "head", None), Head) and page.template != LITE
    ]
    known = {one.url: one for one in told}
    found = [wrong for one in told for wrong in _of_page(one, known)]
    # Whatever names another page as its original is looked at closer; there are few.
    copies = [one for one in told if one.head.canonical != one.url]
    if copies:
        found.extend(_of_copies(paper, copies, told))
    return tuple(found)


def _of_page(one: _Told, known: dict[str, _Told]) -> Iterator[Problem]:
    head, source = one.head, one.page.sources[0]
    if not head.canonical.startswith(WHOLE):
        yield problem((source, 1, 1), "relative-canonical", url=head.canonical)
    if head.alternates and all(other.url != one.url for other in head.alternates):
        yield problem((source, 1, 1), "one-way-pair", url=one.url, other=one.url)
    for other in head.alternates:
        named = known.get(other.url)
        if named is None or named.head.alternates != head.alternates:
            yield problem((source, 1, 1), "one-way-pair", url=one.url, other=other.url)
            return


def _of_copies(paper: Paper, copies: list[_Told], told: list[_Told]) -> Iterator[Problem]:
    """Refuse pages that name one of the site as their original: it has one page for one text."""
    places = {bare(paper.addresses, one.url): one.page.sources[0] for one in told}
    stories = (*paper.site.stories, *paper.site.undated)
    articles = {one.path: one for story in stories for one in story.articles}
    for one in copies:
        place = bare(paper.addresses, one.head.canonical)
        if place is None or not one.head.canonical.startswith(WHOLE):
            continue
        source, url = one.page.sources[0], one.head.canonical
        at = articles[source].place("canonical") if source in articles else (source, 1, 1)
        if place in places:
            yield problem(at, "shared-canonical", url=url, other=places[place])
        else:
            yield problem(at, "dead-canonical", url=url)
