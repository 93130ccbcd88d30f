"""What is said of one page in its head: canonical URL, alternates, and the language switch.

Head, switch and (later) sitemaps and feeds read the same counterparts, so a pair of
translations can only be announced from both sides.
"""

from dataclasses import dataclass

from generator.model.config import Edition
from generator.model.feeds import FeedLink
from generator.model.frame import Head
from generator.model.pieces import Alternate, Switch
from generator.model.story import Story
from generator.model.text import Html
from generator.stages.plan.paper import Paper
from generator.stages.plan.shelves import CATEGORY, FRONT, List, Month, Shelves

DEFAULT = "x-default"
BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself: title and description as plain text, place, current section."""

    title: str
    description: str
    place: str
    lang: str
    section: str = ""
    robots: str = ""
    image: str = ""
    kind: str = "website"
    canonical: str = ""  # another outlet's URL for a credited copy
    named: bool = False  # the title is the paper's name already
    feeds: tuple[FeedLink, ...] = ()


def head(
    paper: Paper,
    about: About,
    alternates: tuple[Alternate, ...] = (),
    languages: tuple[Switch, ...] = (),
) -> Head:
    """Make the head of a page."""
    name = paper.site.config.title.part(about.lang).text
    title = about.title if about.named else f"{about.title}{BETWEEN}{name}"
    return Head(
        title=title,
        description=about.description,
        canonical=about.canonical or paper.addresses.absolute(about.place),
        alternates=alternates,
        languages=languages,
        locale=paper.language(about.lang).locale.replace("-", "_"),
        section=about.section,
        robots=about.robots,
        image=about.image,
        kind=about.kind,
        feeds=about.feeds,
    )


def _switch(paper: Paper, code: str, place: str, words: Html, state: tuple[bool, bool]) -> Switch:
    language = paper.language(code)
    exact, current = state
    return Switch(
        name=language.name,
        words=words,
        url=paper.addresses.href(place),
        lang=code,
        dir=language.direction,
        exact=exact,
        current=current,
    )


def _nearest(paper: Paper, shelves: Shelves, code: str, name: List) -> Switch:
    """Lead to the nearest page in a language in which this page does not exist, and say so."""
    edition = paper.home(code)
    near = name if name.kind == CATEGORY else List(FRONT)
    if near.kind == CATEGORY:
        category = paper.site.categories[near.id]
        name_there = paper.part(category.name.part(code), code)
        place_name = paper.fill_html(code, "published_in", name=name_there)
    else:
        place_name = paper.fill_html(code, "front_page")
    words = paper.fill_html(code, "switch_nearest", place=place_name)
    return _switch(paper, code, shelves.place(edition, near), words, (False, False))


def article_switch(
    paper: Paper, shelves: Shelves, story: Story, lang: str, word: str
) -> tuple[Switch, ...]:
    """Make the language switch of an article or undated page."""
    switches = []
    for language in paper.site.config.languages:
        code = language.code
        place = paper.site.places.get((story.path, code)) if story.article(code) else None
        if place is None:
            own = story.article(lang)
            filed = own is not None and own.category in paper.site.categories
            near = List(CATEGORY, own.category) if own and filed else List(FRONT)
            switches.append(_nearest(paper, shelves, code, near))
        else:
            words = paper.fill_html(code, word)
            switches.append(_switch(paper, code, place, words, (True, code == lang)))
    return tuple(switches)


def article_alternates(paper: Paper, story: Story, lang: str) -> tuple[Alternate, ...]:
    """Name every translation of a story, itself among them; none if it has no translation.

    A copy whose original is elsewhere is no one's alternate, and so has none.
    """
    own = story.article(lang)
    if own and own.canonical:
        return ()
    placed = [
        (one.lang, paper.addresses.absolute(paper.site.places[story.path, one.lang]))
        for one in story.articles
        if (story.path, one.lang) in paper.site.places and not one.canonical
    ]
    if len(placed) < 2:  # noqa: PLR2004 - a pair takes two
        return ()
    return (*(Alternate(code, url) for code, url in placed), Alternate(DEFAULT, placed[0][1]))


def list_switch(
    paper: Paper, shelves: Shelves, edition: Edition, name: List, month: Month | None
) -> tuple[Switch, ...]:
    """Make the language switch of a list's page."""
    switches = []
    for language in paper.site.config.languages:
        code = language.code
        home = paper.home(code)
        if code in home.languages and shelves.has(home, name, month):
            words = paper.fill_html(code, "switch_page")
            place = shelves.place(home, name, month)
            switches.append(_switch(paper, code, place, words, (True, home == edition)))
        elif code in home.languages and month and shelves.has(home, name):
            switches.append(_nearest_list(paper, shelves, code, name))
        else:
            near = name if name.kind == CATEGORY else List(FRONT)
            switches.append(_nearest(paper, shelves, code, near))
    return tuple(switches)


def _nearest_list(paper: Paper, shelves: Shelves, code: str, name: List) -> Switch:
    """Lead from a month without stories in a language to the list itself."""
    place = shelves.place(paper.home(code), name)
    near = paper.fill_html(code, "list_page")
    words = paper.fill_html(code, "switch_nearest", place=near)
    return _switch(paper, code, place, words, (False, False))


def list_alternates(
    paper: Paper, shelves: Shelves, name: List, month: Month | None
) -> tuple[Alternate, ...]:
    """Name a list's pages in editions of one language, and the one for all as the default."""
    config = paper.site.config
    alone = [
        (one.languages[0], paper.addresses.absolute(shelves.place(one, name, month)))
        for one in config.editions
        if len(one.languages) == 1
        and paper.home(one.languages[0]) == one
        and shelves.has(one, name, month)
    ]
    mixed = next((one for one in config.editions if len(one.languages) > 1), None)
    if mixed and shelves.has(mixed, name, month):
        default = paper.addresses.absolute(shelves.place(mixed, name, month))
    elif alone:
        default = alone[0][1]
    if not alone or (len(alone) == 1 and default == alone[0][1]):
        return ()
    return (*(Alternate(code, url) for code, url in alone), Alternate(DEFAULT, default))


def announced(paper: Paper, edition: Edition) -> bool:
    """Tell whether pages of an edition are among the alternates that they would announce."""
    mixed = next((one for one in paper.site.config.editions if len(one.languages) > 1), None)
    if len(edition.languages) > 1:
        return edition == mixed
    return paper.home(edition.languages[0]) == edition
