"""Exact figures as they are written, and what a reader may take them for.

Every figure stands for two intervals of exact rationals. **Strict** is the literal reading under any standard rounding
(closed ends); **lenient** is whatever a reasonable editor would defend: truncation, rounding to fives, loose fractions.
Nothing here is binary floating point. The widths are those of docs/checks.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from factx.claims import Qualifier, Verdict  # noqa: TC001 (type aliases below are read at run time)

Style = Literal["number", "percent", "fraction", "ratio", "multiple"]
# (a figure as an operand is taken as it is printed)
Reading = Literal["printed", "strict", "lenient"]

# The two readings, and the verdict where the first of them fits.
READINGS: tuple[tuple[Reading, Verdict], ...] = (("strict", "consistent"), ("lenient", "imprecise"))

_HALF = Fraction(1, 2)
# The plain fractions that people speak in; a spoken one reaches halfway to its neighbours.
_PLAIN = sorted(
    {Fraction(0), Fraction(1)}
    | {Fraction(1, d) for d in (2, 3, 4, 5, 10)}
    | {Fraction(2, 3), Fraction(3, 4), Fraction(2, 5), Fraction(3, 5), Fraction(4, 5), Fraction(9, 10)}
)


@dataclass(frozen=True, slots=True)
class Interval:
    """The rationals between `low` and `high`; None is unbounded, an open end excludes its bound."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def at(cls, value: Fraction | int) -> Interval:
        """The interval that holds one value only."""
        return cls(Fraction(value), Fraction(value))

    @classmethod
    def around(cls, value: Fraction, width: Fraction, *, is_open: bool = False) -> Interval:
        """`value` plus or minus `width`."""
        return cls(value - width, value + width, is_open, is_open)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not (self._below(other) or other._below(self))

    def _below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def within(self, other: Interval) -> bool:
        """Whether every value of this interval lies in `other`."""
        low = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        high = other.high is None or (
            self.high is not None
            and (self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open)))
        )
        return low and high

    def __neg__(self) -> Interval:
        """The interval of the negated values."""
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        """The interval of sums."""
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def times(self, factor: Fraction) -> Interval:
        """The interval of products with a positive number."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def over(self, other: Interval) -> Interval | None:
        """The interval of quotients of two positive intervals; None where the divisor may be nought or less."""
        if other.low is None or other.low <= 0 or self.low is None or self.low < 0:
            return None
        return Interval(
            Fraction(0) if other.high is None else self.low / other.high,
            None if self.high is None else self.high / other.low,
            self.low_open or (other.high_open and self.low > 0),  # (nought over anything is nought)
            self.high_open or (other.low_open and self.high != 0),
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is written.

    `value` is in the figure's own unit (per cent for a percentage, so a third is 100/3); a range has `low` and `high`
    instead. `unit` is the place of the last written digit (38.2 → 1/10, 1.2 million → 100,000). `out_of` is the m of
    "k in m". A multiple ("doubled", "three times") keeps its factor in `value`.
    """

    value: Fraction | None
    unit: Fraction = Fraction(1)
    qualifier: Qualifier = "exact"
    style: Style = "number"
    low: Fraction | None = None
    high: Fraction | None = None
    out_of: Fraction | None = None
    falling: bool = False

    def times(self, factor: Fraction) -> Figure:
        """The same figure in a unit of which `factor` make one ("two grand" in pounds)."""
        if factor == 1:
            return self
        low, high = (None if bound is None else bound * factor for bound in (self.low, self.high))
        value = None if self.value is None else self.value * factor
        return replace(self, value=value, unit=self.unit * factor, low=low, high=high)

    @property
    def place(self) -> Fraction:
        """The place of the last digit that is not nought: 4,000 → 1,000; 38 → 1; a last five halves it: 25 → 5."""
        if not self.value:
            return self.unit
        place = self.unit
        while (self.value / (place * 10)).denominator == 1:
            place *= 10
        fives = self.value / (place * 5)
        return place * 5 if fives.denominator == 1 and fives > 1 else place

    @property
    def _slack(self) -> tuple[Fraction, Fraction]:
        """How far a hedged figure reaches, strictly and leniently."""
        n, t = abs(self.value or Fraction(0)), self.place
        return min(max(t / 2, n / 20), n / 8), min(max(2 * t, n / 10), n / 4)

    def interval(self, reading: Reading) -> Interval | None:
        """What the figure may stand for; None where the words give no number ("dozens")."""
        if self.qualifier == "between" and self.low is not None and self.high is not None:
            margin = _HALF * self.unit if reading == "lenient" else Fraction(0)
            return Interval(self.low - margin, self.high + margin)
        if self.value is None:
            return None
        if reading == "printed":
            if self.qualifier == "exact" and self.style in {"number", "percent"}:
                return Interval.at(self.value)
            reading = "strict"
        if self.style == "multiple" and self.value < 1:  # "almost halved" falls by almost half
            fall = replace(self, value=100 * (1 - self.value), style="fraction").interval(reading)
            return None if fall is None else Interval.at(1) + -fall.times(Fraction(1, 100))
        if self.qualifier in {"exact", "between", "vague"}:
            return self._plain(self.value, reading)
        return self._hedged(self.value, reading)

    def _plain(self, n: Fraction, reading: Reading) -> Interval:
        match self.style:
            case "fraction":
                return _spoken(n / 100, reading).times(Fraction(100))
            case "ratio" if self.out_of is not None:
                return self._ratio(n / 100 * self.out_of, self.out_of, reading)
            case "multiple":
                width = n / 20 if reading == "strict" else max(_HALF, n / 20)
                return Interval.around(n, width)
            case "percent":
                if reading == "strict":
                    return Interval.around(n, self.unit / 2)
                if self.unit == 1 and n % 5 == 0:
                    return Interval.around(n, Fraction(5, 2))
                return Interval.around(n, self.unit, is_open=True)
            case _:
                return self._number(n, reading)

    @staticmethod
    def _ratio(k: Fraction, m: Fraction, reading: Reading) -> Interval:
        width = _HALF if reading == "strict" else Fraction(1)
        is_open = reading == "lenient"
        if k == 1 and m > width:  # one in N: it is the N that is rounded
            return Interval(100 / (m + width), 100 / (m - width), is_open, is_open)
        return Interval(100 * (k - width) / m, 100 * (k + width) / m, is_open, is_open)

    def _number(self, n: Fraction, reading: Reading) -> Interval:
        if self.unit != 1:  # 1.2 million: the written digits are the rounding
            return Interval.around(n, self.unit / 2 if reading == "strict" else self.unit, is_open=reading == "lenient")
        if n < 20 or n % 10:
            return Interval.at(n)
        tens = Fraction(10)
        while n % (tens * 10) == 0:
            tens *= 10
        rounded = n / tens < 100  # three written digits are taken for exact, two or one for a rounding
        if n >= 1000 and tens >= 100 and (rounded or reading == "lenient"):
            return Interval.around(n, tens / 2)
        return Interval.around(n, Fraction(5)) if rounded and reading == "lenient" else Interval.at(n)

    def _hedged(self, n: Fraction, reading: Reading) -> Interval:
        d, r = self._slack
        strict = reading == "strict"
        if self.style == "fraction" and self.qualifier == "nearly":
            below = _spoken(n / 100, reading).times(Fraction(100)).low
            return Interval(below, n if strict else n * Fraction(101, 100), low_open=not strict, high_open=True)
        match self.qualifier:
            case "about":
                if self.style == "fraction":
                    return _spoken(n / 100, "lenient").times(Fraction(100))
                return Interval.around(n, d if strict else r)
            case "nearly":
                if strict:
                    return Interval(n - d, n, high_open=True)
                return Interval(n - r, n + r if self.falling else n * Fraction(101, 100))
            case "over":
                slack = self.unit / 2 if self.style == "percent" and not strict else Fraction(0)
                return Interval(n - slack, None, low_open=strict or self.style == "fraction")
            case "at_least":
                return Interval(n, None)
            case "under":
                return Interval(None, n, high_open=strict)
            case _:
                return Interval(None, n)


def _spoken(n: Fraction, reading: Reading) -> Interval:
    """A plain fraction: halfway to its neighbours strictly, up to them leniently."""
    below = max((f for f in _PLAIN if f < n), default=Fraction(0))
    above = min((f for f in _PLAIN if f > n), default=Fraction(1))
    if reading == "strict":
        return Interval((below + n) / 2, (n + above) / 2)
    return Interval(below, above, low_open=True, high_open=True)


def verdict(claimed: Figure, strict: Interval | None, lenient: Interval | None) -> Verdict:
    """How a claimed figure compares with the interval recomputed from others.

    `strict` and `lenient` are the recomputed intervals under the two readings of the operands; None means that the
    operands are too vague to compute with.
    """
    own_strict, own_lenient = claimed.interval("strict"), claimed.interval("lenient")
    if strict is None or lenient is None or own_strict is None or own_lenient is None:
        return "undetermined"
    if not lenient.meets(own_lenient):
        return "inconsistent"
    if strict.meets(own_strict):
        return "consistent" if strict.within(own_lenient) else "undetermined"
    return "imprecise"


def to_the_digit(figure: Figure, reading: Reading) -> Interval | None:
    """A plain percentage beside others of its kind, read to its last digit: to the nearest five, any sum would fit."""
    if figure.style != "percent" or figure.qualifier != "exact" or figure.value is None:
        return figure.interval(reading)
    if reading == "printed":
        return Interval.at(figure.value)
    strict = reading == "strict"
    return Interval.around(figure.value, figure.unit / 2 if strict else figure.unit, is_open=not strict)


def share(part: Figure, whole: Figure, reading: Reading) -> Interval | None:
    """What share of `whole` the `part` is, in per cent; None where either is too vague."""
    n, d = part.interval(reading), whole.interval(reading)
    quotient = n.over(d) if n is not None and d is not None else None
    return quotient.times(Fraction(100)) if quotient is not None else None


def ratio(before: Figure, after: Figure, reading: Reading) -> Interval | None:
    """How many times `before` the figure `after` is; None where either is too vague."""
    a, b = to_the_digit(before, reading), to_the_digit(after, reading)
    return b.over(a) if a is not None and b is not None else None


def rise(before: Figure, after: Figure, reading: Reading) -> Interval | None:
    """The change from `before` to `after` in per cent of `before` (negative: a fall)."""
    times = ratio(before, after, reading)
    return (times + Interval.at(-1)).times(Fraction(100)) if times is not None else None


def possible_share(claimed: Figure, whole: int) -> Verdict:
    """Whether any whole number out of `whole` gives the claimed percentage."""
    for reading, answer in READINGS:
        interval = claimed.interval(reading)
        if interval is None or whole < 1:
            return "undetermined"
        if any(Interval.at(Fraction(100 * k, whole)).meets(interval) for k in range(whole + 1)):
            return answer
    return "inconsistent"


def whole_of_shares(shares: list[Figure]) -> Verdict:
    """Whether percentages of one partition can add up to a hundred."""
    hundred = Interval.at(100)
    for reading, answer in READINGS:
        total = Interval.at(0)
        for figure in shares:
            interval = to_the_digit(figure, reading)
            if interval is None:
                return "undetermined"
            total += interval
        if hundred.meets(total):
            return answer
    return "inconsistent"


def exact(value: Fraction) -> Decimal:
    """`value` as a Decimal: exactly where decimals can, else to four places (a third of a hundred is 33.3333)."""
    whole = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(whole) == value:
        return whole.quantize(Decimal(1)) if value.denominator == 1 else whole.normalize()
    return whole.quantize(Decimal("0.0001"))
