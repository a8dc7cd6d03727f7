"""What the rules look at: the claims of a release as signs in its text, and the constructions that bind them.

The release becomes a skeleton in which every claim is a sign ("a {p4} reduction … ({d6} than the {n7})"), sentences end
with ‖, paragraphs with ¶ and list items begin with •. The cues of checks.toml are matched on what stands beside a sign;
what no cue spells out is not bound.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from factx import edtf
from factx.claims import Count, Duration, Measurement, Money, Percentage, Quote
from factx.find.labels import find_labels
from factx.find.numbers import scan
from factx.lexicon import any_of
from factx.units import same_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factx.claims import Claim
    from factx.figures import Figure
    from factx.language import Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release

# How far the words beside a figure reach, in characters of the skeleton.
_REACH = 90
_LED = 12
# What tells beside a claim whether it is a level or a change, so many characters before it at most.
_BESIDE = 60
_LEVEL = re.compile(r"\b(?:from|to|with|at)\s\Z", re.IGNORECASE)
_OFF = re.compile(r"\s(?:above|below|over|under)\s")
_LED_TO = re.compile(r"\b(?:to|at)\s+(?:[a-z]+\s+){0,2}\Z", re.IGNORECASE)
_STOP = re.compile(r"\{[^t]\d+\}|[‖¶•;]")
# The sign of each kind of claim that is always the same.
_KINDS = {"count": "n", "money": "m", "measurement": "u", "duration": "l", "age": "a", "date": "t"}


@dataclass(frozen=True, eq=False)
class Scene:
    """A release with its claims (quotes left out), their figures by id, and its sentences, in text order."""

    release: Release
    claims: Sequence[Claim]
    figures: Mapping[str, Figure]
    sentences: Sequence[Sentence]
    lexicon: Lexicon

    @cached_property
    def skeleton(self) -> str:
        """The text of the release with a sign for each claim."""
        return self._drawn[0]

    @cached_property
    def places(self) -> list[int]:
        """Where each sign starts in the skeleton, by the number in it."""
        return self._drawn[1]

    @cached_property
    def members(self) -> list[Claim]:
        """The claims that have a sign, by the number in it."""
        return self._drawn[2]

    @cached_property
    def _drawn(self) -> tuple[str, list[int], list[Claim]]:
        text, length, at, paragraph = self.release.text, 0, 0, None
        parts: list[str] = []
        places: list[int] = []
        members: list[Claim] = []
        claims = [c for c in self.claims if not isinstance(c, Quote)]
        for sentence in self.sentences:
            lead = "" if paragraph is None else " ‖ " if sentence.paragraph == paragraph else " ¶ "
            if sentence.paragraph != paragraph and sentence.bullet:
                lead += "• "
            paragraph, position = sentence.paragraph, sentence.start
            pieces = [lead]
            while at < len(claims) and claims[at].start < sentence.end:
                claim = claims[at]
                at += 1
                if claim.start < position:
                    continue
                pieces.append(_plain(text[position : claim.start]))
                places.append(length + sum(map(len, pieces)))
                pieces.append(f"{{{_sign(claim, text, self.lexicon)}{len(members)}}}")
                members.append(claim)
                position = claim.end
            pieces.append(_plain(text[position : sentence.end]))
            piece = "".join(pieces)
            parts.append(piece)
            length += len(piece)
        return "".join(parts), places, members

    def cue(self, name: str) -> re.Pattern[str]:
        """The words that checks.toml has under a name."""
        return _cue(self.lexicon, name)

    @cached_property
    def by_sentence(self) -> list[list[Claim]]:
        """The claims that have a sign, by the number of their sentence."""
        found: list[list[Claim]] = [[] for _ in self.sentences]
        for claim in self.members:
            found[self.sentence_of(claim)].append(claim)
        return found

    def window(self, number: int, back: int) -> list[Claim]:
        """The claims of a sentence and of as many as `back` sentences before it."""
        return [c for claims in self.by_sentence[max(0, number - back) : number + 1] for c in claims]

    def inside(self, start: int, end: int) -> list[Claim]:
        """The claims that start in [start, end) of the release."""
        first, last = (bisect_left(self.members, at, key=lambda c: c.start) for at in (start, end))
        return self.members[first:last]

    def sign(self, claim: Claim) -> str:
        """The letter of a claim's sign."""
        return self.skeleton[self.places[self._number(claim)] + 1]

    def is_level(self, claim: Claim) -> bool:
        """Whether a claim says how many or how much there is, and not by how much that has changed."""
        return self.sign(claim) in "nmuls" and claim.id in self.figures

    def before(self, claim: Claim) -> str:
        """The skeleton before a claim, from the figure before it (dates are no figures) or the end of a sentence."""
        text = self.skeleton[max(0, self.places[self._number(claim)] - _REACH) : self.places[self._number(claim)]]
        return text[max((m.start() for m in _STOP.finditer(text)), default=0) :]

    def after(self, claim: Claim) -> str:
        """The skeleton behind a claim, up to the next figure or the end of its sentence."""
        text = self.skeleton[(start := self._behind(claim)) : start + _REACH]
        stop = _STOP.search(text)
        return text[: stop.start()] if stop else text

    def between(self, first: Claim, second: Claim) -> str:
        """The skeleton between two claims, in either order."""
        first, second = sorted((first, second), key=lambda c: c.start)
        return self.skeleton[self._behind(first) : self.places[self._number(second)]]

    def label(self, claim: Claim) -> str:
        """What stands before a figure in its list item, row or clause, without marks."""
        return self.before(claim).strip(" •:|–-‖¶;(\t").lower()

    def opening(self, number: int) -> str:
        """The first words of a sentence."""
        return _plain(self.sentences[number].text[:80])

    def _number(self, claim: Claim) -> int:
        return bisect_right(self.members, claim.start, key=lambda c: c.start) - 1

    def _behind(self, claim: Claim) -> int:
        return self.skeleton.index("}", self.places[self._number(claim)]) + 1

    @cached_property
    def _unread(self) -> list[int]:
        """Where numbers start that no claim holds ("one" apart): figures that were not understood."""
        labels = [(start, end) for start, end, _ in find_labels(self.release.text, self.lexicon, self.release.country)]
        spans = sorted([*labels, *((c.start, c.end) for c in self.claims if not isinstance(c, Quote))])
        starts, ends = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))
        found = []
        for number in scan(self.release.text, self.lexicon):
            at = bisect_right(starts, number.start) - 1
            inside = at >= 0 and number.start < ends[at]
            rung = self.release.text[number.start : number.end] in self.lexicon.counts.emergency
            if not inside and number.value != 1 and not rung:
                found.append(number.start)
        return found

    def unread(self, claims: Sequence[Claim], *, whole: bool) -> bool:
        """Whether a number that is no claim stands between claims of one sentence; with `whole` anywhere in it."""
        by_sentence: dict[int, list[Claim]] = {}
        for claim in claims:
            by_sentence.setdefault(self.sentence_of(claim), []).append(claim)
        spans = []
        for number, own in by_sentence.items():
            sentence = self.sentences[number]
            spans.append((min(c.start for c in own), sentence.end if whole else max(c.end for c in own)))
        if whole and len(by_sentence) > 2:  # (rows: those between them too)
            spans.append((min(c.start for c in claims), max(c.end for c in claims)))
        return any(bisect_left(self._unread, start) < bisect_left(self._unread, end) for start, end in spans)

    def is_charge(self, claim: Claim) -> bool:
        """Whether a figure counts charges: those of a list stand beside each other, and are no sum."""
        return getattr(claim, "head", None) in self.lexicon.counts.always_one

    def is_rate(self, claim: Claim) -> bool:
        """Whether a figure is so many a day or a month."""
        return self.cue("a_day").match(self.after(claim)) is not None

    def sentence_of(self, claim: Claim) -> int:
        """The number of the sentence that a claim starts in."""
        return max(0, bisect_right(self.sentences, claim.start, key=lambda s: s.start) - 1)

    def paragraph_of(self, claim: Claim) -> int:
        """The number of the paragraph that a claim starts in."""
        return self.sentences[self.sentence_of(claim)].paragraph

    def amount(self, claim: Claim) -> tuple[Figure, str]:
        """The figure of a claim and the unit that it is in; durations in months or in seconds."""
        figure = self.figures[claim.id]
        if "dozen" in claim.text and figure.qualifier == "exact":
            figure = replace(figure, qualifier="about")
        match claim:
            case Money(currency=str(currency)):
                return figure, currency
            case Measurement():
                return figure, claim.unit
            case Percentage():
                return figure, "%"
            case Duration(value=str(value)):
                try:
                    length, unit = edtf.length(value)
                except ValueError:
                    return replace(figure, value=None), ""
                return replace(figure, value=length, unit=Fraction(1)), unit
            case _:
                return figure, ""

    def conversion(self, first: Claim, second: Claim) -> Fraction | None:
        """How many of the second's unit one of the first's is; None where they measure different things."""
        one, two = self.amount(first)[1], self.amount(second)[1]
        if one == two:
            return Fraction(1)
        if not (isinstance(first, Measurement) and isinstance(second, Measurement)):
            return None
        sizes = [same_unit(name).split(" ", 1) for name in (one, two)]
        if len(sizes[0]) != 2 or sizes[0][1:] != sizes[1][1:]:
            return None
        return Fraction(sizes[0][0]) / Fraction(sizes[1][0])

    def like(self, first: Claim, second: Claim) -> bool:
        """Whether two figures can be levels of one thing: the same unit, and no two counted nouns."""
        if type(first) is not type(second) or self.amount(first)[1] != self.amount(second)[1]:
            return False
        led = " to " in self.between(first, second)[-_LED:]  # ("from 60 calls a day to 105")
        if isinstance(first, Count) and not led and self.is_rate(first) != self.is_rate(second):
            return False
        if isinstance(first, Count) and isinstance(second, Count):
            return self.same_noun(first, second)
        return True

    def same_noun(self, first: Claim, second: Claim) -> bool:
        """Whether nothing says that two figures count different things."""
        heads = {getattr(c, "head", None) for c in (first, second)} - {None}
        elided = any(getattr(c, "item", None) is None for c in (first, second))
        return len(heads) < 2 or (elided and self.generic(first, second))

    def generic(self, first: Claim, second: Claim) -> bool:
        """Whether the noun of one of two figures stands for any other ("offences"), people apart."""
        generic, heads = self.lexicon.checks.generic, {getattr(c, "head", None) for c in (first, second)}
        return bool(heads & generic) and not heads & self.people

    @cached_property
    def people(self) -> frozenset[str]:
        """The heads of counts of people."""
        return self.lexicon.checks.people.union(self.lexicon.ages.person_nouns)

    def akin(self, first: Claim, second: Claim) -> bool:
        """Whether one figure can be a part of the other: levels of one thing, or both of people."""
        if self.like(first, second):
            return True
        if not isinstance(first, Count) or not isinstance(second, Count):
            return False
        return {first.head, second.head} <= self.people or self.generic(first, second)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("{", "(").replace("}", ")"))


def _sign(claim: Claim, text: str, lexicon: Lexicon) -> str:
    """The letter of a claim's sign: an amount with a direction is a change, unless it is the level it leads to."""
    change = getattr(claim, "change", None)
    before, behind = text[max(0, claim.start - _BESIDE) : claim.start], text[claim.end : claim.end + _BESIDE // 2]
    if isinstance(claim, Percentage):
        level = claim.form == "percent" and _LEVEL.search(before)  # "from 64% to 53%"
        moved = (change is not None and not level) or _OFF.match(behind)
        return {"points": "o", "multiple": "x"}.get(claim.form, "p" if moved else "s")
    if isinstance(claim, Count | Money | Measurement | Duration):
        sized = _sized(lexicon).search(_plain(f"{before}<{claim.text}>{behind}"))
        if sized or (change is not None and not _LED_TO.search(before)):
            return "d"
    return _KINDS[claim.kind]


@cache
def _sized(lexicon: Lexicon) -> re.Pattern[str]:
    """An amount that is said to be the size of a change: "five fewer", "a cut of four minutes", "63km/h over".

    The amount stands between < and >.
    """
    macros = lexicon.checks.macros
    words, nouns = macros["comparative"], rf"{any_of(lexicon.change.nouns)}|{macros['sizes']}"
    share = r"(?:%|per\s?cent|percent)\s"
    return re.compile(
        rf"\b(?:{nouns})(?:,\s[^<>]{{0,30}},)?\sof\s(?:[a-z]+\s)?<|\ban?\s(?:extra|additional|further)\s<"
        rf"|<[^>]*\s(?:{words})\b(?!\sthan)[^>]*>|>\s?(?:(?:{words})\b|(?:{macros['beyond']}))"
        rf"|\bby\s(?:a\s|some\s|about\s)?<[^>]*>(?!\sof\s)|{share}(?:{nouns})\s\(<|{share}\(<[^>]*>\)\s(?:{nouns})\b",
        re.IGNORECASE,
    )


@cache
def _cue(lexicon: Lexicon, name: str) -> re.Pattern[str]:
    """The rows of checks.toml under a name: any of them, up to the end of what stands before, or from the start."""
    words = lexicon.checks.macros | {"moves": _moves(lexicon), "change": r"\{[pdox]\d+\}", "date": r"\{t\d+\}"}
    rows = "|".join(f"(?:{row})" for row in lexicon.checks.cues[name])
    while match := re.search(r"(?<!P)<([a-z_]+)>", rows):
        rows = rows[: match.start()] + words[match[1]] + rows[match.end() :]
    return re.compile(rf"(?:{rows})\s*\Z" if name.endswith("_before") else rows, re.IGNORECASE)


@cache
def _moves(lexicon: Lexicon) -> str:
    """Every word that says which way a figure went."""
    ways = (lexicon.change.increase, lexicon.change.decrease)
    return any_of([word for way in ways for words in (way.forms, way.nouns, way.adverbs) for word in words])
