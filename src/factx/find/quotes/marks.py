"""Quotation marks: which of them open and close, and the stretches of text between them.

Marks pair inside their paragraph; a stretch that its paragraph does not close goes on in the paragraphs behind it
that re-open the marks. What stands inside another stretch (a quote inside a quote) is part of that stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.release import Paragraph, Release

Family = Literal["double", "single"]

_MARK = re.compile(r"[\"“”„‟«»'‘’‚‹›`]")
_SINGLE = frozenset("'‘’‚‹›`")
_OPENING = frozenset("“„‟«‘‚‹`")
_CLOSING = frozenset("”»’›")
_OPENS_BEHIND = frozenset("([{–—-/\"“‘'")
_CLOSES_BEFORE = frozenset(".,;:!?)]}…–—-/\"”’'")
_STOPS = frozenset(".!?…")
# What is left out in "'til", "'em", "rock 'n' roll", "the '90s": these open nothing.
_ELISION = re.compile(
    r"(?:\d0s\b|\d\d\b|tis\b|twas\b|til\b|till\b|em\b|n\b|cause\b|bout\b|cos\b|round\b)", re.IGNORECASE
)
# A quote whose marks are opened once and closed paragraphs later goes on over no more of them than this.
_RUN_ON = 8
# A closing mark is sought among this many marks: odd text stays cheap.
_REACH = 80


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between marks: text[start:end] inside [first, last), which holds the marks that are there.

    `closed` says whether a mark closes it; `follows` whether it goes on with the stretch before it (a paragraph that
    re-opens the marks); `number` is its paragraph's index.
    """

    first: int
    start: int
    end: int
    last: int
    number: int
    closed: bool
    follows: bool = False


Fault = tuple[int, int, str, str]
"""A mark without its fellow: [start, end), rule and message."""


@lru_cache(maxsize=1)  # (asked for the quotes, then for the marks without a fellow)
def stretches(release: Release) -> tuple[list[Stretch], list[Fault]]:
    """Every stretch between marks, in text order and without overlap, and every mark that has no fellow."""
    found: list[Stretch] = []
    faults: list[Fault] = []
    paragraphs = release.paragraphs
    marks = _marks(release)
    for number, paragraph in enumerate(paragraphs):
        if not marks[number]:
            continue
        before = found[-1] if found else None
        goes_on = before is not None and not before.closed and before.number == number - 1
        if goes_on and before is not None and not _reopened(release.text, paragraph, release.text[before.first]):
            goes_on = False
        reopens = number + 1 < len(paragraphs) and _reopened(release.text, paragraphs[number + 1])
        pairs, strays = _pair(release.text, paragraph, marks[number], goes_on=goes_on, reopens=reopens)
        for position, (opening, closing) in enumerate(pairs):
            # A paragraph that runs on into the next without closing ends where its text does.
            end = paragraph.end if closing is None else closing
            follows = (goes_on and position == 0) or (position > 0 and pairs[position - 1][1] == -opening)
            if end < 0:  # re-opened inside the paragraph: the stretch ends before the mark that does so
                end = -end
                last = end = opening + 1 + len(release.text[opening + 1 : end].rstrip())
                found.append(Stretch(opening, opening + 1, end, last, number, closed=False, follows=follows))
                continue
            start = opening + _width(release.text, opening)
            last = end if closing is None else end + _width(release.text, end)
            found.append(Stretch(opening, start, end, last, number, closed=closing is not None, follows=follows))
        faults += [
            (stray, stray + 1, "unopened", "a closing mark without an opening one")
            for stray in strays
            if not _run_on(release, found, marks, number, stray)
        ]
    faults += [
        (s.first, s.first + 1, "unclosed", "a quotation mark that is opened and not closed")
        for s, behind in zip(found, [*found[1:], None], strict=False)
        if not s.closed and not (behind is not None and behind.follows)
    ]
    return found, sorted(faults)


def _width(text: str, mark: int) -> int:
    """How many characters a mark has: two single ones may be typed for a double one (''so'', ``so'')."""
    return 2 if text[mark] in _SINGLE and text[mark : mark + 2] == text[mark] * 2 else 1


def _marks(release: Release) -> list[list[int]]:
    """The offsets of the marks of every paragraph."""
    found: list[list[int]] = [[] for _ in release.paragraphs]
    number = 0
    for match in _MARK.finditer(release.text):
        while number < len(found) and release.paragraphs[number].end <= match.start():
            number += 1
        if number < len(found):
            found[number].append(match.start())
    return found


def _reopened(text: str, paragraph: Paragraph, mark: str | None = None) -> bool:
    """Whether a paragraph starts with an opening mark, and so goes on with the quote that `mark` opened.

    Releases mix single and double marks within a quote; one of the other sort with prose behind it is a new one.
    """
    first = text[paragraph.body]
    other = mark is not None and (first in _SINGLE) != (mark in _SINGLE)
    if other and _SAID_BEHIND.match(text, paragraph.body, paragraph.end):
        return False
    return first in _MARK_OPENERS and _opens(text, paragraph.body, paragraph)


# A quote that closes and has a word behind it: "'…,' said the sergeant".
_SAID_BEHIND = re.compile(r"""["'“‘][^"'“”‘’\n]{1,400}[,.!?]["'”’]\s+\w""")
_MARK_OPENERS = _OPENING | {'"', "'", "”", "»"}


def _opens(text: str, mark: int, paragraph: Paragraph) -> bool:
    """Whether the mark has the shape of an opening one: nothing before it, a word behind it."""
    before = text[mark - 1] if mark > paragraph.start else " "
    behind = text[mark + 1] if mark + 1 < paragraph.end else " "
    if text[mark] in "”’" and before == ":" and behind.isalpha():
        return True  # turned the wrong way
    if text[mark] in "’›":
        return False
    if text[mark] in _SINGLE:
        free = before.isspace() or before in _OPENS_BEHIND
        return free and not behind.isspace() and behind not in ",.;:!?)" and not _ELISION.match(text, mark + 1)
    if text[mark] in _OPENING:
        return behind != " " or before.isspace() or before in _OPENS_BEHIND
    if text[mark] == '"' and mark == paragraph.body and text[mark + 1 : mark + 3].strip().isalnum():
        return True
    if (
        text[mark] == '"'
        and text[max(paragraph.start, mark - 2) : mark] == ": "
        and text[mark + 1 : mark + 3].strip().isalnum()
    ):
        return True
    if text[mark] == '"' and (before == ":" or (before == "," and behind.isalpha())):
        return True
    return (before.isspace() or before in "([–—-/'‘") and not behind.isspace()


def _closes(text: str, mark: int, paragraph: Paragraph) -> bool:
    """Whether the mark has the shape of a closing one: a word before it, none behind it."""
    before = text[mark - 1] if mark > paragraph.start else " "
    behind = text[mark + 1] if mark + 1 < paragraph.end else " "
    if text[mark] in _OPENING and text[mark] not in "“‘":
        return False
    if mark == paragraph.end - 1 and text[max(paragraph.start, mark - 3) : mark].rstrip()[-1:] in _STOPS:
        return True  # (a stray space before the last mark of a paragraph, which can open nothing)
    return not before.isspace() and (behind.isspace() or behind in _CLOSES_BEFORE)


def _measure(text: str, mark: int, paragraph: Paragraph) -> bool:
    """Whether the mark is that of feet, inches, minutes or seconds."""
    if text[mark] not in "\"'’”" or mark == paragraph.start or not text[mark - 1].isdigit():
        return False
    behind = text[mark + 1 : mark + 3].lstrip()[:1]
    return text[mark] in "'’" and behind.isdigit()


def _pair(
    text: str, paragraph: Paragraph, marks: Sequence[int], *, goes_on: bool, reopens: bool
) -> tuple[list[tuple[int, int | None]], list[int]]:
    """The (opening, closing) marks of a paragraph, and closing marks that nothing opened.

    The closing one is None where the stretch runs to the end of the paragraph, and the negative of the next opening
    mark where that re-opens the stretch inside the paragraph.
    """
    pairs: list[tuple[int, int | None]] = []
    strays: list[int] = []
    position = 0
    while position < len(marks):
        mark = marks[position]
        position += 1
        if not _opens(text, mark, paragraph):
            double = text[mark] not in _SINGLE
            inches = text[mark] in '"”' and mark > paragraph.start and text[mark - 1].isdigit()
            if _closes(text, mark, paragraph) and not inches and (double or _ends_paragraph(text, mark, paragraph)):
                strays.append(mark)
            continue
        behind = marks[position : position + _REACH]
        if text[mark] in _SINGLE:
            led = text[max(paragraph.start, mark - 5) : mark].rstrip().endswith(":")
            closing = _single_close(text, paragraph, behind, reopens=reopens)
            if closing is None and not (led or (mark == paragraph.body and (reopens or goes_on))):
                continue
        else:
            closing = _double_close(text, paragraph, behind, first=mark)
        pairs.append((mark, closing))
        if closing is None:
            break
        position += behind.index(abs(closing)) + (1 if closing > 0 else 0)
    return pairs, strays


def _ends_paragraph(text: str, mark: int, paragraph: Paragraph) -> bool:
    return mark == paragraph.end - 1 and text[mark - 1] in _STOPS


def _double_close(text: str, paragraph: Paragraph, marks: Sequence[int], first: int) -> int | None:
    """The mark that closes the double one at `first`, among those behind it (see `_pair`)."""
    depth = 1
    nested: list[int] = []
    closing: list[int] = []
    for position, mark in enumerate(marks):
        if text[mark] in _SINGLE:
            if _width(text, mark) == 2 and _closes(text, mark + 1, paragraph) and not text[mark - 1].isspace():
                return mark
            continue
        low = text[first] in "„‟" and text[mark] in "“”"
        if not low and _opens(text, mark, paragraph) and not (text[mark] == '"' and _closes(text, mark, paragraph)):
            depth += 1
            nested.append(mark)
            continue
        if not low and text[mark] == '"' and _inches(text, paragraph, mark, marks[position + 1 :]):
            continue
        depth -= 1
        closing.append(mark)
        if depth == 0:
            return mark
    if nested and (not closing or nested[0] < closing[0]):
        return -nested[0]
    if closing:
        return closing[0]
    final = paragraph.end - 1
    if marks and marks[-1] == final and text[final] in "'’" and text[final - 1] in _STOPS:
        singles = [m for m in marks if text[m] in _SINGLE]
        opened = sum(_opens(text, m, paragraph) for m in singles)
        closed = sum(_closes(text, m, paragraph) and text[m - 1] not in "sS" for m in singles[:-1])
        return final if opened <= closed else None
    return None


def _inches(text: str, paragraph: Paragraph, mark: int, behind: Sequence[int]) -> bool:
    """Whether a straight mark behind a digit, in an open stretch, is one of inches: the stretch closes further on."""
    if not text[mark - 1].isdigit() or not re.match(r"\s+[a-z]", text[mark + 1 : mark + 4]):
        return False
    rest = [m for m in behind if text[m] not in _SINGLE]
    return bool(rest) and not _opens(text, rest[0], paragraph)


def _single_close(text: str, paragraph: Paragraph, marks: Sequence[int], *, reopens: bool) -> int | None:
    """The mark that closes a single one, among those behind it; a possessive ("officers' work") does so last."""
    weak = None
    inner = 0  # how deep in double marks, whose own quotes in single marks close nothing
    balanced = sum(text[m] in "“„«" for m in marks) == sum(text[m] in "”»" for m in marks)
    for mark in marks:
        if balanced and text[mark] in "“„«”»":
            inner += 1 if text[mark] in "“„«" else -1
            continue
        if inner > 0:
            continue
        if text[mark] not in _SINGLE:
            if mark == paragraph.end - 1 and text[mark] in '"”' and text[mark - 1] in _STOPS and weak is None:
                return mark if not any(text[m] in '"“' for m in marks[: marks.index(mark)]) else None
            continue
        if _measure(text, mark, paragraph) or not _closes(text, mark, paragraph):
            continue
        behind = text[mark + 1] if mark + 1 < paragraph.end else ""
        if text[mark - 1] in "sS" and behind.isspace():
            weak = mark if weak is None else weak
            continue
        return mark
    return None if reopens else weak


def _run_on(release: Release, found: list[Stretch], marks: list[list[int]], number: int, stray: int) -> bool:
    """Close the last stretch with a stray mark at the end of a later paragraph, if nothing is opened between them."""
    if not found or found[-1].closed or not _ends_paragraph(release.text, stray, release.paragraphs[number]):
        return False
    opened = found[-1].number
    if not 0 < number - opened <= _RUN_ON:
        return False
    between = [m for n in range(opened + 1, number + 1) for m in marks[n] if release.text[m] not in _SINGLE]
    if any(m != stray for m in between):
        return False
    for index in range(opened + 1, number + 1):
        paragraph = release.paragraphs[index]
        if release.text[paragraph.end - 1] == ":":
            return False
    for index in range(opened + 1, number + 1):
        paragraph = release.paragraphs[index]
        end = stray if index == number else paragraph.end
        last = end + 1 if index == number else end
        found.append(Stretch(paragraph.start, paragraph.start, end, last, index, closed=index == number, follows=True))
    return True
