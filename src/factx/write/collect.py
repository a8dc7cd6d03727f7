"""Where the reports of a batch go, by the ending of the output's name."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from factx.errors import SettingsInvalid
from factx.write.place import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Collect = Callable[[Iterable[bytes], Path], None]

ENDINGS = (".jsonl", ".csv", ".db", ".sqlite", ".parquet")
_WORD = re.compile(r"\.[A-Za-z]\w*", re.ASCII)


def collector(output: str | Path, inputs: Sequence[str] = ()) -> Collect:
    """What writes the reports of a batch to `output`: collect(lines, target), the lines as they come.

    Each line is a report as JSON in UTF-8. A file, and those beside it, are whole or not there; of a folder each file
    is. `inputs` are the paths that the batch was given: in a folder, releases stand as they do below what those share.
    A name that ends in a slash or has no ending is a folder, and so is any that is one already.

    Raises:
        SettingsInvalid: there is no such form, or it needs what is not installed, or would take another's place; and
            from collect: the target cannot be written.
    """
    name, target = str(output), Path(output)
    if name.endswith(tuple(filter(None, (os.sep, os.altsep)))) or target.is_dir():
        return _tree(inputs)
    # (Each form is imported when it is asked for.)
    match target.suffix.lower():
        case ".jsonl":
            return collect_jsonl
        case ".csv":
            from factx.write.csv import collect_csv  # noqa: PLC0415
            from factx.write.package import ours  # noqa: PLC0415

            ours(target.with_name("datapackage.json"))
            return collect_csv
        case ".db" | ".sqlite":
            from factx.write.sqlite import collect_sqlite  # noqa: PLC0415

            return collect_sqlite
        case ".parquet":
            return _parquet(name)
        case ending if _WORD.fullmatch(ending):
            known = ", ".join(ENDINGS)
            raise SettingsInvalid(f"{name} has no form that factx writes ({known}): for a folder write {name}{os.sep}")
        case _:
            return _tree(inputs)


def collect_jsonl(lines: Iterable[bytes], target: Path) -> None:
    """The lines as they are."""
    with placed(target) as (beside,), beside.open("wb") as out:
        for line in lines:
            out.write(line.rstrip(b"\r\n") + b"\n")


def _parquet(name: str) -> Collect:
    try:
        from factx.write.parquet import collect_parquet  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise SettingsInvalid(f"{name} needs pyarrow: pip install 'factx[parquet]'") from error
    return collect_parquet


def _tree(inputs: Sequence[str]) -> Collect:
    from factx.write.tree import collect_tree  # noqa: PLC0415

    return partial(collect_tree, inputs=inputs)
