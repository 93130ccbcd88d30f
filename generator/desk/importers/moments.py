"""A line that says when: "November 6, 2025", "Published: 6 Nov 2025, 10:30 AM", "06/11/2025".

Names of months and days are those in which the site's languages speak; other spellings, and
the words around a date, are data. A line that says much else besides is no date.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import regex

from generator.desk.importers.phrases import digits, key, phrases
from generator.language.speak import Voice, month_words, weekday_date_words
from generator.model.config import Language, SiteConfig

NOON = 12
DUSK = 5  # the hours of a night before this one belong to the next day
LABEL = 3  # words at most before a date: "last updated on"
PLACE = 3  # words at most beside a date: "New Delhi, 6 November 2025"
CENTURIES = range(1900, 2100)
ANY_YEAR = 2026

_ISO = regex.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?"
)
_CLOCK = regex.compile(r"(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.][0-5]\d)?(?![\d/.-])")
_NUMBERS = regex.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY = regex.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class When:
    """What a line says: a date or a moment, whether it is that of a change, and where.

    moment has a time and a zone only where the line gives a time.
    """

    moment: date
    updated: bool
    place: str


def when(line: str, config: SiteConfig) -> When | None:
    """Read a line that holds a date and little else; None for any other line.

    Days come before months in dates of numbers alone. Times without a zone are the site's.
    """
    text, updated = _without_label(digits(line.strip()))
    zone = ZoneInfo(config.timezone)
    if _ISO.fullmatch(text):
        moment = _exact(text, zone)
        return When(moment, updated, "") if moment else None
    numbers = _NUMBERS.search(text)
    text = _NUMBERS.sub(" ", text, count=1)
    clock = _CLOCK.search(text)
    words = key(_CLOCK.sub(" ", text, count=1)).split()
    day, words = _numbered(numbers, words) if numbers else _named(words, config)
    hour, words = _hour(clock, words)
    quiet = phrases("clock") | _weekdays(config.languages)
    place = [word for word in words if word not in quiet]
    if day is None or len(place) > PLACE or any(word.isdecimal() for word in place):
        return None
    return When(datetime.combine(day, hour, zone) if hour else day, updated, " ".join(place))


def _without_label(text: str) -> tuple[str, bool]:
    """Take away the words that announce a date, and tell whether they speak of a change."""
    words = text.split(" ")
    for count in range(min(LABEL, len(words) - 1), 0, -1):
        label = key(" ".join(words[:count]).rstrip("\u0903"))
        if label in phrases("updated") | phrases("published"):
            return " ".join(words[count:]).lstrip(" :-–|"), label in phrases("updated")
    return text, False


def _exact(text: str, zone: ZoneInfo) -> date | None:
    """Read ISO 8601."""
    try:
        if len(text) == len("2025-11-06"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _numbered(numbers: regex.Match[str], words: list[str]) -> tuple[date | None, list[str]]:
    """Read a date of numbers alone: day, month, year."""
    return _date(int(numbers[4]), int(numbers[3]), int(numbers[1])), words


def _named(words: list[str], config: SiteConfig) -> tuple[date | None, list[str]]:
    """Take year, month and day from the words; None for the date unless there is each of them."""
    months = _months(config.languages)
    month = next((word for word in words if word in months), "")
    year = next((word for word in words if word.isdecimal() and int(word) in CENTURIES), "")
    day = next((word for word in words if word != year and _DAY.fullmatch(word)), "")
    if not (month and year and day):
        return None, words
    rest = list(words)
    for word in (month, year, day):
        rest.remove(word)
    found = _DAY.fullmatch(day)
    return _date(int(year), months[month], int(found[1]) if found else 0), rest


def _hour(clock: regex.Match[str] | None, words: list[str]) -> tuple[time | None, list[str]]:
    """Read the time of day, with the words that tell morning from evening."""
    parts = {
        part: [word for word in words if word in phrases(part)]
        for part in ("morning", "afternoon", "night")
    }
    rest = [word for word in words if not any(word in found for found in parts.values())]
    if clock is None:
        return None, rest
    hour = int(clock[1])
    late = parts["afternoon"] or (parts["night"] and hour >= DUSK)
    if late and hour < NOON:
        hour += NOON
    elif hour == NOON and (parts["morning"] or parts["night"]):
        hour = 0
    return time(hour, int(clock[2])), rest


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months(languages: tuple[Language, ...]) -> MappingProxyType[str, int]:
    """Give the number of a month by any of its names, in the form that `key` gives."""
    months = range(1, 13)
    names = {name: month for month in months for name in phrases(f"month-{month}")}
    for voice in _voices(languages):
        for month in months:
            words = key(month_words(ANY_YEAR, month, voice)).split()
            names |= {word: month for word in words if not word.isdecimal()}
    return MappingProxyType(names)


@cache
def _weekdays(languages: tuple[Language, ...]) -> frozenset[str]:
    """Give the names of the days of the week, in the form that `key` gives."""
    said = (
        key(weekday_date_words(date(ANY_YEAR, 1, day), voice)).split()
        for voice in _voices(languages)
        for day in range(1, 8)
    )
    words = {word for one in said for word in one}
    return frozenset(word for word in words if not word.isdecimal()) - _months(languages).keys()


def _voices(languages: tuple[Language, ...]) -> tuple[Voice, ...]:
    return tuple(Voice(one.locale) for one in languages)
