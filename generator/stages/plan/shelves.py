"""Which stories stand in which list of which edition, and which lists have which pages.

A list is a front, category, tag, author or series. Fronts and categories always have a
page and an archive for every month; the others have a page once they hold a story, and
archives only of months of which a story has left the page of the newest: so one new story
adds a handful of pages, however many tags it has.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.model.config import Edition
from generator.model.site import Site, Slip
from generator.model.text import Translated
from generator.stages import address
from generator.stages.plan.paper import Paper

FRONT, CATEGORY, TAG, AUTHOR, SERIES = "front", "category", "tag", "author", "series"
TAGS = "tags"  # the index of all tags: a page in every edition, without an archive


class List(NamedTuple):
    """Names a list, in whatever edition: its kind, and the id of what it lists."""

    kind: str
    id: str = ""


Month = tuple[int, int]
Held = dict[str, dict[List, list[Slip]]]


def name_of(site: Site, name: List) -> Translated:
    """Give what a list is called."""
    if name.kind == FRONT:
        return site.config.title
    if name.kind == CATEGORY:
        return site.categories[name.id].name
    if name.kind == TAG:
        return site.tags[name.id].name
    if name.kind == AUTHOR:
        return site.authors[name.id].name
    return site.series[name.id]


@dataclass(slots=True)
class Shelves:
    """All lists of all editions, as slips, newest first.

    `shelf` and `place` are total, `has` says what exists. held: of each edition, by its path;
    where it is given, it is what another build of the same slips has made.
    """

    paper: Paper
    held: Held = field(default_factory=dict)
    _archived: dict[tuple[str, List], tuple[Month, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for edition in self.paper.site.config.editions if not self.held else ():
            self.held[edition.path] = self._fill(edition)

    def _fill(self, edition: Edition) -> dict[List, list[Slip]]:
        held: dict[List, list[Slip]] = {List(FRONT): []}
        for category in self.paper.site.config.categories:
            held[List(CATEGORY, category.id)] = []
        for slip in stream(self.paper.site.slips, edition):
            for name in lists_of(slip):
                shelf = held.get(name)
                if shelf is None:
                    shelf = held[name] = []
                shelf.append(slip)
        return held

    def shelf(self, edition: Edition, name: List) -> list[Slip]:
        """Give what a list holds in an edition; empty if it has no page there."""
        return self.held[edition.path].get(name, [])

    def lists(self, edition: Edition) -> Iterator[List]:
        """Give every list that has a page in an edition."""
        yield from self.held[edition.path]

    def has(self, edition: Edition, name: List, month: Month | None = None) -> bool:
        """Tell whether a list, or its archive of a month, has a page in an edition."""
        if name.kind == TAGS:
            return month is None
        if name not in self.held[edition.path]:
            return False
        return month is None or month in self.archived(edition, name)

    def archived(self, edition: Edition, name: List) -> tuple[Month, ...]:
        """Give the months of a list that have a page, newest first."""
        asked = (edition.path, name)
        if asked not in self._archived:
            newest = self.paper.site.config.settings.lists_newest
            self._archived[asked] = archived_of(name, self.shelf(edition, name), newest)
        return self._archived[asked]

    def month(self, edition: Edition, name: List, month: Month) -> list[Slip]:
        """Give what a list holds of one month."""
        held, age = self.shelf(edition, name), _age(month)
        return held[
            bisect_left(held, age, key=lambda one: _age(one.month)) : bisect_right(
                held, age, key=lambda one: _age(one.month)
            )
        ]

    def place(self, edition: Edition, name: List, month: Month | None = None) -> str:
        """Give the place of a list, or of its archive of a month."""
        place = self._place(edition, name)
        return place if month is None else address.month(place, *month)

    def _place(self, edition: Edition, name: List) -> str:
        if name.kind == FRONT:
            return address.front(edition)
        if name.kind == CATEGORY:
            return address.category(edition, self.paper.site.categories[name.id])
        if name.kind == TAGS:
            return address.tags(edition)
        making = {TAG: address.tag, AUTHOR: address.author, SERIES: address.series}
        return making[name.kind](edition, name.id)


def archived_of(name: List, shelf: list[Slip], newest: int) -> tuple[Month, ...]:
    """Give the months of a list that have a page. newest: how many stories its own page has."""
    held = shelf if name.kind in (FRONT, CATEGORY) else shelf[newest:]
    return tuple(dict.fromkeys(one.month for one in held))


def _age(month: Month) -> int:
    """Give a number that is larger for older months."""
    return -12 * month[0] - month[1]


def stream(slips: Iterable[Slip], edition: Edition) -> list[Slip]:
    """Give each story once, in the first of the edition's languages that it has, newest first."""
    rank = {code: number for number, code in enumerate(edition.languages)}
    carried = [one for one in slips if one.lang in rank]
    if len(rank) == 1:
        return carried
    chosen: dict[str, Slip] = {}
    for one in carried:
        other = chosen.setdefault(one.story, one)
        if rank[one.lang] < rank[other.lang]:
            chosen[one.story] = one
    return sorted(chosen.values(), key=lambda one: (-one.at, one.story))


def lists_of(slip: Slip) -> Iterator[List]:
    """Name every list in which an article stands."""
    yield List(FRONT)
    yield List(CATEGORY, slip.category)
    for one in slip.tags:
        yield List(TAG, one)
    for one in slip.authors:
        yield List(AUTHOR, one)
    if slip.series:
        yield List(SERIES, slip.series)
