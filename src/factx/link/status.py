"""Whether a figure is stated, planned, negated or hypothetical: by the verbs and cues that govern it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factx.lexicon import Lexicon, any_of
from factx.link.tree import SUBJECTS, ancestors, root, subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from factx.claims import Status
    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence

# A clause is hardly longer, in characters.
_CLAUSE_REACH = 240
_FACING = re.compile(r"\bfac(?:es?|ing)\s+\Z", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:–—()]|,\s+(?:and|while|which|who)\b|\b(?:but|after|before|since|having|when)\b")


def link_status(
    candidates: Sequence[Candidate], where: Mapping[Candidate, Sentence], lexicon: Lexicon, language: Language
) -> None:
    """Fill in `status` of every quantity that its sentence says is no plain fact."""
    for candidate in candidates:
        if candidate.kind in {"date", "quote", "age"} or "status" in candidate.fields:
            continue
        sentence = where[candidate]
        token = root(candidate, sentence)
        status = _phrase(candidate, sentence, lexicon)
        if token is not None and _presupposed(token):
            continue
        if token is not None and not _on_condition(candidate, sentence, lexicon):
            status = _governed(token, candidate.kind, lexicon, language) or status
        if status is not None and not (status == "planned" and _compared(lexicon).search(_before(candidate, sentence))):
            candidate.fields["status"] = status


def _presupposed(token: Token) -> bool:
    """Whether things are spoken of as there already ("his two daughters", "these three boys"), whatever is planned."""
    return any(c.dep_ == "poss" or c.lower_ in {"these", "those"} for c in token.children)


def _governed(token: Token, kind: str, lexicon: Lexicon, language: Language) -> Status | None:
    """The status that the verbs above a figure of `kind` give it, the nearest first.

    A verb says nothing of a figure inside its subject ("the man with nine convictions will appear"), of what was done
    before ("will appear for stealing dozens of cars") or of people known by what they did ("by the eight who helped").
    A negation reaches the figures of its own verb only ("it is not known how the three men fled").
    """
    table, below, nearest = lexicon.status, token, True
    penalty = kind in {"duration", "money"}
    if token.dep_ != "nsubj" and any(c.dep_ == "relcl" and c.tag_ == "VBD" for c in token.children):
        return None
    for word in ancestors(token):
        if below.dep_ in SUBJECTS and below is not token:
            return None
        if below.dep_ == "pcomp" and below.tag_ == "VBG" and below.head.lower_ in table.past_gerund:
            return None
        if word.tag_.startswith(("VB", "MD")):
            helpers = {c.lower_ for c in word.children if c.dep_ in {"aux", "auxpass"}}
            time = kind == "duration" and below.dep_ == "prep"  # "never broken in 26 years"
            fronted = below.dep_ == "prep" and (what := subject(word)) is not None and token.i < what.i
            if (
                nearest
                and not time
                and not fronted
                and below.dep_ not in SUBJECTS
                and not any(t.text in {"–", "—", ":"} for t in word.doc[word.i : token.i])  # "Not belted – 341"
                and any(c.dep_ == "neg" for c in word.children)
            ):
                return "negated"
            nearest = nearest and below.dep_ == "xcomp"
            whole = not any(c.dep_ == "prt" for c in word.children)  # ("carry out")
            asserted = whole and (word.tag_ != "VBG" or helpers)  # ("a car carrying £4,000")
            if penalty and asserted and language.lemma(word) in table.hypothetical.verbs:
                return "hypothetical"
            if any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in word.children) and word.dep_ == "advcl":
                return "hypothetical"
            if {"would", "have"} <= helpers:
                return "hypothetical"
            told = word.dep_ == "ccomp" or any(c.dep_ == "mark" and c.lower_ == "that" for c in word.children)
            if "would" in helpers and told:  # "said that it would": a promise, reported
                return "planned"
            seen = language.lemma(word) in table.witnessed  # "anyone who may have seen the two men"
            if helpers & set(table.hypothetical.auxiliaries) and not seen:
                return "hypothetical"
            if penalty and "can" in helpers and language.lemma(word) in table.penal:
                return "hypothetical"
            if below is token and token.dep_ == "nsubj" and any(c.lower_ == "the" for c in token.children):
                return None  # "The 12 arrests will send a message"
            actor = subject(word)
            aim = actor is not None and language.lemma(word) == "be" and language.lemma(actor) in table.planned.nouns
            offence = word.tag_ == "VBG" and not helpers  # "one count of agreeing to engage in"
            promised = below.dep_ == "xcomp" and not offence and language.lemma(word) in table.promises
            wished = language.lemma(word) in table.wishes and below.dep_ in {"xcomp", "ccomp"}
            promised = promised or (wished and language.lemma(below) not in table.appeals)
            due = below is token and token.dep_ in SUBJECTS and _is_to(word)
            if (
                helpers & set(table.planned.auxiliaries)
                or aim
                or promised
                or due
                or (below.dep_ != "conj" and language.lemma(word) in table.planned.verbs)
            ):
                return "planned"
        below = word
    return None


def _before(candidate: Candidate, sentence: Sentence) -> str:
    place = candidate.start - sentence.start
    return sentence.text[max(0, place - 24) : place]


@cache
def _compared(lexicon: Lexicon) -> re.Pattern[str]:
    """What a planned figure is compared with is a fact: "up from 17"."""
    adverbs = any_of(lexicon.change.adverbs)
    return re.compile(rf"\b(?:(?:{adverbs})\s+from|compared\s+(?:with|to)|than(?:\s+the)?)\s+\Z", re.IGNORECASE)


def _is_to(word: Token) -> bool:
    """Whether a verb is the "are" of "40 officers are to be recruited"."""
    after = [t.lower_ for t in word.doc[word.i + 1 : word.i + 3]]
    return word.lower_ in {"is", "are"} and (after[:1] == ["to"] or after in (["due", "to"], ["set", "to"]))


def _on_condition(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a sentence or fine stands under "if convicted"."""
    _, _, conditions = _phrases(lexicon)
    return candidate.kind in {"duration", "money"} and conditions.search(sentence.text) is not None


def _phrase(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> Status | None:
    """The status that a set phrase earlier in the clause gives ("target of", "if convicted" anywhere)."""
    place = max(0, candidate.start - sentence.start)
    before = _CLAUSE.split(sentence.text[max(0, place - _CLAUSE_REACH) : place])[-1]
    planned, hypothetical, _ = _phrases(lexicon)
    if candidate.kind in {"duration", "money"} and _FACING.search(sentence.text[:place]):
        return "hypothetical"
    if _on_condition(candidate, sentence, lexicon):
        return "hypothetical"
    if hypothetical.search(before):
        return "hypothetical" if candidate.kind in {"duration", "money", "count"} else None
    return "planned" if planned.search(before) else None


@cache
def _phrases(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    table = lexicon.status
    rows = (table.planned.phrases, table.hypothetical.phrases, table.conditions)
    return tuple(re.compile(rf"\b(?:{any_of(phrases)})\b", re.IGNORECASE) for phrases in rows)
