"""What is said twice: a number against the list behind it, a headline against the body, words against digits."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from factx.check.outcome import AS_OPERANDS, judged, weigh, written
from factx.claims import Age, Count, Duration, Measurement, Money
from factx.find.numbers import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factx.check.outcome import Role
    from factx.check.scene import Scene
    from factx.claims import Check, Claim, Verdict

# How many things a list may have that is counted, and how much of an item is shown.
_FEWEST, _MOST, _SHOWN = 2, 12, 30
# How far before its digits a number in words may begin, in characters.
_SPELLED = 60
# A paragraph of more words than this is running text; and one that ends in a stop, of more than that.
_HEADLINE, _LINE = 22, 7
# What "more than 1,000" in a headline may be in the body, in parts of it.
_CLOSE = Fraction(3, 2)


def count_of_list(scene: Scene) -> Iterator[Check]:
    """A number of people against the ages that are given for them: "two women, aged 24 and 37"."""
    people = scene.people
    found: set[str] = set()
    for claims in scene.by_sentence:
        for at, claim in enumerate(claims):
            value = scene.figures[claim.id].value if isinstance(claim, Count) and claim.id in scene.figures else None
            ages: list[Claim] = []
            for other in claims[at + 1 :]:
                opens = scene.cue("ages_open").fullmatch(scene.between(claim, other)) if not ages else None
                joins = scene.cue("ages_join").fullmatch(scene.between(ages[-1], other)) if ages else None
                bare = isinstance(other, Age) and other.value is not None and "old" not in other.text
                if not bare or not (opens or joins):
                    break
                ages.append(other)
            if value is None or not isinstance(claim, Count) or claim.head not in people or value < 2 or not ages:
                continue
            first, last = scene.between(claim, ages[0]), scene.after(ages[-1])
            if len(ages) == 1 or scene.cue("ages_shared").search(first) or scene.cue("ages_go_on").match(last):
                continue
            fits = value == len(ages)
            joined = scene.cue("ages_last").fullmatch(scene.between(ages[-2], ages[-1])) is not None
            if not fits and (not joined or len(ages) > value + 2):
                continue
            sum_ = f"{len(ages)} ages for {written(value)}"
            operands: list[Role] = [("number", claim), *(("age", a) for a in ages)]
            found.add(claim.id)
            outcome: Verdict = "consistent" if fits else "inconsistent"
            yield judged(scene, "count-of-list", operands, outcome, sum_, asserted=False)
    yield from (check for check in _named(scene) if check.operands[0].claim not in found)


def _named(scene: Scene) -> Iterator[Check]:
    """A number of things against the things that are listed behind it, where they are as many."""
    for claim in scene.members:
        value = scene.figures[claim.id].value if isinstance(claim, Count) and claim.id in scene.figures else None
        if value is None or not _FEWEST <= value <= _MOST or scene.sign(claim) != "n":
            continue
        number = scene.sentence_of(claim)
        sentence = scene.sentences[number]
        opening = scene.cue("listed").match(scene.release.text, claim.end, sentence.end)
        if opening is None:
            continue
        if opening.end() >= sentence.end - 1:
            items = _following(scene, number)
        else:
            listed = scene.release.text[opening.end() : sentence.end]
            items = _items(listed, closes=opening[0].rstrip()[-1:])
        alike = {bool(item[:1].isupper()) for item in items}
        if len(items) == value and len(alike) == 1 and not any(c.isdigit() for item in items for c in item):
            shown = "; ".join(item if len(item) <= _SHOWN else item[:_SHOWN].rstrip() + "…" for item in items)
            told = f"{written(value)} listed: {shown}"
            yield judged(scene, "count-of-list", [("number", claim)], "consistent", told, asserted=False)


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
    """“two hundred and eighty three (283)”: one claim where the two agree, else that of the digits."""
    text = scene.release.text
    for claim in (c for c in scene.members if c.id in scene.figures):
        bracket = scene.cue("both_forms").search(claim.text)
        before, digits = (claim.text[: bracket.start()], bracket[0]) if bracket else ("", claim.text)
        if bracket is None and text[: claim.start].endswith("("):
            before = text[max(0, claim.start - _SPELLED) : claim.start - 1]
        words = scan(before, scene.lexicon)
        figures = scan(digits, scene.lexicon) if words else []
        if not figures or not words[-1].in_words or figures[0].in_words or before[words[-1].end :].strip():
            continue
        one, two = words[-1].value, figures[0].value
        if bracket is None and (not isinstance(claim, Count) or len(written(one)) != len(written(two))):
            continue  # ("girls under five (344)")
        outcome: Verdict = "consistent" if one == two else "inconsistent"
        sum_ = f"{written(one)} {'=' if one == two else '≠'} {written(two)}"
        yield judged(scene, "restated", [("figure", claim)], outcome, sum_, asserted=False)


def _headline(scene: Scene) -> Iterator[Check]:
    """Each figure of the headline against those of the body that count the same."""
    body_at = _prose(scene)
    heads = [c for c in scene.members if c.start < body_at and _restatable(scene, c)]
    body = [c for c in scene.members if c.start >= body_at and _restatable(scene, c)]
    for head in heads:
        same = [c for c in body if _same_thing(scene, head, c)]
        claimed = scene.amount(head)[0]
        outcomes = []
        for other in same:
            figure = scene.amount(other)[0]
            back = weigh(figure, [claimed.interval(reading) for reading in AS_OPERANDS])
            outcome = weigh(claimed, [figure.interval(reading) for reading in AS_OPERANDS])
            outcomes.append(outcome if outcome == "consistent" or back != "consistent" else back)
        loose = [] if isinstance(head, Count) else ["imprecise"]
        at = next((outcomes.index(v) for v in ["consistent", *loose] if v in outcomes), None)
        if at is None:
            same = _slips(scene, head, body)
            if len(same) != 1:
                continue
            outcomes = ["inconsistent"]
        operands: list[Role] = [("headline", head), ("body", same[at or 0])]
        sum_ = (
            f"{written(claimed.value or Fraction(0))} · {written(scene.amount(same[at or 0])[0].value or Fraction(0))}"
        )
        yield judged(scene, "restated", operands, outcomes[at or 0], sum_, claimed=claimed.interval("lenient"))


def _prose(scene: Scene) -> int:
    """Where the first paragraph of running text starts: before it stand the headline and what goes with it."""
    ends: dict[int, tuple[int, str]] = {}
    for sentence in scene.sentences:
        start, text = ends.get(sentence.paragraph, (sentence.start, ""))
        ends[sentence.paragraph] = (start, f"{text} {sentence.text}")
    return next((start for start, text in ends.values() if _is_prose(text)), 0)


def _is_prose(text: str) -> bool:
    """Whether a paragraph is running text, and no headline, dateline or address."""
    words = text.split()
    stops = text.rstrip()[-1:] in {".", "!", "?", "”", '"', ":"}
    return not text.isupper() and (len(words) > _HEADLINE or (stops and len(words) > _LINE))


def _restatable(scene: Scene, claim: Claim) -> bool:
    value = scene.figures[claim.id].value if claim.id in scene.figures else None
    level = isinstance(claim, Age) or scene.is_level(claim)
    return isinstance(claim, Count | Money | Measurement | Duration | Age) and level and value is not None


def _same_thing(scene: Scene, head: Claim, other: Claim) -> bool:
    """Whether two figures count the same: the noun, or for people what was done to them."""
    if isinstance(head, Count) and isinstance(other, Count):
        done = head.head is not None and head.head == other.action
        accused = {head.head, other.head} <= scene.lexicon.checks.accused
        return _near(scene, head, other) and (done or accused or (head.head is not None and head.head == other.head))
    if type(head) is not type(other) or scene.amount(head)[1] != scene.amount(other)[1]:
        return False
    return scene.amount(head)[0].value == scene.amount(other)[0].value or (
        isinstance(head, Money) and _near(scene, head, other)
    )


def _near(scene: Scene, head: Claim, other: Claim) -> bool:
    """Whether a hedged headline is about as large as the body's figure ("more than 1,000" is not the 2,800)."""
    a, b = scene.amount(head)[0], scene.amount(other)[0]
    if a.qualifier == "exact" and b.qualifier == "exact" and isinstance(head, Count):
        return True
    low, high = sorted((a.value or Fraction(0), b.value or Fraction(0)))
    return high <= low * (_CLOSE if isinstance(head, Count) else Fraction(11, 10))


def _slips(scene: Scene, head: Claim, body: list[Claim]) -> list[Claim]:
    """The figures of the body that are a headline's but for a slip, where the body does not have the headline's own."""
    value = scene.amount(head)[0].value
    alike = [c for c in body if type(c) is type(head) and scene.amount(c)[1] == scene.amount(head)[1]]
    if value is None or any(scene.amount(c)[0].value == value for c in alike):
        return []
    swapped = [c for c in alike if _swapped(written(value), written(scene.amount(c)[0].value or Fraction(0)))]
    return swapped or [c for c in alike if _one_noun(head, c)]


def _swapped(one: str, two: str) -> bool:
    """Whether two numbers have the same three digits or more in another order."""
    return one != two and sorted(one) == sorted(two) and len(one.replace(",", "").rstrip("0")) > 2


def _one_noun(head: Claim, other: Claim) -> bool:
    """Whether a headline and the body give one and the same noun phrase two numbers."""
    if not isinstance(head, Count) or not isinstance(other, Count) or head.item is None or other.item is None:
        return False
    if head.item.lower() != other.item.lower() or head.period != other.period or other.change is not None:
        return False
    return head.value is not None and other.value is not None and slipped(f"{head.value:f}", f"{other.value:f}")


def slipped(one: str, two: str) -> bool:
    """Whether two numbers differ as a slip of the fingers would make them: digits swapped, or one of them another."""
    if len(one) != len(two) or len(one) < 2:
        return False
    return sorted(one) == sorted(two) or sum(a != b for a, b in zip(one, two, strict=True)) == 1
