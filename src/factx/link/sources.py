"""The subject of a reporting word: a person with or without a rank, a spokesperson, a family, an organisation."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from factx.find.entities import organisations
from factx.find.names import WORD, named_at, people_in, surname, title_at
from factx.lexicon import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.find.entities import EntityCandidate
    from factx.find.quotes.cues import Cue
    from factx.lexicon import Lexicon
    from factx.release import Release

# Openers of a phrase that stands before the subject ("Speaking after the hearing, …", "In a statement, …").
_OPENER = re.compile(
    r"\s*(?:(?i:and|but|also|then|later|meanwhile|today|yesterday|however|afterwards|in|on|at|after|following|before|during|as|when|while|"
    r"since|from|for|with|by|to|asked|last|under|despite)|[A-Z]\w+ing)\b"
)
_MODIFIER = re.compile(r"\s*(?:who|whose|which|whom|of|from|at|in|based|for|and\s+is|now|also|aged|both|\d|\()")
_PRONOUN = re.compile(r"\s*(?:(?:and|but|then|as)\s+)?(he|she|they)\b", re.IGNORECASE)
_WHO = re.compile(r"\s*who(?:\s+(?:also|later|then|has|had))?\s*$")
_CLAUSE = re.compile(r"\s*(?:who|whose|which)\b")
_OBJECT_CLAUSE = re.compile(r"\s*(?:which|whom|that|and|but)\s+(?=[A-Z])")
_ARTICLE = re.compile(r"\s*(?:(?:and|but|then)\s+)?(?:the|an?|one|another)\s+", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:of|by|with|for|from|to|against|about|than|near|and|or|told|met|thanked)\s*$")
_CHUNK = re.compile(r"(?:[^,()]|,(?=\d)|\([^()]*\)|[()])+")
_SUFFIX = re.compile(r"\s*(?:Jr|Sr|II|III|IV|QPM|MBE|OBE|CBE|BEM|KC|QC|MP|MSP|TD)\.?\s*")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks, as named in the text at [start, end); `pronoun` is set while it is not known who that is."""

    name: str | None
    role: str | None
    rank: str | None
    organisation: str | None
    start: int
    end: int
    via: Literal["cue", "continuation", "pronoun"] = "cue"
    names: tuple[str, ...] = ()
    pronoun: str | None = None


class Subjects:
    """Reads subjects out of a release: who is named where, and who goes by a surname or a rank alone."""

    def __init__(self, release: Release, entities: Sequence[EntityCandidate], lexicon: Lexicon) -> None:
        """Learn who is named in `release`: by rank from the tables, without one from `entities`."""
        self.release = release
        self.text = release.text
        self.lexicon = lexicon
        self._words = _patterns(lexicon)
        ranked = [
            Subject(n.name, n.role, n.rank, None, n.start, n.end)
            for n in people_in(release.text, lexicon)
            if n.title is not None
        ]
        taken = {start for p in ranked for start in range(p.start, p.end)}
        plain = [
            Subject(e.name, None, e.rank, None, start, end)
            for e in entities
            if e.kind == "person"
            for start, end in e.mentions
            if start not in taken
        ]
        self._people = sorted([*ranked, *plain], key=lambda p: p.start)
        self._starts = [p.start for p in self._people]
        self._full: dict[str, list[Subject]] = {}
        for person in self._people:
            self._know(person)

    def _know(self, person: Subject) -> None:
        if person.name and " " in person.name:
            known = self._full.setdefault(surname(person.name), [])
            if all(person.name != k.name for k in known):
                known.append(person)
            elif person.role and not any(k.role for k in known if k.name == person.name):
                known[:] = [person if k.name == person.name else k for k in known]

    def people(self, start: int, end: int) -> list[Subject]:
        """Everyone named within [start, end), under the full name where there is one."""
        first = bisect_right(self._starts, start - 1)
        return [self._whole(p) for p in self._people[first : bisect_right(self._starts, end - 1)]]

    def _whole(self, person: Subject) -> Subject:
        """A person named by surname alone, under the one full name that has it; a role they were given elsewhere."""
        if person.name is None:
            return person
        known = self._full.get(surname(person.name), [])
        if " " not in person.name:
            same = [k for k in known if person.rank and k.rank == person.rank] if len(known) > 1 else known
            if len(same) != 1:
                return person
            return replace(
                person,
                name=same[0].name,
                role=person.role or same[0].role,
                rank=person.rank or same[0].rank,
                organisation=person.organisation or same[0].organisation,
            )
        if person.role is None:
            same = [k for k in known if k.name == person.name and k.role]
            if same:
                return replace(
                    person,
                    role=same[0].role,
                    rank=same[0].rank,
                    organisation=person.organisation or same[0].organisation,
                )
        return person

    def subject(self, cue: Cue) -> Subject | None:
        """The subject of a reporting word; with `pronoun` set where it is one."""
        start, end = cue.subject
        found = self._behind(start, end) if cue.form in {"inverted", "according"} else self._before(start, end, cue)
        if found is None:
            return None
        if found.name is not None:
            self._know(found)
        return self._whole(found)

    def _behind(self, start: int, end: int) -> Subject | None:
        """The subject that starts at `start`: "said Inspector Lee, who …"."""
        chunks = self._chunks(start, end)
        if not chunks:
            return None
        return self._phrase(*chunks[0], self._rest(chunks, 0))

    def _before(self, start: int, end: int, cue: Cue) -> Subject | None:
        """The subject of a verb (or the name before a colon or behind a dash) in text[start:end]."""
        text = self.text
        chunks = self._chunks(start, end)
        if not chunks:
            return None
        touching = bool(text[chunks[-1][0] : end].strip()) and not text[start:end].rstrip().endswith(",")
        if touching and _WHO.match(text, *chunks[-1]) and len(chunks) > 1:
            return self._nearest(*chunks[-2])
        if cue.form == "heading":
            return self._heading(chunks, end)
        clauses = [i for i, c in enumerate(chunks) if i and _CLAUSE.match(text, *c)]
        if touching and clauses[-1:] == [len(chunks) - 1] and _OBJECT_CLAUSE.match(text, *chunks[-1]):
            clauses.pop()  # "…, which Inspector Lee described as": the subject is in the clause
        who = clauses[0] if clauses else None
        order = list(range(len(chunks) - 1, -1, -1))
        if who is not None and not (touching and who < len(chunks) - 1):
            # A clause hangs on the subject, and may name others: the subject stands before it.
            order = [
                *range(who - 1, -1, -1),
                *(range(len(chunks) - 1, who, -1) if _OPENER.match(text, *chunks[0]) else ()),
            ]
        owner: Subject | None = None
        for index in order:
            chunk = chunks[index]
            last = touching and index == len(chunks) - 1
            relative = _OBJECT_CLAUSE.match(text, *chunk) if last else None
            found = self._phrase(relative.end() if relative else chunk[0], chunk[1], self._rest(chunks, index))
            if found is None and (last or index == 0):
                found = self._ends_with_person(*chunk)
            apposed = (
                index > 0
                and found is not None
                and found.role is None
                and any(self._role(*c) for c in chunks[index - 1 : index + 1])
            )
            if found is not None and (found.name or found.names or found.pronoun or (last and not apposed)):
                return self._with_role(found, chunks, index)
            owner = owner or found
            if (
                last
                and not _MODIFIER.match(text, *chunk)
                and not _OPENER.match(text, *chunk)
                and not self._predicate(*chunk)
            ):
                return None
        return owner

    def _predicate(self, start: int, end: int) -> bool:
        """Whether a chunk goes on with the clause before it ("… thanked the public and") or is a role alone."""
        words = WORD.findall(self.text[start:end])
        roles = self._words.roles
        begin = start + _blank(self.text, start, end)
        titled = title_at(self.text, begin, end, self.lexicon) is not None
        return not words or words[0][0].islower() or titled or any(w.lower() in roles for w in words)

    def _chunks(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches between commas that hold a word."""
        return [
            m.span() for m in _CHUNK.finditer(self.text, start, end) if m[0].strip() and not _SUFFIX.fullmatch(m[0])
        ]

    def _rest(self, chunks: list[tuple[int, int]], index: int) -> int:
        """Where the words that go with chunk `index` end: behind the appositions that follow it."""
        last = chunks[index][1]
        for chunk in chunks[index + 1 :]:
            if _CLAUSE.match(self.text, *chunk):
                break
            last = chunk[1]
        return last

    def _phrase(self, start: int, end: int, rest: int) -> Subject | None:
        """Whom a chunk starts with: a pronoun, a spokesperson, people, a role, a group or an organisation."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        pronoun = _PRONOUN.match(text, start, end)
        if pronoun:
            return Subject(None, None, None, None, *pronoun.span(1), pronoun=pronoun[1].lower())
        spoken = self._spokesperson(start, end)
        if spoken is not None:
            return spoken
        person = self._person(start, end, rest)
        if person is not None:
            joint = self._joint(person, end)
            return joint or person
        return (
            self._office(start, end)
            or self._group(start, end)
            or self._organisation(start, end)
            or self._by_surname(start, end)
        )

    def _person(self, start: int, end: int, rest: int) -> Subject | None:
        """A person at the start of a chunk, behind an organisation or place they may be named with."""
        text = self.text
        article = _ARTICLE.match(text, start, end)
        begin = article.end() if article else start
        position, after_role = begin, False
        held = title_at(text, begin, end, self.lexicon)
        portfolio = held is not None and _OF.match(text, held.end, end) is not None
        for number in range(9):
            match = WORD.match(text, position, end)
            role = match is not None and match[0].lower() in self._words.roles
            if match is None or not (match[0][0].isupper() or role or match[0] in {"of", "and", "for", "the"}):
                return None
            # A rank ends what stands before it; a bare name stands at the start, or behind a possessive or a role.
            bare = after_role or (
                not article if number == 0 else text[position - 3 : position - 1] in {"'s", "’s", "s'", "s’"}
            )
            named = named_at(text, position, end, self.lexicon, titled=not bare)
            if named is not None and not (named.title is None and self._organisation_at(position, named.end)):
                if named.title is None and not self._plain(named.name, named.end):
                    return None
                org = self._employer(begin, position) or self._employer(named.end, rest)
                spoken, first = named.role, named.start
                office = title_at(text, begin, position, self.lexicon) if position > begin else None
                if office is not None and _OF.match(text, office.end, position):
                    # "Cabinet Secretary for Justice Ann Other": what the office is for belongs to it.
                    spoken, first = " ".join(text[begin : named.at].split()), begin
                elif spoken is None and after_role:
                    spoken, first = " ".join(text[begin : named.at].split()), begin
                return Subject(named.name, spoken, named.rank, org, first, named.end)
            after_role = role or (portfolio and match[0] in self._words.not_names)
            gap = re.compile(r"\.?[ \t\u00a0]{1,2}|\n").match(text, match.end(), end)
            if gap is None:
                return None
            position = gap.end()
        return None

    def _by_surname(self, start: int, end: int) -> Subject | None:
        """A surname alone, where one person of the release has it."""
        match = WORD.match(self.text, start, end)
        if (
            match is None
            or len(self._full.get(match[0], [])) != 1
            or self.text[match.end() : end].strip()[:1].isupper()
        ):
            return None
        return Subject(match[0], None, None, None, *match.span())

    def _plain(self, name: str, end: int) -> bool:
        """Whether a name without rank may be a person's: no office or organisation is in it or goes on behind it."""
        words = [w.lower() for w in name.split()]
        if re.compile(r"['’]s?\b").match(self.text, end) or any(w.endswith("-based") for w in words):
            return False
        behind = WORD.match(self.text, end + 1)
        if behind and self.text[end].isspace() and behind[0][0].isupper() and not behind[0].isupper():
            return False
        return not any(w in self._words.roles or w in self._words.heads for w in words)

    def _organisation_at(self, start: int, end: int) -> bool:
        return any(
            a <= start and end <= b
            for a, b in organisations(self.text, self.lexicon, start, min(len(self.text), end + 60))
        )

    def _employer(self, start: int, end: int) -> str | None:
        """The organisation named in text[start:end], if any: where an officer is from."""
        found = organisations(self.text, self.lexicon, start, end)
        return " ".join(self.text[slice(*found[0])].split()) if found else None

    def _joint(self, first: Subject, end: int) -> Subject | None:
        """Two or more people who speak together: "X and Y said"."""
        names, last = [self._whole(first).name or ""], first.end
        while match := _AND.match(self.text, last, end):
            person = self._person(match.end(), end, end)
            if person is None:
                break
            names.append(self._whole(person).name or "")
            last = person.end
        if len(names) < 2:
            return None
        return Subject(None, None, None, None, first.start, last, names=tuple(names))

    def _ends_with_person(self, start: int, end: int) -> Subject | None:
        """A ranked person right before the verb, behind an opener without comma ("After the hearing DC Lee said")."""
        if not _OPENER.match(self.text, start, end):
            return None
        found = list(people_in(self.text[start:end], self.lexicon))
        if (
            not found
            or self.text[start + found[-1].end : end].strip()
            or _OBJECT.search(self.text[start : start + found[-1].start])
        ):
            return None
        named = found[-1]
        return Subject(named.name, named.role, named.rank, None, start + named.start, start + named.end)

    def _nearest(self, start: int, end: int) -> Subject | None:
        """The person whom "…, who said" stands behind: the last of the chunk."""
        people = self.people(start, end)
        return people[-1] if people and not self.text[people[-1].end : end].strip() else None

    def _heading(self, chunks: list[tuple[int, int]], end: int) -> Subject | None:
        """A name that stands for its speaker: before a colon, or behind a dash."""
        for index in range(len(chunks)):
            found = self._person(chunks[index][0] + _blank(self.text, *chunks[index]), chunks[index][1], end)
            if found is not None:
                return self._with_role(found, chunks, index)
        inner = self.people(chunks[0][0], end)
        return inner[-1] if len({p.name for p in inner}) == 1 else None

    def _with_role(self, found: Subject, chunks: list[tuple[int, int]], index: int) -> Subject:
        """The role in the chunk behind the name, else in the one before it, for a person without a rank."""
        if found.name is None or found.role is not None:
            return found
        for near in (index + 1, index - 1):
            if 0 <= near < len(chunks):
                role = self._role(*chunks[near])
                if role:
                    org = found.organisation or self._employer(*chunks[near])
                    return replace(found, role=role, organisation=org)
        return found

    def _role(self, start: int, end: int) -> str | None:
        """A chunk that is a role ("head of the unit", "the Met’s lead for burglary"), without article and owner."""
        chunk = " ".join(self.text[start:end].split())
        if re.match(r"(?:who|whose|which|and|but|speaking|commenting)\b", chunk, re.IGNORECASE):
            return None
        chunk = re.sub(r"^(?:the|an?)\s+", "", chunk, flags=re.IGNORECASE)
        owned = re.match(r"(?:[A-Z][\w&.-]*\s+){0,5}[A-Z][\w&.-]*['’]s?\s+(?=\w)", chunk)
        if owned:
            chunk = chunk[owned.end() :]
        words = [w.lower() for w in WORD.findall(chunk)[:10]]
        spoken = any(w in self._words.roles for w in words) or title_at(chunk, 0, len(chunk), self.lexicon) is not None
        return chunk if len(chunk) <= 120 and spoken else None

    def _spokesperson(self, start: int, end: int) -> Subject | None:
        """Read "A police spokesman", "Kent Police spokesperson Ann Other", "a spokeswoman for the force"."""
        text = self.text
        match = self._words.spokesperson.search(text, start, min(end, start + 120))
        if match is None or (
            text[start : match.start()].strip()
            and re.search(r"[,;]|\b(?:by|to|of|for|with|said|told)\b", text[start : match.start()])
        ):
            return None
        article = _ARTICLE.match(text, start, end)
        begin = article.end() if article else start
        owner = " ".join(re.sub(r"['’]s?\s*$", "", text[begin : match.start()].strip()).split())
        behind = re.compile(r"\s+(?:for|from|at|of)\s+(?:the\s+)?").match(text, match.end(), end)
        last = match.end()
        if behind:
            found = organisations(text, self.lexicon, behind.end(), end)
            if found and found[0][0] - behind.end() < 30:
                owner, last = text[slice(*found[0])], found[0][1]
            else:
                owner, last = (
                    " ".join(text[behind.end() : end].split()),
                    behind.end() + len(text[behind.end() : end].rstrip()),
                )
                owner = owner.rstrip(".,")
        gap = re.compile(r",?\s+").match(text, match.end(), end)
        named = named_at(text, gap.end(), end, self.lexicon) if gap and not behind else None
        name, rank = (named.name, named.rank) if named else (None, None)
        last = named.end if named else last
        if owner.lower() in {"police", "force", "our", "the force"}:
            owner = self.release.publisher or (owner if owner.lower() == "police" else "")
        if owner and not owner[0].isupper() and name is None and len(owner.split()) > 6:
            owner = ""
        return Subject(name, match[0], rank, owner or None, min(match.start(), begin), last)

    def _office(self, start: int, end: int) -> Subject | None:
        """Read "the sheriff", "the District Attorney": the one person who has that rank or role."""
        text = self.text
        article = _ARTICLE.match(text, start, end)
        if not article:
            return None
        words = list(WORD.finditer(text, article.end(), min(end, article.end() + 60)))[:4]
        for count in range(len(words), 0, -1):
            phrase = text[article.end() : words[count - 1].end()]
            if phrase.lower() not in self._words.offices and phrase.lower() not in self._words.roles:
                continue
            wanted = phrase.lower().split()
            holders = {
                p.name: p
                for p in map(self._whole, self._people)
                if p.role and (p.rank or p.role).lower().split()[-len(wanted) :] == wanted
            }
            if len(holders) != 1:
                return None
            holder = next(iter(holders.values()))
            return replace(holder, start=article.end(), end=words[count - 1].end(), via="pronoun")
        return None

    def _group(self, start: int, end: int) -> Subject | None:
        """Read "the family of X", "his mother", "residents", "the report": speakers without a name of their own."""
        text = self.text
        match = self._words.group.match(text, start, end)
        if match is None:
            return None
        last = match.end()
        of = re.compile(r"\s+of\s+").match(text, last, end)
        if of:
            named = named_at(text, of.end(), end, self.lexicon)
            last = named.end if named else last
        begin = match.start("phrase")
        role = " ".join(text[begin:last].split())
        gap = _SPACE.match(text, last, end)
        if gap and not of:
            named = named_at(text, gap.end(), end, self.lexicon)
            if named is not None and named.title is None:
                return Subject(named.name, role, None, None, begin, named.end)
        return Subject(None, role, None, None, begin, last)

    def _organisation(self, start: int, end: int) -> Subject | None:
        """An organisation that speaks itself."""
        article = _ARTICLE.match(self.text, start, end)
        begin = article.end() if article else start
        found = organisations(self.text, self.lexicon, begin, end)
        if found and found[0][0] == begin:
            name = " ".join(self.text[slice(*found[0])].split())
            return Subject(None, None, None, name, *found[0])
        if re.compile(r"police\b", re.IGNORECASE).match(self.text, begin, end):
            return Subject(None, None, None, self.release.publisher or self.text[begin : begin + 6], begin, begin + 6)
        return None


_SPACE = re.compile(r"[ \t\u00a0]+")
_OF = re.compile(r"\s+(?:for|of)\s")
_AND = re.compile(r"(?:,\s+(?:and\s+)?|\s+and\s+|\s*&\s*)(?:the\s+)?")


def _blank(text: str, start: int, end: int) -> int:
    return len(text[start:end]) - len(text[start:end].lstrip())


@dataclass(frozen=True, slots=True)
class _Patterns:
    roles: frozenset[str]
    offices: frozenset[str]
    heads: frozenset[str]
    not_names: frozenset[str]
    spokesperson: re.Pattern[str]
    group: re.Pattern[str]


@cache
def _patterns(lexicon: Lexicon) -> _Patterns:
    people = lexicon.people
    relations = any_of([*people.relations, *lexicon.speech.documents])
    owner = r"(?:[A-Z][\w’'-]*\s+){0,3}[A-Z][\w’'-]*['’]s?\s+|(?:his|her|their|its|my|our)\s+"
    return _Patterns(
        frozenset(people.roles),
        frozenset(k.lower() for k in (*people.ranks, *people.titles)),
        frozenset(h.lower() for h in lexicon.organisations.heads),
        frozenset(people.not_names),
        re.compile(rf"\b(?:{any_of(people.spokespeople)})\b", re.IGNORECASE),
        re.compile(rf"(?:(?:and|but|[Tt]he|[Aa]n?|[Oo]ne)\s+)?(?P<phrase>(?:{owner})?(?:\w+\s+)?(?:{relations}))\b"),
    )
