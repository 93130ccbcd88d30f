"""Cards and headlines: articles seen from afar, made once for each article and edition."""

from dataclasses import dataclass, field, replace

from generator.language.clusters import clusters
from generator.model.config import Edition
from generator.model.pieces import Card, Face, Headline, Link, PictureView
from generator.model.story import Article
from generator.model.text import Html, Part
from generator.stages.plan.paper import Paper
from generator.stages.plan.pictures import Needs, Window

ARTICLE, OPINION = "article", "opinion"
FLAGGED = ("liveblog", "video", "podcast")  # what a reader should know before opening it
SHAPE = (3, 2)  # of a card's picture, width to height
FACE = Window((1, 1), 320)  # of an author's portrait
MOST_KEPT = 12_000  # cards: some 20 MB
WIDEST = 960  # pixels of a card's picture: twice the widest column that a front has for one


def lead_picture(paper: Paper, one: Article) -> PictureView | None:
    """Show the lead picture of an article, if it has one."""
    return paper.picture(paper.site.pictures.get(one.image.src), one.image.alt)


def card_picture(paper: Paper, one: Article) -> PictureView | None:
    """Show the part of an article's lead picture that cards have room for."""
    focus = one.image.focus
    window = Window(SHAPE, WIDEST, (focus[0], focus[1])) if focus else Window(SHAPE, WIDEST)
    return paper.picture(paper.site.pictures.get(one.image.src), one.image.alt, window)


def face(paper: Paper, name: str, lang: str) -> Face:
    """Show an author: by portrait, or by the first letter of the name."""
    author = paper.site.authors[name]
    called = author.name.part(lang)
    letter = Part("".join(clusters(called.text)[:1]), called.lang)
    file = paper.site.pictures.get(author.portrait)
    return Face(paper.part(letter, lang), paper.picture(file, "", FACE))


def arguing(paper: Paper, one: Article) -> Face | None:
    """Show who argues in an opinion piece; None of other articles."""
    return face(paper, one.authors[0], one.lang) if one.authors and one.kind == OPINION else None


@dataclass(slots=True)
class Cards:
    """Makes cards, and keeps some while a plan is made: pages that are near show the same."""

    paper: Paper
    _made: dict[tuple[str, str, str], tuple[Card, Needs]] = field(default_factory=dict)
    _marked: dict[tuple[str, str, str], Card] = field(default_factory=dict)
    _headlines: dict[tuple[str, str, str, str], Headline] = field(default_factory=dict)

    def card(self, one: Article, edition: Edition, page_lang: str) -> Card:
        """Give an article's card in an edition, marked where its language is not the page's."""
        key = (one.story, one.lang, edition.path)
        held = self._made.get(key)
        if held is None:
            if len(self._made) > MOST_KEPT:
                self._made.clear()
                self._marked.clear()
            self._made[key] = held = self.paper.album.noting(lambda: self._make(one, edition))
        card, needs = held
        if needs:
            self.paper.album.needs.update(needs)
        if one.lang == page_lang:
            return card
        if key not in self._marked:
            self._marked[key] = replace(card, mark=self.paper.fill(one.lang, "mark"))
        return self._marked[key]

    def headline(self, one: Article, edition: Edition, page_lang: str) -> Headline:
        """Give an article's headline in an edition: little of its card, and soon made."""
        key = (one.story, one.lang, edition.path, page_lang)
        made = self._headlines.get(key)
        if made is None:
            if len(self._headlines) > MOST_KEPT:
                self._headlines.clear()
            paper = self.paper
            made = self._headlines[key] = Headline(
                url=paper.article_url(one),
                lang=one.lang,
                dir=paper.language(one.lang).direction,
                mark="" if one.lang == page_lang else paper.fill(one.lang, "mark"),
                label=self._label(one, edition),
                title=paper.html(one.title, one.lang),
                flag=self._flag(one),
            )
        return made

    def _make(self, one: Article, edition: Edition) -> Card:
        paper = self.paper
        return Card(
            story=one.story,
            url=paper.article_url(one),
            lang=one.lang,
            dir=paper.language(one.lang).direction,
            mark="",
            label=self._label(one, edition),
            title=paper.html(one.title, one.lang),
            deck=paper.html(one.deck, one.lang),
            date=paper.moment(one.date or paper.site.now, one.lang),
            byline=self._byline(one),
            picture=card_picture(paper, one),
            others=self._others(one, edition),
            kind=one.kind or ARTICLE,
            flag=self._flag(one),
            face=arguing(paper, one),
        )

    def _label(self, one: Article, edition: Edition) -> Link:
        category = self.paper.site.categories[one.category]
        url = self.paper.category_url(edition, category)
        return self.paper.link(category.name.part(one.lang), url, one.lang, category.id)

    def _flag(self, one: Article) -> str:
        return self.paper.fill(one.lang, f"kind_{one.kind}") if one.kind in FLAGGED else ""

    def _byline(self, one: Article) -> Html:
        names = (self.paper.site.authors[name].name.part(one.lang) for name in one.authors or ())
        return Html(", ".join(self.paper.part(name, one.lang) for name in names))

    def _others(self, one: Article, edition: Edition) -> tuple[Link, ...]:
        """Link the other versions that the edition carries."""
        links = []
        for code in edition.languages:
            place = self.paper.site.places.get((one.story, code))
            if code != one.lang and place is not None:
                part = Part(self.paper.language(code).name, code)
                url = self.paper.addresses.href(place)
                links.append(self.paper.link(part, url, one.lang, code))
        return tuple(links)
