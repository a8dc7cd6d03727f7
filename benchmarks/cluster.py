"""Whether a Dask cluster that loses a worker in mid-run gives the bytes of one machine.

    python benchmarks/cluster.py [--releases 400] [--workers 2] [--seed N]

Starts a scheduler and workers as processes of their own on loopback, runs `factx batch --scheduler` over made releases,
ends one worker with kill -9 when the first reports are kept, and compares the output with that of `--jobs`. Exits with
1 if they differ.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from releases import write_releases

if TYPE_CHECKING:
    from collections.abc import Callable


def until(holds: Callable[[], Any], running: subprocess.Popen[Any], what: str, seconds: float = 120) -> None:
    """Wait until something holds; `running` must not end before."""
    deadline = time.monotonic() + seconds
    while not holds():
        if running.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"{what}: it never came")
        time.sleep(0.005)


def begun(stack: ExitStack, *arguments: str) -> subprocess.Popen[bytes]:
    """A module of Python's, running as a process that ends with us."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([sys.executable, "-m", *arguments], stdout=quiet, stderr=quiet)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def main() -> None:
    """Run over one machine, then over a cluster that loses a worker, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with TemporaryDirectory() as folder, ExitStack() as stack:
        releases, reference, out = Path(folder, "in"), Path(folder, "one.jsonl"), Path(folder, "out.jsonl")
        write_releases(releases, given.releases, given.seed)
        factx = [sys.executable, "-m", "factx", "batch", str(releases), "-q", "-o"]
        subprocess.run([*factx, str(reference), "-j", str(given.workers)], check=True)
        there = Path(folder, "scheduler.json")
        names = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(there))
        scheduler = begun(stack, "distributed.cli.dask_scheduler", *names)
        worker = ("distributed.cli.dask_worker", "--scheduler-file", str(there), "--nthreads", "1", "--no-dashboard")
        workers = [begun(stack, *worker, "--no-nanny", "--name", str(number)) for number in range(given.workers)]
        until(there.exists, scheduler, "the scheduler")
        address = json.loads(there.read_text("utf-8"))["address"]
        running = subprocess.Popen([*factx, str(out), "--scheduler", address])
        kept = Path(folder, "out.jsonl.factx")
        until(lambda: any(f.stat().st_size for f in kept.glob("*/reports.jsonl")), running, "the first report")
        workers[0].send_signal(signal.SIGKILL)
        done = sum(file.read_bytes().count(b"\n") for file in kept.glob("*/reports.jsonl"))
        print(f"killed 1 of {given.workers} workers with {done} of {given.releases} reports kept")
        if running.wait():
            sys.exit("the run failed")
        if out.read_bytes() != reference.read_bytes():
            sys.exit("the output is another")
        print(f"byte-identical: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
