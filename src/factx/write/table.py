"""Reports as tables to read: one a kind, then entities, checks and problems; nothing is cut, long cells are folded."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from factx.write.lint import message, unchecked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from factx.claims import Report

# How wide a table may get where there is no terminal that it must fit.
_WIDTH = 200
# Blanks before a table, and between two columns.
_MARGIN, _GAP = 2, 2
# A release may hold anything: nothing in it may steer the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Column:
    """A column: its header and what it shows of a row; one with nothing to show is left out."""

    header: str
    cell: Callable[[Any, Report], str | None]
    right: bool = False


# -- what a cell shows ------------------------------------------------------------------------------------------------

_QUALIFIERS = {
    "about": "about {}",
    "nearly": "nearly {}",
    "over": "over {}",
    "at_least": "at least {}",
    "under": "under {}",
    "up_to": "up to {}",
}
_CHANGES = {"increase": "up ", "decrease": "down "}


_TIMES = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}


def _number(value: Any) -> str:
    """A number with its thousands parted, or an ISO 8601 duration in words."""
    return _time(value) if isinstance(value, str) else f"{value:,f}"


def _time(duration: str) -> str:
    date, _, clock = duration.removeprefix("P").partition("T")
    parts = [(amount, unit) for amount, unit in re.findall(r"([\d.]+)([A-Z])", date)]
    parts += [(amount, "T" + unit) for amount, unit in re.findall(r"([\d.]+)([A-Z])", clock)]
    return " ".join(f"{amount} {_TIMES[unit]}{'' if amount == '1' else 's'}" for amount, unit in parts)


def _value(claim: Any, _: Report) -> str:
    """The figure as factx understood it: direction, hedge, number, unit."""
    unit = _unit(claim)
    known = [_number(end) + unit for end in (claim.low, claim.high) if end is not None]
    value = claim.value
    if value is not None and getattr(claim, "form", None) in {"fraction", "ratio"} and value > 1:
        value = round(value, 1)  # (a third is 33.3 to a reader; the JSON has four decimals)
    number = _number(value) + unit if value is not None else " to ".join(known) or claim.qualifier
    return _CHANGES.get(claim.change or "", "") + _QUALIFIERS.get(claim.qualifier, "{}").format(number)


def _unit(claim: Any) -> str:
    if claim.kind == "percentage":
        return " points" if claim.form == "points" else "%"
    unit = getattr(claim, "currency", None) or getattr(claim, "unit", None)
    return f" {unit}" if unit else ""


def _status(claim: Any, _: Report) -> str | None:
    return None if claim.status == "stated" else str(claim.status)


def _said_by(claim: Any, report: Report) -> str | None:
    """Who says it, where the claim stands in a quote."""
    quote: Any = next((c for c in report.claims if c.id == claim.quote), None) if claim.quote else None
    return f"said by {_speaker(quote, report) or 'somebody'}" if quote else None


def _who(claim: Any, report: Report) -> str | None:
    return "; ".join(filter(None, (getattr(claim, "actor", None), _said_by(claim, report)))) or None


def _speaker(quote: Any, _: Report) -> str | None:
    if quote.speakers:
        return ", ".join(quote.speakers)
    if quote.speaker is None:
        return None
    name = quote.speaker.name or quote.speaker.role or quote.speaker.organisation
    return str(name) if name else None


def _role(quote: Any, _: Report) -> str | None:
    if quote.speaker is None:
        return None
    named = _speaker(quote, _)
    return ", ".join(p for p in (quote.speaker.role, quote.speaker.organisation) if p and p != named) or None


def _covers(date: Any, _: Report) -> str | None:
    """The days of a date that its value does not show at once."""
    if date.first is None or date.last is None or not (date.part or date.granularity in {"season", "quarter"}):
        return None
    return f"{date.first} to {date.last}"


def _resolved(date: Any, _: Report) -> str | None:
    if date.value is None:
        return "; ".join([str(date.reason).replace("_", " "), *date.readings])
    return "by an earlier date" if date.resolved == "context" else None


def _counted(count: Any, _: Report) -> str | None:
    """What is counted as the release has it, or the noun that it leaves out, in brackets."""
    return count.item or (count.head and f"({count.head})")


def _when(claim: Any, _: Report) -> str | None:
    period = claim.period and claim.period.value
    baseline = claim.baseline and f"against {claim.baseline.value}"
    return " ".join(filter(None, (period, baseline))) or None


def _field(field: str) -> Callable[[Any, Report], str | None]:
    return lambda row, _: None if getattr(row, field) is None else str(getattr(row, field))


def _place(check: Any, report: Report) -> str:
    return next(str(claim.line) for claim in report.claims if claim.id == check.operands[0].claim)


# -- what each table shows --------------------------------------------------------------------------------------------

_LINE = Column("line", _field("line"), right=True)
_CLAIM = Column("claim", _field("text"))
_VALUE = Column("value", _value)
_WHEN = Column("when", _when)
_WHO, _STATUS = Column("who", _who), Column("status", _status)


def _of(field: str, header: str = "what of") -> Column:
    return Column(header, _field(field))


KINDS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "percentage": ("Percentages", (_LINE, _CLAIM, _VALUE, _of("of"), _WHEN, _WHO, _STATUS)),
    "count": ("Counts", (_LINE, _CLAIM, _VALUE, Column("what of", _counted), _WHEN, _WHO, _STATUS)),
    "money": ("Money", (_LINE, _CLAIM, _VALUE, _WHEN, _WHO, _STATUS)),
    "duration": ("Durations", (_LINE, _CLAIM, _VALUE, _of("of"), _WHEN, _WHO, _STATUS)),
    "age": ("Ages", (_LINE, _CLAIM, _VALUE, _of("person", "whose"), _WHO, _STATUS)),
    "measurement": ("Measurements", (_LINE, _CLAIM, _VALUE, _of("of"), _WHEN, _WHO, _STATUS)),
    "date": (
        "Dates",
        (
            _LINE,
            _CLAIM,
            Column("value", _field("value")),
            Column("covers", _covers),
            Column("known", _resolved),
            _WHO,
            _STATUS,
        ),
    ),
    "quote": (
        "Quotes",
        (_LINE, Column("words", _field("content")), Column("speaker", _speaker), Column("role", _role)),
    ),
}
PEOPLE = (
    Column("name", _field("name")),
    Column("age", lambda person, _: "" if person.age is None else f"{person.age:f}", right=True),
    Column("role", _field("role")),
    Column("rank", _field("rank")),
    Column("organisation", _field("organisation")),
    Column("mentions", lambda entity, _: str(len(entity.mentions)), right=True),
)
ENTITIES = (
    Column("kind", _field("kind")),
    Column("name", _field("name")),
    Column("mentions", lambda entity, _: str(len(entity.mentions)), right=True),
)
CHECKS = (
    Column("line", _place, right=True),
    Column("verdict", _field("verdict")),
    Column("rule", _field("rule")),
    Column("arithmetic", lambda check, _: message(check)),
)
PROBLEMS = (
    Column("line", _field("line"), right=True),
    Column("rule", _field("rule")),
    Column("problem", _field("message")),
    Column("text", _field("text")),
)
_VERDICTS = {"consistent": "green", "imprecise": "yellow", "inconsistent": "bold red", "undetermined": "dim"}


# -- writing ----------------------------------------------------------------------------------------------------------


def write_table(reports: Iterable[Report], out: TextIO, *, color: Literal["auto", "always", "never"] = "auto") -> None:
    """The tables of each report, as wide as the terminal; in a pipe, as `COLUMNS` says or else wide."""
    console = _console(out, color)
    for report in reports:
        if report.error is None:
            _write(report, console)
        out.flush()


def _console(out: TextIO, color: str) -> Console:
    """A console of plain text: no markup of its own, and colours where they are wanted (NO_COLOR, FORCE_COLOR)."""
    columns = os.environ.get("COLUMNS", "")
    given = columns.isdigit() and int(columns) > 0
    fits = given or (out.isatty() and not columns.isdigit())
    return Console(
        file=out,
        width=None if fits else _WIDTH,
        force_terminal={"always": True, "never": False}.get(color),
        no_color={"always": False, "never": True}.get(color),
        markup=False,
        emoji=False,
        highlight=False,
    )


def _write(report: Report, console: Console) -> None:
    release = report.release
    published = f"published {release.published} ({release.published_from})" if release.published else "no date"
    facts = [release.title and release.source, published, release.publisher, f"{release.words:,} words"]
    console.print(_plain(release.title or release.source), style="bold")
    console.print(_plain(" · ".join(fact for fact in facts if fact)), end="\n\n")
    for kind, (heading, columns) in KINDS.items():
        _table(heading, columns, [claim for claim in report.claims if claim.kind == kind], report, console)
    _table("People", PEOPLE, [e for e in report.entities if e.kind == "person"], report, console)
    others = [e for e in report.entities if e.kind != "person"]
    _table("Organisations, places, operations and laws", ENTITIES, others, report, console)
    _table("Checks", CHECKS, report.checks, report, console)
    alone = sum(1 for _ in unchecked(report)) if report.checks else 0
    if alone:
        console.print(f"{alone} figures take part in no check.", end="\n\n")
    _table("Problems", PROBLEMS, report.problems, report, console)
    if not report.claims:
        console.print("No claims.", end="\n\n")
    elif not report.checks:  # silence must not look like approval
        console.print("Checks: none of the figures could be recomputed.", end="\n\n")


def _table(heading: str, columns: Sequence[Column], rows: Sequence[Any], report: Report, console: Console) -> None:
    if not rows:
        return
    cells = [[_plain(column.cell(row, report) or "") for row in rows] for column in columns]
    shown = [(column, texts) for column, texts in zip(columns, cells, strict=True) if any(texts)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), leading=int(heading == "Quotes"))
    widths = _widths([[Text(c.header), *texts] for c, texts in shown], console.width - _MARGIN - _GAP * len(shown))
    for (column, _), width in zip(shown, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(column.header, justify=justify, overflow="fold", width=width)
    for number, row in enumerate(rows):
        style = _VERDICTS.get(getattr(row, "verdict", ""))
        table.add_row(*(texts[number] for _, texts in shown), style=style)
    console.print(_plain(f"{heading} ({len(rows)})"), style="bold")
    console.print(Padding(table, (0, 0, 1, _MARGIN), expand=False))


def _widths(columns: Sequence[Sequence[Text]], room: int) -> list[int]:
    """How wide to make columns so that all fit into `room`: longest words whole while they can be, the rest shared."""
    whole = [max(max(map(cell_len, text.plain.split("\n"))) for text in column) for column in columns]
    words = [max(cell_len(word) for text in column for word in text.plain.split() or [""]) for column in columns]
    widths = whole if sum(whole) <= room else words
    while sum(widths) > max(room, len(widths)):
        widest = widths.index(max(widths))
        widths = [width - (number == widest) for number, width in enumerate(widths)]
    wanted = [most - width for most, width in zip(whole, widths, strict=True)]
    spare = room - sum(widths)
    if sum(wanted) > spare > 0:
        wanted = [want * spare // sum(wanted) for want in wanted]
    return [width + want for width, want in zip(widths, wanted if spare > 0 else [0] * len(widths), strict=True)]


def _plain(text: str) -> Text:
    """`text` without what a terminal would obey, its line breaks but those between paragraphs as blanks."""
    paragraphs = (" ".join(_CONTROL.sub(" ", part).split()) for part in re.split(r"\n\s*\n|\r\n\s*\r\n", text))
    return Text("\n".join(paragraphs))
