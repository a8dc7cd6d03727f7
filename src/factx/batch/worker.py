"""What a worker does with a shard: read every input, extract all together, give back finished lines.

A worker is a process of its own, here or on another machine. It loads the model once; what it is handed are paths, and
what it hands back are bytes.
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import multiprocessing
import os
import signal
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from factx import __version__
from factx.__main__ import NEW_OBJECTS
from factx.errors import FactxError, InputFailed, SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from factx.claims import Report
    from factx.language import Language
    from factx.read.inputs import Input
    from factx.release import Release

# What reports are made with: the version of factx, the model's name and its version.
Made = tuple[str, str, str]
# Releases are extracted together up to so many characters: more at once is no faster, and takes memory.
_TOGETHER = 60_000
# A worker with several threads does one shard at a time: the model and the watch are one for all.
_ONE = threading.Lock()
# No clock of the system goes further, in seconds.
_LONGEST = 10**8


@dataclass(frozen=True, slots=True)
class Options:
    """What decides how a release is extracted; `timeout` is in seconds, `glob` what a folder without any misses."""

    model: str | None = None
    date_order: Literal["dmy", "mdy"] | None = None
    rules: tuple[str, ...] = ()
    published: date | None = None
    entities: bool = True
    timeout: float = 120.0
    glob: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """An input, and the hashes under which a report of it is there already."""

    input: Input
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input.

    `sha256` is the hash of its bytes ("" where they could not be read), `line` its report as a line of JSON, or nothing
    where the report that is there already stands; `fault` the kind of error, and `why` what to say of it.
    """

    sha256: str
    line: bytes = b""
    fault: str = ""
    why: str = ""
    words: int = 0
    claims: int = 0
    checks: int = 0
    inconsistent: int = 0


def start() -> None:
    """Make this process a worker: it leaves Ctrl-C to its parent, and goes when its parent goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(NEW_OBJECTS, 10, 10)
    if sys.platform == "linux":  # (where the system sees to it, also in a loop of C that lets no thread run)
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


def warm(model: str | None) -> Made:
    """Load the model; the version of factx, and the model's name and version.

    Raises:
        ModelMissing: there is no such model.
    """
    info = _language(model).info
    return __version__, info.name, info.version


def work(shard: Sequence[Job], options: Options, made: Made) -> list[Outcome]:
    """The outcome of each input of a shard, in order; `made` is what every worker must have (see `warm`).

    One that takes longer than the timeout, or more memory than there is, ends this process, wherever it hangs: whoever
    waits for it sees a broken worker, and tries again with one input at a time.

    Raises:
        SettingsInvalid: this worker has another factx, or another model.
    """
    with _ONE:
        mine = warm(options.model)  # (loading is nobody's delay)
        if mine != made:
            raise SettingsInvalid(f"a worker has factx {' '.join(mine)}, not {' '.join(made)}: install the same")
        with _watched(options.timeout):
            try:
                read = [_read(job, options) for job in shard]
                reports = _extracted([each for each in read if not isinstance(each, Outcome)], options)
                return [each if isinstance(each, Outcome) else next(reports) for each in read]
            except MemoryError:  # (as if the system had ended it)
                os._exit(1)


def failure(one: Input, kind: str, why: str, digest: str = "") -> Outcome:
    """The outcome of an input that gave no claims."""
    from factx.extract import failed  # noqa: PLC0415 (Pydantic, which the main process may never need)

    report = failed(one.source, kind, why, digest or None)
    return Outcome(digest, _line(report), fault=kind, why=why)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """End this process if what is inside takes longer; no lock of Python's and no loop in C can hold that up."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 (os.devnull is no Path)
        faulthandler.dump_traceback_later(min(seconds, _LONGEST), exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@cache
def _language(model: str | None) -> Language:
    from factx.language import Language  # noqa: PLC0415 (the main process needs none)
    from factx.lexicon import lexicon  # noqa: PLC0415

    return Language(model, lexicon())


def _read(job: Job, options: Options) -> Release | Outcome:
    """The release of an input, or its outcome where there is nothing to extract."""
    from factx.lexicon import lexicon  # noqa: PLC0415
    from factx.read import from_bytes  # noqa: PLC0415
    from factx.read.inputs import read_input  # noqa: PLC0415
    from factx.read.records import from_record  # noqa: PLC0415

    one, digest = job.input, ""
    try:
        data = read_input(one, options.glob)
        digest = sha256(data).hexdigest()
        if digest in job.known:
            return Outcome(digest)
        read = from_bytes if one.record is None else from_record
        return read(data, lexicon(), source=one.source, published=options.published, date_order=options.date_order)
    except InputFailed as error:
        if digest in job.known:
            return Outcome(digest)
        return failure(one, error.kind, str(error), digest)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (what trips factx up must not stop the others)
        return failure(one, "internal", _unexpected(error), digest)


def _extracted(releases: list[Release], options: Options) -> Iterator[Outcome]:
    """The outcome of each release, extracted together as far as memory allows."""
    while releases:
        size = number = 0
        while number < len(releases) and (not number or size + len(releases[number].text) <= _TOGETHER):
            size += len(releases[number].text)
            number += 1
        yield from _together(releases[:number], options)
        releases = releases[number:]


def _together(releases: list[Release], options: Options) -> list[Outcome]:
    """The outcomes of a few releases; where one of them trips factx up, each gets its own."""
    from factx.extract import extract_releases  # noqa: PLC0415
    from factx.lexicon import lexicon  # noqa: PLC0415
    from factx.read.inputs import Input  # noqa: PLC0415

    language = _language(options.model)
    try:
        with language.forgetting():
            reports = extract_releases(releases, lexicon(), language, options.rules, entities=options.entities)
            return [_done(report) for report in reports]
    except (FactxError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 (as above)
        if len(releases) > 1:
            return [outcome for release in releases for outcome in _together([release], options)]
        release = releases[0]
        return [failure(Input(release.source), "internal", _unexpected(error), release.sha256 or "")]


def _done(report: Report) -> Outcome:
    verdicts = [check.verdict for check in report.checks]
    return Outcome(
        report.release.sha256 or "",
        _line(report),
        words=report.release.words,
        claims=len(report.claims),
        checks=len(verdicts),
        inconsistent=verdicts.count("inconsistent"),
    )


def _line(report: Report) -> bytes:
    return report.model_dump_json().encode("utf-8") + b"\n"


def _unexpected(error: Exception) -> str:
    return f"made factx fail ({type(error).__name__}): please report it; factx extract --verbose shows where"
