"""What a date is read against: where its sentence looks, the dates before it, the day on which its text was written."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from factx.find.dates.calendar import LATE, Frame, Reading, resolve
from factx.find.dates.parts import Day, Month, Offset, Range, Said, Shifted, Year
from factx.find.dates.pieces import joints

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from factx.claims import Granularity
    from factx.find.dates.pieces import Piece
    from factx.language import Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release

_PERIODS: frozenset[Granularity] = frozenset(
    ("week", "weekend", "month", "season", "quarter", "year", "financial_year", "range")
)
_DAYS: frozenset[Granularity] = frozenset(("day", "hour", "minute"))
# So many sentences back "the year before" may find the period that it means, "two days earlier" its day, and "the next
# day" or "the previous day" the day of which its story is told.
_PERIOD_REACH, _DAY_REACH, _STORY = 6, 2, 8
# A range no longer than this is told of as a day is.
_FEW = timedelta(3)
# Thursday and Friday, on which "this weekend" is still to come.
_EVE = (3, 4)
# So many characters around a date are heard for where its sentence looks.
_EARSHOT = 400
# No cue has more words.
_LONGEST = 6
_SPOKEN_OR_BREAK = re.compile(r"[\w’']+|;|,\s+(?:and|but|while|whereas)\b")
# (The look behind comes after the first digits, so that the search for it stops at those only.)
_YEAR = re.compile(r"(?:19|20)(?<![\w.,:/£$€-]..)\d\d(?![\w%]|[.,:/]\d)")


@cache
def _looks(lexicon: Lexicon) -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """The cues of where a sentence looks by their first word, longest first: their other words, whether ahead."""
    cues = lexicon.dates.cues
    filed: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for cue, ahead in [*((c, True) for c in cues.ahead), *((c, False) for c in cues.behind)]:
        first, *rest = cue.replace("’", "'").split()
        filed.setdefault(first, []).append((tuple(rest), ahead))
    return {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in filed.items()}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A date that the text has named: in which sentence, how it was read, what it said, whether it is to come."""

    sentence: int
    reading: Reading
    said: Said
    ahead: bool


def frame_of(meaning: Said, number: int, earlier: Sequence[Earlier], release: Release, *, ahead: bool) -> Frame:
    """What a date in sentence `number` is read against, as far as the dates before it go."""
    return Frame(
        release.published,
        ahead,
        period=_period(number, earlier, release),
        day=_day(meaning, number, earlier, ahead=ahead),
        year=_year_named(
            meaning, [e for e in earlier if number - e.sentence <= 1], known=release.published is not None
        ),
        told=_told(number, earlier, 1 if isinstance(meaning, Month) else _STORY),
        named=_same_weekday(meaning, number, earlier),
    )


def written_on(release: Release, found: Sequence[Said]) -> date | None:
    """The day from which "today" and "last month" count.

    That is the publication date, but where it is not the release's own (a page may come up days later) and every
    "today (Monday)" of the text shows one other day before it, at most a month off, it is that day.
    """
    published = release.published
    if published is None or release.published_from == "dateline":
        return published
    ends = (end for said in found for end in ((said.start, said.end) if isinstance(said, Range) else (said,)))
    shown = {_today(said, published) for said in ends if isinstance(said, Day) and said.near is not None}
    today = shown.pop() if len(shown) == 1 else None
    return today if today is not None and published - LATE <= today <= published else published


def _today(said: Day, published: date) -> date | None:
    """The day on which "yesterday (Monday)" or "today, 5 March" was written, the last such before publication."""
    near = timedelta(said.near or 0)
    if said.month is None and said.weekday is not None:
        return published - timedelta((published.weekday() - said.weekday + (said.near or 0)) % 7)
    day = resolve(said, Frame(published)).first
    return None if day is None else day - near


def years_named(text: str) -> tuple[int, ...]:
    """Every year that a text names, whatever it is the year of ("the 2012 Games")."""
    return tuple(sorted({int(year) for year in _YEAR.findall(text)}))


def looks_ahead(
    piece: Piece, sentence: Sentence, cues: Sequence[Cue], release: Release, lexicon: Lexicon
) -> bool | None:
    """Which way the last of the `cues` before the piece looks; without one, the first behind it; None without any.

    "This weekend" without a cue is the one to come where it was written on the two days before it.
    """
    at, on = piece.start - sentence.start, piece.end - sentence.start
    if joints(lexicon).between["to_come"].match(sentence.text, on):
        return True
    before = [c.ahead for c in cues[bisect_left(cues, at - _EARSHOT, key=_start) : bisect_left(cues, at, key=_start)]]
    behind = [c.ahead for c in cues[bisect_left(cues, on, key=_start) : bisect_left(cues, on + _EARSHOT, key=_start)]]
    way = [ahead for ahead in before if ahead is not None][-1:]
    # a clause of its own, as in "officers will call again, and over the weekend they had"
    if not way or (before[-1] is None and behind[:1] not in ([], [None])):
        way = [ahead for ahead in behind if ahead is not None][:1]
    if not way and isinstance(piece.said, Offset) and piece.said.unit == "weekend" and release.published:
        return release.published.weekday() in _EVE and sentence.text[at : at + 4].lower() == "this"
    return way[0] if way else None


@dataclass(frozen=True, slots=True)
class Cue:
    """Words at `start` of a sentence that look `ahead` or back; None is a break, behind which another clause starts."""

    start: int
    ahead: bool | None


def _start(cue: Cue) -> int:
    return cue.start


def cues_of(sentence: Sentence, lexicon: Lexicon) -> list[Cue]:
    """The cues and breaks of a sentence, in text order."""
    looks = _looks(lexicon)
    words = [word.lower().replace("’", "'") for word in _SPOKEN_OR_BREAK.findall(sentence.text)]
    if looks.keys().isdisjoint(words):
        return []  # (breaks alone say nothing)
    starts = [m.start() for m in _SPOKEN_OR_BREAK.finditer(sentence.text)]
    cues: list[Cue] = []
    for number, (start, word) in enumerate(zip(starts, words, strict=True)):
        if word[0] in ",;":
            cues.append(Cue(start, None))
            continue
        on = words[number + 1 : number + _LONGEST]
        ahead = next((ahead for rest, ahead in looks.get(word, ()) if _goes_on(on, rest, lexicon)), None)
        if ahead is not None:
            cues.append(Cue(start, ahead))
    return cues


def _goes_on(words: Sequence[str], rest: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words of a cue go on as `rest` says; "*ing" is any deed."""
    if len(words) < len(rest):
        return False
    events = lexicon.dates.cues.events
    return all(
        word == said or (said == "*ing" and word.endswith("ing") and word not in events)
        for word, said in zip(words, rest, strict=False)
    )


def _period(number: int, earlier: Sequence[Earlier], release: Release) -> Reading | None:
    """What "the year before" goes back to: of the nearest sentence that names periods, the latest that has begun."""
    nearest = None
    found: Reading | None = None
    for known in reversed(earlier):
        reading = known.reading
        if number - known.sentence > _PERIOD_REACH or (nearest is not None and known.sentence != nearest):
            break
        if (
            reading.granularity not in _PERIODS
            or reading.first is None
            or reading.last is None
            or reading.value is None
        ):
            continue
        if release.published is not None and reading.first > release.published:
            continue
        nearest = known.sentence
        if found is None or found.last is None or reading.last > found.last:
            found = reading
    return found


def _day(meaning: Said, number: int, earlier: Sequence[Earlier], *, ahead: bool) -> Reading | None:
    """The day that "the next day" goes back to: the last one named, of which a story may be told for some sentences.

    What has happened does not go back to what is to come, nor over another date to a day further up.
    """
    in_story = isinstance(meaning, Shifted) and meaning.count >= -1
    for known in reversed(earlier):
        back = number - known.sentence
        if back > (_STORY if in_story else _DAY_REACH):
            return None
        today = isinstance(known.said, Offset) and known.said.count == 0
        if today or (known.ahead and not ahead and back):
            continue
        if _is_day(known.reading) or (isinstance(known.said, Day) and known.reading.value is None):
            return known.reading
        if back > _DAY_REACH:
            return None
    return None


def _told(number: int, earlier: Sequence[Earlier], reach: int) -> tuple[date, ...]:
    """The days that the text has told of with their years, at most `reach` sentences back, the last first."""
    near = takewhile(lambda e: number - e.sentence <= reach, reversed(earlier))
    told = (e.reading for e in near if not e.ahead and _has_year(e) and _is_short(e.reading))
    return tuple(reading.last for reading in told if reading.last is not None)


def _has_year(known: Earlier) -> bool:
    """Whether a date was said with its year, or with "last year"."""
    said = known.said.end if isinstance(known.said, Range) else known.said
    return known.reading.resolved == "explicit" or (isinstance(said, Day) and said.shift is not None)


def _is_short(reading: Reading) -> bool:
    """Whether a reading is of a day or a few."""
    days = reading.last - reading.first if reading.first and reading.last else None
    return reading.granularity in {*_DAYS, "range"} and days is not None and days <= _FEW


def _same_weekday(meaning: Said, number: int, earlier: Sequence[Earlier]) -> date | None:
    """The day that a bare weekday goes back to, where the story has named it by its date as well."""
    if not isinstance(meaning, Day) or meaning.weekday is None or meaning.month is not None:
        return None
    for known in reversed(earlier):
        if number - known.sentence > _STORY:
            return None
        said = known.said
        if isinstance(said, Day) and said.month is not None and said.weekday == meaning.weekday and not known.ahead:
            return known.reading.first
    return None


def days_in_full(found: Sequence[Said]) -> tuple[date, ...]:
    """Every day that a text gives with its year."""
    days = (resolve(said, Frame(None)).first for said in found if isinstance(said, Day) and said.year is not None)
    return tuple(sorted({day for day in days if day is not None}))


def _is_day(reading: Reading) -> bool:
    hours = reading.granularity == "range" and reading.first is not None and reading.first == reading.last
    return hours or reading.granularity in _DAYS


def _year_named(meaning: Said | None, near: Sequence[Earlier], *, known: bool) -> int | None:
    """The year that a date without one borrows from the dates just before it.

    Where publication is known, only a season borrows, and only from a year that stands alone.
    """
    season = isinstance(meaning, Month) and meaning.code > 12
    for e in reversed(near):
        if known and not season:
            return None
        if e.reading.first is not None and e.reading.resolved == "explicit":
            if isinstance(e.said, Year) and not e.said.decade:
                return e.said.year
            if not known and isinstance(e.said, Day | Month):
                return e.reading.first.year
    return None
