"""The whole trip: what holds for any text, and what the samples give, byte for byte."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import factx
from factx.claims import Report
from factx.extract import extract_release
from factx.language import Language
from factx.lexicon import lexicon
from factx.read import from_bytes
from factx.write.json import schema

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
GOLDEN = Path(__file__).parent / "golden"
PUBLISHED = date(2023, 6, 12)
SCHEMA = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def sound(text: str, report: Report) -> None:
    """Assert what every report keeps to: it is grounded, in order, and says the same in JSON."""
    read = re.sub("[\ud800-\udfff]", "\ufffd", text)  # (no file can hold a lone surrogate)
    lines = re.split(r"\r\n|\r|\n", read)
    assert report.release.characters == len(text)
    assert [c.id for c in report.claims] == [f"c{n}" for n in range(1, len(report.claims) + 1)]
    assert [c.start for c in report.claims] == sorted(c.start for c in report.claims)
    for claim in report.claims:
        assert claim.text == read[claim.start : claim.end]
        assert claim.sentence in read
        assert lines[claim.line - 1][claim.column - 1 :].startswith(re.split(r"[\r\n]", claim.text)[0])
    for entity in report.entities:
        assert all(read[start:end].strip() for start, end in entity.mentions)
    for problem in report.problems:
        assert problem.start is not None
        assert problem.end is not None
        assert problem.text == read[problem.start : problem.end]
    written = report.model_dump_json()
    assert Report.model_validate_json(written).model_dump_json() == written
    assert [error.message for error in SCHEMA.iter_errors(json.loads(written))] == []


# -- any text ----------------------------------------------------------------------------------------------------------

# Every code point, those that releases are made of more often: marks, signs, digits, spaces, line ends, lone
# surrogates, combining marks, joiners.
ODD = (
    "“”‘’\"'«»()[]–—-•*…%£$€°½.,:;!?/ 0123456789\t\n\r\x0b\x0c\x85\xa0\u2009\u2028\u200b"
    "\u0301\u202e\ufeff\U0001f468\u200d\ud83d\udc68"
)
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=())), max_size=120)
# What makes claims, in any order: numbers, units, hedges, dates, marks, words, and what is odd about any of them.
WORDS = (
    "1|12|3,150|1.2 million|£2.3m|€40|½|two|two hundred and six|no|dozens of|a third|doubled|one in five"
    "|%|per cent|percentage points|kg|mph|-year-old|°C|about|more than|nearly|between|and|to|from|up to|fewer"
    "|31 November 2022|29 February|May|Monday|2019/20|last year|3.15pm|01/02/2023|12-|Published: 4 July 2022"
    "|•|1.|\n|\r\n|\n\n|\r|\t|. |, |: |(|)|; |…|–|-|“|”|‘|’|\"|'"
    "|said|Inspector Joy Brand|she added|Mr.|arrests|people|of the|burglaries fell by|was jailed for|years"
    "|\ud800|e\u0301|\U0001f46e\u200d♀️|ﬁ|İ|ß|\x00|\u2028|٣|Ⅻ|²|１２"
)
FRAGMENTS = st.builds(str.join, st.sampled_from(["", " "]), st.lists(st.sampled_from(WORDS.split("|")), max_size=24))


@given(st.one_of(TEXTS, FRAGMENTS))
@example("One in five")
@settings(deadline=None, max_examples=300)
def test_any_text(text: str) -> None:
    report = factx.extract(text, published=PUBLISHED)
    sound(text, report)
    assert factx.extract(text, published=PUBLISHED).model_dump_json() == report.model_dump_json()


@given(FRAGMENTS)
@settings(deadline=None, max_examples=60)
def test_without_a_date_nothing_is_dated_from_it(text: str) -> None:
    report = factx.extract(text)
    sound(text, report)
    if report.release.published is None:
        assert all(c.resolved != "published" for c in report.claims if c.kind == "date")


# What stands in one paragraph does not change how many claims the next one has.
@given(
    st.lists(st.sampled_from(["Officers held 14 men.", "Robbery fell by 9%.", "He is 41.", "It cost £20."]), max_size=6)
)
@settings(deadline=None, max_examples=30)
def test_paragraphs_add_up(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    alone = [c.text for one in sentences for c in factx.extract(one).claims]
    assert [c.text for c in factx.extract(text).claims] == alone


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\t \xa0 \u2003", "•", "…", "\ufeff"])
def test_nothing_to_read(text: str) -> None:
    report = factx.extract(text)
    sound(text, report)
    assert [*report.claims, *report.checks, *report.problems] == []
    assert report.release.words == len(text.split())


# -- offsets -----------------------------------------------------------------------------------------------------------

LINE_ENDS = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("end", LINE_ENDS)
def test_line_ends_move_offsets_and_nothing_else(end: str) -> None:
    text = f"Robbery in Eastmoor{end}{end}Officers held 14 men.{end}{end}• 31 bikes{end}• £2,500 in cash{end}"
    report = factx.extract(text)
    sound(text, report)
    assert [(c.text, c.line, c.column) for c in report.claims] == [
        ("14 men", 3, 15),
        ("31 bikes", 5, 3),
        ("£2,500", 6, 3),
    ]


def test_offsets_count_code_points() -> None:
    text = "\U0001f46e\U0001f3fd‍♀️ Café e\u0301té: “officers held 14 men”."
    report = factx.extract(text)
    sound(text, report)
    (count,) = (c for c in report.claims if c.kind == "count")
    assert (count.start, count.text) == (text.index("14"), "14 men")


def test_a_claim_over_two_lines() -> None:
    text = "The force says that last year its officers and its volunteers found 14\r\nstolen bikes in the river."
    report = factx.extract(text)
    sound(text, report)
    (count,) = (c for c in report.claims if c.kind == "count")
    assert (count.text, count.line) == ("14\r\nstolen bikes", 1)


# -- problems ----------------------------------------------------------------------------------------------------------

IMPOSSIBLE = ["31 November 2022", "30 February 2023", "29 February 2023", "31/04/2023"]


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_a_day_that_no_calendar_has_is_inconsistent(day: str) -> None:
    report = factx.extract(f"Police in London said he was held on {day}.", published=PUBLISHED)
    (claim,) = (c for c in report.claims if c.kind == "date")
    assert (claim.text, claim.value, claim.first, claim.last, claim.resolved) == (day, None, None, None, None)
    assert claim.reason is not None
    assert claim.reason.startswith("calendar: ")
    assert [(k.rule, k.verdict) for k in report.checks] == [("calendar", "inconsistent")]
    assert report.problems == ()


def test_a_leap_day_is_none() -> None:
    report = factx.extract("He was held on 29 February 2024.")
    assert [c.value for c in report.claims if c.kind == "date"] == ["2024-02-29"]
    assert report.problems == ()


def test_a_figure_has_no_period_of_a_day_that_no_calendar_has() -> None:
    report = factx.extract("There were 27 arrests on 31 November 2022.", published=PUBLISHED)
    (count,) = (c for c in report.claims if c.kind == "count")
    assert count.period is None


def test_more_than_the_whole_is_a_problem() -> None:
    report = factx.extract("Some 140% of drivers wore a belt.")
    assert report.claims == ()
    assert [(p.rule, p.text) for p in report.problems] == [("share", "Some 140%")]


def test_a_quote_that_is_never_closed_is_a_problem() -> None:
    text = "Inspector Joy Brand said: “We held 14 men.\n\nIt is over."
    report = factx.extract(text)
    sound(text, report)
    assert [(p.rule, p.text) for p in report.problems] == [("unclosed", "“We held 14 men.")]
    assert [c.text for c in report.claims if c.kind == "quote"] == ["“We held 14 men."]


# -- quotes ------------------------------------------------------------------------------------------------------------


def test_claims_inside_a_quote_name_it() -> None:
    text = (
        "Officers held 14 men.\n\nInspector Joy Brand said: “We searched 16 homes.\n\n“We found £2,500 on 4 June 2023.”"
        "\n\n“It took nine days,” she added, after 31 bikes were found. “Robbery fell by 9%.”"
    )
    report = factx.extract(text, published=PUBLISHED)
    sound(text, report)
    quotes = {c.id: c for c in report.claims if c.kind == "quote"}
    inside = {c.text: c.quote for c in report.claims if c.kind != "quote"}
    outer = [words for words, quote in inside.items() if quote is None]
    assert outer == ["14 men", "31 bikes"]
    for claim in report.claims:
        if claim.quote is not None:
            quote = quotes[claim.quote]
            assert any(start <= claim.start and claim.end <= end for start, end in quote.parts)
    assert {"16 homes", "£2,500", "4 June 2023", "nine days", "9%"} <= inside.keys()


# -- the samples -------------------------------------------------------------------------------------------------------


def report_on(sample: Path) -> Report:
    words = lexicon()
    release = from_bytes(sample.read_bytes(), words, source=f"samples/{sample.name}")
    return extract_release(release, words, Language(None, words))


def golden(sample: Path) -> Path:
    return GOLDEN / f"{sample.stem}.json"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_give_what_is_kept(sample: Path) -> None:
    """With UPDATE_GOLDEN=1 in the environment, what is kept is written anew."""
    report = report_on(sample)
    sound(sample.read_bytes().decode("utf-8"), report)
    written = report.model_dump_json(indent=1).encode("utf-8") + b"\n"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        golden(sample).write_bytes(written)
    kept = golden(sample).read_bytes()
    assert written.decode("utf-8").splitlines() == kept.decode("utf-8").splitlines()  # (which shows the difference)
    assert written == kept


def test_nothing_is_kept_of_samples_that_are_gone() -> None:
    assert sorted(GOLDEN.iterdir()) == [golden(sample) for sample in SAMPLES]


def test_the_order_of_sets_changes_nothing() -> None:
    code = (
        "import sys, pathlib, factx\n"
        "for path in sys.argv[1:]:\n"
        "    print(factx.extract(pathlib.Path(path).read_bytes().decode('utf-8')).model_dump_json())"
    )
    outputs = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        done = subprocess.run([sys.executable, "-c", code, *SAMPLES], capture_output=True, check=True, env=environment)
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") == len(SAMPLES)
