"""What one line of a page is by its own words, wherever it stands."""

from dataclasses import dataclass
from enum import Enum, auto

from generator.desk.importers import parts
from generator.desk.importers.lines import Line
from generator.desk.importers.moments import When, when
from generator.model.config import SiteConfig


class Role(Enum):
    """What a line is by its own words."""

    LABEL = auto()
    STAMP = auto()  # byline, date, or both
    SOURCE = auto()
    FOOTER = auto()
    ALSO = auto()  # "Also read: …"
    FURNITURE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who and when, as one line says it, and the pieces of the line that say neither."""

    byline: parts.Byline | None
    moments: tuple[When, ...]
    rest: tuple[str, ...]


def role(line: Line, config: SiteConfig) -> Role:
    """Tell what a line is by its own words."""
    if parts.is_label(line, config):
        return Role.LABEL
    if stamp(line, config):
        return Role.STAMP
    if parts.source(line):
        return Role.SOURCE
    if parts.is_footer(line, config):
        return Role.FOOTER
    if parts.also_read(line):
        return Role.ALSO
    return Role.FURNITURE if parts.is_furniture(line, config) else Role.TEXT


def stamp(line: Line, config: SiteConfig) -> Stamp | None:
    """Read a line that says who wrote, when, or both; None for any other line.

    The pieces between bars and dots may say other things too, those before and after a
    comma may not: "JJ News Desk | Patna | 6 November 2025", "JJ News Desk, 6 November 2025".
    """
    if line.flat:
        return None
    pieces = parts.pieces(line.text)
    return (
        _stamp(pieces, config, others=len(pieces) - 1)
        or _stamp(line.text.split(", ", 1), config, others=0)
        or _stamp([line.text], config, others=0)
    )


def _stamp(pieces: list[str], config: SiteConfig, *, others: int) -> Stamp | None:
    """Read the pieces of a line, of which so many may say neither who nor when."""
    by = None
    moments: list[When] = []
    rest: list[str] = []
    for one in pieces:
        moment = when(one, config)
        found = None if moment else parts.byline(one, config)
        if moment:
            moments.append(moment)
        elif found and by is None:
            by = found
        else:
            rest.append(one)
    if len(rest) > others or not (by or moments):
        return None
    odd = (one for one in rest if not parts.is_furniture(Line(0, one), config))
    return Stamp(by, tuple(moments), tuple(odd))


def signs(line: Line, config: SiteConfig) -> bool:
    """Tell whether a line says who wrote."""
    found = stamp(line, config)
    return found is not None and found.byline is not None
