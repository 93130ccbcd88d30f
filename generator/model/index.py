"""What is remembered of a whole paper, so that an edit need not read all of it again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from generator.model.config import Author, SiteConfig, Tag
from generator.model.problem import Problem
from generator.model.record import record
from generator.model.site import Slip
from generator.model.story import Story
from generator.model.text import Translated


class Row(NamedTuple):
    """A story, as far as pages of other stories and lists depend on it.

    files: of all its articles, drafts and scheduled ones too; first: when the first of them is
    dated, in seconds since 1970; slips, places: of those that readers see, language → place;
    features: what it can share with others, (weight, name); picks: story paths that it names as
    related; links: what its texts link to, as written; moments: at which the paper changes by
    itself because of it; plain: nothing in it asks for more than its own pages, lists and feeds;
    posters: paths of its share cards.
    """

    files: tuple[str, ...]
    first: float
    slips: tuple[Slip, ...]
    places: tuple[tuple[str, str], ...]
    features: tuple[tuple[float, str], ...]
    picks: tuple[str, ...]
    links: tuple[str, ...]
    moments: tuple[float, ...]
    plain: bool
    posters: tuple[str, ...] = ()


@record
class Names:
    """What tags, authors and series are called, and after which stories: see `Register`."""

    tags: Mapping[str, Tag]
    authors: Mapping[str, Author]
    series: Mapping[str, Translated]
    series_ids: Mapping[str, str]
    namers: Mapping[tuple[str, str, str], str]


@record
class Whole:
    """What of a paper no edit of a story changes, or it is read anew."""

    config: SiteConfig
    names: Names
    undated: tuple[Story, ...]
    moved: Mapping[str, tuple[str, str]]
    playing: tuple[tuple[str, str], ...]
    rest: tuple[Problem, ...]


@dataclass(slots=True)
class Index:
    """A paper as it was published: rows by story path.

    told: what is wrong with each content file, found by reading and linking it, and by planning
    its pages; since: the moment at which it was made; pages: how many it has; coming: moments
    after it at which the paper changes by itself, in seconds since 1970, and because of which
    story.
    """

    whole: Whole
    rows: dict[str, Row]
    told: dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]]
    since: datetime
    pages: int
    coming: tuple[tuple[float, str], ...]


def coming(rows: Iterable[tuple[str, Row]], now: datetime) -> tuple[tuple[float, str], ...]:
    """Give the moments of some stories that are still to come."""
    after = now.timestamp()
    return tuple((at, path) for path, row in rows for at in row.moments if at > after)
