"""Counts in lists and tables, where the label says what: "• Breath tests: 1,204", "Knives      1,482 (1,310)"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure
from factx.find.candidate import Candidate, quantity
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.find.numbers import Number
    from factx.language import Language, Sentence
    from factx.release import Paragraph, Release

# A label, a colon, dash, tab or two spaces, and nothing but figures up to the end (a note in brackets may follow).
_ROW = re.compile(
    r"(?P<label>[^\W\d][^:\t\n]{1,60}?)(?::\s*|\s+[-–—]\s*|\t\s*|\s{2,})(?=[(\d]|[a-z-]+\s*[.;,]?\Z)", re.IGNORECASE
)
_BESIDE = re.compile(r"[\s(),.;|/*-]*(?:(?:up|down|v|vs|from|in|all)\b[\s().,]*){0,3}", re.IGNORECASE)


def find_rows(
    release: Release, numbers: Sequence[Number], sentences: Sequence[Sentence], lexicon: Lexicon, language: Language
) -> list[Candidate]:
    """The counts of every paragraph of `release` that is a label with figures behind it."""
    found = []
    heads: dict[int, list[str | None]] = {}
    for index, paragraph in enumerate(release.paragraphs):
        inside = [n for n in numbers if paragraph.body <= n.start < paragraph.end]
        row = _ROW.match(release.text, paragraph.body, paragraph.end) if inside else None
        if row is None or row.end() > inside[0].start or not _only_figures(release.text, row.end(), inside, paragraph):
            continue
        label = row["label"].strip()
        if _no_count(lexicon).search(label) or not _in_list(release, index):
            continue
        head = _head(label, release, index, sentences, lexicon, language)
        heads.setdefault(paragraph.block, []).append(head)
        for number in inside:
            figure = Figure(number.value, number.unit)
            candidate = quantity("count", number.start, number.end, figure, head=head, item=None, change=None)
            found.append((paragraph.block, candidate))
    for block, candidate in found:  # a list of places or kinds has no nouns of its own, whatever one label looks like
        if heads[block].count(None) * 2 > len(heads[block]):
            candidate.fields["head"] = None
    return [candidate for _, candidate in found]


def _only_figures(text: str, start: int, inside: Sequence[Number], paragraph: Paragraph) -> bool:
    """Whether the row holds nothing but its figures (and "down from" in a bracket) up to its end."""
    left = text[start : paragraph.end]
    for number in reversed(inside):
        left = left[: number.start - start] + left[number.end - start :]
    return _BESIDE.fullmatch(left) is not None


def _in_list(release: Release, index: int) -> bool:
    """Whether the paragraph is a bullet or has a row beside it: a lone "Flat: 3" is not a table."""
    paragraph = release.paragraphs[index]
    if paragraph.bullet:
        return True
    near = [p for p in release.paragraphs[max(0, index - 1) : index + 2] if p is not paragraph]
    return any(p.block == paragraph.block and _ROW.match(release.text, p.body, p.end) for p in near)


def _head(
    label: str, release: Release, index: int, sentences: Sequence[Sentence], lexicon: Lexicon, language: Language
) -> str | None:
    """The lemma of the label's head noun where it is a plural or a known thing; None leaves it to the lead-in."""
    first = release.paragraphs[index].body
    sentence = next((s for s in sentences if s.start <= first < s.end), None)
    if sentence is None or label.lower() in lexicon.counts.totals:
        return None
    if sentence.doc is None:
        language.parse([sentence])
    head = None
    for token in sentence.tokens(first, first + len(label)):
        if token.tag_ in {"IN", "CC", "TO", "-LRB-"} or token.text == "(":
            break
        if token.tag_ in {"NN", "NNS", "NNP", "NNPS"}:
            head = token
    if head is None:
        return None
    word = head.lower_
    lemma = lexicon.counts.lemmas.get(word) or language.lemma_of_noun(word)
    plural = lemma != word
    return lemma if plural or lemma in lexicon.counts.zero else None


@cache
def _no_count(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon.counts.row_labels_not)})\b", re.IGNORECASE)
