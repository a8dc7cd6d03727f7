"""Numbers as they are written, in digits and in words, with their hedges and ranges: one grammar for every kind.

A number is read exactly and keeps the place of its last written digit. What cannot be read for certain ("3,5", digits
inside a word, a run too long to be a figure) is no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.claims import MAX_DIGITS, Qualifier
from factx.figures import Figure, Style
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Groups of three only where they fit: "24,318" and "26 550", never "3,5". A letter may follow directly ("38kg").
_DIGITS = (
    r"(?:(?P<sign>{signs}|(?-i:(?<![\w-])R(?={rands})))\s?|(?<![\w.,/:#@])(?<!\d[’'⁄]))(?P<digits>"
    r"\.\d{1,3}(?=\s?(?:{percent}))"  # .08 per cent
    r"|"
    r"{comma}\d{1,3}(?:,\d{3})+(?!\d|,\d)(?:\.\d+)?"
    r"|(?(sign)\d{1,3},\s\d{3}(?!\d|,\d)|(?!))"  # "£3, 400" is a slip for £3,400
    r"|[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d ,.]\d|\d)"
    r"|\d+(?:\.\d+)?(?!\d|[,.:/’'_⁄]\d|[\ufe0f\u20e3])|[{vulgar}])"
    r"(?:(?P<mixed>[ \u00a0]?[{vulgar}])|[ \u00a0](?P<over>[1-9])/(?P<under>[2-9])(?![\d/])|)"
)
# What the R of rands stands before: R12 650, R2.5 million, R350, but not the R of a road or model (R12b, R8).
_RANDS = (
    r"\s?\d{1,3}(?:[ ,\u00a0]\d{3})+\b|\s?\d+(?:\.\d+)?\s?(?:million|billion|m|bn)\b|\d+,\d{1,2}\b"
    r"|\d{2,6}(?:\.\d\d)?\b(?![-/])"
)
# No opening ("half a", "US$") is longer, with its blanks.
_LONGEST_OPENING = 12
# Which kinds of number word each kind may stand behind ("" is the start).
_HUNDREDS = {"", "article", "half", "unit", "teen"}
_BEHIND = {
    "article": {"", "half"},
    "half": {""},
    "unit": {"", "ten", "hundred", "and", "scale"},
    "teen": {"", "hundred", "and", "scale"},
    "ten": {"", "hundred", "and", "scale"},
    "and": {"hundred", "scale"},
    "hundred": _HUNDREDS,
    "collective": _HUNDREDS | {"ten"},
    "scale": _HUNDREDS | {"ten", "hundred"},
}
# A dash with a blank on both sides or on none: "9  -10%" and an empty cell are no range.
_LEADING_NOUGHT = re.compile(r"0\d")
_RANGE = re.compile(r" (?=[-–—] )(?P<spaced>[-–—]) |(?P<tight>[-–—])|\s+(?P<word>to|and|or)\s+")
# "£2-" of "£2-3m": the scale letter behind the upper end is of money.
_AMOUNT_TO = re.compile(r"[£$€][\d.,]{1,12}\s?(?:[-–—]|to)\s?\Z")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+ages?\s+of\s+)?\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+\Z", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:a\s+further|another|an\s+extra)\s+\Z", re.IGNORECASE)
_MAXIMUM = re.compile(
    r"\bmaximum\s+(?:possible\s+)?(?:sentence|penalty|punishment|fine|term)\b[^.;:\n]{0,60}?\b(?:is|was)\s+(?:an?\s+)?\Z",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\((\d[\d, \u00a0]{0,12})\)")
_OPENING = re.compile(r"\s*\(")
# "one and a half million", "three-and-a-half"
_AND_A_HALF = re.compile(r"[\s-]and[\s-]a[\s-]half\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """text[start:end] and its exact `value`; `unit` is the place of its last written digit.

    `sign` is the currency sign that it starts with ("£", "US$"), or empty; `scale` what "million" or "k" multiplied it
    by.
    """

    start: int
    end: int
    value: Fraction
    unit: Fraction
    in_words: bool = False
    sign: str = ""
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Hedged:
    """A number, or two that make a range, with its hedge: text[start:end], and the figure that it writes."""

    start: int
    end: int
    number: Number
    last: Number
    figure: Figure

    def styled(self, style: Style, out_of: Fraction | None = None) -> Figure:
        """The figure as a percentage, ratio or multiple."""
        return replace(self.figure, style=style, out_of=out_of)


def scan(text: str, lexicon: Lexicon, country: str | None = None) -> list[Number]:
    """Every number of `text`, in order, none overlapping; in some countries (ISO 3166) a comma parts the decimals."""
    found: list[Number] = []
    position = 0
    pattern, values = _words(lexicon, country in lexicon.numbers.decimal_comma)
    hits, opening = _hits(lexicon)
    while hit := hits.search(text, position):
        position = hit.end()
        before = opening.search(text, max(found[-1].end if found else 0, hit.start() - _LONGEST_OPENING), hit.start())
        starts = [before.start(), before.start("article"), hit.start()] if before else [hit.start()]
        match = next((m for start in starts if start >= 0 and (m := pattern.match(text, start))), None)
        if match is None:
            continue
        number = _in_digits(text, match, lexicon) if match["digits"] else _in_words(match, values)
        position = max(position, match.end())
        if number is not None:
            found.append(_with_gloss(text, _with_half(text, number, lexicon), pattern, values))
            position = max(found[-1].end, match.start() + 1)
    return _with_quarters(text, found, lexicon) if "quarter" in text else found


def _with_quarters(text: str, numbers: list[Number], lexicon: Lexicon) -> list[Number]:
    """Take in "a quarter of a million", "three quarters of a million", each for what was read inside it."""
    quarters = []
    for match in _quarters(lexicon).finditer(text):
        quarter = Fraction(lexicon.numbers.scales[match["whole"].lower()], 4)
        value = quarter * lexicon.numbers.units.get(match["part"].lower(), 1)
        quarters.append(Number(match.start(), match.end(), value, quarter, in_words=True))
    apart = [n for n in numbers if not any(q.start < n.end and n.start < q.end for q in quarters)]
    return sorted([*apart, *quarters], key=lambda n: n.start)


def _in_digits(text: str, match: re.Match[str], lexicon: Lexicon) -> Number | None:
    digits = re.sub(r",(?=\d{1,2}\Z)", ".", match["digits"])
    digits = re.sub(r"[,\s]", "", digits)
    if len(digits.replace(".", "")) > MAX_DIGITS - 3 or _LEADING_NOUGHT.match(digits):
        return None
    vulgar = lexicon.numbers.vulgar
    unit, end = Fraction(1, 10 ** len(digits.partition(".")[2])), match.end()
    value = Fraction(vulgar[digits]) if digits in vulgar else Fraction(digits)
    if digits in vulgar or match["mixed"]:  # 3½
        part = Fraction(vulgar[match["mixed"].strip()]) if match["mixed"] else Fraction(0)
        value, unit = value + part, Fraction(1, (value + part).denominator)
    elif match["over"]:  # 2 1/3
        value, unit = value + Fraction(int(match["over"]), int(match["under"])), Fraction(1, int(match["under"]))
    factor = 1
    if scale := _scales(lexicon).match(text, end):
        factor = lexicon.numbers.scales[scale[1].lower()]
        value, unit, end = value * factor, unit * factor, scale.end()
    elif letter := _suffix(text, match, lexicon):
        factor = lexicon.numbers.suffixes[letter[1].lower()]
        value, unit, end = value * factor, unit * factor, letter.end()
    return Number(match.start(), end, value, unit, sign=match["sign"] or "", scale=factor)


def _suffix(text: str, match: re.Match[str], lexicon: Lexicon) -> re.Match[str] | None:
    """The letter that scales an amount of money ("£1.2m") or what comes in such numbers ("15k followers")."""
    if match["sign"] or _AMOUNT_TO.search(text, max(0, match.start() - 20), match.start()):
        return _suffixes(lexicon).match(text, match.end())
    return _suffixes_of_things(lexicon).match(text, match.end())


def _with_half(text: str, number: Number, lexicon: Lexicon) -> Number:
    """Take in "and a half", and the scale behind it: "one and a half million", "a million and a half"."""
    half = _AND_A_HALF.match(text, number.end)
    if half is None:
        return number
    whole = number.unit if number.value < 1000 else number.value
    part, end = whole / 2, half.end()
    factor = 1
    if number.value < 1000 and (scale := _scales(lexicon).match(text, end)):
        factor, end = lexicon.numbers.scales[scale[1].lower()], scale.end()
    return replace(number, value=(number.value + part) * factor, unit=part * factor, end=end)


def _in_words(match: re.Match[str], values: dict[str, tuple[str, int]]) -> Number | None:
    """Read as many of the words as make one number ("two hundred and eighty three", "half a million")."""
    total, group, end, last, scale = 0, Fraction(0), 0, "", 0
    for word in re.finditer(r"[^\W\d_]+", match[0]):
        kind, value = values[word[0].lower()]
        if last not in _BEHIND[kind] or (kind == "scale" and scale and value >= scale):
            break
        if kind == "half":
            group = Fraction(1, 2)
        elif kind in {"hundred", "collective"}:
            group = (group or Fraction(1)) * value
        elif kind == "scale":
            total, group, scale = total + int((group or 1) * value), Fraction(0), value
        elif kind in {"unit", "teen", "ten"}:
            group += value
        last = kind
        if kind not in {"and", "article", "half"}:
            end = word.end()
    return Number(match.start(), match.start() + end, total + group, Fraction(1), in_words=True) if end else None


def _with_gloss(text: str, number: Number, pattern: re.Pattern[str], values: dict[str, tuple[str, int]]) -> Number:
    """Take in the same number once more, in brackets: "eighty-three (83)", "11 (eleven)"."""
    if number.in_words:
        gloss = _IN_BRACKETS.match(text, number.end)
        same = gloss is not None and re.sub(r"\D", "", gloss[1]) == str(number.value)
        return replace(number, end=gloss.end()) if gloss is not None and same else number
    opening = _OPENING.match(text, number.end)
    words = pattern.match(text, opening.end()) if opening else None
    again = _in_words(words, values) if words is not None and words["words"] else None
    closed = again is not None and again.value == number.value and text[again.end : again.end + 1] == ")"
    return replace(number, end=again.end + 1) if again is not None and closed else number


def pairs(numbers: Sequence[Number]) -> Iterator[tuple[Number, Number | None]]:
    """Each number with the one that follows it, which may be the other end of its range."""
    return zip(numbers, [*numbers[1:], None], strict=False)


def hedge(
    text: str,
    number: Number,
    following: Number | None,
    lexicon: Lexicon,
    *,
    before: int | None = None,
    between_unit: re.Pattern[str] | None = None,
) -> Hedged:
    """The number with the hedge before it, joined with the `following` one where both make a range.

    `before` is where the figure's own writing starts when that is not the number itself (a plus or minus sign);
    `between_unit` may stand behind the lower end too ("between 10% and 15%", "10kg-15kg").
    """
    left = number.start if before is None else before
    start, qualifier = hedge_before(text, left, lexicon)
    if number.value < 10 and " ".join(text[start:left].lower().split()) in lexicon.qualifiers.large_only:
        start, qualifier = left, "exact"
    named = between_unit.match(text, number.end) if between_unit is not None else None
    joint = following and _RANGE.fullmatch(text, named.end() if named else number.end, following.start)
    if following is not None and joint and following.sign in {number.sign, ""}:
        between = _BETWEEN.search(text, max(0, left - 28), left)
        low = _same_scale(number, following)
        joined = {"-", "and"} if between else {"-", "to"}
        if following.value - low <= max(Fraction(2), low / 2):  # "three or four", "20 or 30"
            joined.add("or")
        if named and not between:  # "up 11% to 20%" is no range
            joined = {"-"}
        moves = between is None and _changes(text, left, lexicon)
        if joint["spaced"] and qualifier != "exact":  # "• Under 40 – 515 calls"
            joined = set()
        if (joint["word"] or "-").lower() in joined and low < following.value and not moves:
            opening = between or (_FROM.search(text, max(0, left - 8), left) if joint["word"] == "to" else None)
            start = opening.start() if opening else start
            unit = min(number.unit, following.unit)
            figure = Figure(value=None, unit=unit, qualifier="between", low=low, high=following.value)
            return Hedged(start, following.end, number, following, figure)
    figure = Figure(value=number.value, unit=number.unit, qualifier=qualifier)
    return Hedged(start, number.end, number, number, figure)


def _changes(text: str, left: int, lexicon: Lexicon) -> bool:
    """Whether "A to B" before which `left` stands says where a figure came from and went to, and is no range."""
    clause = re.split(r"[.;:\n]\s|,\s+(?:and|but|while)\s", text[max(0, left - 80) : left])[-1]
    return _change_words(lexicon).search(clause) is not None or _moved(lexicon).search(clause) is not None


def _same_scale(number: Number, following: Number) -> Fraction:
    """The lower end of "2 to 3 million": it shares the scale that only the upper end names."""
    shared = following.scale if following.scale > 1 else following.unit if following.in_words else 1
    return number.value * shared if number.scale == 1 and shared >= 1000 > number.value else number.value


def hedge_before(text: str, start: int, lexicon: Lexicon) -> tuple[int, Qualifier]:
    """Where the hedge that touches `start` begins, and what it says; `start` and "exact" where there is none."""
    if further := _FURTHER.search(text, max(0, start - 14), start):  # "up to a further nine months"
        before, qualifier = hedge_before(text, further.start(), lexicon)
        return (start, "exact") if qualifier == "exact" else (before, qualifier)
    window = max(0, start - 40)
    if not text[window:start].rstrip().lower().endswith(_last_words(lexicon)):  # most numbers: spares the search
        return start, "exact"
    match = _before(lexicon).search(text, window, start)
    if match is None:  # "exceeded £10,000" says what "more than" does, but is no part of the figure
        verb = _bounding_verb(lexicon).search(text, window, start)
        return start, _verb_qualifiers(lexicon)[" ".join(verb[1].lower().split())] if verb else "exact"
    words = " ".join(match["hedge"].lower().split())
    particle = _particle(lexicon).search(text, max(0, window - 16), match.start("hedge"))
    if particle and particle[1].lower() in lexicon.qualifiers.particles.get(words, ()):
        return start, "exact"  # "handed over £40", "adding up to £90"
    if words == "about" and _topics(lexicon).search(text, max(0, window - 16), match.start("hedge")):
        return start, "exact"  # "concerns about six of them"
    return match.start("hedge"), _qualifier_of(lexicon)[words]


def is_maximum(text: str, start: int) -> bool:
    """Whether what starts at `start` is said to be a maximum: "the maximum sentence for this is" (20 years)."""
    return _MAXIMUM.search(text, max(0, start - 90), start) is not None


def hedge_after(text: str, end: int, lexicon: Lexicon) -> tuple[int, Qualifier] | None:
    """Where the hedge behind `end` stops and what it says ("900 or more", "900+")."""
    match = _after(lexicon).match(text, end)
    if match is None:
        return None
    words = " ".join(match[1].lower().split()).lstrip("-")
    return match.end(), "over" if words == "+" else _qualifier_after(lexicon)[words]


@cache
def _words(
    lexicon: Lexicon,
    decimal_comma: bool,  # noqa: FBT001 (a cached function of two values)
) -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    table = lexicon.numbers
    values = {"a": ("article", 1), "an": ("article", 1), "and": ("and", 0), "half": ("half", 0)}
    values |= {w: ("unit" if v < 10 else "teen", v) for w, v in table.units.items()}
    values |= {w: ("ten", v) for w, v in table.tens.items()} | {
        w: ("collective", v) for w, v in table.collective.items()
    }
    values |= {w: ("hundred" if v == 100 else "scale", v) for w, v in table.scales.items()}
    cardinal = any_of([*table.units, *table.tens])
    larger = any_of([*table.scales, *table.collective])
    word = rf"(?:{cardinal}|{larger})\b"
    digits = _DIGITS.replace("{vulgar}", "".join(table.vulgar)).replace(
        "{percent}", any_of(lexicon.percentages.percent)
    )
    digits = digits.replace("{rands}", _RANDS).replace("{comma}", r"\d+,\d{1,2}(?![\d,])|" if decimal_comma else "")
    digits = digits.replace("{signs}", any_of([*lexicon.money.signs, *lexicon.money.dollar_signs]))
    opening = rf"(?:(?:half\s+)?an?\s+(?={larger})|(?={cardinal}))"
    words = rf"(?<![\w-])(?P<words>{opening}{word}(?:(?:[\s-]+|\s+and\s+){word}){{0,24}})"
    return re.compile(rf"{digits}|{words}", re.IGNORECASE), values


@cache
def _hits(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a number may stand, and what it may open with before that ("£", "half a").

    The first is written out in all cases, without a flag and with nothing before its letters: so the search for it only
    stops at characters that can start one.
    """
    table = lexicon.numbers
    words = [*table.units, *table.tens, *table.scales, *table.collective]
    cases = any_of({form for word in words for form in (word, word.capitalize(), word.upper())})
    signs = any_of([*lexicon.money.signs, *lexicon.money.dollar_signs, *lexicon.money.letters])
    return (
        re.compile(rf"\d+|[{''.join(table.vulgar)}]|{cases}"),
        re.compile(rf"(?:(?:half\s+)?(?P<article>an?\s+)|(?:{signs})\s?|\.)\Z", re.IGNORECASE),
    )


@cache
def _quarters(lexicon: Lexicon) -> re.Pattern[str]:
    whole = any_of([*lexicon.numbers.scales])
    return re.compile(
        rf"(?<![\w-])(?P<part>an?|one|three)[\s-]quarters?\s+of\s+an?\s+(?P<whole>{whole})\b", re.IGNORECASE
    )


@cache
def _scales(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?:\s{{0,3}}|-)({any_of([*lexicon.numbers.scales])})\b", re.IGNORECASE)


@cache
def _suffixes(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s?({any_of([*lexicon.numbers.suffixes])})\b", re.IGNORECASE)


@cache
def _suffixes_of_things(lexicon: Lexicon) -> re.Pattern[str]:
    """A scale letter that touches its digits, before a noun that is counted by the thousand."""
    letters, things = any_of([*lexicon.numbers.suffixes]), any_of(lexicon.numbers.scaled_things)
    return re.compile(rf"({letters})(?=\s+(?:[a-z-]{{3,20}}\s)?(?:{things})\b)", re.IGNORECASE)


@cache
def _before(lexicon: Lexicon) -> re.Pattern[str]:
    phrases = [p for words in lexicon.qualifiers.before.values() for p in words]
    return re.compile(rf"(?<![\w-])(?P<hedge>{any_of(phrases)})\s*\Z", re.IGNORECASE)


@cache
def _particle(lexicon: Lexicon) -> re.Pattern[str]:
    verbs = [verb for verbs in lexicon.qualifiers.particles.values() for verb in verbs]
    return re.compile(rf"\b({any_of(verbs)})(?:\s+(?:it|them|him|her|us|the\s+\w+))?\s+\Z", re.IGNORECASE)


@cache
def _last_words(lexicon: Lexicon) -> tuple[str, ...]:
    tables = (lexicon.qualifiers.before, lexicon.qualifiers.verbs)
    return tuple(sorted({p.split()[-1] for table in tables for words in table.values() for p in words}))


@cache
def _bounding_verb(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b({any_of(_verb_qualifiers(lexicon))})\s+\Z", re.IGNORECASE)


@cache
def _verb_qualifiers(lexicon: Lexicon) -> dict[str, Qualifier]:
    return {p: q for q, words in lexicon.qualifiers.verbs.items() for p in words}


@cache
def _topics(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.qualifiers.topics)})\s+\Z", re.IGNORECASE)


@cache
def _qualifier_of(lexicon: Lexicon) -> dict[str, Qualifier]:
    return {p: q for q, words in lexicon.qualifiers.before.items() for p in words}


@cache
def _change_words(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of([*lexicon.change.forms, *lexicon.change.moved])})\b", re.IGNORECASE)


@cache
def _moved(lexicon: Lexicon) -> re.Pattern[str]:
    """Before the first end of a move: "up from 60" (to 80), "up 12 (from 80" (to 92)."""
    words = any_of(lexicon.change.adverbs)
    return re.compile(rf"\b(?:{words})\s+(?:[\d.,]{{1,12}}\s?(?:%|per\s?cent)?\s?\(?)?from\s+\Z", re.IGNORECASE)


@cache
def _after(lexicon: Lexicon) -> re.Pattern[str]:
    phrases = [p for words in lexicon.qualifiers.after.values() for p in words]
    return re.compile(rf"(\+|\s+(?:{any_of(phrases)})\b(?!\s+[\d£$€])|-(?:odd|plus)\b)", re.IGNORECASE)


@cache
def _qualifier_after(lexicon: Lexicon) -> dict[str, Qualifier]:
    return {p.lstrip("-"): q for q, words in lexicon.qualifiers.after.items() for p in words}
