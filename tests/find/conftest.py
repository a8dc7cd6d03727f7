"""What the tests of the finders share: a loaded model, and the claims of one kind in a text, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factx.find import find, find_figures, to_parse
from factx.language import Language, sentences
from factx.lexicon import lexicon
from factx.release import Release

if TYPE_CHECKING:
    from collections.abc import Callable

    from factx.claims import Kind
    from factx.find.candidate import Candidate

    Finds = Callable[..., list[str]]


@pytest.fixture(scope="session")
def language() -> Language:
    return Language(None, lexicon())


@pytest.fixture(scope="session")
def candidates(language: Language) -> Callable[..., list[Candidate]]:
    """Every candidate of a text published by a British force (or one of `country`), after the finders' precedence."""

    def candidates(text: str, country: str | None = "GB") -> list[Candidate]:
        release = Release(text, country=country, order="mdy" if country == "US" else "dmy")
        spans = sentences(release, lexicon())
        figures = find_figures(release, spans, lexicon())
        language.parse(to_parse(figures, spans, lexicon()))
        return find(figures, release, spans, lexicon(), language)

    return candidates


@pytest.fixture(scope="session")
def finds(candidates: Callable[..., list[Candidate]]) -> Finds:
    """The claims of one kind in a text, each as "words | value field field", a range as "low..high"."""

    def finds(kind: Kind, text: str, *fields: str, country: str | None = "GB") -> list[str]:
        return [_line(text, c, fields) for c in candidates(text, country) if c.kind == kind]

    return finds


def _line(text: str, candidate: Candidate, fields: tuple[str, ...]) -> str:
    have = candidate.fields
    ranged = have["qualifier"] == "between"
    shown = [f"{have['low']}..{have['high']}" if ranged else str(have["value"])]
    shown += [str(have[name]) for name in fields if have.get(name) is not None]
    return f"{text[candidate.start : candidate.end]} | {' '.join(shown)}"
