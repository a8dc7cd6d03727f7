"""spaCy's networks as greedy.py and encode.py run them: the answers of spaCy's own loop, in any company."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from thinc.api import Linear, chain, list2array

from factx import greedy
from factx.encode import Encoder, encoder_of
from factx.language import Language, sentences
from factx.lexicon import lexicon
from factx.read import from_text

if TYPE_CHECKING:
    from spacy.tokens import Doc

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
ODD = ["?", "\u200b", "Ann", "7", "so " * 900, "Den Hill’s — “no” (12%) …", "ÉÀ ﷽ 漢字 🚓", "A.B.C.D.E. f"]


@pytest.fixture(scope="module")
def language() -> Language:
    return Language(None, lexicon())


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    """The sentences of each sample, and odd ones."""
    words = lexicon()
    read = (from_text(path.read_text("utf-8"), words) for path in SAMPLES)
    return [*([s.text for s in sentences(release, words)] for release in read), ODD]


def pipeline(language: Language) -> Any:
    return language._nlp  # noqa: SLF001 (what spaCy itself makes of it is held against)


def made(language: Language, texts: list[list[str]], *components: str) -> list[list[Doc]]:
    """The texts as documents, behind the named components as spaCy runs them."""
    nlp = pipeline(language)
    docs = [[nlp.make_doc(text) for text in release] for release in texts]
    for name in components:
        docs = [list(nlp.get_pipe(name).pipe(release)) for release in docs]
    return docs


def parsed(releases: list[list[Doc]]) -> list[list[Any]]:
    return [[[(t.head.i, t.dep_, t.is_sent_start) for t in doc] for doc in release] for release in releases]


def named(releases: list[list[Any]]) -> list[list[Any]]:
    """Entities of documents, or as lists of spans."""
    return [
        [[(e.start, e.end, e.label_) for e in getattr(doc, "ents", doc)] for doc in release] for release in releases
    ]


def test_the_parse_of_spacys_own_loop(language: Language, texts: list[list[str]]) -> None:
    own, ours = made(language, texts, "tok2vec", "parser"), made(language, texts, "tok2vec")
    greedy.annotate(pipeline(language).get_pipe("parser"), ours)
    assert parsed(ours) == parsed(own)


@pytest.mark.parametrize("before", [(), ("tok2vec", "parser")])
def test_the_entities_of_spacys_own_loop(language: Language, texts: list[list[str]], before: tuple[str, ...]) -> None:
    own, ours = made(language, texts, *before, "ner"), made(language, texts, *before)
    spans = greedy.name(pipeline(language).get_pipe("ner"), ours)
    assert named(spans) == named(own)
    assert sum(len(found) for release in named(own) for found in release) > 60


def test_no_answer_depends_on_its_company(language: Language, texts: list[list[str]]) -> None:
    parser, ner = (pipeline(language).get_pipe(component) for component in ("parser", "ner"))
    alone, together = made(language, texts, "tok2vec"), made(language, texts, "tok2vec")
    for release in alone:
        greedy.annotate(parser, [release])
    order = random.Random(7).sample(range(len(together)), len(together))  # noqa: S311
    greedy.annotate(parser, [[], *(together[place] for place in order)])
    assert parsed(together) == parsed(alone)
    apart = [greedy.name(ner, [release])[0] for release in alone]
    close = greedy.name(ner, [[], *(alone[place] for place in order)])
    assert named(close[1:]) == [named(apart)[place] for place in order]


def test_a_component_of_another_make_does_it_its_own_way(language: Language, texts: list[list[str]]) -> None:
    class Beam:
        def __init__(self) -> None:
            self.cfg, self.model = {"beam_width": 2}, pipeline(language).get_pipe("ner").model
            self.seen: list[list[Doc]] = []

        def pipe(self, docs: list[Doc]) -> list[Doc]:
            self.seen.append(docs)
            return docs

    beam, docs = Beam(), made(language, texts)
    greedy.annotate(beam, [*docs, []])
    assert beam.seen == docs
    assert greedy.name(beam, docs) == [[[] for _ in release] for release in docs]


def test_nothing_to_do(language: Language) -> None:
    greedy.annotate(pipeline(language).get_pipe("parser"), [[]])
    assert greedy.name(pipeline(language).get_pipe("ner"), []) == []


@pytest.mark.parametrize("component", ["tok2vec", "ner"])
def test_the_encoder_gives_what_the_model_does(language: Language, texts: list[list[str]], component: str) -> None:
    model = pipeline(language).get_pipe(component).model
    encode = encoder_of(model.get_ref("tok2vec") if component == "ner" else model)
    for docs in made(language, texts):
        own = model.get_ref("tok2vec").predict(docs) if component == "ner" else model.predict(docs)
        twice = encode(docs), encode(docs)
        for first, again, theirs in zip(*twice, own, strict=True):
            assert abs(first - theirs).max() < 1e-4
            assert (first == again).all()


def test_a_word_is_the_same_when_the_kept_ones_were_let_go(
    language: Language, texts: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = pipeline(language).get_pipe("tok2vec").model
    docs = made(language, texts)
    whole = [Encoder(model)(release) for release in docs]
    monkeypatch.setattr("factx.encode._KEPT", 950)
    small = Encoder(model)
    for release, rows in zip(docs, whole, strict=True):
        assert all((a == b).all() for a, b in zip(small(release), rows, strict=True))


def test_an_encoder_of_another_make_is_left_to_itself(language: Language) -> None:
    model: Any = chain(pipeline(language).get_pipe("tok2vec").model.layers[0], list2array(), Linear(2, 96))
    model.initialize()
    docs = made(language, [["Two men were held."]])[0]
    assert encoder_of(model)(docs).tolist() == model.predict(docs).tolist()
