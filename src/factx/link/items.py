"""What a figure counts: the noun that an elided count leaves out, what was done and by whom, whose age it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factx.find.nouns import lemma_of
from factx.link.tree import NOUNS, SUBJECTS, phrase, root, subject, verb
from factx.link.wholes import moved, whole_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon


# How many stretches between blank lines a noun that is left out may lie back (a list's heading and its lead-in).
_REACH = 2
_LIST = re.compile(r"\s*(?:,|and|, and|or)\s*")


def link_items(
    candidates: Sequence[Candidate], where: Mapping[Candidate, Sentence], lexicon: Lexicon, language: Language
) -> None:
    """Fill in `head`, `action`, `actor` of counts, `of` of percentages and `person` of ages, in text order."""
    figures = [c for c in candidates if c.kind in {"count", "percentage"}]
    for candidate in (c for c in candidates if c.kind == "count"):
        token = root(candidate, where[candidate])
        if token is not None:
            _act(candidate, token, where[candidate], lexicon, language)
    named: list[Candidate] = []
    for number, candidate in enumerate(figures):
        following = figures[number + 1] if number + 1 < len(figures) else None
        if candidate.kind == "count" and candidate.fields["head"] is None:
            _name(candidate, following, named, where, lexicon, language)
        elif candidate.kind == "percentage":
            whole_of(candidate, named[-1] if named else None, where[candidate], lexicon, language)
        if candidate.kind == "count":
            candidate.noun = candidate.fields["head"]
        if candidate.noun is not None:
            named.append(candidate)
    last: Candidate | None = None
    for candidate in (c for c in candidates if c.kind == "age"):
        sentence = where[candidate]
        token = root(candidate, sentence)
        listed = (
            last is not None
            and where[last] is sentence
            and _LIST.fullmatch(sentence.text[last.end - sentence.start : candidate.start - sentence.start])
        )
        if listed and last is not None:  # "four men aged 37, 33, 41 and 24"
            candidate.fields["person"] = last.fields["person"]
        elif token is not None:
            candidate.fields["person"] = _person(candidate, token, sentence)
        last = candidate


def _act(candidate: Candidate, token: Token, sentence: Sentence, lexicon: Lexicon, language: Language) -> None:
    """What was done to or by what is counted, and who did it where it is the object."""
    found = verb(token, frozenset([*lexicon.counts.light, *lexicon.qualifiers.vague]))
    if found is None:
        return
    done, relation = found
    action = language.lemma(done)
    if not action.isalpha() or action in lexicon.counts.no_action:
        return
    between = sentence.text[done.idx : max(done.idx, candidate.start - sentence.start)]
    if (action == "be" and relation not in SUBJECTS) or between.count("(") > between.count(")"):
        return  # what stands in a bracket is no part of the clause around it
    candidate.fields["action"] = action
    actor = None
    if relation == "dobj":
        actor = subject(done)
    elif relation == "nsubjpass":
        actor = next((c for by in done.children if by.dep_ == "agent" for c in by.children if c.dep_ == "pobj"), None)
    if actor is not None and actor.tag_ in NOUNS and not candidate.overlaps(*sentence.span([actor])):
        candidate.fields["actor"] = phrase(actor, sentence)


def _name(
    candidate: Candidate,
    following: Candidate | None,
    named: Sequence[Candidate],
    where: Mapping[Candidate, Sentence],
    lexicon: Lexicon,
    language: Language,
) -> None:
    """Give an elided count the noun that it leaves out; tried in this order, and null where none is sure.

    "from 3,150 to 2,772 offences": that of the other end. "Crashes fell from 34 to 29": what fell. Else that of the
    figure before it in the sentence, the paragraph or the list; people where only people can be meant.
    """
    sentence = where[candidate]
    people = candidate.fields.get("action") in lexicon.counts.person_verbs
    if following is not None and where[following] is sentence and following.fields.get("head"):
        between = sentence.text[candidate.end - sentence.start : max(0, following.start - sentence.start)].split()
        if between in (["to"], ["and"], ["or"]):
            candidate.fields["head"] = following.fields["head"]
            return
    token = root(candidate, sentence)
    fell = moved(token, lexicon) if token is not None and token.dep_ not in SUBJECTS else None
    if fell is not None and fell.tag_ == "NNS":
        candidate.fields["head"] = lemma_of(fell, lexicon, language)
        return
    before = named[-1] if named else None
    near = before is not None and sentence.block - where[before].block <= _REACH
    if before is not None and near and not (people and where[before] is not sentence):
        candidate.fields["head"] = before.noun
    elif people:
        candidate.fields["head"] = "person"


def _person(candidate: Candidate, token: Token, sentence: Sentence) -> str | None:
    """Whose age it is: the noun that it modifies or stands behind, or the subject of "is in his 20s"."""
    head = token.head
    for _ in range(4):
        described = subject(head) if head.tag_.startswith("VB") else None
        if described is not None and described.tag_ in NOUNS:
            head = described
        if head.tag_ in NOUNS and not candidate.overlaps(*sentence.span([head])):
            words = sentence.text[head.left_edge.idx : head.idx + len(head)]
            return " ".join(words.split(",")[0].split()) or None
        if head.head.i == head.i or described is not None:
            break
        head = head.head
    return None
