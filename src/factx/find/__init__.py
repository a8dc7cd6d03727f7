"""One finder a kind: text and tokens to candidate claims with offsets and values.

The order is the precedence: a number that is part of a label, a date or a clock time is nothing else; one with a
percent sign, a currency, "-year-old" or a unit is that; what is left may be a count, if the parse says what of.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from factx.find.ages import find_ages
from factx.find.counts import find_counts
from factx.find.dates import clock_times, find_dates
from factx.find.labels import find_labels
from factx.find.measures import find_durations, find_measurements
from factx.find.money import find_money, settle
from factx.find.numbers import Number, scan
from factx.find.percentages import find_percentages
from factx.find.quantifiers import quantifier_words
from factx.find.quotes import find_quotes
from factx.find.rows import find_rows
from factx.find.slips import Slip, find_slips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release

Spans = list[tuple[int, int]]
_Spanned = TypeVar("_Spanned", "Number", "Candidate")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a release holds before any sentence of it is parsed.

    `dates` and `found` are candidates that their own words settle, `numbers` those that may still count something.
    `slips` are what `find_slips` gave.
    """

    dates: list[Candidate]
    found: list[Candidate]
    numbers: list[Number]
    slips: list[Slip]


def find_figures(release: Release, sentences: list[Sentence], lexicon: Lexicon) -> Figures:
    """Every figure of `release` that the text alone shows, by precedence."""
    text = release.text
    harmless = {"two-currencies"} | ({"ambiguous-comma"} if release.country in lexicon.numbers.decimal_comma else set())
    slips = find_slips(text, lexicon)
    unread = [(start, end) for start, end, rule, _ in slips if rule not in harmless]
    dates = without(find_dates(release, sentences, lexicon), unread)
    taken = [(d.start, d.end) for d in dates] + clock_times(release, lexicon) + list(release.apparatus) + unread
    labels = find_labels(text, lexicon, release.country)
    taken += [(start, end) for start, end, _ in labels if not _inside(start, end, dates)]
    numbers = without(scan(text, lexicon, release.country), taken)
    found: list[Candidate] = []
    for kind in (find_percentages, find_ages, find_money, find_measurements, find_durations):
        more = without(kind(text, numbers, lexicon), taken)
        if kind is find_money:
            more = settle(text, more, release.country, lexicon)
        found += more
        taken += [(c.start, c.end) for c in more]
        numbers = without(numbers, taken)
    return Figures(dates, found, numbers, slips)


def to_parse(figures: Figures, sentences: Iterable[Sentence], lexicon: Lexicon) -> list[Sentence]:
    """The sentences that hold a figure, or a word such as "no" or "several" that may stand for one."""
    starts = sorted([*(n.start for n in figures.numbers), *(c.start for c in figures.found)])
    words = quantifier_words(lexicon)
    return [
        s
        for s in sentences
        if bisect_right(starts, s.end - 1) > bisect_right(starts, s.start - 1) or words.search(s.text)
    ]


def find(
    figures: Figures, release: Release, sentences: list[Sentence], lexicon: Lexicon, language: Language
) -> list[Candidate]:
    """Every candidate claim of `release`, in text order; the sentences of `to_parse` have been parsed."""
    text, dates, found = release.text, figures.dates, figures.found
    rows = find_rows(release, figures.numbers, sentences, lexicon, language)
    numbers = without(figures.numbers, [(c.start, c.end) for c in rows])
    counts = find_counts(text, numbers, sentences, lexicon, language)
    # ("two 19-year-old men" holds an age, "26 one-kilogram bricks" a measurement)
    sized = [c for c in found if c.kind in {"measurement", "duration"} and "-" in text[c.start : c.end]]
    spoken_for = [(c.start, c.end) for c in [*dates, *found, *rows] if c.kind != "age" and c not in sized]
    counts = without(counts, spoken_for)
    quotes = find_quotes(release, sentences, lexicon)
    return sorted([*dates, *found, *rows, *counts, *quotes], key=lambda c: (c.start, -c.end))


def without(items: Iterable[_Spanned], taken: Spans) -> list[_Spanned]:
    """The numbers or candidates that overlap none of the spans."""
    spans = sorted(taken)
    starts, reach, furthest = [s for s, _ in spans], [], 0
    for _, end in spans:
        furthest = max(furthest, end)
        reach.append(furthest)
    left = []
    for item in items:
        before = bisect_right(starts, item.end - 1)
        if not before or reach[before - 1] <= item.start:
            left.append(item)
    return left


def _inside(start: int, end: int, dates: Sequence[Candidate]) -> bool:
    """Whether a label is only the inside of a date ("number of" patterns never outrank one)."""
    return any(d.start <= start and end <= d.end for d in dates)
