"""Quotients and products: so many per thousand, so many times as many, a price times a number, so many a day."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from factx import edtf
from factx.check.levels import comparisons
from factx.check.outcome import AS_OPERANDS, NOTHING, Recomputed, is_open, judged, settle, weigh, written
from factx.claims import Count, Date, Duration, Measurement, Money, Percentage
from factx.figures import Interval, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factx.check.outcome import Role
    from factx.check.scene import Scene
    from factx.claims import Check, Claim
    from factx.figures import Figure

# How many sentences back the list may stand of which an item is shared out.
_LIST = 6
# How many sentences back the number may stand of which "every 16 minutes" is made.
_FAR = 20
# The seconds of the last unit of an ISO 8601 duration.
_SIZES = {"S": 1, "M": 60, "H": 3600, "D": 86400, "W": 604800}
_DAYS: dict[str, int | Fraction] = {
    "day": 1,
    "night": 1,
    "week": 7,
    "month": Fraction(365, 12),
    "hour": Fraction(1, 24),
    "year": 365,
}


def rate(scene: Scene) -> Iterator[Check]:
    """Every rate that the text gives with what it is made of; each figure is checked once."""
    seen: set[str] = set()
    for finder in (_times, _per_head, _priced, _a_day):
        for check in finder(scene):
            if check.operands[0].claim not in seen:
                seen.add(check.operands[0].claim)
                yield check


def _times(scene: Scene) -> Iterator[Check]:
    """“three times as far as” against both figures."""
    for candidates in comparisons(scene).values():
        change = candidates[0].change if candidates else None
        if (
            not isinstance(change, Percentage)
            or change.form != "multiple"
            or not scene.cue("times").search(change.text)
        ):
            continue
        claimed = scene.figures[change.id]
        levels = [{c.base.id, c.new.id if c.new else ""} for c in candidates]
        here = scene.sentence_of(change)
        apart = any(c.new is None or scene.sentence_of(c.base) != here for c in candidates)
        vague = is_open(claimed) and (apart or any(pair != levels[0] for pair in levels))
        sums = [(c, _ratio(scene, c.base, c.new)) for c in candidates if c.new is not None and (c.firm or not vague)]
        outcomes = [weigh(claimed, pair) for _, pair in sums]
        firm = next((at for at, (c, _) in enumerate(sums) if c.firm), None)
        at = outcomes.index("consistent") if "consistent" in outcomes else firm
        if at is None:
            continue
        c, pair = sums[at]
        base, new = scene.amount(c.base)[0], scene.amount(c.new)[0] if c.new else None
        sum_ = None
        if base.value and new is not None and new.value is not None:
            sum_ = f"{written(new.value)} ÷ {written(base.value)} = {written(round(new.value / base.value, 2))}"
        operands: list[Role] = [("times", change), ("base", c.base), *([("new", c.new)] if c.new else [])]
        yield settle(scene, "rate", operands, claimed, pair, sum_)


def _ratio(scene: Scene, base: Claim, new: Claim | None) -> Recomputed:
    if new is None:
        return NOTHING
    a, b = scene.amount(base)[0], scene.amount(new)[0]
    return [ratio(a, b, reading) for reading in AS_OPERANDS]


def _per_head(scene: Scene) -> Iterator[Check]:
    """“nine crashes per 1,000 drivers” against the crashes and the drivers."""
    for claim in scene.members:
        per = re.search(r"(?:per|for every)\s+([\d,]+|thousand|hundred|million)", claim.text, re.IGNORECASE)
        if not isinstance(claim, Count) or per is None:
            continue
        size = {"thousand": 1000, "hundred": 100, "million": 10**6}.get(per[1].lower()) or int(per[1].replace(",", ""))
        near = [
            c
            for c in scene.window(scene.sentence_of(claim), 2)
            if isinstance(c, Count) and c is not claim and scene.is_level(c)
        ]
        near += [c for c in scene.window(scene.sentence_of(claim) + 1, 0) if isinstance(c, Count) and scene.is_level(c)]
        same = scene.sentence_of(claim)
        people = [c for c in near if c.head in scene.lexicon.checks.population and (c.value or 0) > size]
        things = [
            c
            for c in near
            if c not in people and (c.head == claim.head or {c.head, claim.head} & scene.lexicon.checks.generic)
        ]
        firm = len(people) == len(things) == 1 and scene.sentence_of(people[0]) == scene.sentence_of(things[0]) == same
        for whole in people:
            for part in things:
                pair = _over(scene, part, whole, size)
                if firm or weigh(_to_the_digit(scene, claim), pair) == "consistent":
                    yield _rated(scene, claim, part, whole, pair, size)


def _to_the_digit(scene: Scene, claim: Claim) -> Figure:
    """The figure of a rate, which is rounded to its last digit as a percentage is."""
    return replace(scene.amount(claim)[0], style="percent")


def _over(scene: Scene, part: Claim, whole: Claim, size: int) -> Recomputed:
    pairs = []
    for reading in AS_OPERANDS:
        a, b = scene.figures[part.id].interval(reading), scene.figures[whole.id].interval(reading)
        quotient = a.over(b) if a is not None and b is not None and b.low else None
        pairs.append(quotient.times(Fraction(size)) if quotient is not None else None)
    return pairs


def _rated(scene: Scene, claim: Claim, part: Claim, whole: Claim, pair: Recomputed, size: int) -> Check:
    a, b = scene.figures[part.id].value, scene.figures[whole.id].value
    sum_ = (
        f"{size:,} × {written(a)} ÷ {written(b)} = {written(round(size * a / b, 1))}" if a is not None and b else None
    )
    operands: list[Role] = [("rate", claim), ("part", part), ("whole", whole)]
    return settle(scene, "rate", operands, _to_the_digit(scene, claim), pair, sum_)


def _priced(scene: Scene) -> Iterator[Check]:
    """A price or an amount each, times a number, against the total."""
    for number, claims in enumerate(scene.by_sentence):
        for unit in claims:
            if not isinstance(unit, Money | Measurement | Duration | Count) or not scene.is_level(unit):
                continue
            each = scene.cue("each").match(scene.after(unit))
            if each is None or scene.figures[unit.id].value in {None, 1} or scene.is_charge(unit):
                continue
            near = [c for c in scene.window(number, 1) if scene.is_level(c) and c is not unit]
            totals: list[Claim] = [
                c for c in near if type(c) is type(unit) and scene.amount(c)[1] == scene.amount(unit)[1]
            ]
            if isinstance(unit, Measurement) and not totals:
                totals = [c for c in scene.window(number, _LIST) if isinstance(c, Measurement) and c is not unit]
            counts = [c for c in near if isinstance(c, Count | Measurement) and c not in totals]
            numbers = totals if isinstance(unit, Count) else counts
            yield from _product(scene, unit, numbers, totals)


def _product(scene: Scene, unit: Claim, numbers: Sequence[Claim], totals: Sequence[Claim]) -> Iterator[Check]:
    price = scene.amount(unit)[0]
    pairs = [(n, t) for n in numbers for t in totals if n is not t]
    for how_many, total in pairs:
        factor = scene.conversion(unit, total)
        if factor is None:
            continue
        pair = _times_each(price.times(factor), scene.amount(how_many)[0])
        same = len({scene.sentence_of(c) for c in (unit, how_many, total)}) == 1
        only = len(pairs) == 1 and same and scene.cue("adding").search(total.sentence) is not None
        outcome = weigh(scene.amount(total)[0], pair)
        if outcome == "consistent" or (only and not isinstance(unit, Count)):
            a, b = price.value, scene.amount(how_many)[0].value
            sum_ = f"{written(b)} × {written(a)} = {written(a * b)}" if a is not None and b is not None else None
            operands: list[Role] = [("total", total), ("each", unit), ("number", how_many)]
            yield settle(scene, "rate", operands, scene.amount(total)[0], pair, sum_)
            return


def _times_each(price: Figure, number: Figure) -> Recomputed:
    """The product of a price and a number: of the digits as printed, and of what they may stand for."""
    found = []
    for reading in AS_OPERANDS:
        a, b = price.interval(reading), number.interval(reading)
        if a is None or b is None or a.low is None or a.high is None or b.low is None or b.high is None:
            return NOTHING
        found.append(Interval(a.low * b.low, a.high * b.high))
    return found


def _a_day(scene: Scene) -> Iterator[Check]:
    """“nearly six a day” against the number and the days that it covers."""
    for number, claims in enumerate(scene.by_sentence):
        for claim in claims:
            if isinstance(claim, Duration) and scene.cue("every_before").search(scene.before(claim)):
                yield from _every(scene, claim)
            if not isinstance(claim, Count) or not scene.is_level(claim):
                continue
            per = scene.cue("a_day").match(scene.after(claim))
            if per is None:
                continue
            unit = next(u for u in _DAYS if u in per[0].lower())
            wholes = [
                c for c in scene.window(number, 1) if isinstance(c, Count) and c is not claim and scene.is_level(c)
            ]
            for whole in wholes:
                for days, other in _spans(scene, whole, number):
                    n = scene.figures[whole.id].value
                    if n is None or (scene.figures[claim.id].value or 0) >= n:
                        continue
                    each = Interval.at(n / days * Fraction(_DAYS[unit]))
                    if weigh(_to_the_digit(scene, claim), [each] * 3) == "consistent":
                        sum_ = f"{written(n)} ÷ {days} days = {written(round(n / days, 2))} a day"
                        operands: list[Role] = [
                            ("rate", claim),
                            ("number", whole),
                            *([("days", other)] if other else []),
                        ]
                        yield judged(scene, "rate", operands, "consistent", sum_, recomputed=each)
                        break


def _every(scene: Scene, claim: Duration) -> Iterator[Check]:
    """“one every 16 minutes” against the number of a year."""
    length, unit = edtf.length(claim.value) if claim.value is not None else (Fraction(0), "")
    before = [c for c in scene.window(scene.sentence_of(claim), _FAR) if isinstance(c, Count) and c.start < claim.start]
    for whole in (c for c in before if scene.is_level(c)):
        n, period = scene.figures[whole.id].value, whole.period
        days = edtf.days(period.value) if period is not None else (None, None)
        if (
            unit != "second"
            or not n
            or days[0] is None
            or days[1] is None
            or scene.figures[whole.id].qualifier != "exact"
        ):
            continue
        each = Fraction(86400 * ((days[1] - days[0]).days + 1)) / n
        size = _SIZES[(claim.value or "S")[-1]]
        if abs(each - length) <= Fraction(size, 2):
            sum_ = f"{(days[1] - days[0]).days + 1} days ÷ {written(n)} = {written(round(each / size, 1))}"
            operands: list[Role] = [("every", claim), ("number", whole)]
            yield judged(scene, "rate", operands, "consistent", sum_)


def _spans(scene: Scene, whole: Claim, number: int) -> Iterator[tuple[int, Claim | None]]:
    """How many days a number may cover: those of its period, of a length of time beside it, of a year."""
    period = getattr(whole, "period", None)
    for claim in scene.window(number, 1):
        if isinstance(claim, Date) and claim.first and claim.last and claim.first < claim.last:
            own = period is not None and period.claim == claim.id
            yield (claim.last - claim.first).days + 1, None if own else claim
        elif isinstance(claim, Duration) and claim.days_low and claim.days_low == claim.days_high:
            yield int(claim.days_low), claim
    if scene.cue("yearly").search(scene.release.text):
        yield 365, None
