"""The paper of one moment: every story that readers may see, and what its names stand for."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import NamedTuple, Protocol

from generator.model.config import Author, Category, SiteConfig, Tag
from generator.model.media import MediaFile
from generator.model.picture import PictureFile
from generator.model.poster import Face
from generator.model.record import record
from generator.model.story import Story
from generator.model.text import Translated


class Slip(NamedTuple):
    """An article as lists know it: enough to sort, file and choose it, and no word of it.

    at, changed: when it was published and changed last, in seconds since 1970; month: year and
    month in the newsroom's time zone; pictured: it has a lead picture; sounding: it has a
    recording of its own; pictures: how many stand in its text; copied: it names another page as
    its original.
    """

    story: str
    lang: str
    at: float
    month: tuple[int, int]
    category: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    series: str
    kind: str
    featured: bool
    breaking: bool
    pictured: bool
    sounding: bool
    changed: float
    pictures: int
    copied: bool


class Related(Protocol):
    """Which stories are related to one: path → paths, best first; what it shares, by weight."""

    def of(self, path: str) -> tuple[str, ...]: ...  # noqa: D102 - the class says it
    def shared(self, path: str) -> tuple[tuple[float, str], ...]: ...  # noqa: D102 - as above


@record
class Site:
    """What `link` makes and `plan` reads.

    stories: by path, in its order, and undated: pages without a date, both with published
    articles alone; slips: of all articles that lists hold, newest first, those of one moment
    by story and language; places: (story, lang) → place of its page; tags, authors and series
    by slug or id; moved: place of an old address → (story, lang); playing: (story, lang) of the
    articles in which sound or film may play; pictures: source path → measured file,
    recordings: likewise of sound and film; what links and pictures in bodies lead to is decided
    by `plan`; next_due: when output would next change; faces: fonts to draw share cards in, none
    where no cards can be drawn.
    """

    config: SiteConfig
    now: datetime
    stories: Mapping[str, Story]
    undated: tuple[Story, ...]
    categories: Mapping[str, Category]
    tags: Mapping[str, Tag]
    authors: Mapping[str, Author]
    series: Mapping[str, Translated]
    slips: tuple[Slip, ...]
    places: Mapping[tuple[str, str], str]
    pictures: Mapping[str, PictureFile]
    related: Related
    next_due: datetime | None
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    playing: tuple[tuple[str, str], ...] = ()
    recordings: Mapping[str, MediaFile] = field(default_factory=dict)
    faces: tuple[Face, ...] = ()
