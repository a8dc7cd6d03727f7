"""Who issued a release, which country it comes from, and so in which order its numeric dates are."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from factx.lexicon import any_of
from factx.read.dateline import is_furniture, is_prose, lines
from factx.sieve import small_letters

if TYPE_CHECKING:
    from factx.lexicon import Lexicon

# A word with a capital: bounded, and with one way only to match.
_WORD = r"[A-Z][\w’'.&]{0,40}(?:-[\w’'.]{1,40}){0,3}"
# How far before a form its place is looked for.
_PLACE_LENGTH = 80
# A country is taken from what gives it away at this weight, which one mention of a publisher of it has.
_ENOUGH = 2


def publisher_of(text: str, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """The publisher of `text` and its country (ISO 3166 code), each None where it does not say.

    The publisher is the one that a heading names, else the first in the first line of prose, else the only one that is
    named at all. One that is known by name only through its form ("… Police Department") is given as written.
    """
    table = _table(lexicon)
    head = [line.text for line in lines(text)]
    prose = next((i for i, line in enumerate(head) if is_prose(line)), len(head))
    for line in head[:prose]:
        known = [(name, country) for _, _, name, country in table.by_name(line)]
        if found := known or (table.find(line) if is_furniture(line, table.anyone, lexicon) else []):
            return found[0]
    if prose < len(head) and (in_prose := table.find(head[prose])):
        return in_prose[0]
    named = list(dict.fromkeys(_named_in(text, lexicon)))
    return named[0] if len(named) == 1 else (None, None)


def country_of(text: str, lexicon: Lexicon) -> str | None:
    """The country that the words of `text` give away, where one outweighs all others."""
    table = _table(lexicon)
    weights: Counter[str] = Counter()
    for country, weight, cue in table.cues:
        if cue.search(text):
            weights[country] += weight
    for country in dict.fromkeys(country for _, country in _named_in(text, lexicon) if country):
        weights[country] += _ENOUGH
    first, second = (*weights.most_common(2), ("", 0), ("", 0))[:2]
    return first[0] if first[1] >= _ENOUGH and first[1] > second[1] else None


def publisher_names(lexicon: Lexicon) -> re.Pattern[str]:
    """What matches any publisher in a heading, by name or by form."""
    return _table(lexicon).anyone


class _Table:
    """publishers.toml, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.publishers
        self._known = {
            alias.lower(): (name, country)
            for country, names in table.names.items()
            for name, aliases in names.items()
            for alias in (name, *aliases)
        }
        self._no_place = {*table.words.not_place, *map(str.upper, table.words.not_place)}
        word = rf"(?!(?:{any_of(sorted(self._no_place))})\b){_WORD}"
        place = rf"{word}(?: (?:(?:and|of|the|&) ){{0,2}}{word}){{0,2}}"
        names = any_of([*self._known])
        by_name = rf"\b(?i:{names})(?!\w)"
        behind = rf"(?!\w| (?:{any_of(table.words.not_behind)})\b)"
        forms = {
            country: rf"(?:{any_of([*tails, *map(str.upper, tails)])}){behind}"
            for country, tails in table.forms.items()
        }
        self._by_name = re.compile(rf"\b(?:{names})(?!\w)")  # (of small letters, which is far quicker)
        self._by_form = [(None if c == "any" else c, re.compile(rf"\b{form}")) for c, form in forms.items()]
        self._place = re.compile(rf"(?<![\w’'-]){place} $")
        self.anyone = re.compile(rf"{by_name}|\b{place} (?:{'|'.join(forms.values())})")
        self.cues = [(cue.country, cue.weight, re.compile("|".join(cue.any))) for cue in table.cues]

    def by_name(self, text: str) -> list[tuple[int, int, str, str | None]]:
        """Start, end, name and country of each publisher that is known by name."""
        found = self._by_name.finditer(small_letters(text))
        return [(*m.span(), *self._known[" ".join(m[0].split())]) for m in found]

    def find(self, text: str) -> list[tuple[str, str | None]]:
        """Name and country of each publisher in `text`, in text order; where two overlap, the better known one."""
        found = self.by_name(text)
        for country, form in self._by_form:
            for match in form.finditer(text):
                start = self._place_before(text, match.start())
                if start is not None and not any(s < match.end() and start < e for s, e, _, _ in found):
                    found.append((start, match.end(), text[start : match.end()], country))
        return [(name, country) for _, _, name, country in sorted(found, key=lambda one: one[:2])]

    def _place_before(self, text: str, end: int) -> int | None:
        """Where the place that ends at `end` starts; None if there is none, or if a headline may run into it."""
        before = text[max(end - _PLACE_LENGTH, 0) : end]
        place = self._place.search(before)
        if place is None:
            return None
        word = before[: place.start()].split(" ")[-2:][0]
        apart = not word or not word[-1].isalnum() or word in {"the", *self._no_place}
        # ("… on Video Leeds Police": behind any other word, one word is a place and more may be the end of a headline.)
        sure = apart or (word.islower() and " " not in place[0].strip())
        return end - len(before) + place.start() if sure else None


@lru_cache(maxsize=1)  # (asked for the publisher, then for the country)
def _named_in(text: str, lexicon: Lexicon) -> tuple[tuple[str, str | None], ...]:
    return tuple(_table(lexicon).find(text))


@cache
def _table(lexicon: Lexicon) -> _Table:
    return _Table(lexicon)
