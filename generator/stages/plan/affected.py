"""Which pages an edit can have changed: those in whose input a story stood or stands.

A page is made of its own story, of what it shows of others, and of what exists at all. What it
would hold is not asked here: its key tells whether it is another page than before. To name a
page too many costs time alone; where so much may have changed that it is not worth telling
which, or what exists is other than it was, the whole paper is planned anew.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from posixpath import basename
from urllib.parse import unquote

from generator.language.normalise import normalise
from generator.model.index import Row
from generator.model.page import Forme
from generator.model.record import record
from generator.model.site import Slip
from generator.stages.plan import outline
from generator.stages.plan.abroad import has_feeds
from generator.stages.plan.lists import Lists
from generator.stages.plan.planner import Planner
from generator.stages.plan.shelves import FRONT, List, archived_of, lists_of, stream
from generator.stages.plan.sitemaps import LISTS
from generator.stages.related import Relations

MOST = 500  # pages of other stories: with more, the whole paper is planned as soon
Rows = Mapping[str, Row | None]


class TooFar(Exception):  # noqa: N818 - it says what the edit is
    """An edit that the whole paper may feel."""


@record
class Edit:
    """What was edited: stories before and after, by path; None where there is none.

    faced: stories of which more than their own text has changed; rows: of the paper after it;
    due: whether a moment has come at which fronts and the news sitemap change by themselves.
    """

    planner: Planner
    relations: Relations
    before: Rows
    after: Rows
    faced: frozenset[str]
    rows: Mapping[str, Row]
    due: bool

    def formes(self) -> tuple[Forme, ...]:
        """Give every forme of which a page may be another now; raises TooFar."""
        made: dict[tuple[str, tuple[str, ...]], Forme] = {}
        linking = frozenset(self._linking())
        for forme in (*self._lists(linking), *self._stories(linking), *self._apart()):
            made.setdefault((forme.kind, forme.name), forme)
        return tuple(made.values())

    def _slips(self, rows: Rows, some: Iterable[str]) -> list[Slip]:
        return [slip for path in some if (row := rows[path]) for slip in row.slips]

    def _lists(self, linking: frozenset[str]) -> Iterator[Forme]:
        """Give the lists in which an edited story stood or stands, and the feeds of texts."""
        texts = (self.after.keys() - self.faced) | linking
        slips = self._slips(self.rows, texts & self.rows.keys())
        for lists in self.planner.editions:
            for slip in stream(slips, lists.edition):
                for name in lists_of(slip):
                    shelf = lists.shelves.shelf(lists.edition, name)
                    yield from self._feed(lists, name, shelf, texts)
            old = stream(self._slips(self.before, self.faced), lists.edition)
            new = stream(self._slips(self.after, self.faced), lists.edition)
            for name in dict.fromkeys(name for slip in (*old, *new) for name in lists_of(slip)):
                yield from self._list(lists, name, old, new)

    def _list(self, lists: Lists, name: List, old: list[Slip], new: list[Slip]) -> Iterator[Forme]:
        now = lists.shelves.shelf(lists.edition, name)
        gone = [slip for slip in old if name in lists_of(slip)]
        stayed = (slip for slip in now if slip.story not in self.faced)
        before = sorted((*stayed, *gone), key=lambda one: (-one.at, one.story, one.lang))
        months = lists.shelves.archived(lists.edition, name)
        if name.kind != FRONT and not (before and now):
            raise TooFar  # a list comes or goes, and with it its name on other pages
        others = set(archived_of(name, before, lists.newest))
        if not others.issubset(months):
            raise TooFar  # a month goes
        if len(others) < len(months):
            yield from self._grown(name)
        yield outline.of_list(lists, name)
        touched = {slip.month for slip in (*gone, *new) if name in lists_of(slip)}
        yield from (outline.of_list(lists, name, month) for month in months if month in touched)
        yield from self._feed(lists, name, before, self.faced)
        yield from self._feed(lists, name, now, self.faced)

    def _grown(self, name: List) -> Iterator[Forme]:
        """Give all pages of a list that has a month more, and the sitemap that names them.

        They lead to it, or from one edition's to another's.
        """
        for lists in self.planner.editions:
            if lists.shelves.has(lists.edition, name):
                yield outline.of_list(lists, name)
            for month in lists.shelves.archived(lists.edition, name):
                yield outline.of_list(lists, name, month)
        if self.planner.site.config.settings.features_sitemaps:
            yield from (
                outline.of_sitemap(*each)
                for each in self.planner.sitemaps.names()
                if each[0] == LISTS
            )

    def _feed(
        self, lists: Lists, name: List, shelf: list[Slip], stories: AbstractSet[str]
    ) -> Iterator[Forme]:
        newest = shelf[: lists.followed]
        if has_feeds(lists.paper, name.kind) and any(one.story in stories for one in newest):
            yield outline.of_feed(lists, name)

    def _stories(self, linking: frozenset[str]) -> Iterator[Forme]:
        """Give the pages of the edited stories, and of those that show or link them."""
        paper = self.planner.paper
        some = dict.fromkeys(path for path, row in self.after.items() if row and row.slips)
        some |= dict.fromkeys((*self._showing(), *self._picking(), *sorted(linking)))
        if len(some) > MOST:
            raise TooFar
        for path in some:
            yield from outline.told(paper, paper.site.stories[path].articles, outline.STORY)

    def _showing(self) -> Iterator[str]:
        """Name the stories that show an edited one as related, or may begin to."""
        for path in self.faced:
            rows = [row for row in (self.before[path], self.after[path]) if row]
            moments = [slip.at for row in rows for slip in row.slips]
            if not moments:
                continue
            first = bisect_left(self.relations.moments, min(moments))
            for feature in {feature for row in rows for feature in row.features}:
                shelf = self.relations.shelves.get(feature, [])
                for at in shelf[bisect_left(shelf, first) :]:
                    yield self.relations.paths[at]

    def _picking(self) -> Iterator[str]:
        """Name the stories that pick an edited one as related."""
        for path, row in self.rows.items() if self.faced else ():
            if row.picks and row.slips and self.faced.intersection(row.picks):
                yield path

    def _linking(self) -> Iterator[str]:
        """Name the stories whose texts may link one that was not there before."""
        new = [
            (path, row)
            for path, row in self.after.items()
            if row and (not (old := self.before[path]) or old.places != row.places)
        ]
        names = {basename(path) for path, _ in new}
        names |= {basename(place.rstrip("/")) for _, row in new for _, place in row.places}
        for path, row in self.rows.items() if names else ():
            if row.slips and row.links:
                written = normalise(unquote(" ".join(row.links)))
                if any(name in written for name in names):
                    yield path

    def _apart(self) -> Iterator[Forme]:
        """Give what stands apart: fronts, sitemaps, the page for what does not exist."""
        settings = self.planner.site.config.settings
        if self.faced or self.due:
            for lists in self.planner.editions:
                yield outline.of_list(lists, List(FRONT))
            yield outline.lost()
            if settings.features_sitemaps:
                yield from self._sitemaps()
        if settings.features_style_page:
            yield outline.of_style()

    def _sitemaps(self) -> Iterator[Forme]:
        yield outline.of_news()
        slips = [*self._slips(self.before, self.faced), *self._slips(self.after, self.faced)]
        months = {f"{slip.month[0]:04d}-{slip.month[1]:02d}" for slip in slips}
        if months:
            yield outline.of_sitemaps()
            for name, parts in self.planner.sitemaps.names():
                if name in months:
                    yield outline.of_sitemap(name, parts)
