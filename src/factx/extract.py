"""The whole trip of a release on one screen: read -> find -> link -> validate -> check -> Report."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from factx import __version__
from factx.check import run_checks
from factx.claims import (
    Claim,
    ClaimAdapter,
    Date,
    Entity,
    Period,
    Problem,
    Quote,
    ReleaseInfo,
    Report,
    broken_rule,
)
from factx.find import find
from factx.find.candidate import Candidate
from factx.find.entities import find_entities
from factx.find.quotes import quote_problems
from factx.find.slips import find_slips
from factx.language import sentences
from factx.link import link
from factx.link.speakers import link_speakers
from factx.link.speakers.people import link_people

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from factx.figures import Figure
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release


def extract_release(release: Release, lexicon: Lexicon, language: Language, rules: Collection[str] = ()) -> Report:
    """Every claim of `release`, tied and checked, as one report; `rules` are experimental ones to check by as well."""
    spans = sentences(release, lexicon)
    candidates = find(release, spans, lexicon, language)
    entities = find_entities(language.entities(spans)[0], release, lexicon)
    told = link_speakers(release, [c for c in candidates if c.kind == "quote"], spans, entities, lexicon)
    where = link(candidates, release, spans, lexicon, language)
    people = link_people(entities, told, [c for c in candidates if c.kind == "age"], release.text)
    claims, problems, figures = validate(candidates, where, release)
    marks = [
        _problem(release, rule, message, start, _words_on(release.text, end))
        for start, end, rule, message in quote_problems(release)
    ]
    slips = [
        _problem(release, rule, message, start, end) for start, end, rule, message in find_slips(release.text, lexicon)
    ]
    return Report(
        factx=__version__,
        model=language.info,
        release=ReleaseInfo(
            source=release.source,
            sha256=release.sha256,
            title=release.title,
            published=release.published,
            published_from=release.published_from,
            publisher=release.publisher,
            characters=len(release.text),
            words=len(release.text.split()),
        ),
        claims=tuple(claims),
        entities=tuple(Entity(id=f"e{n}", **asdict(entity)) for n, entity in enumerate(people, 1)),
        checks=tuple(run_checks(release, claims, figures, spans, lexicon, rules)),
        problems=tuple(sorted([*problems, *marks, *slips], key=lambda p: (p.start or 0, p.rule))),
    )


def validate(
    candidates: Sequence[Candidate], where: Mapping[Candidate, Sentence], release: Release
) -> tuple[list[Claim], list[Problem], dict[str, Figure]]:
    """Make each candidate a claim, or a problem that names the rule it broke; and the figures of claims by id.

    Ids are given in text order to what passed, and only then can claims name each other: a date that is no claim is
    nobody's period, and a quote that is none has no claims inside.
    """
    passed: dict[Candidate, Claim] = {}
    problems = []
    for candidate in candidates:
        fields = {name: value for name, value in candidate.fields.items() if not isinstance(value, Candidate)}
        fields |= _placed(f"c{len(passed) + 1}", candidate, where[candidate], release)
        try:
            passed[candidate] = ClaimAdapter.validate_python(fields, context={"text": release.text})
        except ValidationError as error:
            rule, message = broken_rule(error.errors()[0]["msg"])
            if (candidate.kind, rule) == (
                "date",
                "calendar",
            ):  # it stands in the text, and is checked: no value, and why
                nothing = dict.fromkeys(("value", "first", "last", "part", "resolved"))
                fields |= nothing | {"reason": f"{rule}: {message}"}
                passed[candidate] = ClaimAdapter.validate_python(fields, context={"text": release.text})
                continue
            problems.append(_problem(release, rule, message, candidate.start, candidate.end, candidate.kind))
    claims = [claim.model_copy(update=_links(candidate, passed)) for candidate, claim in passed.items()]
    figures = {claim.id: candidate.figure for candidate, claim in passed.items() if candidate.figure is not None}
    return claims, problems, figures


def _placed(id_: str, candidate: Candidate, sentence: Sentence, release: Release) -> dict[str, Any]:
    line, column = release.position(candidate.start)
    return {
        "id": id_,
        "kind": candidate.kind,
        "text": release.text[candidate.start : candidate.end],
        "start": candidate.start,
        "end": candidate.end,
        "line": line,
        "column": column,
        "sentence": sentence.text,
    }


def _links(candidate: Candidate, passed: Mapping[Candidate, Claim]) -> dict[str, Any]:
    """The fields in which a claim names another: the id of its quote, the value and id of its period and baseline."""
    named = {name: passed.get(value) for name, value in candidate.fields.items() if isinstance(value, Candidate)}
    return {
        name: other.id if isinstance(other, Quote) else Period(value=str(other.value), claim=other.id)
        for name, other in named.items()
        if isinstance(other, Quote) or (isinstance(other, Date) and other.value is not None)
    }


def _words_on(text: str, end: int) -> int:
    """A few words behind `end`, so that a mark can be found again by what follows it."""
    line = text[end : end + 60].split("\n", 1)[0].rstrip()
    return end + (line.rfind(" ") if len(line) > 50 else len(line))


def _problem(release: Release, rule: str, message: str, start: int, end: int, kind: Any = None) -> Problem:
    line, column = release.position(start)
    text = release.text[start:end]
    return Problem(rule=rule, message=message, kind=kind, text=text, start=start, end=end, line=line, column=column)
