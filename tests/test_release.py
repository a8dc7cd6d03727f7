from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.release import Release

LINES = st.lists(st.text(st.characters(exclude_characters="\r\n"), max_size=120), max_size=12)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
ANY_TEXT = st.lists(
    st.sampled_from(["\n", "\r\n", "\r", " ", "\t", "a", "Ab.", "• ", "- ", "1. ", "“", "x" * 60, "é", "\u2028"])
).map("".join)


@given(lines=LINES, end=ENDS)
def test_positions_lead_back_to_the_offset(lines: list[str], end: str) -> None:
    release = Release(end.join(lines))
    offset = 0
    for number, line in enumerate(lines, 1):
        for column in range(1, len(line) + 2):
            assert release.position(offset + column - 1) == (number, column)
        offset += len(line) + len(end)


@given(ANY_TEXT)
def test_positions_go_forward(text: str) -> None:
    positions = [Release(text).position(offset) for offset in range(len(text) + 1)]
    assert positions == sorted(positions)
    assert len(set(positions)) == len(positions)


@given(st.one_of(ANY_TEXT, st.text()))
def test_paragraphs_are_in_order_and_hold_all_that_is_not_white(text: str) -> None:
    release = Release(text)
    behind = 0
    for paragraph in release.paragraphs:
        assert not text[behind : paragraph.start].strip()
        assert paragraph.start <= paragraph.body < paragraph.end
        stretch = text[paragraph.start : paragraph.end]
        assert stretch == stretch.strip() != ""
        behind = paragraph.end
    assert not text[behind:].strip()


@given(ANY_TEXT)
def test_blocks_count_up(text: str) -> None:
    blocks = [paragraph.block for paragraph in Release(text).paragraphs]
    assert blocks == sorted(blocks)
    assert sorted(set(blocks)) == list(range(len(set(blocks))))


PARAGRAPHS = [
    ("One.\n\nTwo.", ["One.", "Two."]),
    ("One.\r\n\r\nTwo.", ["One.", "Two."]),
    ("One.\r\rTwo.", ["One.", "Two."]),
    ("Heading\nProse that follows it.", ["Heading", "Prose that follows it."]),
    ("• first\n• second", ["• first", "• second"]),
    ("1. first\n2) second", ["1. first", "2) second"]),
    ("– first\n– second", ["– first", "– second"]),
    (
        "Officers who were called to the quay on the night\nfound that the door of the boathouse stood open.",
        ["Officers who were called to the quay on the night\nfound that the door of the boathouse stood open."],
    ),
    ("Burglaries  41 (52)\nRobberies   17 (12)", ["Burglaries  41 (52)", "Robberies   17 (12)"]),
    (" \n\t\n", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[p.start : p.end] for p in Release(text).paragraphs] == expected


@pytest.mark.parametrize("bullet", ["• ", "* ", "- ", "– ", "1. ", "(1) ", "a) "])
def test_a_list_item_starts_behind_its_bullet(bullet: str) -> None:
    (item,) = Release(f"{bullet}theft of tools").paragraphs
    assert item.bullet
    assert item.body == len(bullet)


@pytest.mark.parametrize("text", ["-5C overnight", "3.5 miles of cable", "2,000 homes", "1.", "•", "(22) Fraud"])
def test_what_only_looks_like_a_bullet(text: str) -> None:
    (paragraph,) = Release(text).paragraphs
    assert not paragraph.bullet


@given(st.integers(0, 20), st.integers(0, 20))
def test_apparatus_is_what_overlaps_it(start: int, length: int) -> None:
    release = Release("x" * 60, apparatus=((5, 10), (20, 25)))
    overlaps = bool({*range(5, 10), *range(20, 25)} & {*range(start, start + length)})
    assert release.in_apparatus(start, start + length) == (overlaps if length else 5 < start < 10)


def test_line_ends_are_counted_as_written() -> None:
    text = "a\r\nb\rc\nd"
    release = Release(text)
    assert [release.position(match.start()) for match in re.finditer(r"\w", text)] == [(1, 1), (2, 1), (3, 1), (4, 1)]
