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
_CLAUSE = re.compile(r"[;:–—()]|,\s+(?:and|while|which|who)\b|\b(?:but|after|before|since|having|when)\b")


def link_status(
    candidates: Sequence[Candidate], where: Mapping[Candidate, Sentence], lexicon: Lexicon, language: Language
) -> None:
    """Fill in `status` of every quantity that its sentence says is no plain fact."""
    for candidate in candidates:
        if candidate.kind in {"date", "quote", "age"} or "status" in candidate.fields:
            continue
        penalty = candidate.kind in {"duration", "money"}
        sentence = where[candidate]
        token = root(candidate, sentence)
        status = _phrase(candidate, sentence, lexicon)
        if token is not None:
            status = _governed(token, lexicon, language, penalty=penalty) or status
        if status is not None:
            candidate.fields["status"] = status


def _governed(token: Token, lexicon: Lexicon, language: Language, *, penalty: bool) -> Status | None:
    """The status that the verbs above a figure give it, the nearest first; `penalty` where it may be one to come.

    A verb says nothing of a figure inside its subject ("the man with nine convictions will appear"), of what was done
    before ("will appear for stealing dozens of cars") or of people known by what they did ("by the eight who helped").
    A negation reaches the figures of its own verb only ("it is not known how the three men fled").
    """
    table, below, nearest = lexicon.status, token, True
    if token.dep_ != "nsubj" and any(c.dep_ == "relcl" and c.tag_ == "VBD" for c in token.children):
        return None
    for word in ancestors(token):
        if below.dep_ in SUBJECTS and below is not token:
            return None
        if below.dep_ == "pcomp" and below.tag_ == "VBG" and below.head.lower_ in table.past_gerund:
            return None
        if word.tag_.startswith(("VB", "MD")):
            helpers = {c.lower_ for c in word.children if c.dep_ in {"aux", "auxpass"}}
            if nearest and below.dep_ not in SUBJECTS and any(c.dep_ == "neg" for c in word.children):
                return "negated"
            nearest = nearest and below.dep_ == "xcomp"
            if penalty and language.lemma(word) in table.hypothetical.verbs:
                return "hypothetical"
            if "would" in helpers and word.dep_ == "ccomp":  # "said that it would": a promise, reported
                return "planned"
            if helpers & set(table.hypothetical.auxiliaries):
                return "hypothetical"
            if penalty and "can" in helpers and language.lemma(word) in table.penal:
                return "hypothetical"
            if below is token and token.dep_ == "nsubj" and any(c.lower_ == "the" for c in token.children):
                return None  # "The 12 arrests will send a message"
            actor = subject(word)
            aim = language.lemma(actor) in table.planned.nouns if actor is not None else False
            promised = below.dep_ == "xcomp" and language.lemma(word) in table.promises
            due = below is token and token.dep_ in SUBJECTS and _is_to(word)
            if helpers & set(table.planned.auxiliaries) or aim or promised or due or language.lemma(word) in table.planned.verbs:
                return "planned"
        below = word
    return None


def _is_to(word: Token) -> bool:
    """Whether a verb is the "are" of "40 officers are to be recruited"."""
    after = word.doc[word.i + 1 : word.i + 2]
    return word.lower_ in {"is", "are"} and any(t.lower_ == "to" for t in after)


def _phrase(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> Status | None:
    """The status that a set phrase earlier in the clause gives ("target of", "if convicted" anywhere)."""
    place = max(0, candidate.start - sentence.start)
    before = _CLAUSE.split(sentence.text[max(0, place - _CLAUSE_REACH) : place])[-1]
    planned, hypothetical, conditions = _phrases(lexicon)
    if hypothetical.search(before) or conditions.search(sentence.text):
        return "hypothetical" if candidate.kind in {"duration", "money", "count"} else None
    return "planned" if planned.search(before) else None


@cache
def _phrases(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    table = lexicon.status
    rows = (table.planned.phrases, table.hypothetical.phrases, table.conditions)
    return tuple(re.compile(rf"\b(?:{any_of(phrases)})\b", re.IGNORECASE) for phrases in rows)
