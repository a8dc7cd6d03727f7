"""Many releases to one output: in the order of the input, resumable, on the cores of this machine or on a cluster.

`run_batch` is the whole of it. Shards of inputs go to workers over a `concurrent.futures.Executor` and come back as
finished lines, which the journal keeps as they come; when all are there, the output is written from them in order.
"""

from __future__ import annotations

import os
import re
import sys
from array import array
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from contextlib import closing
from dataclasses import dataclass, field
from glob import escape
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING, Any

from factx.batch.journal import Entry, Journal, locked
from factx.batch.worker import Job, Options, Outcome
from factx.batch.workers import Cluster, Processes, Workers
from factx.errors import OutputFailed, SettingsInvalid, WorkersLost
from factx.read.inputs import JOURNAL, find_batch
from factx.write.collect import ENDINGS, collector
from factx.write.remote import sender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
    from concurrent.futures import Future

    from factx.batch.worker import Made
    from factx.batch.workers import Shard
    from factx.read.inputs import Input
    from factx.write.collect import Collect

# So many inputs are given out together: enough to fill the arithmetic, few enough to lose.
SHARD = 24
# So many shards a worker are out: one being done, one waiting, one on its way here or there.
_AHEAD = 3
# The name of what is being written (write/place.py).
_PART = re.compile(r"\..+\.\d+\.part")


@dataclass
class Tally:
    """What has come of the inputs so far; `read` of them were done in this run, the others stood already."""

    inputs: int = 0
    read: int = 0
    words: int = 0
    claims: int = 0
    checks: int = 0
    inconsistent: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


@dataclass(frozen=True)
class Batch:
    """What is to be done: the inputs below `paths` (gone through more than once), to `output`, by whom.

    `told` gets a line for each input that failed, `noted` one for what was skipped or is otherwise good to know.
    """

    paths: Iterable[str]
    output: str
    options: Options
    glob: Sequence[str] = ("*.txt", "*.text")
    limit: int | None = None
    jobs: int = 1
    scheduler: str | None = None
    shard: int = SHARD
    force: bool = False
    retry_failed: bool = False
    told: Callable[[str], None] = field(default=lambda _line: None)
    noted: Callable[[str], None] = field(default=lambda _line: None)

    def inputs(self) -> Iterator[Input]:
        """Everything to read, in order; nothing of it is kept."""
        found = find_batch(self.paths, self.glob, skipped=lambda path, why: self.noted(f"{path}: skipped: {why}"))
        return islice(found, self.limit)

    def count(self) -> int:
        """How many inputs there are, without a word on any."""
        return sum(1 for _ in islice(find_batch(self.paths, self.glob), self.limit))


def run_batch(batch: Batch, seen: Callable[[Tally], None] | None = None) -> Tally:
    """Do what is not done yet, then write the output; what has been finished outlives whatever ends this.

    `seen` hears of every shard that is finished.

    Raises:
        SettingsInvalid: another run is at work on this output, or there can be no such output.
        ModelMissing: there is no such language model.
        OutputFailed: the disk is full, or gone.
        WorkersLost: nobody is left to do the work.
    """
    tally, began = Tally(), monotonic()

    def counted(outcomes: Iterable[tuple[Job, Outcome | Entry]]) -> None:
        for job, result in outcomes:
            _count(job, result, batch, tally)
        tally.seconds = monotonic() - began
        if seen is not None:
            seen(tally)

    if batch.output == "-":
        _stream(batch, counted)
    else:
        target, folder, collect = _output(batch)
        with locked(folder), closing(_workers(batch)) as workers:
            _clear(target)
            settings = _settings(batch.options, workers.made)
            with Journal(folder, settings, anew=batch.force) as journal:
                others = journal.others()
                if others is not None:
                    batch.noted(f"{batch.output}: made before with {_difference(others, settings)}: all is done anew")
                offsets, lengths, checksums = _done(batch, target, workers, journal, counted)
                order = sha256(b"".join(map(bytes, (offsets, lengths, checksums)))).hexdigest()
                there = _stamp(target)
                if there is None or journal.written() != {"order": order, "output": there}:
                    collect(journal.lines(zip(offsets, lengths, strict=True)), target)
                    journal.finish({"order": order, "output": _stamp(target)})
    tally.seconds = monotonic() - began
    return tally


def _done(
    batch: Batch,
    target: Path,
    workers: Workers,
    journal: Journal,
    counted: Callable[[Iterable[tuple[Job, Outcome | Entry]]], None],
) -> tuple[array[int], array[int], array[int]]:
    """Offset, length and checksum of the report of each input, in the order of the inputs, when all are finished."""
    columns = array("Q"), array("Q"), array("Q")
    for number, shard, outcomes in as_done(_shards(_jobs(batch, target, journal), batch.shard), workers):
        entries = _kept(shard, outcomes, journal)
        first, end = number * batch.shard, number * batch.shard + len(entries)
        rows = [(entry.offset, entry.length, entry.checksum) for entry in entries]
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend([0] * (end - len(column)))
            column[first:end] = array("Q", values)
        results = (outcome if outcome.line else entry for outcome, entry in zip(outcomes, entries, strict=True))
        counted(zip(shard, results, strict=True))
    return columns


def _stream(batch: Batch, counted: Callable[[Iterable[tuple[Job, Outcome]]], None]) -> None:
    """Every report to standard output as its turn comes; nothing is kept. Ends quietly when nobody reads on.

    Raises:
        OutputFailed: standard output cannot be written.
    """
    jobs = (Job(one) for one in batch.inputs())
    with closing(_workers(batch)) as workers:
        try:
            for shard, outcomes in in_order(_shards(jobs, batch.shard), workers):
                sys.stdout.buffer.write(b"".join(outcome.line for outcome in outcomes))
                sys.stdout.buffer.flush()
                counted(zip(shard, outcomes, strict=True))
        except OSError as error:
            # (Python flushes standard output once more when it ends.)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if not isinstance(error, BrokenPipeError):
                why = (error.strerror or str(error)).lower()
                raise OutputFailed(f"standard output cannot be written: {why}") from error


def _output(batch: Batch) -> tuple[Path, Path, Collect]:
    """Where the output and its journal stand (for one on another machine: here), and what writes it.

    Raises:
        SettingsInvalid: there can be no such output.
    """
    above = _above(batch.paths)
    if "://" in batch.output:
        name = PurePosixPath(batch.output.rstrip("/")).name
        # (Outputs of one name on several machines are several.)
        folder = Path(f"{name}-{sha256(batch.output.encode()).hexdigest()[:8]}{JOURNAL}").resolve()
        return folder / "made" / name, folder, sender(batch.output, above)
    target = Path(batch.output).resolve()
    if not batch.output or not target.name:
        raise SettingsInvalid(f"{batch.output or 'nothing'} can be no output: name a file or a folder")
    collect = collector(batch.output, above)
    if target.exists() and not target.is_dir() and not (target.is_file() and target.suffix.lower() in ENDINGS):
        raise SettingsInvalid(f"{batch.output} is there and is no folder: write to another")
    return target, target.with_name(target.name + JOURNAL), collect


def _above(paths: Iterable[str]) -> tuple[str, ...]:
    """What all paths have in common, as a path, without keeping them all."""
    shared: tuple[str, ...] | None = None
    for path in paths:
        parts = PurePath(path).parts
        both = enumerate(zip(shared, parts, strict=False)) if shared is not None else iter(())
        shared = parts if shared is None else shared[: next((n for n, (a, b) in both if a != b), len(parts))]
    return (str(PurePath(*shared)),) if shared else ()


def _clear(target: Path) -> None:
    """Remove what a run that was killed was writing when it was."""
    if target.is_dir():
        parts = target.rglob(".*.part")
    else:
        parts = target.parent.glob(f".{escape(target.stem)}*{escape(target.suffix)}.*.part")
    for part in parts:
        if _PART.fullmatch(part.name):
            part.unlink(missing_ok=True)


def as_done(shards: Iterable[Shard], workers: Workers, held: Sized = ()) -> Iterator[tuple[int, Shard, list[Outcome]]]:
    """The number of each shard, itself and its outcomes, as soon as it is done; only a few are out or `held` at a time.

    Where a worker dies, its shards are done again, one input at a time, so that only the input that kills is lost.

    Raises:
        WorkersLost: nobody is left to do the work.
    """
    out: dict[Future[list[Outcome]], tuple[int, Shard]] = {}
    for number, shard in enumerate(shards):
        out[workers.submit(shard)] = number, shard
        while out and len(out) + len(held) >= _AHEAD * workers.number:
            yield from _finished(out, workers)
    while out:
        yield from _finished(out, workers)


def _finished(
    out: dict[Future[list[Outcome]], tuple[int, Shard]], workers: Workers
) -> Iterator[tuple[int, Shard, list[Outcome]]]:
    """What is done of all that is out, when something is."""
    for future in wait(out, return_when=FIRST_COMPLETED).done:
        number, shard = out.pop(future)
        try:
            outcomes = future.result()
        except workers.lost:
            outcomes = [workers.alone(job) for job in shard]
        except CancelledError as error:
            raise WorkersLost(
                "the cluster is gone: what is finished is kept, and the same command goes on from there"
            ) from error
        yield number, shard, outcomes


def in_order(shards: Iterable[Shard], workers: Workers) -> Iterator[tuple[Shard, list[Outcome]]]:
    """Each shard with its outcomes, in order, whatever the workers do."""
    held: dict[int, tuple[Shard, list[Outcome]]] = {}
    turn = 0
    for number, shard, outcomes in as_done(shards, workers, held):
        held[number] = shard, outcomes
        while turn in held:
            yield held.pop(turn)
            turn += 1


def _workers(batch: Batch) -> Workers:
    """As many as are asked for, or as there is work for."""
    some = sum(
        1
        for _ in islice(
            find_batch(batch.paths, batch.glob),
            min(batch.jobs * batch.shard, batch.limit if batch.limit is not None else sys.maxsize),
        )
    )
    number = max(1, min(batch.jobs, -(-some // batch.shard)))
    if batch.scheduler is not None:
        return Cluster(batch.scheduler, number, batch.options, batch.noted)
    return Processes(number, batch.options)


def _settings(options: Options, made: Made) -> dict[str, Any]:
    """What decides what a report says, besides the release."""
    return {
        "factx": made[0],
        "model": " ".join(made[1:]),
        "date_order": options.date_order,
        "rules": sorted(options.rules),
        "published": options.published and options.published.isoformat(),
        "entities": options.entities,
    }


def _difference(before: dict[str, Any], now: dict[str, Any]) -> str:
    changed = [f"{name} {before.get(name)!r}, now {now[name]!r}" for name in now if before.get(name) != now[name]]
    return "; ".join(changed) or "other settings"


def _jobs(batch: Batch, target: Path, journal: Journal) -> Iterator[Job]:
    """Each input, with what is known of it.

    Raises:
        SettingsInvalid: one is the output.
    """
    for one in batch.inputs():
        if one.path is not None and os.path.basename(one.path) == target.name and _same(one.path, target):  # noqa: PTH119
            raise SettingsInvalid(f"{batch.output} is read: write to another file")
        entries = journal.find(one.source)
        yield Job(one, tuple(d for d, e in entries.items() if d and not (e.fault and batch.retry_failed)))


def _same(path: str, other: Path) -> bool:
    try:
        return other.samefile(path)
    except (OSError, ValueError):
        return False


def _shards(jobs: Iterator[Job], size: int) -> Iterator[Shard]:
    while shard := tuple(islice(jobs, size)):
        yield shard


def _kept(shard: Shard, outcomes: list[Outcome], journal: Journal) -> list[Entry]:
    """The entry of each input of a finished shard; new reports are kept before they count."""
    both = list(zip(shard, outcomes, strict=True))
    old = [
        journal.again(job.input.source, one) if one.line else journal.find(job.input.source)[one.sha256]
        for job, one in both
    ]
    new = iter(journal.add([(job.input.source, one) for (job, one), entry in zip(both, old, strict=True) if not entry]))
    return [entry or next(new) for entry in old]


def _count(job: Job, result: Outcome | Entry, batch: Batch, tally: Tally) -> None:
    """Add one input to the tally, and say why it failed."""
    new = isinstance(result, Outcome)
    tally.inputs += 1
    tally.read += new
    tally.claims += result.claims
    tally.checks += result.checks
    tally.inconsistent += result.inconsistent
    if result.fault:
        tally.faults[result.fault] += 1
    if isinstance(result, Outcome):
        tally.words += result.words
        if result.fault:
            batch.told(f"{job.input.source}: {result.why}")


def _stamp(output: Path) -> list[int] | None:
    """How many files there are of an output, and the size and time of all; None where there is none."""
    if output.is_dir():
        files = (Path(folder, name) for folder, _, names in os.walk(output) for name in names)
    else:
        files = (output.with_stem(f"{output.stem}{more}") for more in ("", "-checks"))
    stats = [file.stat() for file in files if file.is_file()]
    return [len(stats), sum(one.st_size for one in stats), sum(one.st_mtime_ns for one in stats)] if stats else None
