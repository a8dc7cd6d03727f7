"""What a figure is of: the noun that an elided count leaves out, what was done and by whom, the whole of a share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factx.find.counts import lemma_of
from factx.link.tree import NOUNS, phrase, root, subject, verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon

_NEXT_NOUN = re.compile(r"\s+(?:of|in)\s+")


def link_subjects(
    candidates: Sequence[Candidate], where: Mapping[Candidate, Sentence], lexicon: Lexicon, language: Language
) -> None:
    """Fill in `head`, `action`, `actor` of counts, `of` of percentages and `person` of ages, in text order."""
    named: list[tuple[Candidate, str]] = []
    for candidate in candidates:
        sentence = where[candidate]
        token = root(candidate, sentence)
        if candidate.kind == "count":
            if token is not None:
                _action(candidate, token, lexicon, language, sentence)
            if candidate.fields["head"] is None:
                candidate.fields["head"] = _left_out(candidate, sentence, named, lexicon)
            if candidate.fields["head"] is not None:
                named.append((candidate, candidate.fields["head"]))
        elif candidate.kind == "percentage" and token is not None:
            whole = _whole(candidate, token, sentence, lexicon)
            if whole is not None:
                candidate.fields["of"] = phrase(whole, sentence)
                if whole.tag_ in NOUNS and whole.lower_ not in lexicon.counts.light:
                    named.append((candidate, lemma_of(whole, lexicon, language)))
        elif candidate.kind == "age" and token is not None:
            candidate.fields["person"] = _person(candidate, token, sentence)


def _action(candidate: Candidate, token: Token, lexicon: Lexicon, language: Language, sentence: Sentence) -> None:
    light = frozenset([*lexicon.counts.light, "hundreds", "dozens", "scores", "thousands"])
    done = verb(token, light)
    if done is None:
        return
    lemma = language.lemma(done)
    if lemma == "be" and not (token.dep_.startswith("nsubj")):
        return
    candidate.fields["action"] = lemma
    actor = subject(done)
    if actor is not None and actor.dep_ == "nsubj" and actor.tag_ in NOUNS and not candidate.overlaps(*sentence.span([actor])):
        candidate.fields["actor"] = phrase(actor, sentence)


def _left_out(
    candidate: Candidate, sentence: Sentence, named: Sequence[tuple[Candidate, str]], lexicon: Lexicon
) -> str | None:
    """The head of the last figure before this one that has one; people, where only people can be meant."""
    if candidate.fields.get("action") in lexicon.counts.person_verbs and not any(c.start >= sentence.start for c, _ in named):
        return "person"
    near = [head for _, head in named[-1:]]
    if near:
        return near[0]
    return "person" if candidate.fields.get("action") in lexicon.counts.person_verbs else None


def _whole(candidate: Candidate, token: Token, sentence: Sentence, lexicon: Lexicon) -> Token | None:
    """What a percentage is a share or a change of."""
    inside = set(sentence.tokens(candidate.start, candidate.end))
    after = [t for t in token.doc if t.idx >= candidate.end - sentence.start]
    change = candidate.fields.get("change")
    if candidate.fields["form"] == "ratio" and after:  # one in seven offences
        noun = _first_noun(after)
        if noun is not None:
            return noun
    for word in (*inside, token.head):  # 38% of X; a 38% reduction in X
        for prep in word.children:
            if prep.dep_ == "prep" and prep.lower_ in {"of", "in"} and prep.i > token.i and (prep.lower_ == "of" or change):
                noun = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
                if noun is not None and noun not in inside and noun.tag_ in NOUNS | {"DT", "PRP"}:
                    return noun
    if change is None and candidate.fields["form"] in {"percent", "fraction"}:
        return None
    governing: Token | None = token
    for _ in range(5):
        if governing is None or governing.head.i == governing.i:
            break
        if governing.tag_.startswith("VB"):
            break
        governing = governing.head
    if governing is None or not governing.tag_.startswith("VB"):
        return None
    actor = subject(governing)
    return actor if actor is not None and actor.tag_ in NOUNS and actor not in inside else None


def _first_noun(tokens: Sequence[Token]) -> Token | None:
    """The head of the noun phrase with which `tokens` start, behind "of" too."""
    last = None
    for token in tokens[:7]:
        if token.tag_ in NOUNS:
            last = token
        elif last is not None or token.tag_ not in {"JJ", "VBN", "VBG", "DT", "IN", "PRP$", "JJS", "JJR"}:
            break
    return last


def _person(candidate: Candidate, token: Token, sentence: Sentence) -> str | None:
    """Whose age it is: the noun that it modifies or stands behind."""
    head = token.head
    for _ in range(3):
        if head.tag_ in NOUNS and not candidate.overlaps(*sentence.span([head])):
            start = head.left_edge
            text = sentence.text[start.idx : head.idx + len(head)]
            return " ".join(text.split(",")[0].split()) or None
        if head.head.i == head.i:
            break
        head = head.head
    return None
