"""Counts: a number of things, with the noun that is counted, or the one that it leaves out.

The noun comes from the parse. A bare number is a count only in a construction that says so ("compared with 3,117",
"84 of them", "23 were injured", "theft – 12"); any other digits are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure
from factx.find.candidate import quantity
from factx.find.nouns import NOUNS, adverb, comparative, count_of, counted_noun, lemma_of, noun_out_of
from factx.find.numbers import Hedged, Number, hedge, hedge_after, pairs
from factx.find.quantifiers import find_quantifiers
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence

_YEAR = re.compile(r"(?:19|20)\d\d\Z")
# A rate of things: "7.3 thefts per 1,000 people"; its second number is no count of its own.
_PER = re.compile(
    r"\s+(?:(?:per|for\s+every)\s+(?:[\d,]+|hundred|thousand|million)(?:\s+(?:people|residents|population|inhabitants|households))?"
    r"|for\s+every\s+[a-z]+)",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(r"\b(?:in|since|during|by|of|from|until|for|the|early|late)\s+\Z", re.IGNORECASE)
_TIMES = re.compile(r"\s?[x×]\s+(?=\w)", re.IGNORECASE)
_PER_NUMBER = re.compile(r"\b(?:per|every)\s+\Z", re.IGNORECASE)
# A bare number opens a bracket, is so many a day or "in all", or stands in a list of places ("33 in May, 21 in …").
_BRACKET = re.compile(r"\S\s\(\Z")
_IN_BRACKET = re.compile(r"\s*(?:[),;(]|v\.?\s|vs\.?\s|versus\b|compared\b|(?:in|for|on|from|of|to|with)\s)")
# "aged 19,20 and 21": a list of ages, though its first is no number
_MOVE = re.compile(r"\s+(?:to|from|in|were|was|on)\b")
_AGED = re.compile(r"\baged\s[\d,\s]{2,24}(?:and|or)\s+\Z", re.IGNORECASE)
_RATE = re.compile(r"\s+(?:(?:a|an|per|every|each)\s+(?:hour|day|night|week|month|year)|in\s+(?:all|total))\b")
_IN_LIST = re.compile(
    r"(?::|[a-z\d)][,;]|\band|\(|\s[–—-])\s+(?:(?:the\s+)?(?:(?:other|last|remaining|further)\s+)?)?\Z"
)
# A bare number between dashes, behind "the figure was", or given "respectively" is a count.
_PARTED = re.compile(r"\s[–—-]\s(?:some\s|about\s|around\s)?\Z")
_IT_WAS = re.compile(
    r"\b(?:it|figure|number|total|tally)(?:\s(?:was|is|were|had\sbeen|stands\sat|stood\sat|came\sto)|[’']s)\s"
    r"(?:now\s|just\s|only\s)?\Z",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\s(?:and\s[\d,]+\s)?respectively\b")
# "40 wraps of crack and 20 of heroin"
_OF_ANOTHER = re.compile(r"\s+of\s+[a-z]")
_OR_SO_MANY = re.compile(r"(?:%|per\s?cent|percent)[^.;:]*,\s+or\s+\Z", re.IGNORECASE)
_OF_ONE = re.compile(r"\w\s+of\s+[^.;:]*(?:,|\band|&)\s+\Z|[a-z]:\s+\Z")
# "237 reported compared to 608", "– 345 compared to 399", "118 short of its target", "up to 80 each".
_MEASURED = re.compile(
    r"\s+(?:(?:\w+ed\s+)?compared\s+(?:to|with)|short\s+of|each|versus|vs?\.?|(?:above|below|shy\s+of)\s+(?:its|the|their|our)?\s*(?:target|average|strength))\b"
)
# Of so many hurt, some seriously; so many on each of several days; down by a share at so many.
_MANNER = re.compile(r"\s+(?:seriously|critically|fatally|badly|gravely)\b", re.IGNORECASE)
_DAYS_BEFORE = re.compile(r"\d\s+on\s+[A-Z][a-z]+day(?:,|\s+and)\s+\Z")
_DOWN_AT = re.compile(r"\b(?:up|down)\s[^;:]{0,14}?(?:%|per\s?cent|percent),?\s+at\s+\Z", re.IGNORECASE)
_SHARE = re.compile(r"\s*(?:\(|,?\s+or\s+)(?:[a-z]+\s+){0,3}[\d.]+\s?(?:%|per\s?cent|percent)")
_PLACE = re.compile(r"\s+(?:in|to|for|from|at|on|by|under|after|during|with|who|given|where)\s")
_DAYS_OF_MONTH = 31
_HEDGED = re.compile(r"-(?:odd|plus)\b", re.IGNORECASE)
# What may touch the end of a bare number.
_ENDS = {",", ".", ")", ";", ":", "?", "!", "”", "’", '"', "'"}


def find_counts(
    text: str, numbers: Sequence[Number], sentences: Sequence[Sentence], lexicon: Lexicon, language: Language
) -> list[Candidate]:
    """Every count of `text` in parsed `sentences`; `numbers` are those that no other kind has taken."""
    starts = [s.start for s in sentences]
    at: dict[int, frozenset[int]] = {}
    found = find_quantifiers(sentences, lexicon, language)
    taken = 0
    for number, following in pairs(numbers):
        sentence = sentences[max(0, bisect_right(starts, number.start) - 1)]
        if sentence.doc is not None and (compound := _hyphened(text, number, lexicon)):
            found.append(compound)
            continue
        if sentence.doc is None or not taken <= number.start < sentence.end or number.sign or _joined(text, number):
            continue
        if _PER_NUMBER.search(text, max(0, number.start - 12), number.start):
            continue
        same = following if following is not None and following.start < sentence.end else None
        if sentence.start not in at:
            at[sentence.start] = _offsets(numbers, sentence)
        candidate = _count(text, hedge(text, number, same, lexicon), sentence, at[sentence.start], lexicon, language)
        if candidate is not None:
            found.append(candidate)
            taken = candidate.end
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _offsets(numbers: Sequence[Number], sentence: Sentence) -> frozenset[int]:
    """Where numbers start in a sentence."""
    first, last = (bisect_left(numbers, at, key=lambda n: n.start) for at in (sentence.start, sentence.end))
    return frozenset(n.start - sentence.start for n in numbers[first:last])


def _joined(text: str, number: Number) -> bool:
    """Whether the number is part of a word: "C2C", "5G", "three-count"."""
    behind = text[number.end : number.end + 2]
    before = text[max(0, number.start - 2) : number.start]
    bound = behind[:1] == "-" and behind[1:].isalpha() and not _HEDGED.match(text, number.end)
    hyphened = bound or (before[1:] == "-" and before[:1].isalnum())
    signed = before[-1:] in {"-", "−", "\u2011"} and not before[:1].isalnum()
    glued = behind[:1].isalpha() and _TIMES.match(text, number.end) is None
    return glued or hyphened or signed or before[-1:] == "#"


def _hyphened(text: str, number: Number, lexicon: Lexicon) -> Candidate | None:
    """The count in "a 20-count indictment", "a two-car crash"."""
    match = _hyphened_nouns(lexicon).match(text, number.end)
    if match is None or (text[max(0, number.start - 1) : number.start] or " ").strip(" (“\"'‘\n\t"):
        return None
    noun = match[1].lower()
    return quantity("count", number.start, match.end(), Figure(number.value), head=noun, item=noun, change=None)


def _count(
    text: str, hedged: Hedged, sentence: Sentence, at: frozenset[int], lexicon: Lexicon, language: Language
) -> Candidate | None:
    """The count that a number makes in its sentence; None where it makes none. `at` is where numbers start in it."""
    inside = sentence.tokens(hedged.last.start, hedged.last.end)
    if not inside:
        return None
    end, figure, value = hedged.end, hedged.figure, hedged.number.value
    if behind := hedge_after(text, end, lexicon):
        end, figure = behind[0], replace(figure, qualifier=behind[1])
    last = inside[-1]
    if times := _TIMES.match(text, end):  # "2 x burglaries"; of "3x vandalism" there is no plural
        end, value = times.end(), Fraction(1)
    first = next((t for t in last.doc[last.i + 1 :] if t.idx + sentence.start >= end), None)
    if first is not None:
        whole = noun_out_of(first, lexicon) if first.lower_ == "of" and value != 1 else None
        if whole is not None and (whole[1] is None or language.lemma(whole[1]) not in lexicon.units.time):
            stop, noun = whole
            return count_of(hedged.start, sentence.span([stop])[1], figure, noun, None, sentence, lexicon, language)
        noun = counted_noun(last, first, value, lexicon, at)
        if noun is not None:
            if not _counts(noun, hedged, text, sentence, lexicon, language):
                return None
            stop_at = sentence.span([noun])[1]
            if figure.qualifier == "exact" and (more := hedge_after(text, stop_at, lexicon)):  # "20 charges or more"
                stop_at, figure = more[0], replace(figure, qualifier=more[1])
            candidate = count_of(hedged.start, stop_at, figure, noun, first, sentence, lexicon, language)
            if rate := _PER.match(text, candidate.end, sentence.end):
                candidate.end = rate.end()
                candidate.fields["item"] += rate[0]
            return candidate
    several = first is not None and first.lower_ in {"were", "are", "have"}  # "In the campaign 5,203 were tested"
    named = last.head.i < last.i and last.dep_ == "nummod" and last.head.tag_ in NOUNS
    if named and not (several and last.nbor(-1).tag_ == "NN"):
        return None  # "Gate 4": the number is a name
    compared = first is not None and any(t.lower_ in {"on", "from"} for t in first.doc[first.i + 1 : first.i + 2])
    if first is not None and compared and (way := adverb(first, lexicon)):  # "23 down on the 900"
        stop_at = sentence.span([first])[1]
        candidate = count_of(hedged.start, stop_at, figure, None, None, sentence, lexicon, language)
        candidate.fields["change"] = way
        return candidate
    if first is not None and comparative(first, lexicon) is not None:
        return count_of(hedged.start, sentence.span([first])[1], figure, None, first, sentence, lexicon, language)
    rate = _PER.match(text, end, sentence.end)
    if rate or _elided(text, hedged, sentence, last, first, lexicon, language):
        stop_at = rate.end() if rate else end
        return count_of(hedged.start, stop_at, figure, None, None, sentence, lexicon, language)
    return None


def _counts(noun: Token, hedged: Hedged, text: str, sentence: Sentence, lexicon: Lexicon, language: Language) -> bool:
    """Whether a number before a noun counts it, and is no year, no part of a name, no article-like "one"."""
    number, lemma = hedged.number, lemma_of(noun, lexicon, language)
    act = noun.lower_ in lexicon.counts.acts and number.value.denominator == 1
    if (lemma in lexicon.counts.never and not act) or lemma in lexicon.units.time:
        return False
    behind = text[sentence.start + noun.idx + len(noun) :][:1]
    if behind == ":" and text[: hedged.start].rstrip().endswith(":"):  # "Arrests: 45 Charges: 30": the next label
        return False
    capitalised = noun.text[0].isupper() and not noun.text.isupper() and noun.tag_ in {"NNP", "NNPS"}
    known = (
        number.in_words or number.value >= 100 or lemma in lexicon.counts.zero or noun.lower_ in lexicon.counts.plurals
    )
    if capitalised and not known and sentence.text[-1:] in ".!?":  # "7 Sections", "4 Brigade" in running text
        return False
    year = _YEAR.match(text[number.start : number.end]) and hedged.figure.qualifier == "exact"
    people = noun.lower_ in lexicon.counts.plurals and not _IN_YEAR.search(text, max(0, number.start - 8), number.start)
    if year and number.value % 100 != 0 and not people:  # "2015 milestones", but "2000 drivers", "1984 people"
        return False
    if number.value != 1 or not number.in_words or lemma in lexicon.counts.always_one:
        return True
    if any(t.tag_ == "VBG" for t in sentence.tokens(hedged.end, hedged.end + 2)):  # "one causing injury"
        return False
    if any(t.tag_ == "POS" for t in noun.doc[noun.left_edge.i : noun.i]):  # "one youngster’s descent"
        return False
    beside = lemma in lexicon.counts.one_beside and any(t.tag_ == "CD" and t.i != noun.i - 1 for t in noun.doc)
    return lemma not in lexicon.counts.not_one and (beside or _contrasted(noun))


def _contrasted(noun: Token) -> bool:
    """Whether "one" before a noun counts: another number in its sentence counts something beside it."""
    beside = {noun.i, noun.head.i, *(c.i for c in noun.conjuncts)}
    for token in noun.doc:
        counted = token.head
        other = (
            token.tag_ == "CD" and token.dep_ == "nummod" and counted.tag_ in NOUNS and token.i < counted.i != noun.i
        )
        if other and (beside & {counted.i, counted.head.i} or counted.lower_.startswith(noun.lower_)):
            return True
    return any(token.lower_ in {"other", "others"} or _another(token) for token in noun.doc)


def _opens(text: str, number: Number) -> bool:
    """Whether a capital opens a sentence or quotation."""
    return text[max(0, number.start - 1) : number.start] in {"“", "‘", '"', "'", "(", "\n"}


def _another(token: Token) -> bool:
    """Whether "another" stands for a second one by itself ("one man, and another, aged 25")."""
    behind = token.doc[token.i + 1 : token.i + 2]
    return token.lower_ == "another" and not any(t.tag_ in {*NOUNS, "JJ", "CD", "VBG"} for t in behind)


def _elided(
    text: str,
    hedged: Hedged,
    sentence: Sentence,
    last: Token,
    first: Token | None,
    lexicon: Lexicon,
    language: Language,
) -> bool:
    """Whether a bare number counts something that is named elsewhere."""
    number, table = hedged.number, lexicon.counts
    if first is not None and first.text == "•":  # (the parts of an address)
        return False
    if _YEAR.match(text[number.start : number.end]) or number.value == 1:
        return False
    if _AGED.search(text, max(sentence.start, hedged.start - 32), hedged.start):
        return False
    month = number.value <= _DAYS_OF_MONTH and _after_day(lexicon).search(text, max(0, hedged.start - 14), hedged.start)
    on_day = text.startswith(" on ", hedged.end) and _before_day(lexicon).match(text, hedged.end) is not None
    if (month and not on_day) or (last.i and hedged.start == number.start and last.nbor(-1).tag_ == "NNP"):
        return False  # "Tuesday, 6 to Friday", "a Omega 311305 was taken"
    cue = _elision_cue(lexicon).search(text, max(sentence.start, hedged.start - 40), hedged.start)
    rung = text[number.start : number.end] in table.emergency and not _MOVE.match(text, number.end)
    if rung and not (cue and cue["sure"]):  # "A witness woke up and alerted 911"
        return False
    if cue and (cue["sure"] or not number.in_words):  # "from 1,250 to 1,100", but not "from five to six"
        return True
    if number.value.denominator != 1:
        return False  # "boarded the 9.42"
    if first is not None and first.idx + sentence.start == hedged.end and first.text not in _ENDS:
        return False
    if number.in_words and text[number.start].isupper() and number.start > sentence.start and not _opens(text, number):
        return False  # "the Give Ten campaign"
    if first is not None and first.tag_ in {"VBD", "VBP", "VBZ", "MD"} and last.i > 0:  # "at least 18 were at school"
        return True
    the_two = number.in_words and last.i == 1 and last.nbor(-1).lower_ == "the"
    if the_two and (first is None or first.tag_ != "VBN"):  # "The two were planning": they
        return False
    listed = first is not None and first.tag_ == "VBN" and last.i and last.nbor(-1).text == ","
    if listed and not number.in_words:  # "44 moved, 61 left, 18 transferred"
        return True
    if last.dep_ in {"nsubj", "nsubjpass"} and last.head.tag_.startswith(("VB", "MD")):
        return True
    before, behind = text[max(sentence.start, hedged.start - 40) : hedged.start], text[hedged.end : hedged.end + 16]
    if not number.in_words and _MEASURED.match(behind):
        return True
    if before.endswith(", ") and _MANNER.match(behind):  # "12 were hurt, four seriously"
        return True
    if number.in_words and _DAYS_BEFORE.search(before) and _before_day(lexicon).match(text, hedged.end):
        return True  # "12 on Friday, 20 on Saturday and nine on Sunday"
    if not number.in_words and _DOWN_AT.search(before):  # "Incidents were down 4% at 24,870"
        return True
    opens = last.i == 0 or last.nbor(-1).tag_ in {":", "HYPH"}
    opens = opens or (
        last.i > 0 and last.nbor(-1).text == "," and first is not None and first.lower_ in table.person_states
    )
    if first is not None and opens and (first.tag_ in {"VBN", "VBD"} or first.lower_ in table.person_states):
        return language.lemma(first) in table.person_verbs or first.lower_ in table.person_states
    the = last.i > 0 and last.nbor(-1).lower_ == "the" and not number.in_words
    if the and first is not None and first.tag_ in {"VBN", "VBD"}:  # "below the 9,000 promised"
        return True
    if last.dep_ == "dobj" and last.head.tag_.startswith("VB"):
        return True
    if hedged.start < number.start and _moved(lexicon).search(
        text, max(sentence.start, hedged.start - 24), hedged.start
    ):
        return True  # "robbery dropped below 900"
    if _OR_SO_MANY.search(text, max(sentence.start, hedged.start - 90), hedged.start):
        return True  # "0.6% of stops, or 57"
    if _OF_ANOTHER.match(behind) and _OF_ONE.search(before):
        return True
    if not number.in_words and (
        (_PARTED.search(before) and re.match(r"\s[–—-]\s", behind))
        or (_IT_WAS.search(before) and re.match(r"\s?(?:[.,;)–—]|-\s|\Z)", behind))
        or _RESPECTIVELY.match(text, hedged.end)
    ):
        return True
    if _BRACKET.search(before):
        return _IN_BRACKET.match(behind) is not None
    whole, part = _of_whole(lexicon)
    if whole.match(behind) or part.search(before) or _RATE.match(behind):
        return True
    return _SHARE.match(text, hedged.end) is not None or (
        _IN_LIST.search(before) is not None
        and _PLACE.match(behind) is not None
        and not (number.in_words and _before_day(lexicon).match(text, hedged.end))
    )


def _days(lexicon: Lexicon) -> str:
    return any_of([*lexicon.dates.words["weekday"], *lexicon.dates.words["month"]])


@cache
def _after_day(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_days(lexicon)}),?\s+\Z", re.IGNORECASE)


@cache
def _before_day(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:on|in|to)\s+(?:{_days(lexicon)})\b", re.IGNORECASE)


@cache
def _moved(lexicon: Lexicon) -> re.Pattern[str]:
    forms = any_of(lexicon.change.forms)
    return re.compile(rf"\b(?:{forms})\s+(?:to\s+)?\Z", re.IGNORECASE)


@cache
def _of_whole(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind the part in "six of the eight", "3 of 12 shops", and before the whole."""
    number = rf"(?:[\d,]+|{any_of([*lexicon.numbers.units, *lexicon.numbers.tens])})"
    of = r"\s+(?:out\s+)?of\s+(?:(?:the|his|her|its|their|our|all|these|those)\s+)"
    return re.compile(rf"{of}?{number}\b", re.IGNORECASE), re.compile(rf"{number}{of}\Z", re.IGNORECASE)


@cache
def _hyphened_nouns(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"-({any_of(lexicon.counts.hyphened)})(?=\s+[a-z])", re.IGNORECASE)


@cache
def _elision_cue(lexicon: Lexicon) -> re.Pattern[str]:
    """Words directly before a bare number that make it a count: "compared with", "there were", "a target of"."""
    sure, digits = any_of(lexicon.counts.elided_before), any_of(lexicon.counts.elided_before_digits)
    sizes = any_of([*lexicon.counts.light, *lexicon.change.nouns])
    moved = any_of(lexicon.change.forms)
    is_ = r"(?:is|was|are|were|stands\s+at|stood\s+at)"
    return re.compile(
        rf"(?<![\w-])(?:(?P<sure>{sure}|(?:{sizes})\s+(?:of|{is_})|there\s+{is_}|of\s+the\s+[\d,]+,|from\s+[\w,-]+(?:\s+[a-z-]+){{0,2}}\s+to"
        rf"|(?:{moved})(?:\s+\w+)?\s+by)|{digits})\s+(?:the\s+)?\Z",
        re.IGNORECASE,
    )
