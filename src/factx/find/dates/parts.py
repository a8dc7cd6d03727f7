"""What the words of a date say, before anything is known of when they were written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from factx.claims import Part
    from factx.tables import Movable

Unit = Literal["day", "weekend", "week", "month", "season", "year", "financial_year"]
Clock = tuple[int, int | None]
"""Hour, and minute where it is written."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or as much of it as is said; `shift` counts years from publication ("5 March last year").

    `near` is the distance in days from publication that a second naming gives ("yesterday (Monday)" is -1);
    `which` is -1, 0 or 1 for last, this and next before a weekday, or the month of a day ("the 5th of next month");
    2 is "Friday week".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    clock: Clock | None = None
    shift: int | None = None
    near: int | None = None
    which: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month (1 to 12), season (21 to 24) or quarter (33 to 36) of a year; `shift` and `which` as in `Day`."""

    code: int
    year: int | None = None
    part: Part | None = None
    shift: int | None = None
    which: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A time that moves from year to year ("Easter Monday"): its row in dates.toml; `shift` as in `Day`.

    `weekend` widens it to the weekend beside it.
    """

    row: Movable
    year: int | None = None
    shift: int | None = None
    weekend: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year, or a decade (`decade` is true, `year` its first)."""

    year: int
    part: Part | None = None
    decade: bool = False


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """The financial year that opens in `year`; None where the words do not settle which it is."""

    year: int | None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """Months `first` to `last` of a year ("the first half of 2019")."""

    first: int
    last: int
    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """The day, week, month or year `count` units away from publication; `clock` only with a day.

    `exact` is the very day ("a year ago today").
    """

    unit: Unit
    count: int
    clock: Clock | None = None
    part: Part | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """`count` units (negative: behind, positive: ahead) that end or begin at publication; None: from 1 January on."""

    unit: Unit
    count: int | None


@dataclass(frozen=True, slots=True)
class UpTo:
    """`count` units that end with `end` ("the 12 months to May 2021"); negative: that begin with it."""

    unit: Unit
    count: int
    end: Said


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that holds `day`; `edge` is -1 where the week begins with it and 1 where it ends with it."""

    day: Said
    edge: int = 0


@dataclass(frozen=True, slots=True)
class Shifted:
    """An earlier date of the text, moved by `count` units ("the year before"); `clock` only with a day.

    With a `weekday` it is the first such day behind (or, negative, before) the earlier one: "the following Friday".
    `whole` is the calendar year, whatever is moved ("the following year").
    """

    unit: Unit
    count: int
    clock: Clock | None = None
    weekday: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Nth:
    """The `number`th `weekday` of a month (7 is a weekend, counted in its Saturdays); -1 is the last."""

    number: int
    weekday: int
    month: Month


@dataclass(frozen=True, slots=True)
class Same:
    """An earlier period of the text in that `year`, or `shift` years later; neither means the year before it."""

    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """From `start` to `end`; `end` None is open."""

    start: Said
    end: Said | None


@dataclass(frozen=True, slots=True)
class Numeric:
    """A date in figures whose order the text does not show; `dmy` and `mdy` are its two readings."""

    dmy: Day
    mdy: Day


Said: TypeAlias = (
    Day
    | Month
    | Named
    | Year
    | FinancialYear
    | Months
    | Offset
    | Stretch
    | UpTo
    | WeekOf
    | Shifted
    | Nth
    | Same
    | Range
    | Numeric
)


def share(start: Said, end: Said) -> Said:
    """`start` with what only `end` says of both: "4 and 5 May 2021", "April to June 2021"."""
    if isinstance(start, Day) and isinstance(end, Day):
        if start.day is not None and start.month is None:
            start = replace(start, month=end.month)
        if start.month is not None and start.year is None and start.shift is None:
            year = end.year
            if year is not None and end.month is not None and end.day is not None:
                year -= (start.month, start.day or 1) > (end.month, end.day) and start.month != end.month
            return replace(start, year=year, shift=end.shift)
        return start
    if isinstance(start, Day | Month) and isinstance(end, Month) and start.year is None and end.year is not None:
        month = start.month if isinstance(start, Day) else start.code
        same_kind = month is not None and (month > 12) == (end.code > 12)
        if same_kind and month is not None:
            return replace(start, year=end.year - (month > end.code))
    if isinstance(start, Month) and isinstance(end, Day) and start.code <= 12:
        named = start.year is None and end.month is not None
        if named and end.year is not None:
            return replace(start, year=end.year - (start.code > (end.month or 0)))
    if isinstance(start, Month) and isinstance(end, Month) and start.year is None and start.shift is None:
        return replace(start, shift=end.shift)
    return start


def carry(start: Said, end: Said) -> Said:
    """`end` with the year that only `start` says ("December 2020 to January")."""
    if (
        isinstance(start, Day)
        and isinstance(end, Day)
        and start.year is not None
        and end.year is None
        and start.month is not None
        and end.month is not None
    ):
        return replace(end, year=start.year + ((end.month, end.day or 0) < (start.month, start.day or 0)))
    if isinstance(start, Month) and isinstance(end, Month) and start.year is not None and end.year is None:
        return replace(end, year=start.year + (end.code < start.code))
    return end


def as_before(start: Said, end: Said) -> Said:
    """`end` with what `start` says of both: "last Thursday and Friday", "December 2020 and January"."""
    if (
        isinstance(start, Month)
        and isinstance(end, Month)
        and end == Month(end.code)
        and max(start.code, end.code) <= 12
    ):
        return carry(start, end)
    bare = isinstance(end, Day) and end == Day(weekday=end.weekday)
    if isinstance(start, Day) and isinstance(end, Day) and bare:
        return replace(end, which=start.which)
    return end
