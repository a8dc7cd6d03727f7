"""Which way a figure went: the change noun it modifies, the change verb it measures, the word that touches it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from factx.lexicon import Lexicon, any_of
from factx.link.tree import is_noun, root
from factx.link.wholes import GAPPED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from factx.claims import Change
    from factx.find.candidate import Candidate
    from factx.language import Sentence

_TO = re.compile(r"(?:\s+(?!to\b)[a-z]+){0,3}(?:\s+in\s+(?:\w+\s+)?\d{4})?\s+to\s+")
# Between a change and the same in per cent: "310 (4.1%)", "40 fewer than last year, or 8%".
_ALSO = re.compile(r"(?:\s+than\s+[^,.;:()]{3,40}(?=,\s+or\s))?\s*(?:\(\s*(?:or\s+)?|,?\s+or\s+)")
_KINDS = {"percentage", "count", "money"}
_DIRECTIONS: tuple[Change, ...] = ("increase", "decrease")


def link_changes(candidates: Sequence[Candidate], where: Mapping[Candidate, Sentence], lexicon: Lexicon) -> None:
    """Fill in `change` of percentages, counts and amounts that are the size of a rise or fall."""
    before = None
    for candidate in (c for c in candidates if c.kind in _KINDS):
        if candidate.fields.get("change") is None:
            candidate.fields["change"] = _direction(candidate, where[candidate], lexicon)
        if candidate.fields["change"] is None and candidate.kind == "percentage" and before is not None:
            gloss = where[candidate].text[
                max(0, before.end - where[candidate].start) : candidate.start - where[candidate].start
            ]
            same = before.start >= where[candidate].start
            if _ALSO.fullmatch(gloss) or (  # "an increase of 310 (4.1%)"
                same
                and before.kind == "percentage"
                and GAPPED.search(gloss)
                and _no_verb(before, candidate, where, lexicon)
            ):  # "…, burglary by" 5%
                candidate.fields["change"] = before.fields["change"]
        before = candidate
    moved = {where[c].start for c in candidates if c.kind in _KINDS and c.fields["change"] is not None}
    levels = [c for c in candidates if c.kind in _KINDS - {"percentage"} and where[c].start not in moved]
    for first, second in pairwise(levels):  # (where a figure says how far, the direction stands on that alone)
        if second.fields["change"] is None:
            second.fields["change"] = _from_to(first, second, where[second], lexicon)
    for level in levels:
        if level.kind == "count" and level.fields["change"] is None:
            level.fields["change"] = _moved_to(level, where[level], lexicon)


def _no_verb(before: Candidate, candidate: Candidate, where: Mapping[Candidate, Sentence], lexicon: Lexicon) -> bool:
    """Whether what stands between two figures leaves out its verb."""
    between = where[candidate].tokens(before.end, candidate.start)
    named = [t for t, behind in pairwise(between) if behind.lower_ in {"by", "("} and is_noun(t, lexicon)]
    return not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in between if t not in named)


def _from_to(before: Candidate, candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> Change | None:
    """The direction of the current figure of "fell from 200 to 150"."""
    if (
        before.start < sentence.start
        or _TO.fullmatch(sentence.text, before.end - sentence.start, candidate.start - sentence.start) is None
    ):
        return None
    verb = sentence.text[: before.start - sentence.start]
    return next((d for d in _DIRECTIONS if _from_verb(lexicon, d).search(verb)), None)


def _moved_to(level: Candidate, sentence: Sentence, lexicon: Lexicon) -> Change | None:
    """The direction of "reduced to just 23"."""
    place = level.start - sentence.start
    before = sentence.text[max(0, place - 40) : place]
    return next((d for d in _DIRECTIONS if _to_verb(lexicon, d).search(before)), None)


def _direction(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> Change | None:
    before = sentence.text[max(0, candidate.start - sentence.start - 60) : candidate.start - sentence.start]
    after = sentence.text[candidate.end - sentence.start :][:40]
    for direction in _DIRECTIONS:
        touching, of_noun, by_verb, behind, verb_touching = _patterns(lexicon, direction)
        adverb = touching.search(before)
        if (
            (adverb and not _particle(lexicon).search(before, 0, adverb.start()))
            or of_noun.search(before)
            or by_verb.search(before)
        ):
            return direction
        if (
            candidate.kind == "percentage"
            and after.lstrip().startswith(")")
            and _of_change(lexicon, direction).search(before)
        ):
            return direction
        if candidate.kind in {"percentage", "money"} and (behind.match(after) or verb_touching.search(before)):
            return direction
    token = root(candidate, sentence) if candidate.kind == "percentage" else None
    return None if token is None else _modified(token, lexicon)


@cache
def _particle(lexicon: Lexicon) -> re.Pattern[str]:
    """A verb of which "up" or "down" is a part ("take down half of the sites")."""
    return re.compile(rf"\b(?:{any_of(lexicon.change.particle_verbs)})\s+\Z", re.IGNORECASE)


def _modified(token: Token, lexicon: Lexicon) -> Change | None:
    """The direction of the change noun that a percentage modifies ("a 38% year-end reduction")."""
    if token.dep_ not in {"compound", "nmod", "amod", "nummod"}:
        return None
    return next((d for d in _DIRECTIONS if token.head.lower_ in getattr(lexicon.change, d).nouns), None)


@cache
def _of_change(lexicon: Lexicon, direction: Change) -> re.Pattern[str]:
    """Before the bracket behind what a rise or fall is of: "Decreases were recorded in burglary ("."""
    nouns = any_of(getattr(lexicon.change, direction).nouns)
    return re.compile(rf"\b(?:{nouns})\s+(?:[a-z]+\s+){{0,4}}?(?:in|for)\s+[^()\d,;:.]{{2,40}}\(\Z", re.IGNORECASE)


@cache
def _from_verb(lexicon: Lexicon, direction: Change) -> re.Pattern[str]:
    table = getattr(lexicon.change, direction)
    return re.compile(rf"\b(?:{any_of([*table.forms, *table.adverbs])})\s+from\s+\Z", re.IGNORECASE)


@cache
def _to_verb(lexicon: Lexicon, direction: Change) -> re.Pattern[str]:
    forms = any_of(getattr(lexicon.change, direction).forms)
    return re.compile(rf"\b(?:{forms})\s+to\s+(?:just\s+|only\s+|a\s+record\s+)?\Z", re.IGNORECASE)


@cache
def _patterns(lexicon: Lexicon, direction: Change) -> tuple[re.Pattern[str], ...]:
    table = getattr(lexicon.change, direction)
    forms, nouns = any_of(table.forms), any_of(table.nouns)
    adverbs, comparatives = any_of(table.adverbs), any_of(table.comparatives)
    return (
        re.compile(rf"(?<![\w-])(?:{adverbs})\s+(?:by\s+)?(?:a\s+)?(?:further\s+|another\s+)?\Z", re.IGNORECASE),
        re.compile(rf"\b(?:{nouns})\s+(?:\w+\s+){{0,4}}?of\s+\Z", re.IGNORECASE),
        re.compile(
            rf"\b(?:{forms})\b(?:\s+[\w’'-]+){{0,6}}?(?:\s*[,–—])?\s+by\s+(?:an?\s+)?(?:(?:further|another|only|just|whopping|massive|huge|staggering|remarkable|impressive|record|mere|total\s+of)\s+)?\Z",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\s+(?:{comparatives}|(?:{adverbs})(?=\s*[,.;)]|\s+(?:on|from)\b)|(?:year-on-year\s+|annual\s+)?(?:{nouns}))\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:{forms})\s+(?:a\s+)?(?:further\s+|another\s+)?\Z", re.IGNORECASE),
    )
