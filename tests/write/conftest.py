"""Reports of the samples and of our own invented releases, made once, as a batch hands them over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factx import __version__
from factx.claims import InputError, ReleaseInfo, Report
from factx.extract import extract_release
from factx.language import Language
from factx.lexicon import lexicon
from factx.read import from_bytes

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def found() -> list[Report]:
    language = Language(None, lexicon())
    paths = [*sorted(ROOT.glob("samples/*.txt")), *sorted(ROOT.glob("tests/write/releases/*.txt"))]
    return [
        extract_release(
            from_bytes(path.read_bytes(), lexicon(), source=str(path.relative_to(ROOT))), lexicon(), language, ("all",)
        )
        for path in paths
    ]


@pytest.fixture(scope="session")
def lines(found: list[Report]) -> list[bytes]:
    """All of them, one that failed in between, and one whose words a spreadsheet would take for formulas."""
    failed = Report(
        factx=__version__,
        model=None,
        release=ReleaseInfo(source="gone.txt"),
        error=InputError(kind="missing", message="gone.txt: does not exist: check the path"),
    )
    odd = json.loads(found[-1].model_dump_json())
    odd["release"] |= {"source": "=odd.txt", "title": "-1 dinghies", "published": None, "published_from": None}
    odd["checks"][0] |= {"verdict": "inconsistent", "gross": True, "arithmetic": "+1 = 2\n3"}
    odd["claims"][0] |= {
        "value": None,
        "low": -5,
        "high": 1e-05,
        "qualifier": "between",
        "quote": odd["claims"][-1]["id"],
    }
    odd["checks"][0]["quote"] = odd["claims"][-1]["id"]
    reports = [*found[:2], failed, *found[2:], Report.model_validate(odd)]
    return [report.model_dump_json().encode() + b"\n" for report in reports]


@pytest.fixture(scope="session")
def reports(lines: list[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]
