"""Numbers as they are written: every spelling reads back exactly, and odd text breaks nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factx.find.ages import find_ages
from factx.find.labels import find_labels
from factx.find.measures import find_durations, find_measurements
from factx.find.money import find_money
from factx.find.numbers import Hedged, hedge, hedge_after, pairs, scan
from factx.find.percentages import find_percentages
from factx.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factx.find.candidate import Candidate

LEXICON = lexicon()
FINDERS = (find_percentages, find_ages, find_money, find_measurements, find_durations)


def read(text: str) -> list[tuple[str, Fraction]]:
    return [(text[n.start : n.end], n.value) for n in scan(text, LEXICON)]


def hedged(text: str) -> list[Hedged]:
    return [hedge(text, number, following, LEXICON) for number, following in pairs(scan(text, LEXICON))]


DIGITS = [
    ("7", 7),
    ("1200", 1200),
    ("13,193", 13193),
    ("1,234,567", 1234567),
    ("26 550", 26550),
    ("26\N{NO-BREAK SPACE}550", 26550),
    ("0.05", "1/20"),
    ("3.14", "157/50"),
    ("1,234.5", "2469/2"),
    ("1.2 million", 1200000),
    ("3 million", 3000000),
    ("2-million", 2000000),
    ("4 hundred", 400),
    ("£1.2m", 1200000),
    ("£38million", 38000000),
    ("£250k", 250000),
    ("$3bn", 3000000000),
    ("US$40", 40),
    ("€1,000", 1000),
    ("3½", "7/2"),
    ("½", "1/2"),
    ("£1½ million", 1500000),
]
WORDS = [
    ("zero", 0),
    ("seven", 7),
    ("Eleven", 11),
    ("forty", 40),
    ("forty-two", 42),
    ("forty two", 42),
    ("a hundred", 100),
    ("one hundred", 100),
    ("one hundred and one", 101),
    ("two hundred and eighty three", 283),
    ("two hundred eighty-three", 283),
    ("two hundred and eighty three (283)", 283),
    ("a thousand", 1000),
    ("twelve hundred", 1200),
    ("three thousand and four", 3004),
    ("three thousand four hundred and five", 3405),
    ("a million", 1000000),
    ("half a million", 500000),
    ("two million three hundred thousand", 2300000),
    ("a dozen", 12),
    ("half a dozen", 6),
    ("two dozen", 24),
    ("ninety-nine", 99),
    ("a hundred and fifty", 150),
    ("one billion", 1000000000),
]
UNREAD = [
    "3,5",
    "007",
    "1’234",
    "12⁄20",
    "1,23",
    "1,2345",
    "12,3456",
    "1.2.3",
    "C2C",
    "MP3",
    "12:30",
    "3/4/2021",
    "A14",
    "#12",
    "anyone",
    "someone",
    "a",
    "and",
    "hundreds",
    "often",
    "weighten",
    "1234567890123456789012345678901234567890",
]
PARTS = [
    ("five of six", [("five", 5), ("six", 6)]),
    ("aged two and seven", [("two", 2), ("seven", 7)]),
    ("One and two-year-olds", [("One", 1), ("two", 2)]),
    ("between two and three hundred", [("two", 2), ("three hundred", 300)]),
    ("twenty, thirty", [("twenty", 20), ("thirty", 30)]),
    ("19 20", [("19", 19), ("20", 20)]),
    ("38kg and 5km", [("38", 38), ("5", 5)]),
    ("6ft 2in", [("6", 6), ("2", 2)]),
    ("-4.1", [("4.1", "41/10")]),
    ("(3) and [4]", [("3", 3), ("4", 4)]),
    ("twenty (30)", [("twenty", 20), ("30", 30)]),
    ("twenty twenty", [("twenty", 20), ("twenty", 20)]),
]


@pytest.mark.parametrize(("text", "value"), [*DIGITS, *WORDS])
def test_a_number_is_read_whole(text: str, value: int | str) -> None:
    assert read(f"They saw {text} there.") == [(text, Fraction(value))]


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_number(text: str) -> None:
    assert read(f"They saw {text} there.") == []


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_numbers_beside_each_other(text: str, expected: list[tuple[str, int | str]]) -> None:
    assert read(text) == [(words, Fraction(value)) for words, value in expected]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("38", 1),
        ("38.2", "1/10"),
        ("0.05", "1/100"),
        ("1.2 million", 100000),
        ("3 million", 1000000),
        ("£1.25m", 10000),
    ],
)
def test_the_place_of_the_last_digit(text: str, unit: int | str) -> None:
    (number,) = scan(text, LEXICON)
    assert number.unit == Fraction(unit)


BEFORE = [
    ("about 40", "about"),
    ("around 40", "about"),
    ("approximately 40", "about"),
    ("some 40", "about"),
    ("roughly 40", "about"),
    ("circa 40", "about"),
    ("c. 40", "about"),
    ("~40", "about"),
    ("nearly 40", "nearly"),
    ("almost forty", "nearly"),
    ("just under 40", "nearly"),
    ("close to 40", "nearly"),
    ("approaching 40", "nearly"),
    ("just short of 40", "nearly"),
    ("more than 40", "over"),
    ("over forty", "over"),
    ("above 40", "over"),
    ("in excess of £40", "over"),
    ("upwards of 40", "over"),
    ("exceeding 40", "over"),
    ("just over 40", "over"),
    ("at least 40", "at_least"),
    ("no fewer than 40", "at_least"),
    ("a minimum of 40", "at_least"),
    ("less than 40", "under"),
    ("fewer than 40", "under"),
    ("under 40", "under"),
    ("below 40", "under"),
    ("up to 40", "up_to"),
    ("as many as 40", "up_to"),
    ("at most 40", "up_to"),
    ("no more than 40", "up_to"),
    ("a maximum of 40", "up_to"),
    ("more\nthan 40", "over"),
    ("MORE THAN 40", "over"),
]


@pytest.mark.parametrize(("text", "qualifier"), BEFORE)
def test_a_hedge_before_the_number(text: str, qualifier: str) -> None:
    whole = f"They saw {text} there."
    (one,) = hedged(whole)
    assert (whole[one.start : one.end], one.figure.qualifier) == (text, qualifier)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("concerns about six of them", "six"),
        ("asked about 40 cases", "40"),
        ("approaching two officers", "two"),
        ("He turned over, 40 yards on", "40"),
        ("moreover 40 left", "40"),
        ("the handover 40 saw", "40"),
        ("they knew all about 12 raids", "12"),
    ],
)
def test_no_hedge(text: str, span: str) -> None:
    (one,) = hedged(text)
    assert (text[one.start : one.end], one.figure.qualifier) == (span, "exact")


AFTER = [
    ("750+", "over"),
    ("750 plus", "over"),
    ("750 or more", "at_least"),
    ("750 or over", "at_least"),
    ("750 or fewer", "up_to"),
    ("750 or less", "up_to"),
    ("750 or so", "about"),
    ("750-odd", "about"),
]


@pytest.mark.parametrize(("text", "qualifier"), AFTER)
def test_a_hedge_behind_the_number(text: str, qualifier: str) -> None:
    assert hedge_after(text + " left", 3, LEXICON) == (len(text), qualifier)


RANGES = [
    ("between 10 and 15", "between 10 and 15", 10, 15),
    ("between ten and fifteen", "between ten and fifteen", 10, 15),
    ("from 10 to 15", "from 10 to 15", 10, 15),
    ("10 to 15", "10 to 15", 10, 15),
    ("10-15", "10-15", 10, 15),
    ("10–15", "10–15", 10, 15),
    ("10 — 15", "10 — 15", 10, 15),
    ("£2,000 to £3,000", "£2,000 to £3,000", 2000, 3000),
    ("£2,000-3,000", "£2,000-3,000", 2000, 3000),
    ("2 to 3 million", "2 to 3 million", 2000000, 3000000),
    ("£2-3m", "£2-3m", 2000000, 3000000),
    ("between £1.5 million and £2 million", "between £1.5 million and £2 million", 1500000, 2000000),
]


@pytest.mark.parametrize(("text", "span", "low", "high"), RANGES)
def test_a_range(text: str, span: str, low: int, high: int) -> None:
    one = hedged(text)[0]
    assert (text[one.start : one.end], one.figure.low, one.figure.high) == (span, Fraction(low), Fraction(high))
    assert (one.figure.value, one.figure.qualifier) == (None, "between")


@pytest.mark.parametrize(
    "text",
    ["It fell from 200 to 150.", "It rose from 150 to 200.", "15 to 10", "10 and 15", "from 10 and 15", "£10 to €15"],
)
def test_no_range(text: str) -> None:
    assert [one.figure.qualifier for one in hedged(text)] == ["exact", "exact"]


UNITS = [*(w for w, v in sorted(LEXICON.numbers.units.items(), key=lambda row: row[1]))]
TENS = {v: w for w, v in LEXICON.numbers.tens.items()}


def spell(n: int, joint: str, hyphen: str) -> str:
    """An integer below a billion in words, with `joint` before what follows a hundred and `hyphen` in 21 to 99."""
    for size, name in ((1_000_000, "million"), (1000, "thousand")):
        if n >= size:
            rest = n % size
            behind = f"{joint if rest < 100 else ' '}{spell(rest, joint, hyphen)}" if rest else ""
            return f"{spell(n // size, joint, hyphen)} {name}{behind}"
    if n >= 100:
        return f"{UNITS[n // 100]} hundred" + (f"{joint}{spell(n % 100, joint, hyphen)}" if n % 100 else "")
    if n >= 20:
        return TENS[n - n % 10] + (f"{hyphen}{UNITS[n % 10]}" if n % 10 else "")
    return UNITS[n]


@settings(deadline=None)
@given(
    st.integers(0, 999_999_999),
    st.sampled_from([" and ", " "]),
    st.sampled_from(["-", " "]),
    st.sampled_from([str.lower, str.upper]),
)
@example(100_000_001, " and ", "-", str.lower)
@example(19_000_019, " ", " ", str.upper)
def test_number_words_read_back(n: int, joint: str, hyphen: str, case: Callable[[str], str]) -> None:
    text = case(spell(n, joint, hyphen))
    assert read(f"At least {text} of them.") == [(text, Fraction(n))]


@settings(deadline=None)
@given(st.integers(0, 10**12 - 1), st.sampled_from(["", ",", " ", "\N{NO-BREAK SPACE}"]))
def test_digits_read_back(n: int, separator: str) -> None:
    text = f"{n:,}".replace(",", separator)
    assert read(f"They saw {text} there.") == [(text, Fraction(n))]


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 9), st.booleans())
def test_decimals_read_back(n: int, places: int, grouped: bool) -> None:  # noqa: FBT001
    whole, part = divmod(n, 10**places)
    text = f"{whole:,}.{part:0{places}}" if grouped else f"{whole}.{part:0{places}}"
    (number,) = scan(f"They saw {text} there.", LEXICON)
    assert (number.value, number.unit) == (Fraction(n, 10**places), Fraction(1, 10**places))


@settings(deadline=None)
@given(
    st.integers(1, 9999),
    st.integers(0, 3),
    st.sampled_from([("thousand", 10**3), ("million", 10**6), ("billion", 10**9)]),
    st.sampled_from([" ", "-", ""]),
)
def test_scaled_digits_read_back(n: int, places: int, scale: tuple[str, int], gap: str) -> None:
    text = f"{n // 10**places}.{n % 10**places:0{places}}" if places else str(n)
    text += gap + scale[0]
    assert read(f"They saw {text} there.") == [(text, Fraction(n, 10**places) * scale[1])]


@settings(deadline=None)
@given(
    st.sampled_from(["£", "$", "€", "US$", "NZ$", "GBP"]),
    st.integers(0, 10**7),
    st.sampled_from([("", 1), ("k", 10**3), ("m", 10**6), ("bn", 10**9), (" million", 10**6)]),
)
def test_money_reads_back(sign: str, n: int, scale: tuple[str, int]) -> None:
    text = f"{sign}{n:,}{scale[0]}"
    assert read(f"They saw {text} there.") == [(text, Fraction(n * scale[1]))]


# Text of the pieces that the patterns are made of, and any text at all.
PARTS_OF_FIGURES = [
    *" .,;:()-–/%£$€'\n\t0123456789",
    *("one", "two", "twenty", "hundred", "and", "a", "half", "million", "dozen", "third", "fold", "every", "k", "+"),
    *("between", "from", "to", "up to", "about", "more than", "or more", "out of", "times", "as many", "per cent"),
    *("kg", "ft", "in", "years", "aged", "-year-old", "in his", "40s", "John Smith"),
]
PIECES = st.lists(
    st.sampled_from(PARTS_OF_FIGURES),
    max_size=40,
).map(" ".join)
ANY = st.one_of(st.text(max_size=200), PIECES, PIECES.map(lambda t: t.replace(" ", "")))


def in_order(spans: Sequence[tuple[int, int]], text: str) -> bool:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return edges == sorted(edges) and all(start < end for start, end in spans)


@settings(deadline=None)
@given(ANY)
def test_numbers_lie_in_order(text: str) -> None:
    numbers = scan(text, LEXICON)
    assert in_order([(n.start, n.end) for n in numbers], text)
    assert all(n.value >= 0 and n.unit > 0 for n in numbers)


@settings(deadline=None)
@given(ANY)
def test_candidates_of_a_kind_lie_inside_the_text_and_apart(text: str) -> None:
    numbers = scan(text, LEXICON)
    for finder in FINDERS:
        spans = sorted((c.start, c.end) for c in finder(text, numbers, LEXICON))
        assert in_order(spans, text), finder.__name__
    assert all(0 <= start < end <= len(text) for start, end, _ in find_labels(text, LEXICON))


@settings(deadline=None)
@given(ANY)
def test_all_finders_together(candidates: Callable[..., list[Candidate]], text: str) -> None:
    found = candidates(text)
    for kind in ("percentage", "age", "money", "measurement", "duration", "count"):
        assert in_order([(c.start, c.end) for c in found if c.kind == kind], text), kind


# (benchmarks/odd_texts.py measures that the time grows with the length and not with its square)
ODD = {
    "digits": "7",
    "digits apart": "7 ",
    "groups": "123,",
    "groups apart": "123 ",
    "decimals": "1.",
    "commas": ",",
    "letters": "a",
    "capitals": "A",
    "words": "word ",
    "names": "Ann Lee ",
    "initials": "A. ",
    "brackets": "(",
    "pairs of brackets": "() ",
    "closing brackets": ")",
    "ones": "one and ",
    "hundreds": "a hundred and ",
    "twenties": "twenty-",
    "thirds": "two thirds ",
    "spaces": " ",
    "tabs": "\t",
    "lines": "\n",
    "spaces behind a number": "5" + " " * 5000,
    "words behind a number": "5 of " + "a-" * 5000,
    "letters behind a number": "5" + "a" * 5000,
    "hyphens": "-",
    "hyphened": "a-",
    "dots": ".",
    "at": "a@",
    "hedges": "more than ",
    "hedged": "up to 5 ",
    "ranges": "5-",
    "ranges to": "5 to ",
    "pounds": "£",
    "amounts": "£5 ",
    "shares": "5% ",
    "ages": "aged 5, ",
    "decades": "in his 40s and ",
    "weeks": "5 weeks and ",
    "heights": "5ft 5 ",
    "grams": "5g of a b c ",
    "references": "log no ",
    "sections": "section 5, ",
    "streets": "5 A B C D ",
    "capital digits": "A1",
    "slashes": "1/",
    "colons": "1:",
    "hashes": "#",
    "telephones": "0141 ",
    "numbered": "group 5 and ",
    "operations": "Operation Ab ",
    "youngest": "the youngest ",
    "nought": "no one ",
    "accents": "é",
    "combining": "\N{COMBINING ACUTE ACCENT}",
    "Arabic digits": "\N{ARABIC-INDIC DIGIT THREE}",
    "mixed": "5 (one, £5k of 5% aged 5-6) A1 a@b.c ",
}


@pytest.mark.parametrize("piece", ODD.values(), ids=ODD.keys())
def test_odd_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (4_000 // len(piece))
    numbers = scan(text, LEXICON)
    assert in_order([(n.start, n.end) for n in numbers], text)
    for finder in FINDERS:
        assert in_order(sorted((c.start, c.end) for c in finder(text, numbers, LEXICON)), text), finder.__name__
    assert all(0 <= start < end <= len(text) for start, end, _ in find_labels(text, LEXICON))
