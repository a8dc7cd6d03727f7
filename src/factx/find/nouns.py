"""The noun that a number counts, read off the parse."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from factx.find.candidate import Candidate, quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from factx.claims import Change
    from factx.figures import Figure
    from factx.language import Language, Sentence
    from factx.lexicon import Lexicon

NOUNS = {"NN", "NNS", "NNP", "NNPS"}
# A noun stands at most so many tokens behind its number.
REACH = 6
MANY = Fraction(2)

_MODIFIERS = {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS"} | NOUNS
_NO_MODIFIER = {"DT", "PDT", "PRP$", "IN"}
_PREMODIFIER = {"nummod", "quantmod", "compound", "amod", "nmod"}


def counted_noun(
    last: Token, first: Token, value: Fraction, lexicon: Lexicon, parted: frozenset[int] = frozenset()
) -> Token | None:
    """The noun that a number of `value` counts; `last` is the number's last token, `first` the one behind it.

    `parted` is where in the sentence other numbers start, behind which a noun is theirs ("ten 9mm rifles" has
    none: the calibre is a label).
    """
    noun = last
    while noun.dep_ in _PREMODIFIER and noun.head.i > noun.i and noun.head.tag_ in NOUNS | {"CD"}:
        noun = noun.head
    between = first.doc[first.i : noun.i]
    if noun.i <= last.i or noun.tag_ not in NOUNS or len(between) > REACH or any(_parts(t, parted) for t in between):
        return noun_behind(first, value, lexicon)
    if noun.tag_ == "NN" and value != 1:  # "cut and runs": the plural behind "and" is what is counted
        joined = (c for c in noun.conjuncts if c.i == noun.i + 2 and c.nbor(-1).lower_ == "and" and _plural(c, lexicon))
        noun = next(joined, noun)
    one_of = (
        last.i > 1 and last.nbor(-1).lower_ == "of" and last.nbor(-2).tag_ not in NOUNS
    )  # "the second of two raids"
    behind = noun.doc[noun.i + 1 : noun.i + 2]
    if value != 1 and noun.tag_ == "NNS" and not one_of and any(_agrees_with_none(t) for t in behind):
        return behind[0]  # "75 drugs raids": no plural is the subject of "raids"
    while noun.i + 2 < len(noun.doc) and noun.nbor(1).text == "-" and noun.nbor(2).tag_ in NOUNS:
        noun = noun.nbor(2)  # co-defendants
    return noun if value == 1 or _plural(noun, lexicon) else noun_behind(first, value, lexicon)


def noun_behind(first: Token, value: Fraction, lexicon: Lexicon) -> Token | None:
    """The last noun of the modifiers and nouns that start with `first`; a plural one unless `value` is one."""
    noun = plural = None
    if value != 1 and _agrees_with_none(first) and not _prepositional(first):
        return first  # "88 lives have been lost"
    for token in first.doc[first.i : first.i + REACH]:
        if token.text == "-" and token.whitespace_:  # (a dash)
            break
        if value == 1 and noun is not None and token.tag_ in {"VBN", "VBD"} and noun.i == token.i - 1:
            break  # "one paramedic needed hospital treatment"
        if token.tag_ in NOUNS:
            noun = token
            plural = token if _plural(token, lexicon) else plural
        elif value != 1 and noun is not None and _agrees_with_none(token):  # "6 Casio watches"
            return token
        elif _goes_on(token, noun) and not (value == 1 and token.tag_ == "CC"):
            continue
        elif token.tag_ not in _MODIFIERS:
            break
    if value == 1 or noun is plural:
        return noun
    behind = plural.doc[plural.i + 1 : plural.i + 2] if plural is not None else ()
    true_plural = plural is not None and plural.tag_ == "NNS"  # "break-ins involved violence", "three men hostage"
    return plural if true_plural and any(t.tag_ in {"VBN", "VBD", "VBG", "NN"} for t in behind) else None


def noun_out_of(of: Token, lexicon: Lexicon) -> tuple[Token, Token | None] | None:
    """Of "six of them", "two of the knives": the token at which it ends, and the noun where it has one.

    None where "of" opens something else, and where a second number stands behind it ("six of the eight": two counts).
    """
    after = list(of.doc[of.i + 1 : of.i + 2 + REACH])
    if not after:
        return None
    alone = (
        after[0].lower_ not in {"those", "these", "which"}
        or len(after) == 1
        or after[1].tag_ not in NOUNS | {"JJ", "CD"}
    )
    if after[0].lower_ in lexicon.counts.pronouns and alone:
        return after[0], None
    noun = next((t for t in of.rights if t.dep_ == "pobj" and t.tag_ in NOUNS), None)
    if noun is None or noun.i - of.i > REACH:
        return None
    theirs = any(t.tag_ == "POS" for t in of.doc[of.i : noun.i])  # "four of Ms Hale's children"
    if after[0].tag_ not in {"DT", "PRP$", "PDT", "WDT"} and not theirs:
        return None
    return None if any(t.tag_ == "CD" for t in of.doc[of.i : noun.i]) else (noun, noun)


def item(noun: Token, sentence: Sentence, first: Token | None = None) -> str:
    """The noun phrase without number and hedge, with what follows the noun up to a comma, bracket or figure.

    `first` is the token behind the number, where the phrase starts at the latest.
    """
    start = noun
    for token in reversed(noun.doc[noun.left_edge.i if first is None else first.i : noun.i]):
        joined = token.i + 1 < len(token.doc) and token.nbor(1).text == "-"  # (zero-emission)
        if (token.tag_ in {"CD", *_NO_MODIFIER} and not joined) or token.lower_ in {"more", "fewer", "several", "x"}:
            break
        start = token
    end = phrase_end(noun)
    if noun.i < end.i < len(end.doc) - 1 and (end.tag_, end.nbor(1).tag_) == ("NNS", "NN"):
        end = end.nbor(1)  # "counts of special circumstances murder", parsed in two
    return " ".join(sentence.text[start.idx : end.idx + len(end)].split())


def phrase_end(noun: Token, *, clauses: bool = False) -> Token:
    """The last token of what follows a noun directly: "of", "associated with" (and, with `clauses`, "who were seen").

    It stops before a comma, a bracket or a figure.
    """
    end = noun
    ties = {"prep", "acl", "relcl"} if clauses else {"prep", "acl"}
    for child in noun.rights:
        if child.dep_ not in ties or child.left_edge.i > end.i + 1 or child.lower_ in {"aged", "than"}:
            continue
        whole = end
        for token in noun.doc[child.left_edge.i : child.right_edge.i + 1]:
            if token.tag_ == "CD":  # "recorded in the year ending June 2022": without the phrase that the figure is in
                end = whole
                break
            if token.is_punct and token.text not in "-’'":
                break
            if token.tag_ == "IN":
                whole = end
            end = token
    while end.i > noun.i and (
        end.tag_ in {"IN", "DT", "TO", "CC", "RB", "PRP$", "$"} or (end.tag_ == "VBG" and not _named_by_verb(end))
    ):
        end = end.nbor(-1)
    return end


def _named_by_verb(token: Token) -> bool:
    """Whether a participle is what "of" takes ("counts of breaking and entering"), and not the start of a clause."""
    while token.dep_ == "conj" and token.i > token.head.i:
        token = token.head
    return token.dep_ in {"pcomp", "pobj"} and token.head.lower_ == "of"


def lemma_of(noun: Token, lexicon: Lexicon, language: Language) -> str:
    """The lemma of a counted noun; "people" are persons.

    What is joined by a hyphen to a part that is no noun is taken whole ("co-defendant", "break-in").
    """
    lemma = lexicon.counts.lemmas.get(noun.lower_) or language.lemma(noun)
    if noun.i > 1 and noun.nbor(-1).text == "-" and not noun.nbor(-1).whitespace_:
        before = noun.nbor(-2)
        if before.whitespace_:
            return lemma
        if before.lower_ in lexicon.counts.prefixes or noun.lower_ in lexicon.counts.particles:
            return f"{before.lower_}-{lexicon.counts.particles.get(noun.lower_, lemma)}"
    return lemma


def comparative(token: Token, lexicon: Lexicon) -> Change | None:
    """The direction of "fewer", "more" directly behind a number."""
    if token.lower_ in lexicon.change.decrease.comparatives:
        return "decrease"
    return "increase" if token.lower_ in lexicon.change.increase.comparatives else None


def adverb(token: Token, lexicon: Lexicon) -> Change | None:
    """The direction of "up", "down"."""
    if token.lower_ in lexicon.change.decrease.adverbs:
        return "decrease"
    return "increase" if token.lower_ in lexicon.change.increase.adverbs else None


def count_of(
    start: int,
    end: int,
    figure: Figure,
    noun: Token | None,
    first: Token | None,
    sentence: Sentence,
    lexicon: Lexicon,
    language: Language,
) -> Candidate:
    """The candidate for text[start:end]; `first` is the token behind the number, `noun` None where it is left out."""
    candidate = quantity(
        "count",
        start,
        end,
        figure,
        head=None if noun is None else lemma_of(noun, lexicon, language),
        item=None if noun is None else item(noun, sentence, first),
        change=None if first is None else comparative(first, lexicon),
    )
    if figure.value == 0:
        candidate.fields["status"] = "negated"
    return candidate


def _hyphened(token: Token) -> bool:
    """Whether a token is joined to the next by a hyphen ("in" of "in-custody")."""
    after = token.doc[token.i + 1 : token.i + 2].text
    return after == "-" and not token.whitespace_


def _goes_on(token: Token, noun: Token | None) -> bool:
    """Whether a token between modifiers and nouns does not end their phrase."""
    if token.tag_ == "CC":
        return _modifies_too(token) if noun is None else _joins_nouns(token)
    after = token.doc[token.i + 1 : token.i + 2]
    adverb = token.tag_ == "RB" and any(t.tag_ in {"VBN", "JJ"} for t in after)
    return _hyphened(token) or adverb


def _joins_nouns(joint: Token) -> bool:
    """Whether "and" joins two nouns that modify a plural ("320 patrol and rescue teams")."""
    before, after = joint.doc[joint.i - 1 : joint.i], joint.doc[joint.i + 1 : joint.i + 3]
    tags = [t.tag_ for t in (*before, *after)]
    return tags in (["NN", "NN", "NNS"], ["NN", "JJ", "NNS"]) or tags[:2] == ["NN", "NNS"]  # "34 stop and searches"


def _modifies_too(joint: Token) -> bool:
    """Whether "and", "or" joins two modifiers ("26 damaged or abandoned cars")."""
    before, after = joint.doc[joint.i - 1 : joint.i], joint.doc[joint.i + 1 : joint.i + 2]
    modifiers = {"JJ", "VBN", "VBD", "VBG"}
    return len(after) == 1 and all(t.tag_ in modifiers for t in (*before, *after))


def _prepositional(token: Token) -> bool:
    """Whether a preposition follows ("a man, 34, lives in")."""
    return any(t.tag_ in {"IN", "RB"} for t in token.doc[token.i + 1 : token.i + 2])


def _agrees_with_none(token: Token) -> bool:
    """Whether what stands behind a plural was taken for a verb in the singular, and so must be a noun."""
    return token.tag_ == "VBZ" and token.lower_.endswith("s") and token.lower_ not in {"is", "has", "does", "'s", "’s"}


def _parts(token: Token, parted: frozenset[int]) -> bool:
    """Whether a token between number and noun parts them: a bracket, a dash, another number that is no age."""
    if token.tag_ == "CD":
        return token.idx in parted and token.i + 1 < len(token.doc) and token.nbor(1).text != "-"
    return token.tag_ in {"-LRB-", "-RRB-", ":"}


def _plural(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a number other than one can count a noun."""
    capitals = noun.tag_ == "NNP" and noun.lower_[-1:] == "s"
    return noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in lexicon.counts.plurals or capitals
