"""A release as factx read it: its text, and the way from an offset to a line and a column.

Everything else in factx points into `Release.text` with 0-based, end-exclusive offsets in Unicode code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from factx.claims import PublishedFrom

DateOrder = Literal["dmy", "mdy"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_NUMBERED = re.compile(r"\((\d{1,2})\)")
# A line that starts like this is a paragraph of its own, however the lines around it are broken.
_BULLET = re.compile(r"\s*(?:[•●▪◦‣·*]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*")
# What parts the cells of a table.
_CELLS = re.compile(r"\t|\||\S {2,}\S")
# Hard-wrapped lines are about as long as each other; anything shorter or longer than this is a paragraph a line.
_WRAP = range(45, 131)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text between blank lines, or a list item, heading or table row of its own.

    `start` and `end` exclude surrounding white space; `body` is the offset behind a bullet (else equal to `start`).
    `block` counts the stretches between blank lines: list items that stand together share it.
    """

    start: int
    end: int
    body: int
    block: int

    @property
    def bullet(self) -> bool:
        """Whether the paragraph is a list item."""
        return self.body > self.start


@dataclass(frozen=True)
class Release:
    """The text of a release and what is known about it.

    `apparatus` holds the [start, end) of the dateline, embargo and "Published:" lines, in which no claim is sought;
    `order` is the country's order of numeric dates and `country` its ISO 3166 code, where either is known.
    """

    text: str
    source: str = "-"
    sha256: str | None = None
    title: str | None = None
    published: date | None = None
    published_from: PublishedFrom | None = None
    publisher: str | None = None
    country: str | None = None
    order: DateOrder | None = None
    notices: tuple[str, ...] = ()
    apparatus: tuple[tuple[int, int], ...] = field(default=())

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, in text order."""
        return tuple(_paragraphs(self.text))

    def in_apparatus(self, start: int, end: int) -> bool:
        """Whether any of [start, end) lies in a dateline or the like."""
        # (in text order and apart: only the last that starts before `end` can reach over `start`)
        at = bisect_left(self.apparatus, (end,))
        return at > 0 and start < self.apparatus[at - 1][1]


def _paragraphs(text: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    lines: list[tuple[int, int]] = []
    block = 0
    position = 0
    for match in [*_LINE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[position:end].strip():
            lines.append((position, end))
        elif lines:
            found += _split(text, lines, block)
            block, lines = block + 1, []
        position = match.end() if match else end
    if lines:
        found += _split(text, lines, block)
    return _without_figures(text, found)


def _without_figures(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with no bullet where a number in brackets is out of its order: "(12) Forgery"."""
    found, last = [], 0
    for paragraph in paragraphs:
        number = _NUMBERED.match(text, paragraph.start, paragraph.body)
        in_order = number is None or int(number[1]) in {1, last + 1}
        last = int(number[1]) if number and in_order else last
        found.append(paragraph if in_order else replace(paragraph, body=paragraph.start))
    return found


def _split(text: str, lines: list[tuple[int, int]], block: int) -> list[Paragraph]:
    """The paragraphs of one block: a line each, or joined where the block is hard-wrapped."""
    joined: list[tuple[int, int]] = []
    for before, (start, end) in zip([None, *lines], lines, strict=False):
        if before and _wrapped(text[slice(*before)].rstrip(), text[start:end].lstrip()):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    found = []
    for first, last in joined:
        start = first + len(text[first:last]) - len(text[first:last].lstrip())
        end = start + len(text[start:last].rstrip())
        bullet = _BULLET.match(text, start, end)
        found.append(Paragraph(start, end, bullet.end() if bullet and bullet.end() < end else start, block))
    return found


# A line that starts with its label, as rows and address blocks do.
_LABELLED = re.compile(r"[A-Z][\w ,’'/-]{1,40}:\s")


def _wrapped(previous: str, line: str) -> bool:
    """Whether `line` goes on with the sentence of the line before it."""
    return (
        (len(previous) in _WRAP or (len(previous) >= _WRAP.stop and previous[-1].isalnum() and line[0].islower()))
        and not _CELLS.search(previous)
        and not _BULLET.match(line)
        and not (_LABELLED.match(line) and _LABELLED.match(previous))
        and (line[0].islower() or (previous[-1] not in ".!?:;”\"’'" and len(line) <= _WRAP.stop))
    )
