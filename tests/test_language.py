"""Sentences, lemmas, and the language model that is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factx
from factx.errors import FactxError, ModelMissing
from factx.language import Language, resolve, sentences
from factx.lexicon import lexicon
from factx.release import Release

if TYPE_CHECKING:
    from pathlib import Path

LEXICON = lexicon()
LANGUAGE = Language(None, LEXICON)


def split(text: str) -> list[str]:
    return [s.text for s in sentences(Release(text), LEXICON)]


# Each list holds what a careful reader would call the sentences; joined by a space they are the text.
IN_ONE_PARAGRAPH = [
    ["Two men were held.", "One was freed."],
    ["Is it over?", "It is!", "We hope so…", "Nobody knows."],
    # abbreviations
    ["Sgt. Moran led the search.", "It took an hour."],
    ["He met Det. Insp. Brand and Mr. Cole.", "They left."],
    ["It was seen by Lt. Col. Ames of St. Austell."],
    ["It happened on Jan. 4 near Mill Rd. bridge."],
    ["It was Crown v. Cole."],
    # initials
    ["Officers spoke to J. R. Hart.", "He was well."],
    ["The U.S. Marshals helped.", "So did we."],
    ["Deputy A.B. Cole spoke."],
    # clock times
    ["He left at 3 a.m. Sunday and came back."],
    ["He left at 3 p.m. 14 days later."],
    # numbers
    ["The bag weighed 2.5 kg.", "It was full."],
    ["It fell by 3.4 per cent to 1,200.", "That is low."],
    ["Call No. 14 was the last."],
    ["He was held under s. 18 of the Act."],
    ["He quoted ref. 31/22 to them."],
    ["We found 14.", "12 were old."],
    # marks
    ["“We are glad.”", "She left."],
    ["He said “go.”", "“We went.”"],
    ["(It was late.)", "They left."],
    ["'Stop!'", "He ran."],
    ["It was cold [see above].", "«They left.»"],
    # no end
    ["It cost £2.50 in all"],
    ["The site is at www.example.org/news today."],
    ["they left. and came back"],
    ["Élodie left.", "Évora stayed."],
]


@pytest.mark.parametrize("expected", IN_ONE_PARAGRAPH, ids=str)
def test_sentences_of_a_paragraph(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


LAYOUTS = [
    ("Robbery falls again\n\nIt fell by 9%.", ["Robbery falls again", "It fell by 9%."]),
    ("In May teams:\n\n• held 14 men\n• found 31 bikes.\n", ["In May teams:", "held 14 men", "found 31 bikes."]),
    ("- one\n- two\n3. three\n(b) four", ["one", "two", "three", "four"]),
    ("Thefts: 31\r\nFires: 12\r\n", ["Thefts: 31", "Fires: 12"]),
    ("  It rained. \n\n\n  It stopped.  ", ["It rained.", "It stopped."]),
    (
        "Detectives are looking for anybody who saw a man with a\nred bag in the park. He was tall.",
        ["Detectives are looking for anybody who saw a man with a\nred bag in the park.", "He was tall."],
    ),
    ("", []),
    (" \n\t\n", []),
]


@pytest.mark.parametrize(("text", "expected"), LAYOUTS)
def test_layouts(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_the_dateline_is_no_sentence() -> None:
    release = Release("LEEDS – Two men were held.", apparatus=((0, 8),))
    assert [s.text for s in sentences(release, LEXICON)] == ["Two men were held."]
    assert sentences(Release("4 July 2022", apparatus=((0, 11),)), LEXICON) == []


@given(st.text(st.one_of(st.sampled_from("aA.?!…”\"' \n\r\t•-1()"), st.characters()), max_size=80))
@settings(deadline=None)
def test_sentences_stand_in_the_text(text: str) -> None:
    found = sentences(Release(text), LEXICON)
    for sentence in found:
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text == sentence.text.strip() != ""
    ends = [0, *(s.end for s in found)]
    assert all(end <= s.start for end, s in zip(ends, found, strict=False))
    # nothing that is a word is lost: between sentences stand white space, bullets and their numbers
    rest = "".join(text[end : s.start] for end, s in zip(ends, found, strict=False)) + text[ends[-1] :]
    assert not re.search(r"[^\W\d_]{2}", rest)


# -- parse -------------------------------------------------------------------------------------------------------------


def test_parse_gives_tokens_where_they_stand() -> None:
    release = Release("Two men ran.\n\nOfficers held 14 men.")
    first, second = sentences(release, LEXICON)
    assert second.tokens(0, 99) == []
    LANGUAGE.parse([second])
    assert first.doc is None
    start = release.text.index("14")
    tokens = second.tokens(start, start + 6)
    assert [t.text for t in tokens] == ["14", "men"]
    assert second.span(tokens) == (start, start + 6)
    assert [t.dep_ for t in tokens] == ["nummod", "dobj"]


def test_parse_is_done_once() -> None:
    (sentence,) = sentences(Release("Officers held 14 men."), LEXICON)
    LANGUAGE.parse([sentence])
    doc = sentence.doc
    LANGUAGE.parse([sentence])
    assert sentence.doc is doc


def test_what_is_too_long_for_a_sentence_is_cut_between_words() -> None:
    text = "14 men " * 1000
    pieces = sentences(Release(text), LEXICON)
    assert max(len(piece.text) for piece in pieces) <= 3_000
    assert "".join(piece.text for piece in pieces).replace(" ", "") == text.replace(" ", "")
    assert all(piece.text.startswith(("14", "men")) for piece in pieces)


def test_white_space_inside_a_sentence_is_a_space_to_the_parser() -> None:
    text = "Detectives are looking for anybody who saw a man with 14\r\nred bags in the park."
    (sentence,) = sentences(Release(text), LEXICON)
    LANGUAGE.parse([sentence])
    assert sentence.doc is not None
    assert len(sentence.doc.text) == len(text)
    assert [t.text for t in sentence.tokens(text.index("red"), text.index(" in the"))] == ["red", "bags"]


LEMMAS = [
    ("The offences were burglaries.", "offences", "offence"),
    ("The offences were burglaries.", "burglaries", "burglary"),
    ("The women met.", "women", "woman"),
    ("The thieves ran.", "thieves", "thief"),
    ("The thieves ran.", "ran", "run"),
    ("Officers seized it.", "seized", "seize"),
    ("Officers are stopping cars.", "stopping", "stop"),
    ("They were caught.", "caught", "catch"),
    ("They were caught.", "were", "be"),
    ("The bus stopped.", "bus", "bus"),
    ("The force made Arrests.", "made", "make"),
    ("It fell quickly.", "quickly", "quickly"),
]


@pytest.mark.parametrize(("text", "word", "lemma"), LEMMAS)
def test_lemmas(text: str, word: str, lemma: str) -> None:
    (sentence,) = sentences(Release(text), LEXICON)
    LANGUAGE.parse([sentence])
    start = text.index(word)
    (token,) = sentence.tokens(start, start + len(word))
    assert LANGUAGE.lemma(token) == lemma


@pytest.mark.parametrize(("word", "lemma"), [("Burglaries", "burglary"), ("Knives", "knife"), ("Cars", "car")])
def test_lemma_of_a_label(word: str, lemma: str) -> None:
    assert LANGUAGE.lemma_of_noun(word) == lemma


# -- models ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "package"),
    [
        (None, LEXICON.pipeline.default),
        ("", LEXICON.pipeline.default),
        *LEXICON.pipeline.aliases.items(),
        ("no_such_model", "no_such_model"),
    ],
)
def test_names_of_models(name: str | None, package: str) -> None:
    assert resolve(name, LEXICON) == package


def test_aliases_name_what_is_installed() -> None:
    assert LEXICON.pipeline.aliases.keys() >= {"sm", "en_core_web_sm"}
    for name in LEXICON.pipeline.aliases:
        assert Language(name, LEXICON).info == LANGUAGE.info


def test_info() -> None:
    assert LANGUAGE.info.name == LEXICON.pipeline.default
    assert re.fullmatch(r"\d+\.\d+\.\d+", LANGUAGE.info.version)


def test_a_missing_model_is_one_clear_line() -> None:
    with pytest.raises(ModelMissing) as caught:
        factx.extract("Two men were held.", model="xx_no_such_model")
    message = str(caught.value)
    assert "'xx_no_such_model' is not installed" in message
    assert "factx models" in message
    assert "\n" not in message
    assert isinstance(caught.value, FactxError)
    assert caught.value.exit_code == 2


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="cannot be loaded") as caught:
        Language(str(tmp_path), LEXICON)
    assert "\n" not in str(caught.value)


def test_a_model_without_a_parser(tmp_path: Path) -> None:
    import spacy  # noqa: PLC0415

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelMissing, match="has no tagger and no parser; factx needs both"):
        Language(str(tmp_path / "blank"), LEXICON)
