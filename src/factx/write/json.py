"""Reports as JSON: one a line, or one array; and the JSON Schema of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from factx.claims import Report

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_jsonl(reports: Iterable[Report], out: TextIO) -> None:
    """One report a line, each as soon as it is there."""
    for report in reports:
        out.write(report.model_dump_json() + "\n")
        out.flush()


def write_json(reports: Iterable[Report], out: TextIO) -> None:
    """All reports as one array, a line each; it is closed even where the reports break off."""
    out.write("[")
    try:
        for number, report in enumerate(reports):
            out.write(f"{',' * bool(number)}\n{report.model_dump_json()}")
            out.flush()
    finally:
        out.write("\n]\n")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a report as it is written."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Report.model_json_schema(mode="serialization")
