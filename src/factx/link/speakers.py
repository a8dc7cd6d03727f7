"""Who said a quote: the subject of the word that reports it, or the person whom a pronoun there means.

No speaker is better than a wrong one: where the subject cannot be read, or two people could be meant, there is none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from factx.find.quotes.cues import Prose, cue_of
from factx.link.sources import Subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.find.candidate import Candidate
    from factx.find.entities import EntityCandidate
    from factx.find.quotes.cues import Cue
    from factx.language import Sentence
    from factx.lexicon import Lexicon
    from factx.link.sources import Subject
    from factx.release import Release


def link_speakers(
    release: Release,
    quotes: Sequence[Candidate],
    sentences: Sequence[Sentence],
    entities: Sequence[EntityCandidate],
    lexicon: Lexicon,
) -> None:
    """Fill `speaker` (a dict as `claims.Speaker`, or None) and `speakers` (the names of a joint statement) in place.

    Args:
        release: the release.
        quotes: what `find_quotes` gave, all of it.
        sentences: every sentence of the release.
        entities: people without a rank are known from these, where there are any.
        lexicon: the tables.
    """
    reader = Subjects(release, entities, lexicon)
    prose = Prose.of(release, sentences, lexicon)
    before: Candidate | None = None
    last: Subject | None = None
    for quote in quotes:
        cue = cue_of(prose, quote.fields["parts"], before)
        speaker = _speaker(reader, prose, quote, cue, (before, last))
        quote.fields["speaker"] = None if speaker is None else _fields(speaker)
        quote.fields["speakers"] = () if speaker is None else speaker.names
        before, last = quote, speaker


def _fields(speaker: Subject) -> dict[str, Any]:
    return {
        "name": speaker.name,
        "role": speaker.role,
        "rank": speaker.rank,
        "organisation": speaker.organisation,
        "start": speaker.start,
        "end": speaker.end,
        "via": speaker.via,
    }


def _speaker(
    reader: Subjects, prose: Prose, quote: Candidate, cue: Cue | None, said: tuple[Candidate | None, Subject | None]
) -> Subject | None:
    """The speaker of one quote; `said` is the quote before it and that quote's speaker."""
    text, sentences = reader.text, prose.sentences
    before, last = said
    if cue is not None:
        found = reader.subject(cue)
        if found is None:
            return None
        if found.pronoun is None:
            return found
        return _meant(reader, prose, found, before, last)
    gap = text[before.end : quote.start] if before is not None else None
    if gap is not None and before is not None and last is not None and _goes_on(gap, before, quote, prose):
        return last if quote.fields["style"] == "mixed" else replace(last, via="continuation")
    index = prose.index(quote.start)
    if index < 1 or sentences[index].paragraph != sentences[index - 1].paragraph:
        return None
    return _introduced(reader, sentences[index - 1])


def _goes_on(gap: str, before: Candidate, quote: Candidate, prose: Prose) -> bool:
    """Whether a quote with no speaker of its own follows on another: nothing but that one's tag is between them."""
    if not gap.strip(" \t\r\n,.-–—"):
        return True
    first = prose.sentences[max(0, prose.index(before.end - 1))]
    own = prose.sentences[max(0, prose.index(quote.start))]
    if before.fields["style"] == "mixed" and own is first:
        return True
    between = sum(1 for s in prose.sentences if before.end < s.start < quote.start)
    return own.paragraph - first.paragraph <= 1 and between <= 1 and before.fields["style"] == "direct"


def _introduced(reader: Subjects, sentence: Sentence) -> Subject | None:
    """The one person whom the sentence before a quote names, as its subject."""
    found = reader.people(sentence.start, sentence.end)
    if len({s.name for s in found}) == 1 and not reader.text[sentence.start : found[0].start].strip():
        if reader.text[found[0].end : sentence.end].lstrip().startswith(("and ", "& ")):
            return None
        return found[0]
    return None


def _meant(
    reader: Subjects, prose: Prose, pronoun: Subject, before: Candidate | None, last: Subject | None
) -> Subject | None:
    """The one person whom a pronoun ("she added") means: the speaker just quoted, or the subject just before it."""
    text, sentences = reader.text, prose.sentences
    floor = before.end if before is not None else 0
    index = prose.index(pronoun.start)
    own = sentences[index] if index >= 0 else None
    if own is None:
        return None
    # People named between the last quote and the pronoun, nearest paragraph first.
    begin = max(floor, next((s.start for s in sentences if s.paragraph >= own.paragraph - 1), 0))
    between = [p for p in reader.people(begin, pronoun.start) if not _inside(p, last)]
    names = list(dict.fromkeys(p.name for p in between))
    if pronoun.pronoun == "they" and last is not None and last.names:
        return replace(last, start=pronoun.start, end=pronoun.end, via="pronoun")
    if not names:
        near = before is not None and own.paragraph - _paragraph(before.end, prose) <= 2
        if last is not None and near and (last.name or pronoun.pronoun in {"they", "he", "she"}):
            return replace(last, start=pronoun.start, end=pronoun.end, via="pronoun")
        return None
    subjects = [p for p in between if _opens_sentence(text, p, prose)]
    if len(names) == 1:
        if subjects or between[0].rank or (last is not None and last.name == names[0]):
            return replace(between[-1], start=pronoun.start, end=pronoun.end, via="pronoun")
        if last is not None and last.name and before is not None:
            return None
        return None
    who = list(dict.fromkeys(s.name for s in subjects))
    if len(who) == 1:
        return replace(subjects[-1], start=pronoun.start, end=pronoun.end, via="pronoun")
    return None


def _inside(person: Subject, last: Subject | None) -> bool:
    return last is not None and last.start <= person.start < last.end


def _paragraph(offset: int, prose: Prose) -> int:
    return prose.sentences[max(0, prose.index(offset - 1))].paragraph


def _opens_sentence(text: str, person: Subject, prose: Prose) -> bool:
    sentence = prose.sentences[max(0, prose.index(person.start))]
    return not text[sentence.start : person.start].strip(" \"'“‘")
