"""Quotes: words in quotation marks that somebody is reported as saying.

Marks are no quote by themselves: titles, nicknames, names of offences and scare quotes stand in them too. A stretch
between marks becomes a candidate where a reporting word leads in to it or follows it, or where it is a sentence of
its own in a paragraph of quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factx.find.candidate import Candidate
from factx.find.quotes.cues import BLANK, REACH, Cue, Prose, cue_of, last_of, tag_of, verbs_of
from factx.find.quotes.marks import Stretch, stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factx.language import Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release

_WORD = re.compile(r"\w[\w'’-]*")
_TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
# A fragment behind one of these words and before a noun names a thing ("the “burner” phone").
_DETERMINER = re.compile(
    r"(?:^|\W)(?:the|a|an|his|her|their|its|our|my|this|that|these|those|any|some|so-called|more|two|three|several|of)\s*$",
    re.IGNORECASE,
)
# A word or two in marks is reported speech only where it says what something is.
_PREDICATIVE = re.compile(
    r"\b(?:as|is|was|were|are|been|be|being|it|them|him|her|so|very|like|felt|feel|feeling|behaviour|actions|that)\s*$",
    re.IGNORECASE,
)
# "Inspector Lee called “…”" says what she said; "a scheme called “…”" what it is named.
_JUDGED = re.compile(r"(?<!what )(?:[A-Z][\w'’-]+|\b[Hh]e|\b[Ss]he|\b[Tt]hey)\s+(?:called|dubbed|branded)\s+$")
_CONJOINED = re.compile(r"[\s,]*(?:(?:and|or|but|as well as|then|also)\b)?(?:\s+\w+){0,3}\s*")


def find_quotes(release: Release, sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Candidate]:
    """Every quote of the release, in text order and without overlap.

    A candidate spans from its first opening mark to its last closing mark (to the end of its last paragraph, where it
    is never closed). Its fields: `content`, `parts` ([start, end) of each stretch between marks), `style`, `cue`
    (the reporting verb's lemma, or None).
    """
    prose = Prose.of(release, sentences, lexicon)
    found: list[Candidate] = []
    groups = _groups(stretches(release)[0])
    for group in groups:
        first = group[0]
        if release.in_apparatus(first.first, first.last):
            continue
        before = found[-1] if found else None
        parts = [(s.start, s.end) for s in group]
        cue = cue_of(prose, parts, before)
        if before is not None and _interrupted(prose, before, group):
            before.end = group[-1].last
            before.fields["parts"] += tuple(parts)
            before.fields["content"] = _content(release, before.fields["parts"])
            continue
        style = _style(prose, group, cue, before)
        if style is None:
            continue
        fields = {
            "content": _content(release, parts),
            "parts": tuple(parts),
            "style": style,
            "cue": cue.lemma if cue else before.fields["cue"] if before is not None and style == "mixed" else None,
        }
        found.append(Candidate("quote", first.first, group[-1].last, fields))
    return found


def quote_problems(release: Release) -> list[tuple[int, int, str, str]]:
    """Marks without a fellow: (start, end, rule, message) with rule `unclosed` or `unopened`, in text order."""
    return stretches(release)[1]


def _groups(found: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches that go on in the next paragraph, together."""
    groups: list[list[Stretch]] = []
    for stretch in found:
        if stretch.end <= stretch.start:
            continue
        if stretch.follows and groups:
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    return groups


def _content(release: Release, parts: Sequence[tuple[int, int]]) -> str:
    """The words of the parts: a blank line between paragraphs, a space inside one."""
    text = release.text
    content = ""
    for before, (start, end) in zip([None, *parts], parts, strict=False):
        if before is not None:
            content += "\n\n" if "\n" in text[before[1] : start] or "\r" in text[before[1] : start] else " "
        content += text[start:end].strip()
    return content


def _style(
    prose: Prose,
    group: Sequence[Stretch],
    cue: Cue | None,
    before: Candidate | None,
) -> str | None:
    """Whether the words are reported as said, and how: `direct`, `mixed` (inside the writer's sentence) or None."""
    text, sentences, lexicon = prose.release.text, prose.sentences, prose.lexicon
    stretch = group[0]
    words = _WORD.findall(text[stretch.start : stretch.end])
    if not words:
        return None
    lower = _lower(text, stretch)
    sentence = _sentence(text, group)
    index = prose.index(stretch.first)
    at_start = index < 0 or not text[sentences[index].start : stretch.first].strip(BLANK + "([-–—•*")
    behind_quote = before is not None and not text[before.end : stretch.first].strip(" ,;")
    capitals = 1 < len(words) <= 8 and all(w[0].isupper() or len(w) < 4 for w in words)
    title = not sentence and (capitals or (len(words) == 1 and words[0][0].isupper()))
    colon = text[max(0, stretch.first - 20) : stretch.first].rstrip(BLANK + "-–—").endswith(":")
    if cue is not None and cue.lemma in verbs_of(lexicon).offence and not text[cue.end : stretch.first].strip():
        return None
    if not at_start and verbs_of(lexicon).naming.search(text[max(0, stretch.first - 30) : stretch.first]):
        return (
            "mixed" if cue and _JUDGED.search(text[max(0, stretch.first - 60) : stretch.first]) and not title else None
        )
    if cue is not None and cue.start < stretch.first and cue.form != "within":
        if colon:
            return None if cue.form == "heading" and not sentence else "direct"
        if title and len(words) < 2 and not sentence:
            return None
        return "mixed" if lower else "direct"
    if cue is not None and cue.form in {"tag", "inverted", "according"}:
        ends = last_of(text, stretch.start, stretch.end)
        if at_start or behind_quote or ends in ",?!" or (cue.form == "inverted" and len(words) > 3):
            if cue.form == "according" and len(words) < 3:
                return None
            return "mixed" if lower and not behind_quote else "direct"
        return None
    if cue is not None and cue.form == "heading" and capitals:
        return None
    if colon and sentence and len(words) >= 4:
        return "direct"
    if (at_start or behind_quote) and sentence and len(words) >= 3:
        return "direct"
    same = (
        before is not None
        and before.fields["style"] == "mixed"
        and index >= 0
        and before.start >= sentences[index].start
    )
    if same and before is not None and _CONJOINED.fullmatch(text, before.end, stretch.first) and not title:
        return "mixed"
    if cue is None or title or capitals or _names_a_thing(text, stretch, cue, len(words), lexicon):
        return None
    return "mixed" if lower or not (sentence or cue.form == "heading") else "direct"


def _lower(text: str, stretch: Stretch) -> bool:
    """Whether the words start in the middle of a sentence."""
    opening = re.match(r"[\s…\[(£$€'\"‘“.-]*(.)", text[stretch.start : stretch.start + 20])
    return bool(opening and opening[1].islower())


def _sentence(text: str, group: Sequence[Stretch]) -> bool:
    """Whether the words are sentences of their own."""
    stretch = group[0]
    ended = _TERMINAL.search(text[max(stretch.start, stretch.end - 6) : stretch.end].rstrip())
    ended_behind = text[stretch.last : stretch.last + 1] in {".", "!", "?"}
    return not _lower(text, stretch) and (len(group) > 1 or bool(ended) or ended_behind)


def _names_a_thing(text: str, stretch: Stretch, cue: Cue, words: int, lexicon: Lexicon) -> bool:
    """Whether a fragment in the writer's sentence is a label, a title or scare quotes rather than somebody's words."""
    lead = text[cue.end : stretch.first]
    near = text[max(0, stretch.first - 60) : stretch.first]
    if verbs_of(lexicon).naming.search(near[-30:]) and not _JUDGED.search(near):
        return True
    following = _WORD.match(text[stretch.last : stretch.last + 30].lstrip(" "))
    joined = text[stretch.last : stretch.last + 1] == " " and following is not None
    noun = (
        joined
        and following is not None
        and following[0].islower()
        and not following[0].endswith("ly")
        and following[0] not in verbs_of(lexicon).function
    )
    if _DETERMINER.search(lead[-12:]) and (noun or words <= 2):
        return True
    if noun and words <= 3:
        return True
    if cue.lemma in _JUDGING:
        return not set(_WORD.findall(_IN_MARKS.sub(" ", lead))) - {"or", "and", "also"}
    return words <= 2 and bool(lead.strip()) and not _PREDICATIVE.search(lead[-14:])


# Verbs that say what somebody holds a thing to be: "called the damage “appalling”".
_IN_MARKS = re.compile(r"[“‘\"'][^”’\"'\n]*[”’\"']")
_JUDGING = frozenset({"call", "describe", "brand", "label", "hail"})


def _interrupted(
    prose: Prose,
    before: Candidate,
    group: Sequence[Stretch],
) -> bool:
    """Whether the words go on with the quote before them, which a tag in the same paragraph interrupts."""
    text, sentences = prose.release.text, prose.sentences
    gap = text[before.end : group[0].first]
    if "\n\n" in gap or len(gap) > REACH or not gap.strip(" ,"):
        return False
    first = prose.index(before.end - 1)
    second = prose.index(group[0].first)
    if first < 0 or sentences[first].paragraph != sentences[second].paragraph:
        return False
    # One sentence at most stands between the two.
    inner = [s for s in sentences[first + 1 : second + 1] if before.end + 1 < s.start < group[0].first]
    if any(text[before.end : s.start].strip() for s in inner):
        return False
    last = before.fields["parts"][-1]
    tag = tag_of(prose, last[0], last[1], before.end)
    if tag is None or tag.form not in {"tag", "inverted"} or tag.end > group[0].first:
        return False
    own = tag_of(prose, group[0].start, group[0].end, group[0].last)
    if own is not None and text[slice(*own.subject)].strip()[:1].isupper():
        return False  # another speaker, named behind it
    ending = gap.rstrip()[-1:]
    final = last_of(text, *last)
    if ending == ":":
        return bool(re.search(r"\b(?:adding|saying|continuing)\W*$", gap)) and final != "."
    if ending == ",":
        return final != "."
    return ending in ".-–—" and _sentence(text, group)
