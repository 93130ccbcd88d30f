"""What stands above a page's body: caption, label, headline, deck, byline and date.

Label, byline and date are told by their words. They part the other lines, which are told by
their order and by how they end: a headline hardly ever ends in a full stop.
"""

from dataclasses import dataclass
from statistics import median

from generator.desk.importers.lines import Line
from generator.desk.importers.parts import is_name
from generator.desk.importers.roles import Role, signs
from generator.model.config import SiteConfig

TOP = 12  # lines among which label, byline and date are looked for
ABOVE = 4  # lines of text at most above the byline
DECK = 25  # words at most in a deck that nothing but its length shows
SHORTER = 0.6  # its length, where that of the usual paragraph is 1
DECK_AND_NAME = 2
SECTION = 3  # words at most in a label that is not known

Marked = tuple[tuple[Line, Role], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the body; start is the index of the body's first line in the page."""

    headline: Line
    start: int
    label: Line | None = None
    caption: Line | None = None
    deck: Line | None = None
    name: Line | None = None  # a byline by its place alone
    stamps: tuple[Line, ...] = ()
    prose: tuple[Line, ...] = ()  # text above the byline that belongs to the body
    unplaced: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Order:
    """Where headline, captions and a label by its place alone stand, and the text after them."""

    headline: int
    captions: tuple[int, ...]
    rest: tuple[int, ...]
    label: int | None = None


@dataclass(frozen=True, slots=True)
class _Close:
    """How a head ends: where the deck, a bare name and the body are, and what is left over."""

    start: int
    deck: int | None = None
    name: int | None = None
    extra: tuple[int, ...] = ()


def read_head(page: Marked, config: SiteConfig) -> Head | None:
    """Find what stands above the body; None if nothing could be a headline."""
    label = _label(page)
    divider = _divider(page, label, config)
    stop = _end(page) if divider is None else divider
    texts = [at for at in range(stop) if page[at][1] is Role.TEXT]
    before = tuple(at for at in texts if label is not None and at < label)
    after = tuple(texts[len(before) :])
    if label is None:
        order = _unlabelled(page, after, divided=divider is not None)
    else:
        order = _labelled(page, before, after)
    if order is None:
        return None
    signed = any(role is Role.STAMP and signs(line, config) for line, role in page[:TOP])
    if divider is None:
        close = _undivided(page, order, signed=signed)
    else:
        close = _divided(page, order, divider, signed=signed)
    extra = [page[at][0] for at in close.extra]
    return Head(
        headline=page[order.headline][0],
        start=close.start,
        label=_line(page, order.label if label is None else label),
        caption=page[order.captions[-1]][0] if order.captions else None,
        deck=_line(page, close.deck),
        name=_line(page, close.name),
        stamps=tuple(line for line, role in page[: close.start] if role is Role.STAMP),
        prose=tuple(one for one in extra if one.flat),
        unplaced=(
            *(page[at][0] for at in order.captions[:-1]),
            *(one for one in extra if not one.flat),
        ),
    )


def _label(page: Marked) -> int | None:
    """Find the label: the last before more than a caption and a headline have gone by."""
    found = None
    texts = 0
    for at, (_, role) in enumerate(page[:TOP]):
        if role is Role.LABEL:
            found = at
        texts += role is Role.TEXT
        if texts > ABOVE // 2:
            break
    return found


def _end(page: Marked) -> int:
    """Find the source or footer that ends a body, however short that is."""
    ends = (Role.SOURCE, Role.FOOTER)
    return next((at for at in range(ABOVE, len(page)) if page[at][1] in ends), len(page))


def _divider(page: Marked, label: int | None, config: SiteConfig) -> int | None:
    """Find the byline, or else the date, that parts headline and deck from the body."""
    dates = None
    texts = 0
    for at, (line, role) in enumerate(page[:TOP]):
        if role is Role.TEXT:
            texts += 1
        below = texts > 0 and (label is None or at > label)
        if role is Role.STAMP and below and texts <= ABOVE:
            if signs(line, config):
                return at
            dates = at if dates is None else dates
    return dates


def _line(page: Marked, at: int | None) -> Line | None:
    return None if at is None else page[at][0]


def _labelled(page: Marked, before: tuple[int, ...], after: tuple[int, ...]) -> _Order | None:
    """Tell headline from captions, given the lines above the label and those below it."""
    if not before and not after:
        return None
    above = before and not page[before[-1]][0].flat and (not after or page[after[0]][0].flat)
    if above:
        return _Order(before[-1], before[:-1], after)
    return _Order(after[0], before, after[1:]) if after else _Order(before[-1], before[:-1], ())


def _unlabelled(page: Marked, texts: tuple[int, ...], *, divided: bool) -> _Order | None:
    """Tell headline from caption where no label is known.

    A statement above a line that is none is a caption; a few words above a headline are the
    label of a category that the site does not have.
    """
    if not texts:
        return None
    flat = [page[at][0].flat for at in texts]
    captioned = flat[:2] == [True, False]
    rest = texts[1:] if captioned else texts
    if len(rest) > 1 and _section(page[rest[0]][0], page[rest[1]][0]):
        return _Order(rest[1], texts[: len(texts) - len(rest)], rest[2:], rest[0])
    if not captioned and divided and flat == [False, False, True]:
        rest = texts[1:]
    return _Order(rest[0], texts[: len(texts) - len(rest)], rest[1:])


def _section(line: Line, following: Line) -> bool:
    """Tell whether a line could be the label of a category above a headline."""
    shorter = line.words <= SECTION and 2 * len(line.text) < len(following.text)
    return shorter and is_name(line) and not following.flat


def _divided(page: Marked, order: _Order, divider: int, *, signed: bool) -> _Close:
    """Close a head at its byline or date."""
    start = divider
    while start < len(page) and page[start][1] in (Role.STAMP, Role.FURNITURE):
        start += 1
    rest, name = order.rest, None
    if not signed:
        if rest and is_name(page[rest[-1]][0]):
            rest, name = rest[:-1], rest[-1]
        elif _named(page, start, start + 1):
            start, name = start + 1, start
    return _Close(start, rest[0] if rest else None, name, rest[1:])


def _undivided(page: Marked, order: _Order, *, signed: bool) -> _Close:
    """Close a head that has neither byline nor date: by what the next lines look like."""
    rest = order.rest
    deck = name = None
    if not signed and len(rest) > 1 and _named(page, rest[0], rest[1]):
        name = rest[0]
    elif not signed and len(rest) > DECK_AND_NAME and _named(page, rest[1], rest[2]):
        deck, name = rest[:DECK_AND_NAME]
    elif rest and _deck(page[rest[0]][0], [page[at][0] for at in rest[1:]]):
        deck = rest[0]
    last = max(at for at in (order.headline, deck, name) if at is not None)
    return _Close(last + 1, deck, name)


def _named(page: Marked, at: int, following: int) -> bool:
    """Tell whether a line is a bare name that stands right above a statement."""
    if following >= len(page) or page[at][1] is not Role.TEXT:
        return False
    return is_name(page[at][0]) and page[following][0].flat


def _deck(line: Line, others: list[Line]) -> bool:
    """Tell whether a line is a deck rather than the first paragraph.

    A deck is one sentence, and has no full stop, or is said again below, or is short where
    the paragraphs are long.
    """
    if not others or line.sentences > 1:
        return False
    again = any(line.key in one.key for one in others)
    usual = median(len(one.text) for one in others)
    short = line.words <= DECK and len(line.text) <= SHORTER * usual
    return not line.flat or again or short
