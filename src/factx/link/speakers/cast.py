"""The cast of a release: who is named in it, under which names they come back, and who holds which office."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from factx.find.names import people_of, surname

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.find.entities import EntityCandidate
    from factx.lexicon import Lexicon

Sex = Literal["he", "she"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks, as named in the text at [start, end); `pronoun` is set while it is not known who that is.

    `names` are those of a joint statement, whose `name` is None. `sex` is the pronoun that a title or a relation
    before the name calls for ("Mrs", "his sister").
    """

    name: str | None
    role: str | None
    rank: str | None
    organisation: str | None
    start: int
    end: int
    via: Literal["cue", "continuation", "pronoun"] = "cue"
    names: tuple[str, ...] = ()
    pronoun: str | None = None
    sex: Sex | None = None


class Cast:
    """Everyone named in a release: by rank from the tables, without one from its entities, or as a reader learns."""

    def __init__(self, text: str, entities: Sequence[EntityCandidate], lexicon: Lexicon) -> None:
        """Learn who is named in `text`."""
        ranked = [
            Subject(n.name, n.role, n.rank, None, n.start, n.end, sex=sex_of(text[n.start : n.at], n.name, lexicon))
            for n in people_of(text, lexicon)
            if n.title is not None
        ]
        taken = {place for p in ranked for place in range(p.start, p.end)}
        plain = [
            Subject(e.name, None, e.rank, None, start, end, sex=sex_of("", e.name, lexicon))
            for e in entities
            if e.kind == "person"
            for start, end in e.mentions
            if start not in taken
        ]
        self.named = sorted([*ranked, *plain], key=lambda p: p.start)
        self._starts = [p.start for p in self.named]
        self._by_part: dict[str, list[Subject]] = {}
        for person in self.named:
            self.know(person)

    def know(self, person: Subject) -> None:
        """Remember a person under surname and first name; a role told later is added."""
        if person.name is None:
            return
        parts = {surname(person.name), person.name.split()[0]}
        for part in parts:
            known = self._by_part.setdefault(part, [])
            same = next((k for k in known if k.name == person.name), None)
            if same is None:
                known.append(person)
            elif (person.role and not same.role) or (person.organisation and not same.organisation):
                told = replace(same, role=same.role or person.role, rank=same.rank or person.rank)
                known[known.index(same)] = replace(told, organisation=same.organisation or person.organisation)

    def between(self, start: int, end: int) -> list[Subject]:
        """Everyone named within [start, end), under the full name where there is one."""
        first = bisect_right(self._starts, start - 1)
        return [self.whole(p) for p in self.named[first : bisect_right(self._starts, end - 1)]]

    def only(self, before: int) -> Subject | None:
        """The one person who is named before the offset, where no other is."""
        people = {p.name: p for p in self.between(0, before)}
        return next(iter(people.values())) if len(people) == 1 else None

    def called(self, word: str) -> Subject | None:
        """The one person who has `word` as surname or first name."""
        known = [k for k in self._by_part.get(word, []) if _in_full(k.name)] or self._by_part.get(word, [])
        return known[0] if len(known) == 1 else None

    def whole(self, person: Subject) -> Subject:
        """A person named by surname or first name alone, under the one full name that has it; a role told elsewhere."""
        if person.name is None:
            return person
        known = [k for k in self._by_part.get(surname(person.name), []) if _in_full(k.name)]
        if _in_full(person.name):
            known = [k for k in known if k.name == person.name]
        elif len(known) > 1 and person.sex and not (person.rank or person.role):
            known = [k for k in known if k.sex == person.sex]
        elif len(known) > 1:
            known = [k for k in known if (k.rank or k.role) == (person.rank or person.role)]
        if len(known) != 1 or (person.sex and known[0].sex and person.sex != known[0].sex):
            return person
        return replace(
            person,
            name=known[0].name,
            role=person.role or known[0].role,
            rank=person.rank or known[0].rank,
            organisation=person.organisation or known[0].organisation,
            sex=person.sex or known[0].sex,
        )

    def holder(self, office: str, before: int) -> Subject | None:
        """The one person whose rank or role is `office` ("the sheriff"): to the letter, else as its last words.

        Of several, the one who alone is named before the offset; "the officer" is whoever alone has a rank.
        """
        wanted = office.lower().split()
        held = [(p, (p.rank or p.role or "").lower().split()) for p in map(self.whole, self.named) if p.role]
        exact = [p for p, words in held if words == wanted or (p.role or "").lower().split() == wanted]
        suffix = [p for p, words in held if words[-len(wanted) :] == wanted or (wanted == ["officer"] and p.rank)]
        for people in (exact, [p for p in exact if p.start < before], suffix):
            if len({p.name for p in people}) == 1:
                return people[0]
        return None


def _in_full(name: str | None) -> bool:
    return name is not None and surname(name) != name


def sex_of(title: str, name: str | None, lexicon: Lexicon) -> Sex | None:
    """The pronoun that a title or relation calls for, else the first name; None where nothing does, or both."""
    words = title.lower().replace(".", " ").split()
    found = {sex for word in words if (sex := _sexes(lexicon).get(word)) is not None}
    if not found and name and " " in name:
        return _given(lexicon).get(name.split()[0])
    return found.pop() if len(found) == 1 else None


@cache
def _sexes(lexicon: Lexicon) -> dict[str, Sex]:
    people = lexicon.people
    return {**dict.fromkeys(people.he, "he"), **dict.fromkeys(people.she, "she")}


@cache
def _given(lexicon: Lexicon) -> dict[str, Sex]:
    both = set(lexicon.given.he) & set(lexicon.given.she)
    names: dict[str, Sex] = {**dict.fromkeys(lexicon.given.he, "he"), **dict.fromkeys(lexicon.given.she, "she")}
    return {name: sex for name, sex in names.items() if name not in both}
