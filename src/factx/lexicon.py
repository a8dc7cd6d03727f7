"""Typed, read-only access to the tables of models/<name>/: what the language knows and code should not.

Each TOML file has one model here, so that a slip in a table is found when it is read. A lexicon compares by identity,
so finders may cache what they compile from it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from factx.claims import Change, Qualifier  # noqa: TC001 (pydantic reads them at run time)
from factx.errors import SettingsInvalid


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_T = TypeVar("_T", bound=_Table)


class Pipeline(_Table):
    """pipeline.toml: the spaCy model that is loaded unless another is named."""

    default: str
    aliases: dict[str, str]


class Text(_Table):
    """text.toml: what ends a sentence and what does not."""

    abbreviations: list[str]
    before_number: list[str]


class Numbers(_Table):
    """numbers.toml: number words with their values."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    collective: dict[str, int]


class Qualifiers(_Table):
    """qualifiers.toml: hedges before and behind a number, longest first when compiled."""

    before: dict[Qualifier, list[str]]
    after: dict[Qualifier, list[str]]
    vague: list[str]


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
    def pipeline(self) -> Pipeline:
        """The spaCy pipeline."""
        return self._read("pipeline", Pipeline)

    @cached_property
    def text(self) -> Text:
        """Sentence ends."""
        return self._read("text", Text)

    @cached_property
    def numbers(self) -> Numbers:
        """Number words."""
        return self._read("numbers", Numbers)

    @cached_property
    def qualifiers(self) -> Qualifiers:
        """Hedges."""
        return self._read("qualifiers", Qualifiers)


@cache
def lexicon(name: str = "en_police") -> Lexicon:
    """The lexicon of that name, read once a process."""
    return Lexicon(name)


def any_of(words: list[str] | dict[str, object]) -> str:
    """A regular expression that matches any of `words` (longest first), any white space where they have a space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))
