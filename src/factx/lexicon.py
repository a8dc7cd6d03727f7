"""Typed, read-only access to the tables of models/<name>/: what the language knows and code should not.

`tables.py` has the form of each. A lexicon compares by identity, so finders may cache what they compile from it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from factx import tables
from factx.errors import SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_T = TypeVar("_T", bound=tables.Table)


class Lexicon:
    """One folder of models/. Tables are read when first asked for."""

    def __init__(self, name: str) -> None:
        """Name a folder of models/ (`en_police`).

        Raises:
            SettingsInvalid: there is no such folder.
        """
        self.name = name
        self._folder = files("factx") / "models" / name
        if not self._folder.is_dir():
            raise SettingsInvalid(f"there is no lexicon called {name!r}")

    def _read(self, table: str, model: type[_T]) -> _T:
        return model.model_validate(tomllib.loads((self._folder / f"{table}.toml").read_text("utf-8")))

    @cached_property
    def unit_definitions(self) -> list[str]:
        """units.txt, a line each: units that Pint does not know by itself."""
        return (self._folder / "units.txt").read_text("utf-8").splitlines()

    @cached_property
    def pipeline(self) -> tables.Pipeline:
        """The spaCy pipeline."""
        return self._read("pipeline", tables.Pipeline)

    @cached_property
    def text(self) -> tables.Text:
        """Sentence ends."""
        return self._read("text", tables.Text)

    @cached_property
    def numbers(self) -> tables.Numbers:
        """Number words."""
        return self._read("numbers", tables.Numbers)

    @cached_property
    def dates(self) -> tables.Dates:
        """Dates."""
        return self._read("dates", tables.Dates)

    @cached_property
    def qualifiers(self) -> tables.Qualifiers:
        """Hedges."""
        return self._read("qualifiers", tables.Qualifiers)

    @cached_property
    def scoring(self) -> tables.Scoring:
        """Folding for comparison with gold files."""
        return self._read("scoring", tables.Scoring)

    @cached_property
    def percentages(self) -> tables.Percentages:
        """Percentages."""
        return self._read("percentages", tables.Percentages)

    @cached_property
    def change(self) -> tables.Changes:
        """Rising and falling."""
        return self._read("change", tables.Changes)

    @cached_property
    def money(self) -> tables.Currencies:
        """Currencies."""
        return self._read("money", tables.Currencies)

    @cached_property
    def units(self) -> tables.Units:
        """Units of measurement and time."""
        return self._read("units", tables.Units)

    @cached_property
    def ages(self) -> tables.Ages:
        """Ages."""
        return self._read("ages", tables.Ages)

    @cached_property
    def dateline(self) -> tables.Dateline:
        """Datelines, embargoes and what is no title."""
        return self._read("dateline", tables.Dateline)

    @cached_property
    def publishers(self) -> tables.Publishers:
        """Publishers and countries."""
        return self._read("publishers", tables.Publishers)

    @cached_property
    def slips(self) -> tables.Slips:
        """What looks like a slip."""
        return self._read("slips", tables.Slips)

    @cached_property
    def labels(self) -> tables.Labels:
        """Digits that are no figure."""
        return self._read("labels", tables.Labels)

    @cached_property
    def counts(self) -> tables.Counts:
        """Counts."""
        return self._read("counts", tables.Counts)

    @cached_property
    def speech(self) -> tables.Speech:
        """Reporting verbs."""
        return self._read("speech", tables.Speech)

    @cached_property
    def people(self) -> tables.People:
        """Ranks and roles."""
        return self._read("people", tables.People)

    @cached_property
    def given(self) -> tables.Given:
        """First names."""
        return self._read("given", tables.Given)

    @cached_property
    def organisations(self) -> tables.Organisations:
        """Organisations, operations, laws and places."""
        return self._read("organisations", tables.Organisations)

    @cached_property
    def status(self) -> tables.Statuses:
        """Plans, hypotheses, negations."""
        return self._read("status", tables.Statuses)

    @cached_property
    def periods(self) -> tables.Periods:
        """What ties a figure to a date."""
        return self._read("periods", tables.Periods)

    @cached_property
    def rules(self) -> tables.Rules:
        """What the rules of check/ test and what they have been seen to do."""
        return self._read("rules", tables.Rules)

    @cached_property
    def checks(self) -> tables.Checks:
        """Constructions that bind figures."""
        return self._read("checks", tables.Checks)


@cache
def lexicon(name: str = "en_police") -> Lexicon:
    """The lexicon of that name, read once a process."""
    return Lexicon(name)


def any_of(words: Iterable[str]) -> str:
    """A regular expression that matches any of `words`, any white space where they have a space.

    Of words that begin alike, letter for letter, the longest that fits goes first. It is a tree of their letters, so
    that at most places of a text the first letter says that none can match.
    """
    return _tree(sorted(set(filter(None, words))))


def _tree(words: Sequence[str]) -> str:
    """The tree of `words`, which are sorted, so that those that begin alike stand together; none is empty."""
    return "|".join(_branch(list(alike)) for _, alike in groupby(words, key=itemgetter(0)))


def _branch(words: Sequence[str]) -> str:
    """What all of `words`, which are sorted, begin with, and how each goes on; the first may end there."""
    first, last = words[0], words[-1]
    shared = next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    tails = [word[shared:] for word in words]
    found = re.escape(first[:shared]).replace(r"\ ", r"\s+")
    if len(tails) == 1:
        return found
    return f"{found}(?:{_tree(tails)})" if tails[0] else f"{found}(?:{_tree(tails[1:])})?"
