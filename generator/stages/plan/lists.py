"""Pages of categories, tags, authors and series, and the calendar archives of every list."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from generator.language import speak
from generator.model.config import Edition
from generator.model.feeds import FeedLink
from generator.model.frame import Frame, Head, Shown
from generator.model.page import LISTS, Page
from generator.model.pieces import Card, Link, Moment
from generator.model.site import Slip
from generator.model.text import Part, Translated
from generator.model.views import ArchiveView, Day, ListView
from generator.stages import address
from generator.stages.plan.abroad import feed_links, has_feeds, heading
from generator.stages.plan.cards import Cards, face
from generator.stages.plan.episodes import podcast_links
from generator.stages.plan.graphs import (
    LIST,
    Node,
    breadcrumbs,
    closing,
    front_crumb,
    page,
    profile,
    spoken,
)
from generator.stages.plan.heads import BETWEEN, About, head, list_switch
from generator.stages.plan.paper import Paper
from generator.stages.plan.posters import Posters, poster_shown
from generator.stages.plan.shelves import (
    AUTHOR,
    CATEGORY,
    FRONT,
    TAG,
    TAGS,
    List,
    Month,
    Shelves,
    name_of,
)
from generator.stages.plan.standing import Standing, list_standing


@dataclass(slots=True)
class Lists:
    """Plans the lists of one edition. lang: the edition's first language."""

    paper: Paper
    shelves: Shelves
    cards: Cards
    posters: Posters
    edition: Edition
    frame: Frame

    @property
    def lang(self) -> str:
        """The language of the edition's own words."""
        return self.frame.lang

    @property
    def newest(self) -> int:
        """How many stories stand on the page of a list."""
        return self.paper.site.config.settings.lists_newest

    @property
    def followed(self) -> int:
        """How many stories stand in a feed."""
        return self.paper.site.config.settings.feeds_newest

    def name(self, name: List) -> Translated:
        """Give what a list is called."""
        return name_of(self.paper.site, name)

    def labels(self, name: List) -> tuple[Link, ...]:
        """Head a list: in an edition of several languages with its names joined."""
        url = self.paper.addresses.href(self.shelves.place(self.edition, name))
        called = self.name(name)
        if len(self.edition.languages) > 1:
            return self.paper.labels(called, url, self.lang, name.id)
        return (self.paper.link(called.part(self.lang), url, self.lang, name.id),)

    def title(self, name: List) -> str:
        """Give the heading of a list as plain text."""
        return heading(self.paper, self.edition, self.name(name))

    def feed_title(self, name: List) -> str:
        """Name the feed of a list: what it is called, and the paper behind it."""
        paper = self.paper.site.config.title.part(self.lang).text
        return self.title(name) if name.kind == FRONT else f"{self.title(name)}{BETWEEN}{paper}"

    def about(self, name: List, title: str, description: str, month: Month | None) -> About:
        """Say of a list's page, or of a month's, what its head says."""
        return About(
            title=title,
            description=description,
            lang=self.lang,
            section=name.id if name.kind == CATEGORY else "",
            named=name.kind == FRONT and month is None,
            feeds=self._feeds(name) if month is None else (),
            image=self._image(name, title),
        )

    def _image(self, name: List, title: str) -> Shown | None:
        """Let a card stand for a front or category: the paper's motto, or the section's name."""
        if name.kind not in (FRONT, CATEGORY):
            return None
        motto = self.paper.site.config.tagline.part(self.lang).text if name.kind == FRONT else ""
        poster = self.posters.section(self.lang, motto or self.title(name))
        return poster_shown(self.paper, poster, title) if poster else None

    def _feeds(self, name: List) -> tuple[FeedLink, ...]:
        """Link the feeds of a list; a front's are those of the frame."""
        if name.kind == FRONT:
            podcast = podcast_links(self.paper, self.shelves, self.edition)
            return (*self.frame.feeds, *podcast) if podcast else ()
        if not has_feeds(self.paper, name.kind):
            return ()
        place = self.shelves.place(self.edition, name)
        return feed_links(self.paper, place, self.feed_title(name))

    def page(self, name: List) -> Page:
        """Plan the page of a list's newest stories."""
        newest = self.shelves.shelf(self.edition, name)[: self.newest]
        told = self.told(name)
        about = self.about(name, self._document_title(name), told.text, None)
        view = ListView(
            frame=self.frame,
            head=self.head(about, name, None),
            kind=name.kind,
            labels=self.labels(name),
            description=self.paper.part(told, self.lang),
            cards=self.some(newest),
            archives=self.archives(name),
            face=face(self.paper, name.id, self.lang) if name.kind == AUTHOR else None,
        )
        return self.made("pages/list.html", name, None, view)

    def told(self, name: List) -> Part:
        """Describe a list: a category in the newsroom's words, where it has some."""
        if name.kind == CATEGORY and self.paper.site.categories[name.id].description.entries:
            return self.paper.site.categories[name.id].description.part(self.lang)
        own = self.name(name).part(self.lang).text
        return Part(self.paper.fill(self.lang, f"{name.kind}_description", name=own), self.lang)

    def _document_title(self, name: List) -> str:
        if name.kind == CATEGORY:
            return self.title(name)
        own = self.name(name).part(self.lang).text
        return self.paper.fill(self.lang, f"{name.kind}_title", name=own)

    def head(self, about: About, name: List, month: Month | None) -> Head:
        """Make the head of a list's page, or of a month's."""
        paper, shelves, edition = self.paper, self.shelves, self.edition
        standing = list_standing(paper, shelves, edition, name, month)
        switch = list_switch(paper, shelves, edition, name, standing)
        graph = closing(*self._nodes(about, name, month, standing))
        return head(paper, replace(about, graph=graph), standing, switch)

    def _nodes(
        self, about: About, name: List, month: Month | None, standing: Standing
    ) -> Iterator[Node]:
        """Describe a list's page, or a month's, and the way to it."""
        paper, edition = self.paper, self.edition
        told = page(paper, edition, standing, Part(about.title, self.lang))
        told |= {"@type": LIST, "inLanguage": spoken(edition)}
        if about.description:
            told["description"] = about.description
        yield told
        if name.kind == AUTHOR and month is None:
            yield profile(paper, paper.site.authors[name.id], self.lang, standing.url)
        way = [front_crumb(paper, edition, self.lang)]
        if name.kind == TAG:
            title = paper.fill(self.lang, "tags_title")
            way.append((title, self._absolute(List(TAGS), None)))
        if name.kind != FRONT:
            title = about.title if name.kind == TAGS else self.title(name)
            way.append((title, self._absolute(name, None)))
        if month is not None:
            words = speak.month_words(*month, paper.voice(self.lang))
            way.append((words, self._absolute(name, month)))
        if len(way) > 1:
            yield breadcrumbs(standing.url, way)

    def _absolute(self, name: List, month: Month | None) -> str:
        return self.paper.addresses.absolute(self.shelves.place(self.edition, name, month))

    def some(self, slips: list[Slip]) -> tuple[Card, ...]:
        """Give the cards of some articles as this edition shows them."""
        article, card = self.paper.article, self.cards.card
        return tuple(card(article(one), self.edition, self.lang) for one in slips)

    def archives(self, name: List) -> tuple[Link, ...]:
        """Link the newest months of a list that have a page."""
        limit = self.paper.site.config.settings.lists_archives
        months = self.shelves.archived(self.edition, name)[:limit]
        return tuple(self._month_link(name, month) for month in months)

    def _month_link(self, name: List, month: Month) -> Link:
        voice = self.paper.voice(self.lang)
        part = Part(speak.month_words(*month, voice), self.lang)
        url = self.paper.addresses.href(self.shelves.place(self.edition, name, month))
        return self.paper.link(part, url, self.lang, f"{month[0]:04d}-{month[1]:02d}")

    def archive(self, name: List, month: Month) -> Page:
        """Plan one month. It links back only: a link ahead would change it when news comes."""
        months = self.shelves.archived(self.edition, name)
        earlier = next(iter(months[months.index(month) + 1 :]), None)
        words = speak.month_words(*month, self.paper.voice(self.lang))
        called = self.title(name)
        title = self.paper.fill(self.lang, "archive_title", name=called, month=words)
        parts = {"name": called, "month": words}
        description = self.paper.fill(self.lang, "archive_description", **parts)
        about = self.about(name, title, description, month)
        view = ArchiveView(
            frame=self.frame,
            head=self.head(about, name, month),
            labels=self.labels(name),
            month=words,
            days=self._days(self.shelves.month(self.edition, name, month)),
            earlier=self._month_link(name, earlier) if earlier else None,
        )
        return self.made("pages/archive.html", name, month, view)

    def _days(self, slips: list[Slip]) -> tuple[Day, ...]:
        days, article, headline = [], self.paper.article, self.cards.headline
        for date, group in groupby(slips, key=lambda one: self.paper.day(one.at)):
            words = speak.weekday_date_words(date, self.paper.voice(self.lang))
            told = tuple(headline(article(one), self.edition, self.lang) for one in group)
            days.append(Day(Moment(date.isoformat(), words), told))
        return tuple(days)

    def made(self, template: str, name: List, month: Month | None, view: object) -> Page:
        """Make the planned page of a list."""
        path = address.output(self.shelves.place(self.edition, name, month))
        return Page(path, template, self.lang, view, LISTS, ("site.yaml",))
