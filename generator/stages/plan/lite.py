"""Light pages: an article for slow networks and dear data, with every word and no weight.

A light page is made of the article's own view. Its pictures are links; what changes with
other news (related stories) it does not have.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from generator.model.frame import Head
from generator.model.page import Page
from generator.model.pieces import NOTHING, BodyView, PictureLink, PictureView
from generator.model.story import Article
from generator.model.views import ArticleView, LiteView
from generator.stages import address
from generator.stages.plan.paper import Paper

TEMPLATE = "pages/lite.html"
Linked = Callable[[PictureView], PictureLink]


def lite_page(paper: Paper, one: Article, page: Page, view: ArticleView) -> Page:
    """Plan the light page of an article, whose own page and view are given."""
    place = paper.site.places[one.story, one.lang]
    linked = partial(_linked, paper, one.lang)
    made = LiteView(
        frame=view.frame,
        head=_head(paper, one, view),
        full=paper.addresses.href(place),
        story=view.story,
        labels=view.labels,
        kind_words=view.kind_words,
        title=view.title,
        deck=view.deck,
        byline=view.byline,
        published=view.published,
        updated=view.updated,
        reading=view.reading,
        picture=_lead(view, linked),
        body=_body(view.body, linked),
        source=view.source,
        corrections=view.corrections,
        audio=view.audio,
        video=view.video,
        film=view.film,
    )
    path = address.output(address.lite(place))
    return replace(page, path=path, template=TEMPLATE, view=made)


def _head(paper: Paper, one: Article, view: ArticleView) -> Head:
    """Say of a light page what is said of its article; its switch leads to light pages."""
    languages = tuple(
        replace(
            switch,
            url=paper.addresses.href(address.lite(paper.site.places[one.story, switch.lang])),
        )
        if switch.exact
        else switch
        for switch in view.head.languages
    )
    return replace(view.head, alternates=(), languages=languages, frames=(), media=())


def _linked(paper: Paper, lang: str, picture: PictureView) -> PictureLink:
    """Link a picture in place of showing it; what it shows is now a text of the page."""
    words = paper.fill_html(lang, "lite_picture")
    alt = paper.html(picture.alt, lang)
    return PictureLink(picture.light or picture.url, words, alt, picture.caption, picture.credit)


def _lead(view: ArticleView, linked: Linked) -> PictureLink | None:
    """Link the lead picture; one that does not exist yet leaves its caption."""
    if view.picture is not None:
        return replace(linked(view.picture), caption=view.caption, credit=view.credit)
    if view.caption:
        return PictureLink("", NOTHING, NOTHING, view.caption, view.credit)
    return None


def _body(body: BodyView, linked: Linked) -> BodyView:
    pictures = tuple(
        linked(one) if isinstance(one, PictureView) and one.url else one for one in body.pictures
    )
    embeds = tuple(replace(one, frame="", poster=None, credit=NOTHING) for one in body.embeds)
    return replace(body, pictures=pictures, embeds=embeds)
