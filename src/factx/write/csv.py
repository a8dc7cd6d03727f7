"""Claims and checks as CSV that a spreadsheet opens: one row each over all releases, UTF-8 with a byte order mark."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO

from factx.write.columns import (
    BOUNDS,
    CHECK,
    FIGURE,
    HEDGE,
    ID,
    NAMED,
    OUTCOME,
    OWN,
    POSITION,
    QUOTE,
    RELEASE,
    SENTENCE,
    TIME,
    WHO,
    Column,
)
from factx.write.distinct import first_times
from factx.write.package import write_package
from factx.write.place import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from factx.claims import Report

_CLAIM = (ID, *NAMED, *FIGURE, *HEDGE, *TIME, *OWN, *WHO, QUOTE, *POSITION, SENTENCE)


def _listed(field: str) -> Callable[[Mapping[str, Any]], str]:
    """One cell for all operands of a check."""
    return lambda check: "; ".join(operand[field] for operand in check["operands"])


_OPERANDS = (
    Column("roles", "string", "what the claims are in the sum, in one order, separated by semicolons", _listed("role")),
    Column("claims", "string", "their ids (claims.id of the same source), likewise", _listed("claim")),
    Column("texts", "string", "their words, likewise", _listed("text")),
)
_CHECK = (ID, *CHECK, *_OPERANDS, *BOUNDS, *OUTCOME, QUOTE)
CLAIMS, CHECKS = (*RELEASE, *_CLAIM), (*RELEASE, *_CHECK)
HEADER = tuple(column.name for column in CLAIMS)

# A spreadsheet takes a cell that starts like this for a formula, unless there is an apostrophe before it.
_FORMULA = re.compile(r"[=+@\t\r\n]|-(?!$)")


def write_csv(reports: Iterable[Report], out: TextIO) -> None:
    """A header, then one row a claim, in text order."""
    rows = _table(CLAIMS, out)
    for report in reports:
        rows.writerows(_rows(report.model_dump(mode="json"), "claims", _CLAIM))
        out.flush()


def collect_csv(lines: Iterable[bytes], target: Path) -> None:
    """Reports (JSON, one a line) as `target` with the claims, `-checks` beside it, and the datapackage.json of both."""
    checks_target = target.with_name(f"{target.stem}-checks{target.suffix}")
    new, distinct = first_times(), True
    with placed(target, checks_target, target.with_name("datapackage.json")) as (claims, checks, package):
        with _opened(claims) as claims_out, _opened(checks) as checks_out:
            claim_rows, check_rows = _table(CLAIMS, claims_out), _table(CHECKS, checks_out)
            for line in lines:
                report = json.loads(line)
                distinct = new(report["release"]["source"]) and distinct
                claim_rows.writerows(_rows(report, "claims", _CLAIM))
                check_rows.writerows(_rows(report, "checks", _CHECK))
        tables = ((claims, target.name, CLAIMS), (checks, checks_target.name, CHECKS))
        write_package(package, tables, distinct=distinct)


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _table(columns: Iterable[Column], out: TextIO) -> Any:
    out.write("\ufeff")
    rows = csv.writer(out)
    rows.writerow(column.name for column in columns)
    return rows


def _rows(report: Mapping[str, Any], what: str, columns: Iterable[Column]) -> Iterator[list[str]]:
    """The rows of a report's claims or checks, each with the columns of its release before it."""
    release = [_cell(column.read(report["release"])) for column in RELEASE]
    for one in report[what]:
        yield release + [_cell(column.read(one)) for column in columns]


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if _FORMULA.match(value) else value
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case _:
            return f"{Decimal(repr(value)):f}"
