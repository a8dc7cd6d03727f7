"""Dates against the calendar: weekdays, ranges, lengths of time, and ages against dates of birth."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from factx import edtf
from factx.check.outcome import judged
from factx.claims import Age, Date, Duration
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from factx.check.outcome import Role
    from factx.check.scene import Scene
    from factx.claims import Check, Claim, Verdict
    from factx.release import Release

# An age that is wrong is so by no more years; and nobody younger is given an age and a date of birth as a suspect.
_SLIP, _CHILD = 20, 8
# How many sentences back the day may stand that "11 days after" counts from.
_SINCE = 12
# How many sentences back the day may stand that a list of people and their ages is of.
_LEAD = 3
# How far before a date an age may stand of which it is the date of birth, in characters.
_BESIDE = 40
# How the reason of a date begins that is in no calendar.
_NOT_IN_CALENDAR = "calendar: "


def weekday(scene: Scene) -> Iterator[Check]:
    """Each date that is given with its weekday, or with "yesterday" and a weekday.

    Only a year that the text gives can make it inconsistent. Without one the page's date decides, which is often that
    of an upload: where it disagrees, the check is undetermined ("page_date").
    """
    release, lexicon = scene.release, scene.lexicon
    for claim in scene.claims:
        if not isinstance(claim, Date) or claim.first is None or claim.last is None:
            continue
        named = [_weekdays(lexicon)[m[0].lower()] for m in _pattern(lexicon).finditer(claim.text)]
        days = [claim.first] if claim.first == claim.last else [claim.first, claim.last]
        if claim.granularity not in {"day", "hour", "minute", "range"} or len(named) != len(days):
            continue
        pairs = list(zip(named, days, strict=True))
        if claim.resolved == "explicit":
            yield _check(scene, claim, pairs, page=False)
            continue
        if any(day.weekday() != number for number, day in pairs) or _against_page(claim, release, lexicon):
            yield _check(scene, claim, pairs, page=True)


def _against_page(claim: Date, release: Release, lexicon: Lexicon) -> bool:
    """Whether "yesterday (Monday)" is another day than the publication date makes yesterday."""
    said = _relative(lexicon).match(claim.text)
    if said is None or release.published is None:
        return False
    count = lexicon.dates.words["relative_day"][" ".join(said[0].lower().split())]
    return claim.first != release.published + timedelta(count)


def _check(scene: Scene, claim: Date, pairs: list[tuple[int, date]], *, page: bool) -> Check:
    names = list(scene.lexicon.dates.words["weekday"])
    fits = all(day.weekday() == number for number, day in pairs)
    return judged(
        scene,
        "weekday",
        [("date", claim)],
        "consistent" if fits and not page else "inconsistent",
        "; ".join(f"{names[day.weekday()]} {day}" for _, day in pairs),
        doubt="page_date" if page else None,
        asserted=False,
    )


def calendar(scene: Scene) -> Iterator[Check]:
    """A day that no calendar has, or a range that runs backwards; one of which both ends are printed runs forwards."""
    for claim in (c for c in scene.claims if isinstance(c, Date)):
        compared = scene.cue("compared_years").fullmatch(claim.text) is not None
        if claim.reason is not None and claim.reason.startswith(_NOT_IN_CALENDAR) and not compared:
            reason = claim.reason.removeprefix(_NOT_IN_CALENDAR)
            yield judged(scene, "calendar", [("date", claim)], "inconsistent", reason, asserted=False)
        elif claim.first and claim.last and claim.first < claim.last and _is_printed_range(scene, claim):
            sum_ = f"{claim.first} is before {claim.last}"
            yield judged(scene, "calendar", [("date", claim)], "consistent", sum_, asserted=False)


def _is_printed_range(scene: Scene, claim: Date) -> bool:
    """Whether both ends of a range stand in the text: "from 3 to 12 May 2023", not "the year ending March 2019"."""
    printed = scene.cue("both_ends").search(claim.text) is not None
    return claim.granularity == "range" and claim.resolved == "explicit" and printed


def duration_of_dates(scene: Scene) -> Iterator[Check]:
    """A length of time ("a three-day operation", "11 days after") against the two dates that it goes by."""
    for number, claims in enumerate(scene.by_sentence):
        for length in claims:
            if isinstance(length, Duration) and length.of is None and _in_days(length):
                before, behind = scene.before(length), scene.after(length)
                if not (scene.cue("no_dates_before").search(before) or scene.cue("no_dates").match(behind)):
                    yield from _of_length(scene, number, length)


def _in_days(length: Duration) -> bool:
    """Whether a length of time is one of days or longer ("36 hours" is none; "a 48-hour operation" is)."""
    value = length.value or ""
    return bool(value) and ("T" not in value or length.text.lower().endswith("-hour"))


def _of_length(scene: Scene, number: int, length: Duration) -> Iterator[Check]:
    after = scene.cue("later").match(scene.after(length)) is not None
    running = bool(
        scene.cue("event").match(scene.after(length)) or scene.cue("lasting_before").search(scene.before(length))
    )
    for back, ahead in ((0, 0), (1, 0), (0, 1)) if after or running else ((0, 0),):
        window = [c for c in scene.window(number + ahead, back + ahead) if isinstance(c, Date)]
        ends = _ends([d for d in window if not _is_birth(scene, d)], whole=not after)
        if ends is not None:
            first, last, dates = ends
            runs = _runs(scene, length, dates)
            if after or running or runs:
                firm = (after and not back and not ahead) or (running and runs)
                yield from _length(scene, length, first, last, dates, firm=firm, after=after)
            return
    if after:
        yield from _since(scene, number, length)


def _is_birth(scene: Scene, day: Date) -> bool:
    """Whether a date is one of birth: said to be, or in brackets behind an age."""
    if scene.cue("born_before").search(scene.before(day)):
        return True
    ages = [c for c in scene.inside(day.start - _BESIDE, day.start) if isinstance(c, Age)]
    return bool(ages) and scene.cue("age_then_date").fullmatch(scene.between(ages[-1], day)) is not None


def _since(scene: Scene, number: int, length: Duration) -> Iterator[Check]:
    """“nine days after the fire”, where a day named before is so many days before that of the sentence."""
    days = [
        c for c in scene.window(number, _SINCE) if isinstance(c, Date) and c.first is not None and c.first == c.last
    ]
    own = [c for c in days if scene.sentence_of(c) == number]
    for last in own[-1:]:
        for first in (c for c in reversed(days) if c is not last and c.first is not None and last.last is not None):
            low, high, _ = _days(length)
            if first.first is not None and last.last is not None and low <= (last.last - first.first).days <= high:
                yield from _length(scene, length, first.first, last.last, [first, last], firm=False, after=True)
                return


def _runs(scene: Scene, length: Claim, dates: list[Date]) -> bool:
    """Whether something is said to run between the dates, or they stand beside its length."""
    if len(dates) == 1 and scene.cue("apposed").fullmatch(scene.between(length, dates[0])):
        return True
    return all(scene.cue("running_before").search(scene.before(d)) for d in dates)


def _ends(dates: list[Date], *, whole: bool) -> tuple[date, date, list[Date]] | None:
    """The first and last day that a few dates name: one range, or two days."""
    known = [d for d in dates if d.first is not None and d.last is not None]
    if whole:
        for d in known:
            if d.granularity == "range" and d.first is not None and d.last is not None and d.first < d.last:
                return d.first, d.last, [d]
    days = [d for d in known if d.granularity in {"day", "hour", "minute"}]
    if len(days) != 2:
        return None
    one, two = days
    if one.first is None or two.last is None or one.first >= two.last:
        return None
    return one.first, two.last, days


def _length(
    scene: Scene, length: Duration, first: date, last: date, dates: list[Date], *, firm: bool, after: bool
) -> Iterator[Check]:
    """Whether the days between two dates, counted with both ends or with one, are as many as the length says."""
    days = (last - first).days
    low, high, slack = _days(length)
    exact = any(low <= n <= high for n in (days, days + 1))
    loose = any(low - slack <= n <= high + slack for n in (days, days + 1))
    outcome: Verdict = "consistent" if exact else "imprecise" if loose else "inconsistent"
    if outcome != "consistent" and not firm:
        return
    sum_ = f"{first} to {last}: {days} days, {days + 1} with both ends"
    operands: list[Role] = [("length", length), *(("date", d) for d in dates)]
    doubt = None if all(d.resolved == "explicit" for d in dates) or not after else "page_date"
    yield judged(scene, "duration-of-dates", operands, outcome, sum_, doubt=doubt)


def _days(length: Duration) -> tuple[float, float, float]:
    """The fewest and the most days that a length of time may be, and how far off it may be loosely."""
    amount, unit = edtf.length(length.value or "P0D")
    size = float(amount) * (30.44 if unit == "month" else 1 / 86400)
    rough = {"Y": 60.0, "M": 20.0, "W": 3.0}.get((length.value or "")[-1:], 0.0)
    low = float(length.days_low) if length.days_low is not None else size
    high = float(length.days_high) if length.days_high is not None else size
    if length.qualifier == "nearly":
        low = min(low, size * 7 / 8)
    elif length.qualifier == "about":
        low, high = size * 7 / 8, size * 9 / 8
    elif length.qualifier in {"over", "at_least"}:
        high = size * 5 / 4
    return low - rough / 2, high + rough / 2, max(rough, size / 8 if rough else 0.0)


def age_at_date(scene: Scene) -> Iterator[Check]:
    """An age against the date of birth of one person, on the day that the sentence names or that of publication."""
    for age, born, beside in _births(scene):
        if age.value is None or born.first is None or age.qualifier != "exact":
            continue
        operands: list[Role] = [("age", age), ("born", born)]
        days = _references(scene, age, born)
        if not days:
            doubt = "no_reference_date"
            yield judged(scene, "age-at-date", operands, "inconsistent", None, doubt=doubt, asserted=False)
            continue
        outcomes = [(_outcome(int(age.value), born.first, day), day) for day in days]
        outcome, day = min(outcomes, key=lambda o: ("consistent", "imprecise", "inconsistent").index(o[0]))
        years = _age(born.first, day)
        if outcome == "inconsistent" and (not beside or abs(years - age.value) > _SLIP or years < _CHILD):
            continue  # (the two are hardly of one person)
        sum_ = f"born {born.first}: {years} on {day}"
        yield judged(scene, "age-at-date", operands, outcome, sum_, asserted=False)


def _references(scene: Scene, age: Age, born: Date) -> list[date]:
    """The days on which an age may be meant: those of its sentence, else the last before it; that of publication."""
    number = max(scene.sentence_of(age), scene.sentence_of(born))
    for back in (0, _LEAD):
        near = [c for c in scene.window(number, back) if isinstance(c, Date) and c is not born and c.first == c.last]
        days = [c.first for c in near if c.first is not None and born.first is not None and c.first > born.first]
        if days:
            break
    return [*days, *([scene.release.published] if scene.release.published else [])]


def _outcome(years: int, born: date, day: date) -> Verdict:
    if _age(born, day) == years:
        return "consistent"
    return "imprecise" if day.year - born.year - years in {0, 1} else "inconsistent"


def _age(born: date, day: date) -> int:
    """Full years from one day to another."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _births(scene: Scene) -> Iterator[tuple[Age, Date, bool]]:
    """Each age with the date of birth beside it, and whether they stand in one sentence."""
    used: set[str] = set()
    for number, claims in enumerate(scene.by_sentence):
        for born in (c for c in claims if isinstance(c, Date) and c.first is not None and c.first == c.last):
            here = [c for c in claims if isinstance(c, Age)]
            found = _aged(scene, born, [a for a in here if a.id not in used])
            earlier = [c for c in scene.window(number - 1, 0) if isinstance(c, Age)] if number else []
            told = scene.cue("born_before").search(scene.before(born))
            if found is None and told and not here and len(earlier) == 1:
                found = earlier[0]
            if found is not None and not scene.cue("then_aged").search(found.sentence):
                used.add(found.id)
                yield found, born, found in here


def _aged(scene: Scene, born: Date, ages: list[Age]) -> Age | None:
    """The age of one sentence that stands beside a date of birth."""
    told = scene.cue("born_before").search(scene.before(born)) is not None
    before = [a for a in ages if a.end <= born.start]
    behind = [a for a in ages if a.start >= born.end and "old" not in a.text]
    leading = "age_then_born" if told else "age_then_date"
    if before and scene.cue(leading).fullmatch(scene.between(before[-1], born)):
        return before[-1]
    between = scene.between(born, behind[0]) if behind else ""
    bracketed = scene.before(born).endswith("(") and scene.cue("date_then_age").fullmatch(between)
    return behind[0] if behind and (bracketed or (told and scene.cue("born_then_age").fullmatch(between))) else None


@cache
def _weekdays(lexicon: Lexicon) -> dict[str, int]:
    words = lexicon.dates.words
    return {name.lower(): number for table in ("weekday", "short_weekday") for name, number in words[table].items()}


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(list(_weekdays(lexicon)))})\b", re.IGNORECASE)


@cache
def _relative(lexicon: Lexicon) -> re.Pattern[str]:
    words = [word for word in lexicon.dates.words["relative_day"] if " " not in word]
    return re.compile(rf"(?:{any_of(words)})\b", re.IGNORECASE)
