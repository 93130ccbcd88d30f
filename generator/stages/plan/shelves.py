"""Which stories stand in which list of which edition, and which lists have which pages.

A list is a front, category, tag, author or series. Fronts and categories always have a
page and an archive for every month; the others have a page once they hold a story, and
archives only of months of which a story has left the page of the newest: so one new story
adds a handful of pages, however many tags it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.model.config import Edition
from generator.model.story import Article
from generator.stages import address
from generator.stages.plan.paper import Paper

FRONT, CATEGORY, TAG, AUTHOR, SERIES = "front", "category", "tag", "author", "series"
TAGS = "tags"  # the index of all tags: a page in every edition, without an archive


@dataclass(frozen=True, slots=True)
class List:
    """Names a list, in whatever edition: its kind, and the id of what it lists."""

    kind: str
    id: str = ""


Month = tuple[int, int]


@dataclass(slots=True)
class Shelf:
    """The articles of one list in one edition, newest first, and by month."""

    articles: list[Article] = field(default_factory=list)
    months: dict[Month, list[Article]] = field(default_factory=dict)
    archived: list[Month] = field(default_factory=list)  # those that have a page


@dataclass(slots=True)
class Shelves:
    """All lists of all editions; `shelf` and `place` are total, `has` says what exists."""

    paper: Paper
    _held: dict[str, dict[List, Shelf]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for edition in self.paper.site.config.editions:
            self._held[edition.path] = self._fill(edition)

    def _fill(self, edition: Edition) -> dict[List, Shelf]:
        held: dict[List, Shelf] = {List(FRONT): Shelf()}
        for category in self.paper.site.config.categories:
            held[List(CATEGORY, category.id)] = Shelf()
        for article in self._stream(edition):
            date = self.paper.local(article.date) if article.date else None
            for name in lists_of(article):
                shelf = held.setdefault(name, Shelf())
                shelf.articles.append(article)
                if date:
                    shelf.months.setdefault((date.year, date.month), []).append(article)
        for name, shelf in held.items():
            shelf.archived = self._archived(name, shelf)
        return held

    def _stream(self, edition: Edition) -> list[Article]:
        """Give each story once, in the first of the edition's languages that it has."""
        chosen = []
        for story in self.paper.site.stories:
            told = {one.lang: one for one in story.articles}
            code = next((code for code in edition.languages if code in told), None)
            if code is not None:
                chosen.append(told[code])
        chosen.sort(key=lambda one: one.story)
        chosen.sort(key=lambda one: one.date or self.paper.site.now, reverse=True)
        return chosen

    def shelf(self, edition: Edition, name: List) -> Shelf:
        """Give what a list holds in an edition; empty if it has no page there."""
        return self._held[edition.path].get(name, Shelf())

    def lists(self, edition: Edition) -> Iterator[tuple[List, Shelf]]:
        """Give every list that has a page in an edition."""
        yield from self._held[edition.path].items()

    def has(self, edition: Edition, name: List, month: Month | None = None) -> bool:
        """Tell whether a list, or its archive of a month, has a page in an edition."""
        if name.kind == TAGS:
            return month is None
        shelf = self._held[edition.path].get(name)
        if shelf is None:
            return False
        return month is None or month in self.archived(edition, name)

    def archived(self, edition: Edition, name: List) -> list[Month]:
        """Give the months of a list that have a page, newest first."""
        return self.shelf(edition, name).archived

    def _archived(self, name: List, shelf: Shelf) -> list[Month]:
        if name.kind in (FRONT, CATEGORY):
            return list(shelf.months)
        left = shelf.articles[self.paper.site.config.settings.lists_newest :]
        dates = (self.paper.local(one.date) for one in left if one.date)
        return list(dict.fromkeys((date.year, date.month) for date in dates))

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


def lists_of(article: Article) -> tuple[List, ...]:
    """Name every list in which an article stands."""
    return (
        List(FRONT),
        List(CATEGORY, article.category),
        *(List(TAG, one) for one in article.tags or ()),
        *(List(AUTHOR, one) for one in article.authors or ()),
        *((List(SERIES, article.series),) if article.series else ()),
    )
