"""People, organisations, places, operations and laws: spaCy's entities, mended by the lexicon.

What the tables know goes first: a rank before a name makes a person, "Operation" before one an operation. spaCy adds
the names that no table has. Mentions of one thing are one entity.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from factx.find.names import named_at, people_in, surname
from factx.lexicon import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
_CAPS = r"[A-Z][^\W_]*(?:['’&.-][^\W_]+)*(?:['’](?=\s))?"
_RUN = re.compile(rf"(?<![\w'’]){_CAPS}(?:[ \t](?:(?:of|for|and|on|&|in)[ \t](?:the[ \t])?)?{_CAPS}){{0,14}}")
_TOKEN = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"['’]s?$")
_LEADING = re.compile(r"^(?:the|an?|this)\s+", re.IGNORECASE)
# A possessive goes on in an organisation's name before these only ("Sheriff’s Office", "Magistrates’ Court").
_POSSESSED = frozenset(
    {"Office", "Department", "Hospital", "Court", "Aid", "Service", "Association", "Council", "Board", "Institute"}
)


@dataclass(frozen=True, slots=True)
class EntityCandidate:
    """A person, organisation, place, operation or law with each [start, end) at which it is named, in text order.

    `name` is without rank, article or possessive; `rank` is the full form of a person's rank, where one is given.
    """

    kind: EntityKind
    name: str
    rank: str | None
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: EntityKind
    start: int
    end: int
    name: str
    rank: str | None = None


def find_entities(
    spacy_entities: Sequence[tuple[Span, Sentence]],
    release: Release,
    lexicon: Lexicon,
) -> list[EntityCandidate]:
    """Every entity of the release, in order of first mention.

    Args:
        spacy_entities: what `Language.entities` gave: each with its sentence, token offsets counting from its start.
        release: the release; nothing in its apparatus is an entity.
        lexicon: the tables.
    """
    text = release.text
    mentions = [_Mention("person", n.start, n.end, n.name, n.rank) for n in people_in(text, lexicon)]
    mentions = _joined(
        [
            _Mention("operation", m.start(), m.start() + len(_POSSESSIVE.sub("", m[0])), _folded(m[0]))
            for m in _operations(lexicon).finditer(text)
        ],
        mentions,
    )
    mentions = _joined(mentions, [_Mention("law", *m.span(), _folded(m[0])) for m in _laws(lexicon).finditer(text)])
    named = [_Mention("organisation", a, b, _folded(text[a:b])) for a, b in organisations(text, lexicon)]
    mentions = _joined(mentions, named)
    found = [m for span, sentence in spacy_entities if (m := _mended(text, span, sentence, lexicon)) is not None]
    mentions = _joined(mentions, [m for m in found if m.kind == "person"])
    mentions = _joined(mentions, _surnames(text, mentions))
    mentions = _joined(mentions, found)
    mentions = [m for m in mentions if not release.in_apparatus(m.start, m.end)]
    return _merged(mentions, lexicon)


def organisations(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Every [start, end) within those bounds at which the text names an organisation, in text order."""
    found: list[tuple[int, int]] = []
    for run in _RUN.finditer(text, start, len(text) if end is None else end):
        tokens = [(run.start() + m.start(), run.start() + m.end(), m[0]) for m in _TOKEN.finditer(run[0])]
        found += _in_run(text, tokens, lexicon)
    return found


def _in_run(text: str, tokens: list[_Token], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Organisations in a run of capitalised words: names known by heart, and words up to a head ("… Council")."""
    heads, skipped, roles = _heads(lexicon), _skipped(lexicon), _roles(lexicon)
    first = position = 0
    while position < len(tokens):
        bare = _POSSESSIVE.sub("", tokens[position][2])
        known = 0 if bare in heads and position > first else _known(text, tokens, position, lexicon)
        if known:
            begin = tokens[position][0]
            reach = _goes_on(tokens, position, begin + known, lexicon)
            yield begin, reach
            while position < len(tokens) and tokens[position][0] < reach:
                position += 1
            first = position
        elif (
            bare in roles
            or bare in {"for", "in", "on"}
            or (first == position and (bare in _JOINING or (bare in skipped and not _named_unit(tokens, position, lexicon))))
        ):
            first = position = position + 1
        elif bare in heads and (position > first or bare in _LEADS):
            last, whole = _behind_head(tokens, position, heads, skipped)
            if position > first or whole:
                yield tokens[first][0], tokens[last][0] + len(_POSSESSIVE.sub("", tokens[last][2]))
            first = position = last + 1
        else:
            position += 1
            if bare != tokens[position - 1][2] and not _possessed(tokens, position):
                first = position


def _named_unit(tokens: list[_Token], position: int, lexicon: Lexicon) -> bool:
    """Whether a word that is a rank opens the name of a unit instead: "Major Crime Unit"."""
    behind = tokens[position + 1][2] if position + 1 < len(tokens) else ""
    return behind in unit_words(lexicon) and tokens[position][2] in {"Major", "Special"}


def _goes_on(tokens: list[_Token], position: int, end: int, lexicon: Lexicon) -> int:
    """The end of an organisation known by heart that ends at `end`: behind a branch, or a head that goes with it."""
    rest = [t for t in tokens[position:] if t[0] >= end]
    if not rest or rest[0][0] != end + 1:
        return end
    if tokens[position][2] in lexicon.organisations.branched:
        last = end
        for number, (_, stop, word) in enumerate(rest):
            joins = word in {"and", "&"} and number + 1 < len(rest)
            if not joins and (word in _JOINING or word in _skipped(lexicon) or word in _roles(lexicon)):
                break
            last = last if joins else stop - len(word) + len(_POSSESSIVE.sub("", word))
            if _POSSESSIVE.search(word):
                break
        return last
    for _, stop, word in rest[:5]:
        bare = _POSSESSIVE.sub("", word)
        if word in _JOINING or bare in _skipped(lexicon) or bare in _roles(lexicon):
            break
        if bare in _heads(lexicon):
            return stop - len(word) + len(bare)
        if bare != word:
            break
    return end


def _behind_head(
    tokens: list[_Token], position: int, heads: frozenset[str], skipped: frozenset[str]
) -> tuple[int, bool]:
    """The last token of the name whose head stands at `position`, and whether it goes on with "of …" or "for …"."""
    last = position
    while last + 1 < len(tokens) and tokens[last + 1][2] in heads and not _POSSESSIVE.search(tokens[last][2]):
        last += 1
    if _POSSESSIVE.search(tokens[last][2]) or last + 2 >= len(tokens) or tokens[last + 1][2] not in {"of", "for"}:
        return last, False
    last += 2
    stops = _JOINING | skipped
    while last + 1 < len(tokens) and tokens[last + 1][2] not in stops and not _POSSESSIVE.search(tokens[last][2]):
        last += 1
    if tokens[last][2] == "the":
        return position, False
    return last, True


def _possessed(tokens: list[_Token], position: int) -> bool:
    return position < len(tokens) and _POSSESSIVE.sub("", tokens[position][2]) in _POSSESSED


def _known(text: str, tokens: list[_Token], position: int, lexicon: Lexicon) -> int:
    """The length of the longest name known by heart that starts at the token; 0 where there is none."""
    names = _names(lexicon)
    start = tokens[position][0]
    for last in range(min(len(tokens), position + 8) - 1, position - 1, -1):
        bare = _POSSESSIVE.sub("", text[start : tokens[last][1]])
        if bare in names:
            return len(bare)
    return 0


_Token = tuple[int, int, str]
_JOINING = frozenset({"of", "for", "and", "on", "&", "in", "the"})
# Heads that may open the name, before "of" or "for".
_LEADS = frozenset(
    {
        "Department",
        "Ministry",
        "University",
        "Office",
        "Association",
        "Institute",
        "Bureau",
        "Board",
        "College",
        "Police",
        "Court",
        "Church",
        "Service",
    }
)


@cache
def _names(lexicon: Lexicon) -> frozenset[str]:
    """Organisations known by heart: those of the table, and the forces with their other names."""
    forces = [
        n for names in lexicon.publishers.names.values() for name, others in names.items() for n in (name, *others)
    ]
    return frozenset([*lexicon.organisations.names, *forces])


@cache
def unit_words(lexicon: Lexicon) -> frozenset[str]:
    """Words that go on in the name of a unit."""
    people = lexicon.people
    return frozenset(people.not_names[people.not_names.index("Police") :]) - _roles(lexicon) - frozenset(people.ranks)


@cache
def _heads(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.organisations.heads)


@cache
def _roles(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(r.capitalize() for r in lexicon.people.roles) - {"Attorney", "Sheriff", "Chief"}


@cache
def _skipped(lexicon: Lexicon) -> frozenset[str]:
    """Capitalised words that open no organisation's name: sentence openers, weekdays, ranks and offices."""
    people = lexicon.people
    offices = [w for form in (*people.ranks, *people.titles, *people.modifiers) for w in form.split()]
    short = [s for forms in (*people.ranks.values(), *people.titles.values()) for s in forms]
    openers = people.not_names[: people.not_names.index("Police")]
    keep = {
        "Police",
        "Crown",
        "Community",
        "Special",
        "Staff",
        "Justice",
        "State",
        "County",
        "City",
        "District",
        "Area",
        "Borough",
        "United",
        "States",
        "Home",
        "Fire",
        "Crime",
        "Public",
        "Information",
        "Support",
        "Peace",
        "Patrol",
        "Postal",
        "and",
        "of",
    }
    return frozenset(
        w
        for w in [*offices, *short, *openers, *_roles(lexicon), *people.honorifics, "Officers", "Detectives"]
        if w not in keep
    )


@cache
def _operations(lexicon: Lexicon) -> re.Pattern[str]:
    """The word for an operation and the one to three capitalised ones that name it."""
    words = lexicon.organisations.operations
    prefix = any_of([*words, *(w.upper() for w in words)])
    return re.compile(rf"\b(?:{prefix})[ ](?:[A-Z][\w’'-]+)(?:[ ](?!Act\b)[A-Z][a-z]+(?![\w’']*['’]s)){{0,2}}")


@cache
def _laws(lexicon: Lexicon) -> re.Pattern[str]:
    """Acts with or without their year, and sections with or without their act."""
    word = r"[A-Z][\w’'-]*"
    part = rf"(?:{word}|\([A-Z][^()\n]{{1,60}}\))"
    law = any_of(lexicon.organisations.laws)
    behind = r"(?:[ ]\([A-Z][^()\n]{1,60}\))?"
    act = rf"{part}(?:,?[ ](?:(?:of|and|the|to|for|&)[ ]){{0,2}}{part}){{0,9}}?[ ](?:{law}){behind}"
    section = r"(?:[Ss]ections?|[Ss]chedule|[Aa]rticle)[ ]\d+[A-Z]{0,2}(?:\([0-9a-z]{1,4}\)){0,4}"
    bare = rf"(?:{word}[ ](?:(?:of|and)[ ])?){{1,6}}Act\b"
    return re.compile(rf"\b{section}(?:[ ]of[ ]the[ ]{act}(?:[ ]\d{{4}})?)?|\b{act}[ ]\d{{4}}\b|\b{bare}")


def _joined(first: list[_Mention], second: Iterable[_Mention]) -> list[_Mention]:
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
    return _POSSESSIVE.sub("", _LEADING.sub("", " ".join(name.split())))


def _mended(text: str, span: Span, sentence: Sentence, lexicon: Lexicon) -> _Mention | None:
    """The entity of spaCy as a mention, or None where it is a number, a date, or not surely what its label says."""
    kind = _SPACY_KINDS.get(span.label_)
    if kind is None or len(span) == 0:
        return None
    start, end = sentence.span(list(span))
    opening = _LEADING.match(text[start:end])
    start += opening.end() if opening else 0
    end = start + len(_POSSESSIVE.sub("", text[start:end]))
    name = " ".join(text[start:end].split())
    words = name.split()
    if not words or not name[0].isupper() or not _NAME.fullmatch(name) or "\n" in text[start:end]:
        return None
    if name in _places(lexicon):
        return _Mention("place", start, end, name)
    if len(words) > 1 and words[-1] in lexicon.organisations.place_heads and kind != "organisation":
        return _Mention("place", start, end, name)
    if kind == "place":
        return None if words[0] in _skipped(lexicon) else _Mention(kind, start, end, name)
    if kind == "person":
        named = named_at(text, start, end, lexicon)
        return _Mention(kind, start, end, name) if named is not None and named.end == end else None
    # Small models see organisations everywhere: one needs a word that says so ("First Anytown Bank").
    headed = len(words) > 1 and any(w in _heads(lexicon) for w in words) and words[0] not in _skipped(lexicon)
    return _Mention(kind, start, end, name) if headed else None


# A name of several words, without digits, marks or brackets.
_NAME = re.compile(r"[^\W\d_][^\d_\"“”()\[\]:;/@#*|\n]*")


@cache
def _places(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.organisations.places)


def _surnames(text: str, mentions: Sequence[_Mention]) -> list[_Mention]:
    """Every later mention of a person by surname alone, where one person has it."""
    full: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.kind == "person" and " " in mention.name:
            full.setdefault(surname(mention.name), set()).add(mention.name)
    known = [s for s, names in full.items() if len(names) == 1 and len(s) > 2]
    if not known:
        return []
    pattern = re.compile(rf"(?<![\w'’-])(?:{any_of(known)})(?![\w-])")
    return [_Mention("person", m.start(), m.end(), m[0]) for m in pattern.finditer(text)]


def _merged(mentions: Sequence[_Mention], lexicon: Lexicon) -> list[EntityCandidate]:
    """One entity for all mentions of one thing; a surname goes to the one person who has it."""
    aliases = {
        alias: name
        for country in lexicon.publishers.names.values()
        for name, others in country.items()
        for alias in others
    }
    full: dict[str, list[str]] = {}
    for mention in mentions:
        if (
            mention.kind == "person"
            and " " in mention.name
            and mention.name not in full.setdefault(surname(mention.name), [])
        ):
            full[surname(mention.name)].append(mention.name)
    kinds: dict[str, EntityKind] = {}
    groups: dict[tuple[EntityKind, str], list[_Mention]] = {}
    names: dict[tuple[EntityKind, str], str] = {}
    for mention in mentions:
        name, kind = mention.name, mention.kind
        if kind == "person" and " " not in name:
            owners = full.get(name, [])
            name = owners[0] if len(owners) == 1 else name
        elif kind == "organisation":
            name = aliases.get(name, name)
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
