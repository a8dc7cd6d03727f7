"""The pieces of dates (a day, a clock time, "last year") and how they join ("7am on Thursday", "15 April to 5 May").

`pieces` finds them in one paragraph. What of them is a date, `factx.find.dates` settles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from factx.find.dates.parts import (
    Day,
    FinancialYear,
    Month,
    Named,
    Numeric,
    Offset,
    Range,
    Said,
    Shifted,
    Stretch,
    UpTo,
    WeekOf,
    Year,
    as_before,
    share,
)
from factx.find.dates.shapes import DIGIT, WORD, said, shapes
from factx.sieve import small_letters

if TYPE_CHECKING:
    from factx.find.dates.parts import Clock
    from factx.find.dates.shapes import Setting
    from factx.lexicon import Lexicon

_DAY_DASH = re.compile(r"(?<![\w/.,–-])\d{1,2}(?:st|nd|rd|th)?[-–/]$")
_BARE_DAY = r"(?P<dom>3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?"
_DAYS_BEFORE = re.compile(
    rf"(?<![\w.,:/£$€-])(?:the\s+)?{_BARE_DAY}(?:\s*[-–—/&,]\s*|\s*,?\s+(?:and|to|or|through)\s+(?:the\s+)?)$"
)
_DAYS_AFTER = re.compile(
    rf"(?:\s*[-–—/&,]\s*|\s*,?\s+(?:and|to|or|through)\s+(?:the\s+)?){_BARE_DAY}(?!\d|[.,:/]\d|%|\s?[ap]\.?m\b|\w)(?:\s*,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_HOUR_BEFORE = re.compile(
    r"(?<![\w.,:/£$€-])(?P<hour>1[0-2]|[1-9])(?:[.:](?P<minute>[0-5]\d))?(?:\s*[-–—]\s*|\s+(?:and|to)\s+)$"
)
FOLLOWER = re.compile(r"\s+([^\W\d_][\w-]*)")
WORD_BEFORE = re.compile(r"([\w.’']+|[%)(])[\s\"“‘]*$")
SPOKEN = re.compile(r"[\w’']+")
_ORDINAL = re.compile(r"\s?(?:st|nd|rd|th)\b")
_ORDINAL_END = re.compile(r"\d\s?(?:st|nd|rd|th)$")
_CLOSING = re.compile(r"\s*\)")
_LEADABLE = Day | Month | Offset | Numeric
# So far before a date its cues are sought, and so far apart pieces may stand that join.
LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] says `said`; `shape` is the table of its shape ("range" and "open" once joined).

    A clock piece has its `clock` (None where half of the day is not known); `hours` is a stretch of two clocks. `timed`
    is a day that a clock has joined.
    """

    start: int
    end: int
    shape: str
    said: Said | None = None
    clock: Clock | None = None
    hours: tuple[Clock | None, Clock | None] | None = None
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Joints:
    """What may stand between pieces (`between`) and before them (`before`), compiled, by its name in dates.toml."""

    between: dict[str, re.Pattern[str]]
    before: dict[str, re.Pattern[str]]

    def join(self, name: str, text: str, first: Piece, last: Piece) -> bool:
        """Whether nothing but the joint called `name` stands between two pieces."""
        near = last.start - first.end <= LOOK_BACK
        return near and self.between[name].fullmatch(text, first.end, last.start) is not None

    def spans(self, text: str, start: int, first: Piece, last: Piece) -> bool:
        """Whether two pieces are the ends of a range: "A to B", "between A and B"."""
        if self.join("range", text, first, last):
            return True
        if self.join("and", text, first, last):
            hours = first.shape == last.shape == "clock" and self.behind("from", text, start, first.start)  # (a slip)
            return bool(hours or self.behind("between", text, start, first.start))
        return self.join("until", text, first, last) and _timed_day(first) and _timed_day(last)

    def behind(self, name: str, text: str, start: int, end: int) -> re.Match[str] | None:
        """The cue called `name` right before text[end], in the paragraph that starts at `start`."""
        return self.before[name].search(text, max(start, end - LOOK_BACK), end)


@cache
def joints(lexicon: Lexicon) -> Joints:
    """The joints of the lexicon."""
    dates = lexicon.dates
    return Joints(
        {name: re.compile(pattern, re.IGNORECASE) for name, pattern in dates.joints.items()},
        {name: re.compile(pattern, re.IGNORECASE) for name, pattern in dates.before.items()},
    )


def pieces(text: str, start: int, end: int, setting: Setting) -> list[Piece]:
    """The pieces of the paragraph text[start:end], joined where they stand together, in text order."""
    found = list(clocks(text, start, end, setting))
    if not found:
        return []
    known = joints(setting.lexicon)
    found = _bare_days(text, start, end, found)
    found = _named_twice(text, found, known)
    found = _opening_hours(text, start, found, setting)
    found = _with_clocks(text, found, known)
    found = _ranges(text, start, found, known)
    found = _named_twice(text, found, known)
    return _led(text, found)


@lru_cache(maxsize=128)  # (the finders of dates and of clock times ask for the same paragraphs)
def clocks(text: str, start: int, end: int, setting: Setting) -> tuple[Piece, ...]:
    """The pieces of text[start:end], only clock times joined to each other."""
    return tuple(_hours(text, start, _scan(text, start, end, setting), joints(setting.lexicon)))


# ------------------------------------------------------------------------------------------------------------ pieces


def _scan(text: str, start: int, end: int, setting: Setting) -> list[Piece]:
    """The pieces of text[start:end]: at each word that can open a shape, the longest that fits.

    Shapes are filed under words in lower case, and figures under one sign.
    """
    filed = shapes(setting.lexicon)
    heads = filed.heads
    words = [DIGIT if word[0].isdigit() else word for word in WORD.findall(small_letters(text), start, end)]
    # (each word with the one behind it, so that a row that needs both is not tried on one)
    openings = [
        (number, filed.opened_by(word, following))
        for number, (word, following) in enumerate(pairwise([*words, ""]))
        if word in heads
    ]
    places = [token.start() for token in WORD.finditer(text, start, end)] if any(rows for _, rows in openings) else []
    found: list[Piece] = []
    position = start
    for number, rows in openings:
        if not rows:
            continue
        at = places[number]
        if at < position or _glued(text, at, position if found else -1):
            continue
        best: Piece | None = None
        for shape in rows:
            match = shape.pattern.match(text, at, end)
            if match is None or (best is not None and match.end() <= best.end):
                continue
            meaning, fits = said(shape, match, setting)
            if fits and (isinstance(meaning, tuple) or meaning is None):
                best = Piece(at, match.end(), shape.says, clock=meaning)
            elif fits and not isinstance(meaning, tuple):
                best = Piece(at, match.end(), shape.says, meaning)
        if best is not None:
            found.append(best)
            position = best.end
    return found


def _glued(text: str, at: int, behind: int) -> bool:
    """Whether what stands before text[at] makes it part of a longer word, number or address."""
    before = text[at - 1] if at else " "
    if before in "-–.,/" and text[at].isdigit():
        if at - 1 == behind or _DAY_DASH.search(text, max(at - 6, 0), at):
            return False
        return at > 1 and (text[at - 2].isdigit() if before in ".,/" else not text[at - 2].isspace())
    return before.isalnum() or before in "_£$€#@=+"


def _hours(text: str, start: int, found: list[Piece], known: Joints) -> list[Piece]:
    """Join two clock times of one day: "4pm to 6pm", "between 4 and 6pm"."""
    joined: list[Piece] = []
    for piece in found:
        before = joined[-1] if joined else None
        if piece.shape != "clock":
            joined.append(piece)
        elif before and before.shape == "clock" and before.hours is None and known.spans(text, start, before, piece):
            joined[-1] = replace(before, end=piece.end, clock=None, hours=(before.clock, piece.clock))
        else:
            joined.append(_with_bare_hour(text, before.end if before else start, start, piece, known))
    return joined


def _with_bare_hour(text: str, lower: int, start: int, piece: Piece, known: Joints) -> Piece:
    """The clock time `piece` with the hour before it that shares its half of the day ("4-6pm")."""
    match = _HOUR_BEFORE.search(text, max(lower, piece.start - 12), piece.start)
    if match is None or piece.clock is None:
        return piece
    if " and " in match[0] and not known.behind("between", text, start, match.start()):
        return piece
    minute = int(match["minute"]) if match["minute"] else None
    hour = int(match["hour"]) % 12 + (12 if piece.clock[0] >= 12 else 0)
    if hour >= 12 and (hour, minute or 0) > (piece.clock[0], piece.clock[1] or 0):
        hour -= 12  # ("11 to 2pm")
    return replace(piece, start=match.start(), clock=None, hours=((hour, minute), piece.clock))


def _bare_days(text: str, start: int, end: int, found: list[Piece]) -> list[Piece]:
    """Add the days that borrow the month beside them: "12, 13 and 14 May", "March 8-17, 2024"."""
    whole: list[Piece] = []
    for number, piece in enumerate(found):
        if whole and piece.start < whole[-1].end:
            continue  # (the year of "March 8-17, 2024")
        day = piece.said
        if piece.shape != "day" or not isinstance(day, Day) or day.month is None or day.day is None:
            whole.append(piece)
            continue
        if text[piece.start].isdigit() or (day.weekday is not None and not text[piece.end - 1].isdigit()):
            whole += _days_before(text, whole[-1].end if whole else start, piece, day)
        whole.append(piece)
        following = found[number + 1] if number + 1 < len(found) else None
        upper = end if following is None else following.end if following.shape == "year" else following.start
        whole += _days_after(text, upper, whole, day)
    return whole


def _days_before(text: str, lower: int, piece: Piece, day: Day) -> list[Piece]:
    days: list[Piece] = []
    position = piece.start
    while text[position].isdigit() and (match := _DAYS_BEFORE.search(text, max(lower, position - 14), position)):
        borrowed = Day(year=day.year, month=day.month, day=int(match["dom"]), shift=day.shift)
        days.insert(0, Piece(match.start("dom"), _trimmed(text, match.end("dom"), position), "day", borrowed))
        position = match.start("dom")
    word = word_before(text, lower, position)
    sure = word in {"on", "of", "between", "from", "the", "("} or (word or "").endswith("day")
    sure = sure or (bool(days) and _ORDINAL_END.search(text, days[0].start, days[0].end) is not None)
    return days if sure or (days and text[days[0].end : piece.start].strip() in {"-", "–", "—", "/", "to"}) else []


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a day's ordinal ending that starts at `start`."""
    match = _ORDINAL.match(text, start, end)
    return match.end() if match else start


def _days_after(text: str, upper: int, found: list[Piece], day: Day) -> list[Piece]:
    """Days behind "March 8"; a year behind the last of them is that of all."""
    days: list[Piece] = []
    position = found[-1].end
    if day.year is not None or text[found[-1].start].isdigit() or _text_has_day_first(text, found[-1]):
        return []
    while match := _DAYS_AFTER.match(text, position, min(upper, position + LOOK_BACK)):
        word = FOLLOWER.match(text, match.end(), upper)
        if word and word[1][0].islower() and "," in match[0][:2] and not match["year"]:
            return days
        year = int(match["year"]) if match["year"] else None
        days.append(Piece(match.start("dom"), match.end(), "day", Day(year, day.month, int(match["dom"]))))
        position = match.end()
        if year is not None:
            break
    return days


def _text_has_day_first(text: str, piece: Piece) -> bool:
    return not text[piece.end - 1].isdigit() and not text[piece.start : piece.end].endswith(("st", "nd", "rd", "th"))


# ----------------------------------------------------------------------------------------------------------- joining


def _named_twice(text: str, found: list[Piece], known: Joints) -> list[Piece]:
    """Join two names of one day: "yesterday (Monday)", "Saturday (25 June)", "today, Thursday 24 February"."""
    joined: list[Piece] = []
    for piece in found:
        before = joined[-1] if joined else None
        if before is not None and before.said is not None and piece.said is not None:
            closing = _CLOSING.match(text, piece.end)
            end = 0
            if closing and known.join("bracket", text, before, piece):
                end = closing.end()
            elif isinstance(piece.said, Day) and _relative(before) and known.join("comma", text, before, piece):
                end = piece.end
            elif _relative(before) and _timed_day(piece) and known.join("day_then_clock", text, before, piece):
                end = piece.end  # ("today at 1.30pm, Thursday 3 May")
            meaning = _both(before.said, piece.said) if end else None
            if meaning is not None:
                shape = "day" if piece.shape == "weekday" else piece.shape
                joined[-1] = replace(before, end=end, shape=shape, said=meaning)
                continue
        joined.append(piece)
    return joined


def _relative(piece: Piece) -> bool:
    """Whether a piece is named from another day, so that the day behind its comma is the same."""
    named = isinstance(piece.said, Day) and piece.said.which is not None and piece.said.month is None
    return named or piece.shape in {"relative_day", "shifted", "shifted_on"}


def _both(first: Said, second: Said) -> Said | None:
    """What two names of one date say together; None if they cannot be names of one."""
    match first, second:
        case (Offset(unit="day", count=count), Day()):
            return replace(second, near=count)
        case (Day(month=None, weekday=weekday), Day(month=int())):
            return replace(second, weekday=weekday if second.weekday is None else second.weekday)
        case (Named(), Day(month=int())):
            return second
        case (Shifted(), Day(month=int())):
            return second
        case (Shifted(unit="day"), Day(weekday=int(), which=None)):
            return first
        case (Day(month=int()), Day(month=None, weekday=int(), day=None)):
            return replace(first, weekday=second.weekday)
        case (Day(month=None, which=None, near=None), Offset(unit="day", count=count)):
            return replace(first, near=count)
        case (Offset(unit="week" | "weekend"), Range(end=Day(month=int()))):
            return second
        case (Range(start=Day(month=None)), Range(end=Day(month=int()))):
            return second
        case (Offset(unit="month", count=count), Month(year=None, shift=None)):
            return replace(second, which=max(-1, min(1, count)))
    return None


def _with_clocks(text: str, found: list[Piece], known: Joints) -> list[Piece]:
    """Join clock times to the day beside them: first "4pm on Monday", then "Monday at 4pm"."""
    for name in ("clock_then_day", "day_then_clock"):
        joined: list[Piece] = []
        for piece in found:
            before = joined[-1] if joined else None
            clock, day = (before, piece) if name == "clock_then_day" else (piece, before)
            if before and clock and day and clock.shape == "clock" and known.join(name, text, before, piece):
                timed = _timed(day, clock)
                if timed is not None:
                    joined[-1] = timed
                    continue
            joined.append(piece)
        found = joined
    return found


def _timed(day: Piece, clock: Piece) -> Piece | None:
    """A day with its clock time or hours; None if it is no day, or has a time already."""
    if not isinstance(day.said, Day) and not (isinstance(day.said, Offset | Shifted) and day.said.unit == "day"):
        return None
    # ("the day before 5pm" is before 5pm)
    if day.said.clock is not None or (day.shape == "shifted" and day.start < clock.start):
        return None
    start, end = min(day.start, clock.start), max(day.end, clock.end)
    if clock.hours is None:
        return replace(day, start=start, end=end, said=replace(day.said, clock=clock.clock), timed=True)
    first, last = clock.hours
    if first is None or last is None or isinstance(day.said, Shifted):
        return replace(day, start=start, end=end)
    return Piece(start, end, "range", Range(replace(day.said, clock=first), replace(day.said, clock=last)))


# Between the hours of some days and the next day that has its own: "9am to 4pm, and Friday 9am to noon".
_HOURS_ON = re.compile(r"\s*[,;]?\s*(?:and\s+|on\s+)*")


def _opening_hours(text: str, start: int, found: list[Piece], setting: Setting) -> list[Piece]:
    """Make "Monday to Friday" a recurrence where hours stand beside it, and a weekday that goes on with its hours."""
    cues = setting.lexicon.dates.cues.opening_hours
    kept: list[Piece] = []
    day: Piece | None = None
    for number, piece in enumerate(found):
        if kept and kept[-1].shape != "clock":
            day = kept[-1]
        gap = _HOURS_ON.fullmatch(text, kept[-1].end, piece.start) if kept else None
        if piece.shape == "weekday" and gap and day is not None and day.shape == "recurrence":
            kept.append(replace(piece, shape="recurrence", said=None))
            continue
        if piece.shape == "weekdays":
            beside = [p for p in found[max(0, number - 1) : number + 2] if p.shape == "clock"]
            near = any(p.end + 12 > piece.start and piece.end + 12 > p.start for p in beside)
            before = WORD.findall(text, max(start, piece.start - LOOK_BACK), piece.start)
            if near or any(word.lower() in cues for word in before):
                kept.append(replace(piece, shape="recurrence", said=None))
                continue
        kept.append(piece)
    return kept


def _ranges(text: str, start: int, found: list[Piece], known: Joints) -> list[Piece]:
    """Join the ends of ranges; in a list, let a piece borrow the month and year of the one behind it."""
    joined: list[Piece] = []
    for before in reversed(found):
        behind = joined[-1] if joined else None
        piece = before
        if behind is not None and piece.said is not None and behind.said is not None:
            if _can_span(piece, behind) and known.spans(text, start, piece, behind):
                joined[-1] = Piece(piece.start, behind.end, "range", Range(piece.said, behind.said))
                continue
            if known.join("list", text, piece, behind) or known.join("until", text, piece, behind):
                target = behind.said.start if isinstance(behind.said, Range) else behind.said
                joined[-1] = replace(behind, said=as_before(piece.said, behind.said))
                piece = replace(piece, said=share(piece.said, target), shape=_shape_in_list(piece, behind))
        joined.append(piece)
    return joined[::-1]


def _timed_day(piece: Piece) -> bool:
    return isinstance(piece.said, Day | Offset) and piece.said.clock is not None


def _can_span(first: Piece, last: Piece) -> bool:
    """Whether two pieces can be the ends of one range."""
    ends = (Day, Month, Named, Year, FinancialYear, Offset)
    return isinstance(first.said, ends) and isinstance(last.said, ends)


def _shape_in_list(piece: Piece, behind: Piece) -> str:
    """A bare month or year in a list with a longer one needs no other sign that it is one."""
    if isinstance(piece.said, Month) and isinstance(behind.said, Month) and piece.said != behind.said:
        return "listed" if piece.said.year is not None or piece.said.shift is not None else piece.shape
    return piece.shape


def _led(text: str, pieces: list[Piece]) -> list[Piece]:
    """Join "the 12 months to", "the week ending" and the like to the date behind them; drop those without one."""
    joined: list[Piece] = []
    leads = {"up_to", "financial_year_to", "from_to", "week_of"}
    for piece, behind in zip(pieces, [*pieces[1:], None], strict=False):
        before = joined[-1] if joined else None
        if piece.shape in leads:
            kinds = Range if piece.shape == "from_to" else Day if piece.shape == "week_of" else _LEADABLE
            fits = behind is not None and isinstance(behind.said, kinds)
            if fits and behind is not None and not text[piece.end : behind.start].strip():
                joined.append(piece)
            continue
        if before is not None and before.shape in leads and piece.said is not None:
            joined[-1] = Piece(before.start, piece.end, "led", _lead(before, piece.said))
        else:
            joined.append(piece)
    return joined


def _lead(lead: Piece, end: Said) -> Said:
    match lead.shape, lead.said:
        case "from_to", _:
            return end
        case "up_to", Stretch(unit, count) if count is not None:
            return UpTo(unit, abs(count), end)
        case "week_of", Offset(count=edge):
            return WeekOf(end, edge)
    return UpTo("year", 1, end)


def word_before(text: str, start: int, end: int) -> str | None:
    """The word before text[end], in lower case; an opening bracket counts as one."""
    match = WORD_BEFORE.search(text, max(start, end - LOOK_BACK), end)
    return match[1].lower().lstrip("'’") if match else None
