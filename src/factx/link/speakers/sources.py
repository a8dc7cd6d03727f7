"""The subject of a reporting word, or of a sentence: which of its phrases says who speaks, and as what."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from factx.find.names import WORD, named_at, people_in, title_at
from factx.find.organisations import organisations
from factx.find.quotes.cues import verbs_of
from factx.link.speakers.cast import Subject, sex_of
from factx.link.speakers.offices import Offices
from factx.link.speakers.phrases import Phrases
from factx.link.speakers.words import CHUNK, CLAUSE, blank, patterns_of

if TYPE_CHECKING:
    from factx.find.quotes.cues import Cue, Prose
    from factx.lexicon import Lexicon
    from factx.link.speakers.cast import Cast
    from factx.release import Release

# Openers of a phrase that stands before the subject ("Speaking after the hearing, …", "In a statement, …").
_OPENER = re.compile(
    r"\s*(?:(?i:and|but|also|then|later|meanwhile|today|yesterday|however|afterwards|in|on|at|after|following|before|during|as|when|while|"
    r"since|from|for|with|by|to|according|asked|last|under|despite)|(?!Acting\b)[A-Z]\w+ing)\b"
)
_MODIFIER = re.compile(r"\s*(?:who|whose|which|whom|of|from|at|in|based|for|and\s+is|now|also|aged|both|\d|\()")
_WHO = re.compile(r"\s*who(?:\s+(?:also|later|then|has|had))?\s*$")
_OBJECT_CLAUSE = re.compile(r"\s*(?:which|whom|that|and|but)\s+(?=[A-Z])")
_OBJECT = re.compile(r"\b(?:of|by|with|for|from|to|against|about|than|near|and|or|told|met|thanked)\s*$")
# What hangs on a name before it: "Inspector Lee, speaking outside court, …".
_HANGS = re.compile(r"\s*(?:who|whose|[a-z]+ing|of|from|at|based|aged|\d)\b")
# What makes "… that Orr told her" a clause of another, and what does not: "… and told her".
_REPORTS = re.compile(r"\b(?:said|says|told|tells|reported|recalled|claimed|explained|wrote|texted|added)\b")
_HEARD = re.compile(r"\b(?:saw|seen|heard|seeing|hearing|arrested|after|when)\b")
_SAME = re.compile(r"\b(?:and|then|but|also|later|before)\s+(?:\w+ly\s+)?$")
_ADVERB = re.compile(r"\b(?:\w+ly|also|then|later|had|has)\b")
_PRONOUN_LAST = re.compile(r"\b(he|she|they)\s+(?:\w+ly\s+|also\s+|had\s+)?$", re.IGNORECASE)
_SAID_LAST = re.compile(
    r",\s+([^,.“”\"]{3,80}?)\s+(?:said|says|added|explained)(?:\s+(?:today|yesterday|on\s+\w+|\w+day))?\.?\s*\Z"
)
_WHO_IS = re.compile(r"\s*who\s+(?:is|was)\s+(?:also\s+)?(?=[a-z])")
_TWO_WORDS = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
# The role and employer of a person are sought so far behind the name.
_REACH = 160
# "That evening he texted"
_WHEN = re.compile(r"\s*(?:That|The\s+(?:same|next|following))\s+\w+\s+(?:he|she|they)\s*$")


class Subjects:
    """Reads the subjects of reporting words out of a release."""

    def __init__(self, release: Release, cast: Cast, lexicon: Lexicon) -> None:
        """Read `release`, in which `cast` is named."""
        self.release = release
        self.text = release.text
        self.cast = cast
        self.offices = Offices(release.text, lexicon)
        self.phrases = Phrases(release, cast, self.offices, lexicon)
        self.lexicon = lexicon
        self._words = patterns_of(lexicon)

    def introduce(self, prose: Prose) -> list[Subject]:
        """Everyone named, each time they are, with the role and organisation that stand there; the cast learns them."""
        found = []
        for person in self.cast.named:
            sentence = prose.sentences[max(0, prose.index(person.start))]
            end = min(sentence.end, person.end + _REACH)
            role = None if person.role else self.offices.role_behind(person.end, end)
            if person.role is None and role is None:
                place = (sentence.start, person.start)
                role = self.offices.role_before(*place) or self.offices.office_before(*place)
            employer = self.offices.employer_behind(person.end, end)
            employer = employer or self.offices.employer_before(sentence.start, person.start)
            told = replace(person, role=person.role or role, organisation=employer)
            self.cast.know(told)
            found.append(told)
        return [self.cast.whole(p) for p in found]

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
        alone = list(itertools.takewhile(lambda c: self.phrases.alone(*c), chunks))
        if alone and len(alone) < len(chunks):
            joint = self.phrases.subject(*chunks[len(alone)], end)
            if joint is not None and joint.names:
                return self._with_others(joint, alone)
        found = self.phrases.subject(*chunks[0], self._rest(chunks, 0))
        if (
            (found is None or found.name is None)
            and len(chunks) > 1
            and self.phrases.alone(*chunks[1])
            and self.offices.role(*chunks[0])
        ):
            found = self.phrases.subject(*chunks[1], chunks[1][1])  # "said the Acting Commissioner, Ann Other"
            return None if found is None else self._with_role(found, chunks, 1)
        found = found or self.phrases.bare_name(*chunks[0])
        return None if found is None else self._with_role(found, chunks, 0)

    def _with_others(self, joint: Subject, before: list[tuple[int, int]]) -> Subject:
        """A joint statement with those named before its last two, each between commas: "A, B and C said"."""
        for chunk in reversed(before):
            other = self.phrases.person(chunk[0] + blank(self.text, *chunk), chunk[1], chunk[1])
            if other is None or not self.phrases.alone(other.start, chunk[1]):
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
        if text[cue.start : cue.end].endswith("ing"):
            return self.opening(start, end)  # "He rang his mother, Jean, saying": the subject is that of the clause
        first = chunks[0][0] + blank(text, *chunks[0])
        titled = named_at(text, first, chunks[0][1], self.lexicon, titled=True) is not None
        hangs = len(chunks) > 1 and self.phrases.alone(*chunks[0]) and _HANGS.match(text, *chunks[1]) is not None
        if not touching and (titled or hangs):
            # "Inspector Lee, speaking beside Jean, said"
            found = self.phrases.subject(*chunks[0], self._rest(chunks, 0))
            if found is not None and (found.name or found.names):
                return found if found.names else self._with_role(found, chunks, 0)
        inner = verbs_of(self.lexicon).form.match(text, chunks[-1][0] + blank(text, *chunks[-1]), end)
        said = inner is not None and verbs_of(self.lexicon).lemma(inner[0]) not in verbs_of(self.lexicon).no_tag
        if (
            touching
            and inner is not None
            and said
            and text[inner.end() : end].strip()
            and not _SAME.search(text[inner.end() : end])
        ):
            # "Ann Other, prosecuting, said Orr told her": who stands right before the verb.
            return self.phrases.subject(inner.end(), end, end) or self.phrases.bare_name(inner.end(), end)
        clauses = [i for i, c in enumerate(chunks) if i and CLAUSE.match(text, *c)]
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
            named_alone = last and any(self.phrases.alone(*c) for c in chunks[:index])
            relative = _OBJECT_CLAUSE.match(text, *chunk) if last else None
            found = self.phrases.subject(relative.end() if relative else chunk[0], chunk[1], self._rest(chunks, index))
            found = self._after_all(found, chunks, index)
            if found is None and (last or index == 0):
                found = self._ends_with_person(*chunk)
            if found is None and last:
                found = self.phrases.bare_name(*chunk)
            if found is not None and last and not found.names:
                found = self._inner(found, end)
            if found is not None and not last and found.via == "pronoun" and self.phrases.alone(*chunks[index - 1]):
                continue  # "Inspector Lee, the officer in the case, said"
            apposed = index > 0 and (
                named_alone
                or (
                    found is not None
                    and found.role is None
                    and any(self.offices.role(*c) for c in chunks[index - 1 : index + 1])
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

    def _inner(self, outer: Subject, end: int) -> Subject | None:
        """Who stands right before the verb, in a clause that another speaks: "PC Lee said that Orr told her"."""
        between = self.text[outer.end : end]
        reports = list(_REPORTS.finditer(between))
        if not reports and not _HEARD.search(between):
            return outer
        begin = outer.end + (reports[-1].end() if reports else 0)
        rest = self.text[begin:end]
        if _SAME.search(rest) or not rest.strip():
            return outer
        people = self.cast.between(begin, end)
        if people and not _ADVERB.sub("", self.text[people[-1].end : end]).strip():
            return people[-1]
        pronoun = _PRONOUN_LAST.search(rest)
        if pronoun is not None:
            place = (begin + pronoun.start(1), begin + pronoun.end(1))
            return Subject(None, None, None, None, *place, pronoun=pronoun[1].lower())
        return None

    def _after_all(self, found: Subject | None, chunks: list[tuple[int, int]], index: int) -> Subject | None:
        """A person, whatever the words of the name say, where a role follows: "Ann House, head of the unit, said"."""
        if (
            found is None
            or found.name
            or found.role
            or found.names
            or not _TWO_WORDS.fullmatch(found.organisation or "")
        ):
            return found
        role = self.offices.role(*chunks[index + 1]) if index + 1 < len(chunks) else None
        return replace(found, name=found.organisation, organisation=None) if role else found

    def opening(self, start: int, end: int) -> Subject | None:
        """The subject of the sentence text[start:end], behind what opens it ("After the hearing, …")."""
        chunks = self._chunks(start, end)
        for index, chunk in enumerate(chunks[:3]):
            found = self.phrases.subject(*chunk, self._rest(chunks, index))
            if found is not None and found.name is None and found.role and index + 1 < len(chunks):
                behind = chunks[index + 1]
                named = self.phrases.kin(*behind) or (
                    self.phrases.subject(*behind, behind[1]) if self.phrases.alone(*behind) else None
                )
                found = replace(named, role=found.role, sex=found.sex) if named is not None else found
            if found is not None:
                return self.cast.whole(self._with_role(found, chunks, index))
            if not _OPENER.match(self.text, *chunk) and not self.offices.role(*chunk):
                return None
        return None

    def closing(self, start: int, end: int) -> Subject | None:
        """Who is reported as saying the sentence text[start:end] at its end: "He was jailed, Inspector Lee said."."""
        match = _SAID_LAST.search(self.text, start, end)
        found = self.phrases.subject(*match.span(1), match.end(1)) if match else None
        return None if found is None or found.pronoun else self.cast.whole(found)

    def _predicate(self, start: int, end: int) -> bool:
        """Whether a chunk goes on with the clause before it ("… thanked the public and") or is a role alone."""
        words = WORD.findall(self.text[start:end])
        roles = self._words.roles
        begin = start + blank(self.text, start, end)
        titled = title_at(self.text, begin, end, self.lexicon) is not None
        return not words or words[0][0].islower() or titled or any(w.lower() in roles for w in words)

    def _chunks(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches between commas that hold a word, and not only what stands behind a name ("Jr", "OBE")."""
        honours = self._words.postnominal
        return [m.span() for m in CHUNK.finditer(self.text, start, end) if honours.sub("", m[0]).strip(" .\n\t")]

    def _rest(self, chunks: list[tuple[int, int]], index: int) -> int:
        """Where the words that go with chunk `index` end: behind the appositions that follow it."""
        last = chunks[index][1]
        for chunk in chunks[index + 1 :]:
            named = organisations(self.text, self.lexicon, *chunk)
            letters = self.text[slice(*chunk)].strip()
            belongs = letters.isupper() or (named and named[0][0] == chunk[0] + blank(self.text, *chunk))
            if CLAUSE.match(self.text, *chunk) or not (
                belongs or _MODIFIER.match(self.text, *chunk) or self.offices.role(*chunk)
            ):
                break
            last = chunk[1]
        return last

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
            for start in (chunk[0] + blank(self.text, *chunk), first):
                found = self.phrases.person(start, chunk[1], end)
                if found is not None:
                    return self._with_role(found, chunks, index)
        if inner:
            return inner[0] if len({p.name for p in inner}) == 1 else None
        start = chunks[0][0] + blank(self.text, *chunks[0])
        label = WORD.match(self.text, start, end)
        if label and label.end() == len(self.text[:end].rstrip(": ")) and label[0].lower() in self._words.labels:
            return Subject(None, label[0], None, None, *label.span())  # "Operator: “…”"
        return None

    def _with_role(self, found: Subject, chunks: list[tuple[int, int]], index: int) -> Subject:
        """The role in a chunk behind the name, else in the one before it, for a person without a rank."""
        if found.name is None or found.role is not None:
            return found
        before = self.offices.role(*chunks[0]) if index == 1 and not _OPENER.match(self.text, *chunks[0]) else None
        if before:  # "Her barrister, Ann Other, asked …"
            org = found.organisation or self.offices.employer(*chunks[0]) or self.offices.owner_of(*chunks[0])
            return replace(found, role=before, organisation=org, sex=found.sex or sex_of(before, None, self.lexicon))
        for near in (index + 1, index + 2, index - 1):
            role = self.offices.role(*chunks[near]) if 0 <= near < len(chunks) else None
            if near < index and _OPENER.match(self.text, *chunks[near]):
                role = None  # "According to the complaint, Orr told …"
            who = _WHO_IS.match(self.text, *chunks[near]) if 0 <= near < len(chunks) else None
            role = role or (self.offices.role(who.end(), chunks[near][1]) if who else None)
            if role:
                org = found.organisation or self.offices.employer(*chunks[near]) or self.offices.owner_of(*chunks[near])
                return replace(found, role=role, organisation=org, sex=found.sex or sex_of(role, None, self.lexicon))
            if near == index + 1 and near < len(chunks) and len(WORD.findall(self.text[slice(*chunks[near])])) > 4:
                break  # what is further on hangs on that
        return found
