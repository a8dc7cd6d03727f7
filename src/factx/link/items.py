"""What a figure counts, what was done and by whom; what a percentage or a measurement is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factx.find.nouns import NOUNS
from factx.link.elisions import is_row, name_elided, name_of_rows
from factx.link.tree import SUBJECTS, phrase, root, subject, verb
from factx.link.wholes import is_share_of_whole, whole_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon

# Behind a verb more of the first than of the second: the verb is in a bracket, or the words of another.
_INSIDE = (("(", ")"), ("”", "“"))
_ROW_LABEL = re.compile(r"([^\W\d][\w’' -]{1,40}?):\s+")


def link_items(
    candidates: Sequence[Candidate],
    where: Mapping[Candidate, Sentence],
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    language: Language,
) -> None:
    """Fill in `head`, `action`, `actor` of counts, `of` of percentages and measurements, in text order."""
    figures = [c for c in candidates if c.kind in {"count", "percentage"}]
    for candidate in (c for c in candidates if c.kind == "count"):
        token = root(candidate, where[candidate])
        if token is not None:
            _act(candidate, token, where[candidate], lexicon, language)
    named: list[Candidate] = []
    before: Candidate | None = None
    share: Candidate | None = None
    for number, candidate in enumerate(figures):
        following = figures[number + 1] if number + 1 < len(figures) else None
        if candidate.kind == "count":
            if candidate.fields["head"] is None:
                name_elided(candidate, following, named, where, sentences, lexicon, language)
            candidate.noun = candidate.fields["head"]
            candidate.phrase = candidate.fields["item"] or candidate.phrase or candidate.noun
        else:
            last = named[-1] if named else None
            whole_of(candidate, before, last, share, where, lexicon, language)
            if candidate.fields["of"] is None and is_row(candidate, where[candidate]):
                candidate.fields["of"] = name_of_rows(last, where, where[candidate], sentences, lexicon, language)
            candidate.phrase = candidate.fields["of"]
            if is_share_of_whole(candidate, where[candidate], lexicon, language):
                share = candidate
            elif candidate.phrase is not None and candidate.fields["change"] is None:
                share = None  # (a level between two shares parts them)
        if candidate.noun is not None:
            named.append(candidate)
        before = candidate
    for candidate in (c for c in candidates if c.kind == "measurement"):
        _measured(candidate, where[candidate])


def _act(candidate: Candidate, token: Token, sentence: Sentence, lexicon: Lexicon, language: Language) -> None:
    """What was done to or by what is counted, and who did it where it is the object."""
    found = verb(token, frozenset([*lexicon.counts.light, *lexicon.qualifiers.vague]))
    if found is None:
        return
    done, relation = found
    obligation = next((c for c in done.rights if c.dep_ == "xcomp" and c.tag_ in {"VB", "VBN"}), None)
    if obligation is not None and relation in SUBJECTS and language.lemma(done) == "have":  # "had to be removed"
        done = obligation
    action = language.lemma(done)
    if not action.isalpha() or action in lexicon.counts.no_action:
        return
    between = sentence.text[done.idx + len(done) : candidate.start - sentence.start]
    between = between.lstrip("”’")  # (“seized” 20 knives)
    if (action == "be" and relation not in SUBJECTS) or any(between.count(a) > between.count(b) for a, b in _INSIDE):
        return  # what stands in a bracket is no part of the clause around it, nor what is quoted of the words around it
    candidate.fields["action"] = action
    actor = None
    if relation == "dobj":
        actor = subject(done)
    elif relation == "nsubjpass":
        actor = next((c for by in done.children if by.dep_ == "agent" for c in by.children if c.dep_ == "pobj"), None)
    if actor is not None and actor.tag_ in NOUNS and not candidate.overlaps(*sentence.span([actor])):
        candidate.fields["actor"] = phrase(actor, sentence)


def _measured(candidate: Candidate, sentence: Sentence) -> None:
    """What a measurement is of, where no "of" says so: "a nine-inch blade", "the gap is three metres"."""
    token = root(candidate, sentence)
    if candidate.fields["of"] is not None or token is None:
        return
    head = token.head
    noun: Token | None = None
    if (
        token.dep_ in {"compound", "nmod", "amod", "nummod", "npadvmod"}
        and head.tag_ in {"NN", "NNS"}
        and head.i > token.i
    ):
        noun = head
    elif label := _ROW_LABEL.fullmatch(sentence.text[: candidate.start - sentence.start]):
        candidate.fields["of"] = label[1]
        return
    elif token.dep_ == "pobj" and head.lower_ == "of" and head.head.tag_ in {"NN", "NNS"}:
        noun = head.head
    elif token.dep_ == "attr" and head.lower_ in {"is", "was", "are", "were"}:
        noun = subject(head)
    if noun is not None and noun.tag_ in {"NN", "NNS"} and not candidate.overlaps(*sentence.span([noun])):
        last = sentence.tokens(candidate.start, candidate.end)[-1].i
        floor = last + 1 if noun.i > last else 0
        candidate.fields["of"] = phrase(noun, sentence, noun.doc[floor] if floor else None, floor)
