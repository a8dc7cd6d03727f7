"""A cheap test lets through every text that its pattern can match; words as a tree match what words in a row do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factx.lexicon import any_of, lexicon
from factx.sieve import holds, needles, sifted, small_letters

if TYPE_CHECKING:
    from factx.tables import Label, Slip

# No word of these is looked for that a match could do without.
NEEDY = [row for row in lexicon().labels.label if row.needs]
HINTED = lexicon().slips.slip


@pytest.mark.parametrize("row", NEEDY, ids=lambda row: row.name)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_label_holds_what_it_needs(row: Label, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(row.pattern))
    assert holds(small_letters(text), row.needs)


@pytest.mark.parametrize("row", HINTED, ids=lambda row: row.rule)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_slip_is_hinted_at(row: Slip, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(row.pattern))
    assert re.search(row.hint, text)


@given(st.text())
def test_small_letters_are_one_for_one(text: str) -> None:
    assert len(small_letters(text)) == len(text)


@pytest.mark.parametrize("text", ["kilo", "KILO", "\u212aılo", "Kİlo", "miſter", "MISTER"])
def test_small_letters_are_what_a_pattern_sees_that_ignores_case(text: str) -> None:
    assert small_letters(text) in {"kilo", "mister"}
    assert re.fullmatch("kilo|mister", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Half", "a half", "third"], ("half", "third")),
        (["tens of thousands", "thousands"], ("thousands",)),
        ([], ()),
    ],
)
def test_needles_are_the_fewest(words: list[str], expected: tuple[str, ...]) -> None:
    assert needles(words) == expected


def test_what_is_sifted_needs_a_word_of_each() -> None:
    pattern = sifted(r"\bseveral\s+miles\b", ["several"], ["mile", "yard"])
    assert [m[0] for m in pattern.finditer("Several miles on.")] == ["Several miles"]
    assert not list(pattern.finditer("Several metres on."))


WORDS = st.lists(st.text("ab c.", min_size=1, max_size=6), max_size=8)


@given(WORDS, st.text("ab c.\n", max_size=20))
def test_any_of_matches_the_longest_word(words: list[str], text: str) -> None:
    in_a_row = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))
    tree, row = (re.compile(f"(?:{words})(?!c)") for words in (any_of(words), in_a_row))
    assert [m.span() for m in tree.finditer(text)] == [m.span() for m in row.finditer(text)]
