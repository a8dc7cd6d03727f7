"""docs/batch.md: its commands can be given, its Python is Python, its kinds of errors are those that there are."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from factx.cli import app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/batch.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [
    words
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    for part in re.split(r" \| | && ", line)
    if (words := shlex.split(part, comments=True))
]
FACTX = [words[2:] for words in COMMANDS if words[:2] == ["factx", "batch"]]
DASK = [words[1:] for words in COMMANDS if words[0] == "dask"]


@pytest.mark.parametrize("arguments", FACTX, ids=" ".join)
def test_commands(arguments: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    context = command.commands["batch"].make_context("batch", list(arguments))
    assert context.params["output"]


@pytest.mark.parametrize("arguments", DASK, ids=" ".join)
def test_commands_of_dask(arguments: list[str]) -> None:
    pytest.importorskip("distributed")
    from distributed.cli import dask_scheduler, dask_ssh, dask_worker  # noqa: PLC0415

    command: Any = {"scheduler": dask_scheduler, "worker": dask_worker, "ssh": dask_ssh}[arguments[0]].main
    command.make_context(arguments[0], arguments[1:])


def test_there_are_some() -> None:
    assert len(FACTX) > 7
    assert len(DASK) > 2


@pytest.mark.parametrize("code", [block for language, block in BLOCKS if language == "python"])
def test_python(code: str) -> None:
    ast.parse(code)


def test_kinds_of_errors() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "src/factx").rglob("*.py") if path.name != "gold.py")
    raised = set(re.findall(r'(?:InputFailed|failure)\((?:one, |job\.input, )?"(\w+)"', source))
    raised |= set(re.findall(r'failure\(Input\([^)]*\), "(\w+)"', source))
    rows = re.findall(r"^\| (`[a-z_`, ]+) \|", PAGE.split("`error.kind`")[1].split("\n\n")[0], re.MULTILINE)
    assert {kind for row in rows for kind in re.findall(r"\w+", row)} == raised


def test_scripts_that_it_names() -> None:
    for script in re.findall(r"^python (\S+)", PAGE, re.MULTILINE):
        assert (ROOT / script).is_file()
