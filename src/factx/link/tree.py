"""Walks over spaCy's dependency tree that the linkers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx.find.nouns import NOUNS, phrase_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Sentence
    from factx.lexicon import Lexicon

# A clause of its own: what governs it says nothing about the figures in it.
_OWN_CLAUSE = {"relcl", "advcl", "parataxis"}
# No clause that means anything is nested deeper.
_DEPTH = 40
SUBJECTS = {"nsubj", "nsubjpass", "csubj"}


def root(candidate: Candidate, sentence: Sentence) -> Token | None:
    """The token of a candidate that the rest of it hangs on; None where the sentence is not parsed."""
    inside = sentence.tokens(candidate.start, candidate.end)
    own = set(inside)
    tops = [t for t in inside if t.head not in own or t.head.i == t.i]
    nouns = [t for t in tops if t.tag_ in NOUNS]
    return (nouns or tops)[-1] if tops else None


def ancestors(token: Token) -> Iterator[Token]:
    """`token`, what governs it, and so on up to the verb of its clause."""
    for _ in range(_DEPTH):
        yield token
        if token.head.i == token.i or token.dep_ in _OWN_CLAUSE:
            return
        if token.dep_ == "ccomp" and any(t.text in ";:" for t in token.doc[token.i : token.head.i]):
            return  # "40 calls were made; the target is 50": two clauses, whatever the parse says
        if token.dep_ == "acl" and token.tag_ in {"VBG", "VBN"}:  # "theft causing", "weapons found"
            return
        finite = token.tag_ in {"VBD", "VBZ", "VBP"} and token.head.tag_ == "VB"  # "hoped to hire 300 but hired 120"
        if token.dep_ == "conj" and token.tag_.startswith("VB") and (finite or subject(token) is not None):
            return
        token = token.head


def verb(token: Token, light: frozenset[str] = frozenset()) -> tuple[Token, str] | None:
    """The verb that `token` belongs to and as what (a dependency label): through a list, and through "a total of"."""
    for _ in range(8):
        head = token.head
        if token.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "npadvmod"} and head.tag_.startswith("VB"):
            return head, token.dep_
        if token.dep_ == "pobj" and head.dep_ in {"agent", "prep"} and head.head.tag_.startswith("VB"):
            return head.head, head.dep_
        participle = next((c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
        if participle is not None and token.dep_ != "conj":
            return participle, "nsubjpass"
        if token.dep_ in {"conj", "appos", "nummod"} or (token.dep_ == "pobj" and head.head.lower_ in light):
            token = head if token.dep_ != "pobj" else head.head
            continue
        return None
    return None


def subject(verb: Token) -> Token | None:
    """The subject of a verb; the nearest where the parse has given it two."""
    before = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    before = [child for child in before if child.lower_ not in {"both", "all"}] or before  # "the men, both thought"
    return before[-1] if before else next((child for child in verb.rights if child.dep_ in SUBJECTS), None)


def is_noun(token: Token, lexicon: Lexicon) -> bool:
    """Whether a token is a noun, or a plural that was taken for a verb ("fatal crashes fell", "homicides by 6%")."""
    plural = token.tag_ == "VBZ" and token.lower_.endswith("s") and token.lower_ not in lexicon.change.forms
    return token.tag_ in NOUNS or (plural and token.lower_ not in {"is", "has", "does"})


def phrase(noun: Token, sentence: Sentence, first: Token | None = None, floor: int = 0) -> str:
    """The noun phrase of a token as written, from its leftmost modifier to the end of what follows it directly.

    `first` is where it starts at the latest, where that is known better than by the tree, `floor` the index of the
    first token that may belong to it.
    """
    start = noun
    leftmost = max(floor, min(noun.left_edge.i, noun.i if first is None else first.i))
    for token in reversed(noun.doc[leftmost : noun.i]):
        if token.tag_ in {"CD", "PRP$"} or (token.is_punct and token.text not in "-’'"):
            break
        start = token
    while start.i and start.i < noun.i and start.nbor(-1).tag_ == "CD" and not start.nbor(-1).whitespace_:
        start = start.nbor(1)  # ("m" of "£3m")
    while (
        start.i < noun.i
        and (start.tag_ in {"DT", "PDT", "IN", "CC"} or start.lower_ in {"more", "fewer", "less"})
        and start.lower_ not in {"all", "both"}
    ):
        start = start.nbor(1)
    end = phrase_end(noun, clauses=True)
    if noun.tag_ == "NNP":  # "Lothian and Borders Police"
        names = (
            c
            for c in noun.conjuncts
            if c.i > noun.i and {t.tag_ for t in c.doc[noun.i : c.i + 1]} <= {"NNP", "NNPS", "CC"}
        )
        end = next((c.right_edge for c in names), end)
    return " ".join(sentence.text[start.idx : end.idx + len(end)].split())
