"""The whole trip of a release on one screen: read -> find -> link -> validate -> check -> Report."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from factx import __version__
from factx.check import run_checks
from factx.claims import (
    Claim,
    ClaimAdapter,
    Date,
    Entity,
    InputError,
    Period,
    Problem,
    Quote,
    ReleaseInfo,
    Report,
    broken_rule,
)
from factx.find import Figures, find, find_figures, to_parse
from factx.find.candidate import Candidate
from factx.find.entities import EntityCandidate, Mention, by_first_name, find_entities, known_mentions, to_ask
from factx.find.quotes import quote_problems
from factx.language import sentences
from factx.link import link
from factx.link.speakers import link_speakers
from factx.link.speakers.cast import Cast
from factx.link.speakers.people import link_people

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from spacy.tokens import Span

    from factx.figures import Figure
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release


def extract_release(release: Release, lexicon: Lexicon, language: Language, rules: Collection[str] = ()) -> Report:
    """Every claim of `release`, tied and checked, as one report; `rules` are experimental ones to check by as well."""
    return extract_releases([release], lexicon, language, rules)[0]


def failed(source: str, kind: str, why: str, sha256: str | None = None) -> Report:
    """The report of an input that gave no claims: a word for programs, and what to say of it."""
    error = InputError(kind=kind, message=f"{source}: {why}")
    return Report(factx=__version__, model=None, release=ReleaseInfo(source=source, sha256=sha256), error=error)


def extract_releases(
    releases: Sequence[Release],
    lexicon: Lexicon,
    language: Language,
    rules: Collection[str] = (),
    *,
    entities: bool = True,
) -> list[Report]:
    """The report of each release, the same as of each alone; spaCy, which is dear, reads the sentences of all at once.

    Without `entities` no names are looked for beyond those that claims need; the claims are the same.
    """
    read = []
    for release in releases:
        spans = sentences(release, lexicon)
        known = known_mentions(release, lexicon)
        # Who speaks must not hang on what spaCy takes for a name: its claims are those of a run that does not ask it.
        named = find_entities(by_first_name(known, release, lexicon), (), release, lexicon)
        cast = Cast(release.text, named, lexicon)
        read.append(_Reading(release, spans, find_figures(release, spans, lexicon), known, cast))
    language.parse(*(to_parse(each.figures, each.sentences, lexicon) for each in read))
    asked = [to_ask(each.known, each.release, each.sentences, lexicon) if entities else () for each in read]
    seen = language.entities(*asked) if entities else [None] * len(read)
    return [_report(each, names, lexicon, language, rules) for each, names in zip(read, seen, strict=True)]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A release on its way, with what is found in its text alone."""

    release: Release
    sentences: list[Sentence]
    figures: Figures
    known: list[Mention]
    cast: Cast


def _report(
    reading: _Reading,
    names: Sequence[tuple[Span, Sentence]] | None,
    lexicon: Lexicon,
    language: Language,
    rules: Collection[str],
) -> Report:
    """The report of one release, of which spaCy has read what is needed; without `names` it lists no entities."""
    release, spans = reading.release, reading.sentences
    candidates = find(reading.figures, release, spans, lexicon, language)
    told = link_speakers(release, [c for c in candidates if c.kind == "quote"], spans, reading.cast, lexicon)
    where = link(candidates, release, spans, lexicon, language)
    people: list[EntityCandidate] = []
    if names is not None:
        entities = find_entities(reading.known, names, release, lexicon)
        people = link_people(entities, told, [c for c in candidates if c.kind == "age"], release.text)
    claims, problems, figures = validate(candidates, where, release)
    marks = [
        _problem(release, rule, message, start, _words_on(release.text, end))
        for start, end, rule, message in quote_problems(release)
    ]
    slips = [_problem(release, rule, message, start, end) for start, end, rule, message in reading.figures.slips]
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
