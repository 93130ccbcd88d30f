"""Slips: of each article what lists, feeds and sitemaps need to know before they show it."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.model.site import Slip
from generator.model.story import Article, Story


def newest_first(one: Slip) -> tuple[float, str, str]:
    """Give the key by which slips are sorted."""
    return (-one.at, one.story, one.lang)


def slips_of(stories: Iterable[Story], zone: ZoneInfo) -> tuple[Slip, ...]:
    """Give the slips of all articles, newest first."""
    slips = [_slip(one, one.date, zone) for story in stories for one in story.articles if one.date]
    return tuple(sorted(slips, key=newest_first))


def _slip(one: Article, date: datetime, zone: ZoneInfo) -> Slip:
    local = date.astimezone(zone)
    return Slip(
        one.story,
        one.lang,
        date.timestamp(),
        (local.year, local.month),
        one.category,
        one.tags or (),
        one.authors or (),
        one.series,
        one.kind,
        one.featured,
        one.breaking,
        bool(one.image.src),
        bool(one.audio.src),
        (one.last_change or date).timestamp(),
        len(one.body.pictures),
        bool(one.canonical),
    )
