"""Sitemaps: every page that search engines may list, and the news of the last two days.

Articles are listed by the month of their date, so that news changes the file of its own month;
lists and undated pages, of which only the addresses are told, stand in files of their own.
What is said of a page here is what its head says: both are one value.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from generator.language import speak
from generator.model.feeds import Bulletin, Location, NewsView, SitemapView
from generator.model.frame import Head
from generator.model.page import FEEDS, Page
from generator.model.pieces import PictureView
from generator.model.story import Article
from generator.model.views import ArticleView
from generator.stages import address
from generator.stages.link import NEWS_AGE
from generator.stages.plan.abroad import last_change, whole
from generator.stages.plan.paper import Paper
from generator.stages.plan.standing import original

# Limits of sitemaps.org and of Google's news sitemaps; room is left for the file's own tags.
MOST = 50_000
MOST_BYTES = 50_000_000
MOST_IMAGES = 1_000
MOST_LOC = 2_047  # characters of an address; longer ones are in no sitemap
MOST_NEWS = 1_000
TAGS = 100  # bytes, at most, of the tags around one URL
LISTS = "pages"

Parts = list[tuple[str, tuple[Location, ...]]]


def sitemap_pages(paper: Paper, pages: Iterable[Page]) -> Iterator[Page]:
    """Plan the sitemaps, their index and the news sitemap. pages: all others of the plan."""
    parts = divide(_by_file(paper, pages))
    for name, locations in parts:
        yield _page(paper, address.sitemap(name), "feeds/sitemap.xml", SitemapView(locations))
    index = SitemapView(tuple(_listed(paper, *part) for part in parts))
    yield _page(paper, address.SITEMAP, "feeds/index.xml", index)
    yield _page(paper, address.NEWS_SITEMAP, "feeds/news.xml", _news(paper))


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


def _by_file(paper: Paper, pages: Iterable[Page]) -> Iterator[tuple[str, list[Location]]]:
    """Give the pages of each month, oldest first, then the lists and undated pages."""
    told = {one.path: one for one in _articles(paper)}
    months: dict[str, list[tuple[datetime, Location]]] = defaultdict(list)
    others: list[Location] = []
    for page in pages:
        head = _own_head(paper, page)
        if head is None:
            continue
        one = told.get(page.sources[0])
        if one is None or one.date is None:
            others.append(Location(head.canonical, alternates=head.alternates))
            continue
        date = paper.local(one.date)
        location = _location(paper, one, page.view)
        months[f"{date.year:04d}-{date.month:02d}"].append((date, location))
    for month in sorted(months):
        rows = sorted(months[month], key=lambda row: (row[0], row[1].url))
        yield month, [location for _, location in rows]
    yield LISTS, sorted(others, key=lambda one: one.url)


def _articles(paper: Paper) -> Iterator[Article]:
    for story in paper.site.stories:
        yield from story.articles


def _own_head(paper: Paper, page: Page) -> Head | None:
    """Give the head of a page that may be listed: it is no other page's copy, nor hidden."""
    head = getattr(page.view, "head", None)
    if not isinstance(head, Head) or head.robots or len(head.canonical) > MOST_LOC:
        return None
    place = page.path.removesuffix("index.html")
    return head if head.canonical == paper.addresses.absolute(place) else None


def _location(paper: Paper, one: Article, view: Any) -> Location:  # noqa: ANN401 - as Page's
    changed = last_change(one)
    return Location(
        url=view.head.canonical,
        changed=speak.machine(paper.local(changed)) if changed else "",
        alternates=view.head.alternates,
        images=_images(paper, view) if isinstance(view, ArticleView) else (),
    )


def _images(paper: Paper, view: ArticleView) -> tuple[str, ...]:
    shown = (view.picture, *view.body.pictures)
    urls = (one.url for one in shown if isinstance(one, PictureView) and one.url)
    return tuple(dict.fromkeys(whole(paper, url) for url in urls))[:MOST_IMAGES]


def _listed(paper: Paper, name: str, locations: tuple[Location, ...]) -> Location:
    """List a sitemap in the index, with the last change of a page in it."""
    moments = (one.changed for one in locations if one.changed)
    changed = max(moments, key=datetime.fromisoformat, default="")
    return Location(paper.addresses.absolute(address.sitemap(name)), changed)


def _news(paper: Paper) -> NewsView:
    """Choose the news: at most two days old at the moment of the paper, newest first."""
    fresh = [
        (one.date, one)
        for one in _articles(paper)
        if one.date is not None
        and paper.site.now < one.date + NEWS_AGE
        and not original(paper, one)
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
