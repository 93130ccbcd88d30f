"""The planner: a paper's outline at once, the views of its pages when they are asked for.

A large paper's views are never all in memory: those of some pages are made, keyed, printed
and forgotten, in whatever process does it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from generator.model.frame import Frame
from generator.model.page import Copy, Forme, Gathered, Output, Page
from generator.model.picture import Rendition
from generator.model.record import record
from generator.model.site import Site
from generator.model.story import Article
from generator.stages.link.targets import Targets
from generator.stages.plan import outline
from generator.stages.plan.articles import Articles
from generator.stages.plan.bodies import Bodies
from generator.stages.plan.cards import Cards
from generator.stages.plan.feeds import Feeds
from generator.stages.plan.frames import frame
from generator.stages.plan.fronts import Front, doorway, not_found
from generator.stages.plan.lists import Lists
from generator.stages.plan.machines import hosts_page, key_page, moved_page, robots
from generator.stages.plan.offline import offline_pages
from generator.stages.plan.paper import Paper
from generator.stages.plan.podcasts import podcast_page
from generator.stages.plan.posters import Posters
from generator.stages.plan.shelves import TAGS, Held, List, Month, Shelves
from generator.stages.plan.sitemaps import Sitemaps
from generator.stages.plan.standing import Standing, article_standing, list_standing
from generator.stages.plan.style import style_page
from generator.stages.plan.tags import tag_index

STATIC = "static/"
INDEX = "index.html"


@record
class Materials:
    """What planning needs beside the site.

    words: theme words by language code; assets: files that the theme made; statics: source
    path → digest of the files that are copied to the root; generator: name and version for
    <meta name="generator">.
    """

    words: Mapping[str, Mapping[str, str]]
    assets: tuple[Output, ...]
    statics: Mapping[str, bytes]
    generator: str


@dataclass(slots=True)
class Planner:
    """Plans a paper. held: what lists hold, where another build has found it out."""

    site: Site
    given: Materials
    held: Held = field(default_factory=dict)
    paper: Paper = field(init=False)
    shelves: Shelves = field(init=False)
    _formes: tuple[Forme, ...] = ()
    _lists: dict[str, Lists] = field(init=False)
    _posters: Posters = field(init=False)
    _bodies: Bodies = field(init=False)
    _articles: Articles = field(init=False)
    _feeds: Feeds = field(init=False)
    sitemaps: Sitemaps = field(init=False)
    _makers: Mapping[str, Callable[[Forme], Iterable[Page]]] = field(init=False)

    def __post_init__(self) -> None:
        site = self.site
        self.paper = paper = Paper(site, self.given.words, self.given.generator)
        self.shelves = shelves = Shelves(paper, self.held)
        cards = Cards(paper)
        self._posters = posters = Posters(paper)
        self._lists = {
            one.path: Lists(
                paper, shelves, cards, posters, one, frame(paper, one, one.languages[0])
            )
            for one in site.config.editions
        }
        self._bodies = Bodies(paper, self._targets)
        self._articles = Articles(paper, shelves, cards, self._bodies, self._frames(), posters)
        self._feeds = Feeds(paper, self._bodies)
        self.sitemaps = Sitemaps(paper, self._bodies.pictures, self._standings)
        self._makers = self._table()

    @property
    def editions(self) -> list[Lists]:
        """The planners of lists, one for each edition."""
        return list(self._lists.values())

    @property
    def formes(self) -> tuple[Forme, ...]:
        """All pages, in the order in which paths are given away."""
        if not self._formes:
            self._formes = tuple(self._outline())
        return self._formes

    def articles(self) -> Iterator[Article]:
        """Give all articles, those of undated pages too."""
        for story in chain(self.site.stories.values(), self.site.undated):
            yield from story.articles

    @property
    def statics(self) -> tuple[Copy, ...]:
        """The files that are copied to the root of output/, by path."""
        rows = sorted(self.given.statics.items())
        return tuple(Copy(path.removeprefix(STATIC), path, digest) for path, digest in rows)

    def pages(self, forme: Forme) -> list[Page]:
        """Plan the pages of a forme."""
        made = list(self._makers[forme.kind](forme))
        if len(made) == len(forme.pages):
            return made
        wanted = {path for path, _ in forme.pages}
        return [page for page in made if page.path in wanted]

    def gathered(self) -> Gathered:
        """Give what pages asked for beside themselves since this was last called."""
        album, posters, bodies = self.paper.album, self._posters, self._bodies
        made = Gathered(
            tuple(self.paper.copies()),
            tuple(one for one in album.needs.values() if isinstance(one, Rendition)),
            tuple(posters.made.values()),
            tuple(dict.fromkeys((*bodies.problems, *posters.problems))),
        )
        for some in (album.needs, posters.made, bodies.problems, posters.problems):
            some.clear()
        return made

    def _outline(self) -> Iterator[Forme]:
        """Outline all: what comes first keeps a path that two want."""
        paper, editions = self.paper, self.editions
        for story in self.site.stories.values():
            yield from outline.told(paper, story.articles, outline.STORY)
        for story in self.site.undated:
            yield from outline.told(paper, story.articles, outline.UNDATED)
        for one in editions:
            yield from outline.listed(one)
        own = {one.path for one in self.statics}
        yield from outline.without(outline.apart(paper), own)
        for one in editions:
            yield from outline.followed(one)
        yield from outline.without(outline.mapped(paper, self.sitemaps), own)
        yield from outline.without(
            outline.served(paper, editions, moved=bool(self.site.moved)), own
        )

    def _frames(self) -> dict[str, Frame]:
        """Give the frame of articles in each language."""
        frames = {}
        for language in self.site.config.languages:
            edition = self.paper.home(language.code)
            lists = self._lists[edition.path]
            same = lists.lang == language.code
            made = lists.frame if same else frame(self.paper, edition, language.code)
            frames[language.code] = made
        return frames

    def _targets(self) -> Targets:
        """Collect every place that a link in a body may lead to."""
        places = set(self.site.places.values())
        for forme in self.formes:
            if forme.kind in outline.LINKED:
                places.update(path.removesuffix(INDEX) for path, _ in forme.pages)
        places.update(one.path for one in self.statics)
        moved = {old: self.site.places[key] for old, key in self.site.moved.items()}
        return Targets(self.site, self.paper.addresses, frozenset(places), moved)

    def _standings(self) -> Iterator[Standing]:
        """Place every page that search engines may list, but those of stories."""
        paper = self.paper
        for lists in self._lists.values():
            shelves, edition = lists.shelves, lists.edition
            yield list_standing(paper, shelves, edition, List(TAGS), None)
            for name in shelves.lists(edition):
                for month in (None, *shelves.archived(edition, name)):
                    yield list_standing(paper, shelves, edition, name, month)
        for story in self.site.undated:
            for one in story.articles:
                if (one.story, one.lang) in self.site.places:
                    yield article_standing(paper, story, one.lang)

    def _table(self) -> dict[str, Callable[[Forme], Iterable[Page]]]:
        """Say by which planner the pages of each kind of forme are made."""
        paper, lists, sitemaps = self.paper, self._lists, self.sitemaps
        editions = self.editions
        playing = (self._told(*key) for key in self.site.playing)
        return {
            outline.STORY: lambda forme: self._articles.article(self._article(forme)),
            outline.UNDATED: lambda forme: self._articles.undated(self._article(forme)),
            outline.MOVED: lambda forme: self._articles.redirects(self._article(forme)),
            outline.PAGE: lambda forme: [Front(lists[forme.name[0]]).page()],
            outline.TAG_INDEX: lambda forme: [tag_index(lists[forme.name[0]])],
            outline.LIST: lambda forme: [lists[forme.name[0]].page(List(*forme.name[1:3]))],
            outline.MONTH: lambda forme: [lists[forme.name[0]].archive(*_month(forme))],
            outline.FEEDS: lambda forme: self._feeds.pages(
                lists[forme.name[0]], List(*forme.name[1:3])
            ),
            outline.PODCAST: lambda forme: [podcast_page(self._feeds, lists[forme.name[0]])],
            outline.SITEMAP: lambda forme: sitemaps.pages(forme.name[0]),
            outline.SITEMAPS: lambda _: [sitemaps.index()],
            outline.NEWS: lambda _: [sitemaps.news()],
            outline.NOT_FOUND: lambda _: [not_found(editions[0], Front(editions[0]).lead())],
            outline.DOORWAY: lambda _: doorway(paper),
            outline.STYLE: lambda _: [style_page(editions[0], self._articles.view)],
            outline.OFFLINE: lambda _: offline_pages(editions, self.given.assets),
            outline.ROBOTS: lambda _: [robots(paper)],
            outline.KEY: lambda _: [key_page(paper)],
            outline.MOVES: lambda _: [moved_page(paper, self._moved())],
            outline.HOSTS: lambda _: [hosts_page(paper, self._paths(), playing)],
        }

    def _article(self, forme: Forme) -> Article:
        return self._told(*forme.name)

    def _told(self, path: str, lang: str) -> Article:
        """Give an article or undated text."""
        story = self.site.stories.get(path)
        if story is None:
            story = next(one for one in self.site.undated if one.path == path)
        found = story.article(lang)
        if found is None:
            raise KeyError(path, lang)
        return found

    def _moved(self) -> dict[str, Article]:
        return {old: self._told(*key) for old, key in self.site.moved.items()}

    def _paths(self) -> Iterator[str]:
        """Give the paths of all pages but old addresses."""
        for forme in self.formes:
            if forme.kind not in (outline.MOVED, outline.DOORWAY, outline.HOSTS):
                yield from (path for path, _ in forme.pages)


def _month(forme: Forme) -> tuple[List, Month]:
    _, kind, name, year, month = forme.name
    return List(kind, name), (int(year), int(month))
