"""Sitemaps: every page that search engines may list, and the news of the last two days.

Articles are listed by the month of their date, so that news changes the file of its own month;
lists and undated pages, of which only the addresses are told, stand in files of their own.
What is said of a page here is what its head says: both are one value.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from generator.language import speak
from generator.model.feeds import Bulletin, Location, NewsView, SitemapView
from generator.model.page import FEEDS, Page
from generator.model.site import Slip
from generator.model.story import Article
from generator.stages import address
from generator.stages.link import NEWS_AGE
from generator.stages.plan.paper import Paper
from generator.stages.plan.standing import Standing, article_standing, original

# Limits of sitemaps.org and of Google's news sitemaps; room is left for the file's own tags.
MOST = 50_000
MOST_BYTES = 50_000_000
MOST_IMAGES = 1_000
MOST_LOC = 2_047  # characters of an address; longer ones are in no sitemap
MOST_NEWS = 1_000
TAGS = 100  # bytes, at most, of the tags around one URL
LISTS = "pages"
# So many articles with fewer pictures each fit into a file with the longest of addresses.
SURELY, IMAGES = 2_000, 10

Parts = list[tuple[str, tuple[Location, ...]]]


@dataclass(slots=True)
class Sitemaps:
    """Plans the sitemaps, their index and the news sitemap.

    images: what an article's page shows, as URLs; lists: the standings of all other pages.
    """

    paper: Paper
    images: Callable[[Article], Iterable[str]]
    lists: Callable[[], Iterable[Standing]]
    _by_month: dict[str, list[Slip]] = field(default_factory=dict)

    @property
    def _months(self) -> dict[str, list[Slip]]:
        if not self._by_month:
            for slip in self.paper.site.slips:
                month = f"{slip.month[0]:04d}-{slip.month[1]:02d}"
                self._by_month.setdefault(month, []).append(slip)
        return self._by_month

    def names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give each month, oldest first, then the lists; and the names of its files."""
        for month in sorted(self._months):
            if self._is_small(month):
                if any(map(self._listed, self._months[month])):
                    yield month, (month,)
            else:
                yield month, tuple(name for name, _ in self._parts(month))
        yield LISTS, tuple(name for name, _ in self._parts(LISTS))

    def pages(self, name: str) -> list[Page]:
        """Plan the files of a month, or those of the lists."""
        return [
            _page(self.paper, address.sitemap(part), "feeds/sitemap.xml", SitemapView(locations))
            for part, locations in self._parts(name)
        ]

    def index(self) -> Page:
        """Plan the index of all sitemaps."""
        rows = [row for name, parts in self.names() for row in self._changes(name, parts)]
        view = SitemapView(tuple(rows))
        return _page(self.paper, address.SITEMAP, "feeds/index.xml", view)

    def news(self) -> Page:
        """Plan the news sitemap."""
        view = _news(self.paper, self._article)
        return _page(self.paper, address.NEWS_SITEMAP, "feeds/news.xml", view)

    def _is_small(self, month: str) -> bool:
        """Tell whether a month fits into one file, whatever its addresses are."""
        some = self._months[month]
        return len(some) <= SURELY and all(one.pictures < IMAGES for one in some)

    def _changes(self, name: str, parts: tuple[str, ...]) -> Iterator[Location]:
        """List the files of a month, or those of the lists, with their last changes."""
        if len(parts) == 1:
            listed = filter(self._listed, self._months.get(name, ()))
            yield _of_file(self.paper, name, (one.changed for one in listed))
            return
        for part, locations in self._parts(name):
            changes = (datetime.fromisoformat(one.changed) for one in locations if one.changed)
            yield _of_file(self.paper, part, (one.timestamp() for one in changes))

    def _parts(self, name: str) -> Parts:
        if name == LISTS:
            standings = (one for one in self.lists() if _may_stand(one))
            rows = [Location(one.url, alternates=one.alternates) for one in standings]
            return divide([(LISTS, sorted(rows, key=lambda one: one.url))])
        dated = []
        for slip in self._months[name]:
            one = self._article(slip)
            standing = article_standing(self.paper, self.paper.site.stories[one.story], one.lang)
            if _may_stand(standing):
                dated.append((slip.at, self._location(one, standing)))
        dated.sort(key=lambda row: (row[0], row[1].url))
        return divide([(name, [location for _, location in dated])])

    def _article(self, slip: Slip) -> Article:
        return self.paper.article(slip)

    def _listed(self, slip: Slip) -> bool:
        """Tell whether an article may be listed: it is no copy, and its address is not too long."""
        url = self.paper.addresses.absolute(self.paper.site.places[slip.story, slip.lang])
        copied = slip.copied and original(self.paper, self._article(slip))
        return len(url) <= MOST_LOC and not copied

    def _location(self, one: Article, standing: Standing) -> Location:
        changed = one.last_change
        return Location(
            url=standing.url,
            changed=speak.machine(self.paper.local(changed)) if changed else "",
            alternates=standing.alternates,
            images=tuple(dict.fromkeys(self.images(one)))[:MOST_IMAGES],
        )


def _may_stand(standing: Standing) -> bool:
    """Tell whether a page may be listed: it is no other page's copy, nor its address too long."""
    return standing.canonical == standing.url and len(standing.url) <= MOST_LOC


def _of_file(paper: Paper, name: str, changes: Iterable[float]) -> Location:
    """List a sitemap in the index, with the last change of a page in it."""
    last = max(changes, default=None)
    changed = "" if last is None else speak.machine(paper.moment_at(last))
    return Location(paper.addresses.absolute(address.sitemap(name)), changed)


def _page(paper: Paper, path: str, template: str, view: object) -> Page:
    lang = paper.site.config.editions[0].languages[0]
    return Page(path, template, lang, view, FEEDS, ("site.yaml",))


def divide(files: Iterable[tuple[str, list[Location]]]) -> Parts:
    """Split files that hold more than a sitemap may: 2026-11, 2026-11-2 and so on.

    A part is full before the next begins, so what is added later leaves full ones alone.
    """
    parts: Parts = []
    for name, locations in files:
        part: list[Location] = []
        size, number = 0, 1
        for one in locations:
            heavy = weight(one)
            if part and (len(part) == MOST or size + heavy > MOST_BYTES):
                parts.append((_numbered(name, number), tuple(part)))
                part, size, number = [], 0, number + 1
            part.append(one)
            size += heavy
        if part:
            parts.append((_numbered(name, number), tuple(part)))
    return parts


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def weight(one: Location) -> int:
    """Give the bytes that a page takes in a sitemap, or some more; URLs are ASCII."""
    others = sum(len(each.hreflang) + len(each.url) + TAGS for each in one.alternates)
    return len(one.url) + 2 * TAGS + others + sum(len(url) + TAGS for url in one.images)


def _news(paper: Paper, article: Callable[[Slip], Article]) -> NewsView:
    """Choose the news: at most two days old at the moment of the paper, newest first."""
    since = (paper.site.now - NEWS_AGE).timestamp()
    young = takewhile(lambda one: one.at > since, paper.site.slips)
    fresh = [
        (one.date, one)
        for one in map(article, young)
        if one.date is not None and not original(paper, one)
    ]
    fresh.sort(key=lambda row: (row[1].story, row[1].lang))
    fresh.sort(key=lambda row: row[0], reverse=True)
    return NewsView(tuple(_bulletin(paper, date, one) for date, one in fresh[:MOST_NEWS]))


def _bulletin(paper: Paper, date: datetime, one: Article) -> Bulletin:
    return Bulletin(
        url=paper.addresses.absolute(paper.site.places[one.story, one.lang]),
        name=paper.site.config.title.part(one.lang).text,
        lang=one.lang.partition("-")[0],
        date=speak.machine(paper.local(date)),
        title=one.title,
    )
