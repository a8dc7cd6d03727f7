"""factx batch against the naive pipeline, on the same texts in one run, and what each stage of factx costs.

    python benchmarks/speed.py [FOLDER] [--runs N]      without FOLDER: 300 releases that releases.py makes
    python benchmarks/speed.py --growth [--sizes N ...]  seconds and memory for ever more releases

The naive pipeline (naive.py) is the same spaCy model with nothing switched off, and its entities as JSON. Each is run
as a process of its own, by turns, and the quickest run counts: a host that does other work only ever slows one down (as
timeit has it). "Whole" is the whole process; "running" leaves out what a process costs that reads one release: the same
subtraction for both. A second worker of factx starts only when there is work for two, so its start stays in.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from clock import Clock
from processes import Cost, cost
from releases import write_releases

from factx.batch import SHARD
from factx.batch.worker import Job, Options, warm, work
from factx.language import Language, resolve
from factx.lexicon import lexicon
from factx.read.inputs import find_inputs

if TYPE_CHECKING:
    from collections.abc import Sequence

NAIVE = str(Path(__file__).with_name("naive.py"))
WORKERS = (1, 2)
MADE = 300
MEMORY = ("MB a worker", "MB parent")
WHOLE, RUNNING = ("words/s, whole", "× naive"), ("words/s, running", "× naive", "× one worker")
HEAD = ("", "workers", "seconds, whole", "start", *WHOLE, *RUNNING, *MEMORY)
# Where each stage is entered: what is timed, by the module that calls it, and the stage that it belongs to.
STAGES = {
    "factx.batch.worker": {"_read": "read", "_line": "write"},
    "factx.extract": {
        "sentences": "find",
        "find_figures": "find",
        "known_mentions": "find",
        "find": "find",
        "quote_problems": "find",
        "by_first_name": "link",
        "Cast": "link",
        "to_parse": "parse",
        "to_ask": "entities",
        "find_entities": "entities",
        "link_speakers": "link",
        "link": "link",
        "link_people": "link",
        "validate": "validate",
        "run_checks": "check",
    },
}


@dataclass(frozen=True, slots=True)
class Runner:
    """A way to read a folder."""

    name: str
    arguments: tuple[str, ...]
    naive: bool = False

    def command(self, folder: Path, out: Path, workers: int) -> list[str]:
        """What to run."""
        if self.naive:
            return [sys.executable, *self.arguments, str(folder), str(out), str(workers)]
        files = ["-o", str(out), "--jobs", str(workers), "--force", "-q", "--isolated"]
        return [sys.executable, "-m", "factx", "batch", str(folder), *files, *self.arguments]


@dataclass(frozen=True, slots=True)
class Row:
    """What came of a runner with so many workers."""

    runner: Runner
    workers: int
    whole: Cost
    start: Cost

    @property
    def running(self) -> float:
        """Seconds without what one release costs."""
        return self.whole.seconds - self.start.seconds


def runners() -> tuple[Runner, ...]:
    """The contestants, the naive pipeline first."""
    return (
        Runner("naive", (NAIVE, resolve(None, lexicon())), naive=True),
        Runner("factx", ()),
        Runner("factx --no-entities", ("--no-entities",)),
    )


def words(folder: Path) -> int:
    """How many words the texts of `folder` have."""
    return sum(len(path.read_text("utf-8", "replace").split()) for path in folder.rglob("*.txt"))


def race(folder: Path, one: Path, scratch: Path, runs: int) -> list[Row]:
    """Every runner over `folder` and over `one` release, by turns."""
    turns = [(runner, workers, place) for runner in runners() for workers in WORKERS for place in (folder, one)]
    taken: dict[tuple[Runner, int, Path], list[Cost]] = {turn: [] for turn in turns}
    for _ in range(runs):
        for runner, workers, place in turns:
            taken[runner, workers, place].append(cost(runner.command(place, scratch / "out.jsonl", workers)))
    return [
        Row(runner, workers, quickest(taken[runner, workers, folder]), quickest(taken[runner, workers, one]))
        for runner in runners()
        for workers in WORKERS
    ]


def quickest(costs: Sequence[Cost]) -> Cost:
    """The least time, since a host that does other work only ever slows a run down, and the most memory."""
    return Cost(min(c.seconds for c in costs), max(c.parent for c in costs), max(c.worker for c in costs))


def print_race(rows: Sequence[Row], total: int, less: int) -> None:
    """The table of a race over `total` words, `less` of them in the one release that is a start."""
    table: list[tuple[str, ...]] = [HEAD]
    naive = {row.workers: row for row in rows if row.runner.naive}
    alone = {row.runner: row for row in rows if row.workers == 1}
    for row in rows:
        base = naive[row.workers]
        table.append(
            (
                row.runner.name,
                str(row.workers),
                f"{row.whole.seconds:.1f}",
                f"{row.start.seconds:.1f}",
                f"{total / row.whole.seconds:,.0f}",
                f"{base.whole.seconds / row.whole.seconds:.2f}",
                f"{(total - less) / row.running:,.0f}",
                f"{base.running / row.running:.2f}",
                f"{alone[row.runner].running / row.running:.2f}",
                f"{row.whole.worker:.0f}",
                f"{row.whole.parent:.0f}",
            )
        )
    print_table(table)


def print_stages(folder: Path) -> None:
    """What each stage costs in one process that has read everything once before."""
    total = words(folder)
    jobs = [Job(one) for one in find_inputs([str(folder)], ["*.txt"], skipped=lambda _path, _why: None)]
    made = warm(None)
    shards = [tuple(jobs[start : start + SHARD]) for start in range(0, len(jobs), SHARD)]
    for shard in shards:
        work(shard, Options(), made)
    clock = Clock()
    for name, functions in STAGES.items():
        module = import_module(name)
        for function, stage in functions.items():
            setattr(module, function, clock.timed(stage, getattr(module, function)))
    for method, stage in (("parse", "parse"), ("entities", "entities")):
        setattr(Language, method, clock.timed(stage, getattr(Language, method)))
    for shard in shards:
        with clock.running("between"):
            work(shard, Options(), made)
    whole = sum(clock.seconds.values())
    print_table(
        [("stage", "µs a word", "share")]
        + [(stage, f"{s / total * 1e6:.1f}", f"{s / whole:.0%}") for stage, s in clock.seconds.items()]
        + [("all", f"{whole / total * 1e6:.1f}", f"{total / whole:,.0f} words/s")]
    )


def print_growth(sizes: Sequence[int], scratch: Path) -> None:
    """Seconds and memory of two workers as the releases become more."""
    table: list[tuple[str, ...]] = [("releases", "words", "seconds", "releases/s", "words/s", *MEMORY)]
    for size in sizes:
        folder = scratch / str(size)
        total = write_releases(folder, size)
        spent = cost(Runner("factx", ()).command(folder, scratch / "out.jsonl", max(WORKERS)))
        figures = (spent.seconds, size / spent.seconds, total / spent.seconds, spent.worker, spent.parent)
        table.append((f"{size:,}", f"{total:,}", *(f"{figure:,.0f}" for figure in figures)))
    print_table(table)


def print_table(rows: Sequence[tuple[str, ...]]) -> None:
    """A Markdown table; the first row is its head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        cells = [c.ljust(w) if not i else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))]
        print(f"| {' | '.join(cells)} |")
        if not number:
            print(f"|{'|'.join('-' * (w + 1 + (not i)) + ':' * bool(i) for i, w in enumerate(widths))}|")
    print()


def machine() -> str:
    """What this is run on, and how busy it is besides."""
    model = re.search(r"^model name\s*: (.*)", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    packages = ", ".join(f"{name} {version(name)}" for name in ("factx", "spacy", "numpy"))
    return (
        f"{model[1] if model else platform.machine()}, {len(os.sched_getaffinity(0))} cores, "
        f"Python {platform.python_version()}, {packages}; load before {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 20000])
    options = parser.parse_args()
    print(f"{machine()}\n")
    with TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        if options.growth:
            print_growth(options.sizes, scratch)
            return
        folder, one = options.folder or scratch / "releases", scratch / "one"
        if options.folder is None:
            write_releases(folder, MADE)
        less, total = write_releases(one, 1), words(folder)
        number = sum(1 for _ in folder.rglob("*.txt"))
        print(f"{number:,} releases, {total:,} words; the quickest of {options.runs} runs\n")
        print_race(race(folder, one, scratch, options.runs), total, less)
        print_stages(folder)


if __name__ == "__main__":
    main()
