from __future__ import annotations

import subprocess
import sys

import pytest

import factx

TEXT = "Published: 4 July 2022\n\nOfficers recovered 14 dinghies from a shed in Eastmoor."


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import factx.cli",
        "import factx.extract",
        "from factx.extract import extract_release",
        "import factx, factx.run",
    ],
)
def test_extract_is_the_function_whatever_was_imported(before: str) -> None:
    code = f"{before}\nfrom factx import extract\nimport factx\nprint(extract.__module__, factx.extract is extract)"
    assert python(code) == "factx True\n"


def test_the_module_beside_it_is_found_too() -> None:
    code = "from factx import extract\nfrom factx.extract import extract_release\nprint(extract_release.__module__)"
    assert python(code) == "factx.extract\n"


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import factx", ("spacy", "pydantic", "typer", "rich")),
        ("import factx.cli", ("spacy", "pydantic", "rich")),
        ("import factx.run, factx.config", ("spacy", "rich")),
    ],
)
def test_what_importing_does_not_load(code: str, unwanted: tuple[str, ...]) -> None:
    loaded = python(f"{code}\nimport sys\nprint(*sys.modules)").split()
    assert [name for name in unwanted if name in loaded] == []


def test_spacy_comes_without_its_command_line_which_is_there_for_others() -> None:
    code = """
import sys, factx
factx.extract("Two men were held.")
print(any(name.startswith("spacy.cli") for name in sys.modules))
import spacy
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
import spacy.cli
print(callable(spacy.cli.download))
"""
    assert python(code).split() == ["False", "True", "True"]


def test_extract() -> None:
    report = factx.extract(TEXT, source="desk")
    assert isinstance(report, factx.Report)
    assert (report.release.source, str(report.release.published)) == ("desk", "2022-07-04")
    assert [claim.value for claim in report.claims if claim.kind == "count"] == [14]


def test_any_text_will_do() -> None:
    for text in ("", " \n", "\ud800 ten men", "\0"):
        report = factx.extract(text)
        assert report.release.characters == len(text)


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError):
        factx.nothing  # noqa: B018
