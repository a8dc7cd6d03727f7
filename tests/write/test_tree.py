from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.errors import SettingsInvalid
from factx.write.collect import collector

if TYPE_CHECKING:
    from collections.abc import Sequence


def report(source: str) -> bytes:
    return json.dumps({"release": {"source": source}}).encode()


def put(sources: Sequence[str], target: Path, inputs: Sequence[str] = ()) -> dict[str, str]:
    """Write a report for each source; where each of them is."""
    collector(f"{target}/", inputs)((report(source) for source in sources), target)
    files = [path for path in target.rglob("*.json") if path.is_file()]
    return {json.loads(path.read_bytes())["release"]["source"]: str(path.relative_to(target)) for path in files}


@pytest.mark.parametrize(
    ("inputs", "source", "expected"),
    [
        (["press"], "press/north/a.txt", "north/a.txt.json"),
        (["press/"], "press/a.txt", "a.txt.json"),
        (["/srv/press"], "/srv/press/north/a.txt", "north/a.txt.json"),
        (["/srv/press/north", "/srv/press/south"], "/srv/press/south/a.txt", "south/a.txt.json"),
        (["press/north/a.txt"], "press/north/a.txt", "a.txt.json"),
        (["press/north/a.txt", "press/north/b.txt"], "press/north/b.txt", "b.txt.json"),
        (["../press"], "../press/a.txt", "a.txt.json"),
        (["."], "./a.txt", "a.txt.json"),
        (["s3://desk/press"], "s3://desk/press/a.txt", "a.txt.json"),
        (["north", "south"], "north/a.txt", "north/a.txt.json"),
        ([], "press/a.txt", "press/a.txt.json"),
        ([], "-", "-.json"),
        ([], "/etc/passwd", "%2F/etc/passwd.json"),
        (["press"], "../../etc/passwd", ".%2E/.%2E/etc/passwd.json"),
        ([], "a/../../b", "a/.%2E/.%2E/b.json"),
        ([], "..", "...json"),
        ([], "", ".json"),
        ([], "C:\\press\\a.txt", "C%3A%5Cpress%5Ca.txt.json"),
        ([], "s3://desk/a.txt", "s3%3A/desk/a.txt.json"),
        ([], "con/aux.txt", "%63on/%61ux.txt.json"),
        ([], "console/auxiliary.txt", "console/auxiliary.txt.json"),
        ([], "north. /a.txt", "north.%20/a.txt.json"),
        ([], "a.json/b.txt", "a%2Ejson/b.txt.json"),
        ([], "50%~2?.txt", "50%25%7E2%3F.txt.json"),
        ([], "line\nbreak\x00\u202e.txt", "line%0Abreak%00%E2%80%AE.txt.json"),
        ([], "Größe – 3.txt", "Größe – 3.txt.json"),
    ],
)
def test_a_release_has_its_place(inputs: list[str], source: str, expected: str, tmp_path: Path) -> None:
    assert put([source], tmp_path / "out", inputs) == {source: expected}


def test_sources_that_would_collide_are_told_apart_in_order(tmp_path: Path) -> None:
    for out in ("one", "two"):
        put(["a.txt", "A.TXT", "./a.txt", "a.text", "a.txt"], tmp_path / out)
        assert sorted(path.name for path in (tmp_path / out).iterdir()) == [
            "A.TXT~2.json",
            "a.text.json",
            "a.txt.json",
            "a.txt~3.json",
            "a.txt~4.json",
        ]


def test_long_names_are_cut_and_stay_apart(tmp_path: Path) -> None:
    long = "ü" * 120
    places = put([f"{long}/{long}1.txt", f"{long}/{long}2.txt"], tmp_path / "out")
    assert len(set(places.values())) == 2
    assert all(len(part.encode()) <= 220 for place in places.values() for part in place.split("/"))


def test_files_of_an_earlier_run_stay(tmp_path: Path) -> None:
    put(["north/a.txt", "north/b.txt"], tmp_path)
    (tmp_path / "notes.md").write_text("kept", "utf-8")
    put(["north/b.txt", "south/c.txt"], tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [
        "a.txt.json",
        "b.txt.json",
        "c.txt.json",
        "notes.md",
    ]


def test_a_place_that_is_taken_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "out/a.txt.json").mkdir(parents=True)
    (tmp_path / "out/north").touch()
    (tmp_path / "file").touch()
    for source, target in (("a.txt", "out"), ("north/a.txt", "out"), ("a.txt", "file/out")):
        with pytest.raises(SettingsInvalid, match=r"cannot be (made|written): "):
            put([source], tmp_path / target)


@pytest.mark.parametrize(("link", "source"), [("north", "north/a.txt"), ("a.txt.json", "a.txt")])
def test_a_link_leads_nowhere_else(link: str, source: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / link).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingsInvalid, match="leads out of"):
        put([source], tmp_path / "out")
    assert not (tmp_path / "elsewhere").exists()


def test_each_file_is_the_line_of_its_report(lines: list[bytes], tmp_path: Path) -> None:
    collector(tmp_path / "out", ["samples"])(iter(lines), tmp_path / "out")
    assert sorted(path.read_bytes() for path in (tmp_path / "out").rglob("*.json")) == sorted(lines)


@given(st.lists(st.text(st.sampled_from("aA.~%/\\:\x00\n é-1c"), max_size=12), min_size=1, max_size=8, unique=True))
def test_whatever_it_is_called_each_has_a_file_below_the_folder(sources: list[str]) -> None:
    with TemporaryDirectory() as name:
        root = Path(name)
        put(sources, root / "out")
        outside = [path for path in root.rglob("*") if path.is_file() and (root / "out") not in path.parents]
        files = [path for path in (root / "out").rglob("*") if path.is_file()]
        assert outside == []
        assert len(files) == len(sources)
        assert len({str(path).casefold() for path in files}) == len(files)
        assert all(os.fsencode(path) for path in files)
