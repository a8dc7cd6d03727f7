"""What has been done for an output, in the folder OUT.factx beside it.

    lock              held while a run goes on
    SETTINGS/         one folder for each way to extract, named by a digest of the options and versions
        settings.json     those options and versions
        reports.jsonl     every report that is finished, a line each, as they came
        journal.db        of each: input, content hash, outcome, where it stands, and a checksum of all that
        written.json      what the output was written from, when that was done

A report is written before it is entered, and is believed only while its checksum holds. So whatever ends a run, or
befalls these files, costs what was damaged and no more: a journal that cannot be read, or has fallen behind, is made
good from the reports, and a report that is not whole is made again.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self
from zlib import crc32

from factx.errors import OutputFailed, SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from factx.batch.worker import Outcome

_ENTRIES = """
CREATE TABLE IF NOT EXISTS entries (
    source TEXT, sha256 TEXT, fault TEXT, offset INTEGER, length INTEGER,
    claims INTEGER, checks INTEGER, inconsistent INTEGER, checksum INTEGER,
    PRIMARY KEY (source, sha256)
) WITHOUT ROWID
"""
_ENTER = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FIND = "SELECT sha256, fault, offset, length, claims, checks, inconsistent, checksum FROM entries WHERE source = ?"
_STRIKE = """
DELETE FROM entries WHERE typeof(offset) <> 'integer' OR typeof(length) <> 'integer'
OR offset < 0 OR length < 0 OR offset + length > ?
"""
_END = "SELECT coalesce(max(offset + length), 0), max(checksum) FROM entries"


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
    checksum: int = 0

    def sealed(self, source: str, line: bytes) -> Self:
        """With the checksum of all this and of the report itself: an entry that has another is damaged."""
        told = repr((source, astuple(self)[:-1])).encode("utf-8", "replace")
        return replace(self, checksum=crc32(told, crc32(line)))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other run from `folder`, which is made where it is missing.

    Raises:
        SettingsInvalid: another run is at work, or there can be no such folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = _lock(folder / "lock")
    except OSError as error:
        raise SettingsInvalid(f"{folder} cannot be written: {(error.strerror or str(error)).lower()}") from error
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise SettingsInvalid(f"{folder.name} is in use by another run: wait for it, or write elsewhere") from error
        raise SettingsInvalid(f"{folder} cannot be written: {error}") from error
    try:
        yield
    finally:
        lock.close()  # (the system does so for a run that is killed)


def _lock(file: Path) -> sqlite3.Connection:
    for again in (True, False):
        lock = sqlite3.connect(file, timeout=0, isolation_level=None)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            lock.close()
            if isinstance(error, sqlite3.OperationalError) or not again:
                raise
            file.write_bytes(b"")  # it holds nothing of ours: and emptied, not removed, it is still one lock for all
        else:
            return lock
    raise AssertionError


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
            # (Unbuffered: what the disk refuses must not be tried once more when the file is closed.)
            self._reports = (self._folder / "reports.jsonl").open("a+b", buffering=0)
            try:
                self._database = self._opened()
                self._make_good()
            except BaseException:
                self._reports.close()
                raise

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what is open; all that was entered is kept."""
        self._reports.close()
        self._database.close()

    def others(self) -> dict[str, Any] | None:
        """The settings with which the output was made before, where nothing was with these."""
        if self._end():
            return None
        for file in sorted(self._beside.glob("*/settings.json")):
            with suppress(OSError, ValueError):
                told = json.loads(file.read_text("utf-8"))
                if file.parent != self._folder and isinstance(told, dict):
                    return told
        return None

    def find(self, source: str) -> dict[str, Entry]:
        """What is there for an input, and whole, by content hash."""
        with _told(self._folder):
            found = [Entry(*row) for row in self._database.execute(_FIND, (source,))]
            return {entry.sha256: entry for entry in found if entry == entry.sealed(source, self._line(entry))}

    def add(self, done: Sequence[tuple[str, Outcome]]) -> list[Entry]:
        """Keep the reports of a shard: (source, outcome) each.

        Raises:
            OutputFailed: the disk is full, or gone.
        """
        with _told(self._folder):
            offset = self._reports.seek(0, 2)
            entries: list[Entry] = []
            for source, one in done:
                counts = one.claims, one.checks, one.inconsistent
                entry = Entry(one.sha256, one.fault, offset, len(one.line), *counts)
                entries.append(entry.sealed(source, one.line))
                offset += len(one.line)
            rest = memoryview(b"".join(outcome.line for _, outcome in done))
            while rest:
                rest = rest[self._reports.write(rest) :]
            self._enter((source, entry) for (source, _), entry in zip(done, entries, strict=True))
        return entries

    def again(self, source: str, outcome: Outcome) -> Entry | None:
        """The entry of an input that failed before it was read, where it does so in the same words as before."""
        entry = self.find(source).get("") if not outcome.sha256 else None
        return entry if entry is not None and self._line(entry) == outcome.line else None

    def lines(self, places: Iterable[tuple[int, int]]) -> Iterator[bytes]:
        """The reports at (offset, length), without their line ends."""
        for offset, length in places:
            yield self._at(offset, length)[:-1]

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

    def _line(self, entry: Entry) -> bytes:
        return self._at(entry.offset, entry.length)

    def _at(self, offset: int, length: int) -> bytes:
        self._reports.seek(offset)
        read = self._reports.read(length) or b""
        while len(read) < length and (more := self._reports.read(length - len(read))):
            read += more
        return read

    def _enter(self, entries: Iterable[tuple[str, Entry]]) -> None:
        with self._database:
            self._database.executemany(_ENTER, ((source, *astuple(entry)) for source, entry in entries))

    def _end(self) -> int:
        """Where the last report that is entered ends."""
        return int(self._database.execute(_END).fetchone()[0])

    def _opened(self) -> sqlite3.Connection:
        """The journal; an empty one where it cannot be read."""
        file = self._folder / "journal.db"
        with suppress(sqlite3.DatabaseError, ValueError, TypeError):
            database = _connected(file)
            if database.execute("PRAGMA quick_check").fetchone() == ("ok",):
                int(database.execute(_END).fetchone()[0])
                return database
            database.close()
        for part in self._folder.glob("journal.db*"):
            part.unlink()
        return _connected(file)

    def _make_good(self) -> None:
        """Enter what was written and not entered, strike what was entered and is gone, and cut off what is torn."""
        size = self._reports.seek(0, 2)
        with self._database:
            self._database.execute(_STRIKE, (size,))
        end = self._end()
        self._enter(self._behind(end))
        self._reports.truncate(self._end_of_lines(end, size))

    def _end_of_lines(self, start: int, size: int) -> int:
        """Behind the last line end of reports.jsonl from `start` on."""
        while size > start:
            first = max(start, size - 65_536)
            if (place := self._at(first, size - first).rfind(b"\n")) >= 0:
                return first + place + 1
            size = first
        return start

    def _behind(self, offset: int) -> Iterator[tuple[str, Entry]]:
        """Each whole report of reports.jsonl from `offset` on, with its entry."""
        with (self._folder / "reports.jsonl").open("rb") as reports:
            reports.seek(offset)
            for line in reports:
                # (What is torn or damaged is made again.)
                with suppress(ValueError, KeyError, TypeError, RecursionError):
                    report = json.loads(line) if line.endswith(b"\n") else {}
                    source, digest = report["release"]["source"], report["release"]["sha256"] or ""
                    verdicts = [check["verdict"] for check in report["checks"]]
                    fault = report["error"]["kind"] if report["error"] else ""
                    counts = len(report["claims"]), len(verdicts), verdicts.count("inconsistent")
                    yield source, Entry(digest, fault, offset, len(line), *counts).sealed(source, line)
                offset += len(line)


def _connected(file: Path) -> sqlite3.Connection:
    # Nothing is asked of the disk at each entry: a journal that a power cut spoils is made anew.
    database = sqlite3.connect(file)
    database.text_factory = lambda data: data.decode("utf-8", "replace")  # (damage is seen by the checksum)
    database.execute("PRAGMA synchronous = OFF")
    database.execute(_ENTRIES)
    return database


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """What the disk refuses, as one line."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as error:
        why = getattr(error, "strerror", None) or str(error)
        kept = "what is finished is kept, and the same command goes on from there"
        raise OutputFailed(f"{place} cannot be written ({why.lower()}): {kept}") from error
