from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from factx.errors import SettingsInvalid
from factx.write.collect import collector
from factx.write.csv import CHECKS, CLAIMS, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from factx.claims import Report


def collected(lines: list[bytes], target: Path) -> Path:
    collector(target)(iter(lines), target)
    return target


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8")
    assert text.startswith("\ufeffsource,")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.fixture
def folder(lines: list[bytes], tmp_path: Path) -> Path:
    collected(lines, tmp_path / "facts.csv")
    return tmp_path


def shown(value: Any) -> str:
    """What a cell must hold, by another way than the writer's."""
    if isinstance(value, bool):
        return {True: "true", False: "false"}[value]
    if isinstance(value, float):
        return format(Decimal(str(value)), "f")
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(tuple("=+-@\t\r\n")) and text != "-" else text


def test_every_claim_is_in_the_csv_with_its_values(reports: list[dict[str, Any]], folder: Path) -> None:
    expected = []
    for report in reports:
        for claim in report["claims"]:
            speaker = claim.get("speaker") or {}
            row = {column.name: claim.get(column.name) for column in CLAIMS}
            row |= {name: report["release"][name] for name in ("source", "title", "published", "publisher")}
            row |= {name: (claim.get(name) or {}).get("value") for name in ("period", "baseline")}
            row |= {"speaker": speaker.get("name"), "role": speaker.get("role")}
            row |= {"organisation": speaker.get("organisation")}
            expected.append({name: shown(value) for name, value in row.items()})
    assert rows(folder / "facts.csv") == expected
    assert len(expected) > 100


def test_every_check_is_in_the_csv_with_its_values(reports: list[dict[str, Any]], folder: Path) -> None:
    found = rows(folder / "facts-checks.csv")
    checks = [(report["release"], check) for report in reports for check in report["checks"]]
    assert len(found) == len(checks) > 10
    for row, (release, check) in zip(found, checks, strict=True):
        for name in ("id", "rule", "verdict", "arithmetic", "reason", "gross", "hint", "quote"):
            assert row[name] == shown(check[name]), name
        for side in ("claimed", "recomputed"):
            for end in ("low", "high", "low_open", "high_open"):
                assert row[f"{side}_{end}"] == shown((check[side] or {}).get(end)), end
        assert row["claims"].split("; ") == [operand["claim"] for operand in check["operands"]]
        assert row["roles"].split("; ") == [operand["role"] for operand in check["operands"]]
        assert row["texts"] == "; ".join(operand["text"] for operand in check["operands"])
        assert row["source"] == shown(release["source"])


def test_extract_and_batch_write_the_same_csv(found: list[Report], tmp_path: Path) -> None:
    out = io.StringIO(newline="")
    write_csv(found, out)
    lines = [report.model_dump_json().encode() for report in found]
    assert collected(lines, tmp_path / "a.csv").read_bytes().decode("utf-8") == out.getvalue()


# -- the data package, by the rules of the specification (v1) ---------------------------------------------------------

_PARSES: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "any": str,
    "integer": int,
    "number": lambda cell: re.fullmatch(r"-?\d+(\.\d+)?", cell).group(),  # type: ignore[union-attr]
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def test_the_package_describes_the_files(folder: Path) -> None:
    descriptor = package(folder)
    assert descriptor["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[a-z0-9._-]+", descriptor["name"])
    assert [resource["path"] for resource in descriptor["resources"]] == ["facts.csv", "facts-checks.csv"]
    for resource in descriptor["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["profile"] == "tabular-data-resource"
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        assert (resource["format"], resource["mediatype"], resource["encoding"]) == ("csv", "text/csv", "utf-8")
        assert data.decode(resource["encoding"])
        assert "byte order mark" in resource["description"]
        assert set(resource["dialect"]) <= {"delimiter", "quoteChar", "doubleQuote", "lineTerminator", "header"}


def test_fields_are_the_header_and_cells_parse_as_their_type(folder: Path) -> None:
    for resource in package(folder)["resources"]:
        fields, table = resource["schema"]["fields"], rows(folder / resource["path"])
        assert [field["name"] for field in fields] == list(table[0])
        assert resource["schema"]["missingValues"] == [""]
        for field in fields:
            assert set(field) == {"name", "type", "description"}
            assert field["description"]
            cells = [row[field["name"]] for row in table if row[field["name"]]]
            assert all(_PARSES[field["type"]](cell) is not None for cell in cells)


def test_keys_hold(folder: Path) -> None:
    claims, checks = package(folder)["resources"]
    for resource in (claims, checks):
        key = resource["schema"]["primaryKey"]
        keys = [tuple(row[name] for name in key) for row in rows(folder / resource["path"])]
        assert len(set(keys)) == len(keys)
    (foreign,) = checks["schema"]["foreignKeys"]
    assert foreign["reference"]["resource"] == claims["name"]
    there = {row[foreign["reference"]["fields"]] for row in rows(folder / "facts.csv")}
    assert {row[foreign["fields"]] for row in rows(folder / "facts-checks.csv")} <= there


def test_there_is_no_key_where_two_releases_have_one_source(lines: list[bytes], tmp_path: Path) -> None:
    collected([*lines, lines[0]], tmp_path / "twice.csv")
    assert all("primaryKey" not in resource["schema"] for resource in package(tmp_path)["resources"])


@pytest.mark.parametrize("there", ['{"name": "tides"}', "[]", "no json", '{"resources": []}'])
def test_another_package_is_not_overwritten(there: str, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(there, "utf-8")
    with pytest.raises(SettingsInvalid, match="describes other data"):
        collector(tmp_path / "facts.csv")
    assert (tmp_path / "datapackage.json").read_text("utf-8") == there


def test_our_own_package_is_written_anew(folder: Path) -> None:
    collected([], folder / "other.csv")
    assert [resource["path"] for resource in package(folder)["resources"]] == ["other.csv", "other-checks.csv"]


def test_columns_have_names_of_their_own_and_say_what_they_are() -> None:
    for columns in (CLAIMS, CHECKS):
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        assert all(column.what for column in columns)
