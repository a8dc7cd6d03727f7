"""Claims as CSV that a spreadsheet opens: one row a claim over all releases, UTF-8 with a byte order mark."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factx.claims import Claim, Report

# The columns of a release, of every claim, and of the kinds that have them (a claim of another kind leaves them blank).
_RELEASE = ("source", "title", "published", "publisher")
_CLAIM = ("id", "kind", "text", "value", "low", "high", "qualifier", "change", "status", "period", "baseline")
_KIND = ("of", "item", "head", "action", "actor", "form", "currency", "unit", "person", "first", "last", "granularity")
_WHO = ("speaker", "role", "organisation", "cue")
_PLACE = ("quote", "line", "column", "start", "end", "sentence")
HEADER = (*_RELEASE, *_CLAIM, *_KIND, *_WHO, *_PLACE)

# A spreadsheet takes a cell that starts like this for a formula, unless there is an apostrophe before it.
_FORMULA = re.compile(r"[=+@\t\r\n]|-(?!$)")


def write_csv(reports: Iterable[Report], out: TextIO) -> None:
    """A header, then one row a claim, in text order."""
    out.write("\ufeff")
    rows = csv.writer(out)
    rows.writerow(HEADER)
    for report in reports:
        rows.writerows(_rows(report))
        out.flush()


def _rows(report: Report) -> Iterator[list[str]]:
    release = [getattr(report.release, name) for name in _RELEASE]
    for claim in report.claims:
        yield [_cell(value) for value in (*release, *_values(claim))]


def _values(claim: Claim) -> Iterator[Any]:
    for name in (*_CLAIM, *_KIND):
        value = getattr(claim, name, None)
        yield value.value if name in {"period", "baseline"} and value is not None else value
    speaker = getattr(claim, "speaker", None)
    for name in ("name", "role", "organisation"):
        yield getattr(speaker, name, None)
    yield getattr(claim, "cue", None)
    for name in _PLACE:
        yield getattr(claim, name)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)
