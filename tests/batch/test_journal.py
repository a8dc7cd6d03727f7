"""The journal: an entry is believed only while it and its report are whole, and nothing that is whole is lost."""

from __future__ import annotations

import json
import random
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from factx.batch.journal import Journal, locked
from factx.batch.worker import Outcome
from factx.errors import OutputFailed, SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NUMBER = 200
SETTINGS = {"factx": "1"}


def outcome(number: int, more: str = "") -> Outcome:
    release = {"source": f"in/{number}.txt", "sha256": f"{number:064x}", "title": f"Title {number}{more}"}
    error = {"kind": "empty", "message": "holds no text"} if number % 10 == 3 else None
    report: dict[str, Any] = {
        "release": release,
        "claims": [{}] * (number % 4),
        "checks": [{"verdict": "consistent"}],
        "error": error,
    }
    line = json.dumps(report).encode() + b"\n"
    return Outcome(f"{number:064x}", line, fault="empty" if error else "", claims=number % 4, checks=1)


def fill(folder: Path, numbers: Iterable[int] = range(NUMBER)) -> None:
    with Journal(folder, SETTINGS) as journal:
        journal.add([(f"in/{number}.txt", outcome(number)) for number in numbers])


def believed(folder: Path) -> list[int]:
    """The numbers of the reports that the journal gives back; each is what was put in."""
    found = []
    with Journal(folder, SETTINGS) as journal:
        for number in range(NUMBER):
            for digest, entry in journal.find(f"in/{number}.txt").items():
                (line,) = journal.lines([(entry.offset, entry.length)])
                one = outcome(number)
                assert (digest, line + b"\n", entry.fault) == (one.sha256, one.line, one.fault)
                assert (entry.claims, entry.checks, entry.inconsistent) == (one.claims, 1, 0)
                found.append(number)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with locked(tmp_path / "out.factx"):
        fill(tmp_path / "out.factx")
    return tmp_path / "out.factx"


def inside(folder: Path) -> Path:
    (found,) = (path for path in folder.iterdir() if path.is_dir())
    return found


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Written over, cut short, doubled, or with something put in, at any place."""
    first = chance.randrange(len(data) + 1)
    some = chance.randbytes(chance.choice([1, 3, 40, 600, 5_000]))
    match chance.randrange(5):
        case 0:
            return data[:first] + some + data[first + len(some) :]
        case 1:
            return data[:first]
        case 2:
            return data[:first] + some + data[first:]
        case 3:
            return data[:first] + bytes(len(some)) + data[first + len(some) :]
        case _:
            return some


@pytest.mark.parametrize("file", ["journal.db", "reports.jsonl"])
def test_damage_is_never_believed_and_costs_what_it_hit(file: str, tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(40):
        folder = tmp_path / str(number)
        folder.mkdir()
        fill(folder)
        path = inside(folder) / file
        before = path.read_bytes()
        path.write_bytes(damaged(before, chance))
        reports = (inside(folder) / "reports.jsonl").read_bytes()
        there = [n for n in range(NUMBER) if outcome(n).line in reports]
        found = believed(folder)
        assert set(found) <= set(there)
        # What no longer stands where it stood is lost too, unless the journal is made anew.
        if file == "journal.db":
            assert len(found) >= NUMBER - 24  # a shard
        fill(folder, sorted(set(range(NUMBER)) - set(found)))
        assert believed(folder) == list(range(NUMBER))


def test_what_was_written_and_not_entered_is_entered(folder: Path) -> None:
    (inside(folder) / "journal.db").unlink()
    assert believed(folder) == list(range(NUMBER))
    with sqlite3.connect(inside(folder) / "journal.db") as database:
        database.execute("DELETE FROM entries WHERE offset >= (SELECT max(offset) FROM entries) / 2")
    database.close()
    assert believed(folder) == list(range(NUMBER))


def test_what_is_torn_is_cut_off(folder: Path) -> None:
    reports = inside(folder) / "reports.jsonl"
    whole = reports.read_bytes()
    reports.write_bytes(whole + outcome(NUMBER).line[:-5])
    assert believed(folder) == list(range(NUMBER))
    assert reports.read_bytes() == whole
    reports.write_bytes(whole[:-5])
    assert believed(folder) == list(range(NUMBER - 1))
    assert reports.read_bytes() == whole[: -len(outcome(NUMBER - 1).line)]


def test_an_entry_without_its_report_is_struck_out(folder: Path) -> None:
    (inside(folder) / "reports.jsonl").unlink()
    assert believed(folder) == []
    fill(folder)
    assert believed(folder) == list(range(NUMBER))


def test_a_report_that_is_made_again_takes_the_place_of_the_old(folder: Path) -> None:
    with Journal(folder, SETTINGS) as journal:
        (entry,) = journal.add([("in/5.txt", outcome(5, " again"))])
        assert journal.find("in/5.txt") == {outcome(5).sha256: entry}
    (inside(folder) / "journal.db").unlink()
    with Journal(folder, SETTINGS) as journal:
        assert journal.find("in/5.txt") == {outcome(5).sha256: entry}


def test_begun_anew(folder: Path) -> None:
    with Journal(folder, SETTINGS, anew=True) as journal:
        assert journal.find("in/5.txt") == {}


def test_a_second_run_is_refused_and_a_third_is_not(tmp_path: Path) -> None:
    with locked(tmp_path / "out.factx"), pytest.raises(SettingsInvalid, match="in use"), locked(tmp_path / "out.factx"):
        pass
    (tmp_path / "out.factx/lock").write_bytes(b"garbage" * 1_000)
    with locked(tmp_path / "out.factx"), pytest.raises(SettingsInvalid, match="in use"), locked(tmp_path / "out.factx"):
        pass


def test_a_full_disk_is_told_once_and_keeps_what_is_whole(folder: Path) -> None:
    resource = pytest.importorskip("resource")
    reports = inside(folder) / "reports.jsonl"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (reports.stat().st_size + 100, before[1]))
    try:
        with pytest.raises(OutputFailed, match="goes on from there"):
            fill(folder)
        assert reports.read_bytes().endswith(outcome(0).line[:100])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert believed(folder) == list(range(NUMBER))
