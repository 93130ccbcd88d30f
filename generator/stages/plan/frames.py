"""Frames: what surrounds every page of an edition, made once for thousands of pages."""

from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

from generator.language import speak
from generator.model.config import Edition, Network
from generator.model.frame import Frame, Shown
from generator.model.picture import PictureFile
from generator.model.pieces import NOTHING, Link
from generator.model.text import Html, Part
from generator.stages import address
from generator.stages.link.targets import picture
from generator.stages.plan.abroad import feed_links, has_feeds, heading, shown
from generator.stages.plan.graphs import opening
from generator.stages.plan.paper import Paper
from generator.stages.plan.shelves import FRONT

HOSTS_OF_X = ("twitter.com", "x.com")


def frame(paper: Paper, edition: Edition, lang: str) -> Frame:
    """Make the frame of an edition's pages that are read in `lang`."""
    config = paper.site.config
    home = paper.addresses.href(address.front(edition))
    logo = picture(config.publisher.logo, "site.yaml", paper.site.pictures)
    names = _names(paper, home, lang)
    title = config.title.part(lang).text
    image = _image(paper, logo, title)
    return Frame(
        lang=lang,
        dir=paper.language(lang).direction,
        home=home,
        names=names,
        scripts=tuple(dict.fromkeys(paper.language(one.lang or lang).script for one in names)),
        tagline=paper.part(config.tagline.part(lang), lang),
        editions=tuple(_edition(paper, one, lang) for one in config.editions),
        menu=tuple(
            paper.link(one.name.part(lang), paper.category_url(edition, one), lang, one.id)
            for one in config.categories
        ),
        pages=_pages(paper, lang),
        social=_sentence(paper, lang, "social_sentence", config.social, speak.join_and),
        podcasts=_sentence(paper, lang, "podcast_sentence", config.podcasts, speak.join_or),
        publisher=paper.part(config.publisher.name.part(lang), lang),
        logo=paper.picture_url(logo),
        tags=paper.addresses.href(address.tags(edition)),
        edition=edition.path,
        generator=paper.generator,
        feeds=feed_links(paper, address.front(edition), heading(paper, edition, config.title))
        if has_feeds(paper, FRONT)
        else (),
        site=title,
        handle=_handle(config.social),
        image=image,
        graph=opening(paper, edition, lang, image),
        manifest=paper.addresses.href(address.manifest(edition)),
        worker=paper.addresses.href(address.WORKER) if config.settings.features_offline else "",
        digits="".join(speak.number(digit, paper.voice(lang)) for digit in range(10)),
    )


def _names(paper: Paper, home: str, lang: str) -> tuple[Link, ...]:
    """Give the paper's name, the page's language first."""
    title = paper.site.config.title
    own = title.part(lang)
    parts = [own, *(part for part in title.parts() if part.text != own.text)]
    return tuple(paper.link(part, home, lang) for part in parts)


def _image(paper: Paper, logo: PictureFile | None, title: str) -> Shown | None:
    """Let the logo stand for pages that have no picture."""
    return None if logo is None or logo.flaw else shown(paper, paper.album.whole(logo), title)


def _handle(social: tuple[Network, ...]) -> str:
    """Give the paper's account on X, as its preview cards name it; "" if it has none."""
    for one in social:
        parts = urlsplit(one.url)
        name = parts.path.strip("/")
        if parts.hostname and parts.hostname.removeprefix("www.") in HOSTS_OF_X and name.isascii():
            return f"@{name}" if name and "/" not in name else ""
    return ""


def _edition(paper: Paper, edition: Edition, lang: str) -> Link:
    """Name a paper: by its language in that language, or as the one for all."""
    url = paper.addresses.href(address.front(edition))
    if len(edition.languages) == 1:
        code = edition.languages[0]
        return paper.link(Part(paper.language(code).name, code), url, lang, edition.path)
    return Link(paper.html(paper.fill(lang, "edition_all"), lang), url, edition.path)


def _pages(paper: Paper, lang: str) -> tuple[Link, ...]:
    """Link the undated pages, each in the page's language or else in one that it has."""
    links = []
    for story in paper.site.undated:
        one = story.article(lang) or story.articles[0]
        place = paper.site.places.get((story.path, one.lang))
        if place is not None:
            part = Part(one.title, one.lang)
            links.append(paper.link(part, paper.addresses.href(place), lang, story.path))
    return tuple(links)


def _sentence(
    paper: Paper,
    lang: str,
    word: str,
    networks: tuple[Network, ...],
    join: Callable[[list[str], speak.Voice], str],
) -> Html:
    """Say where the paper can be followed, as a sentence with a link in each name."""
    if not networks:
        return NOTHING
    anchors = []
    for one in networks:
        text = paper.part(one.name.part(lang), lang)
        anchors.append(f'<a href="{escape(one.url)}" rel="me">{text}</a>')
    title = paper.part(paper.site.config.title.part(lang), lang)
    return paper.fill_html(
        lang,
        word,
        title=title,
        links=Html(join(anchors, paper.voice(lang))),
    )
