"""The noun that a count leaves out: "from 3,150 to 2,772 offences", "nine were jailed", "– theft: 12"."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from factx.find.nouns import lemma_of
from factx.link.apposed import apposed
from factx.link.subjects import moved, mover_by_words, thing_of, within
from factx.link.tree import SUBJECTS, phrase, root, subject
from factx.link.wholes import fronted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon

# The lemma of a noun and the words for what is counted.
Noun = tuple[str | None, str | None]

_NUMBERED = {"number", "total"}
# How many stretches between blank lines a noun that is left out may lie back (a list's heading and its lead-in).
_REACH = 2
# Between a part, or the lower end, and the figure that has the noun of both.
_OTHER_END = re.compile(
    r"\s+(?:to|and|or|(?:out\s+)?of(?:\s+(?:the|his|her|its|their|our|all|these|those))?)\s+", re.IGNORECASE
)
_BACK_TO = re.compile(r"\b(?:of\s+(?:the|these|those)|all)\s+\Z", re.IGNORECASE)
_IN_ROW = re.compile(r"(?::\s+|\s[-–—]\s+|\s{2,}|\t\s*|\|\s*)\Z|\(\Z")
_AT = re.compile(r"(?:,?\s+(?:last|this)\s+year)?,?\s+(?:to|at|with)\s+(?:just\s+|only\s+)?")
# A table's heading: "Outcomes (share of all searches, last year in brackets)"
_SHARE_OF = re.compile(
    r"(?:\b(?:share|proportion|percentage|per\s?cent)|%)\s+of\s+([\w’'-]+(?:\s+[\w’'-]+){0,4}?)(?=[,;:()]|\s+(?:in|who|that|by)\b|\Z)",
    re.IGNORECASE,
)
_ROWS = 16
_GROWN = re.compile(r"\s*(?:\([^)]{1,24}\)\s*)?in\s+(?:the\s+)?")


def name_elided(
    candidate: Candidate,
    following: Candidate | None,
    named: Sequence[Candidate],
    where: Mapping[Candidate, Sentence],
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    language: Language,
) -> None:
    """Give an elided count its `head` and `phrase`; tried in this order, and null where none is sure.

    "from 3,150 to 2,772 offences", "six of the eight suspects": that of the other end. "Crashes fell from 34 to 29":
    what fell. "Of the 530" goes back to the 530, "of those arrested" to people. Then the figure before it in the
    sentence, the line that leads into its list, the figure before in the paragraph or the list; people where only they
    can be meant.
    """
    sentence = where[candidate]
    before = named[-1] if named else None
    found = (
        _of_other_end(candidate, following, where)
        or _of_mover(candidate, sentence, lexicon, language)
        or _of_apposed(candidate, sentence, lexicon, language)
        or _of_percentage(before, candidate, sentence)
        or _of_growth(candidate, sentence, lexicon, language)
        or _of_same_size(candidate, named, sentence)
        or _of_fronted(candidate, sentence, lexicon, language)
    )
    if found is None and sentence.bullet and not (before is not None and where[before] is sentence):
        lead = _lead_noun(sentence, sentences, lexicon, language)
        found = (lemma_of(lead[0], lexicon, language), phrase(*lead)) if lead is not None else None
    if found is None and not (before is not None and where[before] is sentence):
        found = _of_mover(candidate, sentence, lexicon, language, mass=True)
    if found is None:
        found = _of_figure_before(candidate, named, where, sentences, lexicon, language)
    candidate.fields["head"], words = found
    candidate.phrase = fronted(candidate, sentence) or words


def _of_other_end(
    candidate: Candidate, following: Candidate | None, where: Mapping[Candidate, Sentence]
) -> Noun | None:
    """The noun of the figure behind "to", "or" or "of the"."""
    sentence = where[candidate]
    if following is None or where[following] is not sentence or not following.fields.get("head"):
        return None
    between = sentence.text[candidate.end - sentence.start : max(0, following.start - sentence.start)]
    return (following.fields["head"], following.fields["item"]) if _OTHER_END.fullmatch(between) else None


def _of_mover(
    candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language, *, mass: bool = False
) -> Noun | None:
    """The plural that rose or fell to the figure; with `mass` also a kind of crime ("burglary fell from 1,840")."""
    token = root(candidate, sentence)
    fell = moved(token, lexicon) if token is not None and token.dep_ not in SUBJECTS else None
    if fell is None and token is not None and language.lemma(token.head) in _NUMBERED:  # "Offences numbered 9,466"
        fell = subject(token.head)
    if fell is None and (by_words := mover_by_words(sentence, candidate.start, lexicon)):
        fell = by_words[0]
    if fell is None:
        return None
    thing = within(fell, lexicon)
    if thing.lower_ in {"numbers", "levels"}:  # "Officer numbers rose by 37"
        whose = next((c for c in thing.lefts if c.dep_ == "compound" and c.tag_ in {"NN", "NNP"}), None)
        return (language.lemma_of_noun(whose.lower_), phrase(thing, sentence)) if whose is not None else None
    kind = mass and lemma_of(thing, lexicon, language) in lexicon.counts.things
    if thing.tag_ not in {"NNS", "NNPS", "VBZ"} and not kind:
        return None
    word = thing.lower_
    return lexicon.counts.lemmas.get(word) or language.lemma_of_noun(word), phrase(thing, sentence)


def _of_apposed(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> Noun | None:
    """The things in front of the bracket or the comma: "burglaries (down 40)", "offences, up 12"."""
    beside = apposed(candidate, sentence, lexicon, language)
    thing = thing_of(beside[0], lexicon, language) if beside is not None else None
    return (thing, beside[1]) if beside is not None and thing is not None else None


def _of_percentage(before: Candidate | None, candidate: Candidate, sentence: Sentence) -> Noun | None:
    """What fell by so many per cent: "Homicides dropped 31 percent, to 43", "burglary (down 14% to 2,113)"."""
    if before is None or before.kind != "percentage" or before.start < sentence.start:
        return None
    between = sentence.text[before.end - sentence.start : candidate.start - sentence.start]
    return (before.noun, before.phrase) if _AT.fullmatch(between) else None


def _of_growth(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> Noun | None:
    """The plural in which something grew: "a rise of 880 (2.1%) in calls"."""
    start, end = candidate.start - sentence.start, candidate.end - sentence.start
    before = re.search(r"(\w+)\s+of\s+\Z", sentence.text[max(0, start - 24) : start])
    behind = _GROWN.match(sentence.text, end)
    if before is None or before[1].lower() not in lexicon.change.nouns or behind is None:
        return None
    for token in sentence.tokens(sentence.start + behind.end(), sentence.end)[:4]:
        if token.tag_ in {"NNS", "NNPS"}:
            return lemma_of(token, lexicon, language), phrase(token, sentence)
        if token.tag_ not in {"NN", "NNP", "JJ", "HYPH", "VBN"}:
            break
    return None


def _of_same_size(candidate: Candidate, named: Sequence[Candidate], sentence: Sentence) -> Noun | None:
    """The noun of the count of the same size that "of the 530" goes back to."""
    place = candidate.start - sentence.start
    if not _BACK_TO.search(sentence.text[max(0, place - 14) : place]):
        return None
    same = (n for n in reversed(named) if n.kind == "count" and n.fields["value"] == candidate.fields["value"])
    return next(((n.noun, n.phrase) for n in same), None)


def _of_fronted(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> Noun | None:
    """People, where the sentence opens with "Of those charged,"."""
    whole = fronted(candidate, sentence)
    if whole is None:
        return None
    start = sentence.start + sentence.text.find(whole)
    tokens = sentence.tokens(start, start + len(whole))
    done = next((t for t in tokens[1:] if t.tag_ in {"VBN", "VBD"}), None)
    those = bool(tokens) and tokens[0].lower_ == "those" and done is not None
    return (
        ("person", whole)
        if those and done is not None and language.lemma(done) in lexicon.counts.person_verbs
        else None
    )


def _of_figure_before(
    candidate: Candidate,
    named: Sequence[Candidate],
    where: Mapping[Candidate, Sentence],
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    language: Language,
) -> Noun:
    """The noun of the last figure that has one, if near; a person's where what was done is done to people."""
    sentence = where[candidate]
    before = named[-1] if named else None
    if before is not None and where[before].block != sentence.block and is_row(candidate, sentence):
        lead_in = _lead_in(sentence, sentences)
        if where[before].bullet or lead_in is None or not lead_in.text.endswith(":"):
            before = None  # (only a line with a colon leads from the prose before into a list)
    near = before is not None and sentence.block - where[before].block <= _REACH
    people = {"person", "man", "woman", "child", *lexicon.ages.person_nouns}
    alike = (
        before is not None
        and where[before] is sentence
        and before.fields.get("action") in lexicon.counts.person_verbs
        and before.noun not in {"offence", "offense", "crime"}  # ("charged with 34 offences, seven were bailed")
    )
    if not alike and (
        candidate.fields.get("action") in lexicon.counts.person_verbs or _state(candidate, sentence, lexicon, language)
    ):
        beside = (n for n in reversed(named) if where[n] is sentence and n.noun in people)
        return next(((n.noun, n.phrase) for n in beside), ("person", None))
    if before is None or not near:
        return (None, None)
    if before.noun in lexicon.counts.always_one and where[before].block != sentence.block:
        return (None, None)  # (the charges of a list are not the "two" of the next paragraph)
    mixed = before.noun in people and any(
        n.noun in people and n.noun != before.noun for n in _beside(before, named, where)
    )
    if mixed and where[before] is not sentence:  # "Five men and two women were held. Four remain"
        return ("person", None)
    return (before.noun, before.phrase)


def _beside(before: Candidate, named: Sequence[Candidate], where: Mapping[Candidate, Sentence]) -> list[Candidate]:
    """The counts in the sentence of `before`."""
    return [n for n in named[-6:] if where[n] is where[before] and n.kind == "count"]


def _state(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> bool:
    """Whether only people can be so: "four dead", "18 still at school"."""
    behind = sentence.tokens(candidate.end, candidate.end + 12)
    held = bool(behind) and behind[0].tag_ == "VBN" and language.lemma(behind[0]) in lexicon.counts.person_verbs
    return held or (bool(behind) and behind[0].lower_ in lexicon.counts.person_states)


def name_of_rows(
    named: Candidate | None,
    where: Mapping[Candidate, Sentence],
    sentence: Sentence,
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    language: Language,
) -> str | None:
    """What the shares of a list are of: what the line before it is about, or the last figure before that line."""
    headings = (s for s in islice(_above(sentence, sentences), _ROWS) if sentence.block - s.block <= _REACH)
    if share := next((m for s in headings if s.text[-1:] not in ".!?" and (m := _SHARE_OF.search(s.text))), None):
        return " ".join(share[1].split())
    if lead := _lead_noun(sentence, sentences, lexicon, language):
        return phrase(*lead)
    lead_in = _lead_in(sentence, sentences)
    if lead_in is None or not lead_in.text.endswith(":") or named is None or where[named].bullet:
        return None
    return named.phrase if sentence.block - where[named].block <= _REACH else None


def is_row(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a figure stands behind a label or the gap of a table."""
    return _IN_ROW.search(sentence.text[: candidate.start - sentence.start]) is not None


def _lead_in(sentence: Sentence, sentences: Sequence[Sentence]) -> Sentence | None:
    """The last sentence before the rows or bullets among which `sentence` stands."""
    above = _above(sentence, sentences)
    return next((s for s in above if (not s.bullet and s.block != sentence.block) or s.text.endswith(":")), None)


def _above(sentence: Sentence, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences before one, the nearest first."""
    place = bisect_left(sentences, sentence.start, key=lambda s: s.start)
    return (sentences[n] for n in range(place - 1, -1, -1))


def _lead_noun(
    sentence: Sentence, sentences: Sequence[Sentence], lexicon: Lexicon, language: Language
) -> tuple[Token, Sentence] | None:
    """The plural that the line before a list is about ("The offences were:", "The new starters joined by:")."""
    lead = next((s for s in _above(sentence, sentences) if not s.bullet), None)
    if lead is None or not lead.text.endswith(":"):
        return None
    language.parse([lead])
    top = next((t for t in lead.doc or () if t.head.i == t.i), None)
    if top is None or any(t.tag_ in {"WRB", "WP"} for t in top.doc[: top.i]):
        return None
    if top.tag_ == "NNS":  # "Offences by area:"
        return (top, lead) if language.lemma(top) not in lexicon.counts.list_words else None
    made = next((c for c in top.children if c.dep_ == "dobj"), None)
    what = made if made is not None else subject(top)
    doing = language.lemma(top) in {"be", "include", "join", "come", "fall", "rise", "follow", "break"}
    listing = what is not None and language.lemma(what) in lexicon.counts.list_words
    return (
        (what, lead)
        if what is not None and not listing and what.tag_ == "NNS" and (made is not None or doing)
        else None
    )
