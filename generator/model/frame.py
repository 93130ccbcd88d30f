"""What is said around every page: the frame of its edition, and the head of its own."""

from dataclasses import dataclass

from generator.model.feeds import FeedLink
from generator.model.pieces import Alternate, Link, Switch
from generator.model.text import Html


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page of one edition read in one language.

    names: the paper's name, in the page's language first, then the others (lang set there).
    scripts: ISO 15924 codes of what those names are written in: every page needs their fonts.
    editions: the papers, as links; menu: the categories; pages: about, contact…;
    social, podcasts: whole sentences with links ("" if there are none);
    tags: URL of the index of tags; digits: the ten of the page's language, for scripts;
    feeds: those of the edition.
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


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of one page: for <head>, the menu and the language switch.

    title: whole document title; section: the id of the menu's current category, or "";
    languages: the switch; robots: "" or "noindex"; feeds: those of the page,
    or none where the edition's are the nearest; frames: hosts (``https://host``) of players
    that the page may show once a reader asks for one.
    """

    title: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...]
    languages: tuple[Switch, ...]
    locale: str
    section: str = ""
    robots: str = ""
    image: str = ""
    kind: str = "website"
    feeds: tuple[FeedLink, ...] = ()
    frames: tuple[str, ...] = ()
