"""How far a batch has come, on standard error: a bar on a terminal, and what it came to at the end."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factx.batch import Tally


@contextmanager
def bar(count: Callable[[], int]) -> Iterator[Callable[[Tally], None]]:
    """A bar over as many inputs as `count` counts, to be told of each shard; nothing where there is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _tally: None
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:,.0f} words/s"),
        TextColumn("{task.fields[claims]:,} claims"),
        TextColumn("{task.fields[faults]:,} failed"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=count(), rate=0.0, claims=0, faults=0)

        def seen(tally: Tally) -> None:
            progress.update(
                task,
                completed=tally.inputs,
                rate=tally.words / tally.seconds if tally.seconds else 0.0,
                claims=tally.claims,
                faults=tally.faults.total(),
            )

        yield seen


def summary(tally: Tally) -> None:
    """A table of what a batch came to."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in _rows(tally):
        table.add_row(name, value)
    Console(stderr=True, highlight=False).print(table)


def _rows(tally: Tally) -> Iterator[tuple[str, str]]:
    yield "inputs", f"{tally.inputs:,}"
    if tally.read < tally.inputs:
        yield "  done before", f"{tally.inputs - tally.read:,}"
    for fault, number in sorted(tally.faults.items()):
        yield f"  failed: {fault}", f"{number:,}"
    yield "claims", f"{tally.claims:,}"
    yield "checks", f"{tally.checks:,}"
    yield "  inconsistent", f"{tally.inconsistent:,}"
    yield "seconds", f"{tally.seconds:,.1f}"
    if tally.words and tally.seconds:
        yield "words a second", f"{tally.words / tally.seconds:,.0f}"
