"""Counts: a number of things, with the noun that is counted, or the one that it leaves out.

The noun comes from the parse. A bare number is a count only in a construction that says so ("compared with 5,209",
"612 of them", "23 were injured", "theft – 12"); any other digits are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from fractions import Fraction
from typing import TYPE_CHECKING

from factx.figures import Figure
from factx.find.candidate import Candidate, quantity
from factx.find.numbers import Hedged, Number, hedge, hedge_after, pairs
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from factx.language import Language, Sentence

_MODIFIER = {"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNP", "NNPS", "NNS", "HYPH", "POS"}
_PREMODIFIER = {"nummod", "quantmod", "compound", "amod", "nmod"}
_NOUN = {"NN", "NNS", "NNP", "NNPS"}
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_REACH = 6
_PER_NUMBER = re.compile(r"\b(?:per|every)\s+\Z", re.IGNORECASE)
# A rate of things: "15.6 searches per 1,000 people".
_PER = re.compile(r"\s+(?:per|for\s+every)\s+(?:[\d,]+|hundred|thousand|million)(?:\s+(?:people|residents|population|inhabitants|households))?", re.IGNORECASE)
_TWO = Fraction(2)
_VAGUE = Figure(None, qualifier="vague")
_NOUGHT = Figure(Fraction(0))
# A bare number opens a bracket, is so many a day or "in all", or stands in a list of places ("186 in Luton, 104 in …").
_IN_BRACKET = re.compile(r"\s*(?:[),;(]|v\.?\s|vs\.?\s|versus\b|compared\b|(?:in|for|on|from|of|to|with)\s)")
_RATE = re.compile(r"\s+(?:(?:a|an|per|every|each)\s+(?:hour|day|night|week|month|year)|in\s+(?:all|total))\b")
_IN_LIST = re.compile(r"(?::|[a-z\d)],|\band|\()\s+(?:the\s+)?\Z")
_PLACE = re.compile(r"\s+(?:in|to|for|from|at|on)\s")
_BRACKET = re.compile(r"[^\W\d_]\)?\s+\(\Z|\(\Z")


def find_counts(
    text: str, numbers: Sequence[Number], sentences: Sequence[Sentence], lexicon: Lexicon, language: Language
) -> list[Candidate]:
    """Every count of `text` in parsed `sentences`; `numbers` are those that no other kind has taken."""
    starts = [s.start for s in sentences]
    found: list[Candidate] = []
    taken = 0
    for number, following in pairs(numbers):
        sentence = sentences[bisect_right(starts, number.start) - 1] if starts and starts[0] <= number.start else None
        if sentence is None or sentence.doc is None or number.start >= sentence.end or number.start < taken:
            continue
        if _PER_NUMBER.search(text, max(0, number.start - 12), number.start):
            continue
        if number.sign or _joined(text, number) or (following and number.start == following.start):
            continue
        same = following if following is not None and following.start < sentence.end else None
        candidate = _count(text, hedge(text, number, same, lexicon), sentence, lexicon, language)
        if candidate is not None:
            found.append(candidate)
            taken = candidate.end
    found += _vague(text, sentences, lexicon, language)
    found += _zeros(text, sentences, lexicon, language)
    return _without_overlaps(sorted(found, key=lambda c: (c.start, -c.end)))


def _joined(text: str, number: Number) -> bool:
    """Whether the number is part of a word: "C2C", "5G", "three-count"."""
    behind = text[number.end : number.end + 2]
    before = text[max(0, number.start - 2) : number.start]
    return (
        behind[:1].isalpha()
        or (behind[:1] == "-" and behind[1:].isalpha())
        or (before[1:] == "-" and before[:1].isalnum())
        or before[-1:] == "#"
    )


def _count(text: str, hedged: Hedged, sentence: Sentence, lexicon: Lexicon, language: Language) -> Candidate | None:
    """The count that a number makes in its sentence; None where it makes none."""
    inside = sentence.tokens(hedged.last.start, hedged.last.end)
    if not inside:
        return None
    last = inside[-1]
    end, figure = hedged.end, hedged.figure
    if behind := hedge_after(text, end, lexicon):
        end, figure = behind[0], replace(figure, qualifier=behind[1])
    rest = sentence.tokens(end, sentence.end)
    first = rest[0] if rest and rest[0].idx + sentence.start >= end else (rest[1] if len(rest) > 1 else None)
    if first is not None and first.lower_ == "of" and hedged.number.value != 1 and (found := _out_of(first, lexicon)):
        head, noun = found
        lemma = None if noun is None else lemma_of(noun, lexicon, language)
        item = None if noun is None else _phrase(noun, sentence)
        stop = sentence.span([head])[1]
        return _made(hedged.start, stop, figure, lemma, item)
    noun = _counted(last, first, hedged.number.value, lexicon)
    if noun is not None:
        lemma = lemma_of(noun, lexicon, language)
        if lemma in lexicon.counts.never or _is_name(noun, sentence) or _is_year(text, hedged) or (hedged.number.value == 1 and not _contrasted(noun, hedged.number, sentence, lemma, lexicon)):
            return None
        candidate = _made(hedged.start, sentence.span([noun])[1], figure, lemma, _phrase(noun, sentence, first))
        if rate := _PER.match(text, candidate.end, sentence.end):
            candidate.end = rate.end()
            candidate.fields["item"] += rate[0]
        if first is not None and first.i <= noun.i:
            candidate.fields["change"] = _comparative(first, lexicon)
        return candidate
    if last.head.i < last.i and last.dep_ == "nummod" and last.head.tag_ in _NOUN:
        return None  # "Gate 4": the number is a name
    if first is not None and (change := _comparative(first, lexicon)) is not None:
        candidate = _made(hedged.start, sentence.span([first])[1], figure, None, None)
        candidate.fields["change"] = change
        return candidate
    if rate := _PER.match(text, end, sentence.end):
        return _made(hedged.start, rate.end(), figure, None, None)
    if _elided(text, hedged, sentence, last, first, lexicon, language):
        return _made(hedged.start, end, figure, None, None)
    return None


def _is_year(text: str, hedged: Hedged) -> bool:
    """Whether bare digits before a noun are a year ("2015 milestones"); round or hedged ones are not ("2000 drivers")."""
    number = hedged.number
    written = text[number.start : number.end]
    return _YEAR.match(written) is not None and number.value % 100 != 0 and hedged.figure.qualifier == "exact"


def _is_name(noun: Token, sentence: Sentence) -> bool:
    """Whether a capitalised noun in running text makes the number part of a name ("7 Sections", "4 Brigade")."""
    return noun.text[0].isupper() and not noun.text.isupper() and noun.tag_ in {"NNP", "NNPS"} and sentence.text[-1:] in ".!?"


def _made(start: int, end: int, figure: Figure, head: str | None, item: str | None) -> Candidate:
    made = quantity("count", start, end, figure, head=head, item=item, change=None)
    if figure.value == 0:
        made.fields["status"] = "negated"
    return made


def _counted(last: Token, first: Token | None, value: Fraction, lexicon: Lexicon) -> Token | None:
    """The noun that the number whose last token is `last` counts, if it stands behind it."""
    if first is None:
        return None
    noun = last
    while noun.dep_ in _PREMODIFIER and noun.head.i > noun.i and noun.head.tag_ in _NOUN | {"CD"}:
        noun = noun.head
    between = first.doc[first.i : noun.i]
    if noun.i <= last.i or noun.tag_ not in _NOUN or len(between) > _REACH or any(_parts(t) for t in between):
        return _run(first, value, lexicon)
    if noun.tag_ == "NN" and value != 1:  # "stop and searches": the plural behind "and" is what is counted
        plural = (c for c in noun.conjuncts if c.i == noun.i + 2 and c.nbor(-1).lower_ == "and" and _plural(c, lexicon))
        noun = next(plural, noun)
    while noun.i + 2 < len(noun.doc) and noun.nbor(1).text == "-" and noun.nbor(2).tag_ in _NOUN:
        noun = noun.nbor(2)  # co-defendants
    return noun if value == 1 or _plural(noun, lexicon) else _run(first, value, lexicon)


def _parts(token: Token) -> bool:
    """Whether a token between number and noun parts them: a bracket, a dash, another number that is no age."""
    if token.tag_ == "CD":
        return token.i + 1 < len(token.doc) and token.nbor(1).text != "-"
    return token.tag_ in {"-LRB-", "-RRB-", ":"}


def _plural(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun can be counted by a number other than one."""
    return noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in lexicon.counts.plurals or (noun.tag_ == "NNP" and noun.lower_[-1:] == "s")


def _run(first: Token, value: Fraction, lexicon: Lexicon) -> Token | None:
    """The last noun of the modifiers and nouns that start with `first`; a plural one unless the number is one."""
    noun = None
    for token in first.doc[first.i : first.i + _REACH]:
        modifier = token.tag_ in _MODIFIER or (token.tag_ == "RB" and token.i + 1 < len(token.doc) and token.nbor(1).tag_ in {"VBN", "JJ"})
        if not modifier:
            break
        if token.tag_ in _NOUN:
            noun = token
    return noun if noun is not None and (value == 1 or _plural(noun, lexicon)) else None


def _out_of(of: Token, lexicon: Lexicon) -> tuple[Token, Token | None] | None:
    """For "six of them", "two of the knives": the token where it ends, and the noun if it has one."""
    after = list(of.doc[of.i + 1 : of.i + 2 + _REACH])
    if after and after[0].lower_ in lexicon.counts.pronouns and not (len(after) > 1 and after[1].tag_ in _NOUN | {"JJ", "CD"}):
        return after[0], None
    if not after or after[0].tag_ not in {"DT", "PRP$", "PDT", "WDT"}:
        return None
    noun = next((t for t in of.rights if t.dep_ == "pobj" and t.tag_ in _NOUN), None)
    return (noun, noun) if noun is not None and noun.i - of.i <= _REACH else None


def _comparative(token: Token, lexicon: Lexicon) -> str | None:
    """The direction of "fewer", "more" directly behind a number."""
    word = token.lower_
    if word in lexicon.change.decrease.comparatives:
        return "decrease"
    if word in lexicon.change.increase.comparatives:
        return "increase"
    return None


def _contrasted(noun: Token, number: Number, sentence: Sentence, lemma: str, lexicon: Lexicon) -> bool:
    """Whether "one" counts: another number in its sentence counts something beside it."""
    if lemma in lexicon.counts.not_one or not number.in_words:
        return not number.in_words
    others = [t for t in noun.doc if t.tag_ == "CD" and t.i != noun.i and t.dep_ == "nummod" and t.head.tag_ in _NOUN and t.head.i != noun.i]
    same = {noun.i, *(c.i for c in noun.conjuncts), noun.head.i}
    return any(t.head.i in same or t.head.head.i in same or t.head.lemma == noun.lemma for t in others if t.head.i > t.i) or any(
        c.lower_ in {"other", "others"} for c in noun.doc
    )


def _phrase(noun: Token, sentence: Sentence, first: Token | None = None) -> str:
    """The noun phrase without number and hedge, with what follows the noun up to a comma, bracket or date."""
    start = noun
    for token in reversed(noun.doc[first.i if first is not None else noun.left_edge.i : noun.i]):
        if token.tag_ in {"CD", "DT", "PDT", "PRP$", "IN"} or token.lower_ in {"more", "fewer"}:
            break
        start = token
    end = noun
    for child in noun.rights:
        if child.dep_ in {"prep", "acl"} and child.i <= end.i + 1:
            for token in child.doc[child.i : child.right_edge.i + 1]:
                if token.is_punct and token.text != "-" or token.tag_ == "CD":
                    break
                end = token
    if end.tag_ in {"IN", "DT", "TO"}:
        end = noun
    text = sentence.text[start.idx : end.idx + len(end)]
    return " ".join(text.split())


def _elided(
    text: str, hedged: Hedged, sentence: Sentence, last: Token, first: Token | None, lexicon: Lexicon, language: Language
) -> bool:
    """Whether a bare number counts something named elsewhere."""
    written = text[hedged.number.start : hedged.number.end]
    if _YEAR.match(written) or hedged.number.value == 1:
        return False
    if first is not None and first.idx + sentence.start == hedged.end and first.text not in {",", ".", ")", ";", ":", "”", "’", '"'}:
        return False
    if last.dep_ in {"nsubj", "nsubjpass"} and last.head.tag_.startswith(("VB", "MD")):
        return True
    opens = last.i == 0 or last.nbor(-1).tag_ in {":", "HYPH"} or last.nbor(-1).text in {"–", "—"}
    if first is not None and opens and (first.tag_ in {"VBN", "VBD"} or first.lower_ in lexicon.counts.person_states):
        return language.lemma(first) in lexicon.counts.person_verbs or first.lower_ in lexicon.counts.person_states
    if last.dep_ == "dobj" and last.head.tag_.startswith("VB"):
        return True
    if _elision_cue(lexicon).search(text, max(sentence.start, hedged.start - 30), hedged.start):
        return True
    before = text[sentence.start : hedged.start]
    behind = text[hedged.end : hedged.end + 16]
    if _BRACKET.search(before):
        return _IN_BRACKET.match(behind) is not None
    return _RATE.match(behind) is not None or (_IN_LIST.search(before) is not None and _PLACE.match(behind) is not None)


def _vague(text: str, sentences: Sequence[Sentence], lexicon: Lexicon, language: Language) -> list[Candidate]:
    """Dozens of volunteers, several arrests, hundreds arrested: no number, but a claim."""
    found = []
    for sentence in sentences:
        if sentence.doc is None:
            continue
        for match in _vague_words(lexicon).finditer(sentence.text):
            inside = sentence.tokens(sentence.start + match.start(), sentence.start + match.end())
            rest = sentence.doc[inside[-1].i + 1 :] if inside else []
            if not len(rest):
                continue
            first = rest[0]
            start, end = sentence.start + match.start(), sentence.start + match.end()
            noun = None
            if first.lower_ == "of" and len(rest) > 1:
                noun = next((t for t in first.rights if t.dep_ == "pobj" and t.tag_ in _NOUN), None)
            elif match[0].lower() == "several":
                noun = _run(first, _TWO, lexicon)
            if noun is not None and noun.i - first.i <= _REACH and _plural(noun, lexicon):
                lemma = lemma_of(noun, lexicon, language)
                if lemma in lexicon.counts.never or noun.lower_ in lexicon.units.time or noun.lower_.removesuffix("s") in lexicon.units.time:
                    continue
                found.append(_made(start, sentence.span([noun])[1], _VAGUE, lemma, _phrase(noun, sentence)))
            elif first.tag_ in {"VBN", "VBD"} and (language.lemma(first) in lexicon.counts.person_verbs or inside[-1].dep_.startswith("nsubj")):
                found.append(_made(start, end, _VAGUE, None, None))
    return found


def _zeros(text: str, sentences: Sequence[Sentence], lexicon: Lexicon, language: Language) -> list[Candidate]:
    """No arrests, none of the officers, zero murders."""
    found = []
    for sentence in sentences:
        if sentence.doc is None:
            continue
        for token in sentence.doc:
            word = token.lower_
            if word in lexicon.counts.zero_words and token.i + 1 < len(sentence.doc):
                noun = _counted(token, token.nbor(1), _TWO, lexicon) if token.tag_ == "CD" else _run_any(token.nbor(1))
                if noun is None or (lemma := lemma_of(noun, lexicon, language)) not in lexicon.counts.zero:
                    continue
                start, end = sentence.span([token, noun])
                candidate = _made(start, end, _NOUGHT, lemma, _phrase(noun, sentence, token.nbor(1)))
            elif word == "none" and token.i + 1 < len(sentence.doc) and token.nbor(1).lower_ == "of" and (found_of := _out_of(token.nbor(1), lexicon)):
                head, noun = found_of
                start, end = sentence.span([token, head])
                lemma_or_none = lemma_of(noun, lexicon, language) if noun is not None else None
                if head.lower_ == "us":
                    continue
                candidate = _made(start, end, _NOUGHT, lemma_or_none, _phrase(noun, sentence) if noun is not None else None)
            else:
                continue
            found.append(candidate)
    return found


def _run_any(first: Token) -> Token | None:
    """The last noun of the run of modifiers that starts with `first`."""
    noun = None
    for token in first.doc[first.i : first.i + 4]:
        if token.tag_ in _NOUN:
            noun = token
        elif token.tag_ not in {"JJ", "VBN", "JJR"}:
            break
    return noun


def lemma_of(noun: Token, lexicon: Lexicon, language: Language) -> str:
    """The lemma of a counted noun; "people" are persons."""
    return lexicon.counts.lemmas.get(noun.lower_) or language.lemma(noun)


def _without_overlaps(found: list[Candidate]) -> list[Candidate]:
    """Drop what a longer or earlier count already covers."""
    kept: list[Candidate] = []
    for candidate in found:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


@cache
def _elision_cue(lexicon: Lexicon) -> re.Pattern[str]:
    """Words directly before a bare number that make it a count: "compared with", "there were", "a target of"."""
    cues = any_of(lexicon.counts.elided_before)
    sizes = any_of([*lexicon.counts.light, *lexicon.change.increase.nouns, *lexicon.change.decrease.nouns])
    is_ = r"(?:is|was|are|were|stands\s+at|stood\s+at)"
    return re.compile(
        rf"(?<![\w-])(?:{cues}|(?:{sizes})\s+(?:of|{is_})|there\s+(?:is|was|were|are)|of\s+the\s+[\d,]+,)\s+(?:the\s+)?\Z",
        re.IGNORECASE,
    )


@cache
def _vague_words(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_of(lexicon.qualifiers.vague)})\b", re.IGNORECASE)


@cache
def trigger_words(lexicon: Lexicon) -> re.Pattern[str]:
    """Words other than numbers that may make a count, so that their sentence is parsed."""
    return re.compile(rf"\b(?:{any_of([*lexicon.qualifiers.vague, *lexicon.counts.zero_words, 'none'])})\b", re.IGNORECASE)
