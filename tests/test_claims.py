"""The contract: what the models of claims.py refuse, what they let through, and that nothing is lost on the way out."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from factx.claims import MAX_DIGITS, Check, Claim, ClaimAdapter, Count, Entity, Problem, Report, broken_rule

TEXT = "In May 2021 burglary fell by 38.2%, from 620 homes. “We are glad,” said Sergeant Nia Fairbrother.\n"


def fields(kind: str, text: str, /, **more: Any) -> dict[str, Any]:
    """A valid claim of `kind` over the first `text` in TEXT, with `more` over it."""
    start = TEXT.index(text)
    base = {"id": "c1", "kind": kind, "text": text, "start": start, "end": start + len(text)}
    return {**base, "line": 1, "column": start + 1, "sentence": TEXT.strip(), **NEEDED[kind], **more}


NEEDED: dict[str, dict[str, Any]] = {
    "percentage": {"value": "38.2", "form": "percent"},
    "count": {"value": 620},
    "date": {"value": "2021-05", "resolved": "explicit"},
    "quote": {"content": "We are glad,", "parts": [[TEXT.index("We"), TEXT.index("”")]], "style": "direct"},
    "money": {"value": 620, "currency": "GBP"},
    "duration": {"value": "P18M"},
    "age": {"value": 62},
    "measurement": {"value": "0.5", "unit": "kilogram"},
}
SAID = TEXT.index("Sergeant")
SPEAKER = {"name": "Nia Fairbrother", "role": "Sergeant", "start": SAID, "end": SAID + 24}


def made(given_fields: dict[str, Any]) -> Claim:
    return ClaimAdapter.validate_python(given_fields, context={"text": TEXT})


def percentage(**more: Any) -> dict[str, Any]:
    return fields("percentage", "38.2%", **more)


def count(**more: Any) -> dict[str, Any]:
    return fields("count", "620 homes", **more)


def counted(**more: Any) -> Count:
    claim = made(count(**more))
    assert isinstance(claim, Count)
    return claim


def may(**more: Any) -> dict[str, Any]:
    return fields("date", "May 2021", **more)


def quote(**more: Any) -> dict[str, Any]:
    return fields("quote", "“We are glad,”", **more)


@pytest.mark.parametrize(
    "claim",
    [
        percentage(),
        percentage(change="decrease", of="burglary", baseline={"value": "2020-05", "claim": "c9"}),
        percentage(value=100, of="homes"),
        percentage(value=250, change="increase"),  # a rise has no ceiling
        percentage(value=400, form="multiple"),
        percentage(value=120),  # of what, is not known
        percentage(value=12, form="points", change="decrease"),
        percentage(qualifier="over", low="38.2"),
        count(),
        count(value=0, status="negated"),
        count(value="15.6"),  # a rate
        count(value=None, qualifier="between", low=600, high=620),
        count(value=None, qualifier="between", low=600, high=600),
        count(value=None, qualifier="vague"),
        count(quote="c2"),
        may(),
        may(first="2021-05-01", last="2021-05-31"),
        may(first="2021-05-21", last="2021-05-31", part="late"),
        may(value="2021-05/..", first="2021-05-01", last="2031-01-01"),
        may(value=None, resolved=None, reason="no publication date"),
        may(value=None, resolved=None, reason="order", readings=["2021-05-03", "2021-03-05"]),
        quote(),
        quote(speaker=SPEAKER, cue="say"),
        quote(speakers=["Nia Fairbrother", "Owen Tallis"]),
        fields("money", "620"),
        fields("money", "620", currency=None),
        fields("duration", "620"),
        fields("duration", "620", value="P12Y6M", days_low=4560, days_high=4570),
        fields("duration", "620", value="PT20M"),
        fields("age", "62", value=None, qualifier="between", low=60, high=69),
        fields("measurement", "620", value="-4.5", unit="degC"),
    ],
)
def test_it_lets_through(claim: dict[str, Any]) -> None:
    assert made(claim).text == TEXT[claim["start"] : claim["end"]]


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        # Grounded.
        (percentage(start=30), "grounded"),
        (percentage(start=30, end=35), "grounded"),
        (percentage(text="38.3%"), "grounded"),
        (percentage(end=9_999), "grounded"),
        (percentage(text="", end=29), "schema"),
        (percentage(start=-1), "schema"),
        (percentage(line=0), "schema"),
        (percentage(column=0), "schema"),
        # Bounds.
        (count(value=None, qualifier="between", low=620, high=600), "bounds"),
        (count(low=621), "bounds"),
        (count(high=619), "bounds"),
        (count(qualifier="between", low=600, high=650), "bounds"),
        (count(qualifier="vague"), "bounds"),
        (count(value=None), "value"),
        (count(value=None, qualifier="over"), "value"),
        (fields("duration", "620", days_low=31, days_high=28), "bounds"),
        # Shares and signs.
        (percentage(value="100.1", of="homes"), "share"),
        (percentage(value=101, form="fraction"), "share"),
        (percentage(value=200, form="ratio"), "share"),
        (percentage(value=101, change="decrease"), "share"),
        (percentage(value="-38.2"), "sign"),
        (count(value=-1), "sign"),
        # Dates.
        (may(value="2021-13"), "edtf"),
        (may(value="2021-5"), "edtf"),
        (may(value="May 2021"), "edtf"),
        (may(value="2021-02-29"), "calendar"),
        (may(value="2021-05-03T24:10"), "calendar"),
        (may(value="../.."), "edtf"),
        (may(value="2021-05/"), "edtf"),
        (may(value=""), "edtf"),
        (may(value="2021\n"), "edtf"),
        (may(value="٢٠٢١"), "edtf"),
        (may(readings=["03/05/2021"]), "edtf"),
        (may(first="2021-05-31", last="2021-05-01"), "calendar"),
        (may(first="2021-04-30", last="2021-05-31"), "calendar"),
        (may(first="2021-05-01", last="2021-06-01"), "calendar"),
        (may(value=None, resolved=None), "value"),
        (may(resolved=None), "value"),
        (may(granularity="decade"), "schema"),
        # Quotes.
        (quote(parts=[]), "schema"),
        (quote(parts=[[0, 4]]), "parts"),
        (quote(parts=[[SAID, SAID + 4]]), "parts"),
        (quote(parts=[[TEXT.index("”"), TEXT.index("We")]]), "parts"),
        (quote(parts=[[TEXT.index("are"), TEXT.index("”")], [TEXT.index("We"), TEXT.index("are")]]), "parts"),
        (quote(content="We were glad,"), "content"),
        (quote(content="We are glad, said Sergeant"), "content"),
        (quote(speaker={**SPEAKER, "end": len(TEXT) + 1}), "speaker"),
        (quote(speaker={**SPEAKER, "end": SAID}), "speaker"),
        (quote(speaker={**SPEAKER, "start": -1}), "schema"),
        (quote(speaker={**SPEAKER, "via": "guess"}), "schema"),
        (quote(style="free"), "schema"),
        # Forms of values.
        (fields("money", "620", currency="pounds"), "schema"),
        (fields("duration", "620", value="18 months"), "schema"),
        (fields("duration", "620", value="P"), "schema"),
        (fields("duration", "620", value="P1Y\n"), "schema"),
        (count(value="620 homes"), "schema"),
        (count(value="NaN"), "schema"),
        (count(value="Infinity"), "schema"),
        (count(value=float("inf")), "schema"),
        (count(value="1" * (MAX_DIGITS + 1)), "schema"),
        (count(value=True), "schema"),
        (percentage(form="ratios"), "schema"),
        (percentage(qualifier="roughly"), "schema"),
        (percentage(change="up"), "schema"),
        (percentage(status="denied"), "schema"),
        # Ids and keys.
        (count(id="1"), "schema"),
        (count(id="c0"), "schema"),
        (count(quote="the first"), "schema"),
        (count(period={"value": "2021-05"}), "schema"),
        (count(period={"value": "2021-5", "claim": "c1"}), "edtf"),
        (count(confidence=0.9), "schema"),
        (count(form="percent"), "schema"),
        (count(kind="number"), "schema"),
        ({k: v for k, v in count().items() if k != "value"}, "schema"),
        ({k: v for k, v in percentage().items() if k != "form"}, "schema"),
    ],
)
def test_it_refuses(claim: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValidationError) as caught:
        made(claim)
    assert broken_rule(caught.value.errors()[0]["msg"])[0] == rule


def test_claims_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        counted().start = 0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("message", "rule", "explanation"),
    [
        ("Value error, bounds: low is above high", "bounds", "low is above high"),
        ("edtf: '2021-5' is not a date", "edtf", "'2021-5' is not a date"),
        ("Field required", "schema", "Field required"),
    ],
)
def test_broken_rule(message: str, rule: str, explanation: str) -> None:
    assert broken_rule(message) == (rule, explanation)


# --- Numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("38.2", "38.2"),
        ("13193", "13193"),
        ("13193.0", "13193"),
        ("1.2E+6", "1200000"),
        ("33.3333", "33.3333"),
        ("0.1", "0.1"),
        ("0", "0"),
        (38.2, "38.2"),
        (0.1 + 0.2, None),  # more digits than a release has: refused, not rounded
        ("123456789012.345", "123456789012.345"),
    ],
)
def test_a_number_is_written_as_it_is(value: Any, written: str | None) -> None:
    if written is None:
        with pytest.raises(ValidationError, match="digits"):
            made(count(value=value))
        return
    claim = counted(value=value)
    assert isinstance(claim.value, Decimal)
    assert f'"value":{written},' in claim.model_dump_json()


def decimals() -> st.SearchStrategy[Decimal]:
    return st.builds(
        lambda digits, places: Decimal(digits).scaleb(-places),
        st.integers(0, 10**MAX_DIGITS - 1),
        st.integers(0, MAX_DIGITS),
    )


@given(decimals())
def test_no_number_is_altered_on_its_way_through_json(value: Decimal) -> None:
    claim = counted(value=value)
    again = Count.model_validate_json(claim.model_dump_json())
    assert again == claim
    assert again.value == value
    # A reader of JSON that has only binary floating point gets the nearest double, and with it the same decimal.
    assert Decimal(repr(json.loads(claim.model_dump_json())["value"])) == value


@given(decimals(), decimals(), decimals())
def test_a_value_lies_within_its_bounds(value: Decimal, low: Decimal, high: Decimal) -> None:
    claim = count(value=value, low=low, high=high)
    if low <= value <= high:
        assert counted(value=value, low=low, high=high).value == value
    else:
        with pytest.raises(ValidationError, match="bounds"):
            made(claim)


@given(st.integers(-5, len(TEXT) + 5), st.integers(-5, len(TEXT) + 5), st.sampled_from(["620", "4", "620 homes"]))
def test_only_the_slice_itself_is_grounded(start: int, end: int, text: str) -> None:
    claim = {**count(), "start": start, "end": end, "text": text}
    if 0 <= start < end <= len(TEXT) and TEXT[start:end] == text:
        assert made(claim).start == start
    else:
        with pytest.raises(ValidationError):
            made(claim)


# --- The report -------------------------------------------------------------------------------------------------------


def operand(claim: dict[str, Any], **more: Any) -> dict[str, Any]:
    placed = {key: claim[key] for key in ("text", "start", "end")}
    return {"role": "change", "claim": claim["id"], **placed, **more}


def report(**more: Any) -> dict[str, Any]:
    """A valid report with a claim of every kind, with `more` over it."""
    date = may(id="c1", first="2021-05-01", last="2021-05-31", granularity="month")
    when = {"value": "2021-05", "claim": "c1"}
    percent = percentage(id="c2", change="decrease", of="burglary", period=when)
    homes = count(id="c3", period=when, baseline=when, item="homes", head="home")
    money = fields("money", "620", id="c4")
    duration = fields("duration", "620", id="c5", days_low=540, days_high=558)
    age = fields("age", "62", id="c6", person="Nia Fairbrother")
    measurement = fields("measurement", "620", id="c7", of="homes", quote="c8")
    said = quote(id="c8", speaker=SPEAKER, cue="say")
    check: dict[str, Any] = {
        "id": "k1",
        "rule": "rate",
        "verdict": "consistent",
        "operands": [operand(percent), operand(homes)],
    }
    check |= {"claimed": {"low": "38.15", "high": "38.25"}, "recomputed": {"low": None, "high": 39}}
    return {
        "factx": "0.1.0",
        "model": {"name": "en", "version": "3.8.0"},
        "release": {"source": "-", "sha256": "0" * 64, "published": "2021-06-01", "published_from": "option"}
        | {"characters": len(TEXT), "words": len(TEXT.split())},
        "claims": [date, percent, homes, money, duration, age, measurement, said],
        "entities": [{"id": "e1", "kind": "person", "name": "Nia Fairbrother", "mentions": [[SAID, SAID + 24]]}],
        "checks": [check],
        "problems": [
            {"rule": "edtf", "message": "no such day", "kind": "date", "text": "31 June", "start": 0, "end": 7}
        ],
        **more,
    }


def test_a_report_goes_through_json_unchanged() -> None:
    whole = Report.model_validate(report(), context={"text": TEXT})
    assert Report.model_validate_json(whole.model_dump_json()) == whole
    assert whole.model_dump_json() == Report.model_validate_json(whole.model_dump_json()).model_dump_json()


def test_the_schema_describes_what_is_written() -> None:
    schema = Report.model_json_schema(mode="serialization")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    written = json.loads(Report.model_validate(report()).model_dump_json())
    validator.validate(written)
    assert {claim["kind"] for claim in written["claims"]} == set(NEEDED)
    assert written["schema"] == 1
    for spoilt in (
        written | {"more": 1},
        {key: value for key, value in written.items() if key != "schema"},
        written | {"claims": [written["claims"][1] | {"value": "38.2"}]},
        written | {"claims": [written["claims"][0] | {"value": "May 2021"}]},
        written | {"claims": [written["claims"][0] | {"kind": "season"}]},
        written | {"claims": [{key: value for key, value in written["claims"][1].items() if key != "baseline"}]},
    ):
        assert not validator.is_valid(spoilt)


def test_an_input_that_could_not_be_read_is_a_report_too() -> None:
    about = {"source": "a.txt"}
    error = {"kind": "empty", "message": "a.txt: is empty"}
    failed = Report.model_validate({"factx": "0.1.0", "model": None, "release": about, "error": error})
    assert Report.model_validate_json(failed.model_dump_json()) == failed


BOTH = [may(id="c1"), count(id="c2")]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"claims": [may(), count()]}, "two claims are called c1"),
        ({"entities": report()["entities"] * 2}, "two entities are called e1"),
        ({"checks": report()["checks"] * 2}, "two checks are called k1"),
        ({"release": {"source": "-", "characters": 12}}, "ends behind the release"),
        (
            {"claims": [may(), count(id="c2", period={"value": "2021-05", "claim": "c2"})], "checks": []},
            "which is no date",
        ),
        (
            {"claims": [may(), count(id="c2", period={"value": "2021-05", "claim": "c3"})], "checks": []},
            "which is no date",
        ),
        (
            {"claims": [may(), count(id="c2", baseline={"value": "2021", "claim": "c2"})], "checks": []},
            "which is no date",
        ),
        ({"claims": [may(), count(id="c2", quote="c1")], "checks": []}, "which is no quote"),
        ({"claims": [may(), count(id="c2", quote="c3")], "checks": []}, "which is no quote"),
        (
            {"claims": BOTH, "checks": [{**report()["checks"][0], "operands": [operand(count(id="c9"))]}]},
            "which is no claim",
        ),
        (
            {
                "claims": BOTH,
                "checks": [{**report()["checks"][0], "operands": [operand(count(id="c2"), text="621 homes")]}],
            },
            "misquotes c2",
        ),
        ({"claims": BOTH, "checks": [{**report()["checks"][0], "operands": []}]}, "at least 1"),
        ({"schema": 2}, "Input should be 1"),
        ({"extra": 1}, "not permitted"),
        ({"release": {"source": "-", "sha256": "abc"}}, "pattern"),
    ],
)
def test_a_report_refuses(more: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Report.model_validate(report(**more), context={"text": TEXT})


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"verdict": "undetermined"}, "has a reason"),
        ({"reason": "no_total"}, "has a reason"),
        ({"gross": True}, "can be gross"),
        ({"verdict": "false"}, "Input should be"),
        ({"id": "c1"}, "pattern"),
    ],
)
def test_a_check_refuses(more: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Check.model_validate({**report()["checks"][0], **more})


def test_a_check_lets_through() -> None:
    check = report()["checks"][0]
    assert Check.model_validate({**check, "verdict": "undetermined", "reason": "no_total"}).reason == "no_total"
    assert Check.model_validate({**check, "verdict": "inconsistent", "gross": True}).gross


def test_entities_and_problems_refuse() -> None:
    with pytest.raises(ValidationError, match="at least 1"):
        Entity.model_validate({"id": "e1", "kind": "person", "name": "Nia", "mentions": []})
    with pytest.raises(ValidationError, match="Input should be"):
        Entity.model_validate({"id": "e1", "kind": "animal", "name": "Rex", "mentions": [[0, 3]]})
    with pytest.raises(ValidationError, match="Input should be"):
        Problem.model_validate({"rule": "edtf", "message": "no such day", "kind": "day"})
