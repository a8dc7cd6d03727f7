"""The shapes of dates.toml, compiled, and what a text that has such a shape says.

A shape is a row of tokens ("the? {nth} quarter of {year}"); the notation is explained in dates.toml. Each becomes one
regular expression, filed under the words that can open it, so that only these are looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, cast

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
    Year,
)
from factx.lexicon import any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factx.claims import Part
    from factx.find.dates.parts import Clock, Unit
    from factx.lexicon import Lexicon
    from factx.release import DateOrder

DIGIT = "#"
WORD = re.compile(r"[^\W\d_]+|\d+")
_TOKEN = re.compile(r"([,~-]?)((?:\{[^}]*\}|[^\s?{}])+)(\??)")
# (possessive: white space may go on for as long as it likes without a second look)
_SEPARATORS = {"": r"\s++", ",": r"(?:\s*+,)?\s++", "~": r"\s*+", "-": r"[\s-]++"}
_MERIDIEM = r"(?:[ap]\.\s?m\.?|[ap]m\b)"
# Slots that are figures, not words.
_FIGURES = {
    "dom": r"(?P<dom>3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?(?!\d|%|[.,:/]\d)",
    "year": r"(?P<year>(?:19|20)\d\d)(?![\d%]|[,./]\d|[-–](?!(?:19|20)\d\d\b)\d)",
    "split_year": r"(?P<split_year>(?:19|20)\d\d[/–-](?:(?:19|20)\d\d|\d\d))(?![\d%]|[,./–-]\d)",
    "decade": r"(?P<decade>(?:19|20)\d0)['’]?s\b",
    "short_decade": r"['’‘]?(?P<short_decade>[4-9]0)['’]?s\b",
    "number": r"(?P<number>\d{1,3})\b",
    "iso": r"(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-\d\d)"
    r"(?:[T ](?P<iso_clock>[0-2]\d:[0-5]\d)(?::[0-5]\d)?)?(?![\d-])",
    "numeric": r"(?P<numeric>\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:(?:19|20)\d\d|\d\d))(?![\d/]|[.-]\w)",
    "clock": (
        rf"(?:(?P<twelve>1[0-2]|0?[1-9])(?:[.:](?P<twelve_minute>[0-5]\d))?\s?(?P<half>{_MERIDIEM})"
        r"|(?P<hours>[01]?\d|2[0-3])[:.](?P<hours_minute>[0-5]\d)\s?(?:hrs|hours|hr|h)\b"
        r"|(?P<before_h>[01]?\d|2[0-3])h(?P<before_h_minute>[0-5]\d)\b"
        r"|(?P<joined>[01]\d|2[0-3])(?P<joined_minute>[0-5]\d)\s?(?:hrs|hours|hr|h)\b(?!\s+of\b)"
        r"|(?P<colon>[01]?\d|2[0-3]):(?P<colon_minute>[0-5]\d)(?![:\d]))"
    ),
    "clock_hour": r"(?P<clock_hour>1[0-2]|[1-9])(?![\d,.:/%])",
    "meridiem": rf"(?P<meridiem>{_MERIDIEM})",
}
# The second words of figures that have one ("3.15pm", "3rd", "1990s"); None where they may be one word.
_SECONDS: dict[str, tuple[str | None, ...]] = {
    "dom": (None, "st", "nd", "rd", "th"),
    "iso": (DIGIT,),
    "numeric": (DIGIT,),
    "split_year": (DIGIT,),
    "decade": ("s",),
    "short_decade": ("s",),
    "clock": (DIGIT, "a", "p", "am", "pm", "hrs", "hours", "hr", "h"),
}
_UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
_FORTNIGHT = len(_UNITS)
_PARTS: dict[int, Part] = {-1: "early", 0: "mid", 1: "late"}


@dataclass(frozen=True, eq=False)
class Shape:
    """One row of a shape table: what it says (the table's name) and its expression, compiled when first tried."""

    says: str
    expression: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled: a release has need of a few shapes only."""
        return re.compile(self.expression, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Every shape, filed by the words (lower case) that can open it; `DIGIT` stands for any figure."""

    by_word: dict[str, tuple[Shape, ...]]
    by_pair: dict[tuple[str, str], tuple[Shape, ...]]
    heads: frozenset[str]

    def opened_by(self, word: str, following: str) -> tuple[Shape, ...]:
        """The shapes that can start with `word` where `following` is the next word."""
        return self.by_pair.get((word, following)) or self.by_word.get(word, ())


@cache
def shapes(lexicon: Lexicon) -> Shapes:
    """The shapes of the lexicon."""
    by_word: dict[str, list[Shape]] = {}
    pairs: list[tuple[tuple[str, str], Shape]] = []
    for says, rows in lexicon.dates.shapes.items():
        for row in rows:
            tokens = [_Token(m[1], re.findall(r"\{[^}]*\}|[^|]+", m[2]), bool(m[3])) for m in _TOKEN.finditer(row)]
            shape = Shape(says, _expression(tokens, lexicon.dates.words))
            for word, following in dict.fromkeys(_openings(tokens, lexicon.dates.words)):
                if following is None:
                    by_word.setdefault(word, []).append(shape)
                else:
                    pairs.append(((word, following), shape))
    by_pair: dict[tuple[str, str], list[Shape]] = {}
    for pair, shape in pairs:
        by_pair.setdefault(pair, list(by_word.get(pair[0], ()))).append(shape)
    return Shapes(
        {word: tuple(found) for word, found in by_word.items()},
        {pair: tuple(found) for pair, found in by_pair.items()},
        frozenset(by_word) | {first for first, _ in by_pair},
    )


@dataclass(frozen=True, slots=True)
class _Token:
    """A token of a row: how it may stand off from the one before, its alternatives, whether it may be left out."""

    separator: str
    alternatives: list[str]
    optional: bool


def _expression(tokens: list[_Token], words: dict[str, dict[str, int]]) -> str:
    expression, opened = "", False
    used: set[str] = set()
    for number, token in enumerate(tokens):
        found = "|".join(_alternative(a, words, used) for a in token.alternatives)
        if opened:
            found = f"{_SEPARATORS[token.separator]}(?:{found})"
            expression += f"(?:{found})?" if token.optional else found
        elif token.optional:
            # (what is left out between this token and the first that must be there takes its separator along)
            needed = next(n for n in range(number + 1, len(tokens)) if not tokens[n].optional)
            separators = [t.separator for t in tokens[number + 1 : needed + 1]]
            expression += f"(?:(?:{found}){_SEPARATORS[',' if ',' in separators else separators[0]]})?"
        else:
            expression += f"(?:{found})"
            opened = True
    return expression + r"(?:(?!\w)|(?<=\d)(?=and\s))"  # ("May 2011and June": the space is lost)


def _openings(tokens: list[_Token], words: dict[str, dict[str, int]]) -> Iterator[tuple[str, str | None]]:
    """The first two words that a row can start with; None for a second that is not known or need not be."""
    for number, token in enumerate(tokens):
        rest = dict.fromkeys(_openings(tokens[number + 1 :], words))
        followers = dict.fromkeys(word for word, _ in rest)
        ends = all(t.optional for t in tokens[number + 1 :])
        if not any(WORD.search(a) for a in token.alternatives):  # (a dash)
            yield from rest
            return
        for first, second in (heads for a in token.alternatives for heads in _heads(a, words)):
            seconds = [second] if second else [*followers, *[None] * ends]
            yield from ((first, s) for s in seconds)
        if not token.optional:
            return


def _heads(alternative: str, words: dict[str, dict[str, int]]) -> Iterator[tuple[str, str | None]]:
    """The first word of an alternative, and its second if it has one."""
    names = _names(alternative)
    texts = [alternative] if not names else []
    for name in names:
        if name == "meridiem":
            texts += ["a", "p", "am", "pm"]
        elif name in _FIGURES:
            yield from ((DIGIT, second) for second in _SECONDS.get(name, (None,)))
        texts += words.get("number_word" if name == "number" else name, ())
    for text in texts:
        found = [DIGIT if w[0].isdigit() else w.lower() for w in WORD.findall(text)]
        if found:
            yield found[0], found[1] if len(found) > 1 else None


def _names(alternative: str) -> list[str]:
    return alternative[1:-1].split("|") if alternative.startswith("{") else []


def _alternative(alternative: str, words: dict[str, dict[str, int]], used: set[str]) -> str:
    """The expression of a word, or of a {slot} (its group is named after it; a second one gets `_2`)."""
    if not (names := _names(alternative)):
        return _with_apostrophes(re.escape(alternative))
    found = []
    for name in names:
        group = f"{name}_2" if name in used else name
        used.add(name)
        if name in words:
            one = any_of(list(words[name]))
            if next(iter(words[name]))[0].isupper():  # (names of months and days have capitals; "may" and "sat" do not)
                one = f"(?-i:{one}|{any_of([w.upper() for w in words[name]])})"
            dot = r"\.?" if name.startswith("short_") else ""
            found.append(_with_apostrophes(rf"(?P<{group}>{one})(?!\w){dot}"))
        if name in _FIGURES:
            found.append(_FIGURES[name])
        if name == "number":
            found.append(rf"(?P<number_word>{any_of(list(words['number_word']))})(?!\w)")
    return "|".join(found)


def _with_apostrophes(expression: str) -> str:
    """Straight apostrophes match curly ones too."""
    return expression.replace("'", "['’]")


# ------------------------------------------------------------------------------------------------ what a shape says


@dataclass(frozen=True, slots=True)
class Setting:
    """What of a release decides how its figures are read; `century` is the last year that two digits may mean."""

    lexicon: Lexicon
    order: DateOrder | None
    century: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The slots of a match: the value that the tables of dates.toml give to each word."""

    groups: dict[str, str | None]
    tables: dict[str, dict[str, int]]

    def value(self, *names: str) -> int | None:
        """The value of the first of these slots that is filled."""
        for name in names:
            text = self.groups.get(name)
            if text is not None:
                return _lookup(self.tables[name.removesuffix("_2")], text) if not text.isdigit() else int(text)
        return None

    def part(self) -> Part | None:
        found = self.value("part")
        return None if found is None else _PARTS[found]

    def number(self) -> int:
        found = self.value("number", "number_word")
        return 1 if found is None else found

    def units(self) -> tuple[Unit, int]:
        """The unit, and how many of them are said; a fortnight is two weeks."""
        unit = self.value("unit") or 0
        return ("week", 2 * self.number()) if unit == _FORTNIGHT else (_UNITS[unit], self.number())


def _lookup(table: dict[str, int], text: str) -> int | None:
    # (as IGNORECASE takes them)
    folded = " ".join(text.split()).casefold().replace("i̇", "i").replace("ı", "i").replace("’", "'")
    return next((value for word, value in table.items() if word.casefold() == folded), None)


def said(shape: Shape, match: re.Match[str], setting: Setting) -> tuple[Said | Clock | None, bool]:
    """What the text of a match says, and whether it says anything: (None, True) is a shape with no days of its own."""
    words = _Words(match.groupdict(), setting.lexicon.dates.words)
    reader = _READERS.get(shape.says)
    if reader is None:
        return None, True
    found = reader(words, match[0], setting)
    return found, found is not None or shape.says == "clock"


def clock(words: _Words, text: str, _setting: Setting) -> Clock | None:
    """Hour and minute; None where the words do not say which half of the day."""
    groups = words.groups
    for hour, minute in (
        ("hours", "hours_minute"),
        ("before_h", "before_h_minute"),
        ("joined", "joined_minute"),
        ("colon", "colon_minute"),
    ):
        if groups.get(hour) is not None:
            written = words.value(hour) or 0
            doubtful = hour == "colon" and written < 13 and not (groups[hour] or "").startswith("0")
            return None if doubtful else (written, words.value(minute))
    half = (groups.get("half") or groups.get("meridiem") or "").lower()[:1]
    value = words.value("twelve", "hour_word")
    if half and value is not None:
        return value % 12 + (12 if half == "p" else 0), words.value("twelve_minute")
    told = words.value("clock_hour", "hour_word")
    if told is not None and text.lower().endswith(("morning", "afternoon", "evening")):
        return _quarters(text.lower(), told % 12 + (0 if text.lower().endswith("morning") else 12))
    return _named_clock(text.lower())


def _named_clock(text: str) -> Clock | None:
    """Noon and the quarters around noon and midnight; None for midnight alone: of which day, it leaves open."""
    midnight = text.endswith("midnight")
    if not midnight and not text.endswith(("noon", "midday")):
        return None
    quarters = _quarters(text, 0 if midnight else 12)
    return None if midnight and quarters[1] is None else quarters


def _quarters(text: str, hour: int) -> Clock:
    """The hour, or the half or quarter past or to it that the words before it say."""
    match text.split()[:2]:
        case ["half", "past"]:
            return hour, 30
        case ["quarter", "past"]:
            return hour, 15
        case ["quarter", "to"]:
            return (hour - 1) % 24, 45
    return hour, None


def _day(words: _Words, _text: str, setting: Setting) -> Said | None:
    groups = words.groups
    weekday = words.value("weekday", "short_weekday")
    if iso := groups.get("iso"):
        year, month, day = (int(n) for n in iso.split("-"))
        time = groups.get("iso_clock")
        hour = (int(time[:2]), int(time[3:])) if time and time < "24" else None
        return Day(year, month, day, weekday, hour)
    if numeric := groups.get("numeric"):
        return _numeric(numeric, groups["sep"] or "", weekday, setting)
    shift = words.value("which")
    if holiday := words.value("holiday"):
        return Day(words.value("year"), *divmod(holiday, 100), weekday)
    return Day(words.value("year"), words.value("month", "short_month"), words.value("dom"), weekday, shift=shift)


def _numeric(text: str, separator: str, weekday: int | None, setting: Setting) -> Said | None:
    first, second, year = (int(n) for n in text.split(separator))
    if len(text) - text.rindex(separator) == 3:
        year += 2000 if 2000 + year <= setting.century else 1900
    dmy, mdy = Day(year, second, first, weekday), Day(year, first, second, weekday)
    if not (1 <= first <= 31 and 1 <= second <= 31):
        return None
    if first > 12 and second > 12:
        return None
    if first > 12 or second > 12:
        return dmy if first > 12 else mdy
    if first == second or setting.order == "dmy":
        return dmy
    return mdy if setting.order == "mdy" else Numeric(dmy, mdy)


def _weekday(words: _Words, text: str, _setting: Setting) -> Said:
    day = Day(day=words.value("dom"), weekday=words.value("weekday", "short_weekday"), which=words.value("which"))
    if text.lower().endswith(" last") and " before " not in text.lower():  # ("on Thursday last")
        return replace(day, which=-1)
    if text.lower().endswith(" before last") or text.lower().startswith("a week last"):
        return replace(day, which=-2)
    if day.which is None and "week" in text.lower().split():  # ("Friday week", "a week on Friday")
        return replace(day, which=2)
    return day


def _relative_day(words: _Words, _text: str, _setting: Setting) -> Said:
    return Offset("day", words.value("relative_day") or 0)


def _month(words: _Words, text: str, _setting: Setting) -> Said:
    code, which = words.value("month", "short_month") or 0, words.value("which")
    of_year = which is not None and text.rstrip().lower().endswith("year")
    return Month(code, words.value("year"), words.part(), which if of_year else None, None if of_year else which)


def _season(words: _Words, text: str, _setting: Setting) -> Said | None:
    code, which = words.value("season", "fall") or 0, words.value("which")
    of_year = which is not None and text.rstrip().lower().endswith("year")
    year = words.value("year")
    if split := words.groups.get("split_year"):
        year = _split(split)
        if year is None:
            return None
    return Month(code, year, words.part(), which if of_year else None, None if of_year else which)


def _movable(words: _Words, text: str, setting: Setting) -> Said | None:
    dates = setting.lexicon.dates
    row = dates.moving[words.value("movable", "bank_holiday") or 0]
    if row is dates.bank_holidays["bank holiday"] and not re.search(r"\b(?:monday|weekend)\b", text, re.IGNORECASE):
        return None
    weekend = row.days[0] == row.days[1] and " weekend" in text.lower()
    return Named(row, words.value("year"), words.value("which"), weekend)


def _quarter(words: _Words, _text: str, _setting: Setting) -> Said:
    return Month(32 + (words.value("nth", "quarter") or 0), words.value("year"), shift=words.value("which"))


def _half(words: _Words, _text: str, _setting: Setting) -> Said | None:
    half = words.value("nth")
    if half not in {1, 2}:
        return None
    return Months(6 * half - 5, 6 * half, words.value("year"), words.value("which"))


def _first_months(words: _Words, _text: str, _setting: Setting) -> Said | None:
    number = words.number()
    return Months(1, number, words.value("year"), words.value("which")) if 1 < number <= 12 else None


def _last_months(words: _Words, _text: str, _setting: Setting) -> Said | None:
    number = words.number()
    return Months(13 - number, 12, words.value("year")) if 1 < number <= 12 else None


def _weeks_of_month(words: _Words, text: str, _setting: Setting) -> Said | None:
    (unit, count), month = words.units(), words.value("month") or 0
    if unit not in {"day", "week"} or (unit == "day" and count == 1):
        return None
    first = "first" in text.lower().split()[:2]
    return UpTo(unit, -count if first else count, Month(month, words.value("year"), shift=words.value("which")))


def _year(words: _Words, _text: str, _setting: Setting) -> Said:
    return Year(words.value("year") or 0, words.part())


def _decade(words: _Words, _text: str, _setting: Setting) -> Said:
    short = words.value("short_decade")
    return Year(1900 + short if short else words.value("decade") or 0, words.part(), decade=True)


def _split(text: str) -> int | None:
    """The first year of "2018/19"; None where the second is not the year behind it."""
    first, second = re.split(r"[/–-]", text)
    return int(first) if int(second) % 100 == (int(first) + 1) % 100 else None


def _financial_year(words: _Words, text: str, _setting: Setting) -> Said | None:
    split = words.groups["split_year"] or ""
    if text == split and len(split) == 9 and "/" not in split:  # ("2018-2019" is a range of two years)
        return None
    first = _split(split)
    return None if first is None else FinancialYear(first)


def _open_financial_year(_words: _Words, _text: str, _setting: Setting) -> Said:
    return FinancialYear(None)


def _this_financial_year(words: _Words, text: str, _setting: Setting) -> Said:
    count = -1 if "previous" in text.lower() else words.value("which") or 0
    return Offset("financial_year", count, part=words.part())


def _this_unit(words: _Words, text: str, _setting: Setting) -> Said:
    unit = cast("Unit", text.rsplit(maxsplit=1)[-1].lower())
    return Offset(unit, words.value("which") or 0, part=words.part() if unit in {"month", "year"} else None)


def _stretch(words: _Words, text: str, _setting: Setting) -> Said | None:
    if text.lower().endswith(("morning", "afternoon", "evening", " night")):
        return None
    ahead = {"next", "coming"} & set(text.lower().split()[:2])
    bare = words.value("number", "number_word") is None
    if bare and text.lower().endswith(("s", " last day")):  # ("the last weeks"; "the last day for entries")
        return None
    unit, count = words.units()
    return Stretch(unit, count * (1 if ahead else -1))


def _year_to_date(_words: _Words, _text: str, _setting: Setting) -> Said:
    return Stretch("year", None)


def _ago(words: _Words, text: str, _setting: Setting) -> Said:
    unit, count = words.units()
    return Offset(unit, -count, exact=text.lower().endswith("today"))


def _shifted(words: _Words, text: str, _setting: Setting) -> Said | None:
    if text.lower().endswith("s") and words.value("number", "number_word") is None:  # ("the previous years")
        return None
    unit, count = words.units()
    return Shifted(unit, -count)


def _shifted_weekday(words: _Words, text: str, _setting: Setting) -> Said:
    return Shifted("day", -1 if "previous" in text.lower().split() else 1, weekday=words.value("weekday"))


def _nth_weekday(words: _Words, text: str, _setting: Setting) -> Said | None:
    weekday = words.value("weekday", "weekend")
    number = -1 if {"last", "final"} & set(text.lower().split()[:2]) else words.value("nth")
    if weekday is None or number is None:
        return None
    return Nth(number, weekday, Month(words.value("month") or 0, words.value("year"), shift=words.value("which")))


def _same_day(words: _Words, text: str, _setting: Setting) -> Said:
    return Shifted(_lookup_unit(text, words.tables["unit"]), 0)


def _shifted_on(words: _Words, text: str, _setting: Setting) -> Said:
    if "unit" in words.groups:
        return Shifted(*words.units())
    if text.lower() == "the day after that":
        return Shifted("day", 1)
    unit = _lookup_unit(text, words.tables["unit"])
    return Shifted(unit, words.number(), whole=unit == "year")


def _lookup_unit(text: str, table: dict[str, int]) -> Unit:
    return _UNITS[_lookup(table, text.rsplit(maxsplit=1)[-1]) or 0]


def _same(words: _Words, _text: str, _setting: Setting) -> Said:
    return Same(words.value("year"), words.value("which"))


def _weekdays(words: _Words, _text: str, _setting: Setting) -> Said:
    start, end = words.value("weekday", "short_weekday"), words.value("weekday_2", "short_weekday_2")
    return Range(Day(weekday=start), Day(weekday=end))


def _up_to(words: _Words, _text: str, _setting: Setting) -> Said:
    return Stretch(*words.units()) if words.groups.get("unit") else Stretch("year", words.number())


def _week_of(_words: _Words, text: str, _setting: Setting) -> Said:
    last = text.rsplit(maxsplit=1)[-1].lower()
    return Offset("week", 1 if last == "ending" else 0 if last == "of" else -1)


_READERS: dict[str, Callable[[_Words, str, Setting], Said | Clock | None]] = {
    "day": _day,
    "holiday": _day,
    "weekday": _weekday,
    "relative_day": _relative_day,
    "month": _month,
    "season": _season,
    "movable": _movable,
    "quarter": _quarter,
    "half": _half,
    "first_months": _first_months,
    "last_months": _last_months,
    "weeks_of_month": _weeks_of_month,
    "year": _year,
    "decade": _decade,
    "financial_year": _financial_year,
    "open_financial_year": _open_financial_year,
    "this_financial_year": _this_financial_year,
    "this_unit": _this_unit,
    "stretch": _stretch,
    "year_to_date": _year_to_date,
    "ago": _ago,
    "shifted": _shifted,
    "shifted_on": _shifted_on,
    "shifted_weekday": _shifted_weekday,
    "nth_weekday": _nth_weekday,
    "same_day": _same_day,
    "same": _same,
    "weekdays": _weekdays,
    "up_to": _up_to,
    "week_of": _week_of,
    "clock": clock,
}
