"""What machines are told of the paper: feeds, sitemaps, and files for crawlers and hosts.

Texts are plain and escaped where they are printed; URLs are absolute, as these files are
read away from the paper.
"""

from generator.model.pieces import Alternate, BodyView, PictureView
from generator.model.record import record
from generator.model.story import Credit
from generator.model.text import Html


@record
class FeedLink:
    """A feed of a page, for its <head>: media type, title, root-relative URL."""

    kind: str
    title: str
    url: str


@record
class Stamp:
    """A point in time as Atom and JSON Feed (ISO 8601) and as RSS (RFC 822) write it."""

    iso: str
    rfc: str


@record
class Subject:
    """What a story is filed under: the id of a category or tag, and its name."""

    id: str
    name: str


@record
class Note:
    """A correction: when it was made, in both forms that readers need, and what it says."""

    iso: str
    words: str
    text: str


@record
class Entry:
    """A story in a feed, in its own language.

    id: the same for ever, whatever its address becomes; mark: its language where it is not
    the feed's, else ""; updated: the last change that readers were told of; source_words,
    corrections_title: the paper's words around them, in the story's language;
    body: None in feeds without full text.
    """

    id: str
    url: str
    lang: str
    dir: str
    mark: str
    title: str
    summary: str
    authors: tuple[str, ...]
    subjects: tuple[Subject, ...]
    published: Stamp
    updated: Stamp
    alternates: tuple[Alternate, ...]
    picture: PictureView | None
    source: Credit
    source_words: Html
    corrections_title: str
    corrections: tuple[Note, ...]
    body: BodyView | None


@record
class FeedView:
    """The newest stories of a list. url: the feed's own; home: the page that it follows.

    updated: that of the story changed last, None where there is no story; hub: "" if none.
    """

    id: str
    lang: str
    title: str
    description: str
    url: str
    home: str
    logo: str
    publisher: str
    hub: str
    updated: Stamp | None
    generator: str
    entries: tuple[Entry, ...]

    @property
    def bodies(self) -> tuple[BodyView, ...]:
        """The bodies to be filled in, in the order of the entries."""
        return tuple(one.body for one in self.entries if one.body is not None)


@record
class Episode:
    """The sound of an entry: absolute URL, bytes, media type, and how long it takes."""

    url: str
    length: int
    type: str
    seconds: int


@record
class PodcastView:
    """A feed of episodes, one for each entry, and what directories want to know of it.

    image: absolute URL of the cover, or ""; category, subcategory ("" if none): Apple's;
    owner_name, owner_email: whom directories write to, "" if nobody.
    """

    feed: FeedView
    author: str
    image: str
    category: str
    subcategory: str
    explicit: bool
    owner_name: str
    owner_email: str
    episodes: tuple[Episode, ...]


@record
class Location:
    """A page in a sitemap. changed: ISO 8601, or "" where it is not told."""

    url: str
    changed: str = ""
    alternates: tuple[Alternate, ...] = ()
    images: tuple[str, ...] = ()


@record
class SitemapView:
    """A sitemap, or the index of all: then the locations are sitemaps."""

    locations: tuple[Location, ...]


@record
class Bulletin:
    """A story in the news sitemap. name: of the paper, in the story's language."""

    url: str
    name: str
    lang: str
    date: str
    title: str


@record
class NewsView:
    """The news of the last two days."""

    bulletins: tuple[Bulletin, ...]


@record
class RobotsView:
    """What crawlers are told: where the sitemaps are."""

    sitemaps: tuple[str, ...]


@record
class MovedView:
    """Old addresses and new ones, root-relative, for hosts that redirect by themselves."""

    rows: tuple[tuple[str, str], ...]


@record
class KeyView:
    """The key by which search engines know that news is told by the paper itself."""

    key: str


@record
class HostView:
    """What hosts are told: patterns of all files, of those kept for ever, of those that change.

    asked: files of which every use is asked for; secure: whether the paper lives under https;
    keeping: the Cache-Control of each of the three kinds of files; frames, media: as in
    `Head`, of all pages.
    """

    everything: str
    asked: tuple[str, ...]
    lasting: tuple[str, ...]
    changing: tuple[str, ...]
    secure: bool
    keeping: tuple[str, str, str]
    frames: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
