"""People, organisations, places, operations and laws: spaCy's entities, mended by the lexicon.

What the tables know goes first: a rank before a name makes a person, "Operation" before one an operation. spaCy adds
the names that no table has. Mentions of one thing are one entity.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from factx.find.names import WORD, named_at, people_of, surname
from factx.find.organisations import (
    POSSESSIVE,
    defined_in,
    heads_of,
    organisations,
    same_as,
    skipped_by,
    without_possessive,
)
from factx.lexicon import any_of
from factx.sieve import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from spacy.tokens import Span

    from factx.claims import EntityKind
    from factx.language import Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release

_SPACY_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_SMALL = re.compile(r"(?<![\w'’-])[a-z][a-z'’-]+")
_CAPITALISED = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]*")
_LEADING = re.compile(r"^(?:the|an?|this)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EntityCandidate:
    """A person, organisation, place, operation or law with each [start, end) at which it is named, in text order.

    `name` is without rank, article or possessive; `rank` is the full form of a person's rank, where one is given.
    Role, organisation and age (in years) are for `link_people` to fill.
    """

    kind: EntityKind
    name: str
    rank: str | None
    mentions: tuple[tuple[int, int], ...]
    role: str | None = None
    organisation: str | None = None
    age: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """text[start:end] of a release, which names something; `in_title` says that the words around have capitals too."""

    kind: EntityKind
    start: int
    end: int
    name: str
    rank: str | None = None
    in_title: bool = False


def known_mentions(release: Release, lexicon: Lexicon) -> list[Mention]:
    """What the tables alone name in a release, in text order."""
    text = release.text
    mentions = [Mention("person", n.start, n.end, n.name, n.rank) for n in people_of(text, lexicon)]
    mentions = _joined(
        [
            Mention("operation", m.start(), m.start() + len(without_possessive(m[0])), _folded(m[0]))
            for m in (_operations(lexicon).finditer(text) if holds(text, _operation_openers(lexicon)) else ())
        ],
        mentions,
    )
    laws = _laws(lexicon).finditer(text) if holds(text, _law_words(lexicon)) else ()
    mentions = _joined(mentions, [Mention("law", *m.span(), _folded(m[0])) for m in laws])
    named = [Mention("organisation", a, b, _folded(text[a:b])) for a, b in organisations(text, lexicon)]
    mentions = _joined(mentions, named)
    mentions = _joined(mentions, _aged(text, lexicon))
    return _joined(mentions, _in_full(text, mentions, lexicon))


def by_first_name(known: Sequence[Mention], release: Release, lexicon: Lexicon) -> list[Mention]:
    """`known` and everyone who stands with a first name of the tables before one to three more words with capitals.

    Who speaks is read with these. Some are streets and ships: no list of entities should have them.
    """
    text, found = release.text, []
    for match in _RUN.finditer(text):
        if match[1] not in _first_names(lexicon) or _BEFORE.search(text, max(0, match.start() - 60), match.start()):
            continue
        end = match.start() + len(without_possessive(match[0]))
        words = text[match.start() : end].split()
        placed = words[-1] in lexicon.organisations.place_heads or words[-1] in heads_of(lexicon)
        if len(words[-1]) < 3 or placed or _made(words, lexicon):
            continue  # "Alexandra Road", "Ryan Holdings", "Robert K."
        mention = _person(text, match.start(), end, lexicon)
        if mention is not None and mention.kind == "person" and not mention.in_title:
            found.append(mention)
    return _joined(list(known), found)


# Two to four words with capitals, and no more.
_RUN = re.compile(r"(?<![\w’'-])([A-Z][a-z]+)(?: [A-Z][\w’'.-]*+){1,3}+(?! [A-Z])")


def _in_full(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Where a person who is known by surname ("ACC Orr") stands with a first name of the tables ("Lee Orr")."""
    found = []
    for start, end in _standing(text, {m.name for m in mentions if m.kind == "person" and " " not in m.name}):
        first = _FIRST_NAME.search(text, max(0, start - 40), start)
        if first is not None and first[1] in _first_names(lexicon):
            found.append(Mention("person", first.start(), end, text[first.start() : end]))
    return found


# A first name before a surname, and perhaps a second or its initial.
_FIRST_NAME = re.compile(r"(?<![\w’'-])([A-Z][a-z]+) (?:[A-Z](?:\.|[a-z]+)? )?\Z")


def _standing(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each of `words` in the text, where it is no part of a longer word."""
    for word in words:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            before, behind = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() or before in {*"_'’-"} or behind.isalnum() or behind in {*"_-"}):
                yield start, end
            start = text.find(word, end)


@cache
def _first_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset([*lexicon.given.he, *lexicon.given.she])


def to_ask(
    known: Sequence[Mention], release: Release, sentences: Iterable[Sentence], lexicon: Lexicon
) -> list[Sentence]:
    """The sentences in which spaCy may see a name that the tables do not know.

    A name has a capital. The words for days and months are none, nor is a word that the release writes in small letters
    elsewhere: its capital only opens a sentence.
    """
    text = release.text
    spans = sorted((m.start, m.end) for m in known)
    starts = [start for start, _ in spans]

    def is_open(match: re.Match[str]) -> bool:
        before = bisect_right(starts, match.start())
        if before and spans[before - 1][1] > match.start():
            return False
        return match[0] not in _never_names(lexicon) and match[0].lower() not in _small_words(text)

    return [s for s in sentences if any(is_open(m) for m in _CAPITALISED.finditer(text, s.start, s.end))]


@cache
def _never_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(["I", *lexicon.dates.words["weekday"], *lexicon.dates.words["month"]])


def find_entities(
    known: Sequence[Mention],
    spacy_entities: Sequence[tuple[Span, Sentence]],
    release: Release,
    lexicon: Lexicon,
) -> list[EntityCandidate]:
    """Every entity of the release, in order of first mention.

    Args:
        known: what `known_mentions` gave.
        spacy_entities: what `Language.entities` gave: each with its sentence, token offsets counting from its start.
        release: the release; nothing in its apparatus is an entity.
        lexicon: the tables.
    """
    text = release.text
    found = [m for span, sentence in spacy_entities if (m := _mended(text, span, sentence, lexicon)) is not None]
    mentions = _joined(list(known), _sure([m for m in found if m.kind == "person"], known))
    mentions = _joined(
        mentions, _parts(text, mentions, [span.text for span, _ in spacy_entities if span.label_ == "PERSON"])
    )
    mentions = _joined(mentions, [m for m in found if m.kind != "person"])
    mentions = [m for m in mentions if not release.in_apparatus(m.start, m.end)]
    return _merged(mentions, defined_in(text), lexicon)


@cache
def _operation_words(lexicon: Lexicon) -> frozenset[str]:
    """The words for an operation, with a capital and in capitals."""
    return frozenset(form for word in lexicon.organisations.operations for form in (word, word.upper()))


@cache
def _operation_openers(lexicon: Lexicon) -> frozenset[str]:
    """The first word of each, as any white space may follow."""
    return frozenset(form.split()[0] for form in _operation_words(lexicon))


@cache
def _operations(lexicon: Lexicon) -> re.Pattern[str]:
    """The word for an operation and the one to three capitalised ones that name it."""
    prefix = any_of(_operation_words(lexicon))
    goes_on = any_of(["Act", *lexicon.people.headlines])
    further = rf"(?:[ ](?!(?:{goes_on})\b)[A-Z][a-z]+(?![\w’']*['’]s)){{0,2}}"
    return re.compile(rf"\b(?:{prefix})[ ](?!(?:{goes_on})\b)(?:[A-Z][\w’'-]+){further}")


@cache
def _law_words(lexicon: Lexicon) -> frozenset[str]:
    """What every law that `_laws` finds has one of."""
    return frozenset(["ection", "chedule", "rticle", "Act", *lexicon.organisations.laws])


@cache
def _laws(lexicon: Lexicon) -> re.Pattern[str]:
    """Acts with or without their year, and sections with or without their act."""
    word = r"[A-Z][\w’'-]*"
    part = rf"(?:{word}|\([A-Z][^()\n]{{1,60}}\))"
    law = any_of(lexicon.organisations.laws)
    behind = r"(?:[ ]\([A-Z][^()\n]{1,60}\))?"
    act = rf"{part}(?:,?[ ](?:(?:of|and|the|to|for|&)[ ]){{0,2}}{part}){{0,9}}?[ ](?:{law}){behind}"
    section = r"(?:[Ss]ections?|[Ss]chedule|[Aa]rticle)[ ]\d+(?:\.\d+)?[A-Z]{0,2}(?:\([0-9a-z]{1,4}\)){0,4}"
    bare = rf"(?:{word}[ ](?:(?:of|and)[ ])?){{1,6}}Act\b"
    return re.compile(rf"\b{section}(?:[ ]of[ ]the[ ]{act}(?:[ ]\d{{4}})?)?|\b{act}[ ]\d{{4}}\b|\b{bare}")


def _joined(first: list[Mention], second: Iterable[Mention]) -> list[Mention]:
    """All of `first` and those of `second` that overlap nothing, in text order; of two in `second` the earlier."""
    taken = sorted((m.start, m.end) for m in first)
    kept = list(first)
    reached = 0
    for mention in sorted(second, key=lambda m: (m.start, -m.end)):
        index = bisect_left(taken, (mention.end, 0))
        if mention.start >= reached and not (index and taken[index - 1][1] > mention.start):
            kept.append(mention)
            reached = mention.end
    return sorted(kept, key=lambda m: (m.start, m.end))


def _folded(name: str) -> str:
    return without_possessive(_LEADING.sub("", " ".join(name.split())))


def _mended(text: str, span: Span, sentence: Sentence, lexicon: Lexicon) -> Mention | None:
    """The entity of spaCy as a mention, or None where it is a number, a date, or not surely what its label says."""
    kind = _SPACY_KINDS.get(span.label_)
    if kind is None or len(span) == 0:
        return None
    start, end = sentence.span(list(span))
    opening = _LEADING.match(text[start:end])
    start += opening.end() if opening else 0
    end = start + len(without_possessive(text[start:end]))
    name = " ".join(text[start:end].split())
    words = name.split()
    if not words or not name[0].isupper() or not _NAME.fullmatch(name) or "\n" in text[start:end]:
        return None
    if name in _places(lexicon):
        return Mention("place", start, end, name)
    if _made(words, lexicon):
        return None
    if len(words) > 1 and words[-1] in lexicon.organisations.place_heads and kind != "organisation":
        return Mention("place", start, end, name)
    if kind == "place":
        return None if words[0] in skipped_by(lexicon) else Mention(kind, start, end, name)
    if kind == "person":
        return _person(text, start, end, lexicon)
    # Small models see organisations everywhere: one needs a word that says so ("First Anytown Bank").
    headed = len(words) > 1 and any(w in heads_of(lexicon) for w in words) and words[0] not in skipped_by(lexicon)
    return Mention(kind, start, end, name) if headed and not any(w in lexicon.people.headlines for w in words) else None


def _person(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """A person known to spaCy alone: two words or more, the first no word of the language, and not in a headline."""
    words = [(m.start() + start, m[0]) for m in _TOKEN.finditer(text[start:end])]
    while words and words[0][1].lower() in _callings(lexicon):
        words.pop(0)  # "Defendant Lee Orr"
    if not words:
        return None
    start = words[0][0]
    named = named_at(text, start, end, lexicon)
    first = words[0][1]
    too = first in lexicon.people.names_too
    if named is None or named.end != end or words[-1 if too else 0][1].lower() in _small_words(text):
        return None  # "Fierce Blaze", "Will Offer"
    lived_in = named.name in _homes(text)
    if lived_in or (_IN.search(text, max(0, start - 12), start) and not POSSESSIVE.match(text, end)):
        return Mention("place", start, end, named.name)
    return Mention("person", start, end, named.name, in_title=_in_title(text, start, end, lexicon))


# What stands right before a place.
_IN = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Tt]hrough|[Tt]owards)\s+\Z")
# Where somebody of an age lives or lived: "Ann Other, 34, formerly of Long Strand,".
_HOME = re.compile(
    r"\b\d{1,3},?[ ](?:(?:formerly|originally|both|all)[ ])?of[ ]([A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+){1,2})"
    r"(?=[,.;]|\s(?:and|was|is|were)\b)"
)
_TOKEN = re.compile(r"\S+")
_BEFORE = re.compile(r"(?:(?<=\s)|^)[A-Z][\w’'-]*(?:[ \t][A-Z][\w’'-]*){0,3}[ \t]\Z")
_BEHIND = re.compile(r"(?:[ \t][A-Z][\w’'-]*){1,4}")


@lru_cache(maxsize=1)
def _small_words(text: str) -> frozenset[str]:
    """The words that a release writes in small letters."""
    return frozenset(_SMALL.findall(text))


@lru_cache(maxsize=1)
def _homes(text: str) -> frozenset[str]:
    """The places that a release says people are of."""
    return frozenset(m[1] for m in _HOME.finditer(text))


def _in_title(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words around have capitals too, as in a headline, and are no role: a name there may be none."""
    before = _BEFORE.search(text, max(0, start - 60), start)
    behind = _BEHIND.match(text, end)
    near = [w for m in (before, behind) if m for w in m[0].split()]
    callings = _callings(lexicon)
    return len(near) > 1 and not any(w.lower() in callings or w.lower().removesuffix("s") in callings for w in near)


def _made(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words name a make or brand ("Vauxhall Corsa")."""
    makes = _makes(lexicon)
    return words[0] in makes or " ".join(words[:2]) in makes


@cache
def _makes(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.organisations.makes)


@cache
def _callings(lexicon: Lexicon) -> frozenset[str]:
    """What somebody is, before a name: roles and relations."""
    return frozenset([*lexicon.people.roles, *lexicon.people.relations])


# A name of several words, without digits, marks or brackets.
_NAME = re.compile(r"[^\W\d_][^\d_\"“”()\[\]:;/@#*|\n]*")


@cache
def _places(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.organisations.places)


def _aged(text: str, lexicon: Lexicon) -> list[Mention]:
    """Everyone named beside an age or a role: "Ann Other, 34,", "Lee Orr (29)", "Di Hill, chair of", "nurse Al Dow"."""
    found = []
    for match in sorted(
        [*_AGED.finditer(text), *_holding(lexicon).finditer(text), *_called(lexicon).finditer(text)],
        key=lambda m: m.start(),
    ):
        start = match.start("name")
        calling = WORD.match(text, start)
        if (
            calling is not None
            and calling[0].lower() in _callings(lexicon)
            and " " in match["name"][len(calling[0]) + 1 :]
        ):
            start = calling.end() + 1  # "Defendant Ann Other, 34"
        named = named_at(text, start, match.end("name"), lexicon)
        if named is not None and named.end == match.end("name") and not _made(named.name.split(), lexicon):
            found.append(Mention("person", named.start, named.end, named.name))
    return found


@cache
def _called(lexicon: Lexicon) -> re.Pattern[str]:
    """A role before a name of two or three words with capitals: "Paralegal Ann Other", "firefighter Lee Orr"."""
    roles = any_of([role for role in lexicon.people.roles if role not in _OTHER_WORDS])
    return re.compile(
        rf"(?<![\w’'-])(?i:{roles})[ ](?P<name>[A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+){{1,2}})(?![\w’'-]|[ ][A-Z])"
    )


# Roles that are other words, too.
_OTHER_WORDS = frozenset(
    {
        "head",
        "lead",
        "chief",
        "member",
        "deputy",
        "executive",
        "principal",
        "champion",
        "counsel",
        "officer",
        "guard",
        "page",
    }
)


@cache
def _holding(lexicon: Lexicon) -> re.Pattern[str]:
    """Two or three words with capitals, a comma, and a role."""
    roles = any_of(lexicon.people.roles)
    kinds = "executive|deputy|acting|senior|chief|vice|lead|managing|regional|former|area"
    return re.compile(
        rf"(?P<name>[A-Z](?<![\w’'-].)[\w’'-]+(?:[ ][A-Z][\w’'-]+){{1,2}}),[ ](?:the[ ]|an?[ ])?"
        rf"(?:(?i:{kinds})[ ])?(?i:{roles})[ ](?:of|for|at|in)\b"
    )


# (The look behind comes after the first letter, so that the search for it stops at capitals only.)
_AGED = re.compile(
    r"(?P<name>[A-Z](?<![\w’'-].)[\w’'-]+(?:[ ][A-Z][\w’'.-]*){1,3})"
    r"(?:,?\s\(|,\s)(?:aged\s)?\d\d(?=[,;)]|\s(?:of|from)\b)"
)


def _sure(found: Sequence[Mention], known: Sequence[Mention]) -> list[Mention]:
    """Persons of spaCy that are surely named: outside headlines, or known elsewhere; no longer than they are known."""
    elsewhere = {m.name.casefold() for m in (*known, *(f for f in found if not f.in_title)) if m.kind == "person"}
    sure = []
    for mention in found:
        name = mention.name
        words = name.split()
        shorter = next((n for n in range(len(words) - 1, 1, -1) if " ".join(words[:n]).casefold() in elsewhere), None)
        if shorter is not None:  # a headline goes on behind the name
            name = " ".join(words[:shorter])
            mention = replace(mention, name=name, end=mention.start + len(name))  # noqa: PLW2901
        if name.casefold() in elsewhere:
            sure.append(mention)
    return sure


def _parts(text: str, mentions: Sequence[Mention], labelled: Sequence[str]) -> list[Mention]:
    """Every later mention of a person by surname alone, or by a first name that spaCy saw, where one person has it."""
    full: dict[str, set[str]] = {}
    firsts = set(labelled)
    for mention in mentions:
        if mention.kind == "person" and " " in mention.name:
            full.setdefault(surname(mention.name), set()).add(mention.name)
            first = mention.name.split()[0]
            if first in firsts:
                full.setdefault(first, set()).add(mention.name)
    known = [part for part, names in full.items() if len(names) == 1 and len(part) > 2]
    return [Mention("person", start, end, text[start:end]) for start, end in _standing(text, known)]


def _merged(mentions: Sequence[Mention], defined: dict[str, str], lexicon: Lexicon) -> list[EntityCandidate]:
    """One entity for all mentions of one thing; a part of a name, or letters, go to the one who has them."""
    full: dict[str, list[str]] = {}
    for mention in mentions:
        if mention.kind == "person" and " " in mention.name:
            for part in {surname(mention.name), mention.name.split()[0]}:
                if mention.name not in full.setdefault(part, []):
                    full[part].append(mention.name)
    kinds: dict[str, EntityKind] = {}
    groups: dict[tuple[EntityKind, str], list[Mention]] = {}
    names: dict[tuple[EntityKind, str], str] = {}
    for mention in mentions:
        name, kind = mention.name, mention.kind
        if kind == "person" and " " not in name:
            owners = full.get(name, [])
            name = owners[0] if len(owners) == 1 else name
        elif kind == "organisation":
            name = same_as(lexicon).get(name, defined.get(name, name))
        folded = name.casefold()
        if kind in {"organisation", "place"}:
            kind = kinds.setdefault(folded, kind)
        groups.setdefault((kind, folded), []).append(mention)
        if names.setdefault((kind, folded), name).isupper():
            names[kind, folded] = name  # a heading's capitals give way
    return [
        EntityCandidate(
            key[0], names[key], next((m.rank for m in found if m.rank), None), tuple((m.start, m.end) for m in found)
        )
        for key, found in groups.items()
    ]
