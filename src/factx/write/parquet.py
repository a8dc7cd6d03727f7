"""Claims and checks as Parquet: one row each over all releases, columns with types (needs pyarrow)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from factx.write.columns import (
    BOUNDS,
    CHECK,
    DATE,
    HEDGE,
    ID,
    NAMED,
    OPERANDS,
    OUTCOME,
    OWN,
    POSITION,
    QUOTE,
    RELEASE,
    SAID,
    SENTENCE,
    TIME,
    TIME_CLAIMS,
    TIME_DAYS,
    TYPED,
    WHO,
    Column,
)
from factx.write.place import placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_CLAIM = (
    *(ID, *NAMED, *TYPED, *HEDGE, *TIME, *TIME_DAYS, *TIME_CLAIMS, *OWN, *DATE),
    *(*WHO, *SAID, QUOTE, *POSITION, SENTENCE),
)
_CHECK = (ID, *CHECK, OPERANDS, *BOUNDS, *OUTCOME, QUOTE)
CLAIMS, CHECKS = (*RELEASE, *_CLAIM), (*RELEASE, *_CHECK)

_SPAN = (("start", pa.int64()), ("end", pa.int64()))
_WORDS = tuple((name, pa.string()) for name in ("role", "claim", "text"))
# A figure has at most 15 digits, so a double gives the very same decimal back; amounts, shares and
# ages have no one scale that a decimal could have.
_TYPES: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "strings": pa.list_(pa.string()),
    "spans": pa.list_(pa.struct(_SPAN)),
    "operands": pa.list_(pa.struct((*_WORDS, *_SPAN))),
}
_GROUP = 20_000


def collect_parquet(lines: Iterable[bytes], target: Path) -> None:
    """Reports (JSON, one a line) as `target` with the claims, and `-checks` beside it."""
    checks_target = target.with_name(f"{target.stem}-checks{target.suffix}")
    with (
        placed(target, checks_target) as (claims, checks),
        _opened(claims, CLAIMS) as claims_out,
        _opened(checks, CHECKS) as checks_out,
    ):
        tables = (_Filling("claims", _CLAIM, claims_out, []), _Filling("checks", _CHECK, checks_out, []))
        for line in lines:
            report = json.loads(line)
            for table in tables:
                table.rows.extend(_rows(report, table.what, table.columns))
                if len(table.rows) >= _GROUP:
                    _flush(table)
        for table in tables:
            _flush(table)


class _Filling(NamedTuple):
    """A file that is being written, and the rows that wait for it."""

    what: str
    columns: tuple[Column, ...]
    file: Any
    rows: list[list[Any]]


def _opened(path: Path, columns: tuple[Column, ...]) -> Any:
    schema = pa.schema([(column.name, _TYPES[column.type]) for column in columns])
    return parquet.ParquetWriter(path, schema, compression="zstd")


def _flush(table: _Filling) -> None:
    """Write the rows that wait as a row group."""
    if table.rows:
        schema = table.file.schema
        columns = zip(zip(*table.rows, strict=True), schema, strict=True)
        arrays = [_array(list(values), field.type) for values, field in columns]
        table.file.write_table(pa.Table.from_arrays(arrays, schema=schema))
        table.rows.clear()


def _rows(report: Mapping[str, Any], what: str, columns: tuple[Column, ...]) -> Iterator[list[Any]]:
    """The rows of a report's claims or checks, each with the columns of its release before it."""
    release = [column.read(report["release"]) for column in RELEASE]
    for one in report[what]:
        yield release + [column.read(one) for column in columns]


def _array(values: list[Any], type_: pa.DataType) -> pa.Array:
    if pa.types.is_date(type_):
        return pa.array(values, pa.string()).cast(type_)
    if pa.types.is_list(type_) and type_.value_type == pa.struct(_SPAN):
        values = [
            None if spans is None else [dict(zip(("start", "end"), s, strict=True)) for s in spans] for spans in values
        ]
    return pa.array(values, type_)
