"""Who does the work: processes of this machine, or the workers of a Dask cluster, behind one small face."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import stat
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from factx import __version__
from factx.batch.worker import Job, Made, Options, Outcome, failure, start, warm, work
from factx.errors import FactxError, InputFailed, SettingsInvalid, WorkersLost
from factx.read.inputs import read_input

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.process import BaseProcess

    Shard = tuple[Job, ...]
    Result = TypeVar("Result")

# Seconds after which a cluster is asked again how many workers it has.
_OFTEN = 5.0


class Workers(Protocol):
    """An executor that can lose a worker.

    `submit` gives a shard to any worker; where that worker dies the future raises one of `lost`, and another takes its
    place. `alone` does one input where nothing else is at risk. `number` is how many there are, `made` what they make
    reports with.
    """

    lost: tuple[type[Exception], ...]
    made: Made

    @property
    def number(self) -> int: ...  # noqa: D102
    def submit(self, shard: Shard) -> Future[list[Outcome]]: ...  # noqa: D102
    def alone(self, job: Job) -> Outcome: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


def _spawning() -> ProcessPoolExecutor:
    # (A forked copy of this process would share its locks and open files.)
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=start)


@dataclass(eq=False)
class _Process:
    """An executor of one process, so that one that dies takes only what it was given with it."""

    executor: ProcessPoolExecutor = field(default_factory=_spawning)
    given: list[Future[Any]] = field(default_factory=list)

    def waiting(self) -> int:
        """How much it has to do still."""
        self.given = [future for future in self.given if not future.done()]
        return len(self.given)


class Processes:
    """Processes of this machine, started afresh (spawned), each with the model and one thread of arithmetic."""

    lost: tuple[type[Exception], ...] = (BrokenExecutor,)

    def __init__(self, number: int, options: Options) -> None:
        """Start `number` processes.

        Raises:
            ModelMissing: there is no such language model.
            WorkersLost: they cannot be started.
        """
        self.number = number
        self._options = options
        self._started: list[BaseProcess] = []
        self._single: _Process | None = None
        self._all = [_Process() for _ in range(number)]
        try:
            warmed = [self._give(process, warm, options.model) for process in self._all]
            self.made = _loaded(warmed[0])
        except BaseException:
            self.close()
            raise

    def submit(self, shard: Shard) -> Future[list[Outcome]]:
        """Give a shard to the process that has least to do."""
        process = min(self._all, key=_Process.waiting)
        try:
            return self._give(process, work, shard, self._options, self.made)
        except BrokenExecutor:
            process.executor.shutdown(wait=False)
            process.executor = _spawning()
            return self._give(process, work, shard, self._options, self.made)

    def alone(self, job: Job) -> Outcome:
        """Do one input in a process of its own; a process that dies of it is its outcome."""
        if self._single is None:
            self._single = _Process()
            _loaded(self._give(self._single, warm, self._options.model))
        began = monotonic()
        try:
            return self._give(self._single, work, (job,), self._options, self.made).result()[0]
        except BrokenExecutor:
            self._single.executor.shutdown(wait=False)
            self._single = None
            return _killed(job, monotonic() - began, self._options)

    def close(self) -> None:
        """End every process at once."""
        for process in (*self._all, self._single):
            if process is not None:
                process.executor.shutdown(wait=False, cancel_futures=True)
        for child in self._started:
            child.kill()
        for child in self._started:
            child.join(1)

    def _give(self, process: _Process, task: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Have a process do a task; it is started where it does not run yet."""
        before = set(multiprocessing.active_children())
        with _deaf():
            future = process.executor.submit(task, *arguments)
            self._started = [child for child in self._started if child in before]
            self._started += [child for child in multiprocessing.active_children() if child not in before]
        process.given.append(future)
        return future


class Cluster:
    """The workers of a Dask cluster; the scheduler gives the shard of a worker that dies to another, a few times."""

    def __init__(self, scheduler: str, number: int, options: Options, told: Callable[[str], None]) -> None:
        """Connect to the scheduler at an address (`tcp://…`), or start one here with `number` workers ("local").

        Raises:
            SettingsInvalid: Dask is not installed, nobody answers at the address, or the workers have another factx.
            ModelMissing: the workers have no such language model.
            WorkersLost: the cluster is gone.
        """
        try:
            from distributed import KilledWorker  # noqa: PLC0415
        except ImportError as error:
            raise SettingsInvalid("--scheduler needs Dask: pip install 'factx[dask]'") from error
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # (what matters becomes an outcome or an error)
        self.lost: tuple[type[Exception], ...] = (KilledWorker,)
        self._options = options
        self._here: Processes | None = None
        self._asked, self._number = 0.0, 1
        self._cluster: Any = None
        self._client: Any = None
        self._before = set(multiprocessing.active_children())
        try:
            self._cluster = _local_cluster(number) if scheduler == "local" else None
            self._client = _client(self._cluster or scheduler)
            self._executor: Any = self._client.get_executor(pure=False)
            if not self._client.nthreads():
                told(f"{scheduler} has no workers yet: waiting for one")
            self.made = _loaded(self._executor.submit(warm, options.model))
        except BaseException:
            self.close()
            raise

    @property
    def number(self) -> int:
        """How many threads the cluster has by now."""
        if monotonic() - self._asked > _OFTEN:
            with suppress(OSError, TimeoutError):
                self._number = max(1, sum(self._client.nthreads().values()))
            self._asked = monotonic()
        return self._number

    def submit(self, shard: Shard) -> Future[list[Outcome]]:
        """Give a shard to the scheduler."""
        future: Future[list[Outcome]] = self._executor.submit(work, shard, self._options, self.made)
        return future

    def alone(self, job: Job) -> Outcome:
        """Do one input in a process of this machine: it shall end no more workers, and its outcome not hang on them."""
        if self._here is None:
            self._here = Processes(1, self._options)
        return self._here.alone(job)

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        if self._here is not None:
            self._here.close()
        if self._cluster is not None:
            for child in multiprocessing.active_children():
                if child not in self._before:
                    child.kill()
        for one in (self._client, self._cluster):
            if one is not None:
                with suppress(Exception):  # (there may be nobody left to say goodbye to)
                    one.close(timeout=1)


def _client(scheduler: Any) -> Any:
    from distributed import Client  # noqa: PLC0415

    try:
        return Client(scheduler, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise SettingsInvalid(f"no Dask scheduler answers at {scheduler}") from error


def _local_cluster(number: int) -> Any:
    """A cluster on this machine; a document that ends its worker does so once."""
    import dask  # noqa: PLC0415
    from distributed import LocalCluster  # noqa: PLC0415

    with _deaf(), dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        return LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=number,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )


def _loaded(warmed: Future[Made]) -> Made:
    """What a worker has loaded, once it has."""
    try:
        made = warmed.result()
    except FactxError:
        raise
    except ImportError as error:
        raise SettingsInvalid(f"the workers cannot import factx ({error}): install it there too") from error
    except Exception as error:
        raise WorkersLost(
            f"a worker cannot load the model ({type(error).__name__}): is there enough memory?"
        ) from error
    if made[0] != __version__:
        raise SettingsInvalid(f"the workers have factx {made[0]}, not {__version__}: install the same everywhere")
    return made


def _killed(job: Job, seconds: float, options: Options) -> Outcome:
    """The outcome of an input that ended its worker, also alone."""
    digest = _digest(job)
    if seconds >= options.timeout:
        return failure(job.input, "timeout", f"took longer than {options.timeout:g} s: raise --timeout", digest)
    return failure(job.input, "crashed", "ended its worker (out of memory, or a fault in a library)", digest)


def _digest(job: Job) -> str:
    """The content hash of an input; none of what is no file, and could hold up this process too."""
    path = job.input.path or os.devnull
    try:
        if "://" not in path and not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 (a path as it was given)
            return ""
        return sha256(read_input(job.input)).hexdigest()
    except (OSError, ValueError, InputFailed):
        return ""


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits; and never reaches a process or thread that is started meanwhile."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415

    resource_tracker.ensure_running()  # (it lets signals through when it starts, so it must run already)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
