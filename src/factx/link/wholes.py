"""What a percentage is of: the whole that it is a share of, or the thing that rose or fell by it.

By construction, tried in the order of `whole_of`: the label of its row, the figure that it glosses, what the tree ties
it to ("of", the subject that moved), the "Of those arrested," that opens its sentence, the subject whose level it is.
What "this" or "it" stands for is the last figure with a noun.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from factx.find.nouns import NOUNS, lemma_of
from factx.lexicon import any_of
from factx.link.apposed import apposed, gauge, is_thing
from factx.link.tree import is_noun, phrase, root, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Token

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
_CLAUSE_START = re.compile(
    r"[;:–—]\s+|,\s+(?:and|but|while|whilst|whereas)\s+|\b(?:but|while|whilst|whereas|that|as)\s+|[\d%)]\s+and\s+|\A\W+"
)
_IN_NOUN_PHRASE = {"JJ", "JJR", "JJS", "VBN", "VBD", "VBG", "DT", "PDT", "PRP$", "HYPH", "POS", "CD", "RB"}
# The words of a whole, and the lemma of its noun where that is sure.
Whole = tuple[str, str | None]
_SHARES = {"percent", "fraction", "ratio"}
_SHARED = {"this", "that", "it", "which", "these"}


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
    whole, first = (None, None) if gapped else _whole(candidate, sentence, lexicon)
    if gapped:
        candidate.fields["of"] = gapped
    elif whole is not None and whole.lower_ not in _SHARED:
        last = sentence.tokens(candidate.start, candidate.end)[-1].i
        candidate.fields["of"] = phrase(whole, sentence, first, last + 1 if whole.i > last else 0)
        done = whole.doc[whole.i + 1 : whole.i + 2]
        if candidate.fields["of"].lower() == "those" and any(t.tag_ in {"VBN", "VBD"} for t in done):
            candidate.fields["of"] += f" {done}"  # "those stopped, Asian people …"
        candidate.noun = _thing(within(whole, lexicon), lexicon, language)
    elif candidate.fields["change"] is not None and (mover := mover_by_words(sentence, candidate.start, lexicon)):
        head, candidate.fields["of"] = mover
        candidate.noun = _thing(within(head, lexicon), lexicon, language)
    elif front := fronted(candidate, sentence):
        candidate.fields["of"] = front
    elif level_of := gauge(candidate, sentence, lexicon):
        candidate.fields["of"] = level_of
    elif named is not None and whole is not None and sentence.block - 1 <= where[named].block:
        candidate.fields["of"] = named.phrase
    elif level := _level(candidate, sentence, lexicon, language):
        candidate.fields["of"] = phrase(level, sentence)
    elif shared := _shared_with(candidate, before, named, share, where):
        candidate.fields["of"] = shared
    elif named is not None and named.start >= sentence.start and _is_size_of_change(candidate, sentence, lexicon):
        candidate.fields["of"] = named.phrase  # "5,210, a rise of 9%"


def _thing(noun: Token, lexicon: Lexicon, language: Language) -> str | None:
    """The lemma of a noun that can be counted: a plural, or a kind of crime ("burglary")."""
    lemma = lemma_of(noun, lexicon, language)
    plural = noun.tag_ in {"NNS", "NNPS", "VBZ"} or noun.lower_ in lexicon.counts.plurals
    return lemma if plural or lemma in {*lexicon.counts.zero, *lexicon.counts.kinds} else None


def _of_row(candidate: Candidate, sentence: Sentence) -> Whole | None:
    """The label of a row of a list."""
    row = _ROW.match(sentence.text, 0, max(0, candidate.start - sentence.start))
    return (" ".join(row[1].split()), None) if row else None


def _of_apposed(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> Whole | None:
    """What stands in front of the bracket, the comma or "down"."""
    beside = apposed(candidate, sentence, lexicon, language)
    if beside is None:
        return None
    return beside[1], _thing(within(beside[0], lexicon), lexicon, language)


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


def within(noun: Token, lexicon: Lexicon) -> Token:
    """What is counted in "the number of offences": the offences."""
    if noun.lower_ not in lexicon.counts.light:
        return noun
    return next((c for p in noun.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"), noun)


def mover_by_words(sentence: Sentence, before: int, lexicon: Lexicon) -> tuple[Token, str] | None:
    """The head and the words of what rose or fell, where the parse has missed the verb: "Calls for help climbed 11%".

    The figure starts at `before`; its verb stands directly in front, the noun phrase from the start of the clause.
    """
    match = _moving(lexicon).search(sentence.text[: before - sentence.start])
    if match is None:
        return None
    start = max((m.end() for m in _CLAUSE_START.finditer(sentence.text, 0, match.start())), default=0)
    head = None
    for token in sentence.tokens(sentence.start + start, sentence.start + match.start()):
        if token.tag_ in NOUNS:
            head = token
        elif head is not None and token.tag_ not in {"HYPH", "POS", "CC", "JJ"} and token.text != "-":
            break
    if head is None or head.lower_ in {"%", "cent", "percent"}:
        return None
    words = re.sub(
        r"\A(?:and|but|while|the|a|an|overall,?|however,?)\s+",
        "",
        sentence.text[start : match.start()],
        flags=re.IGNORECASE,
    )
    return head, " ".join(words.split()).rstrip(",")


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
        and _level(percentage, sentence, lexicon, language) is None
    )


def _is_share(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a percentage that says nothing of its whole is the subject: "More than half were new"."""
    token = root(candidate, sentence)
    makes_up = _MAKES_UP.search(sentence.text[: candidate.start - sentence.start]) is not None
    opens = makes_up or not sentence.text[: candidate.start - sentence.start].strip("“\"'‘ •–-")
    return candidate.fields["change"] is None and token is not None and (token.dep_ in {"nsubj", "nsubjpass"} or opens)


@cache
def _moving(lexicon: Lexicon) -> re.Pattern[str]:
    forms = any_of([*lexicon.change.forms, *lexicon.percentages.multiples])
    been = r"(?:has\s+|have\s+|had\s+|was\s+|were\s+|been\s+|then\s+|also\s+|\w+ly\s+){0,3}"
    by_so_much = r"(?:\s+(?:by\s+)?[\d.,]{1,8}\s?(?:%|per\s?cent|percent),?)?"
    by = r"(?:\s+(?:by|to|from|below|above))?(?:\s+(?:a|an|just|only|some|further|another)){0,3}"
    return re.compile(rf"\s+{been}(?:{forms}){by_so_much}{by}\s+\Z", re.IGNORECASE)


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
    things = {*lexicon.counts.zero, *lexicon.counts.kinds}
    last = sentence.tokens(sentence.start + match.start(1), sentence.start + match.end(1))[-1:]
    noun = bool(last) and (is_thing(last[0], lexicon) or last[0].lower_ in things)
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


def _whole(
    candidate: Candidate, sentence: Sentence, lexicon: Lexicon
) -> tuple[Token, Token | None] | tuple[None, None]:
    """The head of the whole, by the tree, and where its phrase starts if that is sure; tried in this order.

    The head may be "this" or "it", where the text goes back to something before.
    """
    inside = sentence.tokens(candidate.start, candidate.end)
    token = root(candidate, sentence)
    if token is None or not inside:
        return None, None
    last = inside[-1]
    doc, form, change = token.doc, candidate.fields["form"], candidate.fields.get("change")
    behind = doc[last.i + 1 :]
    if form == "multiple":
        return _multiplied(token, last, lexicon)
    if form == "ratio":  # one in nine thefts
        finite = len(behind) > 0 and behind[0].tag_ in {"VBD", "VBZ", "VBP", "MD"}  # "one in five had seen"
        whole = None if finite else _first_noun(behind, bare=True)
        timed = whole is not None and whole.lower_ in lexicon.percentages.no_whole  # "one in twelve the year before"
        return _with_start(None if timed else whole, None)
    nouns = lexicon.change.nouns
    noun = next((t for t in (token.head, token.head.head) if t.lower_ in nouns and t.tag_ in NOUNS), None)
    joins = {"in", "of"} if noun is not None else {"of"}
    for word, ties in ((noun, {"in", "of"}), *((t, joins) for t in inside)):
        for join in word.rights if word is not None else ():
            between = doc[max(last.i, word.i if word else 0) + 1 : join.i]
            parted = any(t.tag_ == "CC" or (t.tag_ in NOUNS and not _is_sign(t, lexicon)) for t in between)
            if join.dep_ == "prep" and join.lower_ in ties and join.i > last.i and not parted:
                return _with_start(_first_noun(doc[join.i + 1 :], bare=True), doc[join.i + 1])
    whose = {"the", "its", "their", "all", "his", "her"}
    timed = any(t.lower_ in lexicon.percentages.no_whole for t in behind[1:3])  # "almost half the next year"
    if form == "fraction" and len(behind) > 1 and behind[0].lower_ in whose and not timed:
        return _with_start(_first_noun(behind, bare=True), behind[0])  # half the money
    if len(behind) > 1 and behind[0].lower_ in {"over", "above", "below", "under"} and behind[1].tag_ == "DT":
        return _with_start(_first_noun(behind[1:], bare=True), behind[1])  # 20 per cent over the limit
    if (
        change is not None and len(behind) > 1 and behind[0].lower_ in lexicon.change.comparatives
    ):  # 10 per cent more calls
        if behind[1].lower_ == "in" and len(behind) > 2:  # a quarter less in overtime
            return _with_start(_first_noun(behind[2:], bare=True), behind[2])
        if behind[1].tag_ in NOUNS | {"JJ"}:
            return _with_start(_first_noun(behind[1:], bare=True), behind[1])
    limit = token.head
    if (
        token.dep_ in {"compound", "nmod", "amod", "nummod"}
        and limit.i > last.i
        and limit.tag_ in {"NN", "NNS"}
        and noun is None
    ):
        return _with_start(limit, doc[last.i + 1])  # a 0.08% limit, an 82% conviction rate
    if token.dep_ == "pobj" and token.head.lower_ == "of" and noun is None and token.head.head.tag_ in NOUNS:
        level = token.head.head  # a clear-up rate of 31%
        named = level.lower_ not in lexicon.counts.light or any(t.dep_ in {"compound", "amod"} for t in level.lefts)
        return _with_start(level if named else None, None)
    return _with_start(moved(token, lexicon) if change is not None else None, None)


def _multiplied(token: Token, last: Token, lexicon: Lexicon) -> tuple[Token, Token | None] | tuple[None, None]:
    """What doubled; of "three times the limit", "twice as many arrests" the noun; of "twice as likely" the subject."""
    if last.tag_.startswith("VB"):
        return _with_start(moved(last, lexicon), None)
    behind = [t for t in last.doc[last.i + 1 :] if t.lower_ != "times"]
    if len(behind) > 2 and behind[0].lower_ in lexicon.change.nouns and behind[1].lower_ in {"in", "of"}:
        return _with_start(_first_noun(behind[2:], bare=True), behind[2])  # a threefold increase in reports
    if last.lower_ in {"many", "much"} and behind and behind[0].tag_ in NOUNS | {"JJ"}:
        return _with_start(_first_noun(behind, bare=True), behind[0])
    if behind and behind[0].lower_ in {"over", "above"}:
        behind = behind[1:]
    noun = _first_noun(behind, bare=False)
    return _with_start(noun if noun is not None else _governing_subject(token), None)


def _with_start(noun: Token | None, first: Token | None) -> tuple[Token, Token | None] | tuple[None, None]:
    return (None, None) if noun is None else (noun, first)


def moved(token: Token, lexicon: Lexicon) -> Token | None:
    """What rose or fell by the figure: the object of the change verb that governs it, else the verb's subject.

    "This" and "it" are given as they stand.
    """
    for _ in range(5):
        if token.tag_.startswith("VB") or token.head.i == token.i:
            break
        token = token.head
    if token.lower_ not in _change_verbs(lexicon):
        return None
    done_to = next(
        (c for c in token.children if c.dep_ == "dobj" and c.tag_ in NOUNS and not _is_sign(c, lexicon)), None
    )
    what = done_to if done_to is not None else subject(token)
    if what is None and token.dep_ == "conj" and token.head.tag_.startswith("VB"):  # "rose in Leeds but halved in York"
        what = subject(token.head)
    if what is not None and what.lower_ in {"which", "that"} and token.dep_ == "relcl" and token.head.tag_ in NOUNS:
        return token.head  # "a reward, which could be doubled"
    if what is not None and what.lower_ in _SHARED:
        return what
    shoplifting = what is not None and what.lower_ in lexicon.counts.kinds
    if (
        what is None
        or not (is_noun(what) or shoplifting)
        or _is_sign(what, lexicon)
        or what.lower_ in lexicon.change.nouns
    ):
        return None
    return what


def _level(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> Token | None:
    """The subject whose level a percentage gives: "Confidence stands at 68%", "the rate rose from 75% to 78%"."""
    token = root(candidate, sentence)
    if token is None or token.dep_ in {"nsubj", "nsubjpass"}:
        return None
    for _ in range(5):
        if token.tag_.startswith("VB") or token.head.i == token.i or token.dep_ in {"nsubj", "nsubjpass"}:
            break
        token = token.head
    if not token.tag_.startswith("VB"):
        return None
    if language.lemma(token) not in lexicon.percentages.levels and token.lower_ not in _change_verbs(lexicon):
        return None
    what = subject(token)
    plain = what is not None and is_noun(what) and not _is_sign(what, lexicon) and not _stands_for_figure(what)
    return what if what is not None and plain and not candidate.overlaps(*sentence.span([what])) else None


def _stands_for_figure(noun: Token) -> bool:
    """Whether "the figure", "the share" stands for one that was given before."""
    bare = all(c.dep_ == "det" for c in noun.lefts) and not any(c.dep_ == "prep" for c in noun.rights)
    return bare and noun.lower_ in {"figure", "figures", "share", "proportion", "proportions", "percentage"}


def _governing_subject(token: Token) -> Token | None:
    """The noun that is the subject of the clause of `token`."""
    for _ in range(6):
        if token.tag_.startswith("VB"):
            found = subject(token)
            return found if found is not None and (found.tag_ in NOUNS or found.lower_ in _SHARED) else None
        if token.head.i == token.i:
            break
        token = token.head
    return None


def _first_noun(tokens: Iterable[Token], bare: bool) -> Token | None:  # noqa: FBT001 (private, two callers)
    """The head of the noun phrase with which `tokens` start; where not `bare`, only behind an article."""
    words = list(islice(tokens, 8))
    if words and words[0].lower_ in {"of", "the"} and not bare:
        bare = True
    if not bare or not words:
        return None
    if words[0].lower_ in {"which", "whom"}:
        return words[0]
    last = None
    for token, behind in zip(words, [*words[1:], None], strict=True):
        if token.text == "/" or (token.tag_ in NOUNS and not token.is_alpha and behind is not None):
            continue
        if token.tag_ in NOUNS and (token.is_alpha or behind is None or behind.tag_ not in NOUNS):
            last = token if token.is_alpha or last is None else last
        elif token.tag_ == "POS":  # last month's arrests
            last = None
        elif token.tag_ in {"DT", "PRP"} and last is None and _stands_alone(token, behind):
            return token
        elif token.i and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
            continue  # drink-drive
        elif token.tag_ == "HYPH":
            last = None
        elif last is not None or (token.tag_ not in _IN_NOUN_PHRASE and token is not words[0]):
            break
    return last


def _stands_alone(word: Token, behind: Token | None) -> bool:
    """Whether a pronoun or "those" is a noun phrase by itself ("those attending", "them")."""
    if word.lower_ in {"those", "these"} and behind is not None and behind.tag_ in {"VBN", "VBG", "VBD", "WP", "WDT"}:
        return True
    return behind is None or behind.tag_ not in NOUNS | _IN_NOUN_PHRASE


def _is_sign(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is only the sign of a figure: "%", the cent of "per cent"."""
    return not token.is_alpha or any(word.endswith(token.lower_) for word in lexicon.percentages.percent)


@cache
def _change_verbs(lexicon: Lexicon) -> frozenset[str]:
    forms = [*lexicon.change.forms, *lexicon.percentages.multiples]
    return frozenset([*forms, "is", "was", "are", "were", "been", "be", "being"])
