"""What stands directly before a figure: "burglary (down 8%)", "robbery, down 5%", "violent crime down by 9%"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from factx.find.nouns import NOUNS
from factx.lexicon import Lexicon, any_of
from factx.link.tree import is_noun, phrase, subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence

_MODIFIERS = NOUNS | {"JJ", "JJR", "VBN", "VBG", "HYPH", "POS", "PDT"}
_SIGNS = set("+-−–\u2011")
# Before a signed figure: "race, -9%", "Robbery (+3%)".
_SIGNED = re.compile(r"\s*[(,]?\s*\Z")
# "fell in the city (down 3%)": where, and not what.
_WHERE = {"in", "at", "on", "during", "across", "over", "within", "between", "since", "around", "throughout"}


def apposed(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> tuple[Token, str] | None:
    """The head and the words of what rose or fell by a figure in brackets, behind a comma or behind "up" or "down".

    Of a place or a time ("Robbery fell in Leeds (down 8%)") it is what rose or fell there. None where the words before
    the figure hold another one.
    """
    place = candidate.start - sentence.start
    signed = sentence.text[place : place + 1] in _SIGNS
    opening = (_SIGNED if signed else _opening(lexicon)).search(sentence.text[:place])
    if candidate.fields.get("change") is None or opening is None:
        return None
    before = sentence.tokens(sentence.start, sentence.start + opening.start())
    if not before or not is_noun(before[-1], lexicon):
        return None
    first, head = _noun_phrase(before, lexicon)
    joint = first.nbor(-1) if first.i else None
    if joint is not None and (joint.tag_ == "CD" or joint.text in {"£", "$", "€"}):
        return None
    adrift = joint is not None and joint.tag_ == "IN" and ("," in opening[0] or joint.lower_ in _WHERE)
    if (not adrift or _is_about_change(joint, lexicon)) and not _is_place(head, lexicon, language):
        return head, " ".join(sentence.text[first.idx : opening.start()].split())
    for token in reversed(before[: first.i]):
        if token.lower_ in lexicon.change.forms:
            what = subject(token)
            return (what, phrase(what, sentence)) if what is not None and what.tag_ in NOUNS else None
    return None


def gauge(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """The level that a percentage gives, where it stands directly before it: "with blood alcohol .08 per cent"."""
    before = sentence.tokens(sentence.start, candidate.start)
    if not before or before[-1].lower_ not in lexicon.percentages.gauges or candidate.fields["change"] is not None:
        return None
    first, _ = _noun_phrase(before, lexicon)
    return " ".join(sentence.text[first.idx : candidate.start - sentence.start].split())


def _noun_phrase(before: Sequence[Token], lexicon: Lexicon) -> tuple[Token, Token]:
    """The first token of the noun phrase that ends `before`, and its head: the last noun before any preposition."""
    first = head = before[-1]
    while first.i:
        token = first.nbor(-1)
        past = token.nbor(-1).tag_ if token.i else ""
        recorded = token.tag_ == "VBD" and past.startswith("VB")  # "show recorded crime down"
        modifies = (token.tag_ in _MODIFIERS or recorded) and token.lower_ not in {"including", "following", "with"}
        joins = token.tag_ == "CC" and past in NOUNS | {"VBG", "JJ"}
        if modifies or joins or (token.tag_ == "DT" and token.lower_ in {"all", "both"}):
            first = token
        elif token.tag_ == "DT" and token.i > 1 and _leads_on(token.nbor(-1), lexicon):
            first = head = token.nbor(-2)
        elif _leads_on(token, lexicon):
            first = head = token.nbor(-1)
        else:
            break
    return first, head


def _leads_on(token: Token, lexicon: Lexicon) -> bool:
    """Whether a preposition joins what follows to a noun before it that is no "rise" or "fall"."""
    noun = token.nbor(-1) if token.i else None
    return token.tag_ == "IN" and noun is not None and noun.tag_ in NOUNS and noun.lower_ not in lexicon.change.nouns


def _is_about_change(joint: Token | None, lexicon: Lexicon) -> bool:
    """Whether "in" stands behind a rise or fall, or behind the verb of one ("Decreases were recorded in")."""
    if joint is None or not joint.i:
        return False
    before = joint.nbor(-1)
    done = subject(before) if before.tag_.startswith("VB") else None
    return before.lower_ in lexicon.change.nouns or (done is not None and done.lower_ in lexicon.change.nouns)


def _is_place(head: Token, lexicon: Lexicon, language: Language) -> bool:
    """Whether a noun says where or when, and not what rose or fell."""
    lemma = language.lemma(head)
    if lemma in lexicon.percentages.no_whole:
        return True
    plural = head.lower_.endswith("s")
    return head.tag_ == "NNP" and not plural and head.lower_ not in lexicon.counts.things


@cache
def _opening(lexicon: Lexicon) -> re.Pattern[str]:
    """What leads from a noun to the figure behind it: a bracket, a comma and "down", or "down" alone."""
    way = rf"(?:{any_of(lexicon.change.adverbs)})\s+(?:by\s+)?"
    return re.compile(
        rf"(?:\s*\(\s*(?:{way})?|,?\s+{way})(?:[\d,]+\s+or\s+)?(?:an?\s+|just\s+|some\s+)?\Z", re.IGNORECASE
    )
