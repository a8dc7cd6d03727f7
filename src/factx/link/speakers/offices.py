"""Offices as a text gives them beside a name: roles, where they are held, ranks in small letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factx.find.names import WORD, named_at, title_at
from factx.find.organisations import organisations
from factx.link.speakers.cast import sex_of
from factx.link.speakers.words import ARTICLE, CHUNK, CLAUSE, LINKS, OWN, blank, patterns_of, relation

if TYPE_CHECKING:
    from factx.lexicon import Lexicon

_NAME = r"(?P<name>[A-Z][\w’'&-]+(?:\s(?:(?:and|of|for|the|&)\s)?[A-Z][\w’'&-]+){0,5})"
_WHOSE_BEFORE = re.compile(r"\b(?:whose|its|their|the|our)\s+([a-z][^,;:\n]{3,60}),\s+\Z")
_APPOSED_BEFORE = re.compile(r"(?:\A|(?<=[.,;:\n\s]))((?:[Tt]he |[Aa]n? )?[A-Z][^,;:\n]{3,90}),\s+\Z")
_APPOSED = re.compile(r"(?:\s\(\d\d\)|,\s\d\d)?,\s+")
_OF_WHOM = re.compile(r"(?:,?\s+(?:of|from|at|with|for|based\s+(?:at|in|with))\s+|\s+\(|,\s+)(?:the\s+)?")
_LONGEST_APPOSED = 14
_OWNED = re.compile(r"(?:[A-Z][\w&.-]*\s+){0,5}(?:[A-Z][\w&.-]*|[a-z]+)['’]s?\s+(?=\w)")
# What stands right before a name: "Elm County Sheriff", "Director of Communications".
_RUN_BEFORE = re.compile(r"(?:\A|(?<=[\s(]))((?:[A-Z][\w’'&.-]*\s(?:(?:and|of|&)\s)?){0,5}[A-Z][\w’'&-]*)\s\Z")
# "a fifth man, Lee Orr": no role.
_ANYBODY = re.compile(r"\b(?:man|woman|boy|girl|teenager)\Z", re.IGNORECASE)
_ROLE_AT = re.compile(r"\b([a-z]+)\s(?:of|at|for|with|from)\s+(?:the\s+)?(?=[A-Z])")
# "Ann Other, Group Commander, ABCD, said"
_LETTERS = re.compile(r"(?:\A|,)\s*([A-Z]{3,8})(?=\s*(?:,|$|[a-z]))")
_AT = re.compile(
    r",?\s(at|with|for|from|of)\s+(?:the\s+)?(?:(?:charity|firm|company|campaign\s+group|support\s+group)\s+)?"
)
_DID = re.compile(r"(?!retired|qualified|elected|accredited|trained|armed|dedicated|specialised)[a-z]+ed\b")
_NAME_BEHIND = re.compile(r"\.?\s+[A-Z][a-z]+\s+[A-Z]")
_ENDS = re.compile(r"\s*(?:$|,|of\b|and\b)")
_CALLED = re.compile(_NAME)
# A role of one of these words is of what it heads.
_HEADS = frozenset({"head", "chief", "lead", "leader", "commander", "member", "deputy", "officer", "mayor"})
_LONGEST_ROLE = 120


class Offices:
    """Reads roles and employers out of a text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Read `text`."""
        self.text = text
        self.lexicon = lexicon
        self._words = patterns_of(lexicon)

    def role(self, start: int, end: int) -> str | None:
        """A chunk that is a role ("head of the unit", "the Met’s lead for burglary"), without article and owner.

        The owner of a relation stays, where it is a name ("Lee’s sister"); an organisation behind "at", "with", "for"
        or "from" goes.
        """
        start += blank(self.text, start, end)
        if CLAUSE.match(self.text, start, end):
            return None
        article = ARTICLE.match(self.text, start, end)
        begin = article.end() if article else start
        titled = title_at(self.text, begin, end, self.lexicon)
        related = self._words.group.match(self.text, start, end)
        if related is not None and related["relation"] and _ENDS.match(self.text, related.end(), end):
            if _ANYBODY.search(related[0]):
                return None
            of = re.compile(r"\s+of\s+").match(self.text, related.end(), end)
            named = named_at(self.text, of.end(), end, self.lexicon) if of else None
            return " ".join(
                (relation(related) + self.text[related.end() : named.end if named else related.end()]).split()
            )
        owned = _OWNED.match(self.text, begin, end) or OWN.match(self.text, begin, end)
        if titled is None and owned:
            begin = owned.end()
            titled = title_at(self.text, begin, end, self.lexicon)
        if _DID.match(self.text, begin, end) or (titled is not None and _NAME_BEHIND.match(self.text, titled.end, end)):
            return None
        # "… Safety Partnership manager": what somebody is the manager of stands before it.
        owners = organisations(self.text, self.lexicon, begin, end)[:1]
        for match in WORD.finditer(self.text, owners[0][1] if owners and owners[0][0] == begin else begin, end):
            word = match[0].lower()
            if titled is None and word in self._words.roles and self._name_follows(match.end(), end):
                return None  # "State Attorney Ann Other": the name is in it
            if word in self._words.roles or (titled is not None and titled.role):
                role = " ".join(self.text[begin : self.without_employer(begin, match.end(), end)].split()).rstrip(".")
                return role if len(role) <= _LONGEST_ROLE else None
            if word in LINKS or _DID.fullmatch(match[0]):
                break
        # "Leeds Police and Crime Commissioner": the office starts further on.
        for match in WORD.finditer(self.text, begin, end):
            office = title_at(self.text, match.start(), end, self.lexicon) if match[0][0].isupper() else None
            if office is not None and office.role and " " in office.role:
                return " ".join(self.text[office.start : self.without_employer(office.start, office.end, end)].split())
            if match[0][0].islower():
                break
        return None

    def _name_follows(self, start: int, end: int) -> bool:
        """Whether two words with capitals follow that are no organisation ("Manager Anytown Safety Unit")."""
        if not _NAME_BEHIND.match(self.text, start, end):
            return False
        body = organisations(self.text, self.lexicon, start, end)[:1]
        return not body or body[0][0] != start + 1

    def without_employer(self, begin: int, head: int, end: int) -> int:
        """Where the role text[begin:end], headed by a noun that ends at `head`, ends without whom it is held at."""
        for match in _AT.finditer(self.text, head, end):
            # "head of the Fraud Unit" says what is headed; "executive director of …" for whom.
            what = self.text[begin : match.start()].lower().split()
            of_what = match[1] == "of" and len(what) == 1 and what[0] in _HEADS
            small = self.text[head - 1 : head].islower() and self.text[begin].islower()
            if not of_what and self.held_at(match.end(), match[1], end, small=small):
                return match.start()
        return end

    def held_at(self, start: int, joint: str, end: int, *, small: bool = False) -> tuple[int, int] | None:
        """The organisation that starts at `start`, in a role behind `joint` ("at", "of", …)."""
        found = organisations(self.text, self.lexicon, start, end)
        if found and found[0][0] == start:
            return found[0]
        named = _CALLED.match(self.text, start, end)
        # "director of Words Not Weapons": a role in small letters is of a body by name, one in capitals of a subject.
        body = joint in {"with", "from"} or (joint == "of" and small)
        if named is not None and (joint == "at" or (body and " " in named["name"])):
            return named.span("name")
        return None

    def role_behind(self, start: int, end: int) -> str | None:
        """The role in apposition right behind a name: "Ann Other, head of the unit, …"."""
        gap = _APPOSED.match(self.text, start, end)
        chunk = CHUNK.match(self.text, gap.end(), end) if gap else None
        if chunk is None or self._words.group.match(self.text, *chunk.span()) or chunk[0].count(" ") > _LONGEST_APPOSED:
            return None
        return self.role(*chunk.span())

    def role_before(self, start: int, end: int) -> str | None:
        """The role in apposition right before a name: "The Director of Public Prosecutions, Ann Other, …"."""
        chunk = _APPOSED_BEFORE.search(self.text, start, end) or _WHOSE_BEFORE.search(self.text, start, end)
        return self.role(*chunk.span(1)) if chunk and chunk[1].count(" ") <= _LONGEST_APPOSED else None

    def employer(self, start: int, end: int) -> str | None:
        """The organisation named in text[start:end], if any: where an officer is from."""
        found = organisations(self.text, self.lexicon, start, end)
        found = found or [held for m in _ROLE_AT.finditer(self.text, start, end) if (held := self._body(m, end))][:1]
        found = found or [m.span(1) for m in _LETTERS.finditer(self.text, start, end)]
        return " ".join(self.text[slice(*found[0])].split()) if found else None

    def owner_of(self, start: int, end: int) -> str | None:
        """Whose the role is: "Anytown Water’s regional manager"; a place owns none."""
        owned = _OWNED.match(self.text, start + blank(self.text, start, end), end)
        name = re.sub(r"['’]s?\s*$", "", owned[0]) if owned else ""
        person = name.split()[:1] and sex_of("", name, self.lexicon) is not None
        capitals = all(word[0].isupper() or word in {"and", "of", "&"} for word in name.split())
        return " ".join(name.split()) if " " in name and capitals and not person and not ARTICLE.match(name) else None

    def office_before(self, start: int, end: int) -> str | None:
        """The office in capitals right before a name: "Director of Communications Ann Other"."""
        run = _RUN_BEFORE.search(self.text, start, end)
        words = list(WORD.finditer(self.text, *run.span(1))) if run else []
        head = next((w for w in reversed(words) if w[0].lower() in self._words.roles), None)
        if run is None or head is None:
            return None
        known = {*self.lexicon.people.modifiers, *self.lexicon.people.specialisms, *self._words.units}
        before = [w for w in words if w.end() <= head.start()]
        begin = run.start(1) if all(w[0] in known for w in before) else head.start()
        return " ".join(self.text[begin : run.end(1)].split())

    def employer_before(self, start: int, end: int) -> str | None:
        """The county or organisation right before a rank: "Elm County Sheriff Orr", "Kent Police Sergeant Orr"."""
        run = _RUN_BEFORE.search(self.text, start, end)
        if run is None:
            return None
        found = organisations(self.text, self.lexicon, run.start(1), run.end(1))
        if self.text.startswith("Police ", end):  # "Kent Police Sergeant Ann Other"
            force = organisations(self.text, self.lexicon, run.start(1), end + len("Police"))
            found = force if force and force[-1][1] == end + len("Police") else found
        if found and found[-1][1] >= run.end(1):
            return " ".join(self.text[slice(*found[-1])].split())
        return self.owner(*run.span(1))

    def employer_behind(self, start: int, end: int) -> str | None:
        """The organisation right behind a name: "of the Roads Unit", "(Crime Command)", ", head of X at Y"."""
        joined = _OF_WHOM.match(self.text, start, end)
        if joined is None:
            return None
        found = organisations(self.text, self.lexicon, joined.end(), end)
        owned = _OWNED.match(self.text, joined.end(), end)  # "of the Elm District Attorney’s Fraud Unit"
        starts = {joined.end(), owned.end() if owned else joined.end()}
        return self.employer(*found[0]) if found and found[0][0] in starts else None

    def _body(self, match: re.Match[str], end: int) -> tuple[int, int] | None:
        """The body by name that follows a role in small letters."""
        if match[1].lower() not in self._words.roles or match[1].lower() in _HEADS:
            return None
        named = _CALLED.match(self.text, match.end(), end)
        return named.span("name") if named is not None and " " in named["name"] else None

    def owner(self, start: int, end: int) -> str | None:
        """The county, or letters, before an office: "Elm County Sheriff Ann Other", "Elm RSPCA Inspector Ann Other"."""
        words = self.text[start:end].split()
        if not 0 < len(words) <= 4 or not all(w[0].isupper() for w in words):
            return None
        letters = words[-1].isupper() and len(words[-1]) > 2
        return " ".join(words) if letters or (words[-1] in self.lexicon.organisations.counties and words[1:]) else None

    def rank(self, role: str | None) -> str | None:
        """The rank that a role in small letters ends with: "Leeds detective chief inspector"."""
        words = role.split() if role else []
        for first in range(len(words)):
            written = " ".join(words[first:]).title()
            title = title_at(written, 0, len(written), self.lexicon)
            if title is not None and title.rank == written and " " in written:
                return title.rank
        return None

    def organisation_at(self, start: int, end: int) -> bool:
        """Whether an organisation is named over the whole of text[start:end]."""
        return any(
            a <= start and end <= b
            for a, b in organisations(self.text, self.lexicon, start, min(len(self.text), end + 60))
        )
