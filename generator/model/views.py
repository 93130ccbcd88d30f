"""Views: exactly what one template may see. Every text is ready, every URL is made.

Text in `Html` is escaped and carries `lang` on parts in other languages; `str` is plain
text for attributes. URLs are root-relative (with the base URL's path), but canonical and
alternates, which are absolute.
"""

from generator.model.frame import Frame, Head
from generator.model.offline import Adrift
from generator.model.pieces import (
    BodyView,
    Card,
    CorrectionView,
    EmbedView,
    Face,
    Headline,
    Link,
    Moment,
    PictureLink,
    PictureView,
    RecordingView,
)
from generator.model.record import record
from generator.model.text import Html


@record
class ArticleView:
    """An article's page. `labels`: the category's names in all languages, to be joined by /.

    reading: "4 min read" in words; source: name and url ("" if none) or None;
    related: first in the reader's language, related_other: in others.
    share: links that need no script. lite: URL of its light page, or "".
    audio, video: what plays in the page; film: one on another site that the story is about,
    in the place of the lead picture. face: of who argues in an opinion piece, else None.
    """

    frame: Frame
    head: Head
    story: str
    kind: str
    labels: tuple[Link, ...]
    kind_words: str
    title: Html
    deck: Html
    byline: tuple[Link, ...]
    published: Moment
    updated: Moment | None
    reading: str
    picture: PictureView | None
    caption: Html
    credit: Html
    body: BodyView
    source: Link | None
    corrections: tuple[CorrectionView, ...]
    tags: tuple[Link, ...]
    series: Link | None
    share: tuple[Link, ...]
    related: tuple[Card, ...]
    related_other: tuple[Card, ...]
    lite: str = ""
    audio: RecordingView | None = None
    video: RecordingView | None = None
    film: EmbedView | None = None
    face: Face | None = None


@record
class LiteView:
    """An article's light page: all of its words, none of its weight. full: the article's URL.

    Nothing here changes when other news comes. The rest as in `ArticleView`.
    """

    frame: Frame
    head: Head
    full: str
    story: str
    labels: tuple[Link, ...]
    kind_words: str
    title: Html
    deck: Html
    byline: tuple[Link, ...]
    published: Moment
    updated: Moment | None
    reading: str
    picture: PictureLink | None
    body: BodyView
    source: Link | None
    corrections: tuple[CorrectionView, ...]
    audio: RecordingView | None = None
    video: RecordingView | None = None
    film: EmbedView | None = None


@record
class Strip:
    """A category on a front: its names, and its newest stories."""

    labels: tuple[Link, ...]
    id: str
    cards: tuple[Card, ...]


@record
class FrontView:
    """A front page. latest: the day of the newest story; archives: months, newest first."""

    frame: Frame
    head: Head
    title: Html
    latest: Moment | None
    breaking: tuple[Card, ...]
    lead: Card | None
    secondary: tuple[Card, ...]
    briefs: tuple[Card, ...]
    strips: tuple[Strip, ...]
    opinion: tuple[Card, ...]
    pictures: tuple[Card, ...]
    newest: tuple[Card, ...]
    archives: tuple[Link, ...]


@record
class ListView:
    """The newest of a category, tag, author or series.

    kind: "category", "tag", "author" or "series"; labels: its names, to be joined by /;
    face: the author's, else None.
    """

    frame: Frame
    head: Head
    kind: str
    labels: tuple[Link, ...]
    description: Html
    cards: tuple[Card, ...]
    archives: tuple[Link, ...]
    face: Face | None = None


@record
class Letter:
    """The tags under one letter; "" heads those that begin with a digit or a symbol."""

    letter: str
    lang: str
    tags: tuple[Link, ...]


@record
class TagsView:
    """The index of an edition's tags, letter by letter."""

    frame: Frame
    head: Head
    title: str
    letters: tuple[Letter, ...]


@record
class Day:
    """The stories of one day of a month."""

    date: Moment
    headlines: tuple[Headline, ...]


@record
class ArchiveView:
    """All stories of one month of a front, category, tag, author or series.

    labels: the list whose archive this is (linked); month: "November 2026"; earlier: the
    month before that has stories. No link ahead: it would change this page when news comes.
    """

    frame: Frame
    head: Head
    labels: tuple[Link, ...]
    month: str
    days: tuple[Day, ...]
    earlier: Link | None


@record
class UndatedView:
    """An undated page such as "about"."""

    frame: Frame
    head: Head
    title: Html
    deck: Html
    body: BodyView


@record
class Apology:
    """The page that was not found, in one language."""

    lang: str
    dir: str
    title: str
    words: str
    home: Link
    menu: tuple[Link, ...]


@record
class NotFoundView:
    """404.html: an apology in each language, and the day's lead."""

    frame: Frame
    head: Head
    apologies: tuple[Apology, ...]
    lead: Card | None


@record
class OfflineView:
    """The page for readers without a network: what to do, in each language of the edition.

    shelf: beginning of the names of the caches, for the script that lists what is in them.
    """

    frame: Frame
    head: Head
    adrift: tuple[Adrift, ...]
    shelf: str


@record
class RedirectView:
    """An old URL: where the story is now, root-relative and absolute."""

    lang: str
    dir: str
    url: str
    canonical: str
    title: str
    words: str


@record
class Sample:
    """What the style page shows of one language, or of the first one mirrored.

    name: the language's; story: a story of the paper's own, opening: its first words; cards:
    some stories, voices: the same as opinion; breaking … empty: words of the theme in this
    language.
    """

    lang: str
    dir: str
    name: str
    story: ArticleView
    opening: Html
    cards: tuple[Card, ...]
    voices: tuple[Card, ...]
    breaking: str
    briefs: str
    opinion: str
    pictures: str
    newest: str
    older: str
    author: str
    share: str
    share_copy: str
    switch_article: str
    lite: str
    age_one: str
    corrected: str
    corrections: str
    subjects: str
    read_next: str
    kind_liveblog: str
    empty: str


@record
class StyleView:
    """The living style page: every part of the theme, in every language and both directions.

    colours: names of the theme's colours, as in tokens.css without the hyphens.
    """

    frame: Frame
    head: Head
    title: str
    colours: tuple[str, ...]
    samples: tuple[Sample, ...]
