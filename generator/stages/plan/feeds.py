"""Feeds: the newest stories of a paper or list, for those who read it elsewhere.

Nothing in a feed comes from the clock: it changes when its stories do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape

from generator.model.feeds import Entry, FeedView, Note, Subject
from generator.model.page import FEEDS, Page
from generator.model.pieces import NOTHING, PictureView
from generator.model.story import Article
from generator.model.text import Html
from generator.stages.plan.abroad import (
    FORMS,
    body_abroad,
    has_feeds,
    lasting_id,
    picture_abroad,
    stamp,
    whole,
)
from generator.stages.plan.bodies import Bodies
from generator.stages.plan.cards import lead_picture
from generator.stages.plan.lists import Lists
from generator.stages.plan.paper import Paper
from generator.stages.plan.pictures import Needs
from generator.stages.plan.shelves import FRONT, List
from generator.stages.plan.standing import DEFAULT, article_standing


def feed_places(lists: Lists) -> Iterator[str]:
    """Give the place of every feed of an edition."""
    for name in lists.shelves.lists(lists.edition):
        if has_feeds(lists.paper, name.kind):
            place = lists.shelves.place(lists.edition, name)
            yield from (place + file for file, _, _ in FORMS)


def _description(lists: Lists, name: List) -> str:
    if name.kind != FRONT:
        return lists.told(name).text
    return lists.paper.site.config.tagline.part(lists.lang).text or lists.title(name)


@dataclass(slots=True)
class Feeds:
    """Plans feeds. bodies: as pages show them."""

    paper: Paper
    bodies: Bodies
    _entries: dict[tuple[str, str], tuple[Entry, Needs]] = field(default_factory=dict)
    _marked: dict[tuple[str, str], Entry] = field(default_factory=dict)

    def pages(self, lists: Lists, name: List) -> Iterator[Page]:
        """Plan the forms of a list's feed; they differ in nothing but their own URL."""
        newest = self.paper.site.config.settings.feeds_newest
        place = lists.shelves.place(lists.edition, name)
        slips = lists.shelves.shelf(lists.edition, name)[:newest]
        view = self.view(lists, name, [self.paper.article(one) for one in slips])
        for file, _, template in FORMS:
            own = replace(view, url=self.paper.addresses.absolute(place + file))
            yield Page(place + file, template, lists.lang, own, FEEDS, ("site.yaml",))

    def view(self, lists: Lists, name: List, articles: list[Article]) -> FeedView:
        """Make the feed of some articles of a list, without a URL of its own."""
        paper, config = self.paper, self.paper.site.config
        changes = [moment for one in articles if (moment := one.last_change) is not None]
        place = lists.shelves.place(lists.edition, name)
        return FeedView(
            id=lasting_id(paper, "feed", lists.edition.path, name.kind, name.id),
            lang=lists.lang,
            title=lists.feed_title(name),
            description=_description(lists, name),
            url="",
            home=paper.addresses.absolute(place),
            logo=whole(paper, lists.frame.logo),
            publisher=config.publisher.name.part(lists.lang).text,
            hub=config.settings.feeds_hub,
            updated=stamp(paper, max(changes)) if changes else None,
            generator=paper.generator,
            entries=tuple(self._entry(one, lists.lang) for one in articles),
        )

    def _entry(self, one: Article, lang: str) -> Entry:
        """Give an article as an entry, marked where its language is not the feed's."""
        key = (one.story, one.lang)
        held = self._entries.get(key)
        if held is None:
            held = self.paper.album.noting(lambda: self._make(one))
            self._entries[key] = held
        entry, needs = held
        self.paper.album.needs.update(needs)
        if one.lang == lang:
            return entry
        if key not in self._marked:
            self._marked[key] = replace(entry, mark=one.lang)
        return self._marked[key]

    def _make(self, one: Article) -> Entry:
        paper, lang = self.paper, one.lang
        standing = article_standing(paper, paper.site.stories[one.story], lang)
        url = paper.addresses.absolute(paper.site.places[one.story, lang])
        published = one.date or paper.site.now
        full = paper.site.config.settings.feeds_full_text
        return Entry(
            id=lasting_id(paper, one.story, lang),
            url=url,
            lang=lang,
            dir=paper.language(lang).direction,
            mark="",
            title=one.title,
            summary=one.deck or one.body.opening,
            authors=self._authors(one),
            subjects=self._subjects(one),
            published=stamp(paper, published),
            updated=stamp(paper, one.last_change or published),
            alternates=tuple(
                other for other in standing.alternates if other.hreflang not in (lang, DEFAULT)
            ),
            picture=self._picture(one),
            source=one.source,
            source_words=self._credit(one),
            corrections_title=paper.fill(lang, "corrections"),
            corrections=self._notes(one),
            body=body_abroad(paper, self.bodies.view(one), url) if full else None,
        )

    def _authors(self, one: Article) -> tuple[str, ...]:
        site = self.paper.site
        names = [site.authors[name].name.part(one.lang).text for name in one.authors or ()]
        return tuple(names) or (site.config.publisher.name.part(one.lang).text,)

    def _subjects(self, one: Article) -> tuple[Subject, ...]:
        site = self.paper.site
        category = site.categories[one.category]
        tags = (site.tags[name] for name in one.tags or ())
        return (
            Subject(category.id, category.name.part(one.lang).text),
            *(Subject(tag.id, tag.name.part(one.lang).text) for tag in tags),
        )

    def _picture(self, one: Article) -> PictureView | None:
        paper, shown = self.paper, lead_picture(self.paper, one)
        if shown is None:
            return None
        return replace(
            picture_abroad(paper, shown),
            caption=paper.html(one.image.caption, one.lang),
            credit=paper.html(one.image.credit, one.lang),
        )

    def _credit(self, one: Article) -> Html:
        """Say whom the story is credited to, linked where there is an address."""
        if not one.source.name:
            return NOTHING
        name = self.paper.html(one.source.name, one.lang)
        if one.source.url:
            name = Html(f'<a href="{escape(one.source.url)}">{name}</a>')
        return self.paper.fill_html(one.lang, "source", name=name)

    def _notes(self, one: Article) -> tuple[Note, ...]:
        moments = [(self.paper.moment(row.date, one.lang), row.note) for row in one.corrections]
        return tuple(Note(when.machine, when.words, text) for when, text in moments)
