"""A Dask cluster gives the bytes that the processes of one machine give, also when it loses a worker in mid-run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.batch.conftest import Run, Start

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


@pytest.fixture
def dask(tmp_path: Path, poison: Mapping[str, str]) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a part of Dask as a process of its own, in a session of its own."""
    begun: list[subprocess.Popen[bytes]] = []

    def started(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=tmp_path,
            env=os.environ | dict(poison),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        begun.append(process)
        return process

    yield started
    for process in begun:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def test_a_worker_is_killed_in_mid_run(
    releases: Path,
    reference: bytes,
    dask: Callable[..., subprocess.Popen[bytes]],
    start: Start,
    until: Callable[..., None],
    tmp_path: Path,
) -> None:
    nobody = start(releases, "-o", "nobody.jsonl", "--scheduler", "tcp://127.0.0.1:9")
    there = tmp_path / "scheduler.json"
    dask(
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(there),
    )
    worker = ("distributed.cli.dask_worker", "--scheduler-file", str(there), "--nthreads", "1", "--no-dashboard")
    workers = [dask(*worker, "--no-nanny", "--name", name) for name in ("first", "second")]
    until(there.exists)
    running = start(
        *(f"file://{releases}", "-o", "out.jsonl", "--scheduler", json.loads(there.read_text())["address"]),
    )
    kept = tmp_path / "out.jsonl.factx"
    until(lambda: any(file.stat().st_size for file in kept.glob("*/reports.jsonl")))
    workers[0].send_signal(signal.SIGKILL)
    assert sum(file.read_bytes().count(b"\n") for file in kept.glob("*/reports.jsonl")) < len(reference.splitlines())
    _, stderr = running.communicate(timeout=100)
    assert (running.returncode, b"Traceback" in stderr) == (0, False), stderr.decode()
    # (Its inputs are addresses, so only what they are called differs.)
    assert (tmp_path / "out.jsonl").read_bytes().replace(b"file://", b"") == reference
    _, stderr = nobody.communicate(timeout=60)
    assert (nobody.returncode, stderr) == (2, b"factx: no Dask scheduler answers at tcp://127.0.0.1:9\n")


def test_ctrl_c_ends_a_cluster_that_was_started_here(
    releases: Path,
    reference: bytes,
    start: Start,
    run: Run,
    until: Callable[..., None],
    group: Callable[[int], list[int]],
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.jsonl"
    running = start(releases, "-o", out, "--scheduler", "local", "-j", "2")
    until(lambda: any(file.stat().st_size for file in tmp_path.glob("out.jsonl.factx/*/reports.jsonl")))
    began = time.monotonic()
    os.killpg(running.pid, signal.SIGINT)
    _, stderr = running.communicate(timeout=20)
    until(lambda: not group(running.pid), 1)
    assert time.monotonic() - began < 4
    assert (running.returncode, stderr.count(b"\n")) == (130, 1), stderr.decode()
    done = run(releases, "-o", out, "-j", "1")
    assert (done.returncode, out.read_bytes() == reference) == (0, True)
    assert b"done before" in done.stderr
