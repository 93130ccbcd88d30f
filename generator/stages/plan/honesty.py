"""Whether pages tell search engines the truth of each other: canonical URLs and alternates."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain

from generator.model.frame import Head
from generator.model.page import Page
from generator.model.pieces import Alternate
from generator.model.problem import Problem, problem
from generator.model.record import record
from generator.stages.plan.lite import TEMPLATE as LITE
from generator.stages.plan.paper import Paper
from generator.stages.plan.standing import INDEX, bare

WHOLE = ("https://", "http://")


@record
class Claim:
    """What a page says of itself and its versions; url: its own, absolute."""

    source: str
    url: str
    canonical: str
    alternates: tuple[Alternate, ...]


def claims(paper: Paper, pages: Iterable[Page]) -> Iterator[Claim]:
    """Give the claims of pages that make any: of versions, or of an original.

    Light pages have the canonical URL of their article, and say so rightly.
    """
    for page in pages:
        head = getattr(page.view, "head", None)
        if not isinstance(head, Head) or page.template == LITE:
            continue
        url = paper.addresses.absolute(page.path.removesuffix(INDEX))
        if head.alternates or head.canonical != url or not url.startswith(WHOLE):
            yield Claim(page.sources[0], url, head.canonical, head.alternates)


def dishonest(
    paper: Paper, told: Collection[Claim], pages: Callable[[], Iterable[tuple[str, str]]]
) -> tuple[Problem, ...]:
    """Find one-way pairs, canonical URLs that are not whole, and pages that claim another's.

    pages: gives path and source of all pages that have an address of their own. Copies of
    another outlet's text rightly have its canonical URL.
    """
    known = {one.url: one for one in told}
    found = [wrong for one in told for wrong in _of_page(one, known)]
    # Whatever names another page as its original is looked at closer; there are few.
    copies = [one for one in told if one.canonical != one.url]
    if copies:
        found.extend(_of_copies(paper, copies, pages()))
    return tuple(found)


def _of_page(one: Claim, known: dict[str, Claim]) -> Iterator[Problem]:
    place = (one.source, 1, 1)
    if not one.canonical.startswith(WHOLE):
        yield problem(place, "relative-canonical", url=one.canonical)
    if one.alternates and all(other.url != one.url for other in one.alternates):
        yield problem(place, "one-way-pair", url=one.url, other=one.url)
    for other in one.alternates:
        named = known.get(other.url)
        if named is None or named.alternates != one.alternates:
            yield problem(place, "one-way-pair", url=one.url, other=other.url)
            return


def _of_copies(
    paper: Paper, copies: Iterable[Claim], pages: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    """Refuse pages that name one of the site as their original: it has one page for one text."""
    places = {path.removesuffix(INDEX).rstrip("/"): source for path, source in pages}
    stories = chain(paper.site.stories.values(), paper.site.undated)
    articles = {one.path: one for story in stories for one in story.articles}
    for one in copies:
        place = bare(paper.addresses, one.canonical)
        if place is None or not one.canonical.startswith(WHOLE):
            continue
        source, url = one.source, one.canonical
        at = articles[source].place("canonical") if source in articles else (source, 1, 1)
        if place in places:
            yield problem(at, "shared-canonical", url=url, other=places[place])
        else:
            yield problem(at, "dead-canonical", url=url)
