"""Many releases to one output: in the order of the input, resumable, on the cores of this machine or on a cluster.

`run_batch` is the whole of it. Shards of inputs go to workers over a `concurrent.futures.Executor` and come back in
order as finished lines, which the journal keeps until all are there and the output is written from them.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections import Counter, deque
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING, Any

from factx import __version__
from factx.batch.journal import Entry, Journal, locked
from factx.batch.worker import Job, Options, Outcome
from factx.batch.workers import Cluster, Processes, Workers
from factx.read.inputs import find_batch
from factx.write.collect import collector
from factx.write.remote import sender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from factx.batch.workers import Shard
    from factx.read.inputs import Input
    from factx.write.collect import Collect

# So many inputs are given out together: enough to fill the arithmetic, few enough to lose.
SHARD = 24
# So many shards a worker are in flight: one being done, one waiting, one done while an earlier one still is not.
_AHEAD = 3


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
    """What is to be done: the inputs below `paths`, to `output`, by whom.

    `told` gets a line for each input that failed, `noted` one for what was skipped or is otherwise good to know.
    """

    paths: Sequence[str]
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
    """
    tally, began = Tally(), monotonic()
    if batch.output == "-":
        return _stream(batch, tally)
    target, collect = _output(batch)
    folder = target.with_name(f"{target.name}.factx")
    with locked(folder), closing(_workers(batch)) as workers:
        settings = _settings(batch.options, workers.model)
        with Journal(folder, settings, anew=batch.force) as journal:
            others = journal.other_settings()
            if others is not None:
                batch.noted(f"{batch.output}: made before with {_difference(others, settings)}: all is done anew")
            offsets, lengths, order = array("Q"), array("Q"), sha256()
            for shard, outcomes in in_order(_shards(_jobs(batch, journal), batch.shard), workers):
                for job, entry in zip(shard, _kept(shard, outcomes, journal, batch, tally), strict=True):
                    offsets.append(entry.offset)
                    lengths.append(entry.length)
                    order.update(f"{job.input.source}\0{entry.sha256}\0{entry.offset}\n".encode("utf-8", "replace"))
                tally.seconds = monotonic() - began
                if seen is not None:
                    seen(tally)
            there, now = _stamp(target), {"order": order.hexdigest()}
            if there is None or journal.written() != now | {"output": there}:
                collect(journal.lines(zip(offsets, lengths, strict=True)), target)
                journal.finish(now | {"output": _stamp(target)})
    tally.seconds = monotonic() - began
    return tally


def _stream(batch: Batch, tally: Tally) -> Tally:
    """Every report to standard output as its turn comes; nothing is kept. Ends quietly when nobody reads on."""
    began = monotonic()
    jobs = (Job(one) for one in batch.inputs())
    with closing(_workers(batch)) as workers:
        try:
            for shard, outcomes in in_order(_shards(jobs, batch.shard), workers):
                for job, outcome in zip(shard, outcomes, strict=True):
                    sys.stdout.buffer.write(outcome.line)
                    _count(job, outcome, batch, tally)
                sys.stdout.buffer.flush()
        except BrokenPipeError:
            # (Python flushes standard output once more when it ends.)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    tally.seconds = monotonic() - began
    return tally


def _output(batch: Batch) -> tuple[Path, Collect]:
    """Where the output and its journal stand (for one on another machine: here), and what writes it."""
    if "://" in batch.output:
        name = PurePosixPath(batch.output.rstrip("/")).name
        return Path(name), sender(batch.output, batch.paths)
    target = Path(batch.output)
    return target.resolve(), collector(batch.output, batch.paths)


def in_order(shards: Iterable[Shard], workers: Workers) -> Iterator[tuple[Shard, list[Outcome]]]:
    """Each shard with its outcomes, in order, whatever the workers do; only a few shards are out at a time.

    Where a worker dies, the shard that is waited for is done again, one input at a time, so that only the input that
    kills is lost; the shards behind it are given out again.
    """
    going: deque[tuple[Shard, Future[list[Outcome]]]] = deque()
    for shard in shards:
        going.append((shard, workers.submit(shard)))
        if len(going) >= _AHEAD * workers.number:
            yield _settled(going, workers)
    while going:
        yield _settled(going, workers)


def _settled(going: deque[tuple[Shard, Future[list[Outcome]]]], workers: Workers) -> tuple[Shard, list[Outcome]]:
    shard, future = going.popleft()
    try:
        return shard, future.result()
    except workers.lost:
        if workers.revive():
            done = [future.done() and not future.cancelled() and not future.exception() for _, future in going]
            for number, kept in enumerate(done):
                if not kept:
                    going[number] = going[number][0], workers.submit(going[number][0])
        return shard, [workers.alone(job) for job in shard]


def _workers(batch: Batch) -> Workers:
    if batch.scheduler is not None:
        return Cluster(batch.scheduler, batch.jobs, batch.options)
    return Processes(batch.jobs, batch.options)


def _settings(options: Options, model: tuple[str, str]) -> dict[str, Any]:
    """What decides what a report says, besides the release."""
    return {
        "factx": __version__,
        "model": " ".join(model),
        "date_order": options.date_order,
        "rules": sorted(options.rules),
        "published": options.published and options.published.isoformat(),
        "entities": options.entities,
    }


def _difference(before: dict[str, Any], now: dict[str, Any]) -> str:
    changed = [f"{name} {before.get(name)!r}, now {now[name]!r}" for name in now if before.get(name) != now[name]]
    return "; ".join(changed) or "other settings"


def _jobs(batch: Batch, journal: Journal) -> Iterator[Job]:
    """Each input, with what is known of it."""
    for one in batch.inputs():
        entries = journal.find(one.source)
        yield Job(one, tuple(d for d, e in entries.items() if d and not (e.fault and batch.retry_failed)))


def _shards(jobs: Iterator[Job], size: int) -> Iterator[Shard]:
    while shard := tuple(islice(jobs, size)):
        yield shard


def _kept(shard: Shard, outcomes: list[Outcome], journal: Journal, batch: Batch, tally: Tally) -> list[Entry]:
    """The entry of each input of a finished shard; new reports are kept before they count."""
    new = [(job.input.source, outcome) for job, outcome in zip(shard, outcomes, strict=True) if outcome.line]
    added = iter(journal.add(new))
    entries = []
    for job, outcome in zip(shard, outcomes, strict=True):
        entry = next(added) if outcome.line else journal.find(job.input.source)[outcome.sha256]
        _count(job, outcome if outcome.line else entry, batch, tally)
        entries.append(entry)
    return entries


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
    """Size and time of a file or folder; None where there is none."""
    try:
        stat = output.stat()
    except OSError:
        return None
    return [stat.st_size, stat.st_mtime_ns]
