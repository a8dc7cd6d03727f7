"""Whom a phrase starts with: a person with or without a rank, a spokesperson, a family, an organisation, a pronoun."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from factx.find.names import WORD, named_at, title_at
from factx.find.organisations import organisations
from factx.link.speakers.cast import Subject, sex_of
from factx.link.speakers.words import ARTICLE, LINKS, blank, patterns_of, relation

if TYPE_CHECKING:
    from factx.lexicon import Lexicon
    from factx.link.speakers.cast import Cast
    from factx.link.speakers.offices import Offices
    from factx.release import Release

_PRONOUN = re.compile(r"\s*(?:(?:and|but|then|as)\s+)?(he|she|they|it)\b", re.IGNORECASE)
_RUN = re.compile(r"[A-Z][\w’'&-]+(?:\s[A-Z][\w’'&-]+){0,5}")
_SPACE = re.compile(r"[ \t\u00a0]+")
_THE_ORGANISATION = re.compile(r"\s*(?:$|[.,]|in\b|on\b|this\b|today\b)")
_COUPLE = re.compile(r"\s*([A-Z][\w’'-]+)\s+and\s+([A-Z][\w’'-]+)\s+([A-Z][\w’'-]+)(?=\s*,?\s*(?:$|[a-z]))")
# A name stands behind no more words of a role than this.
_LONGEST_LEAD = 6
_OFFICER = re.compile(r"\b(?:[Tt]he|[Aa]n)\s+officer\b")
_OF = re.compile(r"\s+(?:for|of)\s")
_AND = re.compile(r"(?:,\s+(?:and\s+)?|\s+and\s+|\s*&\s*)(?:the\s+)?")


class Phrases:
    """Reads who is meant by the words at a place in a release."""

    def __init__(self, release: Release, cast: Cast, offices: Offices, lexicon: Lexicon) -> None:
        """Read `release`, in which `cast` is named."""
        self.release = release
        self.text = release.text
        self.cast = cast
        self.offices = offices
        self.lexicon = lexicon
        self._words = patterns_of(lexicon)

    def subject(self, start: int, end: int, rest: int) -> Subject | None:
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
        person = self.person(start, end, rest)
        if person is not None:
            joint = self._joint(person, end)
            return joint or person
        return (
            self.kin(start, end)
            or self._organisation(start, end)
            or self._by_part(start, end)
            or self._office(start, end)
            or self._group(start, end)
            or self._unlisted(start, end)
        )

    def person(self, start: int, end: int, rest: int) -> Subject | None:
        """A person at the start of a chunk, behind an organisation or place they may be named with."""
        text = self.text
        article = ARTICLE.match(text, start, end)
        begin = article.end() if article else start
        position, after_role = begin, False
        held = title_at(text, begin, end, self.lexicon)
        portfolio = held is not None and _OF.match(text, held.end, end) is not None
        for number in range(9):
            match = WORD.match(text, position, end)
            role = match is not None and match[0].lower() in self._words.roles
            small = (
                match is not None
                and number + 1 < _LONGEST_LEAD
                and (
                    self._words.lead.match(text, position, end)
                    or (portfolio and self._words.duty.match(text, position, end))
                )
            )
            if match is None or not (match[0][0].isupper() or role or small or match[0] in {"of", "and", "for", "the"}):
                return None
            # A rank ends what stands before it; a bare name stands at the start, or behind a possessive or a role.
            bare = after_role or (
                not article if number == 0 else text[position - 3 : position - 1] in {"'s", "’s", "s'", "s’"}
            )
            named = named_at(text, position, end, self.lexicon, titled=not bare)
            if named is not None and (
                named.title is not None
                or (not self.offices.organisation_at(position, named.end) and self._plain(named.name, named.end))
            ):
                org = self.offices.employer(begin, position) or self.offices.owner(begin, position)
                org = org or self.offices.employer(named.end, rest)
                spoken, first = named.role, named.start
                office = title_at(text, begin, position, self.lexicon) if position > begin else None
                if office is not None and _OF.match(text, office.end, position):
                    # "Cabinet Secretary for Justice Ann Other": what the office is for belongs to it.
                    spoken, first = " ".join(text[begin : named.at].split()), begin
                elif spoken is None and after_role:
                    spoken, first = " ".join(text[begin : named.start].split()), begin
                rank = named.rank or self.offices.rank(spoken)
                sex = sex_of(self.text[first : named.at], named.name, self.lexicon)
                return Subject(named.name, spoken, rank, org, first, named.end, sex=sex)
            after_role = role or (portfolio and match[0][0].isupper())
            # "IOPC director for London Ann Other": only where no name stands before it.
            apposed = text[:begin].rstrip().endswith(",")
            portfolio = portfolio or (role and not apposed and _OF.match(text, match.end(), end) is not None)
            gap = re.compile(r"[.’']?[ \t\u00a0]{1,2}|\n").match(text, match.end(), end)
            if gap is None:
                return None
            position = gap.end()
        return None

    def _by_part(self, start: int, end: int) -> Subject | None:
        """A surname or first name alone, where one person of the release has it ("Leeds-based Orr" too)."""
        match = WORD.match(self.text, start, end)
        if match is not None and match[0].endswith("-based"):
            match = WORD.match(self.text, match.end() + 1, end)
        if match is not None and match[0] in self._words.particles:
            match = WORD.match(self.text, match.end() + 1, end)  # "de Lange said"
        if match is None or self.cast.called(match[0]) is None or self.text[match.end() : end].strip()[:1].isupper():
            return None
        return Subject(match[0], None, None, None, *match.span())

    def kin(self, start: int, end: int) -> Subject | None:
        """A first name alone behind a relation: "His sister, Ann, said"."""
        start += blank(self.text, start, end)
        match = WORD.match(self.text, start, end)
        related = self._words.related.search(self.text, max(0, start - 60), start)
        if match is None or related is None or not self._first_name(match[0]) or self.text[match.end() : end].strip():
            return None
        role = relation(related)
        return Subject(match[0], role, None, None, *match.span(), sex=sex_of(role, None, self.lexicon))

    def _pair(self, start: int, end: int) -> Subject | None:
        """Two first names and the surname that they share: "Lee and Ann Brand"."""
        match = _COUPLE.match(self.text, start, end)
        if match is None or not all(self._first_name(word) for word in match.groups()):
            return None
        if self.offices.organisation_at(match.start(), match.end()):
            return None
        names = (f"{match[1]} {match[3]}", f"{match[2]} {match[3]}")
        return Subject(None, None, None, None, *match.span(), names=names)

    def _first_name(self, word: str) -> bool:
        return word[0].isupper() and not word.isupper() and word not in self._words.not_names

    def _plain(self, name: str, end: int) -> bool:
        """Whether a name without rank may be a person's: no office or organisation is in it or goes on behind it."""
        first, *rest = name.split()
        words = [w.lower() for w in (rest if first in self.lexicon.people.names_too else (first, *rest))]
        if re.compile(r"['’]s?\b").match(self.text, end) or any(w.endswith("-based") for w in words):
            return False
        behind = WORD.match(self.text, end + 1)
        if behind and self.text[end].isspace() and behind[0][0].isupper() and not behind[0].isupper():
            return False
        return not any(w in self._words.roles or w in self._words.heads for w in words)

    def _joint(self, first: Subject, end: int) -> Subject | None:
        """Two or more people who speak together: "X and Y said"."""
        names, last = [self.cast.whole(first).name or ""], first.end
        while match := _AND.match(self.text, last, end):
            person = self.person(match.end(), end, end)
            if person is None:
                break
            names.append(self.cast.whole(person).name or "")
            last = person.end
        if len(names) < 2:
            return None
        return Subject(None, None, None, None, first.start, last, names=tuple(names))

    def _spokesperson(self, start: int, end: int) -> Subject | None:
        """Read "A police spokesman", "Kent Police spokesperson Ann Other", "a spokeswoman for the force"."""
        text = self.text
        match = self._words.spokesperson.search(text, start, min(end, start + 120))
        if match is None or (
            text[start : match.start()].strip()
            and re.search(r"[,;]|\b(?:by|to|of|for|with|said|told)\b", text[start : match.start()])
        ):
            return None
        article = ARTICLE.match(text, start, end)
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
        if " " in owner and any(p.name == owner for p in self.cast.named):
            role = f"{match[0]} for {owner}"
            return Subject(name, role, rank, None, min(match.start(), begin), last)
        if owner.lower() in {"police", "force", "our", "the force"}:
            owner = self.release.publisher or (owner if owner.lower() == "police" else "")
        if owner and not owner[0].isupper() and name is None and len(owner.split()) > 6:
            owner = ""
        return Subject(name, match[0], rank, owner or None, min(match.start(), begin), last)

    def _office(self, start: int, end: int) -> Subject | None:
        """Read "the sheriff", "the officer": who holds that rank or role; "a senior official": nobody by name."""
        text = self.text
        article = ARTICLE.match(text, start, end)
        if not article:
            return None
        words = list(WORD.finditer(text, article.end(), min(end, article.end() + 80)))[:6]
        for count in range(len(words), 0, -1):
            phrase = text[article.end() : words[count - 1].end()]
            head = words[count - 1][0].lower()
            plain = head in self._words.roles and not any(w[0].lower() in LINKS for w in words[:count])
            if not plain and phrase.lower() not in self._words.offices:
                continue
            place = (article.end(), words[count - 1].end())
            known = article[0].split()[-1].lower() == "the"
            holder = self.cast.holder(phrase, start) if known else None
            if holder is not None and phrase == "officer" and _OFFICER.search(text, 0, holder.start):
                holder = None  # another officer, told of before
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
            issuer = self.person(source.end(), end, end) or self._organisation(source.end(), end)
            if issuer is not None:
                return issuer
        of = re.compile(r"\s+of\s+").match(text, last, end)
        if of:
            named = named_at(text, of.end(), end, self.lexicon)
            last = named.end if named else last
        begin = match.start("phrase")
        role = " ".join((relation(match) + text[match.end("phrase") : last]).split())
        gap = _SPACE.match(text, last, end)
        if gap and not of:
            named = named_at(text, gap.end(), end, self.lexicon)
            if named is not None and named.title is None:
                return Subject(named.name, role, None, None, begin, named.end, sex=sex_of(role, None, self.lexicon))
            first = WORD.match(text, gap.end(), end)
            if match["relation"] and first and self._first_name(first[0]) and not text[first.end() : end].strip(" ,"):
                return Subject(first[0], role, None, None, begin, first.end(), sex=sex_of(role, None, self.lexicon))
        return Subject(None, role, None, None, begin, last, sex=sex_of(role, None, self.lexicon))

    def _organisation(self, start: int, end: int) -> Subject | None:
        """An organisation that speaks itself."""
        article = ARTICLE.match(self.text, start, end)
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
        article = ARTICLE.match(self.text, start, end)
        begin = article.end() if article else start
        run = _RUN.fullmatch(self.text, begin, begin + len(self.text[begin:end].rstrip(" \n.")))
        run = run or (_RUN.match(self.text, begin, end) if article and article[0].strip().lower() == "the" else None)
        if article and run and _THE_ORGANISATION.match(self.text, run.end(), end):
            return Subject(None, None, None, " ".join(run[0].split()), *run.span())
        if run is None or any(w.lower() in self._words.roles for w in run[0].split()):
            return None
        words = run[0].split()
        if words[0].isupper() if len(words) == 1 else any(w in self._words.units for w in words):
            return Subject(None, None, None, " ".join(words), begin, run.end())
        return None

    def bare_name(self, start: int, end: int) -> Subject | None:
        """A surname alone, of somebody who is never named in full: one word with a capital, and the verb."""
        start += blank(self.text, start, end)
        match = WORD.match(self.text, start, end)
        if match is None or self.text[match.end() : end].strip(" .\n") or not self._first_name(match[0]):
            return None
        if match[0] in self.lexicon.organisations.places or match[0].lower() in self._words.roles:
            return None
        return Subject(match[0], None, None, None, *match.span())

    def alone(self, start: int, end: int) -> bool:
        """Whether a chunk is a person's name, with rank and honours, and no more: what follows is in apposition."""
        begin = start + blank(self.text, start, end)
        named = named_at(self.text, begin, end, self.lexicon)
        if named is None or self.offices.organisation_at(begin, named.end):
            return False
        return not self._words.postnominal.sub("", self.text[named.end : end]).strip(" .\n")
