"""Scoring against gold files: the scoring itself on hand-made reports, and the scores on tests/gold."""

from __future__ import annotations

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from factx.claims import Check, Claim, ClaimAdapter, Operand, ReleaseInfo, Report
from factx.errors import InputFailed
from factx.gold import Accuracy, Gold, Scores, Tally, evaluate, head_of, load, match, score
from factx.release import Release
from factx.write.scores import document, summary, tables

GOLD = Path(__file__).parent / "gold"

TEXT = (
    "Burglary fell by 12 per cent to 440 offences in May 2021, about 60 fewer than the 500 of last May.\n\n"
    "“We are glad,” said Chief Inspector Orla Penhallow.\n"
)


def claim(kind: str, text: str, value: Any = None, **fields: Any) -> dict[str, Any]:
    """The fields of a claim over the first `text` in TEXT, without its id."""
    start = TEXT.index(text)
    needed: dict[str, Any] = {"percentage": {"form": "percent"}, "date": {"resolved": "explicit"}}.get(kind, {})
    if kind == "quote":
        last = fields["content"].split()[-1]
        needed = {"parts": [[start + 1, TEXT.index(last, start) + len(last)]], "style": "direct"}
    else:
        needed = {"value": value, **needed}
    return {"kind": kind, "text": text, "start": start, "end": start + len(text), **needed, **fields}


def report(*claims: dict[str, Any], checks: tuple[Check, ...] = ()) -> Report:
    release = Release(TEXT)
    made: list[Claim] = []
    for number, fields in enumerate(sorted(claims, key=lambda c: c["start"]), 1):
        line, column = release.position(fields["start"])
        made.append(
            ClaimAdapter.validate_python(
                {"id": f"c{number}", "line": line, "column": column, "sentence": "", **fields}, context={"text": TEXT}
            )
        )
    about = ReleaseInfo(source="-", characters=len(TEXT))
    return Report(factx="0", model=None, release=about, claims=tuple(made), checks=checks)


def gold(*claims: dict[str, Any], checks: tuple[dict[str, Any], ...] = ()) -> Gold:
    placed = [{"start": TEXT.index(c["text"]), **c} if "start" not in c else c for c in claims]
    return Gold.model_validate({"claims": placed, "checks": checks})


def scored(found: Report, expected: Gold) -> Scores:
    return score(found, expected, Release(TEXT, source="a.txt"))


PERCENT = claim("percentage", "12 per cent", 12, change="decrease", of="Burglary")
COUNT = claim("count", "440 offences", 440, head="offence")
DELTA = claim("count", "about 60 fewer", 60, head="offence", qualifier="about", change="decrease")


@pytest.mark.parametrize(
    ("found", "expected", "tally"),
    [
        ([COUNT], [{"kind": "count", "text": "440 offences", "value": 440}], Tally(1, 1, 1)),
        # Overlap is enough; the words need not be the same.
        ([COUNT], [{"kind": "count", "text": "440", "value": 440}], Tally(1, 1, 1)),
        # Another value, another kind or another place is no match.
        ([COUNT], [{"kind": "count", "text": "440 offences", "value": 441}], Tally(1, 1, 0)),
        ([COUNT], [{"kind": "count", "text": "the 500", "value": 440}], Tally(1, 1, 0)),
        ([COUNT], [{"kind": "money", "text": "440", "value": 440}], Tally(0, 1, 0)),
        # Spans that only touch do not overlap.
        ([claim("count", "440", 440)], [{"kind": "count", "text": " offences", "value": 440}], Tally(1, 1, 0)),
        # One to one: the second prediction for the same gold is extra, and the reverse is missed.
        (
            [COUNT, claim("count", "440", 440)],
            [{"kind": "count", "text": "440 offences", "value": 440}],
            Tally(1, 2, 1),
        ),
        (
            [COUNT],
            [{"kind": "count", "text": "440", "value": 440}, {"kind": "count", "text": "offences", "value": 440}],
            Tally(2, 1, 1),
        ),
        ([], [{"kind": "count", "text": "440", "value": 440}], Tally(1, 0, 0)),
        ([COUNT], [], Tally(0, 1, 0)),
        # Bounds stand for a value that is null, as far as the gold gives them.
        (
            [claim("count", "440", qualifier="between", low=440, high=450)],
            [{"kind": "count", "text": "440", "value": None, "low": 440, "high": 450}],
            Tally(1, 1, 1),
        ),
        (
            [claim("count", "440", qualifier="between", low=440, high=450)],
            [{"kind": "count", "text": "440", "value": None, "low": 440, "high": 460}],
            Tally(1, 1, 0),
        ),
        (
            [claim("count", "440", qualifier="vague")],
            [{"kind": "count", "text": "440", "value": None}],
            Tally(1, 1, 1),
        ),
        ([COUNT], [{"kind": "count", "text": "440", "value": None}], Tally(1, 1, 0)),
    ],
)
def test_count(found: list[dict[str, Any]], expected: list[dict[str, Any]], tally: Tally) -> None:
    assert scored(report(*found), gold(*expected)).kinds["count"] == tally


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("33.3333", 33.3333, True),
        ("33.33333333", 33.3333, True),
        ("33.33", 33.3333, False),
        ("66.6667", 66.6666, True),
        ("12", 12.0, True),
        ("12", 12.001, False),
    ],
)
def test_a_fraction_is_equal_to_four_decimals(ours: str, theirs: float, same: bool) -> None:  # noqa: FBT001
    found = report({**PERCENT, "value": Decimal(ours)})
    expected = gold({"kind": "percentage", "text": "12 per cent", "value": theirs})
    assert scored(found, expected).kinds["percentage"].matched == same


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("2021-05", "2021-05", True),
        ("2021-05", "2021-05-01/2021-05-31", False),
        (None, None, True),
        (None, "2021", False),
    ],
)
def test_a_date_is_equal_as_a_string(ours: str | None, theirs: str | None, same: bool) -> None:  # noqa: FBT001
    found = report(claim("date", "May 2021", ours, reason=None if ours else "no year"))
    expected = gold({"kind": "date", "text": "May 2021", "value": theirs})
    assert scored(found, expected).kinds["date"].matched == same


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("We are glad,", {"content": "We are glad,"}, True),
        ("We  are\n\nglad,", {"content": "“We are glad,”"}, True),
        ("We are glad,", {}, True),
        ("We are glad,", {"text": "“We … glad,”", "end": TEXT.index("”") + 1}, True),
        ("We are", {}, False),
    ],
)
def test_a_quote_is_equal_without_marks_and_white_space(ours: str, theirs: dict[str, Any], same: bool) -> None:  # noqa: FBT001
    expected = {"kind": "quote", "text": "“We are glad,”", "start": TEXT.index("“"), **theirs}
    assert scored(report(claim("quote", "“We are glad,”", content=ours)), gold(expected)).micro().matched == same


def test_most_overlap_goes_first() -> None:
    short, long = claim("count", "440", 440), claim("count", "440 offences in May", 440)
    expected = gold(
        {"kind": "count", "text": "440", "value": 440}, {"kind": "count", "text": "offences in", "value": 440}
    )
    pairs = match(report(short, long).claims, expected.claims, TEXT)
    assert [(c.text, g.text) for c, g in pairs] == [("440", "440"), ("440 offences in May", "offences in")]


@pytest.mark.parametrize(
    ("found", "fields", "right"),
    [
        (DELTA, {"qualifier": "about", "change": "decrease", "status": "stated", "head": "offence"}, 4),
        (DELTA, {"qualifier": "exact", "change": None, "status": "planned", "head": "burglary"}, 0),
        # Null is scored, what is left out is not.
        (DELTA, {"action": None, "period": None, "baseline": None}, 3),
        (DELTA, {"action": "fall"}, 0),
        (DELTA, {}, 0),
        # Noun phrases agree where their heads do; a head or verb whatever its case.
        ({**DELTA, "item": "recorded offences", "head": "Offence"}, {"item": "offences in all", "head": "offence"}, 2),
        ({**DELTA, "item": "offences"}, {"item": "victims"}, 0),
        ({**DELTA, "item": "offences"}, {"item": None}, 0),
        ({**DELTA, "low": 55, "high": 65}, {"low": 55, "high": None}, 1),
        # A key that is no field of claims is not scored.
        (DELTA, {"note": "rounded"}, 0),
    ],
)
def test_fields(found: dict[str, Any], fields: dict[str, Any], right: int) -> None:
    result = scored(report(found), gold({"kind": "count", "text": "60", "value": 60, **fields}))
    total = sum((a for a in result.fields.values()), Accuracy())
    assert (total.right, total.scored) == (right, len([f for f in fields if f != "note"]))
    assert total.given_right <= min(total.given, total.right)
    assert len([f for f in result.faults if f.what == "wrong"]) == len([f for f in fields if f != "note"]) - right


def test_times_and_speakers_are_scored_by_value_and_name() -> None:
    may = claim("date", "May 2021", "2021-05")
    count = {**COUNT, "period": {"value": "2021-05", "claim": "c2"}}
    start = TEXT.index("Chief")
    speaker = {"name": "Orla Penhallow", "role": "Chief Inspector", "start": start, "end": start + 30}
    quote = claim("quote", "“We are glad,”", content="We are glad,", speaker=speaker, cue="say")
    expected = gold(
        {"kind": "count", "text": "440", "value": 440, "period": "2021-05"},
        {
            "kind": "quote",
            "text": "“We are glad,”",
            "speaker": "Orla Penhallow",
            "role": "Chief Inspector",
            "via": "cue",
        }
        | {"cue": "said", "style": "direct", "parts": [[TEXT.index("We"), TEXT.index("”")]]},
    )
    result = scored(report(count, may, quote), expected)
    assert [f for f in result.faults if f.what == "wrong"] == []
    assert result.fields["quote", "speaker"] == result.fields["count", "period"] == Accuracy(1, 1, 1, 1)
    assert sum(a.scored for a in result.fields.values()) == 7


@pytest.mark.parametrize(
    ("ours", "gold_", "same"),
    [
        ("say", "said", True),
        ("tell", "told", True),
        ("reply", "replied", True),
        ("describe", "described", True),
        ("continue", "continued", True),
        ("explain", "explains", True),
        ("add", "say", False),
    ],
)
def test_cues_are_compared_by_lemma(ours: str, gold_: str, same: bool) -> None:  # noqa: FBT001
    quote = claim("quote", "“We are glad,”", content="We are glad,", cue=ours)
    result = scored(report(quote), gold({"kind": "quote", "text": "“We are glad,”", "cue": gold_}))
    assert result.fields["quote", "cue"] == Accuracy(int(same), 1, int(same), 1)


@pytest.mark.parametrize(
    ("ours", "gold_", "same"),
    [
        ("kilogram", "kg", True),
        ("mile / hour", "mph", True),
        ("litres", "liter", True),
        ("square mile", "mile**2", True),
        ("stone", "stone", True),
        ("kg", "g", False),
        ("metre", "mile", False),
    ],
)
def test_units_go_by_several_names(ours: str, gold_: str, same: bool) -> None:  # noqa: FBT001
    found = claim("measurement", "440", 440, unit=ours)
    result = scored(report(found), gold({"kind": "measurement", "text": "440", "value": 440, "unit": gold_}))
    assert result.fields["measurement", "unit"] == Accuracy(int(same), 1, int(same), 1)


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("experienced officers", "officer"),
        ("people known to the courts", "person"),
        ("drivers stopped at the roadside", "driver"),
        ("the bikes we seize", "bike"),
        ("those stopped", "those"),
        ("assaults on staff", "assault"),
        ("stop and searches", "search"),
        ("paramedics and firefighters", "paramedic"),
        ("suspected heroin", "heroin"),
        ("a 52-year-old man", "man"),
        ("Orla Penhallow", "penhallow"),
        ("the city’s addresses", "address"),
        ("injuries, two of them grave", "injury"),
        ("Women", "woman"),
        ("every specimen", "specimen"),
        ("them", "them"),
        ("", ""),
    ],
)
def test_head_of(phrase: str, head: str) -> None:
    assert head_of(phrase) == head


def _check(verdict: str, *texts: str, rule: str = "change-of-baseline") -> Check:
    operands = tuple(
        Operand(role="operand", claim=f"c{n}", text=t, start=TEXT.index(t), end=TEXT.index(t) + len(t))
        for n, t in enumerate(texts, 1)
    )
    reason = "no_total" if verdict == "undetermined" else None
    return Check.model_validate({"id": "k1", "rule": rule, "verdict": verdict, "operands": operands, "reason": reason})


GOLD_CLAIMS = (
    {"kind": "percentage", "text": "12 per cent", "value": 12},
    {"kind": "count", "text": "60 fewer", "value": 60},
    {"kind": "count", "text": "440", "value": 440},
)


@pytest.mark.parametrize(
    ("ours", "verdict", "relations", "matched", "alarms", "whats"),
    [
        # "about 60 fewer" and "60 fewer" are one matched claim, so the operands are the same.
        (_check("consistent", "12 per cent", "about 60 fewer"), "consistent", 1, 1, 0, []),
        (_check("consistent", "12 per cent", "about 60 fewer", rule="rate"), "consistent", 1, 1, 0, []),
        (_check("inconsistent", "12 per cent", "about 60 fewer"), "inconsistent", 1, 1, 0, []),
        (_check("undetermined", "12 per cent", "about 60 fewer"), "consistent", 1, 0, 0, ["wrong verdict"]),
        (
            _check("inconsistent", "12 per cent", "about 60 fewer"),
            "consistent",
            1,
            0,
            1,
            ["false alarm", "wrong verdict"],
        ),
        (_check("inconsistent", "12 per cent"), "inconsistent", 0, 0, 1, ["false alarm", "missed check"]),
        (_check("consistent", "12 per cent"), "consistent", 0, 0, 0, ["missed check"]),
    ],
)
def test_checks(ours: Check, verdict: str, relations: int, matched: int, alarms: int, whats: list[str]) -> None:
    found = report(PERCENT, DELTA, checks=(ours,))
    ids = {c.text: c.id for c in found.claims}
    bound = ours.model_copy(
        update={"operands": tuple(o.model_copy(update={"claim": ids[o.text]}) for o in ours.operands)}
    )
    expected = gold(
        *GOLD_CLAIMS[:2],
        checks=({"rule": "change-of-baseline", "verdict": verdict, "claims": ["60 fewer", "12 per cent"]},),
    )
    result = scored(found.model_copy(update={"checks": (bound,)}), expected)
    assert result.relations == Accuracy(relations, 1)
    assert sum(t.matched for t in result.checks.values()) == matched
    assert result.false_alarms == alarms
    assert sorted(f.what for f in result.faults) == whats


def test_an_ungrounded_claim_is_counted() -> None:
    found = report(COUNT)
    moved = found.claims[0].model_copy(update={"start": 0, "end": 12})
    result = scored(found.model_copy(update={"claims": (moved,)}), gold())
    assert result.ungrounded == 1
    assert {f.what for f in result.faults} == {"extra", "ungrounded"}


def test_faults_say_where() -> None:
    expected = gold({"kind": "count", "text": "the 500", "value": 500}, {"kind": "quote", "text": "“We are glad,”"})
    assert [str(f) for f in scored(report(COUNT), expected).faults] == [
        f"a.txt:1:{TEXT.index('440') + 1}: extra count '440 offences' 440",
        f"a.txt:1:{TEXT.index('the 500') + 1}: missed count 'the 500' 500",
        "a.txt:3:1: missed quote '“We are glad,”'",
    ]


def test_scores_add_up() -> None:
    one = scored(report(COUNT, PERCENT), gold({"kind": "count", "text": "440", "value": 440, "head": "offence"}))
    both = Scores() + one + one
    assert both.releases == 2
    assert both.kinds["count"] == Tally(2, 2, 2)
    assert both.micro() == Tally(2, 4, 2)
    assert both.micro().precision == 0.5
    assert both.micro().recall == 1
    assert both.micro().f1 == pytest.approx(2 / 3)
    assert both.fields == {("count", "head"): Accuracy(2, 2, 2, 2)}
    assert len(both.faults) == 2


def test_a_null_is_scored_but_not_given() -> None:
    result = scored(report(COUNT), gold({"kind": "count", "text": "440", "value": 440, "period": None}))
    assert result.fields["count", "period"] == Accuracy(1, 1, 0, 0)


def test_nothing_found_and_nothing_to_find_is_no_fault() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (1, 1, 1)
    assert (Tally(3, 0, 0).precision, Tally(3, 0, 0).recall, Tally(3, 0, 0).f1) == (1, 0, 0)


def test_gold_that_does_not_stand_in_its_release_is_refused() -> None:
    with pytest.raises(InputFailed, match="does not stand at 3"):
        scored(report(), gold({"kind": "count", "text": "440", "start": 3, "value": 440}))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "Expecting"),
        ('{"claims": [{"kind": "colour", "text": "red", "start": 0}]}', r"claims\.0\.kind"),
        ('{"published": "yesterday", "claims": []}', "published"),
    ],
)
def test_malformed_gold_is_refused(tmp_path: Path, written: str, message: str) -> None:
    (tmp_path / "a.gold.json").write_text(written, "utf-8")
    with pytest.raises(InputFailed, match=message):
        load(tmp_path / "a.gold.json")


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFailed, match=r"no NAME\.gold\.json"):
        evaluate(tmp_path)


def test_tables_and_json() -> None:
    result = Scores() + scored(
        report(COUNT, PERCENT), gold({"kind": "count", "text": "440", "value": 440, "head": "x"})
    )
    out = StringIO()
    Console(file=out, width=80).print(tables(result))
    lines = [line.split() for line in out.getvalue().splitlines()]
    assert ["count", "1", "1", "1", "1.000", "1.000", "1.000"] in lines
    assert ["percentage", "0", "1", "0", "0.000", "–", "0.000"] in lines
    assert ["count", "head", "0", "1", "0.000"] in lines
    assert "micro-F1 over percentage, count, date, quote: 0.667" in out.getvalue()
    value = json.loads(document(result))
    assert value["kinds"]["count"] == {"gold": 1, "found": 1, "matched": 1, "precision": 1, "recall": 1, "f1": 1}
    assert value["fields"]["count"]["head"] == {
        "right": 0,
        "scored": 1,
        "accuracy": 0,
        "given": 1,
        "given_right": 0,
    }
    assert [f["what"] for f in value["faults"]] == ["extra", "wrong"]


# --- The scores on tests/gold -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def now() -> dict[str, Any]:
    return summary(evaluate(GOLD))


def figures(document: dict[str, Any], path: tuple[str, ...] = ()) -> dict[tuple[str, ...], float]:
    """Every figure that may not fall: F1 of kinds, right values of fields, matched checks."""
    found: dict[tuple[str, ...], float] = {}
    for key, value in document.items():
        if isinstance(value, dict):
            found |= figures(value, (*path, key))
        elif key in {"micro_f1", "micro_f1_all", "f1", "right"} or (path[:1] == ("checks",) and key == "matched"):
            found[(*path, key)] = value or 0
    return found


def test_scores_do_not_fall_below_the_baseline(now: dict[str, Any]) -> None:
    """A change that loses something says so; `make baseline` writes what is reached (see CONTRIBUTING.md)."""
    then = json.loads((GOLD / "baseline.json").read_text("utf-8"))
    today = figures(now)
    fell = {
        ".".join(key): (value, today.get(key, 0)) for key, value in figures(then).items() if today.get(key, 0) < value
    }
    assert fell == {}
    assert now["false_alarms"] <= then["false_alarms"]


def test_no_claim_is_ungrounded(now: dict[str, Any]) -> None:
    assert now["ungrounded"] == 0


def test_every_gold_file_is_scored(now: dict[str, Any]) -> None:
    files = sorted(GOLD.glob("*.gold.json"))
    assert now["releases"] == len(files)
    assert sum(kind["gold"] for kind in now["kinds"].values()) == sum(len(load(f).claims) for f in files)


def test_the_example_in_the_documentation_is_gold() -> None:
    root = GOLD.parents[1]
    written = (root / "docs" / "claims.md").read_text("utf-8").split("```json\n")[1].split("```")[0]
    text = (root / "samples" / "burglary-figures.txt").read_bytes().decode("utf-8")
    example = Gold.model_validate(json.loads(written))
    empty = Report(factx="0", model=None, release=ReleaseInfo(source="-", characters=len(text)))
    assert score(empty, example, Release(text)).micro() == Tally(3, 0, 0)
    assert text[slice(example.claims[2].start, example.claims[2].stop)].endswith("works.”")
