"""spaCy's encoder of words in context, with what it makes of a word by itself kept for the next time that it is met.

The encoder of spaCy's small English pipelines (MultiHashEmbed, then MaxoutWindowEncoder) first makes a vector of each
word from its norm, prefix, suffix and shape, then mixes in the neighbours, layer by layer. The first half is the same
wherever the word stands; the second is written here with one product and no copies a layer. A network of another make
is left to itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc

# The make as thinc spells it out, layer by layer.
_MAKE = re.compile(
    r"extract_features>>list2ragged>>with_array\((?:ints-getitem>>hashembed[|]?)+\)"
    r">>with_array\(maxout>>layernorm>>dropout\)>>ragged2list"
    r">>with_array\((?:(?:>>)?residual\(expand_window>>maxout>>layernorm>>dropout\))+\)"
)
# So many words are kept; a vector has some hundred numbers.
_KEPT = 40_000


class Encoder:
    """The encoder `model` of a pipeline, as a function from the documents of one release to a matrix for each."""

    def __init__(self, model: Any) -> None:
        """Take the weights of `model`, a chain that `is_known`."""
        import numpy as np  # noqa: PLC0415 (spaCy has loaded it)

        self._np = np
        embed, encode = model.layers
        features, _, hashed, mixed, _ = embed.layers
        self._columns = features.attrs["columns"]
        self._hashed = hashed.layers[0]
        self._first = self._layer(*mixed.layers[0].layers[0].layers[:2])
        self._layers = [
            self._layer(*residual.layers[0].layers[1].layers[0].layers[:2]) for residual in encode.layers[0].layers
        ]
        self._pad = encode.attrs["pad"]
        self._width = model.get_dim("nO")
        self._rows: dict[bytes, int] = {}
        self._table = np.zeros((_KEPT, self._width), "f")

    def __call__(self, docs: Sequence[Doc]) -> list[Any]:
        """A row a word for each document, of which none is empty."""
        np, width, pad = self._np, self._width, self._pad
        # Rows of nought before, between and behind, so that no document sees another.
        rows = np.zeros((sum(map(len, docs)) + pad * (len(docs) + 1) + 2, width), "f")
        starts, at = [], pad + 1
        for doc in docs:
            rows[at : at + len(doc)] = self._by_itself(doc)
            starts.append(at)
            at += len(doc) + pad
        window = np.empty((len(rows) - 2, 3 * width), "f")
        for layer in self._layers:
            window[:, :width], window[:, width : 2 * width], window[:, 2 * width :] = rows[:-2], rows[1:-1], rows[2:]
            rows[1:-1] += self._normed(window @ layer[0], layer)
        return [rows[start : start + len(doc)] for start, doc in zip(starts, docs, strict=True)]

    def _by_itself(self, doc: Doc) -> Any:
        """The vector of each word wherever it stands; a new word is made ready, one at a time like any other."""
        np = self._np
        features = doc.to_array(self._columns)
        words = features.tobytes()
        step = features.itemsize * features.shape[1]
        keys = [words[i : i + step] for i in range(0, len(words), step)]
        if len(self._rows) + len(keys) > _KEPT:
            self._rows.clear()
        new = {key: i for i, key in enumerate(keys) if key not in self._rows}
        if new:
            hashed = self._hashed.predict(features[list(new.values())])
            made = self._normed(np.matmul(hashed[:, None, :], self._first[0])[:, 0, :], self._first)
            for key, row in zip(new, made, strict=True):
                self._rows[key] = len(self._rows)
                self._table[self._rows[key]] = row
        return self._table[[self._rows[key] for key in keys]]

    def _layer(self, maxout: Any, norm: Any) -> tuple[Any, ...]:
        """Weights and bias of a maxout layer, piece by piece, and scale and shift of the norm behind it."""
        np = self._np
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        outs, pieces, ins = weights.shape
        flat = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * outs, ins).T)
        return flat, np.ascontiguousarray(bias.T).reshape(-1), norm.get_param("G"), norm.get_param("b")

    def _normed(self, products: Any, layer: tuple[Any, ...]) -> Any:
        """The largest piece of each unit, normed over the units of a row (Ba et al. 2016, "Layer normalization")."""
        np, width = self._np, self._width
        _, bias, scale, shift = layer
        products += bias
        out = np.maximum(products[:, :width], products[:, width : 2 * width])
        for start in range(2 * width, products.shape[1], width):
            np.maximum(out, products[:, start : start + width], out=out)
        out -= out.mean(axis=1, keepdims=True)
        out *= scale / np.sqrt(np.square(out).mean(axis=1, keepdims=True) + 1e-8)
        out += shift
        return out


@lru_cache(maxsize=8)
def encoder_of(model: Any) -> Callable[[Sequence[Doc]], Any]:
    """What encodes the documents of one release as `model` does: an `Encoder` first where its make is known."""
    from thinc.api import NumpyOps  # noqa: PLC0415

    own: Callable[[Sequence[Doc]], Any] = model.predict
    if not isinstance(model.ops, NumpyOps):
        return own
    if _MAKE.fullmatch(model.name):
        return Encoder(model)
    if model.layers and _MAKE.fullmatch(model.layers[0].name):
        return _then(Encoder(model.layers[0]), model.layers[1:])
    return own


def _then(encoder: Encoder, layers: Sequence[Any]) -> Callable[[Sequence[Doc]], Any]:
    def encode(docs: Sequence[Doc]) -> Any:
        result: Any = encoder(docs)
        for layer in layers:
            result = layer.predict(result)
        return result

    return encode
