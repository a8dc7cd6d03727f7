"""A stated change against the levels it is measured between: per cent, points, an amount, or a direction."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from factx.check.levels import Comparison, comparisons
from factx.check.outcome import AS_OPERANDS, NOTHING, Recomputed, is_open, judged, percent, settle, weigh, written
from factx.claims import Percentage
from factx.figures import Interval, ratio, rise, share, to_the_digit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factx.check.outcome import Role
    from factx.check.scene import Scene
    from factx.claims import Check, Claim, Verdict
    from factx.figures import Figure


def change_of_baseline(scene: Scene) -> Iterator[Check]:
    """A percentage against the change and the base (100·n/D), or against both levels (100·(B-A)/A)."""
    for change, candidates in _stated(scene):
        if isinstance(change, Percentage) and change.form in {"percent", "fraction", "ratio"}:
            yield from _best(scene, "change-of-baseline", change, candidates, _relative)


def points(scene: Scene) -> Iterator[Check]:
    """Percentage points against two rates (B - A)."""
    for change, candidates in _stated(scene):
        if isinstance(change, Percentage) and change.form == "points":
            rates = [c for c in candidates if isinstance(c.base, Percentage) and c.new is not None]
            yield from _best(scene, "points", change, rates, _absolute)


def before_after(scene: Scene) -> Iterator[Check]:
    """An amount by which a level rose or fell, or "doubled", against both levels."""
    for change, candidates in _stated(scene):
        levels = [c for c in candidates if c.new is not None]
        if isinstance(change, Percentage) and change.form == "multiple" and not scene.cue("times").search(change.text):
            yield from _best(scene, "before-after", change, levels, _factor)
        elif not isinstance(change, Percentage) and not _is_difference(change):
            yield from _best(scene, "before-after", change, levels, _absolute)


def difference(scene: Scene) -> Iterator[Check]:
    """“n more than” against both levels (B - A)."""
    for change, candidates in _stated(scene):
        if not isinstance(change, Percentage) and _is_difference(change):
            levels = [c for c in candidates if c.new is not None]
            yield from _best(scene, "difference", change, levels, _absolute)


def direction(scene: Scene) -> Iterator[Check]:
    """The verb against the sign of the change between two levels, where nothing says by how much."""
    for candidates in comparisons(scene).values():
        for c in candidates:
            if c.told is None or c.new is None:
                continue
            base, new = scene.amount(c.base)[0], scene.amount(c.new)[0]
            strict, _, lenient = _gap(base, new, falls=c.told == "decrease")
            if strict is None or lenient is None or base.value is None or new.value is None:
                continue
            against = _below_nought(lenient)
            fits = strict.low is not None and strict.low > 0
            outcome: Verdict = "inconsistent" if against else "consistent" if fits else "undetermined"
            sum_ = f"{written(new.value)} − {written(base.value)} = {written(new.value - base.value)}"
            operands = [("new", c.new), ("base", c.base)]
            yield judged(scene, "direction", operands, outcome, sum_, recomputed=strict, gross=against)


def _stated(scene: Scene) -> Iterator[tuple[Claim, list[Comparison]]]:
    """The changes of a release with the comparisons that they may be of."""
    for candidates in comparisons(scene).values():
        if candidates and candidates[0].change is not None:
            yield candidates[0].change, candidates


def _is_difference(change: Claim) -> bool:
    """“36 more constables” is a difference; "up 880" and "an increase of 880" go from before to after."""
    return bool({"more", "fewer", "less", "over", "under", "above", "below"} & set(change.text.lower().split()[1:]))


# What a comparison comes to: the recomputed pair, the line of arithmetic, and whether the message is turned round.
Sum = tuple[Recomputed, "str | None", bool]


def _best(
    scene: Scene,
    rule: str,
    change: Claim,
    candidates: list[Comparison],
    compute: Callable[[Scene, Comparison], Sum],
) -> Iterator[Check]:
    """The check of a change: with the first comparison that fits, else the likeliest if it is firm."""
    claimed = scene.amount(change)[0]
    vague = is_open(claimed)  # (it fits almost anything)
    sums = [(c, compute(scene, c)) for c in candidates if c.firm or not vague]
    outcomes = [("inconsistent" if opposed else weigh(claimed, pair)) for _, (pair, _, opposed) in sums]
    firm = next((at for at, (c, _) in enumerate(sums) if c.firm), None)
    at = outcomes.index("consistent") if "consistent" in outcomes else firm
    if at is None:
        return
    c, (pair, arithmetic, opposed) = sums[at]
    role = "percent" if rule == "change-of-baseline" else "change"
    operands: list[Role] = [(role, change), ("base", c.base)]
    if c.delta is not None and isinstance(change, Percentage) and change.form != "points":
        operands.append(("delta", c.delta))
    elif c.new is not None:
        operands.append(("new", c.new))
    hint = _slip(claimed, scene.amount(c.base)[0], scene.amount(c.new)[0]) if c.new is not None else None
    aimed = scene.cue("aimed").search(change.sentence) is not None
    doubt = "not_asserted" if aimed else None
    yield settle(scene, rule, operands, claimed, pair, arithmetic, opposed=opposed, hint=hint, doubt=doubt)


def _relative(scene: Scene, c: Comparison) -> Sum:
    base, said = scene.amount(c.base)[0], getattr(c.change, "change", None)
    if c.delta is not None:
        delta = scene.amount(c.delta)[0]
        opposed = getattr(c.delta, "change", None) not in {None, getattr(c.change, "change", None)}
        sum_ = None
        if delta.value and base.value:
            sum_ = f"{written(delta.value)} ÷ {written(base.value)} = {percent(100 * delta.value / base.value)}"
        return [share(delta, base, reading) for reading in AS_OPERANDS], sum_, opposed
    if c.new is None:
        return NOTHING, None, False
    new = scene.amount(c.new)[0]
    lower = base.value is not None and new.value is not None and new.value < base.value
    falls = said == "decrease" if said else lower
    rises = [rise(base, new, reading) for reading in AS_OPERANDS]
    risen = [r and -r for r in rises] if falls else rises
    sum_ = None
    if base.value and new.value is not None:
        less, more = (new.value, base.value) if falls else (base.value, new.value)
        result = percent(100 * (more - less) / base.value)
        sum_ = f"({written(more)} − {written(less)}) ÷ {written(base.value)} = {result}"
    return risen, sum_, _below_nought(risen[-1])


def _absolute(scene: Scene, c: Comparison) -> Sum:
    if c.new is None:
        return NOTHING, None, False
    base, new = scene.amount(c.base)[0], scene.amount(c.new)[0]
    said = getattr(c.change, "change", None)
    lower = base.value is not None and new.value is not None and new.value < base.value
    pair = _gap(base, new, falls=said == "decrease" if said else lower)
    sum_ = None
    if base.value is not None and new.value is not None:
        more, less = max(new.value, base.value), min(new.value, base.value)
        sum_ = f"{written(more)} − {written(less)} = {written(more - less)}"
    return pair, sum_, _below_nought(pair[-1])


def _factor(scene: Scene, c: Comparison) -> Sum:
    if c.new is None:
        return NOTHING, None, False
    base, new = scene.amount(c.base)[0], scene.amount(c.new)[0]
    sum_ = None
    if base.value and new.value is not None:
        sum_ = f"{written(new.value)} ÷ {written(base.value)} = {written(round(new.value / base.value, 2))}"
    return [ratio(base, new, reading) for reading in AS_OPERANDS], sum_, False


def _gap(base: Figure, new: Figure, *, falls: bool) -> Recomputed:
    """How far `new` lies above `base` (below it where the change is a fall): of the printed digits, and leniently."""
    pairs = []
    for reading in AS_OPERANDS:
        a, b = to_the_digit(base, reading), to_the_digit(new, reading)
        if falls:
            a, b = b, a
        pairs.append(None if a is None or b is None else b + -a)
    return pairs


def _below_nought(interval: Interval | None) -> bool:
    """Whether nothing of an interval reaches nought: the message is turned round."""
    return interval is not None and interval.high is not None and interval.high < 0


def _slip(claimed: Figure, base: Figure, new: Figure) -> str | None:
    """The known slip that explains a percentage, if one does."""
    own = claimed.interval("strict")
    if own is None or not base.value or not new.value or claimed.style != "percent":
        return None
    slips = {
        "fits if divided by the new value": 100 * abs(new.value - base.value) / new.value,
        "fits as what is left of the old value": 100 * new.value / base.value,
        "fits as percentage points": abs(new.value - base.value) if base.style == "percent" else Fraction(-1),
        "fits with the decimal point moved": 10 * 100 * abs(new.value - base.value) / base.value,
    }
    return next((hint for hint, value in slips.items() if Interval.at(value).meets(own)), None)
