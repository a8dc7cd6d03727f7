"""Score reports against gold files, as "Gold files" of docs/claims.md says.

A claim is matched with a gold claim of its kind when their spans overlap and their values are equal, one to one, most
overlap first. Over the matched pairs every other field that the gold gives is compared; what it leaves out is not
scored, and its null must be null.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date  # noqa: TC003 (pydantic reads it at run time)
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from factx.claims import Claim, Kind, Report, Verdict
from factx.errors import InputFailed
from factx.extract import extract_release
from factx.language import Language
from factx.lexicon import lexicon
from factx.read import from_bytes
from factx.read.inputs import Input, read_input
from factx.units import same_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from factx.lexicon import Lexicon
    from factx.release import Release

KINDS: tuple[Kind, ...] = get_args(Kind)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
# The four kinds that micro-F1 is taken over.
CORE: tuple[Kind, ...] = ("percentage", "count", "date", "quote")

# Fractions have four decimals in gold files: 33.3333 is a third.
_TOLERANCE = Decimal("0.0001")


class GoldClaim(BaseModel):
    """A claim as a gold file has it: what places it, its `value`, and in `model_extra` the fields that are scored."""

    model_config = ConfigDict(frozen=True, extra="allow")

    kind: Kind
    text: str
    start: int
    end: int | None = None
    value: Decimal | str | None = None

    @property
    def stop(self) -> int:
        """The end of the span: `end`, else where the text ends (a quote's text may be elided; then `end` is given)."""
        return self.start + len(self.text) if self.end is None else self.end


class GoldCheck(BaseModel):
    """A check as a gold file has it; `claims` are the texts of its operands."""

    model_config = ConfigDict(frozen=True, extra="allow")

    rule: str
    verdict: Verdict
    claims: tuple[str, ...]


class Gold(BaseModel):
    """NAME.gold.json: the claims and checks of NAME.txt, and the date that the release is read with."""

    model_config = ConfigDict(frozen=True, extra="allow")

    published: date | None = None
    claims: tuple[GoldClaim, ...]
    checks: tuple[GoldCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are in the gold, how many factx found, and how many of these are the same."""

    gold: int = 0
    found: int = 0
    matched: int = 0

    def __add__(self, other: Tally) -> Tally:
        """The tally of both."""
        return Tally(self.gold + other.gold, self.found + other.found, self.matched + other.matched)

    @property
    def precision(self) -> float:
        """Share of the found that are right; 1 where nothing was found."""
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where there is none."""
        return self.matched / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there is nothing on either side."""
        return 2 * self.matched / (self.gold + self.found) if self.gold + self.found else 1.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many values of a field were right, of those that were scored; and of those that are given, not null."""

    right: int = 0
    scored: int = 0
    given_right: int = 0
    given: int = 0

    def __add__(self, other: Accuracy) -> Accuracy:
        """The accuracy over both."""
        return Accuracy(
            self.right + other.right,
            self.scored + other.scored,
            self.given_right + other.given_right,
            self.given + other.given,
        )

    @property
    def share(self) -> float:
        """Share of the scored that were right; 1 where none was scored."""
        return self.right / self.scored if self.scored else 1.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One difference between a report and the gold, and where: `what` is a word for its class.

    `missed` and `extra` claims, a `wrong` field of a matched one, an `ungrounded` claim, a `missed check`, a `wrong
    verdict`, and a `false alarm`: an inconsistency that the gold does not hold.
    """

    path: str
    line: int
    column: int
    what: str
    kind: str
    text: str
    detail: str = ""

    def __str__(self) -> str:
        """`path:line:column: what kind 'text' detail`."""
        return f"{self.path}:{self.line}:{self.column}: {self.what} {self.kind} {self.text!r} {self.detail}".rstrip()


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one release or of many, and every fault behind them.

    `checks` has a tally for each verdict (matched: over the same claims, with that verdict); `relations` counts the
    gold checks whose operands were bound, whatever the verdict.
    """

    releases: int = 0
    kinds: Mapping[Kind, Tally] = field(default_factory=dict)
    fields: Mapping[tuple[Kind, str], Accuracy] = field(default_factory=dict)
    checks: Mapping[Verdict, Tally] = field(default_factory=dict)
    relations: Accuracy = Accuracy()
    false_alarms: int = 0
    ungrounded: int = 0
    faults: tuple[Fault, ...] = ()

    def micro(self, kinds: Iterable[Kind] = CORE) -> Tally:
        """The tally of all claims of `kinds` together."""
        return sum((self.kinds.get(kind, Tally()) for kind in kinds), Tally())

    def __add__(self, other: Scores) -> Scores:
        """The figures over the releases of both, keys in the order of the contract."""
        pairs = sorted(
            {*self.fields, *other.fields}, key=lambda key: (KINDS.index(key[0]), list(_SCORED).index(key[1]))
        )
        return Scores(
            self.releases + other.releases,
            {k: self.kinds.get(k, Tally()) + other.kinds.get(k, Tally()) for k in KINDS},
            {p: self.fields.get(p, Accuracy()) + other.fields.get(p, Accuracy()) for p in pairs},
            {v: self.checks.get(v, Tally()) + other.checks.get(v, Tally()) for v in VERDICTS},
            self.relations + other.relations,
            self.false_alarms + other.false_alarms,
            self.ungrounded + other.ungrounded,
            self.faults + other.faults,
        )


def evaluate(folder: Path, *, model: str | None = None) -> Scores:
    """Extract every NAME.txt below `folder` that has a NAME.gold.json, and score it.

    Args:
        folder: where the gold files are; it is walked, in sorted order.
        model: the spaCy pipeline, by name; None is the lexicon's default.

    Raises:
        InputFailed: there is no gold file, or one that cannot be used.
        ModelMissing: the pipeline is not installed.
    """
    paths = sorted(folder.rglob("*.gold.json"))
    if not paths:
        raise InputFailed("no_gold", f"{folder}: there is no NAME.gold.json in this folder")
    words = lexicon()
    language = Language(model, words)
    scores = Scores()
    for path in paths:
        gold = load(path)
        release = _release(path.with_name(path.name.removesuffix(".gold.json") + ".txt"), gold.published, words)
        scores += score(extract_release(release, words, language, ["all"]), gold, release)
    return scores


def load(path: Path) -> Gold:
    """Read one gold file; its numbers are exact.

    Raises:
        InputFailed: it cannot be read, is no JSON or not of the form that docs/claims.md describes.
    """
    try:
        return Gold.model_validate(json.loads(path.read_text("utf-8"), parse_float=Decimal))
    except (OSError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputFailed("gold", f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputFailed("gold", f"{path}: {where}: {first['msg']}") from error


def _release(path: Path, published: date | None, words: Lexicon) -> Release:
    try:
        data = read_input(Input(str(path), str(path)))
        return from_bytes(data, words, source=str(path), published=published)
    except InputFailed as error:
        raise InputFailed(error.kind, f"{path}: {error}") from error


def score(report: Report, gold: Gold, release: Release) -> Scores:
    """Score one report of `release` against its gold.

    Raises:
        InputFailed: a gold claim does not stand where the gold file says.
    """
    _grounded(gold, release)
    pairs = match(report.claims, gold.claims, release.text)
    fields, wrong = _fields(pairs, release)
    checks = _checks(report, gold, release, {claim.id: expected.text for claim, expected in pairs})
    loose = [c for c in report.claims if release.text[c.start : c.end] != c.text]
    faults = [*_unmatched(report, gold, pairs, release), *wrong, *checks.faults]
    faults += [Fault(release.source, c.line, c.column, "ungrounded", c.kind, c.text) for c in loose]
    return replace(
        checks,
        releases=1,
        kinds={
            kind: Tally(
                sum(g.kind == kind for g in gold.claims),
                sum(c.kind == kind for c in report.claims),
                sum(c.kind == kind for c, _ in pairs),
            )
            for kind in KINDS
        },
        fields=fields,
        ungrounded=len(loose),
        faults=tuple(sorted(faults, key=lambda fault: (fault.line, fault.column, fault.what, fault.kind))),
    )


def _grounded(gold: Gold, release: Release) -> None:
    for claim in gold.claims:
        if "…" not in claim.text and release.text[claim.start : claim.stop] != claim.text:
            raise InputFailed("gold", f"{release.source}: the gold's {claim.text!r} does not stand at {claim.start}")


def match(claims: Iterable[Claim], gold: Iterable[GoldClaim], text: str) -> list[tuple[Claim, GoldClaim]]:
    """Pair claims with the gold claims of `text` that they equal, one to one, most overlap first, in text order."""
    candidates = [
        (min(c.end, g.stop) - max(c.start, g.start), c, g)
        for c in claims
        for g in gold
        if c.kind == g.kind and c.start < g.stop and g.start < c.end and _same_value(c, g, text)
    ]
    candidates.sort(key=lambda pair: (-pair[0], pair[1].start, pair[2].start))
    pairs: list[tuple[Claim, GoldClaim]] = []
    taken: set[int] = set()
    for _, claim, expected in candidates:
        if not taken & {id(claim), id(expected)}:
            taken |= {id(claim), id(expected)}
            pairs.append((claim, expected))
    return sorted(pairs, key=lambda pair: (pair[0].start, pair[0].end))


def _same_value(claim: Claim, gold: GoldClaim, text: str) -> bool:
    if claim.kind == "quote":
        # (A gold quote may elide its text, so its words are read from the release.)
        words = (gold.model_extra or {}).get("content") or text[gold.start : gold.stop]
        return _words(claim.content) == _words(words)
    if not _equal(claim.value, gold.value):
        return False
    if gold.value is not None:
        return True
    bounds = [key for key in ("low", "high") if key in (gold.model_extra or {})]
    return all(_equal(getattr(claim, key, None), (gold.model_extra or {})[key]) for key in bounds)


# --- The fields -------------------------------------------------------------------------------------------------------


def _equal(ours: Any, gold: Any) -> bool:
    """Equal, numbers to four decimals; null only to null."""
    if isinstance(ours, Decimal) and isinstance(gold, int | Decimal):
        return abs(ours - gold) <= _TOLERANCE
    if isinstance(ours, tuple):
        return bool(json.loads(json.dumps(ours)) == gold)
    return bool(ours == gold)


def _words(quoted: str) -> str:
    """Without quotation marks and apostrophes, white space folded."""
    return " ".join(re.sub("[\"“”„‟«»'‘’‚‛`]", " ", quoted).split())


def _name(words: str) -> str:
    return " ".join(words.split()).casefold()


def _cue(verb: str) -> str:
    """A stem that "said" and "say", "replied" and "reply", "described" and "describe" share."""
    verb = lexicon().scoring.verbs.get(verb.casefold(), verb.casefold())
    return re.sub(r"(?:es|ed|ing|e|s)$", "", re.sub(r"(?<=[^aeiou])(?:ied|ies)$", "y", verb))


_PARTICIPLE = re.compile(r"\w{2,}(?:ed|ing)$")


def head_of(phrase: str) -> str:
    """The head of a noun phrase, by rule, case-folded and singular (scoring.toml has the words).

    The last word before the first comma, bracket, preposition, relative word, and behind a plural also before "and" or
    a participle ("officers and dogs", "drivers stopped"); articles and other determiners count only where nothing else
    is left ("those we bring in" has the head "those").
    """
    words = lexicon().scoring
    before = re.split(r"[,;:(\[]", phrase.strip(), maxsplit=1)[0]
    kept: list[str] = []
    for word in re.findall(r"[^\W_]+(?:[-.'’&][^\W_]+)*", before.casefold()):
        plural = bool(kept) and (kept[-1] in words.plurals or (kept[-1].endswith("s") and not kept[-1].endswith("ss")))
        ends = word == "and" or word in words.participles or _PARTICIPLE.match(word)
        if kept and (word in words.behind_head or (plural and ends)):
            break
        kept.append(re.sub(r"['’]s$", "", word))
    content = [word for word in kept if word not in words.determiners] or kept
    return _singular(content[-1]) if content else _name(phrase)


def _singular(noun: str) -> str:
    for ending, singular in lexicon().scoring.singular.items():
        if noun.endswith(ending):
            return noun.removesuffix(ending) + singular
    return re.sub(r"(?<=[^sui])s$", "", noun)


# The scored fields and what of their values is compared.
_SCORED: dict[str, Callable[[str], str] | None] = {
    "qualifier": None,
    "change": None,
    "status": None,
    "form": None,
    "granularity": None,
    "resolved": None,
    "part": None,
    "low": None,
    "high": None,
    "currency": None,
    "unit": same_unit,
    "of": head_of,
    "item": head_of,
    "head": _name,
    "action": _name,
    "actor": head_of,
    "person": head_of,
    "period": None,
    "baseline": None,
    "style": None,
    "parts": None,
    "speaker": _name,
    "role": _name,
    "organisation": _name,
    "via": None,
    "cue": _cue,
}


def _ours(claim: Claim, name: str) -> Any:
    """The value of a scored field, in the form that gold files have."""
    if name in {"speaker", "role", "organisation", "via"}:
        speaker = getattr(claim, "speaker", None)
        return speaker and getattr(speaker, "name" if name == "speaker" else name)
    value = getattr(claim, name, None)
    return value and value.value if name in {"period", "baseline"} else value


def _agree(name: str, ours: Any, gold: Any) -> bool:
    fold = _SCORED[name]
    if fold is not None and isinstance(ours, str) and isinstance(gold, str):
        return fold(ours) == fold(gold)
    return _equal(ours, gold)


def _fields(
    pairs: list[tuple[Claim, GoldClaim]], release: Release
) -> tuple[dict[tuple[Kind, str], Accuracy], list[Fault]]:
    found: dict[tuple[Kind, str], Accuracy] = {}
    wrong = []
    for claim, expected in pairs:
        for name, gold in (expected.model_extra or {}).items():
            if name not in _SCORED:
                continue
            ours = _ours(claim, name)
            agrees, given = _agree(name, ours, gold), ours is not None
            one = Accuracy(int(agrees), 1, int(agrees and given), int(given))
            found[claim.kind, name] = found.get((claim.kind, name), Accuracy()) + one
            if not agrees:
                detail = f"{name}: {_shown(ours)}, not {_shown(gold)}"
                wrong.append(Fault(release.source, claim.line, claim.column, "wrong", claim.kind, claim.text, detail))
    return found, wrong


def _shown(value: Any) -> str:
    return "null" if value is None else str(value)


def _unmatched(report: Report, gold: Gold, pairs: list[tuple[Claim, GoldClaim]], release: Release) -> Iterator[Fault]:
    ours, theirs = {id(c) for c, _ in pairs}, {id(g) for _, g in pairs}
    for claim in report.claims:
        if id(claim) not in ours:
            value = "" if claim.kind == "quote" else _shown(claim.value)
            yield Fault(release.source, claim.line, claim.column, "extra", claim.kind, claim.text, value)
    for expected in gold.claims:
        if id(expected) not in theirs:
            value = "" if expected.kind == "quote" else _shown(expected.value)
            position = release.position(expected.start)
            yield Fault(release.source, *position, "missed", expected.kind, expected.text, value)


# --- The checks -------------------------------------------------------------------------------------------------------


def _checks(report: Report, gold: Gold, release: Release, gold_text: Mapping[str, str]) -> Scores:
    """The figures about checks. An operand that matches a gold claim goes by the gold's text, else by its own."""
    found = [(check, frozenset(gold_text.get(o.claim, o.text) for o in check.operands)) for check in report.checks]
    unused = list(found)
    agreed: Counter[Verdict] = Counter()
    faults = []
    bound = 0
    for expected in gold.checks:
        at = release.position(min((g.start for g in gold.claims if g.text in expected.claims), default=0))
        text = " | ".join(expected.claims)
        fits = [pair for pair in unused if pair[1] == frozenset(expected.claims)]
        if not fits:
            faults.append(Fault(release.source, *at, "missed check", expected.rule, text, expected.verdict))
            continue
        best = min(fits, key=lambda pair: (pair[0].rule != expected.rule, pair[0].verdict != expected.verdict))
        unused.remove(best)
        bound += 1
        agreed[expected.verdict] += best[0].verdict == expected.verdict
        if best[0].verdict != expected.verdict:
            detail = f"{best[0].verdict}, not {expected.verdict}"
            faults.append(Fault(release.source, *at, "wrong verdict", expected.rule, text, detail))
    known = {frozenset(g.claims) for g in gold.checks if g.verdict == "inconsistent"}
    alarms = [check for check, claims in found if check.verdict == "inconsistent" and claims not in known]
    for check in alarms:
        at = release.position(check.operands[0].start)
        text = " | ".join(o.text for o in check.operands)
        faults.append(Fault(release.source, *at, "false alarm", check.rule, text, check.arithmetic or ""))
    return Scores(
        checks={
            verdict: Tally(
                sum(g.verdict == verdict for g in gold.checks),
                sum(k.verdict == verdict for k in report.checks),
                agreed[verdict],
            )
            for verdict in VERDICTS
        },
        relations=Accuracy(bound, len(gold.checks)),
        false_alarms=len(alarms),
        faults=tuple(faults),
    )
