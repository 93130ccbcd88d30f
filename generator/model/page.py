"""Pages planned, outputs made, and the change set that turns one paper into the next."""

from collections.abc import Set as AbstractSet
from typing import Any

from generator.model.picture import Rendition
from generator.model.poster import Poster
from generator.model.problem import Problem
from generator.model.record import record

# Groups in the order in which they reach readers; removals come last. What is new comes before
# all that changes: an old page may lead to a new tag's list before any list leads to the page.
ASSETS, NEW_PAGES, NEW_LISTS, CHANGED_PAGES, LISTS, FEEDS = range(6)


@record
class Page:
    """A planned page: output path, template, view, words of which language, and from where.

    path: POSIX path in output/ ("en/about/index.html"); group: LISTS, FEEDS, or NEW_PAGES
    (the build then looks at what existed: see reaching); sources: for problems.
    """

    path: str
    template: str
    lang: str
    view: Any
    group: int
    sources: tuple[str, ...] = ()


@record
class Copy:
    """A planned file that is copied byte for byte from a source: a picture, a file of static/."""

    path: str
    source: str
    digest: bytes


@record
class Forme:
    """Pages that are planned together: of one story, one list, one feed.

    kind, name: what they are of; pages: output path and template of each, known before a view
    is made; source: the file to mend where one of them stands in the way of another.
    """

    kind: str
    name: tuple[str, ...]
    pages: tuple[tuple[str, str], ...]
    source: str


@record
class Gathered:
    """What pages need beside themselves, and what was found wrong while they were planned."""

    copies: tuple[Copy, ...]
    renditions: tuple[Rendition, ...]
    posters: tuple[Poster, ...]
    problems: tuple[Problem, ...]


def reaching(page: Page, existing: AbstractSet[str]) -> int:
    """Return the group in which a page reaches readers, given what is published already."""
    return turn(page.group, known=page.path in existing)


def turn(group: int, *, known: bool) -> int:
    """Return when a file of a group reaches readers: what was not there yet comes before."""
    if group == NEW_PAGES:
        return CHANGED_PAGES if known else NEW_PAGES
    return NEW_LISTS if group in (LISTS, FEEDS) and not known else group


@record
class Output:
    """One file of output/: path, bytes, and the group in which it is published."""

    path: str
    data: bytes
    group: int


@record
class Plan:
    """Everything that output/ will hold; assets are files whose bytes the theme made."""

    pages: tuple[Page, ...]
    copies: tuple[Copy, ...]
    assets: tuple[Output, ...]
    renditions: tuple[Rendition, ...] = ()
    posters: tuple[Poster, ...] = ()
