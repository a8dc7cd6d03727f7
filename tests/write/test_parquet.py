from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from factx import edtf
from factx.write import parquet as ours
from factx.write.collect import collector

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def target(lines: list[bytes], tmp_path: Path) -> Path:
    target = tmp_path / "facts.parquet"
    collector(target)(iter(lines), target)
    return target


def as_date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def test_every_claim_is_there_with_its_values(reports: list[dict[str, Any]], target: Path) -> None:
    rows = parquet.read_table(target).to_pylist()
    claims = [(report["release"], claim) for report in reports for claim in report["claims"]]
    assert len(rows) == len(claims)
    for row, (release, claim) in zip(rows, claims, strict=True):
        expected: dict[str, Any] = dict.fromkeys(row) | {name: claim[name] for name in row if name in claim}
        expected |= {name: release[name] for name in ("source", "title", "publisher")}
        expected["published"] = as_date(release["published"])
        expected |= {name: as_date(claim.get(name)) for name in ("first", "last")}
        for name in ("period", "baseline"):
            time = claim.get(name)
            expected[name], expected[f"{name}_claim"] = (time["value"], time["claim"]) if time else (None, None)
            days = edtf.days(time["value"]) if time else (None, None)
            expected[f"{name}_first"], expected[f"{name}_last"] = days
        if claim["kind"] in {"date", "duration", "quote"}:
            expected |= dict.fromkeys(("value", "low", "high"))
        if claim["kind"] == "date":
            expected["edtf"] = claim["value"]
        if claim["kind"] == "duration":
            named = {"duration": "value", "duration_low": "low", "duration_high": "high"}
            expected |= {column: claim[field] for column, field in named.items()}
        if claim["kind"] == "quote":
            speaker = claim["speaker"] or {}
            expected |= {name: speaker.get(name) for name in ("role", "rank", "organisation", "via")}
            expected["speaker"] = speaker.get("name")
            expected |= {f"speaker_{end}": speaker.get(end) for end in ("start", "end")}
            expected["parts"] = [{"start": start, "end": end} for start, end in claim["parts"]]
        assert row == expected


def test_every_check_is_there_with_its_operands(reports: list[dict[str, Any]], target: Path) -> None:
    rows = parquet.read_table(target.with_name("facts-checks.parquet")).to_pylist()
    checks = [check for report in reports for check in report["checks"]]
    assert len(rows) == len(checks)
    for row, check in zip(rows, checks, strict=True):
        assert row["operands"] == check["operands"]
        for name in ("id", "rule", "verdict", "arithmetic", "reason", "gross", "hint", "quote"):
            assert row[name] == check[name], name
        for side in ("claimed", "recomputed"):
            assert row[f"{side}_low"] == (check[side] or {}).get("low")
            assert row[f"{side}_high_open"] == (check[side] or {}).get("high_open")


def test_columns_have_types(target: Path) -> None:
    schema = parquet.read_schema(target)
    for name, type_ in {
        "published": pa.date32(),
        "period_first": pa.date32(),
        "value": pa.float64(),
        "start": pa.int64(),
        "text": pa.string(),
        "speakers": pa.list_(pa.string()),
    }.items():
        assert schema.field(name).type == type_, name


def test_row_groups_follow_each_other(
    lines: list[bytes], target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "_GROUP", 30)
    many = tmp_path / "many.parquet"
    collector(many)(iter(lines), many)
    assert parquet.ParquetFile(many).num_row_groups > 3
    assert parquet.read_table(many).equals(parquet.read_table(target))
