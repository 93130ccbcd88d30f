"""Posters: the cards that messengers show of a page; fonts to draw them in; drawings laid out.

A poster says what is to be read and seen, a sheet where each of it stands.
"""

from collections.abc import Callable

from generator.model.picture import Rendition
from generator.model.record import record


@record
class Face:
    """A font of the theme. path: in the site; characters: all that it has signs for."""

    path: str
    digest: bytes
    characters: frozenset[str]


@record
class Name:
    """A name of the paper. hangs: its letters hang from a line, as those of Devanagari do."""

    text: str
    hangs: bool


@record
class Poster:
    """A share card: what it says, in which language and fonts, and the part of a picture.

    path: in output/, made of all that decides the bytes; every text may be "", and holds
    only what its font has signs for; labels: of the section, longest first; hangs: the
    language's letters hang from a line and need more air; headline_font, text_font: paths
    in the site; box and size of the picture's rendition are what the sheet has room for.
    """

    path: str
    lang: str
    direction: str
    hangs: bool
    headline: str
    labels: tuple[str, ...]
    date: str
    names: tuple[Name, ...]
    picture: Rendition | None
    headline_font: str
    text_font: str

    @property
    def source(self) -> str:
        """Name what the poster is made of, for problems."""
        return self.picture.source if self.picture else self.headline_font


@record
class Words:
    """Words on a sheet. x, y: where their baseline begins, or ends where `ends`, in pixels.

    headline: in which of the two fonts; size: in pixels an em.
    """

    text: str
    x: int
    y: int
    size: int
    colour: str
    headline: bool = False
    ends: bool = False


@record
class Bar:
    """A rectangle of one colour: left, top, width and height in pixels."""

    left: int
    top: int
    width: int
    height: int
    colour: str


@record
class Sheet:
    """A drawing laid out; where a picture stands: `picture` (without colour), or None."""

    width: int
    height: int
    paper: str
    lang: str
    direction: str
    words: tuple[Words, ...]
    bars: tuple[Bar, ...]
    picture: Bar | None


Measure = Callable[[str, bool], float]  # width of a text in ems, in the headline's font or not
LayOut = Callable[[Poster, Measure], Sheet]
