"""Articles as structured data and in link previews: who reported what, when, and after whom.

What stands here is what search engines document for news. Nothing in it comes from other
stories, so it does not change when news comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.language import speak
from generator.model.config import Edition
from generator.model.frame import Facts, Shown
from generator.model.story import Article
from generator.model.text import Html, Part
from generator.stages.plan.graphs import (
    PUBLISHER,
    Node,
    author,
    breadcrumbs,
    closing,
    front_crumb,
    image,
    page,
    publisher_id,
    website_id,
)
from generator.stages.plan.mediadata import Shows, recorded
from generator.stages.plan.paper import Paper
from generator.stages.plan.shelves import AUTHOR, CATEGORY, List, Shelves
from generator.stages.plan.standing import DEFAULT, Standing

NEWS, LIVE = "NewsArticle", "LiveBlogPosting"
# A fact-check is news: ClaimReview asks for a rating, and front matter has none.
TYPES = (
    ("opinion", "OpinionNewsArticle"),
    ("liveblog", LIVE),
    ("explainer", "BackgroundNewsArticle"),
)
SPOKEN = ("[data-role=headline]", "[data-role=deck]")


@dataclass(slots=True)
class Newsdata:
    """Describes articles and undated pages. logos: that of the frame of each language."""

    paper: Paper
    shelves: Shelves
    logos: Mapping[str, Shown | None]

    def facts(self, one: Article) -> Facts:
        """Say of an article what link previews tell."""
        paper, site = self.paper, self.paper.site
        edition = paper.home(one.lang)
        published = one.date or site.now
        pages = (self._list(edition, List(AUTHOR, name)) for name in one.authors or ())
        return Facts(
            published=speak.machine(paper.local(published)),
            modified=speak.machine(paper.local(one.last_change or published)),
            section=site.categories[one.category].name.part(one.lang).text,
            tags=tuple(site.tags[name].name.part(one.lang).text for name in one.tags or ()),
            authors=tuple(url for url in pages if url),
        )

    def _list(self, edition: Edition, name: List) -> str:
        """Give the absolute URL of a list; "" if it has no page."""
        if not self.shelves.has(edition, name):
            return ""
        return self.paper.addresses.absolute(self.shelves.place(edition, name))

    def article(self, one: Article, standing: Standing, facts: Facts, shows: Shows) -> Html:
        """Give the end of an article's graph: the article, and the way to it."""
        edition = self.paper.home(one.lang)
        node = self._story(one, standing, facts)
        node |= _translations(standing, one.lang)
        node |= self._sources(one, standing)
        logo = self.logos[one.lang]
        shown = shows.images or ((logo,) if logo else ())  # search asks for one
        if shown:
            node["image"] = [image(each) for each in shown]
        category = (facts.section, self._list(edition, List(CATEGORY, one.category)))
        node |= recorded(self.paper, shows, facts)
        front = front_crumb(self.paper, edition, one.lang)
        way = (*(each for each in (front, category) if each[1]), (one.title, standing.canonical))
        return closing(node, breadcrumbs(standing.url, way))

    def _story(self, one: Article, standing: Standing, facts: Facts) -> Node:
        edition = self.paper.home(one.lang)
        kind = dict(TYPES).get(one.kind, NEWS)
        node: Node = {
            "@type": kind,
            "@id": _id(standing.url),
            "url": standing.canonical,
            "mainEntityOfPage": {"@type": "WebPage", "@id": standing.canonical},
            "isPartOf": {"@id": website_id(self.paper, edition)},
            "headline": one.title,
            "inLanguage": one.lang,
            "datePublished": facts.published,
            "dateModified": facts.modified,
            "author": self._authors(one, edition),
            "publisher": self._publisher(one.lang),
            "articleSection": facts.section,
            "isAccessibleForFree": True,
            "speakable": {"@type": "SpeakableSpecification", "cssSelector": SPOKEN},
            "wordCount": one.body.words,
        }
        if one.deck or one.body.opening:
            node["description"] = one.deck or one.body.opening
        if facts.tags:
            node["keywords"] = facts.tags
        if kind == LIVE:  # as far as it has come
            node |= {"coverageStartTime": facts.published, "coverageEndTime": facts.modified}
        return node

    def _publisher(self, lang: str) -> Node:
        """Name the publisher in place: not every reader of graphs follows an id."""
        name = self.paper.site.config.publisher.name.part(lang).text
        node: Node = {"@type": PUBLISHER, "@id": publisher_id(self.paper), "name": name}
        logo = self.logos[lang]
        return node if logo is None else node | {"logo": image(logo)}

    def _authors(self, one: Article, edition: Edition) -> list[Node]:
        paper = self.paper
        authors = [
            author(
                paper, paper.site.authors[name], one.lang, self._list(edition, List(AUTHOR, name))
            )
            for name in one.authors or ()
        ]
        if authors:
            return authors
        return [self._publisher(one.lang) | {"url": paper.addresses.base}]

    def _sources(self, one: Article, standing: Standing) -> Node:
        """Say after whom a story is told, and what in it was put right."""
        node: Node = {}
        copied = standing.canonical if standing.canonical != standing.url else ""
        if one.source.name or copied:
            work: Node = {"@type": "CreativeWork"}
            if one.source.name:
                work["publisher"] = {"@type": "Organization", "name": one.source.name}
            if one.source.url or copied:
                work["url"] = one.source.url or copied
            node["isBasedOn"] = work
        if one.corrections:
            node["correction"] = [
                {
                    "@type": "CorrectionComment",
                    "text": row.note,
                    "datePublished": speak.machine(self.paper.local(row.date)),
                }
                for row in one.corrections
            ]
        return node

    def undated(self, one: Article, standing: Standing) -> Html:
        """Give the end of an undated page's graph."""
        edition = self.paper.home(one.lang)
        node = page(self.paper, edition, standing, Part(one.title, one.lang))
        front = front_crumb(self.paper, edition, one.lang)
        return closing(node, breadcrumbs(standing.url, (front, (one.title, standing.url))))


def _id(url: str) -> str:
    return f"{url}#article"


def _translations(standing: Standing, lang: str) -> Node:
    """Link an original and its translations, as far as they are announced as such.

    The original is the story in the first of the site's languages that it has.
    """
    told = [one for one in standing.alternates if one.hreflang != DEFAULT]
    if not told:
        return {}
    first, *others = told
    if lang != first.hreflang:
        return {"translationOfWork": {"@id": _id(first.url)}}
    return {"workTranslation": [{"@id": _id(one.url)} for one in others]}
