"""The noun that the parse ties a percentage to: the whole behind "of", what rose or fell by it, whose level it is."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from factx.find.nouns import NOUNS, lemma_of
from factx.lexicon import Lexicon, any_of
from factx.link.tree import is_noun, root, subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence

_CLAUSE_START = re.compile(
    r"[;:–—]\s+|,\s+(?:and|but|while|whilst|whereas)\s+|\b(?:but|while|whilst|whereas|that|as)\s+|[\d%)]\s+and\s+|\A\W+"
)
_IN_NOUN_PHRASE = {"JJ", "JJR", "JJS", "VBN", "VBD", "VBG", "DT", "PDT", "PRP$", "HYPH", "POS", "CD", "RB"}
# What goes back to something before.
PRONOUNS = {"this", "that", "it", "which", "these"}


def whole_by_parse(
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
        return _with_start(_first_noun(behind[1:], bare=True), behind[1])  # 5 per cent above the norm
    more = len(behind) > 1 and behind[0].lower_ in lexicon.change.comparatives
    if change is not None and more:  # 10 per cent more calls
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
        return token.head  # "a prize, which was doubled"
    if what is not None and what.lower_ in PRONOUNS:
        return what
    shoplifting = what is not None and what.lower_ in lexicon.counts.kinds
    if (
        what is None
        or not (is_noun(what, lexicon) or shoplifting)
        or _is_sign(what, lexicon)
        or what.lower_ in lexicon.change.nouns
    ):
        return None
    return what


def level_by_parse(candidate: Candidate, sentence: Sentence, lexicon: Lexicon, language: Language) -> Token | None:
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
    plain = what is not None and is_noun(what, lexicon) and not _is_sign(what, lexicon) and not _stands_for_figure(what)
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
            return found if found is not None and (found.tag_ in NOUNS or found.lower_ in PRONOUNS) else None
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


def thing_of(noun: Token, lexicon: Lexicon, language: Language) -> str | None:
    """The lemma of what a noun names, if that can be counted: a plural, or a kind of crime ("burglary")."""
    noun = within(noun, lexicon)
    lemma = lemma_of(noun, lexicon, language)
    plural = noun.tag_ in {"NNS", "NNPS", "VBZ"} or noun.lower_ in lexicon.counts.plurals
    return lemma if plural or lemma in lexicon.counts.things else None


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


@cache
def _moving(lexicon: Lexicon) -> re.Pattern[str]:
    forms = any_of([*lexicon.change.forms, *lexicon.percentages.multiples])
    been = r"(?:has\s+|have\s+|had\s+|was\s+|were\s+|been\s+|then\s+|also\s+|\w+ly\s+){0,3}"
    by_so_much = r"(?:\s+(?:by\s+)?[\d.,]{1,8}\s?(?:%|per\s?cent|percent),?)?"
    by = r"(?:\s+(?:by|to|from|below|above))?(?:\s+(?:a|an|just|only|some|further|another)){0,3}"
    return re.compile(rf"\s+{been}(?:{forms}){by_so_much}{by}\s+\Z", re.IGNORECASE)
