"""Ages: "24-year-old", "aged 17", the bare number behind a name, "in his 40s"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from factx.figures import Figure
from factx.find.candidate import Candidate, quantity
from factx.find.numbers import Hedged, Number, hedge, hedge_after, hedge_before, pairs
from factx.lexicon import Lexicon, any_of
from factx.sieve import Sifted, sifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.claims import Qualifier

# A name: two to five words with a capital, joined by nothing but blanks and the small words of surnames.
_CAPITAL = r"(?:(?:Mc|Mac|O[’'])?[A-Z](?![\w’'-]*\d)[\w’'-]*|(?:[A-Z]|St|Ste|Jr|Sr)\.)"
# Between the parts of a name: blanks, or one line end.
_BLANK = r"(?:[^\S\n]+\n?|\n)(?!\n)"
_PERSON = rf"{_CAPITAL}(?:{_BLANK}(?:(?:{_CAPITAL}|de|van|von|bin|al|el|la|der){_BLANK}){{0,3}}(?:{_CAPITAL}))?"
_GAP = r"(?:,\s*(?:(?:then|now|also)[\s-]+)?|,?\s*\(|\s*\(aged\s+)"
_ALIAS = r"(?:,?\s+\(?(?:a\.?k\.?a\.?|also\s+known\s+as)\s+[^,;\n]{1,40}?)?"
# Behind a name and a comma or bracket, a number from 5 to 110 that a comma, bracket or "of" follows is an age.
_NAMED = re.compile(rf"(?:(?P<name>{_PERSON})(?:,?\s(?:Jr|Sr|II|III)\.?)?{_ALIAS}|\)\s{_CAPITAL}){_GAP}\Z")
_ONE_NAME = rf"(?P<name>{_CAPITAL})(?:,\s+(?:also\s+)?|\s+\()\Z"
_AFTER_NAME = re.compile(
    r"\s*[,);(]|\s+years[),]|\s+(?:of|from)\s+(?:[A-Z\d]|no\b|the\b)|\s+and\s+\d{1,2}(?:\s+years)?\s*[,.)]"
    r"|\.(?=\s|\Z)|:\s|[ \t]*(?:\n|\Z)"
)
_AFTER_LISTED = re.compile(
    r"\s*[,.;:)(”\"’']|\s*\Z|\s+(?!of\b|[\w-]*s\b|people|men|women|children|man|woman|boy|girl|person|other|others)[a-z]|\s+(?:was|is|has|years|his|as)\b"
)
_LIMITS: dict[str, Qualifier] = {
    "as young as": "at_least",
    "as old as": "up_to",
    "under the age of": "under",
    "younger than": "under",
    "over the age of": "over",
    "older than": "over",
}
_GROUP = re.compile(r"\b(?P<limit>under|over)[\s-]\Z", re.IGNORECASE)
_PEOPLE = range(5, 111)
_ANY_AGE = range(1, 111)
_MINOR = range(18)
# "and" or "or" stands before the last age of a list, commas before.
_LIST = (re.compile(r"-?,?\s+(?:and|or|to)\s+(?:an?\s+)?"), re.compile(r",\s+"))
_GOES_ON = re.compile(r",?\s+(?:and\s+|&\s+)?|\s*,\s*")
_LONGEST_LIST = 8
_BEFORE_NO_NOUN = re.compile(
    r"\s*(?:[.,;:)”\"’]|\Z|\s(?:\w+ed|told|said|and|or|who|in|at|on|were|was|is|are|when|at|this|last|can|could|will|must|should|may|has|have|had|to|from|with|for)\b)"
)
# "aged 18 months", "six weeks old"
_YOUNG = re.compile(r"\s+(day|week|month)s?(?:\s+old)?\b", re.IGNORECASE)
_PART_OF_YEAR = {"day": Fraction(1, 365), "week": Fraction(1, 52), "month": Fraction(1, 12)}
_SEVERAL_AGES = re.compile(r"\s*(?:,\s*\d|\s+and\s+\d)")
_BOTH = re.compile(r",\s+(?:both|all)\s+(?:now\s+)?\Z")
_JUST_TURNED = re.compile(r"\bturned\s+\Z")
_FIRST = re.compile(r"\bI(?:[’']m| am)\s+\Z")


def find_ages(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> list[Candidate]:
    """Every age of `text`, in years (months as a fraction of one), with the `person` where a name stands before it."""
    found = list(_decades(text, lexicon))
    decades = [c.start for c in found]
    taken = 0
    listed_until = -1
    for index, (number, following) in enumerate(pairs(numbers)):
        if number.start < taken or number.sign:
            continue
        before = bisect_left(decades, number.end) - 1
        if before >= 0 and found[before].overlaps(number.start, number.end):
            continue
        hedged = hedge(text, number, following, lexicon)
        start, end, figure = hedged.start, hedged.end, hedged.figure
        person = None
        aged = _aged(lexicon).search(text, max(0, start - 24), start)
        old = _old(lexicon).match(text, end)
        behind = hedge_after(text, old.end() if old else end, lexicon)
        if aged or (hedged.last is not number and "age" in text[start : number.start].lower()):
            words = " ".join(aged["aged"].lower().split()) if aged else ""
            start, end = aged.start("aged") if aged else start, old.end() if old else end
            if words in _LIMITS:
                figure = replace(figure, qualifier=_LIMITS[words])
            if not old and (unit := _YOUNG.match(text, end)):  # "aged 18 months"
                end, figure = unit.end(), figure.times(_PART_OF_YEAR[unit[1].lower()])
            if behind:
                end, figure = behind[0], replace(figure, qualifier=behind[1])
            listed_until = -1 if words in _LIMITS else end
        elif old:
            start, end, figure = _old_enough(text, hedged, old.end(), behind)
            if hedged.last is number and start == number.start and not old["months"]:
                found += _listed(text, numbers[:index][-_LONGEST_LIST:], number, taken)
            if old["months"]:
                unit = re.search("day|week|month", old["months"].lower())
                figure = figure.times(_PART_OF_YEAR[unit[0] if unit else "month"])
        elif listed_until >= 0 and _goes_on(text, listed_until, number):
            start, end, listed_until = number.start, number.end, number.end
            figure = Figure(number.value)
        elif group := _group(text, number):
            start, end = group.start(), number.end + 1
            figure = replace(figure, qualifier="under" if group["limit"].lower() == "under" else "over")
        elif (named := _after_name(text, number, lexicon)) is not None:
            person, listed_until = named or None, -1 if named else number.end
        elif _said(text, hedged, lexicon):
            listed_until = end
        elif not _limit(text, hedged, lexicon):
            continue
        found.append(quantity("age", start, end, figure, person=person))
        taken = end
    return sorted(found, key=lambda c: c.start)


def _old_enough(text: str, hedged: Hedged, end: int, behind: tuple[int, Qualifier] | None) -> tuple[int, int, Figure]:
    """Start, end and figure of "10 years old or younger"; what is approached is a person, and no age."""
    start, figure = hedged.start, hedged.figure
    if text[start : start + 11].lower() == "approaching":
        start, figure = hedged.number.start, Figure(hedged.number.value)
    return (start, behind[0], replace(figure, qualifier=behind[1])) if behind else (start, end, figure)


def _goes_on(text: str, end: int, number: Number) -> bool:
    """Whether a list of ages that stood until `end` goes on with `number`, and nothing is counted by it."""
    joint = _GOES_ON.fullmatch(text, end, number.start)
    return joint is not None and number.value in _ANY_AGE and _AFTER_LISTED.match(text, number.end) is not None


def _group(text: str, number: Number) -> re.Match[str] | None:
    """The limit of "under-18s", "the over 65s"."""
    if number.in_words or text[number.end : number.end + 1] != "s" or text[number.end + 1 : number.end + 2].isalnum():
        return None
    return _GROUP.search(text, max(0, number.start - 6), number.start)


def _listed(text: str, before: Sequence[Number], last: Number, taken: int) -> list[Candidate]:
    """The ages that share the "-year-old" of the `last`: "15, 17 and 13-year-old girls"."""
    found: list[Candidate] = []
    for number in reversed(before):
        joint = _LIST[bool(found)].fullmatch(text, number.end, last.start)
        if joint is None or number.sign or number.start < taken or number.value not in _ANY_AGE:
            break
        found.append(quantity("age", number.start, number.end, Figure(number.value), person=None))
        last = number
    return found


def _after_name(text: str, number: Number, lexicon: Lexicon) -> str | None:
    """The name before a bare number that is its bearer's age, empty behind "a Leeds man,"; None where it is no age."""
    if number.in_words or number.value not in _ANY_AGE or _AFTER_NAME.match(text, number.end) is None:
        return None
    named = _NAMED.search(text, max(0, number.start - 90), number.start) if number.value in _PEOPLE else None
    if named and named["name"] and " " not in named["name"] and not _surname(text, named, number, lexicon):
        named = None
    if named is None:
        relative, kin, one_name = _relatives(lexicon)
        named = relative.search(text, max(0, number.start - 48), number.start)
        if named is None and number.value in _MINOR and kin.search(text, max(0, number.start - 60), number.start):
            named = one_name.search(text, max(0, number.start - 24), number.start)
    if named:
        return " ".join((named["name"] or "").split())
    if _BOTH.search(text, max(0, number.start - 12), number.start) and re.match(
        r"\s*[,.)]", text[number.end : number.end + 2]
    ):
        return ""
    described = _person_noun(lexicon).search(text, max(0, number.start - 24), number.start)
    if described is None or (described["many"] and not _SEVERAL_AGES.match(text, number.end)):
        return None
    return "" if number.value in _PEOPLE or described["kin"] else None


def _surname(text: str, named: re.Match[str], number: Number, lexicon: Lexicon) -> bool:
    """Whether a single word with a capital is a surname, and no day or place ("in Leith, 12,", ", Northtown (6)")."""
    before = text[max(0, named.start("name") - 2) : named.start("name")]
    if text[: number.start].endswith("(") and (number.value < 10 or before == ", "):
        return False
    return _no_person(lexicon).search(text, max(0, named.start("name") - 20), named.end("name")) is None


def _limit(text: str, hedged: Hedged, lexicon: Lexicon) -> bool:
    """Whether "under 18", "over 50" is an age: it stands behind people and before no noun."""
    number, start = hedged.number, hedged.start
    return (
        text[start : number.start].strip().lower() in {"under", "over"}
        and number.value <= 100
        and _people(lexicon).search(text, max(0, start - 20), start) is not None
        and _BEFORE_NO_NOUN.match(text, number.end) is not None
    )


def _said(text: str, hedged: Hedged, lexicon: Lexicon) -> bool:
    """Whether the sentence says whose age it is: "the youngest is 13", "I'm 83", "until she turned 21"."""
    clause = text[max(0, hedged.start - 90) : hedged.start]
    if _superlative(lexicon).search(clause) is not None or _FIRST.search(clause) is not None:
        return True
    turned = _turned(lexicon).search(clause[-40:])
    alone = _BEFORE_NO_NOUN.match(text, hedged.end) or _JUST_TURNED.search(clause)
    return turned is not None and hedged.number.value in _ANY_AGE and bool(alone)


def _decades(text: str, lexicon: Lexicon) -> list[Candidate]:
    """In his 40s, in their late thirties, late teens to early twenties: bounded by the decades, whatever their part."""
    found = []
    for match in _decade(lexicon).finditer(text):
        words = re.findall(r"[a-z]+|[1-9]0", (match["decades"] or match["aged"] or match["part"]).lower())
        bounds = [(int(w), int(w) + 9) if w.isdigit() else lexicon.ages.decades.get(w) for w in words]
        decades = [pair for pair in bounds if pair]
        figure = Figure(None, qualifier="between", low=Fraction(decades[0][0]), high=Fraction(decades[-1][1]))
        start, _ = hedge_before(text, match.start(), lexicon)
        found.append(quantity("age", start, match.end(), figure, person=None))
    return found


@cache
def _aged(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<aged>{any_of(lexicon.ages.aged)})\s+(?:between\s+)?\Z", re.IGNORECASE)


@cache
def _old(lexicon: Lexicon) -> re.Pattern[str]:
    months = any_of(lexicon.ages.old_months)
    return re.compile(rf"\s?(?:(?P<months>{months})|{any_of(lexicon.ages.old)})\b", re.IGNORECASE)


@cache
def _person_noun(lexicon: Lexicon) -> re.Pattern[str]:
    """A noun of a person, or of one's kin (who may be infants), before the comma or bracket that an age follows."""
    nouns, kin, many = any_of(lexicon.ages.person_nouns), any_of(lexicon.ages.kin), any_of(lexicon.ages.several)
    return re.compile(
        rf"(?<![\w-])(?:(?P<kin>{kin})|(?P<many>{many})|(?:{nouns})(?:-of-\w+)?)(?:,\s*(?:(?:then|now|also)[\s-]+)?|\s+\()\Z"
    )


@cache
def _no_person(lexicon: Lexicon) -> re.Pattern[str]:
    """A single word with a capital that is no surname: a day, or a place behind its preposition."""
    days = any_of([*lexicon.dates.words["weekday"], *lexicon.dates.words["month"]])
    return re.compile(rf"\b(?:{days}|(?i:in|at|near|from|on|to|outside|around|of|across)\s+\S+)\Z")


@cache
def _relatives(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    """A single name behind "his wife,"; a noun of kin anywhere; a single name."""
    nouns = any_of([*lexicon.ages.person_nouns, *lexicon.ages.kin])
    kin = re.compile(rf"\b(?:{any_of(lexicon.ages.kin)})\b", re.IGNORECASE)
    return re.compile(rf"(?<![\w-])(?:{nouns}),?\s+{_ONE_NAME}"), kin, re.compile(_ONE_NAME)


@cache
def _people(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<!there )\b(?:{any_of(lexicon.ages.people)})\s+(?:aged\s+)?\Z", re.IGNORECASE)


@cache
def _superlative(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{any_of(lexicon.ages.superlatives)})(?:\b[^.;\n]*\b(?:is|was|being|aged))?\s+\Z", re.IGNORECASE
    )


@cache
def _turned(lexicon: Lexicon) -> re.Pattern[str]:
    """What only an age can stand behind: "until she turned", "she was", "a woman of"."""
    words, nouns = any_of([*lexicon.ages.turned, *lexicon.ages.being]), any_of(lexicon.ages.of_age)
    person = any_of(lexicon.ages.person_nouns)
    return re.compile(
        rf"\b(?:{words}|(?:{person})\s+(?:was|is)(?:\s+only|\s+just)?|(?:an?|one)\s+(?:\w+\s+)?(?:{nouns})\s+of(?=\s))\s+\Z",
        re.IGNORECASE,
    )


@cache
def _decade(lexicon: Lexicon) -> Sifted:
    """A decade of someone's life, with "in his" or "aged", or with the part of it that is meant."""
    table = lexicon.ages
    ten = rf"(?:[1-9]0[’']?s|{any_of(table.decades)})\b"
    part = r"(?:early|mid|late)(?:(?:[\s-]+to[\s-]+|/)(?:early|mid|late))?[\s-]+"
    decades = rf"(?:{part})?{ten}(?:[\s/-]+(?:(?:and|or|to)\s+)?(?:{part})?{ten})?"
    whose = any_of(table.possessives)
    return sifted(
        rf"\b(?:(?:aged\s+)?(?:in|into)\s+(?:{whose})\s+(?P<decades>{decades})|aged\s+(?:in\s+(?:the\s+)?)?(?P<aged>{decades})"
        rf"|(?<!\bthe\s)(?P<part>(?={part}){decades})(?!\s+(?:of|and early)\b))",
        ["0s", "0’s", "0's", *table.decades],
    )
