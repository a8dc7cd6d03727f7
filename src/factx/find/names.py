"""Names of people in running text, with the ranks and roles before them, from the tables alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factx.lexicon import Lexicon

# A capital starts every word of a rank or a name; the words between ("of", "and") do not.
WORD = re.compile(r"[^\W_](?:[^\W_]|['’&/-](?=[^\W_])|\.(?=[^\W\d_]\b))*")
_POSSESSIVE = re.compile(r"['’]s?$|['’]S$")
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Title:
    """A rank or role before a name: text[start:end] as written, and its full form where it is a rank.

    `role` is empty for an honorific alone ("Mr", "Dr").
    """

    start: int
    end: int
    role: str | None
    rank: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A person at text[start:end]: the name without rank, which starts at `at`, and what stands before it."""

    start: int
    end: int
    at: int
    name: str
    title: Title | None

    @property
    def role(self) -> str | None:
        """The rank or role as written."""
        return self.title.role if self.title else None

    @property
    def rank(self) -> str | None:
        """The full form of a rank."""
        return self.title.rank if self.title else None


def surname(name: str) -> str:
    """The last word of a name, without "Jr" and the like."""
    words = [w for w in name.split() if w.rstrip(".") not in {"Jr", "Sr", "II", "III", "IV"}]
    if len(words) > 1 and words[-2] in {"St", "St."}:
        return " ".join(words[-2:])
    return words[-1] if words else name


def title_at(text: str, start: int, end: int, lexicon: Lexicon) -> Title | None:
    """The rank, role or honorific that starts at `start`; several in a row are one ("Detective Chief Inspector")."""
    table = _titles(lexicon)
    position = start
    kinds: list[tuple[str, str, int, int]] = []  # kind, full form, start, end
    while len(kinds) < _LONGEST_NAME:
        found = _longest(text, position, end, table)
        if found is None:
            break
        kind, full, last = found
        kinds.append((kind, full, position, last))
        gap = re.compile(r"[ \t\u00a0]{1,3}|(?<=,) ").match(text, last, end)
        if gap is None:
            break
        position = gap.end()
    if not kinds:
        return None
    spoken = [k for k in kinds if k[0] != "honorific"]
    # Modifiers alone ("Deputy", "Senior", "Former") are no role unless the tables have them as a rank.
    while spoken and spoken[-1][0] in _BEFORE_RANK:
        spoken.pop()
    if not spoken:
        if all(k[0] == "honorific" for k in kinds):
            return Title(start, kinds[-1][3], None, None)
        return None
    # The rank is the last one, with what makes another of it ("Deputy", "Detective"): "Community Officer PC" is PC.
    first = len(spoken) - 1
    while first and (spoken[first - 1][0] == "specialism" or spoken[first - 1][1] in lexicon.people.modifiers):
        first -= 1
    spoken = spoken[first:]
    role = text[spoken[0][2] : spoken[-1][3]]
    ranked = [k[1] for k in spoken if k[0] != "specialism"]
    rank = " ".join(ranked) if any(k[0] == "rank" for k in spoken) else None
    last = max(kinds[-1][3] if kinds[-1][0] not in _BEFORE_RANK else 0, spoken[-1][3])
    return Title(start, last, " ".join(role.split()), rank)


_Entry = tuple[tuple[str, ...], str, str, bool]
_LONGEST_LETTERS = 4
_BEFORE_RANK = frozenset({"modifier", "specialism"})


def named_at(text: str, start: int, end: int, lexicon: Lexicon, *, titled: bool = False) -> Named | None:
    """The person whose rank or name starts at `start`; with `titled`, only one with a rank, role or honorific."""
    title = title_at(text, start, end, lexicon)
    at = start
    if title is not None:
        gap = _GAP.match(text, title.end, end)
        if gap is None:
            return None
        at = gap.end()
    elif titled:
        return None
    last, words = _name_end(text, at, end, lexicon, titled=title is not None)
    if words == 0 or (title is None and words < 2):
        return None
    if title is None and text[at + 1 : at + 2] == "." and words < 3:
        return None  # "A. Misrepresenting": an item of a list
    behind = _SPACED.match(text, last, end) if words == 1 else None
    if behind is not None and behind[1].lower() in _words(lexicon).offices:
        return None  # "Chief Professional Officer"
    name = " ".join(_POSSESSIVE.sub("", text[at:last]).split())
    stripped = at + len(_POSSESSIVE.sub("", text[at:last]))
    return Named(start, stripped, at, name, title) if name else None


_SPACED = re.compile(r"[ \t\u00a0]([A-Z][\w’'-]*)")
# Between a rank and a name: a space, and perhaps initials in brackets.
_GAP = re.compile(r"[ \t\u00a0]{1,3}(?:\([A-Z]{2,4}\)[ \t]{1,3}|\d{2,6}[ \t]{1,3}(?=[A-Z]))?|\s(?=\S)")


def _name_end(text: str, at: int, end: int, lexicon: Lexicon, *, titled: bool) -> tuple[int, int]:
    """Where the name that starts at `at` ends, and how many words it has (0: no name starts here)."""
    people = _words(lexicon)
    position, last, words = at, at, 0
    while words < _LONGEST_NAME:
        match = WORD.match(text, position, end)
        if match is None:
            nickname = _NICKNAME.match(text, position, end) if words else None
            if nickname is None:
                break
            position = nickname.end()
            continue
        word = match[0]
        if word.lower() in people.particles and not word[0].isupper():
            gap = _GAP.match(text, match.end(), end)
            behind = WORD.match(text, gap.end(), end) if gap else None
            if not words or behind is None or not (behind[0][0].isupper() or behind[0] in people.particles):
                break
            position = gap.end() if gap else end
            continue
        initial = len(word) == 1 and text[match.end() : match.end() + 1] == "."
        surnames = people.surnames_too if words == 1 else people.surnames_alone if not words else ()
        last_word = titled and word in surnames and not _SPACED.match(text, match.end(), end)
        if not initial and not last_word and not _is_name(word, people, first=not words):
            break
        last = match.end()
        if word == "O" and text[last : last + 2] in {"' ", "’ "}:
            position = last + 2  # "O’ Neill"
            continue
        if last < end and text[last] == "." and (len(word) == 1 or word in people.suffixes or word == "St"):
            last += 1  # the full stop of an initial or of "St." is part of the name
        words += 1
        if _POSSESSIVE.search(word):
            break
        gap = _GAP.match(text, last, end) or _SUFFIX_GAP.match(text, last, end)
        if gap is None:
            break
        position = gap.end()
    numbered = _NUMBERED.match(text, last, end) if words > 1 else None
    return numbered.end() if numbered else last, words


_NUMBERED = re.compile(r"\s#\d+\b")  # "Jane Doe #2"
_NICKNAME = re.compile(r"[\"“‘'(][^\"“”‘’'()\n]{1,30}[\"”’')][ \t]{1,3}")
_SUFFIX_GAP = re.compile(r",[ \t]{1,3}(?=(?:Jr|Sr|II|III|IV)\b)")


def _is_name(word: str, people: _Words, *, first: bool) -> bool:
    bare = _POSSESSIVE.sub("", word)
    if not bare or not bare[0].isupper() or any(c.isdigit() for c in bare):
        return False
    if bare in people.not_names or (bare in people.suffixes and first):
        return False
    if bare.isupper() and len(bare) > 1 and bare not in people.suffixes:
        return False  # an acronym
    return not first or bare in people.too or bare.lower() not in people.offices


@lru_cache(maxsize=4)
def people_of(text: str, lexicon: Lexicon) -> tuple[Named, ...]:
    """What `people_in` gives for a whole release, which several readers ask for."""
    return tuple(people_in(text, lexicon))


def people_in(text: str, lexicon: Lexicon) -> Iterator[Named]:
    """Every person with a rank, role or honorific before the name, in text order."""
    position = 0
    table = _titles(lexicon)
    for match in _CAPITAL.finditer(text):
        if match.start() < position or _fold(match[0]) not in table:
            continue
        named = named_at(text, match.start(), min(len(text), match.start() + 200), lexicon, titled=True)
        if named is not None:
            position = named.end
            yield named


# (The look behind comes after the first letter, so that the search for it stops at capitals only.)
_CAPITAL = re.compile(r"[A-Z](?<![\w'’].)[\w'’./-]*")


def _fold(word: str) -> str:
    return word.rstrip(".").lower()


def _longest(text: str, start: int, end: int, table: dict[str, list[_Entry]]) -> tuple[str, str, int] | None:
    """The longest entry of the table that stands at `start`: its kind, full form and end."""
    words: list[tuple[str, int]] = []
    position = start
    first = _CAPITAL_WORD.match(text, start, end)
    if first is None:
        return None
    candidates = table.get(_fold(first[0]))
    if candidates is None:
        return None
    most = max(len(c[0]) for c in candidates)
    while len(words) < most:
        match = _CAPITAL_WORD.match(text, position, end) or _SMALL.match(text, position, end)
        if match is None:
            break
        words.append((_fold(match[0]), match.start() + len(match[0].rstrip("."))))
        gap = re.compile(r"\.?,?[ \t\u00a0]+").match(text, words[-1][1], end)
        if gap is None:
            break
        position = gap.end()
    for form, kind, full, letters in candidates:  # longest first
        if letters and not first[0].rstrip(".").isupper():
            continue  # "PC Di Lane" is no detective inspector
        if form == tuple(w for w, _ in words[: len(form)]):
            last = words[len(form) - 1][1]
            short = kind == "honorific" or text[start:last].lower() != full.lower()
            if short and last < end and text[last] == ".":
                last += 1
            return kind, full, last
    return None


_CAPITAL_WORD = re.compile(r"[A-Z][\w'’/-]*(?:\.[A-Z])*\.?")
_SMALL = re.compile(r"(?:of|and|in|for|tem)\b")


# "A/Insp", "D/Sgt", "T/Supt"
_PREFIXES = {"A/": "Acting", "D/": "Detective", "T/": "Temporary"}


@cache
def _titles(lexicon: Lexicon) -> dict[str, list[_Entry]]:
    """First word, folded, to the (words, kind, full form) that start with it, longest first."""
    people = lexicon.people
    table: dict[str, list[_Entry]] = {}
    kinds: list[tuple[str, dict[str, list[str]]]] = [
        ("rank", people.ranks),
        ("title", people.titles),
        ("honorific", {h: [] for h in people.honorifics}),
        ("modifier", people.modifiers),
        ("specialism", {s: [] for s in people.specialisms}),
    ]
    for kind, entries in kinds:
        for full, short in entries.items():
            for form in (full, *short):
                for prefix, word in _PREFIXES.items() if kind == "rank" and " " not in form else ():
                    table.setdefault(_fold(prefix + form), []).append(
                        ((_fold(prefix + form),), kind, f"{word} {full}", False)
                    )
                words = tuple(_fold(w) for w in form.replace(",", "").split())
                letters = form.isupper() and len(form) <= _LONGEST_LETTERS
                table.setdefault(words[0], []).append((words, kind, full, letters))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


@dataclass(frozen=True, slots=True)
class _Words:
    """What is and is not a name, ready to look up."""

    not_names: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    offices: frozenset[str]
    too: frozenset[str]
    surnames_too: frozenset[str]
    surnames_alone: frozenset[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    people = lexicon.people
    # ("DI" is no name, "Di" is one.)
    short = [s.lower() for forms in people.ranks.values() for s in forms if not s.isupper()]
    named = (*people.ranks, *people.titles, *people.specialisms, *lexicon.organisations.heads)
    offices = [name.lower() for name in named]
    return _Words(
        frozenset([*people.not_names, *people.headlines]),
        frozenset(people.particles),
        frozenset(people.suffixes),
        frozenset([*short, *offices, *people.roles, *(f"{role}s" for role in people.roles)]),
        frozenset(people.names_too),
        frozenset(people.surnames_too),
        frozenset(people.surnames_alone),
    )
