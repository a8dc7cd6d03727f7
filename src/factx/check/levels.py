"""Two levels and the change between them: which level is the base, which the new one, and which change is theirs.

Every level of a release is given its part by the words beside it (the cues of checks.toml) or by its period. A change
belongs to the levels of its own sentence; one that refers back ("That is 7% more than the 5,910") to those before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Literal

from factx import edtf
from factx.claims import Count, Date, Percentage
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factx.check.scene import Scene
    from factx.claims import Change, Claim

Part = Literal["base", "new"]
# How many sentences back the levels of "That is a drop of 12%" may stand.
_BACK = 3
# So many letters tell that "assaults" goes with "assault".
_STEM = 5
# How many of the levels around a change are tried, the closest of them.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated `change` (a percentage, an amount, points, a multiple, or none) with the levels it is measured between.

    `delta` is the same change as an amount. `firm` says that words bind the two levels and leave no other reading: only
    then may the comparison raise an alarm. `told` is the direction that the words give where no change is stated.
    """

    change: Claim | None
    base: Claim
    new: Claim | None
    delta: Claim | None = None
    firm: bool = False
    told: Change | None = None


@lru_cache(maxsize=1)
def comparisons(scene: Scene) -> dict[str, list[Comparison]]:
    """The comparisons that each change may be of, the likeliest first, by the id of the change.

    Levels with no stated change between them have one, under the id of the new level.
    """
    found: dict[str, list[Comparison]] = {}
    for number, claims in enumerate(scene.by_sentence):
        changes = [c for c in claims if scene.sign(c) in "pdox"]
        for change in changes:
            found[change.id] = list(_of_change(scene, number, change, changes))
        if not changes:
            found |= {c.new.id: [c] for c in _unstated(scene, claims) if c.new is not None}
    return _owned(scene, found)


def _owned(scene: Scene, found: dict[str, list[Comparison]]) -> dict[str, list[Comparison]]:
    """The comparisons, none of them firm whose levels stand closer to another change of the same kind."""
    nearest: dict[tuple[str, frozenset[str]], int] = {}

    def key(c: Comparison) -> tuple[str, frozenset[str]]:
        kind = scene.sign(c.change) if c.change is not None else ""
        return kind, frozenset(level.id for level in (c.base, c.new) if level is not None)

    def reach(c: Comparison) -> int:
        return _extent(c.base, c.new or c.base, c.change) if c.change is not None else 0

    for c in (c for candidates in found.values() for c in candidates):
        nearest[key(c)] = min(reach(c), nearest.get(key(c), reach(c)))
    return {
        id_: [c if reach(c) == nearest[key(c)] else replace(c, firm=False) for c in candidates]
        for id_, candidates in found.items()
    }


def _of_change(scene: Scene, number: int, change: Claim, changes: Sequence[Claim]) -> Iterator[Comparison]:
    """The comparisons of a change: within its sentence by how close they stand, else with the sentences before."""
    delta = _delta(scene, change, changes)
    refers = scene.cue("back").match(scene.opening(number)) is not None
    for back in range(_BACK + 1):
        levels = _near(scene, number, back, change)
        guessed = refers and back > 0 and _elided(scene, number, change)
        pairs = _pairs(scene, number, back, change, levels, refers=refers, guessed=guessed)
        main = _main(scene, pairs, number) if back == 1 and refers else None
        for first, second in pairs:
            base, sure = _base(scene, first, second)
            close = _contiguous(scene, change, first, second, delta) if back == 0 else (first, second) == main
            firm = sure and close and not guessed and not _apart(scene, change, first, second)
            for before, after in ((first, second), (second, first)):
                if base in {None, before}:
                    yield Comparison(change, before, after, delta, firm and _own_noun(change, before))
        if isinstance(change, Percentage) and change.form != "points" and (delta is not None or not pairs):
            yield from _without_new(scene, change, delta, changes, levels)
        if pairs and not guessed:
            return
    yield from _of_next(scene, number, change, changes)


def _near(scene: Scene, number: int, back: int, change: Claim) -> list[Claim]:
    """The levels closest to a change in its sentence and in `back` sentences before it, in text order."""
    levels = [c for c in scene.window(number, back) if scene.is_level(c) and _measures(scene, change, c)]
    levels.sort(key=lambda c: abs(c.start - change.start))
    return sorted(levels[:_NEAR], key=lambda c: c.start)


def _pairs(
    scene: Scene, number: int, back: int, change: Claim, levels: Sequence[Claim], *, refers: bool, guessed: bool
) -> list[tuple[Claim, Claim]]:
    """The pairs of levels that a change may lie between, the closest first.

    One that refers back takes the levels of its own sentence only where it is measured from one ("18% more than the
    5,910"). Where it leaves out its noun, and so do its levels, any two of a kind will do (`guessed`).
    """
    alike = [p for p in combinations(levels, 2) if (type(p[0]) is type(p[1]) if guessed else scene.like(*p))]
    here = [c for c in levels if scene.sentence_of(c) == number and any(c in p for p in alike)]
    own = [c for c in here if part_in_comparison(scene, c) == "base" and _from(scene, change, c)]
    if back and own:
        alike = [p for p in alike if p[0] in own or p[1] in own]
    elif refers and here and (back or change.end < here[0].start):
        alike = [p for p in alike if p[0] not in here and p[1] not in here]
    return sorted(alike, key=lambda p: _extent(p[0], p[1], change))


def _of_next(scene: Scene, number: int, change: Claim, changes: Sequence[Claim]) -> Iterator[Comparison]:
    """The two levels of the next sentence: "Burglary has halved. There were 264 … and 132 …"."""
    following = [c for c in scene.window(number + 1, 0) if scene.is_level(c) and _measures(scene, change, c)]
    if len(following) != 2 or not scene.like(*following) or getattr(change, "form", None) == "points":
        return
    base, sure = _base(scene, *following)
    alone = not any(scene.sign(c) in "pdox" for c in scene.by_sentence[number + 1])
    named = any(getattr(c, "item", None) is not None and _is_of(change, c) for c in following)
    firm = sure and alone and named and len(changes) == 1 and not _apart(scene, change, *following)
    for before, after in (following, following[::-1]):
        if base in {None, before}:
            yield Comparison(change, before, after, firm=firm)


def _elided(scene: Scene, number: int, change: Claim) -> bool:
    """Whether a change and the levels beside it all leave out their noun, and refer to the paragraph before."""
    own = [change, *(c for c in scene.by_sentence[number] if scene.is_level(c))]
    opens = not number or scene.sentences[number].paragraph != scene.sentences[number - 1].paragraph
    return opens and all(isinstance(c, Count) and c.item is None for c in own)


def _from(scene: Scene, change: Claim, level: Claim) -> bool:
    """Whether a change is measured from the level behind it: "7% more than the 5,910"."""
    return level.start > change.end and scene.cue("than").fullmatch(scene.between(change, level)) is not None


def _is_of(change: Claim, level: Claim) -> bool:
    """Whether a percentage is said to be of what a level counts."""
    of, head = (getattr(change, "of", None) or "").lower().split(), getattr(level, "head", None)
    per = re.search(r"\bper\b", level.text) is not None  # (a rate falls otherwise than the number)
    return head is not None and not per and any(word.startswith(head[:_STEM]) for word in of)


def _without_new(
    scene: Scene, change: Claim, delta: Claim | None, changes: Sequence[Claim], levels: Sequence[Claim]
) -> Iterator[Comparison]:
    """A percentage of the change in figures and its base: "212 fewer thefts than the 2,356 …, a fall of 9 per cent"."""
    sizes = sorted((c for c in changes if scene.sign(c) == "d"), key=lambda c: abs(c.start - change.start))
    size = delta or next(iter(sizes), None)
    bases = [
        c
        for c in levels
        if part_in_comparison(scene, c) == "base"
        and not scene.cue("new_before").search(scene.before(c))
        and size is not None
        and c.start > size.end
    ]
    if size is not None and bases and scene.like(size, bases[0]):
        firm = _contiguous(scene, change, size, bases[0], size) and not _apart(scene, change, size, bases[0])
        yield Comparison(change, bases[0], None, size, firm)


def _main(scene: Scene, pairs: Sequence[tuple[Claim, Claim]], number: int) -> tuple[Claim, Claim] | None:
    """The pair that "That is a drop of 12%" means: its own base with the main figure before, or the only pair."""
    own = [c for c in scene.by_sentence[number] if scene.is_level(c)]
    before = [c for c in scene.by_sentence[max(0, number - 1)] if scene.is_level(c)]
    if len(own) != 1:
        only = len(pairs) == 1 and not own and all(c in pairs[0] for c in before if scene.like(c, pairs[0][0]))
        return pairs[0] if only else None
    before = [c for c in before if scene.like(c, own[0])]
    if not before or part_in_comparison(scene, own[0]) != "base":
        return None
    total = scene.cue("back_total").match(scene.opening(number))
    alone = len(before) == 1 or (total is not None and part_in_comparison(scene, before[0]) != "base")
    return (before[0], own[0]) if alone else None


def _measures(scene: Scene, change: Claim, level: Claim) -> bool:
    """Whether a level can be what a change is measured on: its kind, and a rate where that is one."""
    if isinstance(change, Percentage):
        return isinstance(level, Percentage) or change.form != "points"
    return type(change) is type(level) and scene.is_rate(change) == scene.is_rate(level)


def _own_noun(change: Claim, level: Claim) -> bool:
    """Whether an amount of change counts what the level counts: not "33 fewer injuries" of 455 incidents."""
    if not isinstance(change, Count) or not isinstance(level, Count) or None in {change.item, level.item}:
        return True
    return change.head == level.head


def _delta(scene: Scene, change: Claim, changes: Sequence[Claim]) -> Claim | None:
    """The amount that a percentage of change is glossed with: "a rise of 880 (2.1%)"."""
    if not isinstance(change, Percentage):
        return None
    amounts = [c for c in changes if scene.sign(c) == "d"]
    return next((c for c in amounts if scene.cue("gloss").fullmatch(scene.between(change, c))), None)


def _extent(first: Claim, second: Claim, change: Claim) -> int:
    return max(first.end, second.end, change.end) - min(first.start, second.start, change.start)


def _contiguous(scene: Scene, change: Claim, first: Claim, second: Claim, delta: Claim | None) -> bool:
    """Whether nothing else is counted between two levels and their change; the same change in another form may be."""
    low = min(first.start, second.start, change.start)
    high = max(first.end, second.end, change.end)
    own = {c.id for c in (change, first, second, delta) if c is not None}
    between = [c for c in scene.inside(low + 1, high) if c.id not in own and scene.sign(c) in "nmulspdox"]
    return all(scene.sign(c) in "pdox" and scene.sign(c) != scene.sign(change) for c in between)


def _apart(scene: Scene, change: Claim, first: Claim, second: Claim) -> bool:
    """Whether the change is said of something else than the levels: "while", "than planned", "since 2019"."""
    dates = [c for c in scene.inside(change.end, change.end + 2) if isinstance(c, Date)]
    if dates and dates[0].text.lower().startswith("since"):
        return True  # "doubled since 2017, rising from 480 to 530 in the last year"
    if scene.cue("a_year").match(scene.after(change)):
        return True  # "27% a year, from 98 to 52"
    nearest = min((first, second), key=lambda c: abs(c.start - change.start))
    words = scene.between(change, nearest)
    if nearest.start > change.start and scene.cue("another_change").search(words):
        return True  # "fell by 8% nationally, compared with the force's own drop from 3,100 to 2,945"
    if scene.cue("signed").search(change.sentence):
        return True  # (a surplus and a deficit have no sign of their own)
    behind = [c for c in scene.by_sentence[scene.sentence_of(change)] if c.start >= change.end and scene.is_level(c)]
    other = behind[0] if behind and behind[0] not in (first, second) else None
    if other is not None and scene.cue("its_own_base").fullmatch(scene.between(change, other)):
        return True  # "85 mph on a 55 mph road, twice the limit of 0.05"
    if scene.cue("parted").search(scene.between(first, second)):
        return True  # "rose 20 per cent, from 200, and 14 arrests were made"
    return bool(scene.cue("apart").search(words) or scene.cue("other_base").match(scene.after(change)))


def _base(scene: Scene, first: Claim, second: Claim) -> tuple[Claim | None, bool]:
    """Which of two levels is the one that the other is compared with, and whether words or dates say so of it."""
    parts = part_in_comparison(scene, first), part_in_comparison(scene, second)
    earlier = _earlier(first, second)
    if earlier is not None and "base" not in parts:
        return earlier, True
    match parts:
        case ("base", "new" | None):
            return first, True
        case ("new" | None, "base"):
            return second, True
        case (None, "new"):
            return first, False
        case ("new", None):
            return second, False
    return earlier, earlier is not None


def _earlier(first: Claim, second: Claim) -> Claim | None:
    """Which of two levels is of an earlier time; None where one has none, or both have the same."""
    one, two = _time(first), _time(second)
    if one is None or two is None or one == two:
        return None
    return first if one < two else second


def _time(claim: Claim) -> tuple[str, str] | None:
    period = getattr(claim, "period", None)
    if period is None:
        return None
    first, last = edtf.days(period.value)
    return (str(first), str(last)) if first is not None and last is not None else None


def part_in_comparison(scene: Scene, level: Claim) -> Part | None:
    """What the words beside a level make it."""
    before, after = scene.before(level), scene.after(level)
    base = scene.cue("base_before").search(before) or scene.cue("base_after").match(after)
    new = scene.cue("new_before").search(before) or scene.cue("new_after").match(after)
    if bool(base) == bool(new):
        return None
    return "base" if base else "new"


def _unstated(scene: Scene, claims: Sequence[Claim]) -> Iterator[Comparison]:
    """The only two levels of a sentence, where its words say that one rose or fell to the other."""
    levels = [c for c in claims if scene.is_level(c)]
    if len(levels) > 2:  # "from 64 to 47, while Woking had 38"
        levels = next((list(p) for p in pairwise(levels) if _from_to(scene, *p)), [])
    if len(levels) != 2 or not scene.like(*levels):
        return
    base, _ = _base(scene, *levels)
    told = _told(scene, *levels)
    signed = scene.cue("signed").search(scene.sentences[scene.sentence_of(levels[0])].text)
    if base is not None and told is not None and not signed and part_in_comparison(scene, base) == "base":
        new = levels[1] if base is levels[0] else levels[0]
        yield Comparison(None, base, new, firm=True, told=told)


def _from_to(scene: Scene, first: Claim, second: Claim) -> bool:
    """Whether words lead from one level to the next."""
    led = scene.cue("led_to").fullmatch(scene.between(first, second)) is not None
    return led and scene.cue("from_before").search(scene.before(first)) is not None


def _told(scene: Scene, first: Claim, second: Claim) -> Change | None:
    """Whether the clause of two levels says that something rose or fell; None where it says neither, or both."""
    sentence = scene.sentences[scene.sentence_of(first)]
    start, end = first.start - sentence.start, second.end - sentence.start
    lead = scene.cue("clause").split(sentence.text[:start])[-1]
    words = lead + sentence.text[start:end] + scene.cue("clause").split(sentence.text[end:])[0]
    said: list[Change] = [d for d in ("increase", "decrease") if _moving(scene.lexicon, d).search(words)]
    return said[0] if len(said) == 1 else None


@cache
def _moving(lexicon: Lexicon, direction: Change) -> re.Pattern[str]:
    table = getattr(lexicon.change, direction)
    words = any_of([*table.forms, *table.nouns, *table.adverbs])
    return re.compile(rf"\b(?:{words})\b|\A(?:{any_of(table.comparatives)})\s", re.IGNORECASE)
