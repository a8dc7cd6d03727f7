"""Inputs that cannot be read, or end or hold up whoever reads them: each has its record, and the others go on."""

from __future__ import annotations

import json
import os
import pty
import select
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping

    from tests.batch.conftest import Run, Start

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, links, names of any bytes")


def by_name(out: Path) -> dict[str, Any]:
    reports = [json.loads(line) for line in out.read_bytes().splitlines()]
    return {Path(report["release"]["source"]).name: report for report in reports}


def errors(out: Path) -> dict[str, str]:
    return {name: report["error"]["kind"] for name, report in by_name(out).items() if report["error"]}


def test_what_ends_its_worker_is_a_record_and_takes_nobody_with_it(
    run: Run, poison: Mapping[str, str], write: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write(tmp_path / "in", 20)
    for number, word in enumerate(("Qazcrash", "Qazhang", "Qazmemory"), 7):
        (folder / f"{number:04}b.txt").write_text(f"Officer {word} held 3 men in May 2022.", "utf-8")
    options = (folder, "-o", "out.jsonl", "-j", "2", "--model", "en_poison", "--timeout", "6")
    done = run(*options, env=poison)
    assert done.returncode == 3
    out = tmp_path / "out.jsonl"
    assert errors(out) == {"0007b.txt": "crashed", "0008b.txt": "timeout", "0009b.txt": "crashed"}
    assert all(report["release"]["sha256"] for report in by_name(out).values())
    told = [line for line in done.stderr.decode().splitlines() if line.startswith("factx: ")]
    assert sorted(told) == [
        f"factx: {folder}/0007b.txt: ended its worker (out of memory, or a fault in a library)",
        f"factx: {folder}/0008b.txt: took longer than 6 s: raise --timeout",
        f"factx: {folder}/0009b.txt: ended its worker (out of memory, or a fault in a library)",
    ]
    assert b"failed: crashed" in done.stderr
    before = out.read_bytes()
    # A rerun leaves them alone, also where they would pass; until it is asked to try again.
    harmless = dict(poison) | {"POISON": "off"}
    done = run(*options, env=harmless)
    assert (done.returncode, out.read_bytes() == before) == (3, True)
    done = run(*options, "--retry-failed", env=harmless)
    assert (done.returncode, errors(out)) == (0, {})
    untouched = [line for line in before.splitlines() if b'"error":null' in line]
    assert [line for line in out.read_bytes().splitlines() if b"b.txt" not in line] == untouched


def test_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "nothing").mkdir(parents=True)
    texts: dict[str, bytes] = {
        "fine.txt": b"Two men were held on 3 May 2022.",
        "empty.txt": b"",
        "blank.txt": b" \n\n ",
        "binary.txt": bytes(range(256)) * 50,
        "page.txt": b"<!doctype html><html><body>Ten men</body></html>",
        "marks.txt": "“(".encode() * 20_000 + b" 3 men were held.",
        "one-word.txt": b"3" * 60_000,
        "accents.txt": b"3 men" + "\u0301".encode() * 20_000,
        "nuls.txt": b"Three men\0 were held.",
        "old.txt": "Für 3 Männer".encode("utf-16"),
    }
    for name, data in texts.items():
        (folder / name).write_bytes(data)
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(50_000_001)
    (folder / "broken.txt").symlink_to("gone.txt")
    os.mkfifo(folder / "fifo.txt")
    odd = [b"in/new\nline.txt", b"in/caf\xe9.txt", b"in/-0.txt"]
    for path in odd:
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), path))).write_bytes(texts["fine.txt"])  # noqa: PTH118
    listed = [*(b"in/" + os.fsencode(name) for name in sorted(texts)), *odd, b"in/huge.txt", b"in/broken.txt"]
    listed += [b"in/gone.txt", b"in/nothing", b"in/fine.txt/x.txt", b"in/fine.txt", b"-"]
    done = run("--files-from", "-", "-0", "-o", "out.jsonl", "-j", "1", stdin=b"\0".join([*listed, b""]))
    assert done.returncode == 3
    out = tmp_path / "out.jsonl"
    sources = [json.loads(line)["release"]["source"].encode() for line in out.read_bytes().splitlines()]
    assert sources == [path.replace(b"\xe9", "\ufffd".encode()) for path in listed]
    assert errors(out) == {
        "empty.txt": "empty",
        "blank.txt": "empty",
        "binary.txt": "binary",
        "page.txt": "unsupported",
        "nuls.txt": "binary",
        "huge.txt": "too_large",
        "broken.txt": "missing",
        "gone.txt": "missing",
        "nothing": "no_release",
        "x.txt": "unreadable",
        "-": "missing",
    }
    assert b"in/nothing: holds no file called *.txt, *.text: choose others with --glob" in done.stderr
    before, (kept,) = out.read_bytes(), tmp_path.glob("*.factx/*/reports.jsonl")
    number = len(kept.read_bytes().splitlines())
    # A vanished file has come back (and so has what links to it); what still fails is not kept once more.
    (folder / "gone.txt").write_bytes(texts["fine.txt"])
    done = run("--files-from", "-", "-0", "-o", "out.jsonl", "-j", "1", stdin=b"\0".join([*listed, b""]))
    assert "gone.txt" not in errors(out)
    assert len(out.read_bytes().splitlines()) == len(before.splitlines())
    assert len(kept.read_bytes().splitlines()) == number + 2
    # (A fifo in a folder stops nobody.)
    done = run("in", "-o", "folder.jsonl", "-j", "1", "-q", "--limit", "3")
    assert len(out.with_name("folder.jsonl").read_bytes().splitlines()) == 3


RECORDS = [
    (b'{"id": "a", "text": "Two men were held on Monday.", "published": "2022-05-04"}', "a", None),
    (b'{"id": "a", "text": "Three men were held.", "published": "2022-05-04T10:00:00Z"}', "a", None),
    (b'{"id": "a", "text": "Three men were held.", "published": "2022-05-04T10:00:00Z"}', "a", None),
    (b'{"text": "Two men were held."}', "in.jsonl:4", None),
    (b"", None, None),
    (b'{"id": 7, "text": "Two men were held.", "published": null}', "7", None),
    (b'{"id": true, "text": "Two men were held."}', "in.jsonl:7", None),
    (b'{"id": " ", "text": "Two men were held."}', "in.jsonl:8", None),
    (b'{"id": "x\\ud800", "text": "Two men \\ud800 were held."}', "x\ufffd", None),
    (b'{"id": "b", "text": ', "in.jsonl:10", "no_record"),
    (b'{"id": "c", "text": 3}', "c", "no_record"),
    (b'{"id": "d"}', "d", "no_record"),
    (b'["e"]', "in.jsonl:13", "no_record"),
    (b'{"id": "f", "text": "  "}', "f", "empty"),
    (b'{"id": "g", "text": "Two men.", "published": "4 May"}', "g", "no_record"),
    (b'{"id": "h", "text": "Two men.", "published": ["2022-05-04"]}', "h", "no_record"),
    (b"[" * 100_000, "in.jsonl:17", "no_record"),
    (b'{"id": "i", "text": "Two men were held today.", "published": "0001-01-01"}', "i", None),
    (b'{"id": "j", "text": "Two men were held until tomorrow.", "published": "9999-12-31"}', "j", None),
    (b'\xff\xfe{"id": "k"}', "in.jsonl:20", "no_record"),
    (b'{"id": "l", "text": "' + b"x" * 50_000_000 + b'"}', "in.jsonl:21", "too_large"),
    (b'{"id": "m\\nn", "text": "Two men were held."}', "m\nn", None),
]


def test_records(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(record for record, _, _ in RECORDS))
    (tmp_path / "none.ndjson").write_bytes(b"\n\n")
    done = run("in.jsonl", "none.ndjson", "gone.jsonl", "-o", "out.jsonl", "-j", "1")
    assert done.returncode == 3
    reports = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    found = [(report["release"]["source"], report["error"] and report["error"]["kind"]) for report in reports]
    told = [(name, kind) for _, name, kind in RECORDS if name is not None]
    assert found == [*told, ("none.ndjson", "empty"), ("gone.jsonl", "missing")]
    assert reports[0]["release"]["published"] == reports[1]["release"]["published"] == "2022-05-04"
    assert reports[1] == reports[2]


USAGE = [
    (["in", "-o", "out.xlsx"], "has no form that factx writes"),
    (["in", "-o", "/"], "can be no output"),
    (["in", "-o", ""], "can be no output"),
    (["in", "-o", "in/a.txt/out.jsonl"], "cannot be written"),
    (["in", "-o", "/dev/null"], "is no folder"),
    (["-", "-o", "out.jsonl"], "--files-from -"),
    (["--files-from", "gone.txt", "-o", "out.jsonl"], "cannot be read"),
    (["--files-from", "nulls", "-o", "out.jsonl"], "--null"),
    (["in", "-o", "out.jsonl", "--jobs", "0"], "--jobs"),
    (["in", "-o", "out.jsonl", "--timeout", "nan"], "--timeout"),
    (["nowhere://bucket/in", "-o", "out.jsonl"], "cannot be reached"),
    (["in/records.jsonl", "-o", "in/records.jsonl"], "is read"),
    (["in", "-o", "out.jsonl", "--model", "no_such_model"], "is not installed"),
]


@pytest.mark.parametrize(("arguments", "expected"), USAGE)
def test_wrong_usage_is_one_line(arguments: list[str], expected: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("Two men.", "utf-8")
    (tmp_path / "in/records.jsonl").write_text("{}", "utf-8")
    (tmp_path / "nulls").write_bytes(b"in/a.txt\0in/b.txt\0")
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1), done.stderr.decode()
    assert expected in done.stderr.decode()
    assert (tmp_path / "in/records.jsonl").read_text("utf-8") == "{}"


def test_nothing_to_do(run: Run, tmp_path: Path) -> None:
    done = run("--files-from", "-", "-o", "out.jsonl", "-j", "2", "--timeout", "1e300", stdin=b"\n\r\n")
    assert (done.returncode, (tmp_path / "out.jsonl").read_bytes()) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_standard_output_is_full_and_there_is_a_terminal(
    start: Start, write: Callable[..., Path], tmp_path: Path
) -> None:
    """Both at once, as a start is dear: what goes wrong is one line below the bar."""
    write(tmp_path / "in", 3)
    ours, theirs = pty.openpty()
    with Path("/dev/full").open("wb") as full:
        running = start("in", "-o", "-", "-j", "1", stdout=full, stderr=theirs)
        os.close(theirs)
        shown = _shown(ours, running)
    assert running.returncode == 3
    assert "0/3" in shown
    assert "claims" in shown
    assert "standard output cannot be written" in shown
    assert "Traceback" not in shown


def _shown(terminal: int, running: subprocess.Popen[bytes]) -> str:
    shown = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            shown += os.read(terminal, 65536)
        except OSError:  # (Linux, when the other end closes)
            break
    running.wait(10)
    os.close(terminal)
    return shown.decode()
