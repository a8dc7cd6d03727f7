"""A run that is ended from outside, at any moment and in any way: nothing finished is lost, the result is the same."""

from __future__ import annotations

import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.batch.conftest import Run, Start

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="signals, and processes as files")  # noqa: PTH112
NUMBER = 100
ROOT = Path(__file__).parents[2]


def done_before(stderr: bytes) -> int:
    found = re.search(rb"done before +([\d,]+)", stderr)
    return int(found[1].replace(b",", b"")) if found else 0


def kept(out: Path) -> int:
    """How many whole reports are kept beside an output."""
    return sum(file.read_bytes().count(b"\n") for file in out.with_name(f"{out.name}.factx").glob("*/reports.jsonl"))


def test_kill_9_loses_nothing_that_was_finished(
    releases: Path,
    reference: bytes,
    start: Start,
    run: Run,
    until: Callable[..., None],
    group: Callable[[int], list[int]],
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.jsonl"
    running = start(releases, "-o", out, "-j", "2")
    until(lambda: kept(out))
    running.send_signal(signal.SIGKILL)
    until(lambda: not group(running.pid), 5)
    finished = kept(out)
    assert 0 < finished < NUMBER
    assert not out.exists()
    # And again, while the processes start.
    running = start(releases, "-o", out, "-j", "2")
    until(lambda: len(group(running.pid)) > 2)
    running.send_signal(signal.SIGKILL)
    until(lambda: not group(running.pid), 5)
    done = run(releases, "-o", out, "-j", "1")
    assert (done.returncode, out.read_bytes() == reference) == (0, True)
    assert done_before(done.stderr) >= finished


@pytest.mark.parametrize("everyone", [True, False])
def test_ctrl_c_in_mid_run(
    everyone: bool,  # noqa: FBT001
    releases: Path,
    reference: bytes,
    start: Start,
    run: Run,
    until: Callable[..., None],
    group: Callable[[int], list[int]],
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.jsonl"
    running = start(releases, "-o", out, "-j", "2")
    until(lambda: kept(out))
    if everyone:  # (held still, so that there is something to be refused)
        running.send_signal(signal.SIGSTOP)
        second = run(releases, "-o", out)
        assert (second.returncode, second.stderr.count(b"\n")) == (2, 1)
        assert b"in use by another run" in second.stderr
    _interrupted(running, until, group, everyone=everyone)
    if everyone:
        finished = kept(out)
        done = run(releases, "-o", out, "-j", "1")
        assert (done.returncode, out.read_bytes() == reference) == (0, True)
        assert done_before(done.stderr) >= finished > 0


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_ctrl_c_while_the_workers_start(
    processes: int,
    releases: Path,
    start: Start,
    until: Callable[..., None],
    group: Callable[[int], list[int]],
    tmp_path: Path,
) -> None:
    running = start(releases, "-o", tmp_path / "out.jsonl", "-j", "2")
    until(lambda: (tmp_path / "out.jsonl.factx/lock").exists() and len(group(running.pid)) >= processes)
    _interrupted(running, until, group, everyone=True)


def _interrupted(
    running: subprocess.Popen[bytes], until: Callable[..., None], group: Callable[[int], list[int]], *, everyone: bool
) -> None:
    """Send Ctrl-C, as a terminal does, or to the parent alone; all is gone soon, and quietly."""
    began = time.monotonic()
    os.killpg(running.pid, signal.SIGINT) if everyone else running.send_signal(signal.SIGINT)
    running.send_signal(signal.SIGCONT)
    stdout, stderr = running.communicate(timeout=10)
    until(lambda: not group(running.pid), 1)
    assert time.monotonic() - began < 3  # (a second, on a machine that does nothing else)
    assert (running.returncode, stdout, stderr.count(b"\n")) == (130, b"", 1), stderr.decode()
    assert b"interrupted" in stderr


def test_a_thread_that_never_ends_holds_nothing_up(tmp_path: Path) -> None:
    """As one of an executor's does, where Ctrl-C came while the main thread held its lock."""
    code = """
import sys, threading
import factx.batch
def stuck(*_):
    threading.Thread(target=threading.Event().wait).start()
    raise KeyboardInterrupt
factx.batch.run_batch = stuck
sys.argv = ["factx", "batch", "nothing.txt", "-o", "out.jsonl"]
from factx.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, timeout=20, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (130, 1)
    assert b"interrupted" in done.stderr


def test_ctrl_c_where_no_exception_gets_out(tmp_path: Path) -> None:
    """As in the `__del__` of a future of Dask's: Python only reports what is raised there, and goes on."""
    code = """
import os, signal, sys, time
import factx.batch
class Going:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
def going(*_):
    Going()
    time.sleep(15)
factx.batch.run_batch = going
sys.argv = ["factx", "batch", "nothing.txt", "-o", "out.jsonl"]
from factx.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, timeout=10, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (130, 1), done.stderr.decode()
    assert b"interrupted" in done.stderr


def test_a_full_disk(releases: Path, reference: bytes, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    limit = len(reference) // 2

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = run(releases, "-o", out, "-j", "2", preexec_fn=full)
    assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)
    assert b"cannot be written" in done.stderr
    assert b"the same command goes on" in done.stderr
    finished = kept(out)
    assert not out.exists()
    done = run(releases, "-o", out, "-j", "1")
    assert (done.returncode, out.read_bytes() == reference) == (0, True)
    assert done_before(done.stderr) >= finished > 0


def _scribbled(file: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(file.read_bytes())
    first = chance.randrange(len(data))
    data[first : first + 3_000] = chance.randbytes(len(data[first : first + 3_000]))
    file.write_bytes(data)


def test_a_journal_that_is_damaged_is_mended_or_made_again(
    releases: Path, reference: bytes, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "new/folder/out.jsonl"
    assert run(releases, "-o", out, "-j", "2").returncode == 0
    assert out.read_bytes() == reference
    (folder,) = (path for path in out.with_name("out.jsonl.factx").iterdir() if path.is_dir())
    # The journal is gone, the last report torn, its lock a file of somebody's: all but one report are still there.
    (folder / "journal.db").unlink()
    with (folder / "reports.jsonl").open("r+b") as reports:
        reports.truncate(len(reference) - 10)
    out.with_name("out.jsonl.factx").joinpath("lock").write_bytes(os.urandom(5_000))
    (folder / "written.json").write_text("{")
    out.write_bytes(b"")
    done = run(releases, "-o", out, "-j", "1")
    assert (done_before(done.stderr), out.read_bytes() == reference) == (NUMBER - 1, True)
    # Something wrote over all of them.
    _scribbled(folder / "journal.db", 1)
    _scribbled(folder / "reports.jsonl", 2)
    (folder / "settings.json").write_bytes(b"\xff")
    out.unlink()
    done = run(releases, "-o", out, "-j", "1")
    assert (done.returncode, out.read_bytes() == reference) == (0, True)
    assert done_before(done.stderr) >= NUMBER - 5


def test_the_reader_of_a_pipe_may_leave(releases: Path, start: Start) -> None:
    running = start(releases, "-o", "-", "-j", "1", "-q", bufsize=0)
    assert running.stdout is not None
    assert running.stdout.readline().startswith(b'{"factx"')
    running.stdout.close()
    running.stdout = None
    assert running.communicate(timeout=60)[1] == b""
    assert running.returncode == 0


def test_killed_again_and_again() -> None:
    command = [sys.executable, "benchmarks/kill.py", "--releases", "30", "--kills", "2", "--jobs", "1"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kill   2 after" in done.stdout
    assert "byte-identical" in done.stdout
