"""What has been done for an output, in the folder OUT.factx beside it.

    lock              held while a run goes on
    SETTINGS/         one folder for each way to extract, named by a digest of the options and versions
        settings.json     those options and versions
        reports.jsonl     every report that is finished, a line each, as they came
        journal.db        of each: input, content hash, outcome, offset and length

A report is written before it is entered, so whatever ends the run, an entry is true; what was written and not entered
is cut off and done again. Where the journal cannot be read, it is made anew from the reports.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from factx.errors import OutputFailed, SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from factx.batch.worker import Outcome

_ENTRIES = """
CREATE TABLE IF NOT EXISTS entries (
    source TEXT, sha256 TEXT, fault TEXT, offset INTEGER, length INTEGER,
    claims INTEGER, checks INTEGER, inconsistent INTEGER,
    PRIMARY KEY (source, sha256)
) WITHOUT ROWID
"""
_ENTER = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_FIND = "SELECT sha256, fault, offset, length, claims, checks, inconsistent FROM entries WHERE source = ?"


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished report: where it stands in reports.jsonl, and what it came to; `fault` is "" for a release."""

    sha256: str
    fault: str
    offset: int
    length: int
    claims: int
    checks: int
    inconsistent: int


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other run from `folder`, which is made where it is missing.

    Raises:
        SettingsInvalid: another run is at work, or there can be no such folder.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(folder / "lock", timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise SettingsInvalid(
                    f"{folder.name} is in use by another run: wait for it, or write elsewhere"
                ) from error
            raise OutputFailed(f"{folder} cannot be written: {error}") from error
        yield
    finally:
        lock.close()  # (the system does so for a run that is killed)


class Journal:
    """The finished reports of one output, made with one set of settings."""

    def __init__(self, folder: Path, settings: dict[str, Any], *, anew: bool = False) -> None:
        """Open what is kept in `folder` for `settings`, or begin it; `anew` throws it away first."""
        digest = sha256(json.dumps(settings, sort_keys=True).encode("utf-8")).hexdigest()[:12]
        self.settings = settings
        self._beside, self._folder = folder, folder / digest
        with _told(folder):
            if anew:
                shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(exist_ok=True)
            (self._folder / "settings.json").write_text(json.dumps(settings, indent=2) + "\n", "utf-8")
            self._reports = (self._folder / "reports.jsonl").open("a+b")
            self._database = self._opened()
            self._reports.truncate(self._end())

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what is open; all that was entered is kept."""
        self._reports.close()
        self._database.close()

    def other_settings(self) -> dict[str, Any] | None:
        """The settings with which the output was made before, where only others are kept."""
        for file in sorted(self._beside.glob("*/settings.json")):
            if file.parent != self._folder:
                try:
                    told = json.loads(file.read_text("utf-8"))
                except (OSError, ValueError):
                    continue
                return told if isinstance(told, dict) else None
        return None

    def find(self, source: str) -> dict[str, Entry]:
        """What is there for an input, by content hash."""
        return {row[0]: Entry(*row) for row in self._database.execute(_FIND, (source,))}

    def add(self, done: Sequence[tuple[str, Outcome]]) -> list[Entry]:
        """Keep the reports of a shard: (source, outcome) each.

        Raises:
            OutputFailed: the disk is full, or gone.
        """
        with _told(self._folder):
            offset = self._reports.seek(0, 2)
            entries = []
            for _, outcome in done:
                entries.append(
                    Entry(
                        outcome.sha256,
                        outcome.fault,
                        offset,
                        len(outcome.line),
                        outcome.claims,
                        outcome.checks,
                        outcome.inconsistent,
                    )
                )
                offset += len(outcome.line)
            self._reports.write(b"".join(outcome.line for _, outcome in done))
            self._reports.flush()
            self._enter([(source, entry) for (source, _), entry in zip(done, entries, strict=True)])
        return entries

    def lines(self, places: Iterable[tuple[int, int]]) -> Iterator[bytes]:
        """The reports at (offset, length), without their line ends."""
        for offset, length in places:
            self._reports.seek(offset)
            yield self._reports.read(length)[:-1]

    def written(self) -> dict[str, Any]:
        """What `finish` kept of the output; nothing where it has not been written."""
        try:
            told = json.loads((self._folder / "written.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def finish(self, written: dict[str, Any]) -> None:
        """Keep what the output was written from, and forget what other settings made of it."""
        with _told(self._folder):
            (self._folder / "written.json").write_text(json.dumps(written) + "\n", "utf-8")
        for other in self._beside.glob("*/settings.json"):
            if other.parent != self._folder:
                shutil.rmtree(other.parent, ignore_errors=True)

    def _enter(self, entries: Sequence[tuple[str, Entry]]) -> None:
        rows = [
            (source, e.sha256, e.fault, e.offset, e.length, e.claims, e.checks, e.inconsistent) for source, e in entries
        ]
        with self._database:
            self._database.executemany(_ENTER, rows)

    def _end(self) -> int:
        return self._database.execute("SELECT coalesce(max(offset + length), 0) FROM entries").fetchone()[0] or 0

    def _opened(self) -> sqlite3.Connection:
        """The journal; made anew from the reports where it cannot be read, or says more than there is."""
        file = self._folder / "journal.db"
        size = self._reports.seek(0, 2)
        try:
            database = _connected(file)
            sound = database.execute("PRAGMA quick_check").fetchone() == ("ok",)
            end = database.execute("SELECT max(offset + length) FROM entries").fetchone()[0]
            if sound and (end is None) == (size == 0) and (end or 0) <= size:
                return database
            database.close()
        except sqlite3.DatabaseError:
            pass
        for part in self._folder.glob("journal.db*"):
            part.unlink()
        self._database = _connected(file)
        self._enter(list(self._told_by_reports()))
        return self._database

    def _told_by_reports(self) -> Iterator[tuple[str, Entry]]:
        """Each whole report of reports.jsonl, with its entry."""
        offset = self._reports.seek(0)
        for line in self._reports:
            try:
                report = json.loads(line) if line.endswith(b"\n") else {}
                source, digest = report["release"]["source"], report["release"]["sha256"] or ""
                verdicts = [check["verdict"] for check in report["checks"]]
                fault = report["error"]["kind"] if report["error"] else ""
                entry = Entry(
                    digest,
                    fault,
                    offset,
                    len(line),
                    len(report["claims"]),
                    len(verdicts),
                    verdicts.count("inconsistent"),
                )
                yield source, entry
            except (ValueError, KeyError, TypeError):
                pass  # (torn, or damaged: its input is done again)
            offset += len(line)


def _connected(file: Path) -> sqlite3.Connection:
    # Nothing is asked of the disk at each entry: a journal that a power cut spoils is made anew.
    database = sqlite3.connect(file)
    database.execute("PRAGMA synchronous = OFF")
    database.execute(_ENTRIES)
    return database


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """What the disk refuses, as one line."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        why = getattr(error, "strerror", None) or str(error)
        kept = "what is finished is kept, and the same command goes on from there"
        raise OutputFailed(f"{place} cannot be written ({why.lower()}): {kept}") from error
