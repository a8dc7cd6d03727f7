"""spaCy's parser and entity recognizer over many sentences at once, with the answers that each would get alone.

Both choose one transition after another for every sentence (Honnibal and Johnson 2015, "An improved non-monotonic
transition system for dependency parsing"). `component.pipe` takes these steps inside C for the few sentences it is
handed, and pays for Python's lock hundreds of times a word; here one step goes over all sentences that are not
finished, in NumPy.

What a BLAS gives for a row may differ in its last bit with the rows beside it. So matrices are multiplied release by
release, and what is done for many releases at once is done row by row: no answer depends on its company.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from factx.encode import encoder_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span


# What makes a state of the recognizer: the word, and if an entity goes on, its first word and the last so far.
_NER_TOKENS = 3


def annotate(component: Any, releases: Sequence[Sequence[Doc]]) -> None:
    """Let a parser of spaCy annotate the documents of each release; none of them is empty.

    A component of another make (a beam search, a model of one's own on a GPU) does it in its own way.
    """
    releases = [docs for docs in releases if docs]
    if not _is_greedy(component):
        for docs in releases:
            list(component.pipe(docs))
        return
    if not releases:
        return
    from spacy.ml.parser_model import ParserStepModel  # noqa: PLC0415

    scorer = _Scorer(component.model, releases)
    step = SimpleNamespace(state2vec=scorer.layer)
    docs = [doc for release in releases for doc in release]
    states = component.moves.init_batch(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        going = component.transition_states(going, scorer.scores(ParserStepModel.get_token_ids(step, going)))
    component.set_annotations(docs, states)


def name(component: Any, releases: Sequence[Sequence[Doc]]) -> list[list[list[Span]]]:
    """The entities that a recognizer of spaCy sees in each document of each release; none of them is empty.

    At every word an entity begins (B), goes on (I), ends (L), is the one word (U), or there is none (O): of what may
    follow what went before, the move with the highest score. No entity crosses the end of a sentence of the parse or
    starts with white space.
    """
    if not (_is_greedy(component) and component.model.get_ref("lower").get_dim("nF") == _NER_TOKENS):
        return [[list(doc.ents) for doc in component.pipe(docs)] for docs in releases]
    docs = [doc for release in releases for doc in release]
    found: list[list[Span]] = [[] for _ in docs]
    if not docs:
        return [[] for _ in releases]
    import numpy as np  # noqa: PLC0415 (spaCy has loaded it)
    from spacy.tokens import Span  # noqa: PLC0415

    scorer = _Scorer(component.model, [release for release in releases if release])
    names = [component.moves.get_class_name(move).partition("-") for move in range(component.moves.n_moves)]
    # ("U-", which blocks an entity, is never ours.)
    kind = np.array([move if tag or move == "O" else "" for move, _, tag in names])
    labels = sorted({tag for _, _, tag in names})
    label = np.array([labels.index(tag) for _, _, tag in names])
    first, one_word, last = kind == "B", kind == "U", kind == "L"
    closed = first | one_word | (kind == "O")
    sizes = np.array([len(doc) for doc in docs])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    flags = [doc.to_array(["SENT_START", "IS_SPACE"]).astype("int64") for doc in docs]
    # (behind the last word of a document no entity goes on, as before a new sentence)
    ends = np.concatenate([np.append(flag[1:, 0] == 1, True) for flag in flags])
    blank = np.concatenate([flag[:, 1] == 1 for flag in flags])
    opened = np.full(len(docs), -1)  # at which word an entity that goes on began, and its label
    inside = np.zeros(len(docs), "int64")
    for at in range(sizes.max()):
        going = np.flatnonzero(sizes > at)
        word = starts[going] + at
        is_open = opened[going] >= 0
        before = np.where(is_open, starts[going] + opened[going], -1)
        tokens = np.stack([word, before, np.where(is_open, word - 1, -1)], axis=1).astype("int32")
        goes_on = (label == inside[going, None]) & (last | ((kind == "I") & ~ends[word, None]))
        starts_here = closed & ~(first & ends[word, None]) & ~((first | one_word) & blank[word, None])
        scores = np.where(np.where(is_open[:, None], goes_on, starts_here), scorer.scores(tokens), -np.inf)
        moves = scores.argmax(axis=1)
        for place, move in zip(going[one_word[moves]], moves[one_word[moves]], strict=True):
            found[place].append(Span(docs[place], at, at + 1, labels[label[move]]))
        for place in going[last[moves]]:
            found[place].append(Span(docs[place], opened[place], at + 1, labels[inside[place]]))
        opened[going[last[moves]]] = -1
        begun = first[moves]
        opened[going[begun]], inside[going[begun]] = at, label[moves[begun]]
    spans = iter(found)
    return [[next(spans) for _ in release] for release in releases]


class _Scorer:
    """What a transition model makes of states: the score of each move."""

    def __init__(self, model: Any, releases: Sequence[Sequence[Doc]]) -> None:
        """Encode the words of each release by itself."""
        import numpy as np  # noqa: PLC0415
        from spacy.ml.parser_model import precompute_hiddens  # noqa: PLC0415

        self._np = np
        tok2vec, lower, upper = (model.get_ref(part) for part in ("tok2vec", "lower", "upper"))
        encode = encoder_of(tok2vec)
        rows = [lower.predict(encode(docs)) for docs in releases]
        table = np.concatenate([rows[0][:1], *(each[1:] for each in rows)])  # (row 0 stands for no token)
        self.layer = precompute_hiddens(len(releases), None, _Computed(lower, table), activation="maxout")
        self._weights, self._bias = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")
        self._unseen = sorted(model.attrs["unseen_classes"])

    def scores(self, tokens: Any) -> Any:
        """A row of scores for each row of tokens that make a state (int32, -1 for none)."""
        hidden = self.layer.predict(tokens)
        scores = self._np.matmul(hidden[:, None, :], self._weights)[:, 0, :] + self._bias  # (a vector at a time)
        if self._unseen:
            scores[:, self._unseen] = scores.min(axis=1, keepdims=True)
        return scores


@dataclass(frozen=True)
class _Computed:
    """The layer `lower` as `precompute_hiddens` asks for it, with what it gives for the words of several releases."""

    lower: Any
    table: Any

    def __call__(self, _tokvecs: Any, _is_train: bool) -> tuple[Any, None]:  # noqa: FBT001 (thinc's signature)
        return self.table, None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.lower, name)


def _is_greedy(component: Any) -> bool:
    """Whether it is spaCy's transition model with a hidden layer of maxout units, decoded without a beam, on NumPy."""
    from thinc.api import NumpyOps  # noqa: PLC0415

    model = getattr(component, "model", None)
    return (
        getattr(component, "cfg", {}).get("beam_width") == 1
        and model is not None
        and model.name == "parser_model"
        and bool(model.attrs.get("has_upper"))
        and model.get_ref("lower").get_dim("nP") > 1
        and isinstance(model.ops, NumpyOps)
    )
