"""What a figure counts: the noun that an elided count leaves out, what was done and by whom, whose age it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from factx.find.candidate import Candidate
from factx.find.nouns import lemma_of
from factx.link.tree import NOUNS, SUBJECTS, phrase, root, subject, verb
from factx.link.wholes import fronted, moved, whole_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon


# Between a part, or the lower end, and the figure that has the noun of both.
_OTHER_END = re.compile(r"\s+(?:to|and|or|(?:out\s+)?of(?:\s+(?:the|his|her|its|their|our|all|these|those))?)\s+", re.IGNORECASE)
_THE_FIRST = re.compile(r"\b((?:the|a)\s+(?:first|second|third|other|former|latter))(?:,|\s+(?:is|was|man|woman))?\s+\Z", re.IGNORECASE)
_ROW_LABEL = re.compile(r"([^\W\d][\w’' -]{1,40}?):\s+")
# A figure behind the gap of a table.
_ROW_LIKE = re.compile(r"(?:\s{2,}|\t|\|\s?)[\d(]")
# How many stretches between blank lines a noun that is left out may lie back (a list's heading and its lead-in).
_REACH = 2
_LIST = re.compile(r",?\s*(?:,|and|or|&)\s*")


def link_items(
    candidates: Sequence[Candidate],
    where: Mapping[Candidate, Sentence],
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    language: Language,
) -> None:
    """Fill in `head`, `action`, `actor` of counts, `of` of percentages and `person` of ages, in text order."""
    figures = [c for c in candidates if c.kind in {"count", "percentage"}]
    for candidate in (c for c in candidates if c.kind == "count"):
        token = root(candidate, where[candidate])
        if token is not None:
            _act(candidate, token, where[candidate], lexicon, language)
    named: list[Candidate] = []
    before: Candidate | None = None
    for number, candidate in enumerate(figures):
        following = figures[number + 1] if number + 1 < len(figures) else None
        if candidate.kind == "count":
            if candidate.fields["head"] is None:
                _name(candidate, following, named, where, sentences, lexicon, language)
            candidate.noun = candidate.fields["head"]
            candidate.phrase = candidate.fields["item"] or candidate.phrase or candidate.noun
        else:
            last = named[-1] if named else None
            whole_of(candidate, before, last, where[candidate], lexicon, language)
            candidate.phrase = candidate.fields["of"]
        if candidate.noun is not None:
            named.append(candidate)
        before = candidate
    for candidate in (c for c in candidates if c.kind == "measurement"):
        _measured(candidate, where[candidate])
    _persons([c for c in candidates if c.kind == "age"], where)


def _persons(ages: Sequence[Candidate], where: Mapping[Candidate, Sentence]) -> None:
    """Fill in whose each age is, where no name before it has said so; the ages of a list have one owner."""
    listed: list[Candidate] = []
    for age in ages:
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
            age.fields["person"] = _person(age, token, sentence)
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
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    language: Language,
) -> None:
    """Give an elided count the noun that it leaves out; tried in this order, and null where none is sure.

    "from 3,150 to 2,772 offences", "six of the eight suspects": that of the other end. "Crashes fell from 34 to 29":
    what fell. "Of those arrested, 12 …": what opens the sentence. Else that of the figure before it in the sentence, the
    paragraph or the list; people where only people can be meant.
    """
    sentence = where[candidate]
    people = candidate.fields.get("action") in lexicon.counts.person_verbs or _state(candidate, sentence, lexicon)
    if following is not None and where[following] is sentence and following.fields.get("head"):
        between = sentence.text[candidate.end - sentence.start : max(0, following.start - sentence.start)]
        if _OTHER_END.fullmatch(between):
            candidate.fields["head"], candidate.phrase = following.fields["head"], following.fields["item"]
            return
    token = root(candidate, sentence)
    fell = moved(token, lexicon) if token is not None and token.dep_ not in SUBJECTS else None
    if fell is not None and fell.tag_ in {"NNS", "NNPS"}:
        candidate.fields["head"], candidate.phrase = lemma_of(fell, lexicon, language), phrase(fell, sentence)
        return
    if grown := _grown_in(candidate, sentence, lexicon):
        candidate.fields["head"], candidate.phrase = lemma_of(grown, lexicon, language), phrase(grown, sentence)
        return
    same = _said_before(candidate, named, sentence)
    if same is not None:
        candidate.fields["head"], candidate.phrase = same.noun, same.phrase
        return
    before = named[-1] if named else None
    if before is not None and where[before].block != sentence.block and where[before].bullet and _ROW_LIKE.search(sentence.text):
        before = None  # (a row of another list names nothing in this one)
    near = before is not None and sentence.block - where[before].block <= _REACH
    if whole := fronted(candidate, sentence):
        candidate.phrase = whole
        if _people_meant(whole, sentence, lexicon, language):
            candidate.fields["head"] = "person"
            return
    if sentence.bullet and (lead := _lead_noun(sentence, sentences, lexicon, language)) is not None:
        noun, there = lead
        candidate.fields["head"], candidate.phrase = lemma_of(noun, lexicon, language), phrase(noun, there)
        return
    if before is not None and near and not (people and where[before] is not sentence):
        candidate.fields["head"], candidate.phrase = before.noun, candidate.phrase or before.phrase
    elif people:
        candidate.fields["head"] = "person"
    elif fell is not None and lemma_of(fell, lexicon, language) in {*lexicon.counts.zero, *lexicon.counts.kinds}:
        candidate.fields["head"], candidate.phrase = lemma_of(fell, lexicon, language), phrase(fell, sentence)


def _said_before(candidate: Candidate, named: Sequence[Candidate], sentence: Sentence) -> Candidate | None:
    """The count of the same size that "of the 412" goes back to."""
    place = candidate.start - sentence.start
    if not re.search(r"\bof\s+(?:the|these|those)\s+\Z", sentence.text[max(0, place - 14) : place], re.IGNORECASE):
        return None
    same = (n for n in reversed(named) if n.kind == "count" and n.fields["value"] == candidate.fields["value"])
    return next(same, None)


def _people_meant(whole: str, sentence: Sentence, lexicon: Lexicon, language: Language) -> bool:
    """Whether "those charged" are people: by what was done to them."""
    start = sentence.start + sentence.text.find(whole)
    those, *rest = sentence.tokens(start, start + len(whole)) or [None]
    done = next((t for t in rest if t.tag_ in {"VBN", "VBD"}), None)
    return those is not None and those.lower_ == "those" and done is not None and language.lemma(done) in lexicon.counts.person_verbs


def _lead_noun(
    sentence: Sentence, sentences: Sequence[Sentence], lexicon: Lexicon, language: Language
) -> tuple[Token, Sentence] | None:
    """The plural that the line before a list is about ("The offences were:", "The new starters joined by:")."""
    before = sentences[: bisect_left(sentences, sentence.start, key=lambda s: s.start)]
    lead = next((s for s in reversed(before) if not s.bullet), None)
    if lead is None or not lead.text.endswith(":"):
        return None
    language.parse([lead])
    top = next((t for t in lead.doc or () if t.head.i == t.i), None)
    what = subject(top) if top is not None else None
    if top is None or what is None or what.tag_ != "NNS" or any(t.tag_ in {"WRB", "WP"} for t in top.doc[: top.i]):
        return None
    made = next((c for c in top.children if c.dep_ == "dobj" and c.tag_ == "NNS"), None)
    return (made if made is not None else what), lead


def _state(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether only people can be so: "four dead", "18 still at school"."""
    behind = sentence.tokens(candidate.end, candidate.end + 12)
    return bool(behind) and behind[0].lower_ in lexicon.counts.person_states


def _grown_in(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> Token | None:
    """The plural in which something grew: "an increase of 1,045 (3.4%) in calls"."""
    changes = [*lexicon.change.increase.nouns, *lexicon.change.decrease.nouns]
    start, end = candidate.start - sentence.start, candidate.end - sentence.start
    before = re.search(r"(\w+)\s+of\s+\Z", sentence.text[max(0, start - 24) : start])
    behind = re.compile(r"\s*(?:\([^)]{1,24}\)\s*)?in\s+(?:the\s+)?").match(sentence.text, end)
    if before is None or before[1].lower() not in changes or behind is None:
        return None
    for token in sentence.tokens(sentence.start + behind.end(), sentence.end)[:4]:
        if token.tag_ in {"NNS", "NNPS"}:
            return token
        if token.tag_ not in {"NN", "NNP", "JJ", "HYPH", "VBN"}:
            break
    return None


def _measured(candidate: Candidate, sentence: Sentence) -> None:
    """What a measurement is of, where no "of" says so: "a nine-inch blade", "an area of 12 acres", "the gap is 3 metres"."""
    token = root(candidate, sentence)
    if candidate.fields["of"] is not None or token is None:
        return
    head = token.head
    noun: Token | None = None
    if token.dep_ in {"compound", "nmod", "amod", "nummod", "npadvmod"} and head.tag_ in {"NN", "NNS"} and head.i > token.i:
        noun = head
    elif label := _ROW_LABEL.fullmatch(sentence.text[: candidate.start - sentence.start]):
        candidate.fields["of"] = label[1]
        return
    elif token.dep_ == "pobj" and head.lower_ == "of" and head.head.tag_ in {"NN", "NNS"}:
        noun = head.head
    elif token.dep_ == "attr" and head.lower_ in {"is", "was", "are", "were"}:
        noun = subject(head)
    if noun is not None and noun.tag_ in {"NN", "NNS"} and not candidate.overlaps(*sentence.span([noun])):
        candidate.fields["of"] = phrase(noun, sentence, noun.doc[token.i + 1] if noun.i > token.i else None)


def _person(candidate: Candidate, token: Token, sentence: Sentence) -> str | None:
    """Whose age it is: the noun that it modifies or stands behind, or the subject of "is in his 20s".

    None where the age is a noun itself ("The 40-year-old was hurt").
    """
    behind = next(iter(sentence.tokens(candidate.end, candidate.end + 12)), None)
    if token.lower_ in {"old", "olds"} and (behind is None or behind.tag_ not in NOUNS | {"JJ", "HYPH", "VBN", "VBG"}):
        if token.dep_ in {*SUBJECTS, "dobj", "pobj", "conj", "attr"} or behind is None:
            return None
    head = token.head
    for _ in range(4):
        described = subject(head) if head.tag_.startswith("VB") else None
        if described is not None and (described.tag_ in NOUNS | {"CD", "JJS"} or described.lower_ == "i"):
            return _up_to(described, sentence) if not candidate.overlaps(*sentence.span([described])) else None
        if head.tag_ in NOUNS and not candidate.overlaps(*sentence.span([head])):
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
    """The noun phrase of a person, up to its head and its first comma."""
    last = noun
    while last.i + 2 < len(last.doc) and last.nbor(1).text == "-" and not last.whitespace_:
        last = last.nbor(2)  # co-accused
    words = sentence.text[noun.left_edge.idx : last.idx + len(last)]
    return " ".join(words.split(",")[0].split()) or None
