from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from factx import edtf
from factx.write import parquet
from factx.write.collect import collector
from factx.write.columns import LISTS
from factx.write.csv import CHECKS, CLAIMS
from factx.write.sqlite import TABLES, VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parents[2] / "docs/batch-outputs.md"
QUERIES = [block.split("\n```", 1)[0] for block in DOCS.read_text("utf-8").split("```sql\n")[1:]]


def database(lines: list[bytes], target: Path) -> sqlite3.Connection:
    collector(target)(iter(lines), target)
    connection = sqlite3.connect(target)
    connection.row_factory = sqlite3.Row
    return connection


@pytest.fixture(scope="module")
def facts(lines: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(database(lines, tmp_path_factory.mktemp("db") / "facts.db")) as connection:
        yield connection


def all_rows(connection: sqlite3.Connection, query: str, *values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query, values)]


def whole(table: str, connection: sqlite3.Connection) -> list[dict[str, Any]]:
    return all_rows(connection, f"SELECT * FROM {table}")  # noqa: S608


def with_lists(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row as the JSON has its values."""
    types = {column.name: column.type for column in TABLES[table].columns}
    read = {name: json.loads(value) for name, value in row.items() if types.get(name) in LISTS and value is not None}
    return row | read


def test_every_release_is_there(reports: list[dict[str, Any]], facts: sqlite3.Connection) -> None:
    rows = all_rows(facts, "SELECT * FROM releases ORDER BY id")
    assert [row["id"] for row in rows] == list(range(1, len(reports) + 1))
    for row, report in zip(rows, reports, strict=True):
        for name, value in report["release"].items():
            assert row[name] == value, name
        assert (row["factx"], row["schema"]) == (report["factx"], report["schema"])
        assert row["model"] == (report["model"] or {}).get("name")
        assert row["model_version"] == (report["model"] or {}).get("version")
        error = report["error"] or {"kind": None, "message": None}
        assert (row["error_kind"], row["error"]) == (error["kind"], error["message"])
    assert sum(row["error"] is not None for row in rows) == 1


def test_every_field_of_every_claim_is_there(reports: list[dict[str, Any]], facts: sqlite3.Connection) -> None:
    query = """
        SELECT claims.*, quote.ref AS quote, period.ref AS period_ref, baseline.ref AS baseline_ref
        FROM claims LEFT JOIN claims AS quote ON quote.id = claims.quote_id
          LEFT JOIN claims AS period ON period.id = claims.period_claim_id
          LEFT JOIN claims AS baseline ON baseline.id = claims.baseline_claim_id
        WHERE claims.release_id = ? ORDER BY claims.id"""
    for number, report in enumerate(reports, 1):
        rows = all_rows(facts, query, number)
        assert len(rows) == len(report["claims"])
        for row, claim in zip(rows, report["claims"], strict=True):
            assert as_json(row, facts) == claim


def as_json(row: dict[str, Any], facts: sqlite3.Connection) -> dict[str, Any]:
    """The JSON of a claim, from nothing but the database."""
    claim = with_lists("claims", row)
    claim["id"] = claim["ref"]
    for name in ("period", "baseline"):
        days = tuple(claim[f"{name}_{end}"] for end in ("first", "last"))
        known = (None, None) if claim[name] is None else edtf.days(claim[name])
        assert days == tuple(None if day is None else day.isoformat() for day in known)
        claim[name] = None if claim[name] is None else {"value": claim[name], "claim": claim[f"{name}_ref"]}
    match claim["kind"]:
        case "date":
            claim["value"] = claim["edtf"]
        case "duration":
            claim |= {
                name: claim[f"duration{end}"] for name, end in (("value", ""), ("low", "_low"), ("high", "_high"))
            }
        case "quote":
            (quote,) = all_rows(facts, "SELECT * FROM quotes WHERE id = ?", row["id"])
            claim |= with_lists("quotes", quote) | {"id": claim["ref"]}
            who = {name: quote[name] for name in ("role", "rank", "organisation", "via")}
            who |= {"name": quote["speaker"], "start": quote["speaker_start"], "end": quote["speaker_end"]}
            claim["speaker"] = None if quote["via"] is None else who
    return {name: claim[name] for name in FIELDS[claim["kind"]]}


EVERY = ("id", "kind", "text", "start", "end", "line", "column", "sentence", "status", "quote")
FIGURE = (*EVERY, "value", "low", "high", "qualifier", "change", "period", "baseline")
FIELDS = {
    "percentage": (*FIGURE, "form", "of"),
    "count": (*FIGURE, "item", "head", "action", "actor"),
    "money": (*FIGURE, "currency"),
    "age": (*FIGURE, "person"),
    "measurement": (*FIGURE, "unit", "of"),
    "duration": (*FIGURE, "days_low", "days_high", "of"),
    "date": (*EVERY, *("value", "qualifier", "first", "last", "granularity", "part", "resolved", "readings", "reason")),
    "quote": (*EVERY, "content", "parts", "style", "speaker", "speakers", "reason", "cue"),
}


QUOTED = "SELECT checks.*, claims.ref AS quote FROM checks LEFT JOIN claims ON claims.id = checks.quote_id ORDER BY 1"


def test_every_check_is_there_with_its_operands(reports: list[dict[str, Any]], facts: sqlite3.Connection) -> None:
    rows = all_rows(facts, QUOTED)
    checks = [check for report in reports for check in report["checks"]]
    assert len(rows) == len(checks)
    for row, check in zip(rows, checks, strict=True):
        for name in ("rule", "verdict", "arithmetic", "reason", "gross", "hint", "quote"):
            assert row[name] == check[name], name
        for side in ("claimed", "recomputed"):
            for end in ("low", "high", "low_open", "high_open"):
                assert row[f"{side}_{end}"] == (check[side] or {}).get(end)
        operands = all_rows(
            facts,
            """SELECT role, ref AS claim, text, start, "end" FROM operands JOIN claims ON claims.id = claim_id
               WHERE check_id = ? ORDER BY position""",
            row["id"],
        )
        assert operands == check["operands"]


def test_every_entity_mention_and_problem_is_there(reports: list[dict[str, Any]], facts: sqlite3.Connection) -> None:
    entities = all_rows(facts, "SELECT * FROM entities ORDER BY id")
    expected = [entity for report in reports for entity in report["entities"]]
    assert len(entities) == len(expected) > 20
    for row, entity in zip(entities, expected, strict=True):
        spans = all_rows(facts, 'SELECT start, "end" FROM mentions WHERE entity_id = ? ORDER BY position', row["id"])
        assert [list(span.values()) for span in spans] == entity["mentions"]
        assert {name: row[name] for name in entity if name not in {"id", "mentions"}} | {
            "id": row["ref"],
            "mentions": entity["mentions"],
        } == entity
    problems = all_rows(facts, "SELECT * FROM problems ORDER BY id")
    assert [{k: v for k, v in row.items() if not k.endswith("id")} for row in problems] == [
        {name: problem[name] for name in ("rule", "message", "kind", "text", "line", "column", "start", "end")}
        for report in reports
        for problem in report["problems"]
    ]


def test_keys_hold_and_pages_are_sound(facts: sqlite3.Connection) -> None:
    assert all_rows(facts, "PRAGMA foreign_key_check") == []
    assert [row["integrity_check"] for row in all_rows(facts, "PRAGMA integrity_check")] == ["ok"]
    for name, table in TABLES.items():
        foreign = {row["from"]: row["table"] for row in all_rows(facts, f"PRAGMA foreign_key_list({name})")}
        assert foreign == {key.name: key.table for key in table.keys if key.table}
        primary = [row["name"] for row in all_rows(facts, f"PRAGMA table_info({name})") if row["pk"]]
        assert primary == [*(key.name for key in table.keys[: table.primary])] or [table.columns[0].name]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT * FROM claims WHERE release_id = 1 AND ref = 'c1'", "release_id_ref"),
        ("SELECT * FROM claims WHERE kind = 'count' AND head = 'arrest'", "kind_head"),
        ("SELECT * FROM claims WHERE action = 'arrest'", "action"),
        ("SELECT * FROM claims WHERE period = '2019'", "period"),
        ("SELECT * FROM claims WHERE period_first >= '2019-01-01'", "period_first_period_last"),
        ("SELECT * FROM releases WHERE source = 'a.txt'", "source"),
        ("SELECT * FROM releases WHERE publisher = 'Tidewell Police'", "publisher"),
        ("SELECT * FROM checks WHERE verdict = 'inconsistent' AND rule = 'points'", "verdict_rule"),
        ("SELECT * FROM quotes WHERE speaker = 'Ada Fenn'", "speaker"),
        ("SELECT * FROM entities WHERE kind = 'person' AND name = 'Ada Fenn'", "kind_name"),
        ("SELECT * FROM operands WHERE claim_id = 1", "claim_id"),
    ],
)
def test_what_is_asked_for_has_an_index(query: str, index: str, facts: sqlite3.Connection) -> None:
    (plan,) = all_rows(facts, f"EXPLAIN QUERY PLAN {query}")
    assert f"_{index} (" in plan["detail"]


@pytest.mark.parametrize(
    ("table", "column", "words", "shown"),
    [
        ("releases", "title", "dinghy", "A year of dinghy patrols"),
        ("releases", "title", "walker harrow", "Harrow Fell Police thank two walkers"),
        ("claims", "sentence", "orange bridge", "bridge was painted orange"),
        ("claims", "sentence", "arresting barn", "officers searched nine barns"),
        ("quotes", "content", "harbour", "The harbour is a quieter place"),
    ],
)
def test_full_text_search_finds(table: str, column: str, words: str, shown: str, facts: sqlite3.Connection) -> None:
    query = (
        f"SELECT {table}.{column} FROM {table}_fts JOIN {table} ON {table}.id = {table}_fts.rowid"  # noqa: S608
        f" WHERE {table}_fts MATCH ?"
    )
    rows = all_rows(facts, query, words)
    assert any(shown in row[column] for row in rows)
    assert len(rows) < len(whole(table, facts))
    assert not all_rows(facts, query, "zeppelin")


def test_views_work(reports: list[dict[str, Any]], facts: sqlite3.Connection) -> None:
    claims = [claim for report in reports for claim in report["claims"]]
    counted = {name: whole(name, facts) for name in VIEWS}
    assert len(counted["claims_with_release"]) == len(claims)
    assert len(counted["counts"]) == sum(claim["kind"] == "count" for claim in claims)
    wrong = [k for report in reports for k in report["checks"] if k["verdict"] == "inconsistent"]
    assert [row["arithmetic"] for row in counted["inconsistencies"]] == [check["arithmetic"] for check in wrong]
    assert [row["figures"] for row in counted["inconsistencies"]] == [
        "; ".join(f"{operand['role']}: {operand['text']}" for operand in check["operands"]) for check in wrong
    ]
    said = [row["speaker"] for row in counted["quotes_by_speaker"] if row["source"].endswith("warrants.txt")]
    assert said == ["Bo Lund", "Una Reed"]
    assert "Ada Fenn" in {row["speaker"] for row in counted["quotes_by_speaker"]}


@pytest.mark.parametrize(
    ("words", "people", "first", "last", "dated_by"),
    [
        ("310 arrests", 0, "2019-01-01", "2019-12-31", "period"),
        ("two men", 1, "2019-11-20", "2019-11-20", "published"),
        ("21 counts", 0, "2019-11-20", "2019-11-20", "published"),
        ("14 lines", 0, "2024-01-01", None, "period"),
        ("two men", 1, None, None, None),
    ],
)
def test_counts_say_whom_and_when(
    words: str, people: int, first: str | None, last: str | None, dated_by: str | None, facts: sqlite3.Connection
) -> None:
    rows = [row for row in all_rows(facts, "SELECT * FROM counts WHERE text = ?", words) if row["dated_by"] == dated_by]
    assert {(row["people"], row["first"], row["last"]) for row in rows} == {(people, first, last)}


def test_an_empty_batch_is_a_database_too(tmp_path: Path) -> None:
    with closing(database([], tmp_path / "facts.db")) as facts:
        assert {name: whole(name, facts) for name in VIEWS} == {name: [] for name in VIEWS}


# -- docs/batch-outputs.md --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", QUERIES)
def test_the_queries_of_the_page_run_and_find(query: str, facts: sqlite3.Connection) -> None:
    assert all_rows(facts, query)


def test_the_arrests_of_a_year(lines: list[bytes], facts: sqlite3.Connection, tmp_path: Path) -> None:
    assert [tuple(row.values()) for row in all_rows(facts, QUERIES[0])] == [
        ("Coble Bay Police", 310, 1),
        ("Harrow Fell Police", 14, 2),
    ]
    samples = [line for line in lines if b'"source":"samples/' in line]
    with closing(database(samples, tmp_path / "samples.db")) as of_samples:
        rows = [row for year in ("2023", "2024") for row in all_rows(of_samples, QUERIES[0].replace("2019", year))]
    page = DOCS.read_text("utf-8")
    for row in rows:
        assert "| " + " | ".join(map(str, row.values())) + " |" in page
    assert len(rows) == 2


def test_the_page_has_every_table_and_column() -> None:
    page = DOCS.read_text("utf-8")
    rows = [f"| `{one.name}` | {one.type} | {one.what} |" for one in (*CLAIMS, *CHECKS)]
    for table in TABLES.values():
        rows += [f"| `{key.name}` | {key.what}{f' (`{key.table}.id`)' if key.table else ''} |" for key in table.keys]
        rows += [f"| `{one.name}` | {one.what} |" for one in table.columns]
    assert [row for row in rows if row not in page] == []
    typed = {one.name for one in (*parquet.CLAIMS, *parquet.CHECKS)}
    assert [name for name in (*TABLES, *VIEWS, *typed) if f"`{name}`" not in page] == []
