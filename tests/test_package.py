"""The wheel: built from the checkout, installed where the checkout is not on the path, and run there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "burglary-figures.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network by the hatchling of this environment."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", out],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_and_its_models_only(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for table in (ROOT / "models").rglob("*.toml"):
        assert f"factx/models/{table.relative_to(ROOT / 'models').as_posix()}" in names
    for module in (ROOT / "src").rglob("*.py"):
        assert module.relative_to(ROOT / "src").as_posix() in names
    assert "factx/py.typed" in names
    assert {name.split("/")[0] for name in names} == {"factx", f"{wheel.name.rsplit('-', 3)[0]}.dist-info"}
    assert len(names) == len(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment with the wheel in it.

    Its dependencies are those of this environment, linked one by one, so that nothing of this environment's own factx
    (an editable install puts src/ on the path) comes along.
    """
    where = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(where, with_pip=False)
    library = Path(os.path.relpath(_site_packages(Path(sys.executable)), sys.prefix))
    theirs, fresh = Path(sys.prefix) / library, where / library
    for entry in theirs.iterdir():
        if entry.suffix != ".pth" and not entry.name.lower().startswith(("factx", "_factx", "__editable__")):
            (fresh / entry.name).symlink_to(entry)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(fresh)
    return where / "bin" / "python"


def _site_packages(python: Path) -> str:
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def run(python: Path, *arguments: str, cwd: Path) -> str:
    """Standard output of `python arguments` in a folder of its own, with nothing of this process in its environment."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "FACTX", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [python, *arguments], cwd=cwd, env=environment, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = Path(run(installed, "-c", "import factx; print(factx.__file__)", cwd=tmp_path).strip())
    assert where.is_relative_to(installed.parents[1])
    path = json.loads(run(installed, "-c", "import sys, json; print(json.dumps(sys.path))", cwd=tmp_path))
    assert not [entry for entry in path if Path(entry).is_relative_to(ROOT / "src")]


def test_the_installed_wheel_reads_a_release(installed: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "release.txt")
    report = json.loads(run(installed, "-m", "factx", "extract", "release.txt", cwd=tmp_path))
    text = SAMPLE.read_bytes().decode("utf-8")
    assert {claim["kind"] for claim in report["claims"]} >= {"percentage", "count", "date", "quote"}
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in report["claims"])
    assert 1346 in [claim["value"] for claim in report["claims"] if claim["kind"] == "count"]


def test_every_table_is_described() -> None:
    described = (ROOT / "models" / "en_police" / "README.md").read_text("utf-8")
    tables = sorted((ROOT / "models" / "en_police").glob("*.toml"))
    assert tables
    assert [table.name for table in tables if f"| `{table.name}` |" not in described] == []


def test_every_sample_is_described() -> None:
    described = (ROOT / "samples" / "README.md").read_text("utf-8")
    samples = sorted((ROOT / "samples").glob("*.txt"))
    assert len(samples) >= 6
    assert [sample.name for sample in samples if f"| `{sample.name}` |" not in described] == []


def test_the_samples_keep_their_line_ends() -> None:
    windows = (ROOT / "samples" / "windows-odd-marks.txt").read_bytes()
    assert windows.count(b"\r\n") == windows.count(b"\n") > 0
