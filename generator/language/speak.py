"""Dates, numbers and lists as a language says them.

CLDR (through Babel) knows the words; a few rows of our own data say what CLDR leaves out:
digits of other scripts, ordinals, lakh and crore in English. The machine's locale is never
asked, and what machines read (`machine`) is the same in every language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal

from generator.language.scripts import script_of_locale, share
from generator.language.tables import rows

ASCII_DIGITS = "0123456789"
FIRST_ROUNDED = 1000
FEWEST_LISTED = 3
PLAIN_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})  # CLDR's no-break spaces


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: a CLDR locale ("hi-IN") and a CLDR numbering system ("latn", "deva")."""

    locale: str
    numerals: str = "latn"


@cache
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as unknown:
        message = f"unknown locale {name!r}: expected a CLDR locale such as a language_TERRITORY"
        raise ValueError(message) from unknown


def known_locale(locale: str) -> bool:
    """Tell whether dates and numbers can be said in this locale."""
    try:
        _locale(locale)
    except ValueError:
        return False
    return True


@cache
def _digit_tables() -> Mapping[str, dict[int, int]]:
    pairs = ((code, str.maketrans(ASCII_DIGITS, signs)) for code, signs in rows("speak-digits"))
    return MappingProxyType(dict(pairs))


def known_numerals(numerals: str) -> bool:
    """Tell whether a CLDR numbering system has a row of digits here."""
    return numerals in _digit_tables()


def digits(text: str, voice: Voice) -> str:
    """Write the ASCII digits of a text in the voice's numerals.

    Raises ValueError for a numbering system without a row in ``speak-digits.tsv``.
    """
    table = _digit_tables().get(voice.numerals)
    if table is None:
        known = ", ".join(_digit_tables())
        raise ValueError(f"unknown numerals {voice.numerals!r}: known are {known}")
    return text.translate(table)


def _say(text: str, voice: Voice) -> str:
    return digits(text.translate(PLAIN_SPACES), voice)


def date_words(moment: date, voice: Voice) -> str:
    """Give the day in words: 6 November 2025. The moment's own zone counts."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return _day_words(day, voice)


@lru_cache(maxsize=4096)  # a day has many stories
def _day_words(day: date, voice: Voice) -> str:
    return _say(_day(day, voice.locale), voice)


@lru_cache(maxsize=4096)
def _day(day: date, locale: str) -> str:
    return str(format_date(day, "long", _locale(locale)))


@lru_cache(maxsize=4096)
def _time(hour: int, minute: int, locale: str) -> str:
    form = "B h:mm" if _borrows_halves(locale) else "short"
    return str(format_time(time(hour, minute), form, locale=_locale(locale)))


@lru_cache(maxsize=4096)
def weekday_date_words(moment: date, voice: Voice) -> str:
    """Give the day in words with its weekday: Thursday, 6 November 2025."""
    return _say(format_date(moment, "full", _locale(voice.locale)), voice)


def date_time_words(moment: datetime, voice: Voice) -> str:
    """Give day and time of day in words: 6 November 2025, 10:30 am. The zone is not named."""
    locale = _locale(voice.locale)
    day = _day(moment.date(), voice.locale)
    clock = _time(moment.hour, moment.minute, voice.locale)
    joint = str(locale.datetime_formats["medium"]).replace("'", "")  # CLDR quotes its words
    return _say(joint.format(clock, day), voice)


@cache
def _borrows_halves(name: str) -> bool:
    """Tell whether CLDR's short time says "am" and "pm" in letters that are not the locale's.

    Readers of such languages say the part of the day: morning, noon, evening, night.
    """
    locale = _locale(name)
    halves = locale.day_periods["format"]["abbreviated"]
    written = halves["am"] + halves["pm"]
    return "a" in str(locale.time_formats["short"]) and share(written, script_of_locale(name)) < 1


@lru_cache(maxsize=4096)
def month_words(year: int, month: int, voice: Voice) -> str:
    """Give a month in words: November 2025. Raises ValueError for a month not in 1-12."""
    first = date(year, month, 1)
    return _say(format_skeleton("yMMMM", first, locale=_locale(voice.locale)), voice)


@lru_cache(maxsize=4096)
def number(value: float, voice: Voice) -> str:
    """Give a number grouped as the locale groups it: 12,34,567 in India."""
    return _say(format_decimal(value, locale=_locale(voice.locale)), voice)


def compact_number(value: float, voice: Voice) -> str:
    """Give a large number by its two leading digits and the word for its size: 12 lakh.

    Numbers below a thousand are given whole.
    """
    locale = _locale(voice.locale)
    if abs(value) < FIRST_ROUNDED:
        return number(value, voice)
    rounded = round(value, 2 - len(str(int(abs(value)))))
    for power, pattern in _own_sizes(str(locale)):
        if abs(rounded) >= 10**power:
            return pattern.replace("{}", number(round(rounded / 10**power, 1), voice))
    words = format_compact_decimal(rounded, format_type="long", locale=locale, fraction_digits=1)
    return _say(words, voice)


@cache
def _own_sizes(locale: str) -> tuple[tuple[int, str], ...]:
    """Give our own words for powers of ten in a locale, the largest first."""
    own = ((int(power), words) for where, power, words in rows("speak-compact") if where == locale)
    return tuple(sorted(own, reverse=True))


@cache
def _ordinals(language: str) -> Mapping[str, str]:
    own = {key: words for code, key, words in rows("speak-ordinals") if code == language}
    return MappingProxyType(own)


def ordinal(value: int, voice: Voice) -> str:
    """Give a number's place in a row: 1st, 22nd; the number alone where no words are known.

    Rows of ``speak-ordinals.tsv`` for the number itself win over those of CLDR's categories.
    """
    locale = _locale(voice.locale)
    known = _ordinals(locale.language)
    pattern = known.get(str(value)) or known.get(locale.ordinal_form(value)) or known.get("other")
    return (pattern or "{}").replace("{}", number(value, voice))


def relative(delta_seconds: float, voice: Voice) -> str:
    """Give a moment as seen from now: 2 hours ago, in 3 days.

    delta_seconds: the moment minus now, so the past is negative.
    """
    delta = timedelta(seconds=delta_seconds)
    return _say(format_timedelta(delta, add_direction=True, locale=_locale(voice.locale)), voice)


def join_and(parts: Sequence[str], voice: Voice) -> str:
    """Join names as a sentence does: Instagram, Facebook and Koo."""
    return _join(parts, "standard", voice)


def join_or(parts: Sequence[str], voice: Voice) -> str:
    """Join choices as a sentence does: Spotify or Apple Podcasts."""
    return _join(parts, "or", voice)


def _join(parts: Sequence[str], style: Literal["standard", "or"], voice: Voice) -> str:
    """Join by CLDR's list patterns, or by our own last joint; digits in names stay."""
    locale = _locale(voice.locale)
    own = [words for *key, words in rows("speak-lists") if key == [locale.language, style]]
    if not own or len(parts) < FEWEST_LISTED:
        return format_list(parts, style=style, locale=locale)
    *most, last = parts
    middle = str(locale.list_patterns[style]["middle"])
    head = most[0]
    for part in most[1:]:
        head = middle.format(head, part)
    return own[0].format(head, last)


def machine(moment: datetime) -> str:
    """Give a moment for machines, the same in every language: 2025-11-06T10:30:00+05:30.

    ISO 8601 with seconds and zone. Raises ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone means nothing to a machine: {moment}")
    return moment.isoformat(timespec="seconds")
