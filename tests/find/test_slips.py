"""What looks like a slip is reported with its place, and never read as a figure."""

from __future__ import annotations

import pytest

import factx
from factx.find.slips import find_slips
from factx.lexicon import lexicon

SLIPS = [
    ("A 3O-year-old man was held.", "3O", "letter-in-number"),
    ("A 4I-year-old man was held.", "4I", "letter-in-number"),
    ("They took £2OO in cash.", "£2OO", "letter-in-number"),
    ("Officers seized (number) of plants.", "(number)", "unfilled-placeholder"),
    ("Call us on [insert number here] now.", "[insert number here]", "unfilled-placeholder"),
    ("XX people were held.", "XX", "unfilled-placeholder"),
    ("It ran from May 2011and is over.", "May 2011and", "words-run-together"),
    ("It ends on 3June.", "3June", "words-run-together"),
    ("It began in 2019when he left.", "2019when", "words-run-together"),
    ("It cost £68,000 pounds.", "£68,000 pounds", "two-currencies"),
    ("It cost $2 million dollars.", "$2 million dollars", "two-currencies"),
    ("Theft fell by 3,5 per cent.", "3,5", "ambiguous-comma"),
    ("It cost 47,1362 in all.", "47,1362", "ambiguous-comma"),
]
NONE = [
    "A 30-year-old man was held on 3 June 2011 and released.",
    "They took £200 and 1,204 coins, and 3.5 per cent more.",
    "Flat 1O is in Oak Lodge, and IO is a moon.",
    "He lives at 12 Oak Road (number 3 bell).",
    "Go to https://example.org/2011and/3June or write to 2019at@example.org.",
    "It cost $2 million, and he owed a dollar.",
    "Houses 1, 2 and 3, and 10,000 others.",
    "Malcolm X spoke of LXX others.",
]


@pytest.mark.parametrize(("text", "words", "rule"), SLIPS)
def test_a_slip_is_a_problem_at_its_place(text: str, words: str, rule: str) -> None:
    (problem,) = (p for p in factx.extract(text).problems if p.rule == rule)
    assert (problem.text, problem.kind) == (words, None)
    assert problem.start is not None
    assert problem.end is not None
    assert text[problem.start : problem.end] == words


@pytest.mark.parametrize("text", [text for text, _, rule in SLIPS if rule != "two-currencies"])
def test_a_slip_is_no_claim(text: str) -> None:
    slips = [(start, end) for start, end, _, _ in find_slips(text, lexicon())]
    claims = factx.extract(text).claims
    assert not [c.text for c in claims if any(c.start < end and start < c.end for start, end in slips)]


@pytest.mark.parametrize("text", NONE)
def test_no_slip(text: str) -> None:
    assert find_slips(text, lexicon()) == []
