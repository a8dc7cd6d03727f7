"""Which time a figure is about (`period`) or is compared with (`baseline`).

By construction only, never by nearness alone: a date in the figure's own stretch of the sentence (between commas that
part clauses, brackets, dashes and semicolons), else one that opens the sentence. Behind "than", "compared with",
"from" the date belongs to the figure it is compared with, and is the baseline of the one before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from factx.find.rows import ROW
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factx.find.candidate import Candidate
    from factx.language import Sentence
    from factx.release import Release

_DAYS = {"day", "hour", "minute"}
_TIED = {"percentage", "count", "money"}
# So many characters at most has the heading of a table or list.
_HEADING = 160
# A colon that is not of a clock time.
_COLON = re.compile(r":(?=\s)")


def link_periods(
    candidates: Sequence[Candidate],
    where: Mapping[Candidate, Sentence],
    release: Release,
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
) -> None:
    """Fill in `period` and `baseline` of counts, percentages and amounts with the date candidate that gives them."""
    words = _words(lexicon)
    dates: dict[int, list[Candidate]] = {}
    figures: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        start = where[candidate].start
        if candidate.kind == "date" and candidate.fields.get("value") is not None:
            dates.setdefault(start, []).append(candidate)
        elif candidate.kind in _TIED:
            figures.setdefault(start, []).append(candidate)
    by_paragraph: dict[int, list[Sentence]] = {}
    for each in sentences:
        by_paragraph.setdefault(each.paragraph, []).append(each)
    heads: dict[int, Sequence[Candidate]] = {}
    for start, tied in figures.items():
        sentence = where[tied[0]]
        if start in dates:
            for figure in tied:
                _tie(figure, sentence, dates[start], tied, words)
            _share(sentence, dates[start], tied, words)
        if columns := _columns(sentence, tied, release, by_paragraph, dates, figures, heads):
            for figure, date in columns:
                figure.fields["period"] = date
            continue
        lead = _scope(sentence, tied, dates.get(start, []), words)
        lead = lead or _lead_in(sentence, release, by_paragraph, dates, figures)
        for figure in tied if lead is not None else ():
            if (
                "period" not in figure.fields
                and "baseline" not in figure.fields
                and not _against(figure, sentence, words)
            ):
                figure.fields["period"] = lead


def _tie(
    figure: Candidate, sentence: Sentence, dates: Sequence[Candidate], tied: Sequence[Candidate], words: _Words
) -> None:
    """Tie a figure to the dates of its own stretch of the sentence, or to the one that opens it."""
    text, offset = sentence.text, sentence.start
    own = [d for d in dates if _same_stretch(text, figure, d, offset, words)]
    for date in [d for d in own if d.start >= figure.end][:1]:
        between = text[figure.end - offset : date.start - offset]
        if _is_compared(between, figure, date, tied, words):
            figure.fields["baseline"] = date
        elif not any(figure.end <= other.start < date.start for other in tied) and not words.stage.search(between):
            figure.fields["period"] = date
    before = [d for d in own if d.end <= figure.start]
    if "period" not in figure.fields and before:
        between = text[before[-1].end - offset : figure.start - offset]
        other = any(before[-1].end <= other.start < figure.start for other in tied)
        spoke = _spoke(before[-1], between, words)
        began = words.beginning.search(text[: before[-1].start - offset])
        if not (
            other or spoke or began or words.compared.search(between) or between.rstrip().endswith(" to")
        ):  # "in 2022 to 9"
            figure.fields["period"] = before[-1]
    opening = dates[0]
    if "period" not in figure.fields and opening.end <= figure.start and figure.fields.get("baseline") is not opening:
        behind = text[opening.end - offset : figure.start - offset]
        spoke = _spoke(opening, behind, words)
        opens = words.opening.fullmatch(text[: opening.start - offset].strip())
        if opens and not spoke and not words.compared.search(behind):
            figure.fields["period"] = opening


def _spoke(date: Candidate, between: str, words: _Words) -> bool:
    """Whether a date is the day on which somebody spoke of the figure ("on Monday police said that 30 people …")."""
    return date.fields.get("granularity") in _DAYS and words.reporting.search(between) is not None


def _share(sentence: Sentence, dates: Sequence[Candidate], tied: Sequence[Candidate], words: _Words) -> None:
    """Give figures joined by "and" the one date of their sentence: "two men and one woman were arrested on Sunday"."""
    if len(dates) != 1:
        return
    for first, second in [*pairwise(reversed(tied)), *pairwise(tied)]:
        left, right = min(first, second, key=lambda c: c.start), max(first, second, key=lambda c: c.start)
        between = sentence.text[left.end - sentence.start : right.start - sentence.start].strip()
        joined = between == "and" or (between.startswith("and") and left is first) or between.endswith(" and")
        period = first.fields.get("period")
        if (
            joined
            and period is not None
            and not {"period", "baseline"} & second.fields.keys()
            and not _against(second, sentence, words)
        ):
            second.fields["period"] = period


def _scope(
    sentence: Sentence, tied: Sequence[Candidate], dates: Sequence[Candidate], words: _Words
) -> Candidate | None:
    """The one date of a sentence, where it stands before the colon and the figures behind: "In 2019 we made: 30 …"."""
    colon = _COLON.search(sentence.text)
    if colon is None or len(dates) != 1:
        return None
    at = sentence.start + colon.start()
    between = sentence.text[max(0, dates[0].end - sentence.start) : colon.start()]
    shown = not between.strip() or words.scope.search(between) is not None
    return dates[0] if dates[0].end <= at <= tied[0].start and shown else None


def _lead_in(
    sentence: Sentence,
    release: Release,
    by_paragraph: Mapping[int, list[Sentence]],
    dates: Mapping[int, list[Candidate]],
    figures: Mapping[int, list[Candidate]],
) -> Candidate | None:
    """The date of the line that leads into the list in which the sentence stands ("In the year to June 2021:").

    A heading that starts or ends with the date, and has no figures, leads into the list below it too.
    """
    number = sentence.paragraph
    if not release.paragraphs[number].bullet:
        return None
    while number >= 0 and release.paragraphs[number].bullet:
        number -= 1
    lead = by_paragraph.get(number)
    said = dates.get(lead[-1].start, []) if lead else []
    if not lead or len(said) != 1:
        return None
    return said[0] if lead[-1].text.endswith(":") or _is_heading(lead, said[0], figures) else None


def _is_heading(line: Sequence[Sentence], date: Candidate, figures: Mapping[int, list[Candidate]]) -> bool:
    """Whether a line is a heading of a date: "Arrests in the year to June 2021", "2018/19"."""
    one = line[0]
    short = len(line) == 1 and one.end - one.start <= _HEADING and one.text[-1] not in ".!?,;"
    return short and (date.start == one.start or date.end == one.end) and one.start not in figures


def _columns(
    sentence: Sentence,
    tied: Sequence[Candidate],
    release: Release,
    by_paragraph: Mapping[int, list[Sentence]],
    dates: Mapping[int, list[Candidate]],
    figures: Mapping[int, list[Candidate]],
    heads: dict[int, Sequence[Candidate]],
) -> list[tuple[Candidate, Candidate]]:
    """Each count of a row with the date of its column: "Offence | 2022 | 2023", "2019 (2018 in brackets)".

    The line above the rows names as many dates as the row has counts, and no figures. `heads` keeps what stands above
    each row, so that the next one need not go up again.
    """
    counts = [f for f in tied if f.kind == "count"]
    number = sentence.paragraph
    row = release.paragraphs[number]
    if len(counts) < 2 or sentence.start in dates or not ROW.match(release.text, row.body, row.end):
        return []
    head: Sequence[Candidate] = ()
    for above in range(number - 1, -1, -1):
        line, said = release.paragraphs[above], by_paragraph.get(above, [])
        named = [date for one in said for date in dates.get(one.start, [])]
        if above in heads:
            head = heads[above]
            break
        if named:
            bare = line.end - line.start <= _HEADING and not any(one.start in figures for one in said)
            head = named if bare else ()
            break
        if not ROW.match(release.text, line.body, line.end):
            break
    heads[number] = head
    return list(zip(counts, head, strict=True)) if len(head) == len(counts) else []


def _against(figure: Candidate, sentence: Sentence, words: _Words) -> bool:
    """Whether a figure is what another is compared with, so that the list's period is not its own."""
    return words.compared_with.search(sentence.text[: figure.start - sentence.start]) is not None


def _same_stretch(text: str, figure: Candidate, date: Candidate, offset: int, words: _Words) -> bool:
    start, end = (figure.end, date.start) if figure.end <= date.start else (date.end, figure.start)
    between = words.own_dates.sub(" ", text[max(0, start - offset) : max(0, end - offset)])
    return start <= end and words.breaks.search(between) is None


def _is_compared(between: str, figure: Candidate, date: Candidate, tied: Sequence[Candidate], words: _Words) -> bool:
    """Whether the words between a figure and a date compare it with that date, or with a figure of that date."""
    touching = words.touching.search(between)
    if touching is not None:
        word = touching[1].lower()
        ran_from = word == "from" and date.fields.get("granularity") == "range"  # "ran from 3 to 9 May"
        return not ran_from and (word != "on" or figure.fields.get("change") is not None)
    return words.compared.search(between) is not None and any(figure.end <= other.start < date.start for other in tied)


@dataclass(frozen=True, slots=True)
class _Words:
    """The rows of periods.toml as expressions."""

    compared: re.Pattern[str]
    compared_with: re.Pattern[str]
    touching: re.Pattern[str]
    breaks: re.Pattern[str]
    own_dates: re.Pattern[str]
    opening: re.Pattern[str]
    stage: re.Pattern[str]
    scope: re.Pattern[str]
    reporting: re.Pattern[str]
    beginning: re.Pattern[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    table = lexicon.periods
    comparing, ups = (
        any_of(table.comparing),
        any_of(lexicon.change.adverbs),
    )
    return _Words(
        compared=re.compile(rf"\b(?:{comparing}|(?:{ups})\s+on)(?!\w)", re.IGNORECASE),
        compared_with=re.compile(rf"\b(?:{comparing}|on)\s+(?:the\s+)?\Z", re.IGNORECASE),
        touching=re.compile(
            rf"\b({any_of(table.touching)})\s+(?:(?:{any_of(table.between)})\s+){{0,3}}\Z", re.IGNORECASE
        ),
        breaks=re.compile(rf"[;:()–—]|,\s+(?!\d{{3}}\b)|\s-\s|\b(?:{any_of(table.breaks)})\b"),
        own_dates=re.compile(rf",\s+(?:which|that)\s+(?:{any_of(table.own_dates)})\b|,\s+when\b"),
        opening=re.compile(rf"(?:{any_of(table.opening)})?\s*(?:the\s+)?\Z", re.IGNORECASE),
        beginning=re.compile(rf"\b(?:{any_of(table.beginnings)})(?:\s+(?:in|on|at|during))?\s*\Z", re.IGNORECASE),
        reporting=re.compile(rf"\b(?:{any_of(table.reporting)})\b", re.IGNORECASE),
        scope=re.compile(rf"\b(?:{any_of(table.scopes)})\s*\Z", re.IGNORECASE),
        stage=re.compile(rf"\b(?:{any_of(table.stages)})(?:\s+(?:of|in|a))?\s*\Z", re.IGNORECASE),
    )
