"""The contract: what a claim, a check, a problem and a report are.

Every model is frozen and refuses what it does not know. Numbers are `Decimal` inside and JSON numbers outside; offsets
are 0-based, end-exclusive and count Unicode code points of the release text. A claim is validated with the release text
as context (``context={"text": text}``), so one that does not stand in the text cannot be made.
"""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 (pydantic reads it at run time)
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from factx import edtf

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA_VERSION = 1

Kind = Literal["percentage", "count", "date", "quote", "money", "duration", "age", "measurement"]
Status = Literal["stated", "planned", "negated", "hypothetical"]
Change = Literal["increase", "decrease"]
Qualifier = Literal["exact", "about", "nearly", "over", "at_least", "under", "up_to", "between", "vague"]
Form = Literal["percent", "points", "fraction", "ratio", "multiple"]
Granularity = Literal[
    "minute", "hour", "day", "weekend", "week", "month", "season", "quarter", "year", "financial_year", "range"
]
Part = Literal["early", "mid", "late"]
Resolved = Literal["explicit", "published", "context"]
Verdict = Literal["consistent", "imprecise", "inconsistent", "undetermined"]
EntityKind = Literal["person", "organisation", "place", "operation", "law"]
Via = Literal["cue", "continuation", "pronoun"]
PublishedFrom = Literal["option", "dateline", "metadata", "filename"]

# A figure in a release has fewer digits; with 15, a JSON number (read as a double) gives the very same decimal back.
MAX_DIGITS = 15


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _decimal(value: Any) -> Any:
    return Decimal(repr(value)) if isinstance(value, float) else value


Number = Annotated[
    Decimal,
    Field(max_digits=MAX_DIGITS, allow_inf_nan=False),
    BeforeValidator(_decimal),
    PlainSerializer(_json_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
Edtf = Annotated[str, AfterValidator(edtf.checked), WithJsonSchema({"type": "string", "pattern": edtf.PATTERN})]
_DAYS, _CLOCK = r"(\d+(\.\d+)?[YMWD])+", r"T(\d+(\.\d+)?[HMS])+"
IsoDuration = Annotated[str, StringConstraints(pattern=rf"^P({_DAYS}({_CLOCK})?|{_CLOCK})$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^c[1-9]\d*$")]
Offset = Annotated[int, Field(ge=0)]
Span = tuple[Offset, Offset]


class _Model(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        serialize_by_alias=True,
        validate_by_name=True,
        json_schema_serialization_defaults_required=True,  # every key is always written
    )


def _text_of(info: ValidationInfo) -> str | None:
    text = (info.context or {}).get("text")
    return text if isinstance(text, str) else None


class Period(_Model):
    """The time that a figure is about, or is compared with, and the date claim that says so."""

    value: Edtf
    claim: ClaimId


class Speaker(_Model):
    """Who said a quote: the person meant, and where in the text they (or the pronoun) stand."""

    name: str | None = None
    role: str | None = None
    rank: str | None = None
    organisation: str | None = None
    start: Offset
    end: Offset
    via: Via = "cue"


class _Claim(_Model):
    id: ClaimId
    text: Annotated[str, StringConstraints(min_length=1)]
    start: Offset
    end: Offset
    line: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1)]
    sentence: str
    status: Status = "stated"
    quote: ClaimId | None = None

    @model_validator(mode="after")
    def _grounded(self, info: ValidationInfo) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError("grounded: the offsets do not span the text")
        text = _text_of(info)
        if text is not None and text[self.start : self.end] != self.text:
            raise ValueError("grounded: the release has another text at these offsets")
        return self


class _Hedged(_Claim):
    qualifier: Qualifier = "exact"
    change: Change | None = None
    period: Period | None = None
    baseline: Period | None = None


class _Quantity(_Hedged):
    value: Number | None
    low: Number | None = None
    high: Number | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("bounds: low is above high")
        if self.qualifier in {"between", "vague"}:
            if self.value is not None:
                raise ValueError(f"bounds: a figure that is {self.qualifier} has no single value")
        elif self.value is None and self.low is None and self.high is None:
            raise ValueError("value: an exact or hedged figure needs a value or bounds")
        if self.value is not None:
            if self.low is not None and self.value < self.low:
                raise ValueError("bounds: the value is below low")
            if self.high is not None and self.value > self.high:
                raise ValueError("bounds: the value is above high")
        return self


class Percentage(_Quantity):
    """A share or a relative change; `value` is always in per cent (points stay points)."""

    kind: Literal["percentage"] = "percentage"
    form: Form
    of: str | None = None

    @model_validator(mode="after")
    def _of_a_whole(self) -> Self:
        share = self.change is None and (self.form in {"fraction", "ratio"} or (self.form == "percent" and self.of))
        if share and self.value is not None and self.value > 100:
            raise ValueError("share: a part is more than its whole")
        if self.value is not None and self.value < 0:
            raise ValueError("sign: a change carries its direction in `change`, not in a sign")
        if self.form == "percent" and self.change == "decrease" and self.value is not None and self.value > 100:
            raise ValueError("share: nothing falls by more than the whole")
        return self


class Count(_Quantity):
    """A number of counted things; `item` is the noun phrase without number and qualifier, `head` its head's lemma."""

    kind: Literal["count"] = "count"
    item: str | None = None
    head: str | None = None
    action: str | None = None
    actor: str | None = None

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        if self.value is not None and self.value < 0:
            raise ValueError("sign: a count is never below nought")
        return self


class Money(_Quantity):
    """An amount; `value` in units of `currency` (ISO 4217)."""

    kind: Literal["money"] = "money"
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None


class Age(_Quantity):
    """An age in years and the words for whom it belongs to."""

    kind: Literal["age"] = "age"
    person: str | None = None


class Measurement(_Quantity):
    """A physical quantity; `unit` as Pint reads it."""

    kind: Literal["measurement"] = "measurement"
    unit: str
    of: str | None = None


class Duration(_Hedged):
    """A length of time; `value`, `low`, `high` are ISO 8601 durations, `days_*` bounds in days."""

    kind: Literal["duration"] = "duration"
    value: IsoDuration | None
    low: IsoDuration | None = None
    high: IsoDuration | None = None
    days_low: Number | None = None
    days_high: Number | None = None
    of: str | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.days_low is not None and self.days_high is not None and self.days_low > self.days_high:
            raise ValueError("bounds: days_low is above days_high")
        return self


class Date(_Claim):
    """A date or period; `value` is EDTF (ISO 8601-2), or null with the `reason`; `qualifier` is the hedge beside it."""

    kind: Literal["date"] = "date"
    value: Edtf | None
    qualifier: Qualifier = "exact"
    first: date | None = None
    last: date | None = None
    granularity: Granularity | None = None
    part: Part | None = None
    resolved: Resolved | None = None
    readings: tuple[Edtf, ...] = ()
    reason: str | None = None

    @model_validator(mode="after")
    def _resolved(self) -> Self:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError("calendar: the range runs backwards")
        if self.value is None and self.reason is None:
            raise ValueError("value: an unresolved date says why")
        if self.value is not None and self.resolved is None:
            raise ValueError("value: a resolved date says from what")
        if self.value is not None:
            opens, closes = edtf.days(self.value)
            if (opens and self.first and self.first < opens) or (closes and self.last and self.last > closes):
                raise ValueError("calendar: first and last reach beyond the value")
        return self


class Quote(_Claim):
    """Words in quotation marks that somebody is reported as saying."""

    kind: Literal["quote"] = "quote"
    content: str
    parts: Annotated[tuple[Span, ...], Field(min_length=1)]
    style: Literal["direct", "mixed"]
    speaker: Speaker | None = None
    speakers: tuple[str, ...] = ()
    reason: str | None = None
    cue: str | None = None

    @model_validator(mode="after")
    def _inside(self, info: ValidationInfo) -> Self:
        ends = self.start
        for first, last in self.parts:
            if not ends <= first <= last <= self.end:
                raise ValueError("parts: a part lies outside the quote or overlaps another")
            ends = last
        text = _text_of(info)
        if text is not None and self.content.split() != " ".join(text[a:b] for a, b in self.parts).split():
            raise ValueError("content: is not what stands in the parts")
        if self.speaker is not None and text is not None and not self.speaker.start < self.speaker.end <= len(text):
            raise ValueError("speaker: does not stand in the text")
        return self


Claim = Annotated[Percentage | Count | Date | Quote | Money | Duration | Age | Measurement, Field(discriminator="kind")]
ClaimAdapter: TypeAdapter[Claim] = TypeAdapter(Claim)


class Entity(_Model):
    """A person, organisation, place, operation or law, with every [start, end] at which it is named.

    A person has what the release tells of them: rank (in full), role (as written), organisation and age in years. Their
    mentions include the pronouns and offices by which a quote is laid at their door ("she added", "the sheriff said").
    """

    id: Annotated[str, StringConstraints(pattern=r"^e[1-9]\d*$")]
    kind: EntityKind
    name: str
    rank: str | None = None
    role: str | None = None
    organisation: str | None = None
    age: Number | None = None
    mentions: Annotated[tuple[Span, ...], Field(min_length=1)]


class Bounds(_Model):
    """An interval as shown to people, to four decimals; null is unbounded, an open end excludes its bound."""

    low: Number | None
    high: Number | None
    low_open: bool = False
    high_open: bool = False


class Operand(_Model):
    """A claim that takes part in a check, and as what."""

    role: str
    claim: ClaimId
    text: str
    start: Offset
    end: Offset


class Check(_Model):
    """One relation between claims, recomputed."""

    id: Annotated[str, StringConstraints(pattern=r"^k[1-9]\d*$")]
    rule: str
    verdict: Verdict
    operands: Annotated[tuple[Operand, ...], Field(min_length=1)]
    claimed: Bounds | None = None
    recomputed: Bounds | None = None
    arithmetic: str | None = None
    reason: str | None = None
    gross: bool = False
    hint: str | None = None
    quote: ClaimId | None = None

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if (self.verdict == "undetermined") != (self.reason is not None):
            raise ValueError("reason: an undetermined check, and no other, has a reason")
        if self.gross and self.verdict != "inconsistent":
            raise ValueError("gross: only an inconsistency can be gross")
        return self


class Problem(_Model):
    """Something that could not become a claim, or could not be read, with the rule it broke and where."""

    rule: str
    message: str
    kind: Kind | None = None
    text: str | None = None
    start: Offset | None = None
    end: Offset | None = None
    line: Annotated[int, Field(ge=1)] | None = None
    column: Annotated[int, Field(ge=1)] | None = None


class ReleaseInfo(_Model):
    """What is known of the release itself; `source` is the path as given, `-` for standard input."""

    source: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    title: str | None = None
    published: date | None = None
    published_from: PublishedFrom | None = None
    publisher: str | None = None
    language: str = "en"
    characters: Annotated[int, Field(ge=0)] = 0
    words: Annotated[int, Field(ge=0)] = 0


class ModelInfo(_Model):
    """The spaCy pipeline that parsed the release."""

    name: str
    version: str


class InputError(_Model):
    """Why an input gave no claims."""

    kind: str
    message: str


class Report(_Model):
    """Everything factx found in one release. An input that could not be read has `error` and no claims."""

    factx: str
    schema_version: Literal[1] = Field(default=1, alias="schema")
    model: ModelInfo | None
    release: ReleaseInfo
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    checks: tuple[Check, ...] = ()
    problems: tuple[Problem, ...] = ()
    error: InputError | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _unique("claims", (c.id for c in self.claims))
        _unique("entities", (e.id for e in self.entities))
        _unique("checks", (k.id for k in self.checks))
        known = {c.id: c for c in self.claims}
        for claim in self.claims:
            if claim.end > self.release.characters:
                raise ValueError(f"{claim.id} ends behind the release")
            if claim.quote is not None and not isinstance(known.get(claim.quote), Quote):
                raise ValueError(f"{claim.id} stands in {claim.quote}, which is no quote")
            for link in (getattr(claim, "period", None), getattr(claim, "baseline", None)):
                if link is not None and not isinstance(known.get(link.claim), Date):
                    raise ValueError(f"{claim.id} takes its time from {link.claim}, which is no date")
        for check in self.checks:
            for operand in check.operands:
                claim_of = known.get(operand.claim)
                if claim_of is None:
                    raise ValueError(f"{check.id} names {operand.claim}, which is no claim")
                if (operand.text, operand.start, operand.end) != (claim_of.text, claim_of.start, claim_of.end):
                    raise ValueError(f"{check.id} misquotes {operand.claim}")
        return self


def _unique(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise ValueError(f"two {what} are called {id_}")
        seen.add(id_)


def broken_rule(message: str) -> tuple[str, str]:
    """Split a validator's message ("Value error, bounds: low is above high") into rule and explanation."""
    match = re.match(r"(?:Value error, )?(\w+): (.*)", message, re.DOTALL)
    return (match[1], match[2]) if match else ("schema", message)
