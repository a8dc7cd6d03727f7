"""EDTF (ISO 8601-2) as far as releases need it: well-formedness, and the days that a value covers.

Forms: ``2020``, ``199X``, ``2020-01``, ``2020-22`` (21 to 24 seasons, 33 to 36 quarters), ``2020-01-22``,
``2020-01-22T18`` and ``T18:51``, and intervals of two of these with ``..`` for an open end.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from fractions import Fraction

_POINT = r"(?:\d{3}X|\d{4}(?:-(?:0[1-9]|1[0-2]|2[1-4]|3[3-6])|-\d{2}-\d{2}(?:T\d{2}(?::\d{2})?)?)?)"
PATTERN = rf"^(?:{_POINT}|(?:{_POINT}|\.\.)/(?:{_POINT}|\.\.))$"
_WELL_FORMED = re.compile(PATTERN, re.ASCII)
# First month and length of a season (21 spring .. 24 winter: winter carries the year in which it starts).
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


def checked(value: str) -> str:
    """Return `value` unchanged if it is well-formed EDTF and its days exist.

    Raises:
        ValueError: it is not.
    """
    if not _WELL_FORMED.fullmatch(value) or value == "../..":
        raise ValueError(f"edtf: {value!r} is not a date that EDTF knows")
    days(value)
    return value


def days(value: str) -> tuple[date | None, date | None]:
    """The first and last day that an EDTF value covers; None for an open end.

    Raises:
        ValueError: a day of the value is not in the calendar.
    """
    start, slash, end = value.partition("/")
    if not slash:
        return _point(start)
    first = None if start == ".." else _point(start)[0]
    last = None if end == ".." else _point(end)[1]
    return first, last


# How many months or seconds one of each letter of an ISO 8601 duration makes, before and behind its T.
_MONTHS = {"Y": 12, "M": 1}
_SECONDS = {"W": 604800, "D": 86400, "H": 3600, "M": 60, "S": 1}


def length(value: str) -> tuple[Fraction, str]:
    """The length of an ISO 8601 duration, in months where it has only years and months, else in seconds.

    Raises:
        ValueError: it has both months and days, which no calendar makes one number of.
    """
    calendar_part, _, clock = value.removeprefix("P").partition("T")
    days_and_weeks = re.sub(r"[\d.]+[YM]", "", calendar_part)
    months = _sum(calendar_part, "YM", _MONTHS)
    seconds = _sum(days_and_weeks, "WD", _SECONDS) + _sum(clock, "HMS", _SECONDS)
    if months and seconds:
        raise ValueError(f"duration: {value!r} has months and days")
    return (months, "month") if months else (seconds, "second")


def _sum(text: str, letters: str, sizes: dict[str, int]) -> Fraction:
    return sum((Fraction(n) * sizes[letter] for n, letter in re.findall(rf"([\d.]+)([{letters}])", text)), Fraction(0))


def _point(value: str) -> tuple[date, date]:
    day, _, clock = value.partition("T")
    if clock and not re.fullmatch(r"([01]\d|2[0-3])(:[0-5]\d)?", clock):
        raise ValueError(f"calendar: {value!r} has a time that no clock shows")
    try:
        if day.endswith("X"):
            decade = int(day[:3]) * 10
            return date(decade, 1, 1), date(decade + 9, 12, 31)
        year, *rest = (int(part) for part in day.split("-"))
        if not rest:
            return date(year, 1, 1), date(year, 12, 31)
        if len(rest) == 2:
            one = date(year, rest[0], rest[1])
            return one, one
        return _months(year, rest[0])
    except ValueError:
        raise ValueError(f"calendar: {value!r} is not in the calendar") from None


def _months(year: int, code: int) -> tuple[date, date]:
    if code <= 12:
        return date(year, code, 1), month_end(year, code)
    first = _SEASONS[code] if code <= 24 else 3 * (code - 33) + 1
    last_year, last = divmod(first + 2 - 1, 12)
    return date(year, first, 1), month_end(year + last_year, last + 1)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
