"""What is said of one page in its head, and its language switch; `standing` tells its versions."""

from generator.model.config import Edition
from generator.model.feeds import FeedLink
from generator.model.frame import Facts, Head, Shown
from generator.model.pieces import NOTHING, Switch
from generator.model.record import record
from generator.model.story import Article
from generator.model.text import Html
from generator.stages.plan.paper import Paper
from generator.stages.plan.shelves import CATEGORY, FRONT, List, Shelves
from generator.stages.plan.standing import DEFAULT, Standing

BETWEEN = " · "


@record
class About:
    """What a page says of itself: title and description as plain text, and its current section.

    image: what stands for it elsewhere; facts: what is said of an article where it is shared;
    graph: the end of its structured data (see `graphs`).
    """

    title: str
    description: str
    lang: str
    section: str = ""
    robots: str = ""
    image: Shown | None = None
    facts: Facts | None = None
    named: bool = False  # the title is the paper's name already
    feeds: tuple[FeedLink, ...] = ()
    graph: Html = NOTHING


def head(
    paper: Paper, about: About, standing: Standing, languages: tuple[Switch, ...] = ()
) -> Head:
    """Make the head of a page."""
    name = paper.site.config.title.part(about.lang).text
    others = (one.hreflang for one in standing.alternates)
    return Head(
        title=about.title if about.named else f"{about.title}{BETWEEN}{name}",
        description=about.description,
        canonical=standing.canonical,
        alternates=standing.alternates,
        languages=languages,
        locale=_locale(paper, about.lang),
        section=about.section,
        robots=about.robots,
        feeds=about.feeds,
        name=about.title,
        locales=tuple(_locale(paper, code) for code in others if code not in (about.lang, DEFAULT)),
        image=about.image,
        facts=about.facts,
        graph=about.graph,
    )


def _locale(paper: Paper, code: str) -> str:
    return paper.language(code).locale.replace("-", "_")


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
    paper: Paper, shelves: Shelves, one: Article, standing: Standing, word: str
) -> tuple[Switch, ...]:
    """Make the language switch of an article or undated page."""
    near = List(CATEGORY, one.category) if one.category in paper.site.categories else List(FRONT)
    switches = []
    for language in paper.site.config.languages:
        code = language.code
        if code in standing.versions:
            words = paper.fill_html(code, word)
            state = (True, code == one.lang)
            switches.append(_switch(paper, code, standing.versions[code], words, state))
        else:
            switches.append(_nearest(paper, shelves, code, near))
    return tuple(switches)


def list_switch(
    paper: Paper, shelves: Shelves, edition: Edition, name: List, standing: Standing
) -> tuple[Switch, ...]:
    """Make the language switch of a list's page, or of a month's."""
    switches = []
    for language in paper.site.config.languages:
        code = language.code
        home = paper.home(code)
        if code in standing.versions:
            words = paper.fill_html(code, "switch_page")
            state = (True, home == edition)
            switches.append(_switch(paper, code, standing.versions[code], words, state))
        elif code in home.languages and shelves.has(home, name):
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
