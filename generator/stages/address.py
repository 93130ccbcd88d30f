"""Every URL of the paper is made here, from ids and slugs, as CONTRACT section 5 lays them out.

A place is a path below the paper's base ("hi/khel/"), "" for the root front. `href` turns
it into a root-relative URL, `absolute` into a full one, `output` into the file it is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from generator.language.forms import composed
from generator.model.config import Category, Edition, SiteConfig
from generator.model.record import record

SAFE = "/-._~"
LONGEST = 255  # bytes of a file's name
# Names that Windows keeps for devices or cannot hold ("Naming Files, Paths, and Namespaces").
_NO_NAME = re.compile(
    r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]) *(?:\..*)?|.*[:*?\"<>|\\].*|.*[. ]|", re.IGNORECASE
)
MEDIA = "media/"


@record
class Addresses:
    """The URLs of one site. base: absolute base URL ending in a slash."""

    base: str

    @property
    def folder(self) -> str:
        """The path of the base URL, from "/" to "/": "/news/", or "/"."""
        return _folder(self.base)

    def href(self, place: str) -> str:
        """Give the root-relative URL of a place."""
        return self.folder + _quoted(place)

    def absolute(self, place: str) -> str:
        """Give the absolute URL of a place."""
        return self.base + _quoted(place)

    def inside(self, url: str) -> str | None:
        """Give the place that a site URL (absolute or root-relative) names; None if outside."""
        target = url.split("#", 1)[0].split("?", 1)[0]
        for start in (self.base, self.folder):
            if target.startswith(start):
                return target[len(start) :]
        return None

    def below(self, url: str) -> str | None:
        """Do what `inside` does; a path from the root of the host is taken for one of the site.

        Editors of a paper at https://host/news/ write /old/ as often as /news/old/.
        """
        place = self.inside(url)
        if place is None and url.startswith("/") and not url.startswith("//"):
            return self.inside(self.folder + url[1:])
        return place


@lru_cache(maxsize=64)
def _folder(base: str) -> str:
    return urlsplit(base).path or "/"


@lru_cache(maxsize=65_536)  # a place is asked for by its page, its cards, feeds and sitemaps
def _quoted(place: str) -> str:
    return quote(place, safe=SAFE)


def old(alias: str) -> str:
    """Give the place of an old address, itself the place of a URL of the site.

    One that ends in a name with a dot is a file, any other a folder; "" for the root, for
    what would lead out of the site, and for names that not every computer can keep.
    """
    place = composed(unquote(alias))
    inner = place.removesuffix("/").split("/")
    bad = any(_NO_NAME.fullmatch(one) or len(one.encode()) > LONGEST for one in inner)
    if bad or not place.isprintable():
        return ""
    if "." in place.rpartition("/")[2]:
        return place
    return place.rstrip("/") + "/"


def output(place: str) -> str:
    """Give the path in output/ of the page at a place: a folder's index, or the file itself."""
    if place == "" or place.endswith("/"):
        return place + "index.html"
    return place


def _join(*parts: str) -> str:
    return "".join(f"{part}/" for part in parts if part)


def old_places(addresses: Addresses, aliases: Iterable[str], own: str) -> tuple[str, ...]:
    """Give the places of an article's old addresses, as far as they are the site's and not own."""
    inside = (addresses.below(alias) for alias in aliases)
    places = (old(place) for place in inside if place)
    return tuple(dict.fromkeys(place for place in places if place not in ("", own)))


def front(edition: Edition) -> str:
    """Place of an edition's front page."""
    return _join(edition.path)


def category(edition: Edition, one: Category) -> str:
    """Place of a category; its slug is in the edition's first language."""
    return _join(edition.path, one.slug(edition.languages[0]))


def tag(edition: Edition, slug: str) -> str:
    """Place of a tag."""
    return _join(edition.path, "tag", slug)


def tags(edition: Edition) -> str:
    """Place of the index of an edition's tags."""
    return _join(edition.path, "tag")


def author(edition: Edition, name: str) -> str:
    """Place of an author, by id."""
    return _join(edition.path, "author", name)


def series(edition: Edition, slug: str) -> str:
    """Place of a series."""
    return _join(edition.path, "series", slug)


def month(owner: str, year: int, number: int) -> str:
    """Place of a month's archive under the place of a front or list."""
    return f"{owner}{year:04d}/{number:02d}/"


def article(lang: str, one: Category, slug: str) -> str:
    """Place of an article: always with its language, whatever the editions."""
    return _join(lang, one.slug(lang), slug)


def lite(place: str) -> str:
    """Place of the light page of the article at a place."""
    return f"{place}lite/"


def undated(lang: str, name: str) -> str:
    """Place of an undated page."""
    return _join(lang, name)


def media(digest: bytes, extension: str) -> str:
    """Place of a published picture, by what it holds."""
    return f"{MEDIA}{digest.hex()}.{extension}"


def podcast(edition: Edition) -> str:
    """Place of the podcast of an edition."""
    return f"{_join(edition.path)}podcast.xml"


def sitemap(name: str) -> str:
    """Place of one of the sitemaps that the index lists."""
    return f"sitemaps/{name}.xml"


def offline(edition: Edition) -> str:
    """Place of the page that an edition shows where there is no network."""
    return _join(edition.path, "offline")


def manifest(edition: Edition) -> str:
    """Place of an edition's web manifest."""
    return f"{front(edition)}manifest.webmanifest"


def key_file(key: str) -> str:
    """Place of the file that proves to search engines whose key it is that they are told."""
    return f"{key}.txt"


NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "news-sitemap.xml"
ROBOTS = "robots.txt"
REDIRECTS = "_redirects"  # the names of both are the hosts'
HEADERS = "_headers"
STYLE = "style/"
WORKER = "sw.js"  # at the root, for a worker rules its own folder and those below


def home_edition(config: SiteConfig, lang: str) -> Edition:
    """Give the edition that carries just `lang`, else the first that carries it.

    A language that no edition carries reads in the first edition's surroundings.
    """
    carrying = [one for one in config.editions if lang in one.languages]
    alone = [one for one in carrying if one.languages == (lang,)]
    return (alone or carrying or list(config.editions))[0]
