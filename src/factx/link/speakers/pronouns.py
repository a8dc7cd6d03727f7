"""Whom a pronoun beside a reporting word means: "she added", "he replied", "it said".

The speaker just quoted goes on, unless somebody else has been named since. Of several who could be meant there is none,
but for the officer or official who is the subject of the sentence before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from factx.link.speakers.cast import Subject, sex_of
from factx.link.speakers.words import patterns_of

if TYPE_CHECKING:
    from factx.find.candidate import Candidate
    from factx.find.quotes.cues import Cue, Prose
    from factx.link.speakers.sources import Subjects

# A pronoun means who was named in this many sentences before it, or quoted no more paragraphs back than that.
_SENTENCES, _PARAGRAPHS = 12, 2
# Verbs (lemmas) with which somebody reacts to what another has just said or done.
_REACTING = frozenset({"reply", "respond", "answer", "shout", "yell", "scream", "whisper", "cry", "admit", "confess"})
_ASKED = re.compile(r"\b[Aa]sked\b")
_POSSESSIVE = re.compile(r"['’]s?\s")
_MARKS = "\"“”„«'‘"


def meant(
    reader: Subjects,
    prose: Prose,
    pronoun: Subject,
    cue: Cue,
    said: tuple[Candidate | None, Subject | None],
    start: int,
) -> Subject | str:
    """Whom a pronoun means, standing where the pronoun does, or why nobody is surely meant.

    Args:
        reader: reads subjects, and knows who is named.
        prose: the release with its sentences.
        pronoun: what `reader` made of the subject of `cue`.
        cue: the word that reports the quote.
        said: the quote before it and that quote's speaker.
        start: where the quote starts: whom it names is not meant.
    """
    before, last = said
    word = pronoun.pronoun or ""
    index = prose.index(pronoun.start)
    if index < 0:
        return f"“{word}” stands alone"
    near = _near(prose, index, min(pronoun.start, start), before.end if before is not None else 0)
    opened = [s for place in near for s in (reader.opening(*place), reader.closing(*place)) if s is not None]
    who: Subject | str | None
    if word == "it":
        who = _it(reader, near[-1:], opened[-1:])
    elif word == "they":
        who = last if last is not None and last.names else next((s for s in reversed(opened) if s.name is None), None)
        who = who or (last if _quoted_near(before, prose, index) else None)
    else:
        who = _person(reader, near, opened, (word, cue), said, near_last=_quoted_near(before, prose, index))
    if isinstance(who, Subject):
        return replace(who, start=pronoun.start, end=pronoun.end, via="pronoun", pronoun=None)
    return who or f"nobody before “{word}” is surely meant"


def _near(prose: Prose, index: int, place: int, floor: int) -> list[tuple[int, int]]:
    """What stands before a pronoun, a sentence each: behind the last quote, from the paragraph before on."""
    own = prose.sentences[index]
    found = []
    for sentence in prose.sentences[max(0, index - _SENTENCES) : index + 1]:
        start, end = max(sentence.start, floor), min(sentence.end, place)
        words = prose.release.text[start:end].strip(" .,;:!?" + _MARKS) if start < end else ""
        if sentence.paragraph >= own.paragraph - 1 and words:
            found.append((start, end))
    return found


def _quoted_near(before: Candidate | None, prose: Prose, index: int) -> bool:
    if before is None:
        return False
    last = prose.sentences[max(0, prose.index(before.end - 1))]
    return prose.sentences[index].paragraph - last.paragraph <= _PARAGRAPHS


def _it(reader: Subjects, sentence: list[tuple[int, int]], opened: list[Subject]) -> Subject | None:
    """A document of the sentence before, or the family or organisation that issued it."""
    document = None
    for start, end in sentence:
        found = list(patterns_of(reader.lexicon).document.finditer(reader.text, start, end))
        document = found[-1] if found else None
    issuer = next((s for s in opened if s.name is None and not s.names and s.pronoun is None), None)
    if document is not None and (
        issuer is None or not patterns_of(reader.lexicon).issued.search(reader.text, *sentence[0])
    ):
        return Subject(None, document[0], None, None, *document.span())
    return issuer


def _person(
    reader: Subjects,
    near: list[tuple[int, int]],
    opened: list[Subject],
    what: tuple[str, Cue],
    said: tuple[Candidate | None, Subject | None],
    *,
    near_last: bool,
) -> Subject | str | None:
    """The person whom "he" or "she" means."""
    word, cue = what
    last = said[1]
    opened = [s for s in opened if last is None or not last.start <= s.start < last.end]
    subjects = [s for s in opened if s.pronoun is None and _agrees(reader, s, word)]
    if opened and opened[-1].pronoun == word and not subjects and last is not None and _agrees(reader, last, word):
        return last  # "She thanked them. “…,” she said."
    if opened and opened[-1].pronoun == word and not subjects and last is None:
        only = reader.cast.only(cue.start)
        return only if only is not None and _agrees(reader, only, word) else None
    if any(s.names for s in subjects):
        return f"“{word}” could be any of those who are named together before it"
    if subjects and subjects[-1] is opened[-1] and subjects[-1].name is None and subjects[-1].role:
        return subjects[-1]  # "One victim lost £900. “…,” she said."
    people = {
        p.name: p
        for start, end in near
        for p in reader.cast.between(start, end)
        if p.name
        and _agrees(reader, p, word)
        and not (last is not None and last.start <= p.start < last.end)
        and not _POSSESSIVE.match(reader.text, p.end)  # "one of Lee’s friends"
    }
    people |= {s.name: s for s in subjects if s.name}
    sure = [p for p in people.values() if _sex(reader, p) == word]
    named = {s.name for s in subjects if s.name}
    if not people:
        reacts = cue.lemma in _REACTING and not (near and _ASKED.search(reader.text, near[-1][0], cue.end))
        reacts = reacts or reader.text[cue.end : cue.end + 5] == " back"
        goes_on = near_last and last is not None and not reacts and not last.names and _agrees(reader, last, word)
        return last if goes_on else None
    if len(people) == 1:
        (one,) = people.values()
        known = bool(sure or one.name in named or one.rank or last is None or last.name in {None, one.name})
        return one if known else None
    # Several: the one who is surely meant and the subject, or the officer who is the subject of the last sentence.
    subject = next((s for s in reversed(subjects) if s.name), None)
    if subject is not None and cue.lemma not in _REACTING:
        alone = len(sure) == 1 and sure[0].name == subject.name
        official = subject.rank or subject.role or not reader.text.startswith(subject.name or "", subject.start)
        same = len(named) == 1 and len(sure) in {0, len(people)} and official
        if alone or same:
            return subject
    return f"“{word}” could be " + " or ".join(name for name in people if name)


def _sex(reader: Subjects, person: Subject) -> str | None:
    return person.sex or sex_of("", person.name, reader.lexicon)


def _agrees(reader: Subjects, person: Subject, word: str) -> bool:
    """Whether "he" or "she" may mean somebody: nobody who goes by the other, and no organisation."""
    plural = (person.role or "").endswith("s") and not person.pronoun
    if person.name is None and not person.names and (not person.role or plural):
        return False
    return _sex(reader, person) in {None, word}
