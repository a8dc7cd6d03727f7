from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from functools import partial
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from factx.claims import (
    Bounds,
    Check,
    Count,
    Date,
    Entity,
    InputError,
    Money,
    Operand,
    Percentage,
    Period,
    Problem,
    Quote,
    ReleaseInfo,
    Report,
    Speaker,
)
from factx.write.csv import HEADER, write_csv
from factx.write.json import schema, write_json, write_jsonl
from factx.write.lint import ALARMS, interval, write_lint
from factx.write.table import _widths, write_table

WORDS = "“Dinghy theft is down,” she said, “and we – all of us – mean to keep it so.\n\nThank you.”"


def claim(id_: str, text: str, start: int = 0, **fields: Any) -> dict[str, Any]:
    place = {"start": start, "end": start + len(text), "line": 3, "column": start + 1, "sentence": f"{text}."}
    return {"id": id_, "text": text} | place | fields


def report(source: str = "dinghies.txt", **fields: Any) -> Report:
    release = ReleaseInfo(
        source=source, title="=Dinghies", characters=10_000, words=1_200, publisher="Humberside Police"
    )
    claims = (
        Date(**claim("c1", "2019", value="2019", granularity="year", resolved="explicit")),
        Percentage(
            **claim(
                "c2",
                "38 per cent",
                10,
                value=Decimal("38.25"),
                form="percent",
                change="decrease",
                of="theft of dinghies",
            ),
            period=Period(value="2019", claim="c1"),
            baseline=Period(value="2018", claim="c1"),
        ),
        Count(
            **claim(
                "c3", "more than 4,000 boats", 30, value=4000, low=4000, qualifier="over", item="boats", head="boat"
            )
        ),
        Money(**claim("c4", "@£1.2m", 60, value=1_200_000, currency="GBP", status="planned", quote="c5")),
        Quote(
            **claim("c5", WORDS, 100, content=WORDS.strip("“”"), parts=((101, 120),), style="direct"),
            speaker=Speaker(name="Jo Quill", role="Sergeant", start=200, end=208),
        ),
    )
    operands = (Operand(role="share", claim="c2", text="38 per cent", start=10, end=21),)
    checks = (
        Check(
            id="k1",
            rule="share-of-total",
            verdict="inconsistent",
            operands=operands,
            claimed=Bounds(low=Decimal("37.5"), high=Decimal("38.5")),
            recomputed=Bounds(low=42, high=42),
            arithmetic="420 ÷ 1,000 = 42 %",
            hint="digits swapped",
            gross=True,
        ),
        Check(id="k2", rule="points", verdict="undetermined", operands=operands, reason="no_total"),
    )
    entities = (Entity(id="e1", kind="person", name="Jo Quill", rank="Sergeant", mentions=((1, 5),)),)
    problems = (Problem(rule="bounds", message="low is above high", text="9 to 3 boats", line=7, column=1),)
    whole = {"claims": claims, "checks": checks, "entities": entities, "problems": problems}
    return Report(factx="0.1.0", model=None, release=release, **(whole | fields))


FAILED = Report(
    factx="0.1.0",
    model=None,
    release=ReleaseInfo(source="gone.txt"),
    error=InputError(kind="missing", message="no file"),
)


def written(write: Any, *reports: Report, **options: Any) -> str:
    out = io.StringIO(newline="")
    write(iter(reports), out, **options)
    return out.getvalue()


def test_json_lines_hold_numbers_and_plain_letters() -> None:
    first, second = written(write_jsonl, report(), FAILED).splitlines()
    claims = {c["id"]: c for c in json.loads(first)["claims"]}
    assert (claims["c2"]["value"], claims["c3"]["value"]) == (38.25, 4000)
    assert '"value":4000,' in first
    assert "£" in first
    assert "–" in first
    assert json.loads(second)["error"] == {"kind": "missing", "message": "no file"}
    assert json.loads(first)["error"] is None


def test_json_is_one_array() -> None:
    assert [r["release"]["source"] for r in json.loads(written(write_json, report(), FAILED))] == [
        "dinghies.txt",
        "gone.txt",
    ]
    assert json.loads(written(write_json)) == []


def test_json_stays_whole_when_the_reports_break_off() -> None:
    def broken() -> Any:
        yield report()
        raise KeyboardInterrupt

    out = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        write_json(broken(), out)
    assert len(json.loads(out.getvalue())) == 1


@pytest.mark.parametrize("one", [report(), FAILED, report(claims=(), checks=())], ids=["full", "failed", "bare"])
def test_the_schema_describes_what_is_written(one: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    document = json.loads(written(write_jsonl, one))
    assert list(validator.iter_errors(document)) == []
    assert not validator.is_valid(document | {"more": 1})
    for key in document:
        assert not validator.is_valid({k: v for k, v in document.items() if k != key}), key


def test_the_schema_refuses_wrong_claims() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for wrong in ({"value": "38"}, {"kind": "opinion"}, {"start": -1}, {"qualifier": "roughly"}, {"extra": None}):
        document = json.loads(written(write_jsonl, report()))
        document["claims"][1] |= wrong
        assert not validator.is_valid(document), wrong


def test_csv_has_a_row_a_claim_over_all_releases() -> None:
    text = written(write_csv, report("a.txt"), FAILED, report("b.txt"))
    assert text.startswith("\ufeffsource,")
    assert text.count("\ufeff") == 1
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [(row["source"], row["id"]) for row in rows] == [
        (s, f"c{n}") for s in ("a.txt", "b.txt") for n in range(1, 6)
    ]
    assert (rows[1]["value"], rows[1]["period"], rows[1]["baseline"], rows[1]["of"]) == (
        "38.25",
        "2019",
        "2018",
        "theft of dinghies",
    )
    assert rows[3]["value"] == "1200000"
    assert (rows[4]["speaker"], rows[4]["role"], rows[4]["text"]) == ("Jo Quill", "Sergeant", WORDS)
    assert len(HEADER) == len(set(HEADER))


def test_every_field_of_a_claim_has_a_csv_column() -> None:
    fields = {name for kind in (Date, Percentage, Count, Money) for name in kind.model_fields}
    assert fields - set(HEADER) == {"part", "resolved", "readings", "reason"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_csv_defuses_formulas(start: str) -> None:
    text = f"{start}SUM(A1)"
    one = report(claims=(Count(**claim("c1", text, value=1)),), checks=())
    (row,) = csv.DictReader(io.StringIO(written(write_csv, one).removeprefix("\ufeff"), newline=""))
    assert row["text"] == f"'{text}"
    assert row["title"] == "'=Dinghies"


def test_lint_lines() -> None:
    some = partial(write_lint, shown=("inconsistent", "undetermined"))
    assert written(some, report(), FAILED).splitlines() == [
        (
            "dinghies.txt:3:11: inconsistent share-of-total “38 per cent” does not match 420 ÷ 1,000 = 42 %; "
            "it may stand for 37.5 to 38.5; the message turns round; digits swapped"
        ),
        (
            "dinghies.txt:3:11: undetermined points “38 per cent” cannot be checked against anything else in the text; "
            "no total"
        ),
    ]
    assert [line.split(": ")[1] for line in written(partial(write_lint, shown=ALARMS), report()).splitlines()] == [
        line.split(": ")[1] for line in written(some, report()).splitlines() if " inconsistent " in line
    ]
    unchecked = [line for line in written(write_lint, report()).splitlines() if " unchecked " in line]
    bound = {operand.claim for check in report().checks for operand in check.operands}
    assert len(unchecked) == sum(c.id not in bound for c in report().claims if c.kind not in {"date", "quote"}) > 0


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1, 1, "1"),
        (1, "2.50", "1 to 2.50"),
        (1500, None, "at least 1,500"),
        (None, 3, "at most 3"),
        (None, None, "any"),
    ],
)
def test_interval(low: Any, high: Any, expected: str) -> None:
    bounds = Bounds(low=low if low is None else Decimal(low), high=high if high is None else Decimal(high))
    assert interval(bounds) == expected


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_tables_fit_and_nothing_is_cut(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    shown = written(write_table, report())
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "…" not in shown
    letters = "".join(shown.split())
    said = "".join(WORDS.strip("“”").split())
    assert all(letters.count(letter) >= said.count(letter) for letter in said)
    if width >= 80:
        for words in (
            "38 per cent",
            "down 38.25%",
            "over 4,000",
            "1,200,000 GBP",
            "Jo Quill",
            "inconsistent",
            "planned",
        ):
            assert all(word in shown for word in words.split()), words


def test_wide_tables_show_each_claim_on_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    rows = [line.split("  ") for line in written(write_table, report()).splitlines()]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert ["3", "38 per cent", "down 38.25%", "theft of dinghies", "2019 against 2018"] in cells
    assert ["3", "more than 4,000 boats", "over 4,000", "boats"] in cells
    assert ["3", "@£1.2m", "1,200,000 GBP", "said by Jo Quill", "planned"] in cells
    assert ["3", "2019", "2019"] in cells
    assert ["7", "bounds", "low is above high", "9 to 3 boats"] in cells


def test_tables_leave_out_empty_columns_and_failed_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert written(write_table, FAILED) == ""
    bare = written(write_table, report(claims=(Count(**claim("c1", "ten men", value=10)),), checks=(), problems=()))
    assert "status" not in bare
    assert "Problems" not in bare
    assert "Counts (1)" in bare


def test_a_release_cannot_steer_the_terminal() -> None:
    one = report(claims=(Count(**claim("c1", "ten \x1b[31m\x07[red]men\u202e", value=10)),), checks=())
    shown = written(write_table, one)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert "[red]men" in shown


@pytest.mark.parametrize(
    ("color", "environment", "expected"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(color: str, environment: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    shown = written(write_table, report(), color=color)
    assert ("\x1b[1;31m" in shown) is expected


@given(
    st.lists(st.lists(st.text("ab \n世", max_size=30), min_size=1, max_size=3), min_size=1, max_size=6),
    st.integers(6, 60),
)
def test_columns_fit_wherever_they_can(columns: list[list[str]], room: int) -> None:
    widths = _widths([[Text(text) for text in column] for column in columns], room)
    whole = [max(cell_len(line) for text in column for line in text.split("\n")) for column in columns]
    assert sum(widths) <= max(room, sum(map(bool, widths)))
    assert all(width <= most for width, most in zip(widths, whole, strict=True))
    if sum(whole) <= room:
        assert widths == whole
