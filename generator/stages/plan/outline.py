"""The outline of a paper: the path of every page, and which pages are planned together.

All of it is known from slips and addresses, before a single view is made.
"""

from collections.abc import Collection, Iterable, Iterator

from generator.model.page import Forme
from generator.model.story import Article
from generator.stages import address
from generator.stages.plan.abroad import FORMS, has_feeds
from generator.stages.plan.episodes import podcast_place
from generator.stages.plan.lists import Lists
from generator.stages.plan.lite import TEMPLATE as LITE
from generator.stages.plan.paper import Paper
from generator.stages.plan.podcasts import TEMPLATE as PODCAST_XML
from generator.stages.plan.shelves import FRONT, List, Month
from generator.stages.plan.sitemaps import Sitemaps

# What pages are planned together are of; forme.name says which one.
STORY, MOVED, UNDATED = "story", "moved", "undated"
PAGE, TAG_INDEX, LIST, MONTH, FEEDS, PODCAST = "front", "tags", "list", "month", "feeds", "podcast"
SITEMAP, SITEMAPS, NEWS = "sitemap", "sitemaps", "news"
NOT_FOUND, DOORWAY, STYLE, OFFLINE = "not-found", "doorway", "style", "offline"
ROBOTS, KEY, MOVES, HOSTS = "robots", "key", "moves", "hosts"
# Kinds whose pages links in bodies may lead to, beside those of articles.
LINKED = frozenset({PAGE, TAG_INDEX, LIST, MONTH, NOT_FOUND, DOORWAY, FEEDS, PODCAST})
REDIRECT = "pages/redirect.html"
# What a newsroom may have as a file of static/ instead.
OWN = frozenset(
    {address.ROBOTS, address.REDIRECTS, address.HEADERS, address.WORKER, address.output("")}
)
OURS = "site.yaml"


def told(paper: Paper, articles: Iterable[Article], kind: str) -> Iterator[Forme]:
    """Outline the pages of the articles of a story or undated page, and their old URLs."""
    template = "pages/article.html" if kind == STORY else "pages/undated.html"
    light = kind == STORY and paper.site.config.settings.features_lite
    for one in articles:
        place = paper.site.places.get((one.story, one.lang))
        if place is None:
            continue
        pages = [(address.output(place), template)]
        if light:
            pages.append((address.output(address.lite(place)), LITE))
        yield Forme(kind, (one.story, one.lang), tuple(pages), one.path)
        gone = address.old_places(paper.addresses, one.aliases, place)
        old = tuple((address.output(each), REDIRECT) for each in gone)
        if old:
            yield Forme(MOVED, (one.story, one.lang), old, one.path)


def listed(lists: Lists) -> Iterator[Forme]:
    """Outline an edition's front, lists and archives."""
    edition, shelves = lists.edition, lists.shelves
    place = address.tags(edition)
    yield _ours(TAG_INDEX, (edition.path,), (address.output(place), "pages/tags.html"))
    for name in shelves.lists(edition):
        yield of_list(lists, name)
        for month in shelves.archived(edition, name):
            yield of_list(lists, name, month)


def of_list(lists: Lists, name: List, month: Month | None = None) -> Forme:
    """Outline the page of a list, or of one of its months."""
    kind, template = (PAGE, "pages/front.html") if name.kind == FRONT else (LIST, "pages/list.html")
    if month is not None:
        kind, template = MONTH, "pages/archive.html"
    place = lists.shelves.place(lists.edition, name, month)
    when = () if month is None else (str(month[0]), str(month[1]))
    asked = (lists.edition.path, name.kind, name.id, *when)
    return _ours(kind, asked, (address.output(place), template))


def apart(paper: Paper) -> Iterator[Forme]:
    """Outline the page for URLs that do not exist, and the way to the first front."""
    yield lost()
    if all(one.path for one in paper.site.config.editions):
        yield _ours(DOORWAY, (), (address.output(""), REDIRECT))


def lost() -> Forme:
    """Outline the page for URLs that do not exist."""
    return _ours(NOT_FOUND, (), (address.output(address.NOT_FOUND), "pages/not-found.html"))


def followed(lists: Lists) -> Iterator[Forme]:
    """Outline the feeds of an edition."""
    for name in lists.shelves.lists(lists.edition):
        if has_feeds(lists.paper, name.kind):
            yield of_feed(lists, name)
    place = podcast_place(lists.shelves, lists.edition)
    if place:
        yield _ours(PODCAST, (lists.edition.path,), (place, PODCAST_XML))


def of_feed(lists: Lists, name: List) -> Forme:
    """Outline the feed of a list, in all its forms."""
    place = lists.shelves.place(lists.edition, name)
    pages = ((place + file, template) for file, _, template in FORMS)
    return _ours(FEEDS, (lists.edition.path, name.kind, name.id), *pages)


def mapped(paper: Paper, sitemaps: Sitemaps) -> Iterator[Forme]:
    """Outline the sitemaps, and what tells crawlers of them."""
    if not paper.site.config.settings.features_sitemaps:
        return
    for name, parts in sitemaps.names():
        yield of_sitemap(name, parts)
    yield of_sitemaps()
    yield of_news()
    yield _ours(ROBOTS, (), (address.ROBOTS, "feeds/robots.txt"))


def of_sitemap(name: str, parts: Iterable[str]) -> Forme:
    """Outline the sitemap of a month, or of the lists."""
    pages = ((address.sitemap(part), "feeds/sitemap.xml") for part in parts)
    return _ours(SITEMAP, (name,), *pages)


def of_sitemaps() -> Forme:
    """Outline the index of the sitemaps."""
    return _ours(SITEMAPS, (), (address.SITEMAP, "feeds/index.xml"))


def of_news() -> Forme:
    """Outline the news sitemap."""
    return _ours(NEWS, (), (address.NEWS_SITEMAP, "feeds/news.xml"))


def of_style() -> Forme:
    """Outline the style page."""
    return _ours(STYLE, (), (address.output(address.STYLE), "pages/style.html"))


def served(paper: Paper, editions: Iterable[Lists], *, moved: bool) -> Iterator[Forme]:
    """Outline the style page, what works without a network, and files for hosts."""
    settings = paper.site.config.settings
    if settings.features_style_page:
        yield of_style()
    offline = []
    for one in editions:
        offline.append((address.manifest(one.edition), "feeds/manifest.json"))
        if settings.features_offline:
            place = address.offline(one.edition)
            offline.append((address.output(place), "pages/offline.html"))
    worker = "offline/worker.txt" if settings.features_offline else "offline/retired.txt"
    yield _ours(OFFLINE, (), *offline, (address.WORKER, worker))
    if settings.ping_key:
        yield _ours(KEY, (), (address.key_file(settings.ping_key), "feeds/key.txt"))
    if moved:
        yield _ours(MOVES, (), (address.REDIRECTS, "feeds/redirects.txt"))
    yield _ours(HOSTS, (), (address.HEADERS, "feeds/headers.txt"))


def without(formes: Iterable[Forme], own: Collection[str]) -> Iterator[Forme]:
    """Leave out what the newsroom has files of its own for. own: places of static/."""
    spared = OWN.intersection(own)
    for one in formes:
        pages = tuple(page for page in one.pages if page[0] not in spared)
        if pages == one.pages:
            yield one
        elif pages:
            yield Forme(one.kind, one.name, pages, one.source)


def _ours(kind: str, name: tuple[str, ...], *pages: tuple[str, str]) -> Forme:
    return Forme(kind, name, tuple(pages), OURS)
