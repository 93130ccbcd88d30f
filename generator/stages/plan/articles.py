"""Pages of articles, undated pages, and the old URLs that lead to them."""

from dataclasses import dataclass, field, replace
from urllib.parse import quote

from generator.language import speak
from generator.language.clusters import reading_minutes
from generator.model.feeds import FeedLink
from generator.model.frame import Frame, Head
from generator.model.page import LISTS, NEW_PAGES, Page
from generator.model.pieces import Card, CorrectionView, Link, PictureView
from generator.model.story import Article, Story
from generator.model.text import Html
from generator.model.views import ArticleView, RedirectView, UndatedView
from generator.stages import address
from generator.stages.link.recordings import PODCAST
from generator.stages.plan.bodies import Bodies
from generator.stages.plan.cards import ARTICLE, Cards, arguing, lead_picture
from generator.stages.plan.episodes import podcast_links
from generator.stages.plan.heads import About, article_switch, head
from generator.stages.plan.likeness import likenesses
from generator.stages.plan.lite import lite_page
from generator.stages.plan.mediadata import Shows
from generator.stages.plan.newsdata import Newsdata
from generator.stages.plan.paper import Paper
from generator.stages.plan.posters import Posters
from generator.stages.plan.recordings import (
    Played,
    allowed_frames,
    allowed_media,
    played,
)
from generator.stages.plan.shelves import AUTHOR, SERIES, TAG, List, Shelves, name_of
from generator.stages.plan.standing import article_standing


@dataclass(slots=True)
class Articles:
    """Plans the pages of stories."""

    paper: Paper
    shelves: Shelves
    cards: Cards
    bodies: Bodies
    frames: dict[str, Frame]
    posters: Posters
    _words: dict[tuple[str, str], Html] = field(default_factory=dict)
    _lists: dict[tuple[List, str], Link] = field(default_factory=dict)
    _lite: bool = field(init=False)
    newsdata: Newsdata = field(init=False)

    def __post_init__(self) -> None:
        self._lite = self.paper.site.config.settings.features_lite
        self.newsdata = Newsdata(
            self.paper, self.shelves, {code: one.image for code, one in self.frames.items()}
        )

    def article(self, one: Article) -> tuple[Page, ...]:
        """Plan the page of an article, and its light page."""
        place = self.paper.site.places[one.story, one.lang]
        view = self.view(one)
        path = address.output(place)
        page = Page(path, "pages/article.html", one.lang, view, NEW_PAGES, (one.path,))
        return (page, lite_page(self.paper, one, page, view)) if view.lite else (page,)

    def view(self, one: Article) -> ArticleView:
        """Give what the page of an article shows; its feeds show parts of it too."""
        paper, lang = self.paper, one.lang
        story, place = paper.site.stories[one.story], paper.site.places[one.story, lang]
        category, lead = paper.site.categories[one.category], lead_picture(paper, one)
        url = paper.category_url(paper.home(lang), category)
        own, other = self._related(story, lang)
        kind = one.kind or ARTICLE
        body, plays = self.bodies.view(one), played(paper, one)
        return ArticleView(
            frame=self.frames[lang],
            head=self._head(story, one, lead, plays),
            story=one.story,
            kind=kind,
            labels=paper.labels(category.name, url, lang, category.id),
            kind_words="" if kind == ARTICLE else paper.fill(lang, f"kind_{kind}"),
            title=paper.html(one.title, lang),
            deck=paper.html(one.deck, lang),
            byline=self._byline(one),
            published=paper.moment(one.date or paper.site.now, lang, clock=True),
            updated=paper.moment(one.updated, lang, clock=True) if one.updated else None,
            reading=self._reading(one),
            picture=lead,
            caption=paper.html(one.image.caption, lang),
            credit=paper.html(one.image.credit, lang),
            body=body,
            source=self._source(one),
            corrections=self._corrections(one),
            tags=self._tags(one),
            series=self._series(one),
            share=self._share(one, place),
            related=own,
            related_other=other,
            lite=paper.addresses.href(address.lite(place)) if self._lite else "",
            audio=plays.audio,
            video=plays.video,
            film=plays.film,
            face=arguing(paper, one),
        )

    def _head(self, story: Story, one: Article, lead: PictureView | None, plays: Played) -> Head:
        paper = self.paper
        standing = article_standing(paper, story, one.lang)
        likeness = likenesses(self.posters, one, lead)
        facts = self.newsdata.facts(one)
        about = About(
            title=one.title,
            description=one.deck or one.body.opening,
            lang=one.lang,
            section=one.category,
            image=likeness.card,
            facts=facts,
            graph=self.newsdata.article(one, standing, facts, Shows(likeness.crops, plays)),
            feeds=self._feeds(one),
        )
        switch = article_switch(paper, self.shelves, one, standing, "switch_article")
        made = head(paper, about, standing, switch)
        return replace(made, frames=allowed_frames(one), media=allowed_media(one))

    def _feeds(self, one: Article) -> tuple[FeedLink, ...]:
        """Link the podcast beside the paper's feeds where an episode can be heard."""
        if one.kind != PODCAST or not one.audio.src:
            return ()
        podcast = podcast_links(self.paper, self.shelves, self.paper.home(one.lang))
        return (*self.frames[one.lang].feeds, *podcast) if podcast else ()

    def undated(self, one: Article) -> tuple[Page, ...]:
        """Plan the page of an undated text such as the corrections policy."""
        paper, lang = self.paper, one.lang
        story = next(each for each in paper.site.undated if each.path == one.story)
        place = paper.site.places[one.story, lang]
        standing = article_standing(paper, story, lang)
        graph = self.newsdata.undated(one, standing)
        about = About(one.title, one.deck or one.body.opening, lang, graph=graph)
        switch = article_switch(paper, self.shelves, one, standing, "switch_page")
        body = self.bodies.view(one)
        view = UndatedView(
            frame=self.frames[lang],
            head=replace(head(paper, about, standing, switch), frames=allowed_frames(one)),
            title=paper.html(one.title, lang),
            deck=paper.html(one.deck, lang),
            body=body,
        )
        path = address.output(place)
        return (Page(path, "pages/undated.html", lang, view, NEW_PAGES, (one.path,)),)

    def redirects(self, one: Article) -> list[Page]:
        """Plan a page at each old URL of an article."""
        paper, lang = self.paper, one.lang
        place = paper.site.places[one.story, lang]
        pages = []
        for old in address.old_places(paper.addresses, one.aliases, place):
            view = RedirectView(
                lang=lang,
                dir=paper.language(lang).direction,
                url=paper.addresses.href(place),
                canonical=paper.addresses.absolute(place),
                title=paper.fill(lang, "moved_title", title=one.title),
                words=paper.fill(lang, "moved_words"),
            )
            path = address.output(old)
            pages.append(Page(path, "pages/redirect.html", lang, view, LISTS, (one.path,)))
        return pages

    def _byline(self, one: Article) -> tuple[Link, ...]:
        """Name the authors, linked where the edition has a page of theirs."""
        paper = self.paper
        if not one.authors:
            return (paper.link(paper.site.config.publisher.name.part(one.lang), "", one.lang),)
        return tuple(self._linked(List(AUTHOR, name), one.lang) for name in one.authors)

    def _reading(self, one: Article) -> str:
        rate = int(self.paper.words[one.lang]["reading_rate"])
        minutes = reading_minutes(one.body.words, rate)
        spoken = speak.number(minutes, self.paper.voice(one.lang))
        return self.paper.fill(one.lang, "reading_time", minutes=spoken)

    def _corrections(self, one: Article) -> tuple[CorrectionView, ...]:
        paper, lang = self.paper, one.lang
        return tuple(
            CorrectionView(paper.moment(row.date, lang), paper.html(row.note, lang))
            for row in one.corrections
        )

    def _source(self, one: Article) -> Link | None:
        if not one.source.name:
            return None
        return Link(self.paper.html(one.source.name, one.lang), one.source.url)

    def _tags(self, one: Article) -> tuple[Link, ...]:
        return tuple(self._linked(List(TAG, name), one.lang) for name in one.tags or ())

    def _series(self, one: Article) -> Link | None:
        return self._linked(List(SERIES, one.series), one.lang) if one.series else None

    def _linked(self, name: List, lang: str) -> Link:
        """Name a list, linked where the edition has a page of it: the same from every article."""
        held = self._lists.get((name, lang))
        if held is None:
            paper, edition = self.paper, self.paper.home(lang)
            url = ""
            if self.shelves.has(edition, name):
                url = paper.addresses.href(self.shelves.place(edition, name))
            held = paper.link(name_of(paper.site, name).part(lang), url, lang, name.id)
            self._lists[name, lang] = held
        return held

    def _share(self, one: Article, place: str) -> tuple[Link, ...]:
        """Link the services by which readers pass a story on; no script is needed."""
        url = quote(self.paper.addresses.absolute(place), safe="")
        title = quote(one.title, safe="")
        services = {
            "share_whatsapp": f"https://wa.me/?text={title}%20{url}",
            "share_x": f"https://twitter.com/intent/tweet?text={title}&url={url}",
            "share_facebook": f"https://www.facebook.com/sharer/sharer.php?u={url}",
        }
        lang = one.lang
        return tuple(
            Link(self._word(lang, word), target, word) for word, target in services.items()
        )

    def _word(self, lang: str, word: str) -> Html:
        """Give a word of the theme as HTML: the same on every page of a language."""
        if (lang, word) not in self._words:
            self._words[lang, word] = self.paper.html(self.paper.fill(lang, word), lang)
        return self._words[lang, word]

    def _related(self, story: Story, lang: str) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
        """Give related stories in the reader's language, and some that only others have."""
        paper = self.paper
        count = paper.site.config.settings.related_count
        edition = paper.home(lang)
        picked = {path.strip("/") for one in story.articles for path in one.related}
        own: list[Card] = []
        other: list[Card] = []
        for path in paper.site.related.of(story.path):
            found = paper.site.stories[path]
            told = found.article(lang)
            shelf, room = (own, count) if told else (other, min(count, max(1, count // 2)))
            if path in picked or len(shelf) < room:
                shelf.append(self.cards.card(told or found.articles[0], edition, lang))
        return tuple(own), tuple(other)
