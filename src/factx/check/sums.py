"""Parts against the total that they make up: in a sentence, in a list, in a table; shares that make a hundred."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from factx.check.outcome import AS_OPERANDS, Recomputed, is_open, judged, settle, weigh, written
from factx.claims import Age, Count, Duration, Percentage
from factx.figures import Interval, to_the_digit, whole_of_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factx.check.outcome import Role
    from factx.check.scene import Scene
    from factx.claims import Check, Claim
    from factx.figures import Figure

# How many sentences before a list its total may stand.
_LEAD = 6
# A smaller total that fits may do so by chance.
_FEW = 10
# What percentages that are meant to make a hundred come to, however wrong they are.
_NEAR = Interval(Fraction(80), Fraction(130))
# More parts than this, of a total of this or more, do not fit by chance.
_SEVERAL = 2, 30
# How many rows a table may have above its total.
_ROWS = 60


@dataclass(frozen=True, slots=True)
class Total:
    """A `whole` with `parts` that come to it; `firm` where words or a table say that these are all of them."""

    whole: Claim
    parts: tuple[Claim, ...]
    firm: bool


def sum_of_parts(scene: Scene) -> Iterator[Check]:
    """The sum of parts against the total that is printed for them."""
    taken: set[str] = set()
    for total in totals_of(scene):
        if total.whole.id in taken:
            continue
        claimed = scene.amount(total.whole)[0]
        figures = [scene.amount(c)[0] for c in total.parts]
        pair = sum_of(scene, total)
        firm = total.firm and not any(scene.is_charge(c) for c in (total.whole, *total.parts))
        if not firm and (weigh(claimed, pair) != "consistent" or not _sure(scene, total, claimed, figures)):
            continue
        taken.add(total.whole.id)
        operands: list[Role] = [("total", total.whole), *(("part", c) for c in total.parts)]
        yield settle(scene, "sum-of-parts", operands, claimed, pair, _line(figures), asserted=False)


def _sure(scene: Scene, total: Total, claimed: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a sum that fits is hardly by chance: nothing open-ended, no charges, one noun, and people or no few."""
    claims = (total.whole, *total.parts)
    if is_open(claimed, *figures) or any(scene.is_charge(c) for c in claims):
        return False
    size = claimed.value or 0
    few = size < _FEW and not isinstance(total.whole, Duration)
    people = all(isinstance(c, Count) and c.head in scene.people for c in claims)
    if len(total.parts) > _SEVERAL[0] and size >= _SEVERAL[1]:
        return True
    return (people or not few) and all(scene.akin(total.whole, c) or _is_row(scene, c) for c in total.parts)


def _is_row(scene: Scene, claim: Claim) -> bool:
    """Whether a figure has its noun from its label in a list ("bicycles: 45")."""
    item = getattr(claim, "item", None)
    return item is not None and item.lower() == scene.label(claim)


def _sum(figures: Sequence[Figure]) -> Recomputed:
    """The sum of the printed digits, and what it may be leniently."""
    sums = []
    for reading in AS_OPERANDS:
        intervals = [to_the_digit(figure, reading) for figure in figures]
        known = [interval for interval in intervals if interval is not None]
        sums.append(sum(known, Interval.at(0)) if len(known) == len(intervals) else None)
    return sums


def _line(figures: Sequence[Figure]) -> str | None:
    values = [f.value for f in figures]
    if any(v is None for v in values):
        return None
    known = [v for v in values if v is not None]
    return f"{' + '.join(written(v) for v in known)} = {written(sum(known, Fraction(0)))}"


def sum_of(scene: Scene, total: Total) -> Recomputed:
    """What the parts of a total come to."""
    return _sum([scene.amount(c)[0] for c in total.parts])


@lru_cache(maxsize=1)
def totals_of(scene: Scene) -> list[Total]:
    """The totals of a release: those that words make sure of first."""
    found = [*_tables(scene), *_in_sentences(scene), *_in_lists(scene), *_terms(scene)]
    return sorted(found, key=lambda t: (not t.firm, t.whole.start))


def _in_sentences(scene: Scene) -> Iterator[Total]:
    """A run of figures joined by commas and "and", with its total before it or behind."""
    for number, claims in enumerate(scene.by_sentence):
        levels: list[Claim] = [c for c in claims if scene.is_level(c) and not isinstance(c, Percentage)]
        for run in _runs(scene, levels[1:] if levels and is_fronted(scene, levels[0]) else levels):
            before = levels[levels.index(run[0]) - 1] if levels.index(run[0]) else None
            behind = levels[levels.index(run[-1]) + 1 :][:1]
            if before is not None and _sums_to(scene, run, before):
                between = scene.between(before, run[0])
                opened = scene.cue("breakdown").fullmatch(between) is not None
                closed = scene.cue("closed").match(scene.after(run[-1])) is not None
                yield Total(
                    before, tuple(run), opened and closed and _joined(scene, run) and _of_a_kind(scene, run, before)
                )
            if behind and _sums_to(scene, run, behind[0]):
                making = scene.cue("making").fullmatch(scene.between(run[-1], behind[0])) is not None
                yield Total(behind[0], tuple(run), making)
            if number and before is None:
                yield from _referring(scene, number, run)
                fronted = scene.cue("of_them").search(scene.opening(number)) is not None
                earlier = [c for c in scene.window(number - 1, 1) if scene.is_level(c) and _sums_to(scene, run, c)]
                rest = scene.cue("rest").search(scene.sentences[number].text) is not None
                for whole in earlier[-3:]:
                    yield Total(whole, tuple(run), fronted and rest and len(earlier) == 1)


def _referring(scene: Scene, number: int, run: list[Claim]) -> Iterator[Total]:
    """“In all 75 arrests were made. They comprised 39 for …, 17 for … and nine for …”."""
    lead = scene.sentences[number].text[: max(0, run[0].start - scene.sentences[number].start)]
    wholes = [c for c in scene.by_sentence[number - 1] if scene.is_level(c) and _sums_to(scene, run, c)]
    said = scene.cue("referring").match(lead)
    noun = said["noun"] if said is not None else None
    named = noun is None or (
        len(wholes) == 1 and noun.lower().startswith((getattr(wholes[0], "head", None) or "\0")[:4])
    )
    if len(wholes) == 1 and said is not None and named and _joined(scene, run):
        closed = scene.cue("closed").match(scene.after(run[-1])) is not None
        yield Total(wholes[0], tuple(run), closed and _of_a_kind(scene, run, wholes[0]))


def is_fronted(scene: Scene, level: Claim) -> bool:
    """Whether a sentence opens with a whole: "Of the 306, 58 are part-time", but not "Of these 35 were fined"."""
    before = scene.before(level)
    if not scene.cue("whole_before").search(before):
        return False
    pointing = scene.cue("pointing_before").search(before)
    return not pointing or getattr(level, "item", None) is not None


def _runs(scene: Scene, levels: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The longest runs of two figures or more that are joined as a list, and each with its first figure left out."""
    run: list[Claim] = []
    for level in levels:
        joined = bool(run) and scene.cue("joint").fullmatch(_bare(scene, run[-1], level)) is not None
        if run and not (joined and _summable(scene, run[-1], level)):
            yield from _long(run)
            run = []
        run.append(level)
    yield from _long(run)


def _bare(scene: Scene, first: Claim, second: Claim) -> str:
    """What stands between two figures, without the shares in brackets: "930 calls (44 per cent), next …"."""
    return re.sub(r"\s?\(?\{[spat]\d+\}\)?", "", scene.between(first, second))


def _long(run: list[Claim]) -> Iterator[list[Claim]]:
    if len(run) > 1:
        yield run
    if len(run) > 2:
        yield run[1:]
        yield run[:-1]


def _joined(scene: Scene, run: Sequence[Claim]) -> bool:
    """Whether the last of a run is joined to the others by "and": the list is whole."""
    return scene.cue("last_joint").search(scene.between(run[-2], run[-1])) is not None


def _of_a_kind(scene: Scene, run: Sequence[Claim], whole: Claim) -> bool:
    """Whether the parts may all be of the whole: people, or nothing says that one of them is something else."""
    if not isinstance(whole, Count):
        return True
    heads = {c.head for c in run if isinstance(c, Count) and c.item is not None}
    people = scene.people
    return (
        (heads <= people and (whole.head is None or whole.head in people))
        if heads & people
        else whole.head not in people
    )


def _summable(scene: Scene, first: Claim, second: Claim) -> bool:
    """Whether two figures can be added: one unit, and no ages."""
    same = type(first) is type(second) and scene.amount(first)[1] == scene.amount(second)[1]
    return same and not isinstance(first, Age | Percentage)


def _sums_to(scene: Scene, run: Sequence[Claim], whole: Claim) -> bool:
    """Whether a figure can be the total of a run: the same unit, and no smaller than any part."""
    size = scene.amount(whole)[0].value
    values = [scene.amount(c)[0].value for c in run]
    return _summable(scene, run[0], whole) and size is not None and all(v is not None and v <= size for v in values)


def _rows(scene: Scene) -> Iterator[list[list[Claim]]]:
    """Stretches of list items or table rows that stand together, each with the figures of one item."""
    rows: list[list[Claim]] = []
    last = None
    for number, claims in enumerate(scene.by_sentence):
        sentence = scene.sentences[number]
        figures = [c for c in claims if c.id in scene.figures]
        together = last is not None and (
            scene.sentences[last].block == sentence.block or (sentence.bullet and scene.sentences[last].bullet)
        )
        if last is not None and sentence.paragraph == scene.sentences[last].paragraph:
            continue
        leads = sentence.text.rstrip().endswith(":")  # ("Breakdown of the 74 thefts by county:")
        if rows and (leads or not together):
            yield rows
            rows = []
        if figures and not leads:
            rows.append(figures)
        last = number
    yield rows


def _tables(scene: Scene) -> Iterator[Total]:
    """The columns of a table above its row of totals."""
    for rows in _rows(scene):
        for at, row in enumerate(rows):
            if at < 2 or not _is_total(scene, row[0]):
                continue
            above = rows[max(0, at - _ROWS) : at]
            for column, whole in enumerate(row):
                parts = [r[column] for r in above if len(r) == len(row)]
                if (
                    len(parts) == len(above)
                    and all(scene.is_level(c) for c in (*parts, whole))
                    and not isinstance(whole, Percentage)
                ):
                    yield Total(whole, tuple(parts), all(_summable(scene, c, whole) for c in parts))


def _is_total(scene: Scene, claim: Claim) -> bool:
    """Whether a figure stands in a row that is labelled as a total."""
    label = scene.label(claim)
    return label in scene.lexicon.counts.totals or label.startswith("total ")


def _figure_of(scene: Scene, row: list[Claim]) -> Claim:
    """The figure of a list item: the one behind its label ("Guns (three of them imitation): 12"), else the first."""
    labelled = (c for c in row if scene.is_level(c) and scene.cue("label_before").search(scene.before(c)))
    return next(labelled, row[0])


def _in_lists(scene: Scene) -> Iterator[Total]:
    """The first figure of each item of a list, with a total in what leads into it."""
    for rows in _rows(scene):
        firsts = [_figure_of(scene, row) for row in rows]
        if len(firsts) < 2 or not all(scene.is_level(c) for c in firsts) or isinstance(firsts[0], Percentage):
            continue
        number = scene.sentence_of(firsts[0])
        end = scene.sentence_of(rows[-1][0])
        lead = [c for c in scene.window(number - 1, _LEAD) if scene.is_level(c)] if number else []
        lead += [c for c in scene.window(end + 1, 0)[:1] if scene.is_level(c)]
        for size in range(len(firsts), 1, -1):
            parts = firsts[:size]
            if all(_summable(scene, c, parts[0]) for c in parts):
                wholes = [c for c in lead if _sums_to(scene, parts, c)]
                said = number > 0 and scene.cue("all_listed").search(scene.sentences[number - 1].text) is not None
                for whole in wholes[::-1]:
                    rest = scene.cue("rest").search(" ".join(scene.label(c) for c in parts)) is not None
                    firm = (said or (rest and size == len(firsts))) and scene.sentence_of(whole) == number - 1
                    firm = firm and len([c for c in wholes if scene.sentence_of(c) == number - 1]) == 1
                    yield Total(whole, tuple(parts), firm)
                break


def _terms(scene: Scene) -> Iterator[Total]:
    """The terms of several people against "given a total of 15 years"."""
    terms = [
        c
        for c in scene.members
        if isinstance(c, Duration)
        and (c.of, c.status, c.qualifier) == ("sentence", "stated", "exact")
        and not scene.cue("suspended").match(scene.after(c))
    ]
    for whole in terms:
        if scene.cue("total_before").search(scene.before(whole)):
            parts = [c for c in terms if c.start > whole.end]
            if len(parts) > 1 and all(_summable(scene, c, whole) for c in parts):
                yield Total(whole, tuple(parts), firm=False)


def shares_to_hundred(scene: Scene) -> Iterator[Check]:
    """The percentages of a partition against a hundred."""
    for shares, firm in _partitions(scene):
        figures = [scene.figures[c.id] for c in shares]
        outcome = whole_of_shares(figures)
        if outcome not in {"consistent", "imprecise"} and not firm:
            continue
        pair = _sum(figures)
        if outcome == "inconsistent" and (pair[-1] is None or not _NEAR.meets(pair[-1])):
            continue  # (a few of many)
        if outcome == "consistent" and not firm and pair[0] != Interval.at(100):
            continue
        operands: list[Role] = [("share", c) for c in shares]
        line = _line(figures)
        yield judged(scene, "shares-to-100", operands, outcome, line and f"{line} %", recomputed=pair[0])


def _partitions(scene: Scene) -> Iterator[tuple[list[Claim], bool]]:
    """Three shares or more that stand as a list, and whether they are said to be all."""
    for rows in _rows(scene):
        shares = [[c for c in row if scene.sign(c) == "s"] for row in rows]
        if len(rows) > 2 and all(len(s) == 1 for s in shares):
            number = scene.sentence_of(rows[0][0])
            labels = " ".join(scene.before(s[0]) for s in shares)
            lead = scene.sentences[number - 1].text if number else ""
            partial = scene.cue("partial").search(lead) is not None
            yield [s[0] for s in shares], not partial and scene.cue("rest").search(labels) is not None
    for number, claims in enumerate(scene.by_sentence):
        shares_in: list[Claim] = [
            c for c in claims if scene.sign(c) == "s" and isinstance(c, Percentage) and c.form == "percent"
        ]
        if len(shares_in) > 2 and not any(scene.cue("from_before").search(scene.before(c)) for c in shares_in):
            text = scene.sentences[number].text
            rest = scene.cue("rest").search(text) is not None
            partial = scene.cue("partial").search(text) is not None
            yield shares_in, rest and not partial
