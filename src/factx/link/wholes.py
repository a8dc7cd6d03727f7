"""What a percentage is of: the whole that it is a share of, or the thing that rose or fell by it.

By construction, tried in the order of `whole_of`: the label of its row, the figure that it glosses, what the tree ties
it to ("of", the subject that moved), the "Of those arrested," that opens its sentence, the subject whose level it is.
What "this" or "it" stands for is the last figure with a noun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factx.find.nouns import lemma_of
from factx.link.apposed import apposed, gauge
from factx.link.subjects import PRONOUNS, level_by_parse, mover_by_words, thing_of, whole_by_parse
from factx.link.tree import is_noun, phrase, root

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon

# Between a count and the percentage that glosses it: "734 cases (58 per cent)", "nine of them, or 4.5 per cent".
_GLOSS = re.compile(
    r"(?:\s+(?:than|on)\s+[^,.;:()]{3,40}(?=,\s+or\s))?\s*(?:(?:\w+(?:ed|en)\s+)?\(|,\s+or(?:\s+(?:up|down)(?:\s+by)?)?|\s+or|,\s+a\s+\w+\s+of|,\s+(?:an?|the)\s+[“\"'‘]?\w+\s+rate[”\"'’]?\s+of|\s+[–—-])\s*\Z"
)
# Between a figure and the level it is compared with: the same whole.
_LEVEL = re.compile(r"\b(?:from|than|against|compared (?:with|to)|versus|v\.?|on|to)\s+(?:the\s+)?\Z")
# A row or headline whose label rose or fell: "Burglary | 2,289 | 1,877 | -18%", "Robbery down by a fifth".
_LABEL = re.compile(
    r"([^\W\d][\w’'\s-]{1,50}?)(?:\s*(?::|\|)(?:\s*(?:up|down)\s+(?:by\s+)?)?(?:an?\s+\w+\s+of\s+|[\d,.\s|(]|\bvs?\.\s|\ban?\s)*|\s+(?:(?:was|is|were|are|went|goes|has\s+gone|have\s+gone)\s+(?:(?:now|therefore|also|still|\w+ly)\s+)?)?(?:up|down)\s+(?:by\s+)?(?:some\s+|about\s+)?)\Z"
)
_MAKES_UP = re.compile(
    r"\b(?:ma[dk]es?\s+up|making\s+up|account(?:s|ed|ing)?\s+for|represent(?:s|ed|ing)?|compris(?:es|ed|ing))\s+\Z",
    re.IGNORECASE,
)
_NEXT_TO = re.compile(r"(?:[^,.;:()]|,(?=\d)){0,60},\s+")
_MORE = re.compile(r"\s+(?:more|fewer|less|higher|lower|up|down)\b", re.IGNORECASE)
# A row of a list, such as Criminal damage: 5,216 (+1%), up to its percentage.
_ROW = re.compile(
    r"\W*([^\W\d][^:\d\t|(]{1,60}?)(?::\s*|\s*\t\s*|\s*\|\s*|\s{2,})"
    r"(?:\d[\d,.]*+\s*+(?:\([\d,. ]++\)\s*+)?|vs?\.?\s++|\|\s*+|\t\s*+)++\(?[-–−+]?\Z"
)
_TOUCHING = re.compile(r"(?:^|[(,–—-])\s*(?:up|down)\s+(?:by\s+)?\Z")
# Of the figure before it, a later one shares the verb: "…, burglary by 5%", "and robbery 15% higher", "theft (-4.1)".
GAPPED = re.compile(
    r"(?:,|\band|\bwhile|\bbut)\s+(?:and\s+)?((?!(?:by|and|but|or|while)\b)[^\W\d][\w’'-]*(?:\s+[^\W\d][\w’'-]*){0,4}?)\s+(?:by\s+|in\s+|\(|)\Z"
)
_FRONTED = re.compile(
    r"\W*(?:Out\s+of|Of|Among)\s+(?:all\s+)?(?P<whole>(?:(?:the|its|his|her|their|our)\s+)?(?:[\d,.]+\s*)?[^,;:()]{0,60}?),\s"
)
_THOSE = re.compile(r"(?:those|these|the|its|his|her|their|our)\b|[\d,]+", re.IGNORECASE)
_OF_PRONOUN = re.compile(r"\bof\s+(them|those|these|whom|which)\Z", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\s+of\s+(them|whom|which|it|(?:those|these|that|this)\b(?!\s+(?:who|whom|that|\w+(?:ed|ing|en|s))\b))\b",
    re.IGNORECASE,
)
# The words of a whole, and the lemma of its noun where that is sure.
Whole = tuple[str, str | None]
_SHARES = {"percent", "fraction", "ratio"}


def whole_of(
    candidate: Candidate,
    before: Candidate | None,
    named: Candidate | None,
    share: Candidate | None,
    where: Mapping[Candidate, Sentence],
    lexicon: Lexicon,
    language: Language,
) -> None:
    """Fill in `of` of a percentage (as written), and its noun.

    `before` is the last figure in front of it, `named` the last that has a noun, `share` the last share of a whole.
    """
    sentence = where[candidate]
    written = (
        _of_row(candidate, sentence)
        or _of_apposed(candidate, sentence, lexicon, language)
        or _of_glossed(candidate, before, sentence)
        or _of_pronoun(candidate, sentence)
        or _of_inner(candidate, sentence, lexicon, language)
        or _of_label(candidate, sentence, language)
    )
    if written is not None:
        candidate.fields["of"], candidate.noun = written
        return
    gapped = _gapped(candidate, before, sentence, lexicon)
    whole, first = (None, None) if gapped else whole_by_parse(candidate, sentence, lexicon)
    if gapped:
        candidate.fields["of"] = gapped
    elif whole is not None and whole.lower_ not in PRONOUNS:
        last = sentence.tokens(candidate.start, candidate.end)[-1].i
        candidate.fields["of"] = phrase(whole, sentence, first, last + 1 if whole.i > last else 0)
        done = whole.doc[whole.i + 1 : whole.i + 2]
        if candidate.fields["of"].lower() == "those" and any(t.tag_ in {"VBN", "VBD"} for t in done):
            candidate.fields["of"] += f" {done}"  # "those stopped, Asian people …"
        candidate.noun = thing_of(whole, lexicon, language)
    elif candidate.fields["change"] is not None and (mover := mover_by_words(sentence, candidate.start, lexicon)):
        head, candidate.fields["of"] = mover
        candidate.noun = thing_of(head, lexicon, language)
    elif front := fronted(candidate, sentence):
        candidate.fields["of"] = front
    elif level_of := gauge(candidate, sentence, lexicon):
        candidate.fields["of"] = level_of
    elif named is not None and whole is not None and sentence.block - 1 <= where[named].block:
        candidate.fields["of"] = named.phrase
    elif level := level_by_parse(candidate, sentence, lexicon, language):
        candidate.fields["of"] = phrase(level, sentence)
    elif shared := _shared_with(candidate, before, named, share, where):
        candidate.fields["of"] = shared
    elif named is not None and named.start >= sentence.start and _is_size_of_change(candidate, sentence, lexicon):
        candidate.fields["of"] = named.phrase  # "5,210, a rise of 9%"


def _of_row(candidate: Candidate, sentence: Sentence) -> Whole | None:
    """The label of a row of a list."""
    row = _ROW.match(sentence.text, 0, max(0, candidate.start - sentence.start))
    return (" ".join(row[1].split()), None) if row else None


def _of_apposed(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> Whole | None:
    """What stands in front of the bracket, the comma or "down"."""
    beside = apposed(candidate, sentence, lexicon, language)
    if beside is None:
        return None
    return beside[1], thing_of(beside[0], lexicon, language)


def _of_glossed(candidate: Candidate, before: Candidate | None, sentence: Sentence) -> Whole | None:
    """What the figure before it is of, where the two say the same or are compared."""
    if before is None or before.start < sentence.start:
        return None
    between = sentence.text[before.end - sentence.start : candidate.start - sentence.start]
    if before.kind == "percentage":
        same = _GLOSS.fullmatch(between) or _LEVEL.search(between)
        return (before.fields["of"], before.noun) if same and before.fields["of"] else None
    between = _behind_item(before, between)
    more = _NEXT_TO.fullmatch(between) and _MORE.match(sentence.text, candidate.end - sentence.start)
    same = _GLOSS.fullmatch(between) or (candidate.fields["change"] and more) or _TOUCHING.search(between)
    pronoun = _OF_PRONOUN.search(sentence.text, 0, before.end - sentence.start)
    of = pronoun[1] if pronoun else before.phrase
    return (of, None) if same and of else None


def _of_pronoun(candidate: Candidate, sentence: Sentence) -> Whole | None:
    """The pronoun of "a third of them", as written."""
    pronoun = _OF_THEM.match(sentence.text, candidate.end - sentence.start)
    return (pronoun[1], None) if pronoun else None


def _of_inner(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> Whole | None:
    """The noun inside "one driver in six"."""
    if candidate.fields["form"] != "ratio":
        return None
    noun = next((t for t in sentence.tokens(candidate.start, candidate.end) if t.tag_ in {"NN", "NNS"}), None)
    return (noun.text, lemma_of(noun, lexicon, language)) if noun is not None and noun.is_alpha else None


def _of_label(candidate: Candidate, sentence: Sentence, language: Language) -> Whole | None:
    """What opens a headline or a row, and rose or fell: "Thefts are down"."""
    label = _LABEL.match(sentence.text, 0, max(0, candidate.start - sentence.start))
    if candidate.fields["change"] is None or label is None:
        return None
    word = label[1].split()[-1]
    thing = language.lemma_of_noun(word)
    words = re.sub(r"\A(?:the|an?)\s+", "", " ".join(label[1].split()), flags=re.IGNORECASE)
    return words, thing if thing != word.lower() else None


def _behind_item(before: Candidate, between: str) -> str:
    """What stands between two figures behind the words that the first counts: of "189 crashes in Kent (70%)" " ("."""
    words, bracket, rest = between.partition("(")
    item = before.fields.get("item") or ""
    return f" ({rest}" if bracket and words.strip() and item.endswith(" " + " ".join(words.split())) else between


def _shared_with(
    candidate: Candidate,
    before: Candidate | None,
    named: Candidate | None,
    share: Candidate | None,
    where: Mapping[Candidate, Sentence],
) -> str | None:
    """The whole of the share, or else the things of the count, last spoken of in the paragraph.

    The share has it of any share behind it ("58% of those asked … 19% …"), the count only of one that is a subject or
    touches it ("5,266 searches, 84% on the street").
    """
    sentence = where[candidate]
    if candidate.fields["change"] is not None or candidate.fields["form"] not in _SHARES:
        return None
    if share is not None and where[share].block == sentence.block:
        return str(share.fields["of"])
    if named is None or where[named].block != sentence.block:
        return None
    touches = named is before and named.kind == "count" and named.start >= sentence.start
    touches = touches and sentence.text[named.end - sentence.start : candidate.start - sentence.start] == ", "
    return named.phrase if touches or _is_share(candidate, sentence) else None


def _is_size_of_change(candidate: Candidate, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a percentage is "a rise of" so much."""
    token = root(candidate, sentence)
    return token is not None and any(t.lower_ in lexicon.change.nouns for t in (token.head, token.head.head))


def is_share_of_whole(percentage: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> bool:
    """Whether `of` of a percentage is a whole of which it is a part, and not the thing whose level or change it is."""
    of = percentage.fields["of"]
    if of is None or percentage.fields["change"] is not None or percentage.fields["form"] not in _SHARES:
        return False
    return (
        of.split()[-1].lower() not in lexicon.percentages.gauges
        and level_by_parse(percentage, sentence, lexicon, language) is None
    )


def _is_share(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a percentage that says nothing of its whole is the subject: "More than half were new"."""
    token = root(candidate, sentence)
    makes_up = _MAKES_UP.search(sentence.text[: candidate.start - sentence.start]) is not None
    opens = makes_up or not sentence.text[: candidate.start - sentence.start].strip("“\"'‘ •–-")
    return candidate.fields["change"] is None and token is not None and (token.dep_ in {"nsubj", "nsubjpass"} or opens)


def _gapped(candidate: Candidate, before: Candidate | None, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """What rose or fell where only the first of a list has its verb: "…, burglary by" (5 per cent).

    Of shares ("theft made up 60% and arson 4%") it is the whole of the first.
    """
    if before is None or before.kind != "percentage" or before.start < sentence.start:
        return None
    between = sentence.tokens(before.end, candidate.start)
    match = GAPPED.search(sentence.text[: candidate.start - sentence.start], before.end - sentence.start)
    if match is None:
        return None
    things = lexicon.counts.things
    last = sentence.tokens(sentence.start + match.start(1), sentence.start + match.end(1))[-1:]
    noun = bool(last) and (is_noun(last[0], lexicon) or last[0].lower_ in things)
    if not noun or any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and t.lower_ not in things for t in between if t not in last
    ):
        return None
    return " ".join(match[1].split()) if before.fields["change"] is not None else before.fields["of"]


def fronted(candidate: Candidate, sentence: Sentence) -> str | None:
    """The whole that opens the sentence of a part: "Of the 120 cars stopped," without article and number."""
    match = _FRONTED.match(sentence.text)
    if match is None or sentence.start + match.end() > candidate.start or not _THOSE.match(match["whole"]):
        return None
    words = re.sub(r"\A(?:the|its|his|her|their|our)\s+", "", match["whole"].strip(), flags=re.IGNORECASE)
    return re.sub(r"\A[\d,.]+\s+(?=\w)", "", words) or None
