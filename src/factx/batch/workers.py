"""Who does the work: processes of this machine, or the workers of a Dask cluster, behind one small face."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from factx.batch.worker import Job, Options, Outcome, failure, start, warm, work
from factx.errors import SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    Shard = tuple[Job, ...]


class Workers(Protocol):
    """An executor that can lose a worker.

    `submit` gives a shard to any worker; where that worker dies the future raises one of `lost`. `revive` makes the
    executor whole again, and says whether every shard that was out is lost with it. `alone` does one input where
    nothing else is at risk.
    """

    lost: tuple[type[Exception], ...]
    number: int
    model: tuple[str, str]

    def submit(self, shard: Shard) -> Future[list[Outcome]]: ...  # noqa: D102
    def revive(self) -> bool: ...  # noqa: D102
    def alone(self, job: Job) -> Outcome: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class Processes:
    """Processes of this machine, started afresh (spawned), each with the model and one thread of arithmetic."""

    lost: tuple[type[Exception], ...] = (BrokenExecutor,)

    def __init__(self, number: int, options: Options) -> None:
        """Start `number` processes.

        Raises:
            ModelMissing: there is no such language model.
        """
        self.number = number
        self._options = options
        self._single: ProcessPoolExecutor | None = None
        self._pool, self.model = self._started(number)

    def submit(self, shard: Shard) -> Future[list[Outcome]]:
        """Give a shard to a process."""
        try:
            return self._pool.submit(work, shard, self._options)
        except BrokenExecutor as error:  # (it will be seen when its turn comes)
            future: Future[list[Outcome]] = Future()
            future.set_exception(error)
            return future

    def revive(self) -> bool:
        """New processes in the place of those that are lost; a broken pool loses all that it was given."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool, _ = self._started(self.number)
        return True

    def alone(self, job: Job) -> Outcome:
        """Do one input in a process of its own; a process that dies of it is its outcome."""
        if self._single is None:
            self._single, _ = self._started(1)
        began = monotonic()
        try:
            return self._single.submit(work, (job,), self._options).result()[0]
        except BrokenExecutor:
            self._single.shutdown(wait=False)
            self._single = None
            return killed(job, monotonic() - began, self._options)

    def close(self) -> None:
        """End every process at once."""
        for pool in (self._pool, self._single):
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.kill()

    def _started(self, number: int) -> tuple[ProcessPoolExecutor, tuple[str, str]]:
        # (Spawned: a forked copy of this process would share its locks and open files.)
        pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), initializer=start)
        with _deaf():  # a process that is not a worker yet must not answer Ctrl-C with a traceback
            warmed = pool.submit(warm, self._options.model)
        return pool, warmed.result()


class Cluster:
    """The workers of a Dask cluster; the scheduler gives a dead worker's shard to another, a few times."""

    def __init__(self, scheduler: str, number: int, options: Options) -> None:
        """Connect to the scheduler at an address (`tcp://…`), or start one here with `number` workers ("local").

        Raises:
            SettingsInvalid: Dask is not installed, or nobody answers at the address.
            ModelMissing: the workers have no such language model.
        """
        try:
            from distributed import Client, KilledWorker, LocalCluster  # noqa: PLC0415
        except ImportError as error:
            raise SettingsInvalid("--scheduler needs Dask: pip install 'factx[dask]'") from error
        self.lost: tuple[type[Exception], ...] = (KilledWorker,)
        self._options = options
        self._cluster = None
        if scheduler == "local":
            self._cluster = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=number, threads_per_worker=1, processes=True, dashboard_address=None
            )
        try:
            self._client: Any = Client(self._cluster or scheduler, timeout="10s")  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise SettingsInvalid(f"no Dask scheduler answers at {scheduler}") from error
        self._executor = self._client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        self.number = max(1, sum(self._client.nthreads().values()))  # type: ignore[no-untyped-call]
        self.model = self._executor.submit(warm, options.model).result()

    def submit(self, shard: Shard) -> Future[list[Outcome]]:
        """Give a shard to the scheduler."""
        future: Future[list[Outcome]] = self._executor.submit(work, shard, self._options)
        return future

    def revive(self) -> bool:
        """Nothing is to be done: Dask's nannies start new workers, and no other shard is lost."""
        return False

    def alone(self, job: Job) -> Outcome:
        """Do one input as a task of its own."""
        began = monotonic()
        try:
            return self.submit((job,)).result()[0]
        except self.lost:
            return killed(job, monotonic() - began, self._options)

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


def killed(job: Job, seconds: float, options: Options) -> Outcome:
    """The outcome of an input that ended its worker, also alone."""
    digest = _digest(job)
    if seconds >= options.timeout:
        return failure(job.input, "timeout", f"took longer than {options.timeout:g} s: raise --timeout", digest)
    return failure(job.input, "crashed", "ended its worker (out of memory, or a fault in a library)", digest)


def _digest(job: Job) -> str:
    from hashlib import sha256  # noqa: PLC0415

    from factx.errors import InputFailed  # noqa: PLC0415
    from factx.read.inputs import read_input  # noqa: PLC0415

    try:
        return sha256(read_input(job.input)).hexdigest()
    except InputFailed:
        return ""


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits, in this process and for those that it starts meanwhile."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # (not in the main thread, where no signal comes)
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
