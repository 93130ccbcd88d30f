"""What only machines read: feeds, sitemaps, and files for crawlers and hosts."""

from collections.abc import Collection, Iterable, Iterator

from generator.model.feeds import HostView, KeyView, MovedView, RobotsView
from generator.model.frame import Head
from generator.model.page import FEEDS, Page
from generator.model.views import ArticleView, RedirectView
from generator.stages import address
from generator.stages.caching import ASKED, BRIEFLY, FOREVER, LASTING
from generator.stages.plan.episodes import podcast_place
from generator.stages.plan.feeds import Feeds, feed_places
from generator.stages.plan.lists import Lists
from generator.stages.plan.paper import Paper
from generator.stages.plan.podcasts import podcast_page
from generator.stages.plan.sitemaps import sitemap_pages

INDEX = "index.html"
# What the strictest of the hosts that read such files takes.
MOST_MOVED = 2_000
MOST_RULES = 100


def machine_places(lists: Iterable[Lists]) -> Iterator[str]:
    """Give the places of files that stories may link to: a reader may be told of a feed."""
    for one in lists:
        yield from feed_places(one)
        yield from filter(None, [podcast_place(one.shelves, one.edition)])


def machine_pages(
    lists: list[Lists], pages: list[Page], statics: Collection[str]
) -> Iterator[Page]:
    """Plan the files for machines. pages: all others; statics: places of the newsroom's own.

    Where a newsroom has its own file for crawlers or hosts, none is planned.
    """
    paper = lists[0].paper
    views = {
        (page.view.story, page.lang): page.view
        for page in pages
        if isinstance(page.view, ArticleView)
    }
    feeds = Feeds(paper, views)
    made = [page for one in lists for page in (*feeds.pages(one), *podcast_page(feeds, one))]
    if paper.site.config.settings.features_sitemaps:
        made.extend(sitemap_pages(paper, pages))
        made.append(_robots(paper))
    made.extend(_key(paper))
    made.extend(_moved(paper, pages))
    made.append(_hosts(paper, [*pages, *made]))
    own = (address.ROBOTS, address.REDIRECTS, address.HEADERS)
    return (page for page in made if page.path not in own or page.path not in statics)


def _file(paper: Paper, path: str, template: str, view: object) -> Page:
    lang = paper.site.config.editions[0].languages[0]
    return Page(path, template, lang, view, FEEDS, ("site.yaml",))


def _robots(paper: Paper) -> Page:
    """Let crawlers in, and tell them where the sitemaps are."""
    places = (address.SITEMAP, address.NEWS_SITEMAP)
    view = RobotsView(tuple(paper.addresses.absolute(place) for place in places))
    return _file(paper, address.ROBOTS, "feeds/robots.txt", view)


def _key(paper: Paper) -> Iterator[Page]:
    """Plan the key file for IndexNow, where the newsroom has a key."""
    key = paper.site.config.settings.ping_key
    if key:
        yield _file(paper, address.key_file(key), "feeds/key.txt", KeyView(key))


def _moved(paper: Paper, pages: list[Page]) -> Iterator[Page]:
    """List old addresses for hosts that redirect; those of the newest stories where room ends."""
    dates = {one.path: one.date for story in paper.site.stories for one in story.articles}
    old = [page for page in pages if isinstance(page.view, RedirectView) and page.path != INDEX]
    old.sort(key=lambda page: page.path)
    old.sort(key=lambda page: dates.get(page.sources[0]) or paper.site.now, reverse=True)
    rows = tuple(
        (paper.addresses.href(page.path.removesuffix(INDEX)), page.view.url) for page in old
    )
    if rows:
        yield _file(paper, address.REDIRECTS, "feeds/redirects.txt", MovedView(rows[:MOST_MOVED]))


def _hosts(paper: Paper, pages: list[Page]) -> Page:
    """Tell hosts how long to keep what: no file may meet two rules, for hosts would join them."""
    folder = paper.addresses.folder
    paths = (page.path for page in pages if not isinstance(page.view, RedirectView))
    unserved = {address.REDIRECTS, address.WORKER, *(f"{name}/*" for name in LASTING)}
    patterns = {_pattern(path) for path in paths} - unserved
    room = MOST_RULES - len(LASTING) - 2
    heads = [head for page in pages if isinstance(head := getattr(page.view, "head", None), Head)]
    view = HostView(
        everything=f"{folder}*",
        asked=(f"{folder}{address.WORKER}",),
        lasting=tuple(f"{folder}{name}/*" for name in LASTING),
        changing=tuple(f"{folder}{one}" for one in sorted(patterns)[:room]),
        secure=paper.addresses.base.startswith("https:"),
        frames=tuple(sorted({host for head in heads for host in head.frames})),
        media=tuple(sorted({host for head in heads for host in head.media})),
        keeping=(ASKED, FOREVER, BRIEFLY),
    )
    return _file(paper, address.HEADERS, "feeds/headers.txt", view)


def _pattern(path: str) -> str:
    """Give the rule under which a page falls: its first folder's, or its own at the root."""
    first, slash, _ = path.partition("/")
    return f"{first}/*" if slash else first.removesuffix(INDEX)
