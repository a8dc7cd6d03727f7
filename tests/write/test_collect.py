from __future__ import annotations

import builtins
import os
import resource
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from factx.errors import SettingsInvalid
from factx.write.collect import collector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMS = ["facts.jsonl", "facts.csv", "facts.db", "facts.sqlite", "facts.parquet"]


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def collected(lines: list[bytes], target: Path) -> dict[str, bytes]:
    target.parent.mkdir(exist_ok=True)
    collector(target)(iter(lines), target)
    return {name: (target.parent / name).read_bytes() for name in names(target.parent)}


@pytest.mark.parametrize(
    ("form", "files"),
    [
        ("facts.jsonl", ["facts.jsonl"]),
        ("facts.csv", ["datapackage.json", "facts-checks.csv", "facts.csv"]),
        ("FACTS.CSV", ["FACTS-checks.CSV", "FACTS.CSV", "datapackage.json"]),
        ("facts.db", ["facts.db"]),
        ("facts.sqlite", ["facts.sqlite"]),
        ("facts.parquet", ["facts-checks.parquet", "facts.parquet"]),
    ],
)
def test_the_ending_says_which_files(form: str, files: list[str], lines: list[bytes], tmp_path: Path) -> None:
    assert list(collected(lines[:2], tmp_path / form)) == files


@pytest.mark.parametrize("form", [*FORMS, "folder"])
def test_the_same_reports_give_the_same_bytes(form: str, lines: list[bytes], tmp_path: Path) -> None:
    first = collected(lines, tmp_path / "one" / form)
    again = collected(lines, tmp_path / "two" / form)
    assert first == again
    assert collected(lines, tmp_path / "one" / form) == first  # (over what is there)


@pytest.mark.parametrize("form", [*FORMS, "folder"])
def test_nothing_to_write_is_no_error(form: str, tmp_path: Path) -> None:
    for name, data in collected([], tmp_path / form).items():
        assert data or name == "facts.jsonl"
    assert (tmp_path / form).exists()


def test_json_lines_are_as_they_came(lines: list[bytes], tmp_path: Path) -> None:
    bare = [line.rstrip(b"\n") for line in lines]
    assert collected(bare, tmp_path / "facts.jsonl")["facts.jsonl"] == b"".join(lines)


@pytest.mark.parametrize("form", FORMS)
def test_an_error_leaves_what_was_there_and_nothing_else(form: str, lines: list[bytes], tmp_path: Path) -> None:
    before = collected(lines[:1], tmp_path / form)

    def broken() -> Iterator[bytes]:
        yield from lines
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collector(tmp_path / form)(broken(), tmp_path / form)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """No file grows beyond `most` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("form", [*FORMS, "folder"])
def test_a_full_disk_is_one_clear_line(form: str, lines: list[bytes], tmp_path: Path) -> None:
    collect = collector(tmp_path / form)
    with full_disk(1000), pytest.raises(SettingsInvalid, match=r"facts\.|folder") as error:
        collect(iter(lines), tmp_path / form)
    assert "cannot be written: " in str(error.value)
    assert "\n" not in str(error.value)
    assert names(tmp_path) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_that_is_not_there_is_one_clear_line(form: str, tmp_path: Path) -> None:
    target = tmp_path / "gone" / form
    with pytest.raises(SettingsInvalid, match=r"gone/facts\.\w+ cannot be written: "):
        collector(target)(iter([]), target)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_no_file_is_left_alone(form: str, lines: list[bytes], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / form)
    with pytest.raises(SettingsInvalid, match="it is no file"):
        collector(tmp_path / form)(iter(lines), tmp_path / form)
    assert (tmp_path / form).is_fifo()
    assert list(tmp_path.iterdir()) == [tmp_path / form]


def test_a_file_keeps_its_permissions_and_a_link_its_place(lines: list[bytes], tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/facts.jsonl").touch(0o640)
    (tmp_path / "facts.jsonl").symlink_to(tmp_path / "kept/facts.jsonl")
    collected(lines, tmp_path / "facts.jsonl")
    assert (tmp_path / "facts.jsonl").is_symlink()
    assert (tmp_path / "kept/facts.jsonl").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "kept/facts.jsonl").read_bytes() == b"".join(lines)


@pytest.mark.parametrize("output", ["facts", "facts/", "facts.d/", "facts.csv/", "of.2019", "v1.2"])
def test_other_names_are_folders(output: str, lines: list[bytes], tmp_path: Path) -> None:
    target = tmp_path / output
    collector(f"{tmp_path}/{output}")(iter(lines[:1]), target)
    assert names(target) == ["samples/burglary-figures.txt.json"]


def test_a_folder_that_is_there_is_one_whatever_its_name(lines: list[bytes], tmp_path: Path) -> None:
    (tmp_path / "old.db").mkdir()
    collector(tmp_path / "old.db")(iter(lines[:1]), tmp_path / "old.db")
    assert names(tmp_path) == ["old.db/samples/burglary-figures.txt.json"]


@pytest.mark.parametrize("output", ["facts.json", "facts.xlsx", "facts.parq", "facts.sqlite3"])
def test_a_form_that_there_is_not_is_told(output: str) -> None:
    with pytest.raises(SettingsInvalid, match=r"no form that factx writes \(\.jsonl, \.csv, \.db"):
        collector(output)


def test_parquet_without_pyarrow_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "pyarrow" or name.startswith("pyarrow."):
            raise ModuleNotFoundError(f"No module named {name!r}", name="pyarrow")
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, "factx.write.parquet", raising=False)
    with pytest.raises(SettingsInvalid, match=r"facts.parquet needs pyarrow: pip install 'factx\[parquet\]'"):
        collector("facts.parquet")
