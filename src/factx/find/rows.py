"""Counts in lists and tables, where the label says what: "• Warrants: 1,417", "Bicycles      1,640 (1,522)"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure
from factx.find.candidate import Candidate, quantity
from factx.find.nouns import lemma_of
from factx.find.numbers import hedge_after, hedge_before
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.find.numbers import Number
    from factx.language import Language, Sentence
    from factx.release import Paragraph, Release

# A label, then a colon, dash, tab, bar or two spaces; the figures stand behind it.
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
ROW = re.compile(r"\|?\s*(?P<label>[^\W\d][^:\t\n|]{1,60}?)(?::\s*|\s+[-–—]\s+|\s*\t\s*|\s*\|\s*|\s{2,})(?=\S)")
# What may follow a figure of a row, and what may stand between two: "1,640 (1,522)", "96 (down from 118)".
_AFTER = re.compile(r"\s*(?:\Z|[(),;.|/–—]|\t|\s{2,}|unchanged\b)|\s+(?:up|down|from|v|vs|versus|compared)\b")
_BETWEEN = re.compile(
    r"\s+(?:vs?\.?|versus|compared\s+(?:with|to))\s+|\s*(?:\((?:(?:up|down)\s+from\s+|from\s+|v\.?\s+|vs\.?\s+)?|\|\s*|/\s*|\t\s*)|\)?\s{2,}|\)\s*\|?\s*"
)

# "(12) Forgery" in a list of charges, up to a dash or a figure.
_CHARGE = re.compile(r"\((?P<number>\d{1,3})\)\s+(?P<charge>[A-Z](?:[^\d\n:–—(]|(?<=under )\d{1,2}){2,80})")
# So many lines at most stand between the line that leads into a list of charges and one of them.
_CHARGES = 24


def find_rows(
    release: Release, numbers: Sequence[Number], sentences: Sequence[Sentence], lexicon: Lexicon, language: Language
) -> list[Candidate]:
    """The counts of every list item or table row of `release` that is a label with figures behind it."""
    found, counts = [], []
    heads: dict[int, list[str | None]] = {}
    starts = [n.start for n in numbers]
    for index, paragraph in enumerate(release.paragraphs):
        inside = numbers[bisect_left(starts, paragraph.body) : bisect_left(starts, paragraph.end)]
        if inside and (charges := _charges(release, index, inside[0], lexicon, language)):
            counts.append(charges)
            continue
        row = ROW.match(release.text, paragraph.body, paragraph.end) if inside else None
        if (
            row is None
            or not (_in_list(release, index) or _names_things(row, lexicon, language))
            or _no_count(lexicon).search(row["label"])
        ):
            continue
        figures = _figures(release.text, row.end(), inside, paragraph, lexicon)
        if figures:
            head = _head(row, index, release, sentences, lexicon, language)
            heads.setdefault(paragraph.block, []).append(head)
            label = " ".join(row["label"].split()) if head else None
            for start, end, figure in figures:
                candidate = quantity("count", start, end, figure, head=head, item=label, change=None)
                found.append((paragraph.block, candidate))
    for block, candidate in found:  # a list of places or kinds has no nouns of its own, whatever one label looks like
        known = candidate.fields["head"] in lexicon.counts.things
        if not known and heads[block].count(None) * 2 > len(heads[block]):
            candidate.fields |= {"head": None, "item": None}
    return [*counts, *(candidate for _, candidate in found)]


def _charges(release: Release, index: int, number: Number, lexicon: Lexicon, language: Language) -> Candidate | None:
    """The count of "(12) Forgery" below "Indicted on these counts:"."""
    paragraph = release.paragraphs[index]
    row = _CHARGE.match(release.text, paragraph.body, paragraph.end)
    if row is None or number.start != row.start("number"):
        return None
    above = reversed(release.paragraphs[max(0, index - _CHARGES) : index])
    lead = next((t for p in above if (t := release.text[p.body : p.end].rstrip()).endswith(":")), "")
    head = language.lemma_of_noun(lead.rstrip(":").split()[-1]) if lead.rstrip(": ") else ""
    if head not in lexicon.counts.always_one:
        return None
    charge = " ".join(row["charge"].split())
    return quantity("count", *row.span("number"), Figure(number.value), head=head, item=charge, change=None)


def _figures(
    text: str, start: int, inside: Sequence[Number], paragraph: Paragraph, lexicon: Lexicon
) -> list[tuple[int, int, Figure]]:
    """The bare figures with which the row goes on behind its label: start, end and the figure."""
    figures: list[tuple[int, int, Figure]] = []
    if all(_YEAR.fullmatch(text, number.start, number.end) for number in inside):  # the head of a table
        return figures
    for number in inside:
        hedged, qualifier = hedge_before(text, number.start, lexicon)
        touches = hedged == start if not figures else _BETWEEN.fullmatch(text, start, number.start) is not None
        end, behind = number.end, hedge_after(text, number.end, lexicon)
        if behind is not None:
            end, qualifier = behind
        if not touches or _AFTER.match(text, end, paragraph.end) is None:
            break
        figures.append((hedged, end, Figure(number.value, number.unit, qualifier)))
        start = end
    return figures


def _names_things(row: re.Match[str], lexicon: Lexicon, language: Language) -> bool:
    """Whether a label by itself is of what releases count ("Total arrests: 45")."""
    word = row["label"].split()[-1].lower()
    lemma = lexicon.counts.lemmas.get(word) or language.lemma_of_noun(word)
    return lemma != word and lemma in lexicon.counts.zero


def _in_list(release: Release, index: int) -> bool:
    """Whether the paragraph is a bullet or has a row beside it: a lone "Flat: 3" is not a table."""
    paragraph = release.paragraphs[index]
    if paragraph.bullet:
        return True
    near = [p for p in release.paragraphs[max(0, index - 1) : index + 2] if p is not paragraph]
    return any(p.block == paragraph.block and ROW.match(release.text, p.body, p.end) for p in near)


def _head(
    row: re.Match[str],
    index: int,
    release: Release,
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    language: Language,
) -> str | None:
    """The lemma of the label's head noun where it is a plural or a known thing; None leaves it to the lead-in."""
    first = release.paragraphs[index].body
    sentence = sentences[max(0, bisect_right(sentences, first, key=lambda s: s.start) - 1)]
    if not sentence.start <= first < sentence.end or row["label"].strip().lower() in lexicon.counts.totals:
        return None
    if sentence.doc is None:
        language.parse([sentence])
    head = None
    for token in sentence.tokens(row.start("label"), row.end("label")):
        if token.lower_ == "of" and head is not None and head.lower_ in lexicon.counts.light:
            continue  # "Number of arrests: 17"
        several = (
            token.tag_ == "CC" and head is not None and language.lemma_of_noun(head.lower_) != head.lower_
        )  # "Knives and blades"
        if token.tag_ in {"IN", "TO", "-LRB-"} or token.text == "(" or several:
            break
        if token.tag_ in {"NN", "NNS", "NNP", "NNPS"} or (token.tag_ == "VBZ" and token.lower_.endswith("s")):
            head = token
    if head is None:
        return None
    word = head.lower_
    lemma = lemma_of(head, lexicon, language)
    lemma = lemma if "-" in lemma else lexicon.counts.lemmas.get(word) or language.lemma_of_noun(word)
    plural = lemma != word
    return lemma if plural or lemma in lexicon.counts.things else None


@cache
def _no_count(lexicon: Lexicon) -> re.Pattern[str]:
    """Labels whose number is no count: by their last word, or as a whole ("Phone", but not "Mobile phone")."""
    last, whole = any_of(lexicon.counts.row_labels_not), any_of(lexicon.counts.row_labels_never)
    return re.compile(rf"(?:\A\s*(?:media\s+|press\s+|contact\s+)?(?:{whole})|\b(?:{last}))\s*\Z", re.IGNORECASE)
