"""From the words of a date to the days that they mean: EDTF value, first and last day, granularity.

Pure arithmetic on dates. `factx.find.dates` reads the words into one of the classes of `parts`; `resolve` settles
what they leave out (year, month, the whole day) from a `Frame`: the publication date, the direction in which the
sentence looks, and the earlier dates of the text.
"""

from __future__ import annotations

import calendar
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from factx import edtf
from factx.find.dates.named import movable_days, weekend_of
from factx.find.dates.parts import (
    Day,
    FinancialYear,
    Month,
    Months,
    Named,
    Nth,
    Numeric,
    Offset,
    Range,
    Said,
    Same,
    Shifted,
    Stretch,
    UpTo,
    WeekOf,
    Year,
    carry,
    share,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factx.claims import Granularity, Part, Resolved
    from factx.find.dates.parts import Clock, Unit

# Years around publication among which a day without a year is sought; eight hold a 29 February, even across 1900.
_NEAR_YEARS = range(-8, 9)
_FAR, _RECENT = timedelta(270), timedelta(95)
# So far the publication date may be off: it is often that of an upload.
LATE = timedelta(31)
# A day so close to one that the text has just told of belongs to the same story.
_STORY = timedelta(10)
_GRANULARITY: dict[int, Granularity] = {4: "year", 7: "month", 10: "day", 13: "hour", 16: "minute"}
_SATURDAY, _WEEKEND = 5, 7
_MONTHS: dict[str, int] = {"month": 1, "season": 3, "year": 12, "financial_year": 12}
_RANK: dict[Resolved | None, int] = {None: 0, "explicit": 1, "context": 2, "published": 3}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a date is read against.

    `ahead` says that the words look ahead. `period` and `day` are the earlier dates of the text that "the year before"
    and "the next day" go back to; `year` the year that an earlier date just named; `told` the days, year and all, of
    which the text has just told, the last first; `dated` all days that it gives with their year, in order; `named` the
    last day that the story names on the weekday that is said; `years` all years that the text names.

    `opens` is the month in which the country's financial year opens; None where countrymen differ. `country` is its
    ISO 3166 code.
    """

    published: date | None
    ahead: bool = False
    period: Reading | None = None
    day: Reading | None = None
    year: int | None = None
    told: tuple[date, ...] = ()
    dated: tuple[date, ...] = ()
    named: date | None = None
    years: tuple[int, ...] = ()
    opens: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The fields of `factx.claims.Date`, but for those that every claim has."""

    value: str | None
    first: date | None = None
    last: date | None = None
    granularity: Granularity | None = None
    part: Part | None = None
    resolved: Resolved | None = None
    readings: tuple[str, ...] = ()
    reason: str | None = None


_NO_REFERENCE = Reading(None, reason="no_reference_date")
_NO_ANTECEDENT = Reading(None, reason="no_antecedent")


def resolve(said: Said, frame: Frame) -> Reading:
    """The days that `said` means in `frame`.

    A day that no calendar has keeps its value ("2023-02-29") and lacks `first` and `last`: validation then says so. A
    date that would fall outside the years 1 to 9999 is unresolved, with reason "out_of_range".
    """
    try:
        return _resolve(said, frame)
    except (OverflowError, ValueError):
        return Reading(None, reason="out_of_range")


def _resolve(said: Said, frame: Frame) -> Reading:
    match said:
        case Day():
            return _day(said, frame)
        case Month():
            return _month(said, frame)
        case Named():
            return _named(said, frame)
        case Year(year, part, decade):
            value = f"{year // 10:03}X" if decade else f"{year:04}"
            return _reading(value, "explicit", part)
        case FinancialYear(year, part):
            return _financial_year(year, part, frame, "explicit")
        case Months():
            return _months_of(said, frame)
        case Offset():
            return _offset(said, frame)
        case Stretch():
            return _stretch(said, frame)
        case UpTo():
            return _up_to(said, frame)
        case WeekOf(day, edge):
            return _week_of(_resolve(day, frame), edge)
        case Shifted():
            return _shifted(said, frame)
        case Nth():
            return _nth(said, frame)
        case Same():
            return _same(said, frame)
        case Range(start, end):
            return _open(_resolve(start, frame)) if end is None else _range(start, end, frame)
        case Numeric(dmy, mdy):
            values = tuple(r.value for r in (_day(dmy, frame), _day(mdy, frame)) if r.value is not None)
            return Reading(None, granularity="day", readings=values, reason="ambiguous_order")


def _reading(
    value: str, resolved: Resolved | None, part: Part | None = None, granularity: Granularity | None = None
) -> Reading:
    """The reading of a settled EDTF value; `part` narrows its days to a third."""
    try:
        first, last = edtf.days(edtf.checked(value))
    except ValueError as error:
        if not str(error).startswith("calendar"):
            raise  # (a year that EDTF cannot write)
        first = last = None
    if granularity is None:
        granularity = None if value.endswith("X") else "range" if "/" in value else _granularity(value)
    if part and first and last:
        first, last = _third(first, last, part)
    return Reading(value, first, last, granularity, part, resolved)


def _granularity(value: str) -> Granularity:
    if len(value) == 7 and value[5:] > "12":
        return "season" if value[5] == "2" else "quarter"
    return _GRANULARITY[len(value)]


def _third(first: date, last: date, part: Part) -> tuple[date, date]:
    """The third of [first, last] that `part` names: in months where they divide, else in days."""
    days = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    number = ("early", "mid", "late").index(part)
    if first.day == 1 and months % 3 == 0:
        opens, closes = add_months(first, number * months // 3), add_months(first, (number + 1) * months // 3)
    else:
        opens, closes = (first + timedelta(days * n // 3) for n in (number, number + 1))
    return opens, closes - timedelta(1)


def add_months(day: date, count: int) -> date:
    """`day`, `count` months later (or earlier); the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _clock(clock: Clock | None) -> str:
    if clock is None:
        return ""
    hour, minute = clock
    return f"T{hour:02}" + ("" if minute is None else f":{minute:02}")


# ---------------------------------------------------------------------------------------------------- day and month


def _day(said: Day, frame: Frame) -> Reading:
    clock = _clock(said.clock)
    if said.month is None or said.day is None:
        if frame.named is not None and said == Day(weekday=said.weekday, clock=said.clock) and not frame.ahead:
            return _reading(frame.named.isoformat() + clock, "context")
        found = _by_weekday(said, frame)
        return _reading(found.isoformat() + clock, "published") if found else _NO_REFERENCE
    if said.year is not None:
        return _reading(f"{said.year:04}-{said.month:02}-{said.day:02}" + clock, "explicit")
    year, resolved = _year_of(said, frame)
    if year is None:
        return _NO_REFERENCE
    return _reading(f"{year:04}-{said.month:02}-{said.day:02}" + clock, resolved)


def _year_of(said: Day | Month, frame: Frame) -> tuple[int | None, Resolved | None]:
    """The year of a day or month that is said without one."""
    if frame.published is None:
        year = frame.year or _by_named_year(said, frame)
        return (year, "context") if year is not None and said.shift is None else (None, None)
    if said.shift is not None:
        return frame.published.year + said.shift, "published"
    if isinstance(said, Month) and frame.year is not None:
        return frame.year, "context"
    weekday, near = (None, None) if isinstance(said, Month) else (said.weekday, said.near)
    expected = None if near is None else frame.published + timedelta(near)
    year = _pick(lambda year: _covers(said, year), weekday, frame, expected)
    span = None if year is None else _covers(said, year)
    # (what is news on the day of publication is not of the story told)
    if (span is None or frame.published - span[0] > LATE) and (told := _told(said, frame)) is not None:
        return told, "context"
    contradicted = span is not None and weekday is not None and span[0].weekday() != weekday
    if contradicted and near is None and (named := _by_named_year(said, frame)) is not None:
        return named, "context"
    return year, "published"


def _by_named_year(said: Day | Month, frame: Frame) -> int | None:
    """The one of the years that the text names in which the day falls on the weekday beside it."""
    if isinstance(said, Month) or said.weekday is None:
        return None
    latest = date.max.year if frame.ahead or frame.published is None else frame.published.year
    spans = [span for year in frame.years if year <= latest and (span := _covers(said, year))]
    fits = [span[0].year for span in spans if span[0].weekday() == said.weekday]
    return fits[0] if len(fits) == 1 else None


def _told(said: Day | Month, frame: Frame) -> int | None:
    """The year of a day just told of ("on 22 June 2021 … on 23 June"), for what is close to it and not to come."""
    if frame.ahead or (isinstance(said, Day) and said.near is not None):
        return None
    if isinstance(said, Month):
        return next((day.year for day in frame.told if day.month == said.code), None)

    def covers(year: int) -> list[tuple[date, date]]:
        span = _covers(said, year)
        return [span] if span and said.weekday in {None, span[0].weekday()} else []

    span = _of_story(covers, frame)
    return span[0].year if span else None


def _of_story(covers: Callable[[int], Iterable[tuple[date, date]]], frame: Frame) -> tuple[date, date] | None:
    """The span close to a day just told of, else the one beside a day that the text gives in full."""
    for day in frame.told:
        for span in chain.from_iterable(covers(day.year + n) for n in (0, 1, -1)):
            if abs(span[0] - day) <= _STORY:
                return span
    for span in chain.from_iterable(covers(year + n) for year in frame.years for n in (0, 1, -1)):
        beside = bisect_left(frame.dated, span[0] - timedelta(1))
        if beside < len(frame.dated) and frame.dated[beside] <= span[0] + timedelta(1):
            return span
    return None


def _covers(said: Day | Month, year: int) -> tuple[date, date] | None:
    """The days of `said` in that year, or None if it has no such day."""
    try:
        if isinstance(said, Day):
            day = date(year, said.month or 0, said.day or 0)
            return day, day
        first, last = edtf.days(f"{year:04}-{said.code:02}")
    except ValueError:
        return None
    return (first, last) if first and last else None


def _pick(
    covers: Callable[[int], tuple[date, date] | None], weekday: int | None, frame: Frame, near: date | None = None
) -> int | None:
    """The year that a date without one means.

    The first on or after publication where the words look ahead, else the last on or before it, unless only another
    one close by agrees with the weekday.
    """
    published = frame.published
    if published is None:
        return None
    spans = {y: s for n in _NEAR_YEARS if 1 <= (y := published.year + n) < 9999 and (s := covers(y))}
    if not spans:
        return published.year
    by_distance = sorted(spans, key=lambda y: (abs((spans[y][0] - (near or published)).days), y))
    if near is not None:
        return by_distance[0]
    behind = next((y for y in reversed(spans) if spans[y][0] <= published), by_distance[0])
    ahead = next((y for y, (_, last) in spans.items() if last >= published), by_distance[0])
    # Nobody announces the day that has just gone by as the one in a year.
    just_gone = spans[ahead][0] - published > _FAR and published - spans[behind][1] < _RECENT
    looks_ahead = frame.ahead and not just_gone
    default = ahead if looks_ahead else behind
    if weekday is None or spans[default][0].weekday() == weekday:
        return default
    for year in by_distance:
        first, last = spans[year]
        fits = last >= published - LATE if looks_ahead else first <= published + LATE
        if abs(year - published.year) <= 2 and first.weekday() == weekday and fits:
            return year
    return default


def _by_weekday(said: Day, frame: Frame) -> date | None:
    """The day that a bare weekday means, a weekday with the day of an unnamed month, or "the 5th of this month"."""
    published, weekday = frame.published, said.weekday
    if published is not None and weekday is None and said.day is not None and said.which is not None:
        return add_months(published.replace(day=1), said.which).replace(day=said.day)
    if published is None or weekday is None:
        return None
    if said.day is not None:
        behind, ahead = range(0, -62, -1), range(62)
        order = (*ahead, *behind) if frame.ahead else (*behind, *ahead)
        days = (published + timedelta(n) for n in order)
        return next((d for d in days if d.day == said.day and d.weekday() == weekday), None)
    if said.near is not None:
        frame = replace(frame, ahead=said.near > 0)
    monday = published - timedelta(published.weekday())
    match said.which:
        case 2:  # the one a week after the next
            return published + timedelta((weekday - published.weekday() - 1) % 7 + 8)
        case 1:  # the Tuesday of next week
            return monday + timedelta(7 + weekday)
        case 0 if weekday >= published.weekday():
            return monday + timedelta(weekday)
        case -2:  # the one before that
            return published - timedelta((published.weekday() - weekday - 2) % 7 + 9)
        case -1:  # the most recent one before yesterday, which has a name
            return published - timedelta((published.weekday() - weekday - 2) % 7 + 2)
    if frame.ahead:
        return published + timedelta((weekday - published.weekday()) % 7)
    return published - timedelta((published.weekday() - weekday) % 7)


def _nth(said: Nth, frame: Frame) -> Reading:
    month = _month(said.month, frame)
    if month.first is None or month.last is None:
        return month
    weekday = _SATURDAY if said.weekday == _WEEKEND else said.weekday
    day = month.first + timedelta((weekday - month.first.weekday()) % 7 + 7 * (said.number - 1))
    if said.number < 0:
        day = month.last - timedelta((month.last.weekday() - weekday) % 7)
    if said.weekday == _WEEKEND:
        return _reading(f"{day}/{day + timedelta(1)}", month.resolved, granularity="weekend")
    return _reading(day.isoformat(), month.resolved)


def _month(said: Month, frame: Frame) -> Reading:
    if said.year is not None:
        return _reading(f"{said.year:04}-{said.code:02}", "explicit", said.part)
    if said.which is not None:
        year = None if frame.published is None else _which_year(said, frame.published)
        resolved: Resolved | None = "published"
    else:
        year, resolved = _year_of(said, frame)
    return _NO_REFERENCE if year is None else _reading(f"{year:04}-{said.code:02}", resolved, said.part)


def _which_year(said: Month, published: date) -> int:
    """The year of "last autumn" (the last that is over), "next April" (not begun), "this summer" (nearest to now)."""
    years = range(max(published.year - 2, 1), min(published.year + 3, 9999))
    spans = {y: s for y in years if (s := _covers(said, y))}
    if said.which == -1:
        return max(y for y, (_, last) in spans.items() if last < published)
    if said.which == 1:
        return min(y for y, (first, _) in spans.items() if first > published)
    running = [y for y, (first, last) in spans.items() if first <= published <= last]
    return running[0] if running else published.year


def _named(said: Named, frame: Frame) -> Reading:
    published = frame.published
    if said.year is None and published is None:
        return _NO_REFERENCE
    resolved: Resolved = "explicit" if said.year else "published"
    if said.year is not None or said.shift is not None or published is None:
        year = said.year or (published.year if published else 0) + (said.shift or 0)
        spans = movable_days(said.row, year, frame.country)
    else:
        years = range(max(published.year - 1, 1), min(published.year + 2, 9999))
        known = [span for year in years for span in movable_days(said.row, year, frame.country)]
        behind, ahead = [s for s in known if s[0] <= published][-1:], [s for s in known if s[1] >= published][:1]
        spans = tuple(ahead if frame.ahead else behind)
        recent = bool(spans) and published - spans[0][0] <= LATE
        if not (frame.ahead or recent):
            told = _of_story(lambda year: movable_days(said.row, year, frame.country), frame)
            spans, resolved = ((told,), "context") if told else (spans, resolved)
    if len(spans) != 1:  # (a year has several bank holiday weekends)
        return Reading(None, reason="unknown_holiday")
    first, last = weekend_of(spans[0][0]) if said.weekend else spans[0]
    if first == last:
        return _reading(first.isoformat(), resolved)
    return _reading(f"{first}/{last}", resolved, granularity="weekend")


# --------------------------------------------------------------------------------------------------------- periods


def _financial_year(year: int | None, part: Part | None, frame: Frame, resolved: Resolved) -> Reading:
    if year is None or frame.opens is None:
        return Reading(None, granularity="financial_year", reason="unknown_financial_year")
    first = date(year, frame.opens, 1)
    last = add_months(first, 12) - timedelta(1)
    return _reading(f"{first}/{last}", resolved, part, "financial_year")


def _months_of(said: Months, frame: Frame) -> Reading:
    year = said.year
    if year is None:
        if frame.published is None:
            return _NO_REFERENCE
        year = frame.published.year + (said.shift or 0)
    return _reading(f"{year:04}-{said.first:02}/{year:04}-{said.last:02}", "explicit" if said.year else "published")


def _offset(said: Offset, frame: Frame) -> Reading:
    published = frame.published
    if published is None:
        return _NO_REFERENCE
    monday = published - timedelta(published.weekday())
    if said.exact:
        return _reading(_moved_by(published, said.unit, said.count).isoformat(), "published")
    match said.unit:
        case "day":
            value = (published + timedelta(said.count)).isoformat() + _clock(said.clock)
            return _reading(value, "published")
        case "week":
            first = monday + timedelta(7 * said.count)
            return _reading(f"{first}/{first + timedelta(6)}", "published", granularity="week")
        case "weekend":
            first = monday + timedelta(7 * said.count + 5)
            if said.count == 0 and not frame.ahead and first > published:
                first -= timedelta(7)
            return _reading(f"{first}/{first + timedelta(1)}", "published", granularity="weekend")
        case "financial_year":
            opens = frame.opens
            year = None if opens is None else published.year - (published.month < opens) + said.count
            return _financial_year(year, said.part, frame, "published")
        case "year":
            return _reading(f"{published.year + said.count:04}", "published", said.part)
        case unit:
            month = add_months(published.replace(day=1), _MONTHS[unit] * said.count)
            return _reading(month.isoformat()[:7], "published", said.part)


def _moved_by(day: date, unit: Unit, count: int) -> date:
    """The day `count` units from `day`."""
    if unit in _MONTHS:
        return add_months(day, count * _MONTHS[unit])
    return day + timedelta(count * (7 if unit == "week" else 1))


def _back(last: date, unit: Unit, count: int) -> date:
    """The first day of `count` units that end on `last`."""
    if unit in _MONTHS:
        return add_months(last + timedelta(1), -count * _MONTHS[unit])
    return last + timedelta(1 - count * (7 if unit == "week" else 1))


def _on(first: date, unit: Unit, count: int) -> date:
    """The last day of `count` units that begin on `first`."""
    return _moved_by(first, unit, count) - timedelta(1)


def _stretch(said: Stretch, frame: Frame) -> Reading:
    published = frame.published
    if published is None:
        return _NO_REFERENCE
    if said.count is None:
        first, last = published.replace(month=1, day=1), published
    elif said.count < 0:
        first, last = _back(published, said.unit, -said.count), published
    else:
        first = published
        last = _moved_by(published, said.unit, said.count)
    return _reading(f"{first}/{last}", "published")


def _up_to(said: UpTo, frame: Frame) -> Reading:
    end = _resolve(said.end, frame)
    if end.value is None or end.last is None:
        return replace(end, granularity=None, part=None)
    first, last = edtf.days(end.value)
    if said.count < 0 and first is not None:
        return _reading(f"{first}/{_on(first, said.unit, -said.count)}", end.resolved)
    last = last or end.last
    first = _back(last, said.unit, said.count)
    financial = frame.opens is not None and (first.month, first.day) == (frame.opens, 1) != (1, 1)
    whole = financial and add_months(first, 12) == last + timedelta(1)
    return _reading(f"{first}/{last}", end.resolved, granularity="financial_year" if whole else "range")


def _week_of(day: Reading, edge: int) -> Reading:
    if day.value is None or day.first is None or day.first != day.last:
        return replace(day, granularity=None) if day.value is None else Reading(None, reason="no_reference_date")
    back = {-1: 0, 0: day.first.weekday(), 1: 6}[edge]
    first = day.first - timedelta(back)
    return _reading(f"{first}/{first + timedelta(6)}", day.resolved, granularity="week")


# --------------------------------------------------------------------------------------------------------- context


def _shifted(said: Shifted, frame: Frame) -> Reading:
    """The earlier date that the words go back to, `count` units on."""
    if said.unit in {"day", "weekend"}:
        if frame.day is None or frame.day.first is None:
            return _NO_ANTECEDENT if frame.day is None else _NO_REFERENCE
        days = said.count
        if said.weekday is not None:
            days = said.count * (((said.weekday - frame.day.first.weekday()) * said.count - 1) % 7 + 1)
        return _reading((frame.day.first + timedelta(days)).isoformat() + _clock(said.clock), "context")
    if said.count == 0 and said.unit in {"month", "year"}:
        return _within(frame.day or frame.period, 7 if said.unit == "month" else 4)
    if said.unit == "week":
        known = frame.day or frame.period
        if known is None or known.first is None or known.last is None or (known.last - known.first).days > 6:
            return _NO_ANTECEDENT
        return replace(
            _week_of(_reading((known.first + timedelta(7 * said.count)).isoformat(), None), 0), resolved="context"
        )
    if frame.period is None or frame.period.value is None:
        return _NO_ANTECEDENT
    if said.whole and frame.period.last is not None and frame.period.granularity in {"month", "season", "quarter"}:
        return _reading(f"{frame.period.last.year + said.count:04}", "context")
    return _moved(frame.period, said.count * _MONTHS[said.unit])


def _within(known: Reading | None, length: int) -> Reading:
    """The month or year (`length` characters of an ISO date) in which an earlier date lies whole."""
    if known is None or known.first is None or known.last is None:
        return _NO_ANTECEDENT
    first, last = (day.isoformat()[:length] for day in (known.first, known.last))
    return _reading(first, "context") if first == last else _NO_ANTECEDENT


def _same(said: Same, frame: Frame) -> Reading:
    known = frame.period
    if known is None or known.value is None or known.last is None:
        return _NO_ANTECEDENT
    if said.year is not None:
        return _moved(known, (said.year - known.last.year) * 12)
    return _moved(known, 12 * (said.shift or -1))


def _moved(known: Reading, months: int) -> Reading:
    """A period, so many months later; unresolved where its own units do not allow that (a season by a month)."""
    ends = [_moved_point(point, months) for point in (known.value or "").split("/")]
    if any(end is None for end in ends):
        return _NO_ANTECEDENT
    value = "/".join(end for end in ends if end is not None)
    return _reading(value, "context", known.part, known.granularity)


def _moved_point(point: str, months: int) -> str | None:
    if point == ".." or point.endswith("X"):
        return None
    if len(point) == 4:
        return f"{int(point) + months // 12:04}" if months % 12 == 0 else None
    if len(point) == 7 and point[5:] > "12":
        return f"{int(point[:4]) + months // 12:04}{point[4:]}" if months % 12 == 0 else None
    if len(point) == 7:
        return add_months(date.fromisoformat(point + "-01"), months).isoformat()[:7]
    day = date.fromisoformat(point[:10])
    moved = add_months(day, months)
    if day == edtf.month_end(day.year, day.month):
        moved = edtf.month_end(moved.year, moved.month)
    return moved.isoformat() + point[10:]


# ---------------------------------------------------------------------------------------------------------- ranges


def _open(start: Reading) -> Reading:
    """From `start` on, without an end."""
    if start.value is None:
        return replace(start, granularity=None, part=None)
    point = start.value.partition("/")[0]
    return Reading(f"{point}/..", start.first, None, "range", start.part, start.resolved)


def _range(start: Said, end: Said, frame: Frame) -> Reading:
    start = share(start, end)
    end = carry(start, end)
    if isinstance(start, Day | Offset) and isinstance(end, Day | Offset) and _whole_day(start) == _whole_day(end):
        return _join(_resolve(start, frame), _resolve(end, frame))
    if _yearless(start) and _yearless(end) and frame.published is not None:
        return _join(*_range_without_year(start, end, frame))
    if isinstance(start, Day) and start.month is None and start.weekday is not None and start.day is None:
        later = _bare_end(start, end, frame)
        if later.value is None or later.first is None:
            return _join(_resolve(start, frame), later)
        back = (later.first.weekday() - start.weekday) % 7
        clocks = isinstance(end, Day | Offset) and _clock(start.clock) < _clock(end.clock)
        back = 7 if back == 0 and not clocks else back
        value = (later.first - timedelta(back)).isoformat() + _clock(start.clock)
        return _join(_reading(value, later.resolved), later)
    earlier = _resolve(start, frame)
    if isinstance(end, Day) and end.month is None and end.weekday is not None and earlier.last is not None:
        on = (end.weekday - earlier.last.weekday()) % 7
        value = (earlier.last + timedelta(on)).isoformat() + _clock(end.clock)
        return _join(earlier, _reading(value, earlier.resolved))
    return _join(earlier, _resolve(end, frame))


def _whole_day(said: Day | Offset) -> Day | Offset:
    return replace(said, clock=None)


def _bare_end(start: Day, end: Said, frame: Frame) -> Reading:
    """The end of a range that starts on a bare weekday; ahead, it is the first such day behind the start."""
    if not (frame.ahead and isinstance(end, Day) and end.month is None and end.weekday is not None):
        return _resolve(end, frame)
    first = _by_weekday(start, frame)
    if first is None:
        return _NO_REFERENCE
    on = (end.weekday - first.weekday() - 1) % 7 + 1
    return _reading((first + timedelta(on)).isoformat() + _clock(end.clock), "published")


def _yearless(said: Said) -> bool:
    match said:
        case Day():
            return said.year is None and said.month is not None and said.day is not None and said.shift is None
        case Month():
            return said.year is None and said.shift is None and said.which is None
    return False


def _range_without_year(start: Said, end: Said, frame: Frame) -> tuple[Reading, Reading]:
    """Both ends, in the year that `_pick` finds for the whole."""
    assert isinstance(start, Day | Month)  # noqa: S101 (what _yearless has seen)
    assert isinstance(end, Day | Month)  # noqa: S101

    def covers(year: int) -> tuple[date, date] | None:
        closes = _covers(end, year)
        opens = _covers(start, year)
        if closes and opens and opens[0] > closes[1]:
            opens = _covers(start, year - 1)
        return (opens[0], closes[1]) if opens and closes else None

    year = _pick(covers, start.weekday if isinstance(start, Day) else None, frame)
    span = covers(year) if year is not None else None
    first_year = span[0].year if span else year
    readings = (
        _resolve(replace(start, year=first_year), frame),
        _resolve(replace(end, year=year), frame),
    )
    return replace(readings[0], resolved="published"), replace(readings[1], resolved="published")


def _join(start: Reading, end: Reading) -> Reading:
    """One reading from that of both ends."""
    missing = next((r for r in (start, end) if r.value is None), None)
    if missing is not None:
        return replace(missing, granularity=None, part=None, readings=())
    resolved = max(start.resolved, end.resolved, key=lambda r: _RANK[r])
    if (
        start.value
        and end.value
        and "T" in start.value
        and start.value[:10] == end.value[:10]
        and start.value > end.value
    ):
        return _reading(
            start.value[:10], resolved
        )  # "between 11pm and 1am on Saturday": of which night, it does not say
    low, high = (start.value or "").partition("/")[0], (end.value or "").rpartition("/")[2]
    if "X" in low + high and start.first and end.last:
        low, high = start.first.isoformat(), end.last.isoformat()
    if ".." in (low, high):
        return _NO_REFERENCE
    return Reading(f"{low}/{high}", start.first, end.last, "range", None, resolved)
