"""Which line of a news page is what: its head, its body, and what stands below.

A page goes: caption, label, headline, deck, byline and date, body, source, footer, related
headlines; any of them may be missing but the headline.
"""

from dataclasses import dataclass

import regex

from generator.desk.importers.head import Head, Marked, read_head
from generator.desk.importers.lines import Line, unwrapped
from generator.desk.importers.parts import is_notice
from generator.desk.importers.roles import Role, role, signs
from generator.model.config import SiteConfig

LONG = 120  # characters: below the source, a longer statement is still the story
TAIL = 2  # lines without a full stop, at the very end, that can only be headlines
HEADLINE = range(20, 200)  # characters

_OPENING = regex.compile(r"[\p{L}\p{N}\p{Pi}\"']")


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole page; related: headlines of other stories, unplaced: what is nothing known."""

    head: Head
    body: tuple[Line, ...]
    stamps: tuple[Line, ...]
    source: Line | None
    related: tuple[Line, ...]
    unplaced: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Below:
    """What some lines below the head are."""

    body: tuple[Line, ...] = ()
    related: tuple[Line, ...] = ()
    unplaced: tuple[Line, ...] = ()


def layout(lines: tuple[Line, ...], config: SiteConfig) -> Layout | None:
    """Lay a page out; None if nothing in it could be a headline."""
    joined = unwrapped(lines, lambda one: role(one, config) is not Role.TEXT)
    page: Marked = tuple((one, role(one, config)) for one in joined)
    head = read_head(page, config)
    if head is None:
        return None
    footer = _position(page, Role.FOOTER, head.start + 1, len(page))
    credit = _last(page, Role.SOURCE, head.start + 1, footer)
    ends = min(footer, len(page) if credit is None else credit)
    told = _body(page[head.start : ends], open_end=ends == len(page))
    between = _between(page[ends:footer], related=footer == len(page))
    after = _after(page[footer:])
    body = (*head.prose, *told.body, *between.body)
    signed = _signature(body, head, config)
    shown = credit if credit is not None else _position(page, Role.SOURCE, 0, len(page))
    above = tuple(line for line, one in page[: head.start] if one is Role.ALSO)
    return Layout(
        head=head,
        body=body[: len(body) - len(signed)],
        stamps=(*head.stamps, *signed),
        source=page[shown][0] if shown < len(page) else None,
        related=above + told.related + between.related + after.related,
        unplaced=head.unplaced + told.unplaced + between.unplaced + after.unplaced,
    )


def _position(page: Marked, wanted: Role, start: int, default: int) -> int:
    return next((at for at in range(start, len(page)) if page[at][1] is wanted), default)


def _last(page: Marked, wanted: Role, start: int, stop: int) -> int | None:
    return next((at for at in range(stop - 1, start - 1, -1) if page[at][1] is wanted), None)


def _body(page: Marked, *, open_end: bool) -> _Below:
    """Read the body; where no source or footer ends it, headlines at its end are told by looks."""
    related = tuple(line for line, one in page if one is Role.ALSO)
    lines = tuple(line for line, one in page if one not in (Role.ALSO, Role.FURNITURE))
    # A network's name may be a button of the page, or a heading of the story.
    named = tuple(line for line, one in page if one is Role.FURNITURE and not is_notice(line))
    count = 0
    while open_end and count < len(lines) and _headline(lines[-1 - count]):
        count += 1
    if TAIL <= count < len(lines):
        return _Below(lines[:-count], related + lines[-count:], named)
    return _Below(lines, related, named)


def _headline(line: Line) -> bool:
    """Tell whether a line could be another story's headline, and no line of a list or poem."""
    return (
        line.gap
        and not line.flat
        and len(line.text) in HEADLINE
        and _OPENING.match(line.text) is not None
    )


def _between(page: Marked, *, related: bool) -> _Below:
    """Read what stands between source and footer, or below the source where there is none."""
    lines = [line for line, one in page if one not in (Role.SOURCE, Role.FURNITURE, Role.ALSO)]
    others = tuple(line for line, one in page if one is Role.ALSO)
    body = tuple(one for one in lines if _story(one))
    rest = tuple(one for one in lines if not _story(one))
    return _Below(body, others + rest) if related else _Below(body, others, rest)


def _story(line: Line) -> bool:
    return line.flat and (len(line.text) > LONG or line.sentences > 1)


def _after(page: Marked) -> _Below:
    """Read what stands below the footer: headlines, with the labels and dates of their cards."""
    kept = [line for line, one in page if one in (Role.TEXT, Role.ALSO)]
    long = tuple(one for one in kept if _story(one) and len(one.text) > LONG)
    return _Below((), tuple(one for one in kept if one not in long), long)


def _signature(body: tuple[Line, ...], head: Head, config: SiteConfig) -> tuple[Line, ...]:
    """Find a byline that stands below the body, where there is none above it."""
    above = head.name is not None or any(signs(one, config) for one in head.stamps)
    return body[-1:] if not above and len(body) > 1 and signs(body[-1], config) else ()
