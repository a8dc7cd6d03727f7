"""What a percentage is of: the whole that it is a share of, or the thing that rose or fell by it."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from factx.find.nouns import lemma_of
from factx.link.tree import NOUNS, phrase, root, subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from factx.find.candidate import Candidate
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon

# Between a count and the percentage that glosses it: "734 cases (58 per cent)", "nine of them, or 4.5 per cent".
_GLOSS = re.compile(r"\s*(?:\(|,\s+or|\s+or|,\s+a\s+\w+\s+of|\s+[–—-])\s*\Z")
# Between a figure and the level it is compared with: the same whole.
_LEVEL = re.compile(r"\b(?:from|than|against|compared (?:with|to)|versus|v\.?|on)\s+(?:the\s+)?\Z")
# A row or headline whose label rose or fell: "Burglary | 2,289 | 1,877 | -18%", "Robbery down by a fifth".
_LABEL = re.compile(
    r"([^\W\d][\w’'\s-]{1,50}?)(?:\s*(?::|\|)[\d,.\s|(]*|\s+(?:was\s+|is\s+|were\s+|are\s+)?(?:up|down)\s+(?:by\s+)?(?:some\s+|about\s+)?)\Z"
)
_TOUCHING = re.compile(r"(?:^|[(,–—-])\s*(?:up|down)\s+(?:by\s+)?\Z")
_IN_NOUN_PHRASE = {"JJ", "JJR", "JJS", "VBN", "VBD", "VBG", "DT", "PDT", "PRP$", "HYPH", "POS", "CD", "RB"}


def whole_of(
    candidate: Candidate, before: Candidate | None, sentence: Sentence, lexicon: Lexicon, language: Language
) -> None:
    """Fill in `of` of a percentage (as written), and its noun.

    `before` is the last figure in front of it that has a noun.
    """
    if before is not None and before.start >= sentence.start:
        between = sentence.text[before.end - sentence.start : candidate.start - sentence.start]
        if before.kind == "count" and (_GLOSS.fullmatch(between) or _TOUCHING.search(between)):
            candidate.fields["of"] = before.fields.get("item") or before.noun
            return
        if before.kind == "percentage" and _LEVEL.search(between):
            candidate.fields["of"] = before.fields["of"]
            return
    label = _LABEL.match(sentence.text, 0, max(0, candidate.start - sentence.start))
    if candidate.fields["change"] is not None and label:
        candidate.fields["of"] = " ".join(label[1].split())
        return
    whole, first = _whole(candidate, sentence, lexicon)
    if whole is not None:
        candidate.fields["of"] = phrase(whole, sentence, first)
        if whole.tag_ in {"NNS", "NNPS"} or whole.lower_ in lexicon.counts.plurals:
            candidate.noun = lemma_of(whole, lexicon, language)


def _whole(
    candidate: Candidate, sentence: Sentence, lexicon: Lexicon
) -> tuple[Token, Token | None] | tuple[None, None]:
    """The head of the whole, by the tree, and where its phrase starts if that is sure; tried in this order."""
    inside = sentence.tokens(candidate.start, candidate.end)
    token = root(candidate, sentence)
    if token is None or not inside:
        return None, None
    last = inside[-1]
    doc, form, change = token.doc, candidate.fields["form"], candidate.fields.get("change")
    if form == "multiple" and last.tag_.startswith("VB"):
        return _with_start(moved(last, lexicon), None)
    if form in {"ratio", "multiple"}:  # one in nine thefts; three times the limit
        return _with_start(_first_noun(doc[last.i + 1 :], form == "ratio"), None)
    nouns = _change_nouns(lexicon)
    noun = next((t for t in (token.head, token.head.head) if t.lower_ in nouns), None)
    for word, joins in ((noun, {"in", "of"}), *((t, {"of"}) for t in inside)):
        for join in word.rights if word is not None else ():
            if join.dep_ == "prep" and join.lower_ in joins and join.i > last.i:
                return _with_start(_first_noun(doc[join.i + 1 :], bare=True), doc[join.i + 1])
    if token.dep_ == "pobj" and token.head.lower_ == "of" and noun is None and token.head.head.tag_ in NOUNS:
        level = token.head.head  # a clear-up rate of 31%
        return _with_start(level if level.lower_ not in lexicon.counts.light else None, None)
    return _with_start(moved(token, lexicon) if change is not None else None, None)


def _with_start(noun: Token | None, first: Token | None) -> tuple[Token, Token | None] | tuple[None, None]:
    return (None, None) if noun is None else (noun, first)


def moved(token: Token, lexicon: Lexicon) -> Token | None:
    """What rose or fell by the figure: the object of the change verb that governs it, else the verb's subject."""
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
    if what is not None and what.lower_ in lexicon.counts.light:  # the number of offences
        what = next((c for p in what.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"), what)
    if what is None or what.tag_ not in NOUNS or _is_sign(what, lexicon) or what.lower_ in _change_nouns(lexicon):
        return None
    return what


def _first_noun(tokens: Iterable[Token], bare: bool) -> Token | None:  # noqa: FBT001 (private, two callers)
    """The head of the noun phrase with which `tokens` start; where not `bare`, only behind an article."""
    words = list(islice(tokens, 8))
    if words and words[0].lower_ in {"of", "the"} and not bare:
        bare = True
    if not bare or not words:
        return None
    last = None
    for token, behind in zip(words, [*words[1:], None], strict=True):
        if token.tag_ in NOUNS and token.is_alpha:
            last = token
        elif token.tag_ == "POS":  # last month's arrests
            last = None
        elif token.tag_ in {"DT", "PRP"} and last is None and _stands_alone(token, behind):
            return token
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
def _change_nouns(lexicon: Lexicon) -> frozenset[str]:
    return frozenset([*lexicon.change.increase.nouns, *lexicon.change.decrease.nouns])


@cache
def _change_verbs(lexicon: Lexicon) -> frozenset[str]:
    forms = [*lexicon.change.increase.forms, *lexicon.change.decrease.forms, *lexicon.percentages.multiples]
    return frozenset([*forms, "is", "was", "are", "were", "been", "be", "being"])
