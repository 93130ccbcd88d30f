"""Dates: what is accepted, what is refused, and what is suggested instead."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.stages.moments import MomentError, parse_moment

INDIA = ZoneInfo("Asia/Kolkata")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-14", datetime(2026, 11, 14, tzinfo=INDIA)),
        ("2026-11-14T09:30", datetime(2026, 11, 14, 9, 30, tzinfo=INDIA)),
        ("2026-11-14 09:30", datetime(2026, 11, 14, 9, 30, tzinfo=INDIA)),
        ("2026-11-14 09:30:59", datetime(2026, 11, 14, 9, 30, 59, tzinfo=INDIA)),
        ("2026-11-14T09:30:00.250Z", datetime(2026, 11, 14, 9, 30, 0, 250_000, tzinfo=UTC)),
        ("2026-11-14t09:30z", datetime(2026, 11, 14, 9, 30, tzinfo=UTC)),
        ("2026-11-14T15:00+05:30", datetime(2026, 11, 14, 9, 30, tzinfo=UTC)),
        ("2026-11-14 15:00 +0530", datetime(2026, 11, 14, 9, 30, tzinfo=UTC)),
        ("2026-11-14T04:30-05", datetime(2026, 11, 14, 9, 30, tzinfo=UTC)),
        (" 2024-02-29 ", datetime(2024, 2, 29, tzinfo=INDIA)),
    ],
)
def test_iso_8601_is_read(text: str, moment: datetime) -> None:
    assert parse_moment(text, "Asia/Kolkata") == moment


@pytest.mark.parametrize(
    ("text", "reason", "number"),
    [
        ("2024-13-45", "month", "13"),
        ("2024-00-10", "month", "00"),
        ("2025-02-29", "day", "29"),
        ("2026-04-31", "day", "31"),
        ("2026-01-00", "day", "00"),
        ("0000-01-01", "year", "0000"),
        ("0001-01-01", "year", "0001"),
        ("9999-12-31T23:59-23:00", "year", "9999"),
        ("2026-01-01T24:00", "hour", "24"),
        ("2026-01-01T09:60", "minute", "60"),
        ("2026-01-01T09:30:60", "second", "60"),
        ("2026-01-01T09:30+24:00", "offset", "+24:00"),
        ("2026-01-01T09:30+05:75", "offset", "+05:75"),
    ],
)
def test_impossible_parts_are_named(text: str, reason: str, number: str) -> None:
    with pytest.raises(MomentError) as refusal:
        parse_moment(text, "Asia/Kolkata")
    assert (refusal.value.reason, refusal.value.number) == (reason, number)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("14/11/2026", "2026-11-14"),
        ("14.11.2026", "2026-11-14"),
        ("2026/11/14", "2026-11-14"),
        ("2026-1-4", "2026-01-04"),
        ("2026-1-4 9:30", "2026-01-04 09:30"),
        ("१४-११-२०२६", "2026-11-14"),
        ("२०२६-११-१४ ०९:३०", "2026-11-14 09:30"),
        ("11/14/2026", ""),
        ("31/02/2026", ""),
        ("14/11/26", ""),
        ("14 November 2026", ""),
        ("yesterday", ""),
        ("", ""),
        ("2026", ""),
        ("2026-11-14T", ""),
        ("2026-11-14T9", ""),
        ("2026-11-14T09:30 IST", ""),
    ],
)
def test_other_forms_are_answered_with_the_right_one(text: str, suggestion: str) -> None:
    with pytest.raises(MomentError) as refusal:
        parse_moment(text, "Asia/Kolkata")
    assert (refusal.value.reason, refusal.value.suggestion) == ("form", suggestion)


ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES)  # noqa: DTZ001 - the strategy adds zones


@given(MOMENTS)
def test_what_python_writes_is_read_back(moment: datetime) -> None:
    assert parse_moment(moment.isoformat(), "UTC") == moment


@given(st.text(st.sampled_from("0123456789-:T Z+./०९"), max_size=26))
def test_any_text_is_a_moment_with_a_zone_or_a_refusal(text: str) -> None:
    suggestion = text
    try:
        parse_moment(text, "Asia/Kolkata")
    except MomentError as error:
        suggestion = error.suggestion
    assert not suggestion or parse_moment(suggestion, "Asia/Kolkata").utcoffset() is not None
