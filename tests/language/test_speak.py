"""Dates, numbers, ordinals and lists in words."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import speak
from generator.language.speak import Voice

ENGLISH = Voice("en-IN")
HINDI = Voice("hi-IN")
DEVANAGARI = Voice("hi-IN", "deva")
MOMENT = datetime(2025, 11, 6, 10, 30, tzinfo=ZoneInfo("Asia/Kolkata"))


def test_dates_in_words() -> None:
    assert speak.date_words(MOMENT, ENGLISH) == "6 November 2025"
    assert speak.date_words(MOMENT, HINDI) == "6 नवंबर 2025"
    assert speak.date_words(MOMENT, DEVANAGARI) == "६ नवंबर २०२५"
    assert speak.weekday_date_words(MOMENT, ENGLISH) == "Thursday, 6 November 2025"
    assert speak.weekday_date_words(MOMENT, HINDI) == "गुरुवार, 6 नवंबर 2025"
    assert speak.date_time_words(MOMENT, ENGLISH) == "6 November 2025, 10:30 am"
    assert speak.date_time_words(MOMENT, HINDI) == "6 नवंबर 2025, सुबह 10:30"
    assert speak.month_words(2025, 11, ENGLISH) == "November 2025"
    assert speak.month_words(2025, 11, HINDI) == "नवंबर 2025"


def test_the_time_of_day_is_told_in_the_languages_own_letters() -> None:
    said = {hour: speak.date_time_words(MOMENT.replace(hour=hour), HINDI) for hour in (1, 13, 18)}
    day = "6 नवंबर 2025"
    assert said == {1: f"{day}, रात 1:30", 13: f"{day}, दोपहर 1:30", 18: f"{day}, शाम 6:30"}
    assert speak.date_time_words(MOMENT, DEVANAGARI) == "६ नवंबर २०२५, सुबह १०:३०"
    assert speak.date_time_words(MOMENT, Voice("mr-IN")) == "6 नोव्हेंबर, 2025, सकाळ 10:30"
    assert speak.date_time_words(MOMENT, Voice("de-DE")) == "6. November 2025, 10:30"


def test_the_day_is_that_of_the_moments_own_zone() -> None:
    late = datetime(2025, 11, 5, 20, 0, tzinfo=UTC)
    assert speak.date_words(late, ENGLISH) == "5 November 2025"
    there = late.astimezone(ZoneInfo("Asia/Kolkata"))
    assert speak.date_words(there, HINDI) == "6 नवंबर 2025"
    assert speak.date_time_words(there, ENGLISH) == "6 November 2025, 1:30 am"


def test_numbers_are_grouped_in_lakhs_and_crores() -> None:
    assert speak.number(1234567, ENGLISH) == "12,34,567"
    assert speak.number(1234567, HINDI) == "12,34,567"
    assert speak.number(1234567, DEVANAGARI) == "१२,३४,५६७"
    assert speak.number(1234567, Voice("en-US")) == "1,234,567"


@pytest.mark.parametrize(
    ("value", "english", "hindi"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1234, "1.2 thousand", "1.2 हज़ार"),
        (99_999, "1 lakh", "1 लाख"),
        (150_000, "1.5 lakh", "1.5 लाख"),
        (1_234_567, "12 lakh", "12 लाख"),
        (9_999_999, "1 crore", "1 करोड़"),
        (-1_234_567, "-12 lakh", "-12 लाख"),
        (10**10, "1,000 crore", "10 अरब"),
    ],
)
def test_compact_numbers(value: int, english: str, hindi: str) -> None:
    assert speak.compact_number(value, ENGLISH) == english
    assert speak.compact_number(value, HINDI) == hindi


def test_ordinals_come_from_the_table() -> None:
    hindi = [speak.ordinal(place, HINDI) for place in (1, 2, 3, 4, 5, 6, 7, 22)]
    assert hindi == ["पहला", "दूसरा", "तीसरा", "चौथा", "पाँचवाँ", "छठा", "7वाँ", "22वाँ"]
    assert speak.ordinal(22, DEVANAGARI) == "२२वाँ"
    english = [speak.ordinal(place, ENGLISH) for place in (1, 2, 3, 4, 11, 22, 113)]
    assert english == ["1st", "2nd", "3rd", "4th", "11th", "22nd", "113th"]
    assert speak.ordinal(3, Voice("ta-IN")) == "3"


def test_relative_time_looks_both_ways() -> None:
    assert speak.relative(-7200, HINDI) == "2 घंटे पहले"
    assert speak.relative(-7200, ENGLISH) == "2 hours ago"
    assert speak.relative(7200, ENGLISH) == "in 2 hours"
    assert speak.relative(-7200, DEVANAGARI) == "२ घंटे पहले"


def test_lists_read_like_sentences() -> None:
    names = ["Instagram", "Facebook", "Koo"]
    assert speak.join_and(names, ENGLISH) == "Instagram, Facebook and Koo"
    assert speak.join_and(names, HINDI) == "Instagram, Facebook और Koo"
    assert speak.join_and(["{a}", "{b}", "{c}", "{d}"], HINDI) == "{a}, {b}, {c} और {d}"
    assert speak.join_and(names[:2], HINDI) == "Instagram और Facebook"
    assert speak.join_and(names[:1], HINDI) == "Instagram"
    assert speak.join_and([], HINDI) == ""
    assert speak.join_or(["Spotify", "Apple Podcasts"], HINDI) == "Spotify या Apple Podcasts"
    assert speak.join_or(["Spotify", "Apple Podcasts"], ENGLISH) == "Spotify or Apple Podcasts"


def test_digits_follow_the_numbering_system() -> None:
    assert speak.digits("2025 में 5G", DEVANAGARI) == "२०२५ में ५G"
    assert speak.digits("2025", HINDI) == "2025"
    assert speak.digits("2025", Voice("ar-EG", "arab")) == "٢٠٢٥"
    assert speak.known_numerals("deva")
    assert not speak.known_numerals("roman")
    with pytest.raises(ValueError, match="unknown numerals 'roman'"):
        speak.digits("1", Voice("en-IN", "roman"))


def test_an_unknown_locale_is_refused_by_name() -> None:
    assert speak.known_locale("hi-IN")
    assert speak.known_locale("ur")
    assert not speak.known_locale("zz-ZZ")
    assert not speak.known_locale("")
    with pytest.raises(ValueError, match="unknown locale 'zz-ZZ'"):
        speak.date_words(MOMENT, Voice("zz-ZZ"))


def test_machine_dates_need_a_zone() -> None:
    assert speak.machine(MOMENT) == "2025-11-06T10:30:00+05:30"
    assert speak.machine(datetime(2025, 1, 2, 3, 4, 5, 678, tzinfo=UTC)) == (
        "2025-01-02T03:04:05+00:00"
    )
    with pytest.raises(ValueError, match="without a time zone"):
        speak.machine(MOMENT.replace(tzinfo=None))


@given(
    st.datetimes(
        min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis wants bounds without a zone
        timezones=st.just(timezone(timedelta(hours=5, minutes=30))),
    ),
)
def test_machine_dates_are_read_back(moment: datetime) -> None:
    assert datetime.fromisoformat(speak.machine(moment)) == moment.replace(microsecond=0)


@given(st.integers(-(10**15), 10**15))
def test_grouping_changes_no_digit(value: int) -> None:
    assert int(speak.number(value, HINDI).replace(",", "")) == value
    assert speak.number(value, DEVANAGARI) == speak.digits(speak.number(value, HINDI), DEVANAGARI)
