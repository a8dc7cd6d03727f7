from __future__ import annotations

import os
from pathlib import Path

import pytest

from factx.errors import InputFailed
from factx.read.inputs import Input, find_inputs, read_input

GLOB = ("*.txt", "*.text")


def found(paths: list[str], glob: tuple[str, ...] = GLOB) -> tuple[list[str], list[tuple[str, str]]]:
    skipped: list[tuple[str, str]] = []
    inputs = find_inputs(paths, glob, stdin_name="-", skipped=lambda path, why: skipped.append((path, why)))
    return [one.source for one in inputs], skipped


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.txt", "in/a/z.TXT", "in/c.text", "in/notes.md", "in/x.pdf", "in/.git/a.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Ten men.", "utf-8")
    Path("empty").mkdir()
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_folders_are_walked_in_sorted_order_and_the_rest_is_told() -> None:
    sources, skipped = found(["in"])
    assert sources == ["in/a/z.TXT", "in/a.txt", "in/b.txt", "in/c.text"]
    assert skipped == [
        ("in/.git", "hidden"),
        ("in/notes.md", "not called *.txt, *.text"),
        ("in/x.pdf", "not called *.txt, *.text"),
    ]


@pytest.mark.usefixtures("folder")
def test_paths_keep_their_order_and_spelling() -> None:
    assert found(["in/x.pdf", "./in/b.txt", "-", "gone.txt", "in/a/"])[0] == [
        "in/x.pdf",
        "./in/b.txt",
        "-",
        "gone.txt",
        "in/a/z.TXT",
    ]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("glob", "expected"),
    [(("*.md",), ["in/notes.md"]), (("a/*.txt",), ["in/a/z.TXT"]), (("b.*", "*.md"), ["in/b.txt", "in/notes.md"])],
)
def test_glob(glob: tuple[str, ...], expected: list[str]) -> None:
    assert found(["in"], glob)[0] == expected


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "kind"), [("gone.txt", "missing"), ("empty", "no_release"), ("in/a.txt/b", "unreadable")]
)
def test_what_cannot_be_read(path: str, kind: str) -> None:
    (one,) = find_inputs([path], GLOB, skipped=lambda *_: None)
    with pytest.raises(InputFailed) as refusal:
        read_input(one, GLOB)
    assert refusal.value.kind == kind


@pytest.mark.usefixtures("folder")
def test_a_path_that_is_no_text_can_still_be_written() -> None:
    name = b"caf\xe9.txt"
    Path(os.fsdecode(name)).write_bytes(b"Ten men.")
    (one,) = find_inputs([os.fsdecode(name)], GLOB, skipped=lambda *_: None)
    assert one.source == "caf\ufffd.txt"
    assert read_input(one) == b"Ten men."


def test_an_impossible_path() -> None:
    with pytest.raises(InputFailed) as refusal:
        read_input(Input("a\0b", "a\0b"))
    assert refusal.value.kind == "unreadable"


def test_links_that_run_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ten men.", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    sources, skipped = found([str(tmp_path)])
    assert sources == [str(tmp_path / "a.txt")]
    assert [path for path, _ in skipped] == [str(tmp_path / "loop")]
