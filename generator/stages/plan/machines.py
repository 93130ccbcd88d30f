"""What only machines read: feeds, sitemaps, and files for crawlers and hosts."""

from collections.abc import Iterable, Iterator, Mapping

from generator.model.feeds import HostView, KeyView, MovedView, RobotsView
from generator.model.page import FEEDS, Page
from generator.model.story import Article
from generator.stages import address
from generator.stages.caching import ASKED, BRIEFLY, FOREVER, LASTING
from generator.stages.plan.episodes import podcast_place
from generator.stages.plan.feeds import feed_places
from generator.stages.plan.lists import Lists
from generator.stages.plan.paper import Paper
from generator.stages.plan.recordings import allowed_frames, allowed_media

INDEX = "index.html"
# What the strictest of the hosts that read such files takes.
MOST_MOVED = 2_000
MOST_RULES = 100


def machine_places(lists: Iterable[Lists]) -> Iterator[str]:
    """Give the places of files that stories may link to: a reader may be told of a feed."""
    for one in lists:
        yield from feed_places(one)
        yield from filter(None, [podcast_place(one.shelves, one.edition)])


def _file(paper: Paper, path: str, template: str, view: object) -> Page:
    lang = paper.site.config.editions[0].languages[0]
    return Page(path, template, lang, view, FEEDS, ("site.yaml",))


def robots(paper: Paper) -> Page:
    """Let crawlers in, and tell them where the sitemaps are."""
    places = (address.SITEMAP, address.NEWS_SITEMAP)
    view = RobotsView(tuple(paper.addresses.absolute(place) for place in places))
    return _file(paper, address.ROBOTS, "feeds/robots.txt", view)


def key_page(paper: Paper) -> Page:
    """Plan the key file for IndexNow."""
    key = paper.site.config.settings.ping_key
    return _file(paper, address.key_file(key), "feeds/key.txt", KeyView(key))


def moved_page(paper: Paper, moved: Mapping[str, Article]) -> Page:
    """List old addresses for hosts that redirect; those of the newest stories where room ends.

    moved: place of an old address → the article that it led to.
    """
    old = sorted(moved, key=address.output)
    old.sort(key=lambda place: moved[place].date or paper.site.now, reverse=True)
    rows = tuple((paper.addresses.href(place), paper.article_url(moved[place])) for place in old)
    return _file(paper, address.REDIRECTS, "feeds/redirects.txt", MovedView(rows[:MOST_MOVED]))


def hosts_page(paper: Paper, paths: Iterable[str], articles: Iterable[Article]) -> Page:
    """Tell hosts how long to keep what: no file may meet two rules, for hosts would join them.

    paths: of all pages but old addresses; articles: those in which something plays.
    """
    folder = paper.addresses.folder
    unserved = {address.REDIRECTS, address.WORKER, *(f"{name}/*" for name in LASTING)}
    patterns = {_pattern(path) for path in paths} - unserved
    room = MOST_RULES - len(LASTING) - 2
    allowed = [(allowed_frames(one), allowed_media(one)) for one in articles]
    view = HostView(
        everything=f"{folder}*",
        asked=(f"{folder}{address.WORKER}",),
        lasting=tuple(f"{folder}{name}/*" for name in LASTING),
        changing=tuple(f"{folder}{one}" for one in sorted(patterns)[:room]),
        secure=paper.addresses.base.startswith("https:"),
        frames=tuple(sorted({host for frames, _ in allowed for host in frames})),
        media=tuple(sorted({host for _, media in allowed for host in media})),
        keeping=(ASKED, FOREVER, BRIEFLY),
    )
    return _file(paper, address.HEADERS, "feeds/headers.txt", view)


def _pattern(path: str) -> str:
    """Give the rule under which a page falls: its first folder's, or its own at the root."""
    first, slash, _ = path.partition("/")
    return f"{first}/*" if slash else first.removesuffix(INDEX)
