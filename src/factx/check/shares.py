"""A part against its whole: the share that the text states, or only that no part is larger than its whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from factx.check.levels import part_in_comparison
from factx.check.outcome import AS_OPERANDS, Recomputed, is_open, judged, percent, settle, weigh, written
from factx.check.sums import is_fronted, sum_of, totals_of
from factx.claims import Count, Percentage
from factx.figures import Interval, possible_share, share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factx.check.outcome import Role
    from factx.check.scene import Scene
    from factx.claims import Check, Claim
    from factx.figures import Figure

# How many paragraphs back the whole of "58 (19 per cent) are part-time" may stand.
_BACK = 2
# How many sentences back at most.
_FAR = 15
# Of so many figures, the nearest.
_MANY = 30
# So many letters tell that "arrested" goes with "arrests".
_STEM = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A `part` and the `whole` that words bind it to, with the percentage or fraction that it is said to be."""

    part: Claim
    whole: Claim | None
    share: Claim | None = None
    likeliest: bool = False
    loose: bool = False


@lru_cache(maxsize=1)
def parts(scene: Scene) -> list[Part]:
    """Every part that is glossed with a share, or that words bind to a whole; each once."""
    found: list[Part] = []
    for number, claims in enumerate(scene.by_sentence):
        levels: list[Claim] = [c for c in claims if scene.is_level(c) and not isinstance(c, Percentage)]
        fronted = next((c for c in levels[:1] if is_fronted(scene, c)), None)
        taken: set[str] = set()
        for share_ in (c for c in claims if scene.sign(c) == "s" and _is_share(c)):
            loose = False
            part, whole = _of_share(scene, share_, [c for c in levels if c.id not in taken and c is not fronted])
            alone = not levels and sum(scene.sign(c) == "s" for c in claims) == 1
            if part is None and whole is None and alone:
                part, loose = _pointed_at(scene, number, share_), True
                whole = _fronted_before(scene, number, part)
                loose = whole is None
            if part is not None:
                taken |= {part.id, whole.id if whole else part.id}
                whole = whole or (fronted if fronted and scene.akin(part, fronted) else None)
                found.append(Part(part, whole, share_, loose=loose))
        for level in (c for c in levels if not scene.is_charge(c) and scene.figures[c.id].value != 0):
            if scene.cue("no_part_before").search(scene.before(level)):
                continue
            whole = _whole(scene, level, levels, "of_the") or (fronted if level in levels[1:2] else None)
            whole = whole or _including(scene, level, levels)
            likeliest = whole is None
            whole = whole or _meant(scene, number, level)
            if level.id not in taken and whole is not None and whole is not level and scene.akin(level, whole):
                found.append(Part(level, whole, likeliest=likeliest))
    return found


@lru_cache(maxsize=1)
def _with_share(scene: Scene) -> frozenset[str]:
    """The parts that have a share of their own."""
    return frozenset(p.part.id for p in parts(scene) if p.share is not None)


def _is_share(claim: Claim) -> bool:
    return isinstance(claim, Percentage) and claim.form in {"percent", "fraction", "ratio"}


def _of_share(scene: Scene, share_: Claim, levels: list[Claim]) -> tuple[Claim | None, Claim | None]:
    """The part that a share is another form of, and the whole that words give one of them.

    "84 of the 120 (70%)", "58 (19 per cent)", "half of the 730 fines, 361,", "one in five riders (31)".
    """
    before, after = ([c for c in levels if c.end <= share_.start], [c for c in levels if c.start >= share_.end])
    of_them = scene.cue("of_pronoun").match(scene.after(share_))
    or_so = before and scene.cue("or_before").search(scene.before(share_))
    if before and (or_so or not of_them) and scene.cue("part_then_share").fullmatch(scene.between(before[-1], share_)):
        whole = before[-1]
        if len(before) > 1 and _whole(scene, before[-2], levels) is whole:
            most = scene.cue("no_part_before").search(scene.before(before[-2]))  # "all but nine of the 88 survived"
            return (None if most else before[-2]), whole
        return whole, _whole(scene, whole, levels) or _whole(scene, share_, levels)
    if after and _whole(scene, share_, levels) is after[0]:
        own = len(after) > 1 and not scene.cue("of_pronoun").search(after[1].text)
        glossed = own and scene.cue("share_then_part").fullmatch(scene.between(after[0], after[1]))
        return (after[1] if glossed else None), after[0]
    if after and scene.cue("share_then_part").fullmatch(scene.between(share_, after[0])):
        return after[0], _whole(scene, after[0], levels)
    return None, None


def _pointed_at(scene: Scene, number: int, share_: Claim) -> Claim | None:
    """The last figure of the sentence before "This represents 30 per cent of all", "Almost half of those"."""
    pointing = scene.cue("back").match(scene.opening(number)) or scene.cue("of_pronoun").match(scene.after(share_))
    if not number or not pointing:
        return None
    levels = [c for c in scene.by_sentence[number - 1] if scene.is_level(c) and not isinstance(c, Percentage)]
    return levels[-1] if levels else None


def _including(scene: Scene, part: Claim, levels: list[Claim]) -> Claim | None:
    """The figure just before "including three women"."""
    before = [c for c in levels if c.end <= part.start]
    if not before or not scene.cue("including").fullmatch(scene.between(before[-1], part)):
        return None
    return before[-1] if scene.akin(part, before[-1]) else None


def _meant(scene: Scene, number: int, part: Claim) -> Claim | None:
    """The figure that "19 of them", "205 of which" or "Of these, 75" goes back to: the one of its unit just before."""
    opens = scene.cue("fronted_alone").match(scene.opening(number))
    levels = [c for c in scene.by_sentence[number] if scene.is_level(c)]
    of_them = scene.cue("of_pronoun").search(part.text) or scene.cue("of_pronoun").match(scene.after(part))
    if scene.cue("of_before").search(scene.before(part)) or (of_them and levels[:1] != [part]):
        before = [c for c in levels if c.end <= part.start and scene.like(c, part)]
        whole_first = [c for c in before if not scene.cue("of_pronoun").search(c.text)]
        if whole_first:
            return whole_first[-1]
    if not (of_them or (opens and levels[:1] == [part])) or not number:
        return None
    earlier = [c for c in scene.by_sentence[number - 1] if scene.is_level(c) and scene.like(c, part)]
    return earlier[0] if len(earlier) == 1 else None


def _before(scene: Scene, part: Claim) -> list[Claim]:
    """The figures like a part in its sentence and the one before, the nearest first."""
    relative = scene.cue("relative").search(f"{scene.before(part)}{{}}{part.text}{scene.after(part)}") is not None
    near = scene.window(scene.sentence_of(part), 0 if relative else 1)
    return [c for c in reversed(near) if c.end <= part.start and scene.is_level(c) and type(c) is type(part)]


def _fronted_before(scene: Scene, number: int, part: Claim | None) -> Claim | None:
    """The whole of "Of the 2,050 tests, 492 were positive. That is a share of 24 per cent"."""
    levels: list[Claim] = [c for c in scene.by_sentence[number - 1] if scene.is_level(c)] if number else []
    points = scene.cue("back").match(scene.opening(number)) is not None
    own = len(levels) == len(("whole", "part")) and levels[1] is part and is_fronted(scene, levels[0])
    return levels[0] if points and own else None


def _whole(scene: Scene, part: Claim, levels: list[Claim], name: str = "of") -> Claim | None:
    """The figure behind "of the" that follows a part or its share."""
    after = [c for c in levels if c.start >= part.end]
    if not after or not scene.cue(name).fullmatch(scene.between(part, after[0])):
        return None
    return after[0] if isinstance(part, Percentage) or scene.akin(part, after[0]) else None


def share_of_total(scene: Scene) -> Iterator[Check]:
    """A share against its part and its whole: 100·n/D."""
    for bound in [*parts(scene), *_labelled(scene)]:
        if bound.share is None:
            continue
        claimed, part = scene.figures[bound.share.id], scene.amount(bound.part)[0]
        candidates = [bound.whole] if bound.whole is not None else _antecedents(scene, bound) + _beside(scene, bound)
        pairs = [(c, _share(part, scene.amount(c)[0])) for c in candidates]
        vague = bound.whole is None and is_open(claimed, part) and not (len(candidates) and _refers(scene, bound))
        fits = next((pair for pair in pairs if not vague and weigh(claimed, pair[1]) == "consistent"), None)
        meant = _of_those(scene, bound)
        only = len(_antecedents(scene, bound)) == 1 and scene.same_noun(bound.part, pairs[0][0])
        if meant is not None and bound.whole is None:
            pairs = [(meant, _share(part, scene.amount(meant)[0])), *pairs]
        firm = bound.whole is not None or meant is not None or (only and _refers(scene, bound))
        if fits is None and (not firm or bound.loose):
            continue
        whole, pair = fits or pairs[0]
        operands: list[Role] = [("share", bound.share), ("part", bound.part), ("whole", whole)]
        others = [] if bound.likeliest else [_share(part, scene.amount(c)[0]) for c in _antecedents(scene, bound)]
        low = pair[-1].low if pair[-1] is not None else None
        sum_ = _division(part, scene.amount(whole)[0])
        yield settle(
            scene,
            "share-of-total",
            operands,
            claimed,
            pair,
            sum_,
            others=others,
            hint="more than the whole" if low is not None and low > 100 else None,
        )


def _labelled(scene: Scene) -> Iterator[Part]:
    """The shares that are said of one row of a list whose sum is printed: "Brooklyn accounted for a fifth of them"."""
    known = {p.share.id for p in parts(scene) if p.share is not None}
    totals = [t for t in totals_of(scene) if weigh(scene.amount(t.whole)[0], sum_of(scene, t)) == "consistent"]
    rows = {scene.label(part): (part, total.whole) for total in totals for part in total.parts if scene.label(part)}
    for number, claims in enumerate(scene.by_sentence):
        opening = scene.opening(number).lower()
        for share_ in (c for c in claims if scene.sign(c) == "s" and _is_share(c) and c.id not in known):
            if not scene.cue("accounts_before").search(scene.before(share_)):
                continue
            named = [pair for label, pair in rows.items() if re.match(rf"{re.escape(label.split()[0])}\b", opening)]
            for part, whole in named[:1]:
                of = scene.after(share_).lower()
                noun = (getattr(whole, "head", None) or "\0")[:_STEM]
                if part.end < share_.start and (noun in of or scene.cue("of_all").match(of)):
                    yield Part(part, whole, share_, likeliest=True)


def _share(part: Figure, whole: Figure) -> Recomputed:
    return [share(part, whole, reading) for reading in AS_OPERANDS]


def _division(part: Figure, whole: Figure) -> str | None:
    if part.value is None or not whole.value:
        return None
    return f"{written(part.value)} ÷ {written(whole.value)} = {percent(100 * part.value / whole.value)}"


def _antecedents(scene: Scene, bound: Part) -> list[Claim]:
    """The figures before a part that could be its whole, the nearest first."""
    number, paragraph = scene.sentence_of(bound.part), scene.paragraph_of(bound.part)
    size = scene.amount(bound.part)[0].value
    glossed = _with_share(scene)  # (each is a part beside this one)
    pronoun = scene.cue("fronted_pronoun").match(scene.opening(number))
    found = [
        c
        for c in [c for c in reversed(scene.window(number, _FAR)) if c.end <= bound.part.start][:_MANY]
        if scene.is_level(c)
        and not isinstance(c, Percentage)
        and scene.paragraph_of(c) >= paragraph - _BACK
        and c is not bound.part
        and size is not None
        and c.id not in glossed
        and (scene.amount(c)[0].value or 0) > size
        and scene.akin(bound.part, c)
        and not (pronoun and scene.sentence_of(c) == number)
    ]
    return sorted(found, key=lambda c: part_in_comparison(scene, c) == "base")


def _of_those(scene: Scene, bound: Part) -> Claim | None:
    """The one number of "184 arrests" that "46 of those arrested" is of."""
    words = f"{bound.part.text} {scene.after(bound.part)}"
    done = re.search(r"\b(?:of|among) (?:those|the people|all those) ([a-z]{5})", words)
    bracketed = bound.share is not None and scene.before(bound.share).endswith("(")
    of = (getattr(bound.share, "of", None) or "").lower().split() if bracketed else []
    stem = done[1] if done is not None else of[-1][:_STEM] if of else None
    own = done is None and stem is not None and (getattr(bound.part, "head", None) or "").startswith(stem[:4])
    if stem is None or len(stem) < _STEM - 1 or own:
        return None
    named = [c for c in _antecedents(scene, bound) if _stem(c, stem)]
    return named[0] if len({scene.figures[c.id].value for c in named}) == 1 else None


def _stem(claim: Claim, stem: str) -> bool:
    return isinstance(claim, Count) and any((word or "").startswith(stem) for word in (claim.head, claim.action))


def _beside(scene: Scene, bound: Part) -> list[Claim]:
    """The figures just before a part, of whatever: "90,000 letters. 450 homes, or one in 200 of them"."""
    glossed, near = _with_share(scene), scene.window(scene.sentence_of(bound.part), 2)
    earlier = [c for c in reversed(near) if c.end <= bound.part.start and type(c) is type(bound.part)][:_MANY]
    return [c for c in earlier if scene.is_level(c) and c.id not in glossed and (scene.amount(c)[0].value or 0) > 0]


def _refers(scene: Scene, bound: Part) -> bool:
    """Whether a part is said to be one of what was named before ("88 of them", "Of these 35 had no light")."""
    number = scene.sentence_of(bound.part)
    return bool(
        scene.cue("fronted_pronoun").match(scene.opening(number))
        or scene.cue("of_pronoun").search(bound.part.text)
        or (
            bound.share is not None
            and scene.sentence_of(bound.share) == number
            and scene.cue("of_pronoun").match(scene.after(bound.share))
        )
        or scene.cue("of_pronoun").match(scene.after(bound.part))
    )


def part_of_whole(scene: Scene) -> Iterator[Check]:
    """A part against the whole that words bind it to: it is no larger."""
    for bound in parts(scene):
        if bound.whole is None or bound.share is not None:
            continue
        claim = (_larger(scene, bound.part) if bound.likeliest else None) or bound.whole
        part, whole = scene.amount(bound.part)[0], scene.amount(claim)[0]
        least, most = part.interval("lenient"), whole.interval("lenient")
        if least is None or most is None or least.low is None or part.value is None or whole.value is None:
            continue
        over = most.high is not None and least.low > most.high
        sum_ = f"{written(part.value)} {'>' if over else '≤'} {written(whole.value)}"
        operands: list[Role] = [("part", bound.part), ("whole", claim)]
        yield judged(scene, "part-of-whole", operands, "inconsistent" if over else "consistent", sum_, gross=over)


def _larger(scene: Scene, part: Claim) -> Claim | None:
    """The figure nearest before a part that is as large, if there is one: it may be meant."""
    size = scene.amount(part)[0].value or 0
    return next((c for c in _before(scene, part) if (scene.amount(c)[0].value or 0) >= size), None)


def impossible_share(scene: Scene) -> Iterator[Check]:
    """A percentage of a small number of people or things: whether any whole number of them comes to it."""
    bound = {p.share.id for p in parts(scene) if p.share is not None}
    for claims in scene.by_sentence:
        levels: list[Claim] = [c for c in claims if scene.is_level(c) and isinstance(c, Count)]
        for claim in (c for c in claims if scene.sign(c) == "s" and _is_share(c) and c.id not in bound):
            fronted = next((c for c in levels[:1] if is_fronted(scene, c) and c.end < claim.start), None)
            whole = _whole(scene, claim, levels) or (fronted if len(levels) == 1 else None)
            if whole is None:
                continue
            figure, claimed = scene.figures[whole.id], scene.figures[claim.id]
            size = figure.value
            small = size is not None and size > 0 and size.denominator == 1 and size < 100 / claimed.unit
            if (
                size is None
                or not small
                or figure.qualifier != "exact"
                or figure.interval("lenient") != Interval.at(size)
            ):
                continue
            outcome = possible_share(claimed, int(size))
            nearest = round(size * (claimed.value or 0) / 100)
            sum_ = f"{nearest} ÷ {written(size)} = {percent(100 * nearest / size)}"
            yield judged(
                scene,
                "impossible-share",
                [("share", claim), ("whole", whole)],
                outcome,
                sum_,
                claimed=claimed.interval("lenient"),
                doubt="not_asserted" if scene.cue("aimed").search(claim.sentence) else None,
                hint=f"the nearest share is {nearest} of {written(size)}",
            )
