"""Dates as editors write them: ISO 8601, read strictly, with a kind word where it is not.

A date without a zone is meant in the newsroom's own. Impossible dates are refused by the
part that is impossible; other common forms are refused with the right one to paste.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

_FORM = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:[Tt ][ ]*(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"[ ]?(?P<zone>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_NEARLY = re.compile(
    r"(?P<first>\d{1,4})[-/.\s](?P<month>\d{1,2})[-/.\s](?P<last>\d{1,4})(?P<clock>[T\s].*)?"
)
_LAST = {"month": 12, "hour": 23, "minute": 59, "second": 59}
_YEAR_DIGITS = 4
_LAST_OFFSET_HOUR = 23
_LAST_MONTH = 12


class MomentError(ValueError):
    """No date. reason: "form" or the impossible part; number: as written; suggestion or ""."""

    def __init__(self, reason: str, number: str = "", suggestion: str = "") -> None:
        super().__init__(reason, number, suggestion)
        self.reason = reason
        self.number = number
        self.suggestion = suggestion


def parse_moment(text: str, zone: str) -> datetime:
    """Read a date, or a date and time, of ISO 8601; aware, in `zone` where it names none.

    Accepted: 2026-11-14, 2026-11-14T09:00 (or a blank for T), seconds and fractions of them,
    then Z or an offset such as +05:30. Raises MomentError; `zone` must be known.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise MomentError("form", suggestion=_nearest(text.strip()))
    parts = {name: found[name] or "0" for name in ("hour", "minute", "second")}
    parts |= {name: found[name] for name in ("year", "month", "day")}
    for name, last in _LAST.items():
        if int(parts[name]) > last:
            raise MomentError(name, parts[name])
    for name in ("year", "month", "day"):
        if not int(parts[name]):
            raise MomentError(name, parts[name])
    numbers = {name: int(value) for name, value in parts.items()}
    fraction = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    tzinfo = _zone(found["zone"], zone)
    try:
        moment = datetime(**numbers, microsecond=fraction, tzinfo=tzinfo)
    except ValueError:
        raise MomentError("day", parts["day"]) from None
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise MomentError("year", parts["year"]) from None
    return moment


def _zone(written: str | None, default: str) -> ZoneInfo | timezone:
    if not written:
        return ZoneInfo(default)
    if written in "Zz":
        return UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > _LAST_OFFSET_HOUR or minutes > _LAST["minute"]:
        raise MomentError("offset", written)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if written[0] == "-" else offset)


def _nearest(text: str) -> str:
    """Write a date of another common form (day first, any digits) as ISO 8601; "" if unsure."""
    found = _NEARLY.fullmatch(text)
    if found is None:
        return ""
    first, last = found["first"], found["last"]
    year, day = (first, last) if len(first) == _YEAR_DIGITS else (last, first)
    month = int(found["month"])
    if len(year) != _YEAR_DIGITS or len(day) == _YEAR_DIGITS or month > _LAST_MONTH:
        return ""
    clock = "".join(str(int(one)) if one.isdecimal() else one for one in found["clock"] or "")
    clock = re.sub(r"(?<![0-9:.])([0-9]):", r"0\1:", clock)
    candidate = f"{int(year):04}-{month:02}-{int(day):02}{clock}"
    if not _FORM.fullmatch(candidate):
        return ""
    try:
        parse_moment(candidate, "UTC")
    except MomentError:
        return ""
    return candidate
