"""The same bytes for any size of shards, any company, any order in which they come back, and whoever dies meanwhile."""

from __future__ import annotations

import json
import random
import time
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factx.batch
from factx.batch import Batch, run_batch, worker
from factx.batch.worker import Options, work
from factx.errors import SettingsInvalid, WorkersLost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factx.batch.worker import Job, Outcome

    Shard = tuple[Job, ...]

ROOT = Path(__file__).parents[2]
NUMBER = 9


class Here:
    """Workers that are threads of this process, done in an order of chance, some of them lost; and how much was out."""

    lost: tuple[type[Exception], ...] = (BrokenExecutor,)
    seed = 0
    most = 0
    ends_after = 10**6

    def __init__(self, number: int, options: Options) -> None:
        self.number, self._options = number, options
        self.made = worker.warm(options.model)
        self._chance = random.Random(self.seed)  # noqa: S311
        self._threads = ThreadPoolExecutor(number)
        self._out: list[Future[list[Outcome]]] = []

    def submit(self, shard: Shard) -> Future[list[Outcome]]:
        Here.ends_after -= 1
        if Here.ends_after < 0:
            raise WorkersLost("as if it were killed")
        dies, late = self._chance.random() < 0.2, self._chance.random() / 200
        self._out = [future for future in self._out if not future.done()]
        self._out.append(self._threads.submit(self._work, shard, late=late, dies=dies))
        Here.most = max(Here.most, len(self._out))
        return self._out[-1]

    def _work(self, shard: Shard, *, late: float, dies: bool) -> list[Outcome]:
        time.sleep(late)
        if dies:
            raise BrokenExecutor
        return work(shard, self._options, self.made)

    def alone(self, job: Job) -> Outcome:
        return work((job,), self._options, self.made)[0]

    def close(self) -> None:
        self._threads.shutdown()


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factx.batch, "Processes", Here)
    Here.seed, Here.most, Here.ends_after = 0, 0, 10**6


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., Path]) -> Path:
    """Some small ones, two that are longer, and one that is empty."""
    folder = write(tmp_path_factory.mktemp("releases") / "in", NUMBER - 3)
    for name in ("court-case.txt", "sheriff-weekend.txt"):
        (folder / name).write_bytes((ROOT / "samples" / name).read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    return folder


def batch(releases: Path, out: Path | str, **more: Any) -> Batch:
    return Batch((str(releases),), str(out), Options(), **({"glob": ("*.txt",)} | more))


@pytest.fixture
def reference(releases: Path, tmp_path: Path) -> bytes:
    run_batch(batch(releases, tmp_path / "reference.jsonl", shard=1))
    return (tmp_path / "reference.jsonl").read_bytes()


@given(
    shard=st.integers(1, NUMBER + 1),
    jobs=st.integers(1, 4),
    seed=st.integers(0, 1000),
    ends_after=st.integers(0, 12),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_shard_any_workers_any_end(
    shard: int, jobs: int, seed: int, ends_after: int, releases: Path, reference: bytes, tmp_path: Path
) -> None:
    out = tmp_path / f"{shard}-{jobs}-{seed}-{ends_after}.jsonl"
    Here.seed, Here.most, Here.ends_after = seed, 0, ends_after
    one = batch(releases, out, shard=shard, jobs=jobs)
    try:
        run_batch(one)
    except WorkersLost:
        Here.ends_after = 10**6
        run_batch(replace(one, shard=NUMBER - shard + 2))
    assert out.read_bytes() == reference
    assert Here.most <= 3 * jobs
    Here.ends_after = 10**6
    tally = run_batch(replace(one, shard=shard + 1))
    assert (tally.inputs, tally.read) == (NUMBER, 0)


def test_standard_output_is_in_order_too(
    releases: Path, reference: bytes, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    Here.seed = 3
    run_batch(batch(releases, "-", shard=1, jobs=4))
    assert capfdbinary.readouterr().out == reference


def test_claims_are_the_same_without_entities(releases: Path, reference: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run_batch(replace(batch(releases, out, shard=4), options=Options(entities=False)))
    with_, without = ([json.loads(line) for line in data.splitlines()] for data in (reference, out.read_bytes()))
    assert any(report["entities"] for report in with_)
    assert not any(report["entities"] for report in without)
    assert [report | {"entities": []} for report in with_] == without


def test_other_options_cost_nothing_that_is_finished_until_they_are_done(
    releases: Path, reference: bytes, tmp_path: Path
) -> None:
    out, notes = tmp_path / "out.jsonl", list[str]()
    one = batch(releases, out, shard=2, noted=notes.append)
    other = replace(one, options=Options(published=date(2020, 1, 2)))
    run_batch(one)
    Here.ends_after = 3
    with pytest.raises(WorkersLost):
        run_batch(other)
    assert out.read_bytes() == reference
    assert "made before with published None, now '2020-01-02': all is done anew" in notes[-1]
    Here.ends_after = 10**6
    assert run_batch(one).read == 0
    notes.clear()
    run_batch(other)
    assert (notes, out.read_bytes() == reference) == ([], False)
    folders = [path for path in (tmp_path / "out.jsonl.factx").iterdir() if path.is_dir()]
    assert len(folders) == 1  # (the new output is whole: what the old options made is let go of)
    assert run_batch(one).read == NUMBER
    assert out.read_bytes() == reference


def test_a_worker_of_another_version_is_refused() -> None:
    with pytest.raises(SettingsInvalid, match="install the same"):
        work((), Options(), ("0.0", *worker.warm(None)[1:]))


def test_a_new_version_does_all_anew(releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = batch(releases, tmp_path / "out.jsonl")
    run_batch(one)
    monkeypatch.setattr("factx.batch.worker.__version__", "99")
    assert run_batch(one).read == NUMBER


def test_changed_new_and_vanished_files(tmp_path: Path, write: Callable[..., Path]) -> None:
    folder, out = write(tmp_path / "in", 6), tmp_path / "out.jsonl"
    one = batch(folder, out, shard=2)
    run_batch(one)
    before = out.read_bytes().splitlines()
    (folder / "0001.txt").write_text("Three men were held on 3 May 2022.", "utf-8")
    (folder / "0002.txt").unlink()
    (folder / "0003b.txt").write_text("Four men were held.", "utf-8")
    tally = run_batch(one)
    after = out.read_bytes().splitlines()
    assert (tally.inputs, tally.read) == (6, 2)
    assert [after[0], after[2], *after[4:]] == [before[0], before[3], *before[4:]]
    assert b"Three men" in after[1]
    # An output that somebody took away or changed is written again, from what is kept.
    out.write_bytes(b"mine")
    assert run_batch(one).read == 0
    assert out.read_bytes().splitlines() == after


def test_a_folder_of_files_that_lacks_some_is_filled_again(releases: Path, tmp_path: Path) -> None:
    one = batch(releases.parent, tmp_path / "out")
    run_batch(one)
    files = sorted(path for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert [str(path.relative_to(tmp_path / "out")) for path in files] == [
        f"in/{path.name}.json" for path in sorted(releases.iterdir())
    ]
    before = files[0].read_bytes()
    files[0].unlink()
    (tmp_path / "out/in/.part.txt.json.123.part").write_bytes(b"half")
    assert run_batch(one).read == 0
    assert files[0].read_bytes() == before
    assert not list((tmp_path / "out").rglob(".*"))


def test_what_a_killed_run_was_writing_is_removed(releases: Path, tmp_path: Path) -> None:
    ours = [tmp_path / name for name in (".out.csv.17.part", ".out-checks.csv.17.part")]
    theirs = tmp_path / ".out.csv.part"
    for part in (*ours, theirs):
        part.write_bytes(b"half")
    run_batch(batch(releases, tmp_path / "out.csv"))
    assert [part.exists() for part in (*ours, theirs)] == [False, False, True]
    (tmp_path / "out-checks.csv").unlink()
    assert run_batch(batch(releases, tmp_path / "out.csv")).read == 0
    assert (tmp_path / "out-checks.csv").exists()


@pytest.fixture
def memory() -> Iterator[Any]:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/", recursive=True)


def test_addresses(
    releases: Path, reference: bytes, memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in releases.iterdir():
        memory.pipe_file(f"/press/in/{path.name}", path.read_bytes())
    memory.pipe_file("/press/in/notes.md", b"# Notes")
    memory.pipe_file("/press/records.jsonl", b'{"id": "a", "text": "Two men were held."}\n')
    notes: list[str] = []
    paths = ("memory://press/in", "memory://press/records.jsonl", "memory://press/gone.txt", f"file://{releases}")
    one = replace(batch(releases, "memory://out/facts.csv", noted=notes.append), paths=paths)
    tally = run_batch(one)
    assert (tally.inputs, tally.faults) == (2 * NUMBER + 2, {"empty": 2, "missing": 1})
    assert notes == ["memory:///press/in/notes.md: skipped: not called *.txt"]
    first = memory.cat_file("/out/facts.csv")
    assert first.count(b"file:///") == first.count(b"memory:///press/in") > 9
    assert memory.ls("/out", detail=False) == ["/out/datapackage.json", "/out/facts-checks.csv", "/out/facts.csv"]
    # Two outputs of one name on two machines are two.
    assert run_batch(replace(one, output="memory://elsewhere/facts.csv")).read == tally.inputs
    memory.rm_file("/out/facts.csv")
    assert run_batch(one).read == 1  # (nobody knows that what is gone is still the same)
    assert memory.cat_file("/out/facts.csv") == first == memory.cat_file("/elsewhere/facts.csv")
    local = replace(batch(releases, f"file://{tmp_path}/sent/out.jsonl"), paths=(str(releases),))
    run_batch(local)
    assert (tmp_path / "sent/out.jsonl").read_bytes() == reference
    assert not list(tmp_path.glob("*.factx/made"))
