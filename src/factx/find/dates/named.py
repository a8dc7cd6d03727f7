"""Days that move from year to year, from the calendars of the `holidays` library."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.tables import Movable

# The part whose holidays are taken where those of a country differ.
_PARTS = {"GB": "ENG"}


def weekend_of(day: date) -> tuple[date, date]:
    """The Saturday and Sunday beside a holiday, and the days between: Saturday to Monday, Thursday to Sunday."""
    number = day.weekday()
    first = day - timedelta(number + 2) if number < 2 else min(day, day + timedelta(5 - number))
    return first, max(day, first + timedelta((6 - first.weekday()) % 7))


def movable_days(rule: Movable, year: int, country: str | None) -> tuple[tuple[date, date], ...]:
    """The first and last day of each time in `year` that `rule` names, in order.

    Args:
        rule: the holiday by country, and how many days from it the time begins and ends.
        year: a calendar year.
        country: ISO 3166 code of the release's country; where the rule has no holiday of it, its first is taken.
    """
    calendar = country if country in rule.holiday else next(iter(rule.holiday))
    first, last = (timedelta(n) for n in rule.days)
    return tuple((day + first, day + last) for day in _days(calendar, rule.holiday[calendar], year))


@cache
def _days(calendar: str, name: str, year: int) -> tuple[date, ...]:
    """The days of a year that a calendar calls `name`; "Monday" is every holiday that is one."""
    import holidays  # noqa: PLC0415 (its calendars are slow to load, and few releases name such a day)

    found = holidays.country_holidays(calendar, subdiv=_PARTS.get(calendar), years=year)
    mondays = name == "Monday"
    return tuple(sorted(d for d, names in found.items() if (not d.weekday() if mondays else name in names.split("; "))))
