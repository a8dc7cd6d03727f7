"""Who said what, on snippets and whole releases of our own writing (said.jsonl).

Each line has a text and its quotes: the words of every part, and the style, speaker, role, rank, organisation, `via`
and names of a joint statement that are right for it; a key that is left out is None or empty. `wrong` names what factx
is known to get wrong in a quote ("parts": it is not found), `extra` the words in marks that it takes for a quote: each
is a strict expected failure below.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factx.claims import Quote, Report
from factx.extract import extract_release
from factx.language import Language
from factx.lexicon import lexicon
from factx.read import from_text

SNIPPETS = [json.loads(line) for line in Path(__file__).with_name("said.jsonl").read_text("utf-8").splitlines()]
FIELDS = ("style", "name", "role", "rank", "organisation", "via", "speakers")
NAMES = [f"{number}: {snippet['name']}" for number, snippet in enumerate(SNIPPETS, 1)]


@cache
def language() -> Language:
    return Language(None, lexicon())


@cache
def report(text: str) -> Report:
    return extract_release(from_text(text, lexicon()), lexicon(), language())


def quotes(text: str) -> list[Quote]:
    return [claim for claim in report(text).claims if isinstance(claim, Quote)]


def words(text: str) -> str:
    """Words without marks around them: where an inner quote ends with the outer one, either may be meant."""
    return " ".join(text.split()).strip("\"'“”‘’ ")


def expected(quote: dict[str, Any], field: str) -> Any:
    return tuple(quote.get(field, ())) if field == "speakers" else quote.get(field)


def found(quote: Quote, field: str) -> Any:
    return getattr(quote, field) if field in {"style", "speakers"} else getattr(quote.speaker, field, None)


def match(text: str, quote: dict[str, Any]) -> Quote | None:
    """The quote that factx found with the same parts."""
    parts = [words(part) for part in quote["parts"]]
    return next((q for q in quotes(text) if [words(text[a:b]) for a, b in q.parts] == parts), None)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=NAMES)
def test_snippet(snippet: dict[str, Any]) -> None:
    text = snippet["text"]
    missed = sum(quote.get("wrong") == ["parts"] for quote in snippet["quotes"])
    assert len(quotes(text)) == len(snippet["quotes"]) - missed + len(snippet.get("extra", ()))
    for quote in snippet["quotes"]:
        wrong = quote.get("wrong", ())
        if "parts" in wrong:
            continue
        ours = match(text, quote)
        assert ours is not None, quote["parts"]
        fields = [field for field in FIELDS if field not in wrong]
        assert [found(ours, field) for field in fields] == [expected(quote, field) for field in fields], quote["parts"]
        assert (ours.speaker is None and not ours.speakers) == (ours.reason is not None)


def known_faults() -> Iterator[Any]:
    for snippet in SNIPPETS:
        for quote in snippet["quotes"]:
            for field in quote.get("wrong", ()):
                reason = f"{field}: not {expected(quote, field)!r} yet, of “{quote['parts'][0][:40]}”"
                yield pytest.param(snippet["text"], quote, field, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(("text", "quote", "field"), list(known_faults()))
def test_known_fault(text: str, quote: dict[str, Any], field: str) -> None:
    ours = match(text, quote)
    assert ours is not None
    assert field == "parts" or found(ours, field) == expected(quote, field)


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        pytest.param(snippet["text"], extra, marks=pytest.mark.xfail(strict=True, reason=f"{extra} is nobody's words"))
        for snippet in SNIPPETS
        for extra in snippet.get("extra", ())
    ],
)
def test_known_false_quote(text: str, extra: str) -> None:
    assert extra not in [quote.text for quote in quotes(text)]


def test_how_many_there_are() -> None:
    """Enough of them to mean something: a file that was cut short would pass in silence."""
    assert len(SNIPPETS) > 300
    assert sum(len(snippet["quotes"]) for snippet in SNIPPETS) > 600
