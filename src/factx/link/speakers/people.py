"""The people of a release as it tells of them: role, organisation and age, from wherever they are named."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from factx.find.entities import EntityCandidate
from factx.find.names import surname

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factx.find.candidate import Candidate
    from factx.link.speakers.cast import Subject

# "Ann Other, aged 34", "Ann Other (34)"; "the 34-year-old Ann Other".
_AGE_BEHIND = re.compile(r"\s*[,(]?\s*(?:now\s+)?(?:aged\s+)?")
_MAN = re.compile(r"\s+(?:man|woman|boy|girl|resident|teenager)\b")
_AGE_BEFORE = re.compile(r"[\s-]{0,2}")


def link_people(
    entities: Sequence[EntityCandidate], told: Iterable[Subject], ages: Iterable[Candidate], text: str
) -> list[EntityCandidate]:
    """The entities, each person with role, organisation and age, and with the pronouns and offices that mean them.

    Args:
        entities: what `find_entities` gave.
        told: what `link_speakers` gave.
        ages: the ages of the release, whose `person` is filled in.
        text: its text.

    Returns:
        The same entities in order of first mention; a speaker who is nowhere else named is one more person.
    """
    people = {e.name.casefold(): e for e in entities if e.kind == "person"}
    for subject in told:
        if subject.name is None:
            continue
        key = _key(subject.name, people)
        person = people.get(key) or EntityCandidate("person", subject.name, None, ())
        people[key] = replace(
            person,
            rank=person.rank or subject.rank,
            role=person.role or subject.role,
            organisation=person.organisation or subject.organisation,
            mentions=_with(person.mentions, (subject.start, subject.end)),
        )
    for age in ages:
        whose = _whose(age, people, text)
        if whose is not None and people[whose].age is None:
            people[whose] = replace(people[whose], age=age.fields["value"])
    others = [e for e in entities if e.kind != "person"]
    return sorted([*others, *(p for p in people.values() if p.mentions)], key=lambda e: e.mentions[0])


def _key(name: str, people: Mapping[str, EntityCandidate]) -> str:
    """Under what a speaker is kept: of a surname alone, the one person who has it."""
    owners = [key for key, person in people.items() if " " not in name and surname(person.name) == name]
    return owners[0] if len(owners) == 1 else name.casefold()


def _with(mentions: Sequence[tuple[int, int]], place: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The mentions and one more, if it overlaps none of them."""
    if any(start < place[1] and place[0] < end for start, end in mentions):
        return tuple(mentions)
    return tuple(sorted([*mentions, place]))


def _whose(age: Candidate, people: dict[str, EntityCandidate], text: str) -> str | None:
    """The person whose age it is: named so by the age, or right beside it."""
    if age.fields["value"] is None:
        return None
    named = (age.fields.get("person") or "").casefold()
    if named in people:
        return named
    for key, person in people.items():
        for start, end in person.mentions:
            if end <= age.start <= end + 12 and _AGE_BEHIND.fullmatch(text, end, age.start):
                return key
            before = age.end <= start <= age.end + 2 and _AGE_BEFORE.fullmatch(text, age.end, start)
            if before and not _MAN.match(text, end):  # "a 34-year-old Anytown man" is not called Anytown
                return key
    return None
