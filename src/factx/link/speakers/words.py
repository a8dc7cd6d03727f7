"""The words around speakers, compiled: relations, spokespeople, roles, and what joins a name to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from factx.find.organisations import unit_words
from factx.lexicon import any_of

if TYPE_CHECKING:
    from factx.lexicon import Lexicon

CLAUSE = re.compile(r"\s*(?:who|whose|which)\b")
ARTICLE = re.compile(r"\s*(?:(?:and|but|then)\s+)?(?:the|an?|one|another)\s+", re.IGNORECASE)
CHUNK = re.compile(r"(?:[^,()]|,(?=\d)|\([^()]*\)|[()])+")
# Words before the noun that heads a role: behind one of these it is no head.
LINKS = frozenset(
    {
        *("of", "for", "at", "in", "with", "to", "from", "by", "on", "as", "after", "before", "when", "while", "where"),
        *("who", "whose", "which", "and", "but", "or", "is", "was", "were", "are", "has", "had", "have"),
        *("speaking", "commenting"),
    }
)
OWN = re.compile(r"^(?:his|her|their|its|my|our|this|that|these|those)\s+", re.IGNORECASE)


def relation(match: re.Match[str]) -> str:
    """A relation or document as written, without a pronoun that owns it: "his sister" is "sister"."""
    return " ".join(OWN.sub("", match["phrase"]).split())


def blank(text: str, start: int, end: int) -> int:
    """How much white space text[start:end] starts with."""
    return len(text[start:end]) - len(text[start:end].lstrip())


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the tables know, ready to look up: words folded, phrases compiled."""

    roles: frozenset[str]
    offices: frozenset[str]
    heads: frozenset[str]
    not_names: frozenset[str]
    units: frozenset[str]
    labels: frozenset[str]
    particles: frozenset[str]
    lead: re.Pattern[str]
    duty: re.Pattern[str]
    spokesperson: re.Pattern[str]
    body: re.Pattern[str]
    group: re.Pattern[str]
    related: re.Pattern[str]
    document: re.Pattern[str]
    issued: re.Pattern[str]
    postnominal: re.Pattern[str]


# What is no attribute of a document: "in that email".
_LINK = r"(?:in|on|at|by|to|of|from|with|for|that|this|the|an?|and|or)"


@cache
def patterns_of(lexicon: Lexicon) -> Patterns:
    """The patterns of `lexicon`."""
    people = lexicon.people
    relations, documents = any_of(people.relations), any_of(lexicon.speech.documents)
    owner = r"(?-i:(?:[A-Z][\w’'-]*\s+){0,3}[A-Z][\w’'-]*['’]s?\s+)|(?:his|her|their|its|my|our)\s+"
    of_whom = rf"(?:{owner}|(?:\w+['’]s?\s+))?"
    ranks = any_of([*people.ranks, *(short for forms in people.ranks.values() for short in forms)])
    document = rf"(?:(?!{_LINK}\b)\w+\s+){{0,2}}(?:{documents})"
    relation = rf"(?P<phrase>{of_whom}(?:{document}|(?:[\w-]+\s+)?(?P<relation>{relations})))\b(?!['’]s)"
    return Patterns(
        roles=frozenset(people.roles),
        offices=frozenset(k.lower() for k in (*people.ranks, *people.titles)),
        heads=frozenset(h.lower() for h in lexicon.organisations.heads),
        not_names=frozenset([*people.not_names, *people.headlines]),
        units=unit_words(lexicon),
        labels=frozenset([*people.roles, *people.relations]),
        particles=frozenset(people.particles),
        # Small words that go on to the noun of a role and a name: "road safety campaigner Ann Other"; or to a rank.
        lead=re.compile(
            rf"(?:[a-z][\w’'-]*\s+){{1,4}}?(?:{any_of(people.roles)})s?\s+(?:(?:{any_of(people.honorifics)})\.?\s+)?[A-Z]"
        ),
        duty=re.compile(rf"(?:[a-z][\w’'-]*\s+){{1,4}}?(?:{ranks})\b"),
        spokesperson=re.compile(rf"\b(?:{any_of(people.spokespeople)})\b", re.IGNORECASE),
        body=re.compile(
            rf"\s*the\s+((?P<spokesperson>{any_of(people.spokespeople)})|{any_of(people.bodies)})(?=\s*(?:$|[,.]))",
            re.IGNORECASE,
        ),
        group=re.compile(
            rf"(?:(?:one|some|two|several)\s+of\s+the\s+|(?:and|but|the|an?|one|another|that|this)\s+)?{relation}",
            re.IGNORECASE,
        ),
        related=re.compile(rf"(?<![\w'’])(?:the\s+)?{relation}\s*,\s*\Z", re.IGNORECASE),
        document=re.compile(rf"\b(?:{documents})\b"),
        issued=re.compile(rf"\b(?:{any_of(lexicon.speech.issuing)})\b"),
        postnominal=re.compile(rf"\b(?:{any_of([*people.postnominals, *people.suffixes])})\b"),
    )
