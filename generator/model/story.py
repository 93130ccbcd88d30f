"""Stories and articles: what happened, and how it is told in each language."""

from datetime import datetime

from generator.model.media import Recording
from generator.model.record import record

KINDS = ("article", "liveblog", "opinion", "explainer", "factcheck", "video", "podcast")


@record
class Picture:
    """A picture as the front matter names it; src is as written ("" until it exists).

    focus: what must stay in sight, in percent of width and height; () if nothing is said.
    """

    src: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: tuple[int, ...] = ()


@record
class Credit:
    """The agency or outlet that a story is credited to; url may be ""."""

    name: str
    url: str = ""


@record
class Correction:
    """What was wrong and when it was put right."""

    date: datetime
    note: str


@record
class Reference:
    """A link or picture in a body, as written; line and column in the file.

    text: the alternative text of a picture, title: its title (shown as a caption).
    """

    target: str
    line: int
    column: int
    text: str = ""
    title: str = ""


@record
class Embed:
    """A film or post on another site, named in a body: service, id, and what to say of it.

    poster: a picture as written, or "", and its credit; line and column of it in the file.
    """

    service: str
    code: str
    words: str
    poster: str = ""
    credit: str = ""
    line: int = 1
    column: int = 1


@record
class Body:
    """What is known of a body without holding it: its HTML lies in the memo under `digest`.

    words: their number; opening: the first sentences as plain text, which describe
    an article that has no deck.
    """

    digest: bytes
    words: int = 0
    opening: str = ""
    links: tuple[Reference, ...] = ()
    pictures: tuple[Reference, ...] = ()
    embeds: tuple[Embed, ...] = ()


SILENCE = Recording()


@record
class Article:
    """A story told in one language, as its file says.

    story: the path without language ("geo-politics/talks"); undated pages have story
    "pages/<name>". Before `link`, `date` None, empty `category`, `authors` None, `tags` None
    and so on mean "not said here"; after it every field is as meant.
    category, tags and authors are as written before `link`, ids after it.
    terms: words of the headline, romanised, by which related stories are found.
    marks: where each front-matter key stands, "dotted.key line column" in lines that begin with
    a newline: one text, as a large paper holds a million of them.
    """

    path: str
    story: str
    lang: str
    title: str
    body: Body
    deck: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    category: str = ""
    tags: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    image: Picture = Picture()
    source: Credit = Credit("")
    slug: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    related: tuple[str, ...] = ()
    series: str = ""
    corrections: tuple[Correction, ...] = ()
    audio: Recording = SILENCE
    video: Recording = SILENCE
    draft: bool = False
    expires: datetime | None = None
    featured: bool = False
    breaking: bool = False
    canonical: str = ""
    marks: str = ""
    terms: tuple[str, ...] = ()

    @property
    def last_change(self) -> datetime | None:
        """The last change that readers were told of: a correction is one."""
        moments = (self.date, self.updated, *(row.date for row in self.corrections))
        return max((moment for moment in moments if moment is not None), default=None)

    def place(self, key: str = "") -> tuple[str, int, int]:
        """Tell where a dotted key stands in the file, or that around it; else the first line."""
        while key and not self.says(key):
            key = key.rpartition(".")[0]
        if not key:
            return (self.path, 1, 1)
        line, column = self.marks.partition(f"\n{key} ")[2].partition("\n")[0].split()
        return (self.path, int(line), int(column))

    def says(self, key: str) -> bool:
        """Tell whether the file itself says a dotted key."""
        return f"\n{key} " in self.marks


@record
class Parsed:
    """What `parse` makes of one file: the article, and the HTML of its body.

    In the HTML, NUL-framed marks stand for links, pictures and embeds until the page is planned.
    """

    article: Article
    html: str


@record
class Story:
    """What happened; its articles in the order of the site's languages, all of them shown."""

    path: str
    articles: tuple[Article, ...]

    def article(self, lang: str) -> Article | None:
        """Give the story as told in `lang`."""
        for one in self.articles:
            if one.lang == lang:
                return one
        return None
