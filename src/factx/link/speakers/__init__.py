"""Who said a quote: the subject of the word that reports it, or the person whom a pronoun there means.

No speaker is better than a wrong one: where the subject cannot be read, or two people could be meant, there is none,
and the quote says why.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from factx.find.quotes.cues import Prose, cue_of, verbs_of
from factx.link.speakers.pronouns import meant
from factx.link.speakers.sources import Subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.find.candidate import Candidate
    from factx.find.quotes.cues import Cue
    from factx.language import Sentence
    from factx.lexicon import Lexicon
    from factx.link.speakers.cast import Cast, Subject
    from factx.release import Release

_AND_SAID = re.compile(r"\W*(?:(?:and|but|then|also|later|who|has|had)\b\W*){1,3}")
# A quote that is never closed is taken up again, by a paragraph in marks, over no more paragraphs than this.
_TAKEN_UP = 4


def link_speakers(
    release: Release,
    quotes: Sequence[Candidate],
    sentences: Sequence[Sentence],
    cast: Cast,
    lexicon: Lexicon,
) -> list[Subject]:
    """Fill `speaker` (a dict as `claims.Speaker`, or None), `speakers` (of a joint statement) and `reason` in place.

    Args:
        release: the release.
        quotes: what `find_quotes` gave, all of it.
        sentences: every sentence of the release.
        cast: everyone named in the release.
        lexicon: the tables.

    Returns:
        Everyone of whom rank, role or organisation is told, at each place, and each speaker where they speak.
    """
    prose = Prose.of(release, sentences, lexicon)
    reader = Subjects(release, cast, lexicon)
    named = [subject for subject in reader.introduce(prose) if subject.rank or subject.role or subject.organisation]
    before: Candidate | None = None
    last: Subject | None = None
    for quote in quotes:
        cue = cue_of(prose, quote.fields["parts"], before)
        found = _speaker(reader, prose, quote, cue, (before, last))
        speaker, reason = (None, found) if isinstance(found, str) else (found, None)
        quote.fields["reason"] = reason
        quote.fields["speaker"] = None if speaker is None else _fields(speaker)
        quote.fields["speakers"] = () if speaker is None else speaker.names
        if speaker is not None:
            named.append(speaker)
        before, last = quote, speaker
    return named


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
) -> Subject | str:
    """The speaker of one quote, or why there is none; `said` is the quote before it and that quote's speaker."""
    before, last = said
    if cue is not None:
        found = reader.subject(cue, last)
        if found is None and last is not None and _AND_SAID.fullmatch(reader.text, *cue.subject):
            return last  # "… called it “grave” and said it was “rare”"
        if found is None:
            words = " ".join(reader.text[cue.start : cue.end].split()) or "the heading"
            return f"the subject of “{words}” could not be read"
        return found if found.pronoun is None else meant(reader, prose, found, cue, said, quote.start)
    lead = reader.text[prose.sentences[max(0, prose.index(quote.start))].start : quote.start]
    if lead.rstrip(" -–—").endswith(":"):
        return f"“{' '.join(lead.split())}” names nobody who could be known"
    if before is not None and last is not None and _goes_on(before, quote, prose):
        return last if quote.fields["style"] == "mixed" else replace(last, via="continuation")
    index = prose.index(quote.start)
    apart = prose.sentences[index].paragraph - prose.sentences[index - 1].paragraph if index > 0 else 2
    if apart == 1 and not lead.strip() and prose.sentences[index - 1].text.endswith("?"):
        who = last or reader.cast.only(quote.start)  # an answer, of the one who is interviewed
        return "nothing says who answers" if who is None else replace(who, via="continuation")
    if apart == 1 and not lead.strip():
        return _reported(reader, prose, prose.sentences[index - 1]) or "nothing says who speaks"
    if apart:
        return "nothing says who speaks"
    return _introduced(reader, prose.sentences[index - 1]) or "the sentence before names no one who could speak"


def _goes_on(before: Candidate, quote: Candidate, prose: Prose) -> bool:
    """Whether a quote with no speaker of its own follows on another: nothing but that one's tag is between them."""
    text = prose.release.text
    if not text[before.end : quote.start].strip(" \t\r\n,.-–—"):
        return True
    first = prose.sentences[max(0, prose.index(before.end - 1))]
    own = prose.sentences[max(0, prose.index(quote.start))]
    if before.fields["style"] == "mixed" and own is first:
        return True
    if before.fields["style"] != "direct":
        return False
    apart = own.paragraph - first.paragraph
    between = [s for s in prose.sentences if before.end < s.start < quote.start]
    if apart <= 1 and len(between) <= 1:
        return True
    speaker = before.fields["speaker"]
    gap = text[before.end : quote.start].strip()
    if apart <= _TAKEN_UP and gap[-1] in '"”»' and not any(mark in gap[:-1] for mark in '“«„"'):
        return True  # a paragraph between closes its marks and never opened them
    if len(between) == 1 and between[0].start <= speaker["start"] < between[0].end:
        return True  # the tag is a paragraph of its own
    # Never closed, and taken up again behind paragraphs that left out their marks.
    return text[before.end - 1] not in "\"'”’»“›" and apart <= _TAKEN_UP


def _reported(reader: Subjects, prose: Prose, sentence: Sentence) -> Subject | None:
    """Who is reported as speaking in the sentence that ends the paragraph before: "Chief Lee said the cause was …"."""
    subject = reader.opening(sentence.start, sentence.end)
    verb = verbs_of(prose.lexicon).form.search(sentence.text)
    if subject is None or subject.name is None or verb is None:
        return None
    between = reader.text[subject.end : sentence.start + verb.start()]
    if sentence.text.endswith(":") or (between.strip() and not between.strip().endswith(",")):
        return None
    return replace(subject, via="continuation")


def _introduced(reader: Subjects, sentence: Sentence) -> Subject | None:
    """The one person whom the sentence before a quote names, as its subject."""
    found = reader.cast.between(sentence.start, sentence.end)
    if len({s.name for s in found}) == 1 and not reader.text[sentence.start : found[0].start].strip():
        if reader.text[found[0].end : sentence.end].lstrip().startswith(("and ", "& ")):
            return None
        return found[0]
    return None
