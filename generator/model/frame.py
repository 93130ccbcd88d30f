"""What is said around every page: the frame of its edition, and the head of its own."""

from generator.model.feeds import FeedLink
from generator.model.pieces import NOTHING, Alternate, Link, Switch
from generator.model.record import record
from generator.model.text import Html


@record
class Shown:
    """A picture that stands for a page elsewhere: absolute URL, pixels, media type, what it shows.

    width and height are 0 where they are unknown.
    """

    url: str
    width: int
    height: int
    type: str
    alt: str


@record
class Facts:
    """What is said of an article where it is shared: moments (ISO 8601), names as plain text.

    authors: absolute URLs of their pages.
    """

    published: str
    modified: str
    section: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]


@record
class Frame:
    """What surrounds every page of one edition read in one language.

    names: the paper's name, in the page's language first, then the others (lang set there).
    scripts: ISO 15924 codes of what those names are written in: every page needs their fonts.
    editions: the papers, as links; menu: the categories; pages: about, contact…;
    social, podcasts: whole sentences with links ("" if there are none);
    tags: URL of the index of tags; digits: the ten of the page's language, for scripts;
    feeds: those of the edition; site: the paper's name as plain text; handle: its account on X,
    with the sign, or ""; image: what stands for pages that have no picture; graph: the beginning
    of every page's structured data (JSON-LD), which a page's own completes; manifest: URL of its
    web manifest; worker: URL of what keeps pages for readers without a network, "" where the
    newsroom does not want it.
    """

    lang: str
    dir: str
    home: str
    names: tuple[Link, ...]
    scripts: tuple[str, ...]
    tagline: Html
    editions: tuple[Link, ...]
    menu: tuple[Link, ...]
    pages: tuple[Link, ...]
    social: Html
    podcasts: Html
    publisher: Html
    logo: str
    tags: str
    edition: str
    generator: str
    digits: str = "0123456789"
    feeds: tuple[FeedLink, ...] = ()
    site: str = ""
    handle: str = ""
    image: Shown | None = None
    graph: Html = NOTHING
    manifest: str = ""
    worker: str = ""


@record
class Head:
    """What is said of one page: for <head>, the menu and the language switch.

    title: whole document title, name: without the paper's; section: the id of the menu's current
    category, or ""; languages: the switch; robots: "" or "noindex"; feeds: those of the page, or
    none where the edition's are the nearest; locales: of its translations; image: its own, where
    it has one; facts: of articles; graph: the end of its structured data, "" for none; frames:
    hosts (``https://host``) of players that the page may show once a reader asks for one;
    media: hosts or schemes of files that it may play, beside the paper's own.
    """

    title: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...]
    languages: tuple[Switch, ...]
    locale: str
    section: str = ""
    robots: str = ""
    feeds: tuple[FeedLink, ...] = ()
    frames: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    name: str = ""
    locales: tuple[str, ...] = ()
    image: Shown | None = None
    facts: Facts | None = None
    graph: Html = NOTHING
