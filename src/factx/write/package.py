"""The Frictionless Data Package (v1) of the CSV files: what each column is, and the size and hash of each file."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from factx.errors import SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from factx.write.columns import Column

NAME = "factx-claims"
_MARK = "UTF-8 with a byte order mark. Text that a spreadsheet would take for a formula has an apostrophe before it."
_WHAT: Mapping[str, tuple[str, str]] = {
    "claims": ("Claims", "One row a claim over all releases, in text order."),
    "checks": ("Checks", "One row a check over all releases: what figures give when they are recomputed."),
}


def write_package(package: Path, tables: Iterable[tuple[Path, str, tuple[Column, ...]]], *, distinct: bool) -> None:
    """Write `package` over the claims and the checks: each a file that is there, its name to be, and its columns.

    A claim's key is its source and id, which is true only where no two releases have one source (`distinct`).
    """
    resources = [
        _resource(name, *table, distinct=distinct) for name, table in zip(("claims", "checks"), tables, strict=True)
    ]
    # (Every check has a claim of its release as operand.)
    resources[1]["schema"]["foreignKeys"] = [
        {"fields": "source", "reference": {"resource": "claims", "fields": "source"}}
    ]
    descriptor = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": "Claims of police press releases",
        "description": "Every checkable claim that factx found, and every sum that it recomputed.",
        "resources": resources,
    }
    package.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")


def ours(package: Path) -> None:
    """Pass where `package` is not there or was written here.

    Raises:
        SettingsInvalid: it describes other data.
    """
    try:
        found = json.loads(package.read_bytes())
    except FileNotFoundError:
        return
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or found.get("name") != NAME:
        raise SettingsInvalid(f"{package} describes other data: write the CSV into a folder of its own")


def _resource(name: str, file: Path, path: str, columns: tuple[Column, ...], *, distinct: bool) -> dict[str, Any]:
    title, description = _WHAT[name]
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns], "missingValues": [""]}
    if distinct:
        schema["primaryKey"] = ["source", "id"]
    with file.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": title,
        "description": f"{description} {_MARK}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.name, "type": column.type, "description": column.what}
