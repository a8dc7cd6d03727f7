"""Whose age it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factx.find.candidate import Candidate
from factx.find.nouns import NOUNS
from factx.link.tree import SUBJECTS, root, subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from factx.language import Sentence

# "white, of average height, 17 years old": how somebody looks is not whose age it is.
_LOOKS = {"height", "build", "hair", "accent", "complexion"}
_LIST = re.compile(r",?\s*(?:,|and|or|&)\s*")
# "Both suspects are described as white, 20 to 25"
_DESCRIBED = re.compile(r"\W*((?:[A-Z][\w’-]*\s)(?:[\w’-]+\s){0,4}?)(?:is|are|was|were)\s+(?:both\s+)?described\s+as\b")
_THE_FIRST = re.compile(
    r"\b((?:the|a)\s+(?:first|second|third|other|former|latter|youngest|oldest|eldest))(?:,|\s+(?:is|was|man|woman))?\s+\Z",
    re.IGNORECASE,
)


def link_persons(candidates: Sequence[Candidate], where: Mapping[Candidate, Sentence]) -> None:
    """Fill in whose each age is, where no name before it has said so; the ages of a list have one owner."""
    listed: list[Candidate] = []
    for age in (c for c in candidates if c.kind == "age"):
        sentence = where[age]
        if listed and where[listed[-1]] is sentence:
            between = sentence.text[listed[-1].end - sentence.start : age.start - sentence.start]
            if _LIST.fullmatch(between) and sentence.text[age.start - sentence.start :][:1].isdigit():
                listed.append(age)
                age.fields["person"] = listed[0].fields["person"]
                _shared_out(listed, sentence)
                continue
        token = root(age, sentence)
        if one := _THE_FIRST.search(sentence.text[: age.start - sentence.start]):
            age.fields["person"] = one[1]
        elif age.fields["person"] is None and token is not None:
            described = _DESCRIBED.match(sentence.text, 0, age.start - sentence.start)
            age.fields["person"] = " ".join(described[1].split()) if described else _person(age, token, sentence)
        listed = [age]


def _shared_out(listed: Sequence[Candidate], sentence: Sentence) -> None:
    """Give each of "a man and a woman, aged 30 and 29" the age that is meant, where as many are named as there are."""
    owner = listed[0].fields["person"]
    found = sentence.text.rfind(owner, 0, listed[0].start - sentence.start) if owner else -1
    if found < 0:
        return
    head = root(Candidate("age", sentence.start + found, sentence.start + found + len(owner)), sentence)
    heads = [head, *head.conjuncts] if head is not None else []
    between = [t for t in heads if t.tag_ in {"NN", "NNP"} and sentence.start + t.idx < listed[0].start]
    if len(between) == len(listed):
        for age, noun in zip(listed, between, strict=True):
            age.fields["person"] = _up_to(noun, sentence)


def _person(candidate: Candidate, token: Token, sentence: Sentence) -> str | None:
    """Whose age it is: the noun that it modifies or stands behind, or the subject of "is in his 20s".

    None where the age is a noun itself ("The 40-year-old was hurt").
    """
    behind = next(iter(sentence.tokens(candidate.end, candidate.end + 12)), None)
    alone = behind is None or behind.tag_ not in NOUNS | {"JJ", "HYPH", "VBN", "VBG"}
    governed = behind is None or token.dep_ in {*SUBJECTS, "dobj", "pobj", "conj", "attr"}
    if token.lower_ in {"old", "olds"} and alone and governed:
        return None
    beside = next(iter(sentence.tokens(candidate.start - 2, candidate.start)), None)
    if beside is not None and beside.tag_ in NOUNS and token.tag_ not in NOUNS:  # "a child under 14", "a girl aged 15"
        return _up_to(beside, sentence)
    head = token.head
    for _ in range(4):
        described = subject(head) if head.tag_.startswith("VB") else None
        if described is not None and (described.tag_ in NOUNS | {"CD", "JJS"} or described.lower_ == "i"):
            return _up_to(described, sentence) if not candidate.overlaps(*sentence.span([described])) else None
        looks = head.text[0].isdigit() or head.lower_ in _LOOKS
        if head.tag_ in NOUNS and not looks and not candidate.overlaps(*sentence.span([head])):
            if head.idx + sentence.start > candidate.end and any(
                t.tag_.startswith("VB") and t.tag_ not in {"VBN", "VBG"} for t in head.doc[token.i : head.i]
            ):
                return None  # "The 40-year-old sustained wounds", read as one phrase
            return _up_to(head, sentence)
        if head.head.i == head.i:
            break
        head = head.head
    return None


def _up_to(noun: Token, sentence: Sentence) -> str | None:
    """The noun phrase of a person, from its last comma to its head."""
    last = noun
    while last.i + 2 < len(last.doc) and last.nbor(1).text == "-" and not last.whitespace_:
        last = last.nbor(2)  # co-accused
    words = sentence.text[noun.left_edge.idx : last.idx + len(last)]
    phrase = " ".join(re.split(r",(?!\d{3})", words)[-1].split())
    return None if not phrase or re.match(r"\d+\s+(?:and|years)\b", phrase) else phrase
