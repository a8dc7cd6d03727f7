"""Counts without a number: "dozens of volunteers", "several arrests", "no injuries", "none of the officers"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure
from factx.find.nouns import MANY, NOUNS, REACH, count_of, lemma_of, noun_behind, noun_out_of
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence

_VAGUE = Figure(None, qualifier="vague")
_NOUGHT = Figure(Fraction(0))
_OF_SO_MANY = re.compile(
    r"\s+of\s+(?:the|his|her|its|their|our|these|those)\s+(?:\d|two|three|four|five|six|seven|eight|nine|ten)"
)


def find_quantifiers(sentences: Sequence[Sentence], lexicon: Lexicon, language: Language) -> list[Candidate]:
    """Every vague count, and every count of nought, in parsed `sentences`."""
    found = []
    for sentence in sentences:
        if sentence.doc is None:
            continue
        for match in quantifier_words(lexicon).finditer(sentence.text):
            start = sentence.start + match.start()
            inside = sentence.tokens(start, sentence.start + match.end())
            if not inside or inside[-1].i + 1 >= len(sentence.doc):
                continue
            read = _vague if match["vague"] else _nought
            candidate = read(start, inside[-1], sentence, lexicon, language)
            if candidate is not None:
                found.append(candidate)
    return found


def _vague(start: int, last: Token, sentence: Sentence, lexicon: Lexicon, language: Language) -> Candidate | None:
    """Several arrests; dozens of volunteers; hundreds arrested."""
    first = last.nbor(1)
    noun = None
    if first.lower_ == "of":
        noun = next((t for t in first.rights if t.dep_ == "pobj" and t.tag_ in NOUNS and t.i - first.i <= REACH), None)
        noun = None if noun is None else noun_behind(noun, MANY, lexicon)
        if noun is None and first.i + 1 < len(first.doc):
            noun = noun_behind(first.nbor(1), MANY, lexicon)
    elif last.tag_ not in {"NNS", "NNP"}:  # not "hundreds", "scores"
        noun = noun_behind(first, MANY, lexicon)
    if noun is not None:
        lemma = lemma_of(noun, lexicon, language)
        measured = "-" not in lemma and any(noun.lower_ in forms for forms in lexicon.units.measures.values())
        never = lemma in lexicon.counts.never and noun.lower_ not in lexicon.counts.acts
        if never or lemma in lexicon.units.time or measured:
            return None
        return count_of(start, sentence.span([noun])[1], _VAGUE, noun, None, sentence, lexicon, language)
    done = first.tag_ in {"VBN", "VBD"} and language.lemma(first) in lexicon.counts.person_verbs
    if done or last.dep_ in {"nsubj", "nsubjpass"}:
        return count_of(start, sentence.span([last])[1], _VAGUE, None, None, sentence, lexicon, language)
    return None


def _nought(start: int, last: Token, sentence: Sentence, lexicon: Lexicon, language: Language) -> Candidate | None:
    """No arrests; zero murders; none of the officers."""
    first = last.nbor(1)
    if last.lower_ == "none":
        whole = noun_out_of(first, lexicon) if first.lower_ == "of" else None
        counted = sentence.text[last.idx + len(last) :]
        if whole is None and _OF_SO_MANY.match(counted):  # "none of the 90 wardens": two counts
            return count_of(start, sentence.span([last])[1], _NOUGHT, None, None, sentence, lexicon, language)
        if whole is None or whole[0].lower_ == "us":
            return None
        end = sentence.span([whole[0]])[1]
        return count_of(start, end, _NOUGHT, whole[1], None, sentence, lexicon, language)
    noun = noun_behind(first, Fraction(1), lexicon)
    if noun is None or not _could_be_some(noun, lemma_of(noun, lexicon, language), lexicon):
        return None
    return count_of(start, sentence.span([noun])[1], _NOUGHT, noun, None, sentence, lexicon, language)


def _could_be_some(noun: Token, lemma: str, lexicon: Lexicon) -> bool:
    """Whether "no" counts nought: before a thing that releases count, or a plural that something is done to."""
    does = (t.tag_ == "VBZ" and t.lower_ not in {"is", "has"} for t in noun.doc[noun.i + 1 : noun.i + 2])
    if noun.tag_ == "NN" and any(does):  # "No driver wants this": of any
        return False
    there_were = noun.dep_ == "attr" and any(c.dep_ == "expl" for c in noun.head.children)
    had = noun.dep_ == "dobj" and noun.head.lower_ in {"had", "found", "made", "recovered"}
    some = noun.tag_ == "NNS" and (noun.dep_ == "nsubjpass" or there_were or had)
    return lemma in lexicon.counts.zero or (some and lemma not in lexicon.counts.no_zero)


@cache
def quantifier_words(lexicon: Lexicon) -> re.Pattern[str]:
    """The words that may stand for a count, so that their sentence is parsed."""
    vague, nought = any_of(lexicon.qualifiers.vague), any_of([*lexicon.counts.zero_words, "none"])
    return re.compile(rf"(?<![\w-])(?:(?P<vague>{vague})|{nought})(?![\w-])", re.IGNORECASE)
