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

    from spacy.tokens import Doc


def annotate(component: Any, releases: Sequence[Sequence[Doc]]) -> None:
    """Let a parser or entity recognizer of spaCy annotate the documents of each release; none of them is empty.

    A component of another make (a beam search, a model of one's own on a GPU) does it in its own way.
    """
    releases = [docs for docs in releases if docs]
    if not _is_greedy(component):
        for docs in releases:
            list(component.pipe(docs))
        return
    if not releases:
        return
    import numpy as np  # noqa: PLC0415 (spaCy has loaded it)
    from spacy.ml.parser_model import ParserStepModel, precompute_hiddens  # noqa: PLC0415

    model = component.model
    tok2vec, lower, upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
    encode = encoder_of(tok2vec)
    rows = [lower.predict(encode(docs)) for docs in releases]
    table = np.concatenate([rows[0][:1], *(each[1:] for each in rows)])  # (row 0 stands for no token)
    layer = precompute_hiddens(len(releases), None, _Computed(lower, table), activation="maxout")
    weights, bias = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")
    unseen = sorted(model.attrs["unseen_classes"])
    step = SimpleNamespace(state2vec=layer)

    docs = [doc for release in releases for doc in release]
    states = component.moves.init_batch(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        hidden = layer.predict(ParserStepModel.get_token_ids(step, going))
        scores = np.matmul(hidden[:, None, :], weights)[:, 0, :] + bias  # (a vector at a time)
        if unseen:
            scores[:, unseen] = scores.min(axis=1, keepdims=True)
        going = component.transition_states(going, scores)
    component.set_annotations(docs, states)


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
