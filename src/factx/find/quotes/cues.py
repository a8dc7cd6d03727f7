"""The words that report a quote: "said", "according to", a name and a colon; and where their subject stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, Self

from factx.find.names import named_at, people_in, title_at
from factx.lexicon import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factx.find.candidate import Candidate
    from factx.language import Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release

Form = Literal["lead", "tag", "inverted", "within", "heading", "according"]

# How far back a lead-in, and how far on a tag, is looked for.
REACH = 600
BLANK = " \t\r\n\xa0\u2009\u202f"
_WORD = re.compile(r"\w[\w'’-]*")
_NEXT_QUOTE = re.compile(r"[\"“„«]|(?<=\s)[‘'](?=\w)")
_DASH = re.compile(r"\s*[–—-]+\s*(?=[A-Z])")
# "…”. said Inspector Lee": the full stop is on the wrong side.
_STOP_SAID = re.compile(r"\.\s+(?:said|says|added)\b")
# What stands behind "X said" where it reports the words before it.
_WHEN_SAID = re.compile(
    r"\s*(?:[.,;:]|(?:on|in|at|of|to|during|after|following|outside|today|yesterday|earlier|later|tonight|about|with|when|as|while)"
    r"\b|[A-Z][a-z]+day\b)"
)
# What may be the subject of "said" before it: no colon, mark, number or preposition.
_SUBJECT = re.compile(
    r"\s+(?!(?:to|of|in|on|at|for|that|as|with|one|two|three|four|five|six|seven|eight|nine|ten)\b)[A-Za-z]"
)
_RELATIVE = re.compile(r"\b(?:who|which|that|whom|whose)\s+(?:\w+\s+)?$", re.IGNORECASE)
# "were described by Judge Lee as"
_PASSIVE_BY = re.compile(r"\bby\s+([^,;]{3,80}?)\s+as\s*$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|has|have|had|to)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prose:
    """A release with its sentences and tables, and the starts of the sentences."""

    release: Release
    sentences: Sequence[Sentence]
    starts: Sequence[int]
    lexicon: Lexicon

    @classmethod
    def of(cls, release: Release, sentences: Sequence[Sentence], lexicon: Lexicon) -> Self:
        """The prose of `release`, whose every sentence is in `sentences`."""
        return cls(release, sentences, [s.start for s in sentences], lexicon)

    def index(self, offset: int) -> int:
        """The index of the sentence in or behind which `offset` lies; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that reports a quote at text[start:end] and the stretch in which its subject stands.

    `form`: `lead` (before the quote, behind which it is opened by a colon or comma), `within` (before it, in the
    writer's own sentence), `tag` (behind it: "X said"), `inverted` ("said X"), `heading` (a name and a colon, or a
    name behind a dash), `according` ("according to X").
    """

    start: int
    end: int
    lemma: str | None
    subject: tuple[int, int]
    form: Form


@dataclass(frozen=True, slots=True)
class Verbs:
    """The reporting verbs of speech.toml, compiled."""

    form: re.Pattern[str]
    lemmas: dict[str, str]
    announcing: re.Pattern[str]
    issuing: re.Pattern[str]
    issuer: re.Pattern[str]
    naming: re.Pattern[str]
    complement: frozenset[str]
    no_tag: frozenset[str]
    no_fragment: frozenset[str]
    offence: frozenset[str]
    function: frozenset[str]
    subject: re.Pattern[str]

    def lemma(self, form: str) -> str:
        """The lemma of a form as written."""
        return self.lemmas[" ".join(form.split())]


@cache
def verbs_of(lexicon: Lexicon) -> Verbs:
    """The reporting verbs of `lexicon`."""
    speech = lexicon.speech
    lemmas = {form: lemma for lemma, forms in speech.verbs.items() for form in forms}
    return Verbs(
        re.compile(rf"(?<![\w'’-])(?:{any_of(list(lemmas))})(?![\w'’-])"),
        lemmas,
        re.compile(rf"\b(?:{any_of(speech.announcing)})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{any_of(speech.issuing)})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{any_of(speech.issuer)})\s+(?!whom\b)", re.IGNORECASE),
        re.compile(rf"(?:^|\W)(?:{any_of(speech.naming)})\s*$", re.IGNORECASE),
        frozenset(speech.complement),
        frozenset(speech.no_tag),
        frozenset(speech.no_fragment),
        frozenset(speech.offence),
        frozenset(speech.function),
        # What a subject starts with: a capital, a pronoun, an article; "de Lange" too.
        re.compile(
            rf"[A-Z]|(?:{any_of(lexicon.people.particles)})\s+[A-Z]|(?:he|she|they|we|the|a|an|one|his|her|their)\b"
        ),
    )


def cue_of(
    prose: Prose,
    parts: Sequence[tuple[int, int]],
    before: Candidate | None,
) -> Cue | None:
    """The word that reports a quote with these parts, if any.

    Args:
        prose: the release with its sentences.
        parts: [start, end) of the words of the quote, without marks.
        before: the quote before it.
    """
    floor = before.end if before is not None else 0
    opening = parts[0][0] - 1
    lead = _lead(prose, opening, floor)
    own = prose.sentences[prose.index(opening)].start if prose.index(opening) >= 0 else 0
    if lead is not None and lead.form != "within" and lead.start < own:
        # What leads in to a list says less than the name behind an item.
        lead = next((t for t in _tags(prose, parts) if t.form == "heading"), lead)
    if lead is not None and lead.form != "within":
        return lead
    return next(_tags(prose, parts), None) or lead or _passed_on(prose, opening, floor)


def _label(prose: Prose, sentence: Sentence) -> bool:
    """Whether a paragraph that starts with a name has nothing but a role behind it: "Sgt Ann Other, Roads Unit"."""
    short = len(_WORD.findall(sentence.text)) <= _LONGEST_LABEL and not sentence.text.endswith((".", "!", "?"))
    return short and not verbs_of(prose.lexicon).form.search(sentence.text)


_LONGEST_LABEL = 12


def _tags(prose: Prose, parts: Sequence[tuple[int, int]]) -> Iterator[Cue]:
    """What reports the parts from behind, first to last; a dash and a name only behind the first or last."""
    text = prose.release.text
    for number, (start, end) in enumerate(parts):
        behind = end
        while behind < min(len(text), end + 2) and text[behind] in "\"'”’»“›":
            behind += 1
        tag = tag_of(prose, start, end, behind)
        if tag is not None and (tag.form != "heading" or number in {0, len(parts) - 1}):
            yield tag


def _passed_on(prose: Prose, opening: int, floor: int) -> Cue | None:
    """A statement that the sentence before the mark at `opening` passes on, where that is the paragraph before it."""
    index = prose.index(opening)
    if index < 1 or prose.release.text[prose.sentences[index].start : opening].strip(BLANK):
        return None
    previous = prose.sentences[index - 1]
    if floor > previous.start or prose.sentences[index].paragraph - previous.paragraph != 1:
        return None
    first = index < 2 or prose.sentences[index - 2].paragraph != previous.paragraph
    named = named_at(previous.text, 0, len(previous.text), prose.lexicon, titled=True) if first else None
    if (
        named is not None
        and (named.end == len(previous.text) or previous.text[named.end] == ",")
        and _label(prose, previous)
    ):
        return Cue(previous.end, previous.end, None, (previous.start, previous.end), "heading")
    return _statement(prose.release.text, previous.start, previous.end, prose.lexicon)


def _lead(prose: Prose, opening: int, floor: int) -> Cue | None:
    """What leads in to the mark at `opening`: in its sentence, else in a sentence before it that ends with a colon."""
    text, sentences, lexicon = prose.release.text, prose.sentences, prose.lexicon
    index = prose.index(opening)
    if index < 0:
        return None
    start = sentences[index].start
    if not text[start:opening].strip(BLANK + "([-–—•*"):
        if index == 0 or floor > sentences[index - 1].start:
            return None
        previous = sentences[index - 1]
        if sentences[index].paragraph - previous.paragraph > 1:
            return None
        if not _announces(previous.text, lexicon):
            return None
        start = previous.start
        if previous.text.endswith(":") and index > 1 and sentences[index - 2].paragraph == previous.paragraph:
            found = _colon_of(prose, max(start, floor), opening)
            earlier = sentences[index - 2]
            return found or _statement(text, max(earlier.start, floor), earlier.end, lexicon)
    start = max(start, floor, opening - REACH)
    region = text[start:opening]
    stripped = region.rstrip(BLANK + "-–—(")
    verbs = verbs_of(lexicon)
    cues = [m for m in verbs.form.finditer(stripped) if not _never(stripped, m)]
    end = start + len(stripped)
    if stripped.endswith(":") or (not stripped.endswith((",", ".")) and "\n" in region[len(stripped) :]):
        return _colon(text, start, end, cues, lexicon)
    according = re.search(r"\b[Aa]ccording\s+to\b", stripped)
    main = [c for c in cues if not _RELATIVE.search(stripped[: c.start()])]
    if according and stripped.endswith(",") and not any(c.start() > according.end() for c in main):
        return Cue(
            start + according.start(), start + according.end(), None, (start + according.end(), end), "according"
        )
    if not cues and according and "," in stripped[according.end() :]:
        comma = stripped.index(",", according.end())
        place = (start + according.start(), start + according.end())
        return Cue(*place, None, (place[1], start + comma), "within")
    if not cues:
        return None
    last = cues[-1]
    gap = stripped[last.end() :]
    near = len(_WORD.findall(gap)) <= (8 if gap.endswith(",") else 1) and not _RELATIVE.search(stripped[: last.start()])
    if near and (gap.endswith(",") or not gap.strip()) and verbs.lemma(last[0]) not in verbs.complement:
        return _cue(start, last, lexicon, "lead")
    for cue in reversed(cues):
        lemma = verbs.lemma(cue[0])
        by = _PASSIVE_BY.search(stripped, cue.end()) if lemma in verbs.complement else None
        if by is not None and _PASSIVE.search(stripped[: cue.start()]):
            at = start + cue.start()
            return Cue(at, start + cue.end(), lemma, (start + by.start(1), start + by.end(1)), "within")
        if lemma in verbs.no_fragment or (lemma in verbs.complement and _PASSIVE.search(stripped[: cue.start()])):
            continue
        return _cue(start, cue, lexicon, "within")
    return None


def _colon_of(prose: Prose, start: int, opening: int) -> Cue | None:
    """What reports behind the colon that ends text[start:opening]."""
    stripped = prose.release.text[start:opening].rstrip(BLANK + "-–—(")
    cues = [m for m in verbs_of(prose.lexicon).form.finditer(stripped) if not _never(stripped, m)]
    return _colon(prose.release.text, start, start + len(stripped), cues, prose.lexicon)


def _statement(text: str, start: int, end: int, lexicon: Lexicon) -> Cue | None:
    """What passes on a statement: "the following statement was issued by X", "X has released a statement"."""
    verbs = verbs_of(lexicon)
    nouns = [m for m in verbs.announcing.finditer(text, start, end) if m[0].lower() != "following"]
    noun = nouns[-1] if nouns else None
    passed = list(verbs.issuing.finditer(text, start, end))
    issued = next((m for m in reversed(passed) if m[0].lower() not in {"following", "below"}), next(iter(passed), None))
    opens = noun is not None and _ARTICLE.fullmatch(text, start, noun.start()) is not None
    if noun is None or (issued is None and not opens):
        return None
    whose = verbs.issuer.search(text, noun.end(), end)
    if whose is None and opens:
        whose = _STATEMENT_OF.match(text, noun.end(), end)
    if whose is not None:
        return Cue(noun.start(), noun.end(), None, (whose.end(), end), "according")
    if issued is not None and issued.start() < noun.start() and text[start : issued.start()].strip():
        return Cue(issued.start(), issued.end(), None, (start, issued.start()), "lead")
    return None


_ARTICLE = re.compile(r"\s*(?:(?:the|an?)\s+)?", re.IGNORECASE)
_STATEMENT_OF = re.compile(r"\s+of\s+(?=[A-Z])")


def _announces(sentence: str, lexicon: Lexicon) -> bool:
    """Whether a sentence leads in to what follows it: a colon or a reporting word ends it."""
    stripped = sentence.rstrip(" -–—")
    if stripped.endswith(":"):
        return True
    words = stripped.rstrip(",").rsplit(maxsplit=1)
    return bool(words) and words[-1] in verbs_of(lexicon).lemmas


def _colon(text: str, start: int, end: int, cues: list[re.Match[str]], lexicon: Lexicon) -> Cue | None:
    """What reports behind a colon: the verb right before it, else the first of the sentence, else a name."""
    stripped = text[start:end]
    if cues:
        if len(_WORD.findall(stripped[cues[-1].end() :])) <= 4:
            return _cue(start, cues[-1], lexicon, "lead")
        main = [c for c in cues if not _RELATIVE.search(stripped[: c.start()])]
        return _cue(start, (main or cues)[0], lexicon, "lead")
    label = stripped[:-1].strip()
    whole = named_at(text, end - 1 - len(stripped[:-1].lstrip()), end - 1, lexicon) if label else None
    spoken = label.lower() in {*lexicon.people.relations, *lexicon.people.roles}
    if spoken or (whole is not None and whole.end == end - 1):
        return Cue(end, end, None, (start, end - 1), "heading")
    told = _TOLD_BY.search(text, start, end)
    if told is not None:
        return Cue(told.start(1), told.end(1), verbs_of(lexicon).lemma(told[1]), (told.end(), end - 1), "according")
    if len(_WORD.findall(stripped)) <= 14 and (
        next(people_in(stripped, lexicon), None) or _introduces(text, start, end, lexicon)
    ):
        return Cue(end, end, None, (start, end - 1), "heading")
    stated = _statement(text, start, end, lexicon)
    if stated is not None:
        return stated
    announced = next(reversed(list(verbs_of(lexicon).announcing.finditer(stripped))), None)
    if announced and len(_WORD.findall(stripped[announced.end() :])) <= 4:
        return Cue(start + announced.start(), start + announced.end(), None, (start, start + announced.start()), "lead")
    return None


def _introduces(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether text[start:end] is a name with a role beside it ("Mayor of Leeds, Ann Other:")."""
    pieces = [(m.start(), m.end()) for m in re.finditer(r"[^,:\s][^,:]*", text[start:end])]
    named = [named_at(text, start + a, start + b, lexicon) for a, b in pieces]
    roles = set(lexicon.people.roles)
    spoken = any(w.lower() in roles for w in _WORD.findall(text[start:end]))
    return any(named) and (spoken or title_at(text, start, end, lexicon) is not None)


# "She ran but he followed, telling her": the last clause says who speaks.
_OTHER_CLAUSE = re.compile(r"(?s:.*)\b(?:but|while|whereas|and\s+(?=(?:the|an?|he|she|they|[A-Z])\b))\s*")


def _cue(start: int, match: re.Match[str], lexicon: Lexicon, form: Form) -> Cue:
    at = start + match.start()
    other = _OTHER_CLAUSE.match(match.string, 0, match.start()) if match[0].endswith("ing") else None
    subject = start + (other.end() if other else 0)
    return Cue(at, start + match.end(), verbs_of(lexicon).lemma(match[0]), (subject, at), form)


def _never(text: str, match: re.Match[str]) -> bool:
    """Whether a form reports nothing here: "is asked to", "the said", "continues to"."""
    before = text[max(0, match.start() - 30) : match.start()]
    if match[0].startswith("continu") and re.match(r"\s+(?:to|in|with)\b", text[match.end() :]):
        return True
    if match[0] in _OFTEN_PASSIVE and _PASSIVE.search(before):
        return True
    if _QUOTED_AS.search(before):
        return False
    return match[0] != "described" and bool(_NO_VERB.search(before))


# Passive, the speaker behind "by": "he was told by Judge Lee".
_TOLD_BY = re.compile(r"\b(?:was|were|is|are|been|being)\s+(told|asked|warned)\s+by\s+")
_QUOTED_AS = re.compile(r"\bquoted\s+as\s+$")
_OFTEN_PASSIVE = frozenset({"asked", "told", "urged", "read", "found", "reported", "called", "warned"})
_NO_VERB = re.compile(r"\b(?:the|a|an|as|being|is|are|to)\s+$", re.IGNORECASE)


def last_of(text: str, start: int, end: int) -> str:
    """The last character of the words text[start:end], without the marks of a quote inside them that ends there."""
    return text[start:end].rstrip(" \t\n'’”\"")[-1:]


def tag_of(
    prose: Prose,
    start: int,
    end: int,
    behind: int,
) -> Cue | None:
    """What reports the words text[start:end] from behind: "said X", "X said", "– X"; `behind` is past the mark."""
    text, sentences, lexicon = prose.release.text, prose.sentences, prose.lexicon
    index = prose.index(max(start, behind - 1))
    if index < 0:
        return None
    limit = sentences[index].end
    fresh = False
    if not text[behind:limit].strip():
        following = index + 1
        if following >= len(sentences) or sentences[following].start - behind > 80:
            return None
        dash = _DASH.match(text, behind, sentences[following].end)
        same = sentences[following].paragraph == sentences[index].paragraph
        if not same and dash is None and not _only_tag(prose, following):
            return None
        if dash is not None and "\n\n" in text[behind : sentences[following].start]:
            return None
        limit, fresh = sentences[following].end, True
    limit = min(limit, behind + REACH)
    ceiling = _NEXT_QUOTE.search(text, behind, limit)
    opened = ceiling is not None
    if ceiling is not None:
        limit = ceiling.start()
    verbs = verbs_of(lexicon)
    dash = _DASH.match(text, behind, limit)
    if dash:
        whole = text[dash.end() : limit].rstrip()
        plain = not opened and not verbs.form.search(whole) and whole[:-1].count(".") <= 1
        titled = any(True for _ in people_in(whole, lexicon)) or _introduces(text, dash.end(), limit, lexicon)
        named = titled or named_at(text, dash.end(), limit, lexicon) is not None
        short = 0 < len(_WORD.findall(whole)) <= 14
        return Cue(dash.end(), dash.end(), None, (dash.end(), limit), "heading") if plain and named and short else None
    final = last_of(text, start, end)
    at = behind
    while at < limit and (text[at].isspace() or text[at] == "," or _STOP_SAID.match(text, at, limit)):
        at += 1
    commas = "," in text[behind:at] or final in ",?!…–—-"
    inverted = verbs.form.match(text, at, limit)
    if inverted and (limit - inverted.end() < 2 or not _SUBJECT.match(text, inverted.end(), limit)):
        return None  # "…”, said: “…": what is said stands behind it
    if inverted and not inverted[0].endswith("ing") and verbs.lemma(inverted[0]) not in verbs.no_tag:
        if re.match(r"\s+(?:to|that|he|she|they)\b", text[inverted.end() : limit]) and not commas:
            return None
        return Cue(inverted.start(), inverted.end(), verbs.lemma(inverted[0]), (inverted.end(), limit), "inverted")
    according = re.compile(r"according\s+to\b").match(text, at, limit)
    if according and commas:
        return Cue(according.start(), according.end(), None, (according.end(), limit), "according")
    cue = next((m for m in verbs.form.finditer(text, at, limit) if not m[0].endswith("ing")), None)
    if cue is None or cue.start() == at or verbs.lemma(cue[0]) in verbs.no_tag:
        return None
    subject = text[at : cue.start()]
    if len(_WORD.findall(subject)) > 30 or re.search(r"[:;]", subject):
        return None
    if not (commas or fresh):
        return None
    rest = text[cue.end() : limit].rstrip()
    if final in ".!?" and (rest.endswith(":") or (rest.endswith(",") and opened)):
        return None  # it leads in to the next quote
    if final == "." and rest and not _WHEN_SAID.match(rest):
        return None  # another sentence, with a speaker of its own
    if not verbs.subject.match(subject):
        return None
    return Cue(cue.start(), cue.end(), verbs.lemma(cue[0]), (at, cue.start()), "tag")


def _only_tag(prose: Prose, index: int) -> bool:
    """Whether a sentence is a paragraph of its own and nothing but a tag ("Inspector Lee said.")."""
    sentences = prose.sentences
    sentence = sentences[index]
    alone = index + 1 == len(sentences) or sentences[index + 1].paragraph != sentence.paragraph
    said = sentence.text.rstrip('"“” ')  # behind it, a stray mark that the next paragraph should have opened with
    words = said.rstrip(".").split()
    return alone and said.endswith(".") and 1 < len(words) <= 12 and words[-1] in verbs_of(prose.lexicon).lemmas
