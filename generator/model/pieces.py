"""The pieces of which views are made: moments, links, pictures, cards; every text is ready."""

from generator.model.record import record
from generator.model.text import Html

NOTHING = Html("")


@record
class Moment:
    """A point in time: machine form (ISO 8601 with zone), and in words."""

    machine: str
    words: str


@record
class Link:
    """A link with its text; lang and dir are "" where they are the page's own.

    id: what the link stands for (a category's id, an edition's path, a language's code).
    """

    text: Html
    url: str
    id: str = ""
    lang: str = ""
    dir: str = ""


@record
class Switch:
    """One entry of the language switch.

    exact: it leads to this very page in the other language; else to the nearest one, and
    `words` says so, in the other language. current: this is the language being read.
    """

    name: str
    words: Html
    url: str
    lang: str
    dir: str
    exact: bool
    current: bool


@record
class Alternate:
    """hreflang and absolute URL of a real translation, of the page itself, or x-default."""

    hreflang: str
    url: str


@record
class Choice:
    """A picture in one format, at several widths. type: the media type; srcset: as in HTML."""

    type: str
    srcset: str


@record
class PictureView:
    """A published picture; width and height in pixels, 0 where they are unknown.

    url: the picture for every browser, srcset: its other widths; choices: other formats, best
    first; light: URL of a small one for slow networks, "" if it is the same; tone: class of
    the colour that holds its place ("tone-river"), or "".
    """

    url: str
    alt: str
    width: int
    height: int
    caption: Html = NOTHING
    credit: Html = NOTHING
    srcset: str = ""
    choices: tuple[Choice, ...] = ()
    light: str = ""
    tone: str = ""


@record
class PictureLink:
    """A picture that is shown when a reader asks for it. words: those of the link."""

    url: str
    words: Html
    alt: Html
    caption: Html = NOTHING
    credit: Html = NOTHING


@record
class RecordingView:
    """Sound or film that plays in the page itself.

    url: root-relative, or of another host where `remote`; type: the media type; size in bytes,
    weight: in words; seconds, duration: as players write it; name: the title as plain text;
    width, height: of a film, 0 if unknown; poster: URL of its picture, or "".
    """

    url: str
    type: str
    size: int
    seconds: int
    name: str
    title: Html
    duration: str
    weight: str
    width: int = 0
    height: int = 0
    poster: str = ""
    remote: bool = False


@record
class EmbedView:
    """A film or post on another site. name: the site's; url: where it is found there.

    frame: URL of a player that takes the poster's place once a reader asks for it, or "";
    title: the words as plain text; note: what readers are told of the site, "" without a frame.
    """

    name: str
    url: str
    words: Html
    title: str = ""
    frame: str = ""
    note: Html = NOTHING
    poster: PictureView | None = None
    credit: Html = NOTHING


@record
class Face:
    """Who speaks: the author's portrait, or the letter that stands for one."""

    letter: Html
    portrait: PictureView | None = None


@record
class Card:
    """An article seen from afar, in its own language.

    mark: short sign of its language ("EN") where it differs from the page's, else "".
    others: its other versions. label: the category, linked. byline: names in words.
    flag: that it is live, a film or a podcast, else ""; face: of who argues in it, else None.
    """

    story: str
    url: str
    lang: str
    dir: str
    mark: str
    label: Link
    title: Html
    deck: Html
    date: Moment
    byline: Html
    picture: PictureView | None
    others: tuple[Link, ...]
    kind: str
    flag: str = ""
    face: Face | None = None


@record
class Headline:
    """An article as one line of many, with its category; every field is as in its card."""

    url: str
    lang: str
    dir: str
    mark: str
    label: Link
    title: Html
    flag: str = ""


@record
class BodyView:
    """A body to be filled in when the page is rendered.

    away: the URL of its own page, for a body that is read elsewhere, else "";
    digest: of the HTML in the memo; links: a URL for each link ("" makes it plain text);
    pictures: one for each picture (None leaves it out), as links where pages are light;
    embeds: one for each film or post on another site.
    """

    digest: bytes
    links: tuple[str, ...]
    pictures: tuple[PictureView | PictureLink | None, ...]
    away: str = ""
    embeds: tuple[EmbedView, ...] = ()


@record
class CorrectionView:
    """A correction as readers see it."""

    date: Moment
    note: Html
