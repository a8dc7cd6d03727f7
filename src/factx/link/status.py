"""Whether a figure is stated, planned, negated or hypothetical: by the verbs and cues that govern it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factx.lexicon import Lexicon, any_of
from factx.link.tree import ancestors, root, subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factx.claims import Status
    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence

_CLAUSE = re.compile(r"[;:–—()]|,\s+(?:and|but|while|which|who)\b")


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
        if token is not None:
            status = _governed(token, lexicon, language) or status
        if status is not None:
            candidate.fields["status"] = status


def _governed(token: object, lexicon: Lexicon, language: Language) -> Status | None:
    table = lexicon.status
    for word in ancestors(token):  # type: ignore[arg-type]
        if not word.tag_.startswith(("VB", "MD")):
            continue
        helpers = {c.lower_ for c in word.children if c.dep_ in {"aux", "auxpass"}}
        if any(c.dep_ == "neg" for c in word.children):
            return "negated"
        lemma = language.lemma(word)
        actor = subject(word)
        actor_lemma = language.lemma(actor) if actor is not None else ""
        if helpers & set(table.hypothetical.auxiliaries):
            return "hypothetical"
        if helpers & set(table.planned.auxiliaries) or lemma in table.planned.verbs or actor_lemma in table.planned.nouns:
            return "planned"
    return None


def _phrase(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> Status | None:
    """The status that a set phrase earlier in the clause gives ("target of", "if convicted" anywhere)."""
    before = _CLAUSE.split(sentence.text[: candidate.start - sentence.start])[-1]
    planned, hypothetical = _phrases(lexicon)
    if hypothetical.search(before) or re.search(r"\bif (?:convicted|found guilty)\b", sentence.text, re.IGNORECASE):
        return "hypothetical" if candidate.kind in {"duration", "money", "count"} else None
    return "planned" if planned.search(before) else None


@cache
def _phrases(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    planned, hypothetical = lexicon.status.planned.phrases, lexicon.status.hypothetical.phrases
    return (
        re.compile(rf"\b(?:{any_of(planned)})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{any_of(hypothetical)})\b", re.IGNORECASE),
    )
