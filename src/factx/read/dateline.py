"""The top of a release: its title, its dateline and so its publication date.

A dateline is a line of which nothing is left once its dates, times, weekdays, the publisher and the words of
dateline.toml are taken out: that holds for every order and punctuation that press offices use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from factx.lexicon import any_of
from factx.sieve import holds, needles, small_letters

if TYPE_CHECKING:
    from factx.claims import PublishedFrom
    from factx.lexicon import Lexicon
    from factx.release import DateOrder

# How many lines down a dateline is looked for, and "today, …" in prose; how long a dateline may be.
_TOP, _NEAR, _LENGTH = 25, 10, 160
# How much of a long line, and of the end of a text, is looked at.
_ENOUGH = 2_000
# A line this long, or a sentence of this many words, is prose.
_PROSE_LENGTH, _PROSE_WORDS = 200, 8
# Which of several dates is the publication: an embargo, one called so, a bare dateline, "today, …", the very last line.
_EMBARGO, _PUBLISHED, _BARE, _TODAY, _LAST = range(5)

_LINE = re.compile(r"[^\r\n]+")
_WORD_OR_NUMBER = re.compile(r"[^\W_]")
_DIGIT = re.compile(r"\d")
# What every date without the name of its month has.
_IN_FIGURES = re.compile(r"\d[/.-]\d")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a release, without surrounding white space: `text` from `start` to `end`."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Top:
    """What a release says of itself; `apparatus` holds the [start, end) of its datelines, in text order."""

    title: str | None = None
    published: date | None = None
    published_from: PublishedFrom | None = None
    apparatus: list[tuple[int, int]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Day:
    """A date at line[start:end], with its readings: none without a year, two where its order is not known."""

    start: int
    end: int
    text: str
    readings: tuple[date, ...]
    weekday: int | None = None
    rank: int = _BARE


def lines(text: str, most: int = _TOP) -> list[Line]:
    """The first `most` lines that are not blank."""
    filled = (m for m in _LINE.finditer(text) if not m[0].isspace())
    return [_line(m) for m in islice(filled, most)]


def _line(match: re.Match[str]) -> Line:
    stripped = match[0].strip()
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Line(stripped, start, start + len(stripped))


def is_prose(line: str) -> bool:
    """Whether a line is running text, and no heading or dateline."""
    return len(line) > _PROSE_LENGTH or (line.rstrip("\"'”’").endswith(".") and len(line.split()) >= _PROSE_WORDS)


def is_furniture(line: str, publisher: re.Pattern[str], lexicon: Lexicon) -> bool:
    """Whether `line` says only who issued the release, that it is one, and when."""
    grammar = _grammar(lexicon)
    return not grammar.left(_without(line, grammar.days(line[:_LENGTH], None)), publisher)


def read_top(text: str, publisher: re.Pattern[str], order: DateOrder | None, lexicon: Lexicon) -> Top:
    """Find title, publication date and apparatus of `text`.

    `publisher` matches the names that a dateline may hold; `order` is that of numeric dates, None where it is not
    known: an ambiguous one then gives no publication date, and a notice.
    """
    grammar = _grammar(lexicon)
    top = Top()
    found: list[_Day] = []
    head = lines(text)
    prose = next((i for i, line in enumerate(head) if is_prose(line.text)), len(head))
    for number, line in enumerate(head):
        # (A standfirst may come before the dateline; behind a colon it is a list of days that starts.)
        near = number <= prose or (number == prose + 1 and not head[prose].text.endswith(":"))
        if (days := grammar.dateline(line.text, publisher, order, bare=near)) is not None:
            found += days
            top.apparatus.append((line.start, line.end))
        elif number <= prose and (opening := grammar.opening(line.text, order)) is not None:
            found.append(opening)
            top.apparatus.append((0 if number == 0 else line.start, line.start + opening.end))
        else:
            for day in grammar.days(line.text[:_ENOUGH], order) if number < _NEAR else []:
                rank = grammar.rank_in_prose(line.text[: day.start], line.text[day.end :])
                if rank is not None and day.readings:
                    found.append(replace(day, rank=rank))
                if rank == _PUBLISHED:
                    top.apparatus.append((line.start + day.start, line.start + day.end))
    last = _last_line(text, grammar)
    if last is not None and last.start not in (start for start, _ in top.apparatus):
        days = grammar.dateline(last.text, publisher, order, bare=True)
        if days is not None:
            found += [replace(day, rank=_LAST) for day in days]
            top.apparatus.append((last.start, last.end))
    _settle(top, found)
    stamps = [m for m in grammar.stamp.finditer(text) if not any(s <= m.start() < e for s, e in top.apparatus)]
    top.apparatus = sorted({*top.apparatus, *(m.span() for m in stamps)})
    # (when a page was made and changed; what a stamp alone is of, it does not say)
    made = next((a for a, b in pairwise(stamps) if text[a.end() : b.start()].isspace() and a[0] <= b[0]), None)
    if top.published is None and made and (days := grammar.days(made[0], order)):
        top.published, top.published_from = days[0].readings[0], "metadata"
    top.title = _title(head[:prose], {start for start, _ in top.apparatus}, publisher, grammar)
    return top


def order_of_text(text: str, lexicon: Lexicon) -> DateOrder | None:
    """The order of the numeric dates of `text` that can be read in one way only, where they all agree."""
    grammar = _grammar(lexicon)
    seen: set[DateOrder] = set()
    for match in grammar.numeric.finditer(text):
        day_first, month_first = grammar.by_order(match)
        if bool(day_first) != bool(month_first):
            seen.add("dmy" if day_first else "mdy")
    return seen.pop() if len(seen) == 1 else None


def _settle(top: Top, found: list[_Day]) -> None:
    """Take the publication date from the best of `found`."""
    bare = {day.readings for day in found if day.rank == _BARE}
    if len(bare) > 1:  # a list of days, none of which is the publication
        found = [day for day in found if day.rank != _BARE]
    best = min((day for day in found if day.readings), key=lambda day: day.rank, default=None)
    if best is None:
        return
    if len(best.readings) > 1:
        top.notices.append(f"the date {best.text!r} can be read two ways: give --date-order or --published")
        return
    top.published, top.published_from = best.readings[0], "dateline"
    if best.weekday not in {None, top.published.isoweekday()}:
        top.notices.append(f"{best.text!r}, the date of the release, does not fall on the weekday beside it")


def _title(head: list[Line], apparatus: set[int], publisher: re.Pattern[str], grammar: _Grammar) -> str | None:
    """The first line of `head` that is a heading of this release and of nothing else."""
    contact = [grammar.not_title.fullmatch(line.text) is not None for line in head]
    for number, line in enumerate(head):
        if contact[number] or line.start in apparatus or not grammar.left(line.text, publisher):
            continue
        # A name and a role above a telephone number are not what the release is about.
        if number > 0 and len(line.text.split()) <= 4 and any(contact[number + 1 : number + 4]):
            continue
        return line.text
    return None


def _last_line(text: str, grammar: _Grammar) -> Line | None:
    """The last line that is not blank and no end mark ("ENDS", "###")."""
    before = max(len(text) - _ENOUGH, 0)
    for line in reversed(lines(text[before:], _ENOUGH)[-3:]):
        if not grammar.end_marks.fullmatch(line.text):
            return Line(line.text, before + line.start, before + line.end)
    return None


def _day(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


class _Grammar:
    """The tables of dateline.toml, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        table, words = lexicon.dateline, lexicon.dateline.words
        self._months = table.months
        self._weekdays = table.weekdays
        month, weekday = f"(?:{any_of([*table.months])})", rf"\b(?:{any_of([*table.weekdays])})\b"
        dates = [p.replace("{month}", month) for p in table.patterns.dates]
        clock = rf"(?:{'|'.join(table.patterns.clocks)})"
        self._dates = [_compiled(rf"(?<![\w/.-])(?:{p})(?![\w/]|[.-]\d)") for p in dates]
        self._month_names = needles(table.months)
        self.numeric = next(p for p in self._dates if "a" in p.groupindex)
        self._weekday = _compiled(weekday)
        self.stamp = _compiled(table.patterns.stamp)
        self._labels = {kind: _compiled(rf"\b(?:{any_of(names)})\b") for kind, names in table.labels.items()}
        zones = rf"\b(?-i:{any_of(words.zones)})\b"
        filling = (
            rf"\b(?:{any_of([*words.kind_of_text, *words.small, *(w for ws in table.labels.values() for w in ws)])})\b"
        )
        self._filling = _compiled(rf"(?<![\w/]){clock}|{weekday}|{zones}|{filling}")
        self._release = _compiled(rf"\b(?:{any_of(words.kind_of_text)})\b")
        # What stands right before a date in prose that makes it the day of publication.
        self._today = _compiled(rf"\b(?:{any_of(words.same_day)}),?\s{{1,3}}\(?(?:{weekday}\.?,?\s{{1,3}})?$")
        self._web = re.compile(rf"[^.!?]\s(?=[A-Z])(?i:{any_of(table.labels['published'])}):?\s{{1,3}}$")
        unnamed = re.sub(r"\?P<\w+>", "?:", "|".join(dates))
        blanks = {"{date}": f"(?i:{unnamed})", "{clock}": f"(?i:{clock})", "{weekday}": f"(?i:{weekday})"}
        self._city = re.compile(table.patterns.city)
        self._openings = [re.compile(_filled(p, blanks)) for p in table.patterns.openings]
        self.not_title = re.compile("|".join(f"(?:{p})" for p in table.patterns.not_title))
        self.end_marks = _compiled(table.patterns.end_marks)

    def days(self, line: str, order: DateOrder | None) -> list[_Day]:
        """The dates in `line`, from left to right."""
        found: list[_Day] = []
        position = 0
        patterns = self._possible(line)
        while matches := [m for p in patterns if (m := p.search(line, position))]:
            match = min(matches, key=lambda m: (m.start(), -m.end()))
            weekdays = self._weekday.findall(line, max(position, match.start() - 20), match.start())
            weekday = self._weekdays[weekdays[-1].lower()] if weekdays else None
            found.append(_Day(*match.span(), match[0], self._readings(match, order), weekday))
            position = match.end()
        return found

    def _possible(self, line: str) -> list[re.Pattern[str]]:
        """The patterns of dates that `line` may match: most lines have no digit, or no month beside it."""
        if not _DIGIT.search(line):
            return []
        named, in_figures = holds(small_letters(line), self._month_names), _IN_FIGURES.search(line)
        return [p for p in self._dates if (named if "month" in p.groupindex else in_figures)]

    def dateline(
        self, line: str, publisher: re.Pattern[str], order: DateOrder | None, *, bare: bool
    ) -> list[_Day] | None:
        """The dates of a dateline, best ranked first by `rank`, without those of an update; None if it is none.

        A date without a word that says what it is counts where `bare` is true.
        """
        if len(line) > _LENGTH or line.startswith("("):
            return None
        days = self.days(line, order)
        rest = _without(line, days)
        if not days or self.left(rest, publisher):
            return None
        ranked: list[_Day] = []
        behind = 0
        labelled = False
        for day in days:
            label = self._label(line[behind : day.start])
            labelled = labelled or label is not None
            behind = day.end
            if label != "updated" and day.readings:
                ranked.append(replace(day, rank=_RANKS.get(label, _BARE)))
        named = labelled or self._release.search(rest) is not None
        return ranked if named or (bare and any(day.readings for day in days)) else None

    def left(self, line: str, publisher: re.Pattern[str]) -> bool:
        """Whether `line` holds a word or a number besides the words of a dateline and the publisher."""
        return _WORD_OR_NUMBER.search(self._filling.sub(" ", publisher.sub(" ", line))) is not None

    def opening(self, line: str, order: DateOrder | None) -> _Day | None:
        """The dateline that opens a line of prose, up to where the prose starts."""
        for pattern in self._openings:
            match = pattern.match(line[:_LENGTH])
            days = self.days(match[0], order) if match else []
            if match and len(days) == 1 and days[0].readings:
                return replace(days[0], start=0, end=match.end(), rank=_PUBLISHED)
        return None

    def rank_in_prose(self, before: str, behind: str) -> int | None:
        """The rank of a date in a line that is no dateline, from the words on either side; None if they say nothing."""
        before = before[-60:]
        if self._today.search(before):
            return _TODAY
        return _PUBLISHED if self._web.search(before) or self._city.match(behind) else None

    def by_order(self, match: re.Match[str]) -> tuple[tuple[date, ...], tuple[date, ...]]:
        """The day that a numeric date is with the day first, and with the month first; none if there is no such day."""
        a, b, year = int(match["a"]), int(match["b"]), _year(match["year"])
        return _day(year, b, a), _day(year, a, b)

    def _readings(self, match: re.Match[str], order: DateOrder | None) -> tuple[date, ...]:
        part = match.groupdict()
        if not part.get("year"):
            return ()
        if "a" in part:
            day_first, month_first = self.by_order(match)
            chosen = {"dmy": day_first, "mdy": month_first}[order] if order else ()
            return chosen or tuple(sorted({*day_first, *month_first}))
        month = self._months[part["month"].lower()] if "month" in part else int(part["number"])
        return _day(_year(part["year"]), month, int(part["day"]))

    def _label(self, before: str) -> str | None:
        """What the last label `before` a date says that it is."""
        ends = [(m.end(), kind) for kind, p in self._labels.items() for m in p.finditer(before)]
        return max(ends)[1] if ends else None


_RANKS: dict[str | None, int] = {"embargo": _EMBARGO, "published": _PUBLISHED}


def _without(line: str, days: list[_Day]) -> str:
    """`line` with its dates taken out."""
    for day in reversed(days):
        line = f"{line[: day.start]} {line[day.end :]}"
    return line


def _filled(pattern: str, blanks: dict[str, str]) -> str:
    for blank, filling in blanks.items():
        pattern = pattern.replace(blank, filling)
    return pattern


def _year(digits: str) -> int:
    # Two digits as POSIX reads them: 69 to 99 are of the last century.
    return int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) >= 69 else 2000)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _grammar(lexicon: Lexicon) -> _Grammar:
    return _Grammar(lexicon)
