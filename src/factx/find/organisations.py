"""Organisations as the text names them: known by heart, or a run of capitalised words up to a head ("… Council")."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from factx.sieve import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factx.lexicon import Lexicon

_REST = r"[^\W_]*(?:['’&.-][^\W_]+)*(?:['’](?=\s))?"
# (The look behind comes after the first letter, so that the search for it stops at capitals only.)
_RUN = re.compile(
    rf"[A-Z](?<![\w'’].){_REST}(?:[ \t](?:(?:of|for|and|on|&|in)[ \t](?:the[ \t])?)?[A-Z]{_REST}){{0,14}}"
)
_TOKEN = re.compile(r"\S+")
POSSESSIVE = re.compile(r"['’]s?$")
# A possessive goes on in an organisation's name before these only ("Sheriff’s Office", "Magistrates’ Court").
_UNIONS = frozenset({"Union", "Federation", "Society", "Club", "Alliance", "Trust", "Foundation", "Charity"})
_POSSESSED = frozenset(
    {"Office", "Department", "Hospital", "Court", "Aid", "Service", "Association", "Council", "Board", "Institute"}
)


# "the charity Words Not Weapons": the word before says that an organisation is named.
_SORTS = ("charity", "firm", "company", "group", "union")
_SORTED = re.compile(
    r"\b(?:charity|firm|company|campaign\s+group|support\s+group|union)[ \t]+"
    r"(?P<name>[A-Z][\w’'&-]+(?:[ \t](?:(?:and|of|for|the|&)[ \t])?[A-Z][\w’'&-]+){1,5})"
)


def without_possessive(word: str) -> str:
    """`word` without the "'s" or "'" that it ends in."""
    return POSSESSIVE.sub("", word) if "'" in word or "’" in word else word


def organisations(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Every [start, end) within those bounds at which the text names an organisation, in text order."""
    found: list[tuple[int, int]] = []
    for run in _RUN.finditer(text, start, len(text) if end is None else end):
        tokens = [(run.start() + m.start(), run.start() + m.end(), m[0]) for m in _TOKEN.finditer(run[0])]
        found += _in_run(text, tokens, lexicon)
    told = holds(text, _SORTS, start, end)
    sorts = [m.span("name") for m in _SORTED.finditer(text, start, len(text) if end is None else end)] if told else []
    return sorted([*found, *(s for s in sorts if not any(a < s[1] and s[0] < b for a, b in found))])


def _in_run(text: str, tokens: list[_Token], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Organisations in a run of capitalised words: names known by heart, and words up to a head ("… Council")."""
    heads, skipped, enders = heads_of(lexicon), skipped_by(lexicon), _enders(lexicon)
    first = position = 0
    while position < len(tokens):
        bare = without_possessive(tokens[position][2])
        known = 0 if bare in heads and position > first else _known(text, tokens, position, lexicon)
        if known:
            begin = tokens[position][0]
            reach = _goes_on(tokens, position, begin + known, lexicon)
            # "Anytown NHS Trust": a name that goes on to a head starts where its words do.
            yield (tokens[first][0] if reach > begin + known and first < position else begin), reach
            while position < len(tokens) and tokens[position][0] < reach:
                position += 1
            first = position
        elif (
            bare in enders
            or (first == position and bare in _JOINING)
            or (first == position and bare in skipped and not _named_unit(tokens, position, lexicon))
        ):
            first = position = position + 1
        elif bare in heads and (position > first or bare in _LEADS):
            last, whole = _behind_head(tokens, position, heads, skipped)
            if position > first or whole:
                yield tokens[first][0], tokens[last][0] + len(without_possessive(tokens[last][2]))
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
            if not joins and (word in _JOINING or word in skipped_by(lexicon) or word in _roles(lexicon)):
                break
            last = last if joins else stop - len(word) + len(without_possessive(word))
            if POSSESSIVE.search(word):
                break
        return last
    for _, stop, word in rest[:5]:
        bare = without_possessive(word)
        if word in _JOINING or bare in skipped_by(lexicon) or bare in _roles(lexicon):
            break
        if bare in heads_of(lexicon):
            return stop - len(word) + len(bare)
        if bare != word:
            break
    return end


def _behind_head(
    tokens: list[_Token], position: int, heads: frozenset[str], skipped: frozenset[str]
) -> tuple[int, bool]:
    """The last token of the name whose head stands at `position`, and whether it goes on with "of …" or "for …"."""
    last = position
    while last + 1 < len(tokens) and tokens[last + 1][2] in heads and not POSSESSIVE.search(tokens[last][2]):
        last += 1
    if POSSESSIVE.search(tokens[last][2]) or last + 2 >= len(tokens) or tokens[last + 1][2] not in {"of", "for"}:
        return last, False
    last += 2
    stops = _JOINING | skipped
    while last + 1 < len(tokens) and tokens[last + 1][2] not in stops and not POSSESSIVE.search(tokens[last][2]):
        last += 1
    if tokens[last][2] == "the":
        return position, False
    return last, True


def _possessed(tokens: list[_Token], position: int) -> bool:
    """Whether a head follows a possessive: "Sheriff’s Office", "Farmers’ Union"."""
    if position >= len(tokens):
        return False
    bare = without_possessive(tokens[position][2])
    return bare in _POSSESSED or (bare in _UNIONS and tokens[position - 1][2][-1] in "'’")


def _known(text: str, tokens: list[_Token], position: int, lexicon: Lexicon) -> int:
    """The length of the longest name known by heart or defined in the text that starts at the token; else 0."""
    names = _names(lexicon)
    defined = defined_in(text)
    start, _, first = tokens[position]
    if not defined and first not in _openers(lexicon) and without_possessive(first) not in _openers(lexicon):
        return 0
    for last in range(min(len(tokens), position + 8) - 1, position - 1, -1):
        bare = without_possessive(text[start : tokens[last][1]])
        if bare in names or bare in defined:
            return len(bare)
    return 0


@lru_cache(maxsize=8)
def defined_in(text: str) -> dict[str, str]:
    """Organisations that a text defines with their letters, "Anytown Investigation Team (AIT)": both to the name."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text) if _LETTERS.search(text) else ():
        name, letters = " ".join(match[1].split()), match[2]
        words = [w for w in name.split() if w[0].isupper()]
        # The letters start the last so many words.
        initials = "".join(w[0] for w in words)
        at = initials.rfind(letters)
        if at >= 0 and len(letters) > 1:
            whole = name[name.index(words[at]) :] if words.count(words[at]) == 1 else name
            found[letters] = found[whole] = whole
    return found


# (looked for first: most texts define none)
_LETTERS = re.compile(r"\([\"“'‘]?[A-Z]{2}")
_DEFINED = re.compile(
    r"([A-Z][\w’'&-]*(?:[ \t]+(?:(?:of|for|and|the|on|&)[ \t]+){0,2}[A-Z][\w’'&-]*){1,9})"
    r"[ \t]+\([\"“'‘]?([A-Z]{2,8})[\"”'’]?\)"
)


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
    return frozenset([*lexicon.organisations.names, *same_as(lexicon), *same_as(lexicon).values()])


@cache
def _openers(lexicon: Lexicon) -> frozenset[str]:
    """The first words of what is known by heart."""
    return frozenset(name.split()[0] for name in _names(lexicon))


@cache
def same_as(lexicon: Lexicon) -> dict[str, str]:
    """Other names of forces, each with the one that reports show."""
    forces = {name: others for country in lexicon.publishers.names.values() for name, others in country.items()}
    others = {other: name for name, names in forces.items() for other in names}
    return {
        **others,
        **{name.replace(" and ", " & "): name for name in forces if " and " in name},
        **{n: n for n in forces},
    }


@cache
def unit_words(lexicon: Lexicon) -> frozenset[str]:
    """Words that go on in the name of a unit."""
    people = lexicon.people
    return frozenset(people.not_names[people.not_names.index("Police") :]) - _roles(lexicon) - frozenset(people.ranks)


@cache
def heads_of(lexicon: Lexicon) -> frozenset[str]:
    """Words that end the name of an organisation."""
    return frozenset(lexicon.organisations.heads)


@cache
def _roles(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(r.capitalize() for r in lexicon.people.roles) - {"Attorney", "Sheriff", "Chief"}


@cache
def _enders(lexicon: Lexicon) -> frozenset[str]:
    """Words behind which a name may only start anew."""
    return _roles(lexicon) | {*lexicon.people.headlines, "for", "in", "on"}


@cache
def skipped_by(lexicon: Lexicon) -> frozenset[str]:
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
        "Department",
        "General",
        "and",
        "of",
    }
    return frozenset(
        w
        for w in [*offices, *short, *openers, *_roles(lexicon), *people.honorifics, "Officers", "Detectives"]
        if w not in keep
    )
