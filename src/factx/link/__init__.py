"""What ties claims to each other and to their sentence: subject, direction, status, period, quote."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from factx.link.changes import link_changes
from factx.link.items import link_items
from factx.link.periods import link_periods
from factx.link.persons import link_persons
from factx.link.status import link_status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release


def link(
    candidates: Sequence[Candidate],
    release: Release,
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    language: Language,
) -> dict[Candidate, Sentence]:
    """Fill in the fields that need more than a candidate's own words; returns the sentence of each."""
    where = {candidate: _sentence_of(candidate, sentences) for candidate in candidates}
    link_changes(candidates, where, lexicon)
    link_items(candidates, where, sentences, lexicon, language)
    link_persons(candidates, where)
    link_status(candidates, where, lexicon, language)
    link_periods(candidates, where, release, sentences, lexicon)
    _link_quotes(candidates)
    return where


def _sentence_of(candidate: Candidate, sentences: Sequence[Sentence]) -> Sentence:
    return sentences[max(0, bisect_right(sentences, candidate.start, key=lambda s: s.start) - 1)]


def _link_quotes(candidates: Sequence[Candidate]) -> None:
    """Say of every claim inside a quote in which."""
    quotes = [c for c in candidates if c.kind == "quote"]
    for candidate in candidates:
        if candidate.kind != "quote":
            around = next((q for q in quotes if q.start <= candidate.start and candidate.end <= q.end), None)
            if around is not None and any(
                s <= candidate.start and candidate.end <= e for s, e in around.fields["parts"]
            ):
                candidate.fields["quote"] = around
