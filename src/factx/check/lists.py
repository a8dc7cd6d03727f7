"""Figures that say the same twice: a number against the list behind it, a headline against the body, words against digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factx.check.outcome import judged, settle, written
from factx.check.scene import cue
from factx.claims import Age, Count, Duration, Measurement, Money, Percentage
from factx.figures import Interval, verdict
from factx.find.numbers import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factx.check.outcome import Role
    from factx.check.scene import Scene
    from factx.claims import Check, Claim

# How many things a list may have that is counted, and how much of an item is shown.
_FEWEST, _MOST, _SHOWN = 2, 12, 30


def count_of_list(scene: Scene) -> Iterator[Check]:
    """A number of people against the ages that are given for them: "three men, aged 19, 22 and 31"."""
    words = scene.lexicon
    people = words.checks.people.union(words.ages.person_nouns)
    found: set[str] = set()
    for claims in scene.by_sentence:
        for at, claim in enumerate(claims):
            value = scene.figures[claim.id].value if isinstance(claim, Count) and claim.id in scene.figures else None
            ages: list[Claim] = []
            for other in claims[at + 1 :]:
                opens = cue(words, "ages_open").fullmatch(scene.between(claim, other)) if not ages else None
                joins = cue(words, "ages_join").fullmatch(scene.between(ages[-1], other)) if ages else None
                bare = isinstance(other, Age) and other.value is not None and "old" not in other.text
                if not bare or not (opens or joins):
                    break
                ages.append(other)
            if value is None or not isinstance(claim, Count) or claim.head not in people or value < 2 or not ages:
                continue
            first, last = scene.between(claim, ages[0]), scene.after(ages[-1])
            if len(ages) == 1 or cue(words, "ages_shared").search(first) or cue(words, "ages_go_on").match(last):
                continue
            fits = value == len(ages)
            joined = cue(words, "ages_last").fullmatch(scene.between(ages[-2], ages[-1])) is not None
            if not fits and (not joined or len(ages) > value + 2):
                continue
            sum_ = f"{len(ages)} ages for {written(value)}"
            operands: list[Role] = [("number", claim), *(("age", a) for a in ages)]
            found.add(claim.id)
            yield judged(scene, "count-of-list", operands, "consistent" if fits else "inconsistent", sum_)
    yield from (check for check in _named(scene) if check.operands[0].claim not in found)


def _named(scene: Scene) -> Iterator[Check]:
    """A number of things against the things that are listed behind it, where they are as many."""
    for claim in scene.members:
        value = scene.figures[claim.id].value if isinstance(claim, Count) and claim.id in scene.figures else None
        if value is None or not _FEWEST <= value <= _MOST or scene.sign(claim) != "n":
            continue
        number = scene.sentence_of(claim)
        sentence = scene.sentences[number]
        opening = cue(scene.lexicon, "listed").match(scene.release.text, claim.end, sentence.end)
        if opening is None:
            continue
        if opening.end() >= sentence.end - 1:
            items = _following(scene, number)
        else:
            items = _items(scene.release.text[opening.end() : sentence.end], closes=opening[0].rstrip()[-1:])
        alike = {bool(item[:1].isupper()) for item in items}
        if len(items) == value and len(alike) == 1:
            shown = "; ".join(item if len(item) <= _SHOWN else item[:_SHOWN].rstrip() + "…" for item in items)
            yield judged(scene, "count-of-list", [("number", claim)], "consistent", f"{written(value)} listed: {shown}")


def _items(text: str, *, closes: str) -> list[str]:
    """The items of "a white HiLux, a silver Ranger and a blue Triton", up to the bracket, dash or sentence end."""
    end = {"(": r"\)", "–": r"\s[–—]\s|[.;]", "—": r"\s[–—]\s|[.;]"}.get(closes, r"[.](?:\s|\Z)|\s[–—]\s")
    listed = re.split(end, text, maxsplit=1)[0]
    parts = [p for p in re.split(r"\s*;\s*" if ";" in listed else r"\s*,\s*", listed) if p]
    last = parts[-1:]
    if last and not re.match(r"and\s", last[0]):
        parts[-1:] = re.split(r"\s+and\s+", last[0], maxsplit=1)
    return [" ".join(re.sub(r"\Aand\s+", "", p).split()) for p in parts]


def _following(scene: Scene, number: int) -> list[str]:
    """The list items that stand directly below a sentence."""
    items: list[str] = []
    paragraphs: set[int] = set()
    for sentence in scene.sentences[number + 1 :]:
        if not sentence.bullet:
            break
        if sentence.paragraph not in paragraphs:
            paragraphs.add(sentence.paragraph)
            items.append(" ".join(sentence.text.split()))
    return items


def restated(scene: Scene) -> Iterator[Check]:
    """A figure in words against its digits, and one of the headline against the body's."""
    yield from _spelled(scene)
    yield from _headline(scene)


def _spelled(scene: Scene) -> Iterator[Check]:
    """ "two hundred and eighty three (283)"."""
    for claim in scene.members:
        if not isinstance(claim, Count | Money | Duration | Percentage | Measurement) or not cue(scene.lexicon, "both_forms").search(claim.text):
            continue
        numbers = scan(claim.text, scene.lexicon)
        if len(numbers) < 2 or numbers[0].in_words == numbers[1].in_words:
            continue
        one, two = numbers[0].value, numbers[1].value
        outcome = "consistent" if one == two else "inconsistent"
        sum_ = f"{written(one)} {'=' if one == two else '≠'} {written(two)}"
        yield judged(scene, "restated", [("figure", claim)], outcome, sum_, asserted=False)


def _headline(scene: Scene) -> Iterator[Check]:
    """Each figure of the headline against those of the body that count the same."""
    title = scene.release.title
    if not title:
        return
    top = scene.release.text.find(title)
    heads = [c for c in scene.members if top <= c.start < top + len(title) and _restatable(scene, c)]
    for head in heads:
        body = [c for c in scene.members if c.start >= top + len(title) and type(c) is type(head) and _restatable(scene, c)]
        same = [c for c in body if scene.like(head, c) and _same_thing(scene, head, c)]
        claimed = scene.amount(head)[0]
        outcomes = []
        for other in same:
            figure = scene.amount(other)[0]
            outcomes.append(verdict(claimed, figure.interval("strict"), figure.interval("lenient")))
        at = next((outcomes.index(v) for v in ("consistent", "imprecise") if v in outcomes), None)
        if at is None:
            continue
        operands: list[Role] = [("headline", head), ("body", same[at])]
        figure = scene.amount(same[at])[0]
        pair = figure.interval("strict"), figure.interval("lenient")
        sum_ = f"{head.text} · {same[at].text}"
        yield settle(scene, "restated", operands, claimed, pair, sum_)


def _restatable(scene: Scene, claim: Claim) -> bool:
    value = scene.figures[claim.id].value if claim.id in scene.figures else None
    return isinstance(claim, Count | Money | Measurement | Duration) and scene.is_level(claim) and value is not None


def _same_thing(scene: Scene, head: Claim, other: Claim) -> bool:
    """Whether two figures count the same: the noun, and for people what was done to them."""
    if isinstance(head, Count) and isinstance(other, Count):
        return head.head is not None and (head.head == other.head or head.head == other.action)
    figures = scene.amount(head)[0].interval("strict"), scene.amount(other)[0].interval("strict")
    return None not in figures and isinstance(figures[0], Interval)



