"""The subject of a reporting word: a person with or without a rank, a spokesperson, a family, an organisation."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from factx.find.names import WORD, named_at, people_in, title_at
from factx.find.organisations import organisations, unit_words
from factx.lexicon import any_of
from factx.link.cast import Subject, sex_of

if TYPE_CHECKING:
    from factx.find.quotes.cues import Cue, Prose
    from factx.lexicon import Lexicon
    from factx.link.cast import Cast
    from factx.release import Release

# Openers of a phrase that stands before the subject ("Speaking after the hearing, …", "In a statement, …").
_OPENER = re.compile(
    r"\s*(?:(?i:and|but|also|then|later|meanwhile|today|yesterday|however|afterwards|in|on|at|after|following|before|during|as|when|while|"
    r"since|from|for|with|by|to|asked|last|under|despite)|[A-Z]\w+ing)\b"
)
_MODIFIER = re.compile(r"\s*(?:who|whose|which|whom|of|from|at|in|based|for|and\s+is|now|also|aged|both|\d|\()")
_PRONOUN = re.compile(r"\s*(?:(?:and|but|then|as)\s+)?(he|she|they|it)\b", re.IGNORECASE)
_WHO = re.compile(r"\s*who(?:\s+(?:also|later|then|has|had))?\s*$")
_CLAUSE = re.compile(r"\s*(?:who|whose|which)\b")
_OBJECT_CLAUSE = re.compile(r"\s*(?:which|whom|that|and|but)\s+(?=[A-Z])")
_ARTICLE = re.compile(r"\s*(?:(?:and|but|then)\s+)?(?:the|an?|one|another)\s+", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:of|by|with|for|from|to|against|about|than|near|and|or|told|met|thanked)\s*$")
_CHUNK = re.compile(r"(?:[^,()]|,(?=\d)|\([^()]*\)|[()])+")
_SUFFIX = re.compile(r"\s*(?:Jr|Sr|II|III|IV|QPM|MBE|OBE|CBE|BEM|KC|QC|MP|MSP|TD)\.?\s*")


class Subjects:
    """Reads the subjects of reporting words out of a release."""

    def __init__(self, release: Release, cast: Cast, lexicon: Lexicon) -> None:
        """Read `release`, in which `cast` is named."""
        self.release = release
        self.text = release.text
        self.cast = cast
        self.lexicon = lexicon
        self._words = _patterns(lexicon)

    def introduce(self, prose: Prose) -> list[Subject]:
        """Everyone named, each time they are, with the role and organisation that stand there; the cast learns them."""
        found = []
        for person in self.cast.named:
            sentence = prose.sentences[max(0, prose.index(person.start))]
            end = min(sentence.end, person.end + _REACH)
            role = None if person.role else self._role_behind(person.end, end)
            role = role or (None if person.role else self._role_before(sentence.start, person.start))
            employer = self._employer_behind(person.end, end)
            told = replace(person, role=person.role or role, organisation=employer)
            self.cast.know(told)
            found.append(told)
        return [self.cast.whole(p) for p in found]

    def _role_behind(self, start: int, end: int) -> str | None:
        """The role in apposition right behind a name: "Ann Other, head of the unit, …"."""
        gap = _APPOSED.match(self.text, start, end)
        chunk = _CHUNK.match(self.text, gap.end(), end) if gap else None
        if chunk is None or self._words.group.match(self.text, *chunk.span()) or chunk[0].count(" ") > _LONGEST_APPOSED:
            return None
        return self._role(*chunk.span())

    def _role_before(self, start: int, end: int) -> str | None:
        """The role in apposition right before a name: "The Director of Public Prosecutions, Ann Other, …"."""
        chunk = _APPOSED_BEFORE.search(self.text, start, end)
        return self._role(*chunk.span(1)) if chunk and chunk[1].count(" ") <= _LONGEST_APPOSED else None

    def _employer_behind(self, start: int, end: int) -> str | None:
        """The organisation right behind a name: "of the Roads Unit", "(Crime Command)", ", head of X at Y"."""
        joined = _OF_WHOM.match(self.text, start, end)
        if joined is None:
            return None
        found = organisations(self.text, self.lexicon, joined.end(), end)
        return self._employer(*found[0]) if found and found[0][0] == joined.end() else None

    def subject(self, cue: Cue, last: Subject | None = None) -> Subject | None:
        """The subject of a reporting word; with `pronoun` set where it is one.

        "The spokesman", "the force" is the one who spoke `last`, if that was a spokesperson or an organisation.
        """
        start, end = cue.subject
        found = self._behind(start, end) if cue.form in {"inverted", "according"} else self._before(start, end, cue)
        body = self._body(*cue.subject, last) if found is None or found.name is None else None
        found = body or found
        if found is None:
            return None
        self.cast.know(found)
        return self.cast.whole(found)

    def _body(self, start: int, end: int, last: Subject | None) -> Subject | None:
        """Read "the spokesman", "the force": whoever spoke last for an organisation; a force is else the publisher."""
        match = self._words.body.match(self.text, start, end)
        if match is None:
            return None
        spoke = match["spokesperson"] is not None
        if last is not None and last.name is None and last.organisation and (not spoke or last.role):
            return replace(
                last, role=last.role if spoke else None, start=match.start(1), end=match.end(), via="pronoun"
            )
        if spoke or self.release.publisher is None:
            return None
        return Subject(None, None, None, self.release.publisher, match.start(1), match.end(), via="pronoun")

    def _behind(self, start: int, end: int) -> Subject | None:
        """The subject that starts at `start`: "said Inspector Lee, who …"."""
        chunks = self._chunks(start, end)
        if not chunks:
            return None
        alone = list(itertools.takewhile(lambda c: self._alone(*c), chunks))
        if alone and len(alone) < len(chunks):
            joint = self._phrase(*chunks[len(alone)], end)
            if joint is not None and joint.names:
                return self._with_others(joint, alone)
        found = self._phrase(*chunks[0], self._rest(chunks, 0))
        if (
            (found is None or found.name is None)
            and len(chunks) > 1
            and self._alone(*chunks[1])
            and self._role(*chunks[0])
        ):
            found = self._phrase(*chunks[1], chunks[1][1])  # "said the Acting Commissioner, Ann Other"
            return None if found is None else self._with_role(found, chunks, 1)
        found = found or self._bare_name(*chunks[0])
        return None if found is None else self._with_role(found, chunks, 0)

    def _with_others(self, joint: Subject, before: list[tuple[int, int]]) -> Subject:
        """A joint statement with those named before its last two, each between commas: "A, B and C said"."""
        for chunk in reversed(before):
            other = self._person(chunk[0] + _blank(self.text, *chunk), chunk[1], chunk[1])
            if other is None or not self._alone(other.start, chunk[1]):
                break
            name = self.cast.whole(other).name or ""
            joint = replace(joint, names=(name, *joint.names), start=other.start)
        return joint

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
            named_alone = last and any(self._alone(*c) for c in chunks[:index])
            relative = _OBJECT_CLAUSE.match(text, *chunk) if last else None
            found = self._phrase(relative.end() if relative else chunk[0], chunk[1], self._rest(chunks, index))
            if found is None and (last or index == 0):
                found = self._ends_with_person(*chunk)
            if found is None and last:
                found = self._bare_name(*chunk)
            if found is not None and not last and found.via == "pronoun" and self._alone(*chunks[index - 1]):
                continue  # "Inspector Lee, the officer in the case, said"
            apposed = index > 0 and (
                named_alone
                or (
                    found is not None
                    and found.role is None
                    and any(self._role(*c) for c in chunks[index - 1 : index + 1])
                )
            )
            if found is not None and found.names:
                return self._with_others(found, chunks[:index])
            if found is not None and (found.name or found.pronoun or (last and not apposed)):
                return self._with_role(found, chunks, index)
            owner = owner or found
            if (
                last
                and not named_alone
                and not _MODIFIER.match(text, *chunk)
                and not _OPENER.match(text, *chunk)
                and not self._predicate(*chunk)
            ):
                return None
        return owner

    def opening(self, start: int, end: int) -> Subject | None:
        """The subject of the sentence text[start:end], behind what opens it ("After the hearing, …")."""
        chunks = self._chunks(start, end)
        for index, chunk in enumerate(chunks[:3]):
            found = self._phrase(*chunk, self._rest(chunks, index))
            if found is not None and found.name is None and found.role and index + 1 < len(chunks):
                behind = chunks[index + 1]
                named = self._kin(*behind) or (self._phrase(*behind, behind[1]) if self._alone(*behind) else None)
                found = replace(named, role=found.role, sex=found.sex) if named is not None else found
            if found is not None:
                return self.cast.whole(self._with_role(found, chunks, index))
            if not _OPENER.match(self.text, *chunk) and not self._role(*chunk):
                return None
        return None

    def _alone(self, start: int, end: int) -> bool:
        """Whether a chunk is a person's name, with rank and honours, and no more: what follows is in apposition."""
        begin = start + _blank(self.text, start, end)
        named = named_at(self.text, begin, end, self.lexicon)
        if named is None or self._organisation_at(begin, named.end):
            return False
        return not self._words.postnominal.sub("", self.text[named.end : end]).strip(" .\n")

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
            named = organisations(self.text, self.lexicon, *chunk)
            belongs = named and named[0][0] == chunk[0] + _blank(self.text, *chunk)
            if _CLAUSE.match(self.text, *chunk) or not (
                belongs or _MODIFIER.match(self.text, *chunk) or self._role(*chunk)
            ):
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
        pair = self._pair(start, end)
        if pair is not None:
            return pair
        person = self._person(start, end, rest)
        if person is not None:
            joint = self._joint(person, end)
            return joint or person
        return (
            self._kin(start, end)
            or self._organisation(start, end)
            or self._by_part(start, end)
            or self._office(start, end)
            or self._group(start, end)
            or self._unlisted(start, end)
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
            small = match is not None and number + 1 < _LONGEST_LEAD and self._words.lead.match(text, position, end)
            if match is None or not (match[0][0].isupper() or role or small or match[0] in {"of", "and", "for", "the"}):
                return None
            # A rank ends what stands before it; a bare name stands at the start, or behind a possessive or a role.
            bare = after_role or (
                not article if number == 0 else text[position - 3 : position - 1] in {"'s", "’s", "s'", "s’"}
            )
            named = named_at(text, position, end, self.lexicon, titled=not bare)
            if named is not None and (
                named.title is not None
                or (not self._organisation_at(position, named.end) and self._plain(named.name, named.end))
            ):
                org = self._employer(begin, position) or self._county(begin, position)
                org = org or self._employer(named.end, rest)
                spoken, first = named.role, named.start
                office = title_at(text, begin, position, self.lexicon) if position > begin else None
                if office is not None and _OF.match(text, office.end, position):
                    # "Cabinet Secretary for Justice Ann Other": what the office is for belongs to it.
                    spoken, first = " ".join(text[begin : named.at].split()), begin
                elif spoken is None and after_role:
                    spoken, first = " ".join(text[begin : named.at].split()), begin
                rank = named.rank or self._rank(spoken)
                return Subject(named.name, spoken, rank, org, first, named.end)
            after_role = role or (portfolio and match[0][0].isupper())
            gap = re.compile(r"[.’']?[ \t\u00a0]{1,2}|\n").match(text, match.end(), end)
            if gap is None:
                return None
            position = gap.end()
        return None

    def _rank(self, role: str | None) -> str | None:
        """The rank that a role in small letters ends with: "Leeds detective chief inspector"."""
        words = role.split() if role else []
        for first in range(len(words)):
            written = " ".join(words[first:]).title()
            title = title_at(written, 0, len(written), self.lexicon)
            if title is not None and title.rank == written and " " in written:
                return title.rank
        return None

    def _by_part(self, start: int, end: int) -> Subject | None:
        """A surname or first name alone, where one person of the release has it ("Leeds-based Orr" too)."""
        match = WORD.match(self.text, start, end)
        if match is not None and match[0].endswith("-based"):
            match = WORD.match(self.text, match.end() + 1, end)
        if match is None or self.cast.called(match[0]) is None or self.text[match.end() : end].strip()[:1].isupper():
            return None
        return Subject(match[0], None, None, None, *match.span())

    def _kin(self, start: int, end: int) -> Subject | None:
        """A first name alone behind a relation: "His sister, Ann, said"."""
        start += _blank(self.text, start, end)
        match = WORD.match(self.text, start, end)
        related = self._words.related.search(self.text, max(0, start - 60), start)
        if match is None or related is None or not self._first_name(match[0]) or self.text[match.end() : end].strip():
            return None
        role = _relation(related)
        return Subject(match[0], role, None, None, *match.span(), sex=sex_of(role, self.lexicon))

    def _pair(self, start: int, end: int) -> Subject | None:
        """Two first names and the surname that they share: "Lee and Ann Brand"."""
        match = _COUPLE.match(self.text, start, end)
        if match is None or not all(self._first_name(word) for word in match.groups()):
            return None
        if self._organisation_at(match.start(), match.end()):
            return None
        names = (f"{match[1]} {match[3]}", f"{match[2]} {match[3]}")
        return Subject(None, None, None, None, *match.span(), names=names)

    def _first_name(self, word: str) -> bool:
        return word[0].isupper() and not word.isupper() and word not in self._words.not_names

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

    def _county(self, start: int, end: int) -> str | None:
        """The county whose officer is named behind text[start:end]: "Elm County Sheriff Ann Other"."""
        words = self.text[start:end].split()
        return " ".join(words) if 1 < len(words) <= 4 and words[-1] in self.lexicon.organisations.counties else None

    def _joint(self, first: Subject, end: int) -> Subject | None:
        """Two or more people who speak together: "X and Y said"."""
        names, last = [self.cast.whole(first).name or ""], first.end
        while match := _AND.match(self.text, last, end):
            person = self._person(match.end(), end, end)
            if person is None:
                break
            names.append(self.cast.whole(person).name or "")
            last = person.end
        if len(names) < 2:
            return None
        return Subject(None, None, None, None, first.start, last, names=tuple(names))

    def _ends_with_person(self, start: int, end: int) -> Subject | None:
        """A ranked person right before the verb, behind an opener without comma ("After the hearing DC Lee said")."""
        if not _OPENER.match(self.text, start, end) and not _WHEN.match(self.text, start, end):
            return None
        found = list(people_in(self.text[start:end], self.lexicon))
        final = list(WORD.finditer(self.text, start, end))[-1:]
        if not found and final and not self.text[final[0].end() : end].strip():
            before = self.text[start : final[0].start()]
            if final[0][0] in {"he", "she", "they"}:
                return Subject(None, None, None, None, *final[0].span(), pronoun=final[0][0])
            if self.cast.called(final[0][0]) and not _OBJECT.search(before) and not before.split()[-1:][0][0].isupper():
                return Subject(final[0][0], None, None, None, *final[0].span())
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
        people = self.cast.between(start, end)
        return people[-1] if people and not self.text[people[-1].end : end].strip() else None

    def _heading(self, chunks: list[tuple[int, int]], end: int) -> Subject | None:
        """A name that stands for its speaker: before a colon, or behind a dash."""
        inner = self.cast.between(chunks[0][0], end)
        for index, chunk in enumerate(chunks):
            # "Quotes attributable to Inspector Lee": what stands before the person in the chunk is no part of the name.
            first = next((p.start for p in inner if chunk[0] <= p.start < chunk[1]), chunk[0])
            for start in (chunk[0] + _blank(self.text, *chunk), first):
                found = self._person(start, chunk[1], end)
                if found is not None:
                    return self._with_role(found, chunks, index)
        if inner:
            return inner[0] if len({p.name for p in inner}) == 1 else None
        start = chunks[0][0] + _blank(self.text, *chunks[0])
        label = WORD.match(self.text, start, end)
        if label and label.end() == len(self.text[:end].rstrip(": ")) and label[0].lower() in self._words.labels:
            return Subject(None, label[0], None, None, *label.span())  # "Operator: “…”"
        return None

    def _with_role(self, found: Subject, chunks: list[tuple[int, int]], index: int) -> Subject:
        """The role in a chunk behind the name, else in the one before it, for a person without a rank."""
        if found.name is None or found.role is not None:
            return found
        before = self._role(*chunks[0]) if index == 1 else None
        if before:  # "Her barrister, Ann Other, asked …"
            org = found.organisation or self._employer(*chunks[0])
            return replace(found, role=before, organisation=org, sex=found.sex or sex_of(before, self.lexicon))
        for near in (index + 1, index + 2, index - 1):
            role = self._role(*chunks[near]) if 0 <= near < len(chunks) else None
            if role:
                org = found.organisation or self._employer(*chunks[near])
                return replace(found, role=role, organisation=org, sex=found.sex or sex_of(role, self.lexicon))
            if near == index + 1 and near < len(chunks) and len(WORD.findall(self.text[slice(*chunks[near])])) > 4:
                break  # what is further on hangs on that
        return found

    def _role(self, start: int, end: int) -> str | None:
        """A chunk that is a role ("head of the unit", "the Met’s lead for burglary"), without article and owner.

        The owner of a relation stays ("his sister"); an organisation behind "at", "with", "for" or "from" goes.
        """
        start += _blank(self.text, start, end)
        if _CLAUSE.match(self.text, start, end):
            return None
        article = _ARTICLE.match(self.text, start, end)
        begin = article.end() if article else start
        titled = title_at(self.text, begin, end, self.lexicon)
        related = self._words.group.match(self.text, start, end)
        if related is not None and related["relation"] and _ENDS.match(self.text, related.end(), end):
            of = re.compile(r"\s+of\s+").match(self.text, related.end(), end)
            named = named_at(self.text, of.end(), end, self.lexicon) if of else None
            return " ".join(
                (_relation(related) + self.text[related.end() : named.end if named else related.end()]).split()
            )
        owned = _OWNED.match(self.text, begin, end)
        if titled is None and owned:
            begin = owned.end()
            titled = title_at(self.text, begin, end, self.lexicon)
        if _DID.match(self.text, begin, end) or (titled is not None and _NAME_BEHIND.match(self.text, titled.end, end)):
            return None
        # "… Safety Partnership manager": what somebody is the manager of stands before it.
        owners = organisations(self.text, self.lexicon, begin, end)[:1]
        for match in WORD.finditer(self.text, owners[0][1] if owners and owners[0][0] == begin else begin, end):
            word = match[0].lower()
            if word in self._words.roles or (titled is not None and titled.role):
                role = " ".join(self.text[begin : self._without_employer(begin, match.end(), end)].split()).rstrip(".")
                return role if len(role) <= _LONGEST_ROLE else None
            if word in _LINKS:
                break
        # "Leeds Police and Crime Commissioner": the office starts further on.
        for match in WORD.finditer(self.text, begin, end):
            office = title_at(self.text, match.start(), end, self.lexicon) if match[0][0].isupper() else None
            if office is not None and office.role and " " in office.role:
                return " ".join(self.text[office.start : self._without_employer(office.start, office.end, end)].split())
            if match[0][0].islower():
                break
        return None

    def _without_employer(self, begin: int, head: int, end: int) -> int:
        """Where the role text[begin:end], headed by a noun that ends at `head`, ends without whom it is held at."""
        for match in _AT.finditer(self.text, head, end):
            # "head of the Fraud Unit" says what is headed; "executive director of …" for whom.
            what = self.text[begin : match.start()].lower().split()
            if (match[1] != "of" or len(what) > 1 or what[0] not in _HEADS) and self._held_at(
                match.end(), match[1], end
            ):
                return match.start()
        return end

    def _held_at(self, start: int, joint: str, end: int) -> tuple[int, int] | None:
        """The organisation that starts at `start`, in a role behind `joint` ("at", "of", …)."""
        found = organisations(self.text, self.lexicon, start, end)
        if found and found[0][0] == start:
            return found[0]
        named = _CALLED.match(self.text, start, end)
        if named is not None and (joint == "at" or (joint in {"with", "from"} and " " in named["name"])):
            return named.span("name")
        return None

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
        """Read "the sheriff", "the officer": who holds that rank or role; "a senior official": nobody by name."""
        text = self.text
        article = _ARTICLE.match(text, start, end)
        if not article:
            return None
        words = list(WORD.finditer(text, article.end(), min(end, article.end() + 80)))[:6]
        for count in range(len(words), 0, -1):
            phrase = text[article.end() : words[count - 1].end()]
            head = words[count - 1][0].lower()
            if head not in self._words.roles or any(w[0].lower() in _LINKS for w in words[:count]):
                if phrase.lower() not in self._words.offices:
                    continue
            place = (article.end(), words[count - 1].end())
            known = article[0].split()[-1].lower() == "the"
            holder = self.cast.holder(phrase, start) if known else None
            if holder is not None:
                return replace(holder, start=place[0], end=place[1], via="pronoun")
            return Subject(None, " ".join(phrase.split()), None, None, *place)
        return None

    def _group(self, start: int, end: int) -> Subject | None:
        """Read "the family of X", "his mother", "residents", "the report": speakers without a name of their own."""
        text = self.text
        match = self._words.group.match(text, start, end)
        if match is None:
            return None
        last = match.end()
        source = re.compile(r"\s+(?:from|by)\s+(?:the\s+)?").match(text, last, end)
        if source and not match["relation"]:
            issuer = self._person(source.end(), end, end) or self._organisation(source.end(), end)
            if issuer is not None:
                return issuer
        of = re.compile(r"\s+of\s+").match(text, last, end)
        if of:
            named = named_at(text, of.end(), end, self.lexicon)
            last = named.end if named else last
        begin = match.start("phrase")
        role = " ".join((_relation(match) + text[match.end("phrase") : last]).split())
        gap = _SPACE.match(text, last, end)
        if gap and not of:
            named = named_at(text, gap.end(), end, self.lexicon)
            if named is not None and named.title is None:
                return Subject(named.name, role, None, None, begin, named.end, sex=sex_of(role, self.lexicon))
            first = WORD.match(text, gap.end(), end)
            if match["relation"] and first and self._first_name(first[0]) and not text[first.end() : end].strip(" ,"):
                return Subject(first[0], role, None, None, begin, first.end(), sex=sex_of(role, self.lexicon))
        return Subject(None, role, None, None, begin, last, sex=sex_of(role, self.lexicon))

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

    def _unlisted(self, start: int, end: int) -> Subject | None:
        """An organisation that no table has: capitalised words that are no person's name, or capitals alone."""
        article = _ARTICLE.match(self.text, start, end)
        begin = article.end() if article else start
        run = _RUN.fullmatch(self.text, begin, begin + len(self.text[begin:end].rstrip(" \n.")))
        run = run or (_RUN.match(self.text, begin, end) if article and article[0].strip().lower() == "the" else None)
        if article and run and _THE_ORGANISATION.match(self.text, run.end(), end):
            return Subject(None, None, None, " ".join(run[0].split()), *run.span())
        words = run[0].split() if run else []
        if any(w.lower() in self._words.roles for w in words):
            return None
        if words and (words[0].isupper() if len(words) == 1 else any(w in self._words.units for w in words)):
            return Subject(None, None, None, " ".join(words), begin, run.end())
        return None

    def _bare_name(self, start: int, end: int) -> Subject | None:
        """A surname alone, of somebody who is never named in full: one word with a capital, and the verb."""
        start += _blank(self.text, start, end)
        match = WORD.match(self.text, start, end)
        if match is None or self.text[match.end() : end].strip() or not self._first_name(match[0]):
            return None
        if match[0] in self.lexicon.organisations.places or match[0].lower() in self._words.roles:
            return None
        return Subject(match[0], None, None, None, *match.span())


_APPOSED_BEFORE = re.compile(r"(?:\A|(?<=[.,;:\n\s]))((?:[Tt]he |[Aa]n? )?[A-Z][^,;:\n]{3,90}),\s+\Z")
_APPOSED = re.compile(r"(?:\s\(\d\d\)|,\s\d\d)?,\s+")
_OF_WHOM = re.compile(r"(?:,?\s+(?:of|from|at|with|for|based\s+(?:at|in|with))\s+|\s+\(|,\s+)(?:the\s+)?")
_REACH = 160
_LONGEST_APPOSED = 14
_RUN = re.compile(r"[A-Z][\w’'&-]+(?:\s[A-Z][\w’'&-]+){0,5}")
_SPACE = re.compile(r"[ \t\u00a0]+")
_OWNED = re.compile(r"(?:[A-Z][\w&.-]*\s+){0,5}(?:[A-Z][\w&.-]*|force|council|department|agency)['’]s?\s+(?=\w)")
_AT = re.compile(r",?\s(at|with|for|from|of)\s+(?:the\s+)?")
_THE_ORGANISATION = re.compile(r"\s*(?:$|[.,]|in\b|on\b|this\b|today\b)")
_WHEN = re.compile(r"\s*(?:That|The\s+(?:same|next|following))\s+\w+\s+(?:he|she|they)\s*$")
_OWN = re.compile(r"^(?:his|her|their|its|my|our|this|that|these|those)\s+", re.IGNORECASE)
_DID = re.compile(r"(?!retired|qualified|elected|accredited|trained|armed|dedicated|specialised)[a-z]+ed\b")
_NAME_BEHIND = re.compile(r"\.?\s+[A-Z][a-z]+\s+[A-Z]")
_ENDS = re.compile(r"\s*(?:$|,|of\b|and\b)")
_COUPLE = re.compile(r"\s*([A-Z][\w’'-]+)\s+and\s+([A-Z][\w’'-]+)\s+([A-Z][\w’'-]+)(?=\s*,?\s*(?:$|[a-z]))")
_NAME = r"(?P<name>[A-Z][\w’'&-]+(?:\s(?:(?:and|of|for|the|&)\s)?[A-Z][\w’'&-]+){0,5})"
_CALLED = re.compile(_NAME)
# A role of one of these words is of what it heads.
_HEADS = frozenset({"head", "chief", "lead", "leader", "commander", "member", "deputy", "officer", "mayor"})
# Words before the noun that heads a role: behind one of these it is no head.
_LINKS = frozenset(
    {
        *(
            "of",
            "for",
            "at",
            "in",
            "with",
            "to",
            "from",
            "by",
            "on",
            "as",
            "after",
            "when",
            "while",
            "where",
            "before",
            "who",
            "whose",
            "which",
        ),
        *("and", "but", "or", "speaking", "commenting", "is", "was", "were", "are", "has", "had", "have"),
    }
)
_LONGEST_ROLE = 120
# A name stands behind no more words of a role than this.
_LONGEST_LEAD = 6
_OF = re.compile(r"\s+(?:for|of)\s")
_AND = re.compile(r"(?:,\s+(?:and\s+)?|\s+and\s+|\s*&\s*)(?:the\s+)?")


def _relation(match: re.Match[str]) -> str:
    """A relation or document as written, without a pronoun that owns it: "his sister" is "sister"."""
    return " ".join(_OWN.sub("", match["phrase"]).split())


def _blank(text: str, start: int, end: int) -> int:
    return len(text[start:end]) - len(text[start:end].lstrip())


@dataclass(frozen=True, slots=True)
class _Patterns:
    roles: frozenset[str]
    offices: frozenset[str]
    heads: frozenset[str]
    not_names: frozenset[str]
    units: frozenset[str]
    labels: frozenset[str]
    lead: re.Pattern[str]
    spokesperson: re.Pattern[str]
    body: re.Pattern[str]
    group: re.Pattern[str]
    related: re.Pattern[str]
    postnominal: re.Pattern[str]


# What is no attribute of a document: "in that email".
_LINK = r"(?:in|on|at|by|to|of|from|with|for|that|this|the|an?|and|or)"


@cache
def _patterns(lexicon: Lexicon) -> _Patterns:
    people = lexicon.people
    relations, documents = any_of(people.relations), any_of(lexicon.speech.documents)
    owner = r"(?:[A-Z][\w’'-]*\s+){0,3}[A-Z][\w’'-]*['’]s?\s+|(?:his|her|their|its|my|our)\s+"
    of_whom = rf"(?:{owner}|(?:\w+['’]s?\s+))?"
    relation = rf"(?P<phrase>{of_whom}(?:(?:(?!{_LINK}\b)\w+\s+){{0,2}}(?:{documents})|(?:\w+\s+)?(?P<relation>{relations})))\b"
    return _Patterns(
        frozenset(people.roles),
        frozenset(k.lower() for k in (*people.ranks, *people.titles)),
        frozenset(h.lower() for h in lexicon.organisations.heads),
        frozenset([*people.not_names, *people.headlines]),
        unit_words(lexicon),
        frozenset([*people.roles, *people.relations]),
        # Small words that go on to the noun of a role and a name: "road safety campaigner Ann Other".
        re.compile(
            rf"(?:[a-z][\w’'-]*\s+){{1,4}}?(?:{any_of(people.roles)})s?\s+(?:(?:{any_of(people.honorifics)})\.?\s+)?[A-Z]"
        ),
        re.compile(rf"\b(?:{any_of(people.spokespeople)})\b", re.IGNORECASE),
        re.compile(
            rf"\s*the\s+((?P<spokesperson>{any_of(people.spokespeople)})|{any_of(people.bodies)})(?=\s*(?:$|[,.]))",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?:(?:one|some|two|several)\s+of\s+the\s+|(?:and|but|the|an?|one|another|that|this)\s+)?{relation}",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w'’])(?:the\s+)?{relation}\s*,\s*\Z", re.IGNORECASE),
        re.compile(rf"\b(?:{any_of(people.postnominals)})\b"),
    )
