"""The columns of what is written as tables: name, type, meaning, and where the value stands in the JSON of a report.

CSV, Data Package, SQLite and Parquet are all made from these tables; a column reads one JSON object (a release, a
claim, a check …) and gives its value, or None where that object has no such field.
"""

from __future__ import annotations

from functools import lru_cache
from operator import methodcaller
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from factx import edtf
from factx.claims import Age, Count, Date, Duration, Measurement, Money, Percentage, Quote

if TYPE_CHECKING:
    from collections.abc import Callable

# `any` is a number, a date or a duration, as the kind of the claim has it; the last three are lists.
Type = Literal["string", "integer", "number", "boolean", "date", "any", "strings", "spans", "operands"]
LISTS = frozenset({"strings", "spans", "operands"})


# The fields of each kind of claim.
_FIELDS = {
    model.model_fields["kind"].default: frozenset(model.model_fields)
    for model in (Percentage, Count, Date, Quote, Money, Duration, Age, Measurement)
}


class Column(NamedTuple):
    """A column of a table: `read` takes the value out of the JSON object that a row is about.

    Claims of other kinds than `kinds` have no such field.
    """

    name: str
    type: Type
    what: str
    read: Callable[[Any], Any]
    kinds: frozenset[str] = frozenset(_FIELDS)


def column(name: str, type_: Type, what: str, *path: str) -> Column:
    """A column whose value stands at `path`, or under its own name."""
    return Column(name, type_, what, _at(*path or (name,)), _with(path[0] if path else name))


def _with(field: str) -> frozenset[str]:
    return frozenset(kind for kind, fields in _FIELDS.items() if field in fields)


def _at(*path: str) -> Callable[[Any], Any]:
    get = methodcaller("get", path[0])
    if len(path) == 1:
        return get
    within = _at(*path[1:])
    return lambda row: None if (inner := get(row)) is None else within(inner)


def _only(kinds: frozenset[str], name: str, type_: Type, what: str, field: str) -> Column:
    """A column of a field that has another type in other kinds of claims: its value for these kinds only."""
    return Column(name, type_, what, lambda row: row.get(field) if row["kind"] in kinds else None, kinds)


def _day(field: str, end: int) -> Callable[[Any], Any]:
    """The first (0) or last (1) day of the period in a field."""
    return lambda row: None if (period := row.get(field)) is None else _days(period["value"])[end]


@lru_cache(4096)
def _days(value: str) -> tuple[str | None, ...]:
    return tuple(None if day is None else day.isoformat() for day in edtf.days(value))


# -- claims -----------------------------------------------------------------------------------------------------------

RELEASE = (
    column("source", "string", "the release: its path as given, - for standard input"),
    column("title", "string", "title of the release"),
    column("published", "date", "day on which it was published"),
    column("publisher", "string", "force or other body that published it"),
)
RELEASE_MORE = (
    column("published_from", "string", "where that day is from: option, dateline, metadata or filename"),
    column("language", "string", "its language"),
    column("characters", "integer", "its length in Unicode code points"),
    column("words", "integer", "its length in words"),
    column("sha256", "string", "hash of its bytes"),
)
ID = column(
    "id", "string", "number within its release: c1, c2 … for claims, k1, k2 … for checks, e1, e2 … for entities"
)
NAMED = (
    column("kind", "string", "percentage, count, date, quote, money, duration, age or measurement"),
    column("text", "string", "the words of the claim as the release has them"),
)
# In CSV one column holds what the JSON calls `value`, whatever its kind …
FIGURE = (
    column("value", "any", "the figure, the EDTF value of a date, the ISO 8601 value of a duration"),
    column("low", "any", "lower bound, by the hedge; of a duration as ISO 8601"),
    column("high", "any", "upper bound, likewise"),
)
_DATE, _DURATION = frozenset({"date"}), frozenset({"duration"})
_NUMBERS = _with("value") - _DATE - _DURATION
# … and where columns are typed, there is one a type.
TYPED = (
    _only(_NUMBERS, "value", "number", "the figure of a percentage, count, amount, age or measurement", "value"),
    _only(_NUMBERS, "low", "number", "its lower bound, by the hedge", "low"),
    _only(_NUMBERS, "high", "number", "its upper bound, by the hedge", "high"),
    _only(_DATE, "edtf", "string", "value of a date, as EDTF", "value"),
    _only(_DURATION, "duration", "string", "value of a duration, as ISO 8601", "value"),
    _only(_DURATION, "duration_low", "string", "its lower bound, as ISO 8601", "low"),
    _only(_DURATION, "duration_high", "string", "its upper bound, as ISO 8601", "high"),
    column("days_low", "number", "lower bound of a duration, in days"),
    column("days_high", "number", "upper bound of a duration, in days"),
)
HEDGE = (
    column("qualifier", "string", "exact, or the hedge: about, nearly, over, at_least, under, up_to, between, vague"),
    column("change", "string", "increase or decrease, where the figure is one or is what one led to"),
    column("status", "string", "stated, planned, negated or hypothetical"),
)
TIME = (
    column("period", "string", "the time that the figure is about, as EDTF", "period", "value"),
    column("baseline", "string", "the time that it is compared with, as EDTF", "baseline", "value"),
)
TIME_DAYS = tuple(
    Column(
        f"{field}_{end}",
        "date",
        f"{end} day of the {field}; null where that end is open",
        _day(field, number),
        _with(field),
    )
    for field in ("period", "baseline")
    for number, end in enumerate(("first", "last"))
)
TIME_CLAIMS = (
    column("period_claim", "string", "id of the date claim that gives the period", "period", "claim"),
    column("baseline_claim", "string", "id of the date claim that gives the baseline", "baseline", "claim"),
)
OWN = (
    column("of", "string", "what a percentage, duration or measurement is of"),
    column("item", "string", "what is counted, in the release's words"),
    column("head", "string", "lemma of the noun that is counted"),
    column("action", "string", "lemma of the verb that is done to it, or that it does"),
    column("actor", "string", "who did it"),
    column("form", "string", "form of a percentage: percent, points, fraction, ratio or multiple"),
    column("currency", "string", "currency of an amount, ISO 4217"),
    column("unit", "string", "unit of a measurement"),
    column("person", "string", "whose age it is, in the release's words"),
    column("first", "date", "first day that a date covers"),
    column("last", "date", "last day that a date covers"),
    column("granularity", "string", "how fine a date is: minute, hour, day … year, range"),
)
DATE = (
    column("part", "string", "early, mid or late part of a date"),
    column("resolved", "string", "what a date is known from: explicit, published or context"),
    column("readings", "strings", "what a date could be where day and month cannot be told apart, as EDTF"),
    column("reason", "string", "why a date has no value, or a quote no speaker"),
)
WHO = (
    column("speaker", "string", "name of the speaker of a quote", "speaker", "name"),
    column("role", "string", "role or office of the speaker", "speaker", "role"),
    column("organisation", "string", "body that the speaker belongs to", "speaker", "organisation"),
    column("cue", "string", "lemma of the verb that reports the quote"),
)
SAID = (
    column("content", "string", "words of a quote, without its marks"),
    column("style", "string", "direct or mixed"),
    column("rank", "string", "rank of the speaker, in full", "speaker", "rank"),
    column("speaker_start", "integer", "where the speaker (or the pronoun) stands", "speaker", "start"),
    column("speaker_end", "integer", "where that ends", "speaker", "end"),
    column("via", "string", "how the speaker is known: cue, continuation or pronoun", "speaker", "via"),
    column("speakers", "strings", "names of the speakers of a joint statement"),
    column("parts", "spans", "start and end of each stretch between marks"),
)
QUOTE = column("quote", "string", "id of the quote that it stands in")
POSITION = (
    column("line", "integer", "line of the release, from 1"),
    column("column", "integer", "column of that line, from 1"),
    column("start", "integer", "offset of the first character, from 0, in Unicode code points"),
    column("end", "integer", "offset behind the last character"),
)
SENTENCE = column("sentence", "string", "the sentence in which it stands")

# -- checks -----------------------------------------------------------------------------------------------------------

CHECK = (
    column("rule", "string", "what was recomputed (docs/checks.md)"),
    column("verdict", "string", "consistent, imprecise, inconsistent or undetermined"),
)
_ENDS: tuple[tuple[str, Type, str], ...] = (
    ("low", "number", "lower bound of"),
    ("high", "number", "upper bound of"),
    ("low_open", "boolean", "whether the lower bound is left out of"),
    ("high_open", "boolean", "whether the upper bound is left out of"),
)
BOUNDS = tuple(
    column(f"{side}_{end}", type_, f"{what} what {meant}", side, end)
    for side, meant in (("claimed", "the words may stand for"), ("recomputed", "the other figures give"))
    for end, type_, what in _ENDS
)
OUTCOME = (
    column("arithmetic", "string", "the sum, written out"),
    column("reason", "string", "why an undetermined check is so"),
    column("gross", "boolean", "whether an inconsistency turns the message round"),
    column("hint", "string", "what the slip may have been"),
)
OPERANDS = column("operands", "operands", "the claims that take part: role, claim, text, start, end")
