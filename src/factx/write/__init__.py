"""Reports to tables, JSON, CSV and lint lines; files are written beside their target and moved into place."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Literal, TextIO

from factx.errors import SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from factx.claims import Report

    Writer = Callable[[Iterable[Report], TextIO], None]

WrittenFormat = Literal["table", "json", "jsonl", "csv", "lint", "sarif"]
# What `auto` is for a file, by the end of its name; JSON Lines for any other.
_BY_SUFFIX: dict[str, WrittenFormat] = {".txt": "table", ".json": "json", ".csv": "csv"}


def auto_format(output: Path | None) -> WrittenFormat:
    """The format that `auto` stands for: by the file's name, else tables on a terminal and JSON Lines in a pipe."""
    if output is not None:
        return _BY_SUFFIX.get(output.suffix.lower(), "jsonl")
    return "table" if sys.stdout.isatty() else "jsonl"


def writer(
    name: WrittenFormat, color: Literal["auto", "always", "never"] = "never", shown: Collection[str] | None = None
) -> Writer:
    """What writes reports in a format, one after the other as they come.

    `color` matters to tables only, `shown` (the verdicts; None is all) to lint lines and SARIF.
    """
    # (Each format is imported when it is asked for: Rich takes as long as Python itself.)
    match name:
        case "table":
            from factx.write.table import write_table  # noqa: PLC0415

            return partial(write_table, color=color)
        case "csv":
            from factx.write.csv import write_csv  # noqa: PLC0415

            return write_csv
        case "lint":
            from factx.write.lint import ALL, write_lint  # noqa: PLC0415

            return partial(write_lint, shown=ALL if shown is None else shown)
        case "sarif":
            from factx.lexicon import lexicon  # noqa: PLC0415
            from factx.write.lint import ALL  # noqa: PLC0415
            from factx.write.sarif import write_sarif  # noqa: PLC0415

            return partial(write_sarif, rules=lexicon().rules, shown=ALL if shown is None else shown)
        case "json":
            from factx.write.json import write_json  # noqa: PLC0415

            return write_json
        case "jsonl":
            from factx.write.json import write_jsonl  # noqa: PLC0415

            return write_jsonl


@contextmanager
def opened(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that takes the place of `output` when all is written; UTF-8, line ends as written.

    Raises:
        SettingsInvalid: there can be no such file.
    """
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
        return
    # What is no ordinary file (/dev/stdout, a named pipe) has no place that one could be moved into.
    ordinary = not output.exists() or output.is_file()
    target = output.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part") if ordinary else output
    try:
        file = beside.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise SettingsInvalid(f"{output} cannot be written: {(error.strerror or str(error)).lower()}") from error
    try:
        with file:
            yield file
        if ordinary:
            if target.exists():
                beside.chmod(target.stat().st_mode & 0o7777)
            beside.replace(target)
    finally:
        if ordinary:
            beside.unlink(missing_ok=True)
