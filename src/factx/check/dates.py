"""Dates against the calendar: weekdays, ranges, lengths of time, and ages against dates of birth."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from factx import edtf
from factx.check.outcome import judged
from factx.check.scene import cue
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
    """A day that no calendar has, or a range that runs backwards; a range that both ends print in full runs forwards."""
    for claim in scene.claims:
        if not isinstance(claim, Date):
            continue
        if claim.reason is not None and claim.reason.startswith(_NOT_IN_CALENDAR):
            reason = claim.reason.removeprefix(_NOT_IN_CALENDAR)
            yield judged(scene, "calendar", [("date", claim)], "inconsistent", reason, asserted=False)
        elif claim.granularity == "range" and claim.resolved == "explicit" and claim.first and claim.last:
            if claim.first < claim.last:
                sum_ = f"{claim.first} is before {claim.last}"
                yield judged(scene, "calendar", [("date", claim)], "consistent", sum_, asserted=False)


def duration_of_dates(scene: Scene) -> Iterator[Check]:
    """A length of time ("a three-day operation", "11 days after") against the two dates that it goes by."""
    words = scene.lexicon
    born = {birth.id for _, birth, _ in _births(scene)}
    for number, claims in enumerate(scene.by_sentence):
        lengths = [c for c in claims if isinstance(c, Duration) and c.of is None and c.value is not None]
        for length in (c for c in lengths if not c.value.endswith(("H", "M", "S")) or "T" not in c.value or c.text.endswith("hour")):
            before, behind = scene.before(length), scene.after(length)
            if cue(words, "no_dates_before").search(before) or cue(words, "no_dates").match(behind):
                continue
            after = cue(words, "later").match(behind) is not None
            running = cue(words, "event").match(behind) or cue(words, "lasting_before").search(before)
            adjective = "-" in length.text  # "a three-week drive"
            for back, ahead in ((0, 0), (1, 0), (0, 1)) if after or running or adjective else ((0, 0),):
                window = [c for c in scene.window(number + ahead, back + ahead) if isinstance(c, Date) and c.id not in born]
                window = [d for d in window if not cue(words, "born_before").search(scene.before(d))]
                ends = _ends(window, whole=not after)
                if ends is not None:
                    first, last, dates = ends
                    firm = after or (running is not None and _runs(scene, length, dates))
                    yield from _length(scene, length, first, last, dates, firm=firm, after=after)
                    break
            else:
                yield from _since(scene, number, length) if after else ()


def _since(scene: Scene, number: int, length: Duration) -> Iterator[Check]:
    """ "11 days after the shooting", where a day named before is so many days before that of the sentence."""
    days = [c for c in scene.window(number, _SINCE) if isinstance(c, Date) and c.first is not None and c.first == c.last]
    own = [c for c in days if scene.sentence_of(c) == number]
    for last in own[-1:]:
        for first in (c for c in reversed(days) if c is not last and c.first is not None and last.last is not None):
            low, high, _ = _days(length)
            if first.first is not None and last.last is not None and low <= (last.last - first.first).days <= high:
                yield from _length(scene, length, first.first, last.last, [first, last], firm=False, after=True)
                return


def _runs(scene: Scene, length: Claim, dates: list[Date]) -> bool:
    """Whether something is said to run between the dates, or they stand beside its length."""
    if len(dates) == 1 and cue(scene.lexicon, "apposed").fullmatch(scene.between(length, dates[0])):
        return True
    return all(cue(scene.lexicon, "running_before").search(scene.before(d)) for d in dates)


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
    """The fewest and the most days that a length of time may be, and how many more or fewer it may stand for loosely."""
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
    """An age against the date of birth of the same person, on the day that the sentence names or that of publication."""
    for age, born, beside in _births(scene):
        years = age.value
        if years is None or born.first is None or age.qualifier != "exact":
            continue
        number = max(scene.sentence_of(age), scene.sentence_of(born))
        days = [d for d in scene.by_sentence[number] if isinstance(d, Date) and d is not born and d.first == d.last]
        days = days or [d for d in scene.window(number - 1, 3) if isinstance(d, Date) and d.first == d.last and d is not born]
        tied = [d for d in days if d.first is not None and d.first > born.first]
        named = [(d, d.first) for d in tied if d.first is not None]
        references = [*named, *([(None, scene.release.published)] if scene.release.published else [])]
        if not references:
            yield judged(
                scene, "age-at-date", [("age", age), ("born", born)], "inconsistent", None, doubt="no_reference_date"
            )
            continue
        outcomes = [(_outcome(int(years), born.first, day), claim, day) for claim, day in references if day is not None]
        best = min(outcomes, key=lambda o: ("consistent", "imprecise", "inconsistent").index(o[0]))
        outcome, claim, day = best
        gap = abs(_age(born.first, day) - int(years))
        if outcome == "inconsistent" and (not beside or gap > _SLIP or _age(born.first, day) < _CHILD):
            continue  # (the two are hardly of one person)
        operands: list[Role] = [("age", age), ("born", born)]
        sum_ = f"born {born.first}: {_age(born.first, day)} on {day}"
        yield judged(scene, "age-at-date", operands, outcome, sum_)


def _outcome(years: int, born: date, day: date) -> Verdict:
    if _age(born, day) == years:
        return "consistent"
    return "imprecise" if day.year - born.year - years in {0, 1} else "inconsistent"


def _age(born: date, day: date) -> int:
    """Full years from one day to another."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _births(scene: Scene) -> Iterator[tuple[Age, Date, bool]]:
    """Each age with the date of birth beside it, and whether they stand in one sentence."""
    words = scene.lexicon
    dates = [c for c in scene.members if isinstance(c, Date) and c.first is not None and c.first == c.last]
    ages = [c for c in scene.members if isinstance(c, Age)]
    used: set[str] = set()
    for born in dates:
        told = cue(words, "born_before").search(scene.before(born)) is not None
        near = [a for a in ages if scene.sentence_of(born) - 1 <= scene.sentence_of(a) <= scene.sentence_of(born)]
        before = [a for a in near if a.end <= born.start and a.id not in used]
        behind = [a for a in ages if "old" not in a.text and a.start >= born.end and scene.sentence_of(a) == scene.sentence_of(born)]
        if before and cue(words, "age_then_born" if told else "age_then_date").fullmatch(scene.between(before[-1], born)):
            found = before[-1]
        elif told and behind and cue(words, "born_then_age").fullmatch(scene.between(born, behind[0])):
            found = behind[0]
        elif behind and scene.before(born).endswith("(") and cue(words, "date_then_age").fullmatch(scene.between(born, behind[0])):
            found = behind[0]
        elif told and len(near) == 1 and not behind and scene.sentence_of(near[0]) != scene.sentence_of(born):
            found = near[0]
        else:
            continue
        if cue(words, "then_aged").search(found.sentence):
            continue
        used.add(found.id)
        yield found, born, scene.sentence_of(found) == scene.sentence_of(born)


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
