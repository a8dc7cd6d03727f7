"""Sentences for the whole release (cheap) and spaCy's parse of chosen ones (dear).

Sentences are split paragraph by paragraph, by rule: splitting a whole release agrees with a careful reader far less
often. The pipeline is loaded without what factx does not use; lemmas come from the model's own lookup tables.
"""

from __future__ import annotations

import os
import re
import sys
from bisect import bisect_left, bisect_right
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from factx.claims import ModelInfo
from factx.encode import encoder_of
from factx.errors import ModelMissing
from factx.greedy import annotate, name
from factx.lexicon import Lexicon, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc, Span, Token

    from factx.release import Paragraph, Release

# A sentence ends behind one of these, with any closing marks, before white space and something that can start one.
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+\s++(?=["'“‘«„(\[]*[^\Wa-z_])""")
# No sentence of a release is longer, in characters; a table or log that is gets cut, so that parsing stays linear.
_LONGEST = 3_000
# Sentences of one release that are parsed in one go, and words of several.
_BATCH, _TOGETHER = 64, 4_000
# So many words are kept ready.
_VOCABULARY = 20_000
# No abbreviation is longer.
_LONGEST_WORD = 24
_MERIDIEM = re.compile(r"[ap]\.m\Z", re.IGNORECASE)
# "COLUMBUS, Ohio –" before the first words of an American release.
_CITY = re.compile(r"[A-Z][A-Z .’'-]{2,30}(?:,\s+[A-Z][\w. ]{1,18})?\s+(?:–|—|--|-)\s+(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"\S+$")


@dataclass(slots=True, eq=False)
class Sentence:
    """text[start:end] of a release, in its `paragraph` (an index) of its `block` (release.py).

    `bullet` says that it stands in a list item.

    `doc` is its parse once `Language.parse` has run, `token_starts` where its tokens start in the release.

    Token offsets of `doc` count from `start`.
    """

    start: int
    end: int
    paragraph: int
    block: int
    text: str
    bullet: bool = False
    doc: Doc | None = None
    token_starts: list[int] = field(default_factory=list)

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap [start, end) of the release; none where the sentence is not parsed."""
        if self.doc is None:
            return []
        if not self.token_starts:
            self.token_starts = [self.start + token.idx for token in self.doc]
        first = max(0, bisect_right(self.token_starts, start) - 1)
        last = bisect_left(self.token_starts, end)
        return [t for t in self.doc[first:last] if start < self.start + t.idx + len(t)]

    def span(self, tokens: Sequence[Token]) -> tuple[int, int]:
        """The release offsets from the first of `tokens` to the last, which must be in text order."""
        return self.start + tokens[0].idx, self.start + tokens[-1].idx + len(tokens[-1])


def sentences(release: Release, lexicon: Lexicon) -> list[Sentence]:
    """Every sentence of the release, in text order; a heading or list item without a full stop is one."""
    text, found = release.text, []
    for number, paragraph in enumerate(release.paragraphs):
        start = _behind_apparatus(release, paragraph)
        ends = (m.end() for m in _END.finditer(text, start, paragraph.end) if _ends(text, paragraph.body, m, lexicon))
        for end in (*ends, paragraph.end):
            while start < end:
                cut = end if end - start <= _LONGEST else text.rfind(" ", start + 1, start + _LONGEST) + 1
                cut = cut or start + _LONGEST
                stripped = text[start:cut].rstrip()
                if stripped:  # (nothing is left of a line that is all dateline)
                    found.append(
                        Sentence(start, start + len(stripped), number, paragraph.block, stripped, paragraph.bullet)
                    )
                start = cut
    return found


def is_headline(text: str) -> bool:
    """Whether all words that could be small have a capital ("Two Men Held", "TWO MEN HELD"), so that none is a name."""
    words = [w for w in _WORD.findall(text) if len(w) > 3]
    return len(words) > 2 and not text.endswith(".") and sum(w[0].isupper() for w in words) >= 0.9 * len(words)


def _behind_apparatus(release: Release, paragraph: Paragraph) -> int:
    """Where the prose of a paragraph starts: behind its bullet, and behind a dateline that opens it."""
    behind = [end for start, end in release.apparatus if start <= paragraph.body < end]
    start = min(max([paragraph.body, *behind]), paragraph.end)
    city = _CITY.match(release.text, start, paragraph.end)
    return city.end() if city else start


def _ends(text: str, start: int, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the mark that `match` found ends a sentence, and not an abbreviation or an initial."""
    if not match[0].startswith("."):
        return True
    word = _LAST_WORD.search(text, max(start, match.start() - _LONGEST_WORD), match.start())
    if word is None:
        return False
    abbreviations, before_number = _abbreviations(lexicon)
    if abbreviations.fullmatch(word[0]):
        return False
    if before_number.fullmatch(word[0]) and text[match.end()].isdigit():
        return False
    return not (_MERIDIEM.search(word[0]) and _days(lexicon).match(text, match.end()))  # "3 a.m. Sunday"


@cache
def _days(lexicon: Lexicon) -> re.Pattern[str]:
    """A weekday or month, with which no sentence starts behind a clock time."""
    names = [*lexicon.dates.words["weekday"], *lexicon.dates.words["month"]]
    return re.compile(rf"(?:{any_of(names)})\b")


@cache
def _abbreviations(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = r"[\"'“‘(\[]*"
    return (
        re.compile(rf"{before}(?:{any_of(lexicon.text.abbreviations)}|[A-Z](?:\.[A-Z])*)"),
        re.compile(rf"{before}(?:{any_of(lexicon.text.before_number)})", re.IGNORECASE),
    )


class Language:
    """A loaded spaCy pipeline, trimmed to tagger, parser and entity recognizer."""

    def __init__(self, name: str | None, lexicon: Lexicon) -> None:
        """Load the pipeline called `name` (a package or a folder), or the lexicon's default.

        Raises:
            ModelMissing: it is not installed, or has no parser.
        """
        self.name = resolve(name, lexicon)
        self._nlp = _load(self.name, self.name in lexicon.pipeline.plain_tokenizer)
        missing = [c for c in ("tagger", "parser") if not self._nlp.has_pipe(c)]
        if missing:
            raise ModelMissing(f"the model {self.name!r} has no {' and no '.join(missing)}; factx needs both")
        self._lemmas = _LemmaTables(self._nlp)

    @cached_property
    def info(self) -> ModelInfo:
        """Name and version, as reports give them."""
        return ModelInfo(name=self.name, version=self._nlp.meta["version"])

    def parse(self, *releases: Iterable[Sentence]) -> None:
        """Give each of the sentences chosen of each release its `doc`: tags and dependencies.

        Headlines in capitals are parsed in small letters.
        """
        todo = [[s for s in chosen if s.doc is None] for chosen in releases]
        made = [[self._make(s, lower=is_headline(s.text)) for s in chosen] for chosen in todo]
        self._run(made, [name for name in self._nlp.pipe_names if name != "ner"])
        for chosen, docs in zip(todo, made, strict=True):
            for sentence, doc in zip(chosen, docs, strict=True):
                sentence.doc = doc

    def entities(self, *releases: Sequence[Sentence]) -> list[list[tuple[Span, Sentence]]]:
        """For each release spaCy's named entities in the sentences chosen of it, each with its sentence.

        None where the model does not know any.
        """
        if "ner" not in self._nlp.pipe_names:
            return [[] for _ in releases]
        made = [
            [s.doc if s.doc is not None and not is_headline(s.text) else self._make(s) for s in chosen]
            for chosen in releases
        ]
        component = self._nlp.get_pipe("ner")
        found = (spans for some in _groups(made) for docs in name(component, some) for spans in docs)
        return [[(span, s) for s in chosen for span in next(found)] for chosen in releases]

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Let go of the parses made inside when it ends, and of new words once many are known: memory stays flat."""
        with self._nlp.memory_zone() if len(self._nlp.vocab) > _VOCABULARY else nullcontext():
            yield

    def lemma(self, token: Token) -> str:
        """The lemma of a noun or verb, lower case; any other word in lower case."""
        return self._lemmas.lemma(token.text.lower(), token.tag_)

    def lemma_of_noun(self, word: str) -> str:
        """The singular of a noun that stands outside a sentence (a label, a heading)."""
        return self._lemmas.lemma(word.lower(), "NNS")

    def _make(self, sentence: Sentence, *, lower: bool = False) -> Doc:
        # White space one for one: line breaks and tabs inside a sentence are spaces to the parser.
        text = re.sub(r"\s", " ", sentence.text)
        return self._nlp.make_doc(text.lower() if lower and len(text.lower()) == len(text) else text)

    def _run(self, releases: Sequence[Sequence[Doc]], components: list[str]) -> None:
        """Send the documents of each release through the named components of the pipeline."""
        for part in components:
            component: Any = self._nlp.get_pipe(part)
            for some in _groups(releases):
                if hasattr(component, "moves"):
                    annotate(component, some)
                    continue
                for docs in some:
                    if part == "tok2vec":
                        component.set_annotations(docs, encoder_of(component.model)(docs))
                    else:
                        list(component.pipe(docs))


def _groups(releases: Sequence[Sequence[Doc]]) -> Iterator[list[Sequence[Doc]]]:
    """What is parsed together: of each release some sentences at a time, and some thousand words in all.

    So a long release needs no more memory.
    """
    batches = [docs[i : i + _BATCH] for docs in releases for i in range(0, len(docs), _BATCH)]
    group: list[Sequence[Doc]] = []
    words = 0
    for docs in batches:
        if words > _TOGETHER:
            yield group
            group, words = [], 0
        group.append(docs)
        words += sum(map(len, docs))
    if group:
        yield group


class _LemmaTables:
    """The rule lemmatizer's own tables, without its component, which costs more than the parser."""

    def __init__(self, nlp: Pipeline) -> None:
        component: Any = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.component_names else None
        lookups = getattr(component, "lookups", None)
        self._tables: dict[str, Any] = {
            t: lookups.get_table(t, {}) if lookups else {} for t in ("lemma_exc", "lemma_index", "lemma_rules")
        }
        index: Any = self._tables["lemma_index"]
        self._known = {part: frozenset(index.get(part, ())) for part in ("noun", "verb")}

    def lemma(self, word: str, tag: str) -> str:
        part = {"N": "noun", "V": "verb"}.get(tag[:1])
        if part is None:
            return word
        exceptions = self._tables["lemma_exc"].get(part, {}).get(word)
        if exceptions:
            return str(exceptions[0])
        index = self._known[part]
        if tag in {"NN", "VB", "NNP"} and (word in index or tag != "NNP"):
            return word
        forms = [
            word[: len(word) - len(old)] + new
            for old, new in self._tables["lemma_rules"].get(part, [])
            if word.endswith(old)
        ]
        unknown = forms[-1 if part == "verb" else 0] if forms else word  # (leafleting: leaflet, and not leaflete)
        return next((f for f in forms if f and f in index), unknown)


def resolve(name: str | None, lexicon: Lexicon) -> str:
    """The name of the package that `name` stands for; the lexicon's default where it is None."""
    return lexicon.pipeline.aliases.get(name, name) if name else lexicon.pipeline.default


@cache
def _load(name: str, plain_tokenizer: bool) -> Pipeline:  # noqa: FBT001 (a cached function of two values)
    # One thread, and NumPy's own BLAS: up to twice as fast as spaCy's default where that has no kernel for the
    # processor, with the same annotations. Never chosen by a race, so that a rerun multiplies in the same order.
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    with without_commands():
        import spacy  # noqa: PLC0415 (a quarter of a second that `--help` need not pay)
    from spacy.util import is_package  # noqa: PLC0415
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    set_current_ops(NumpyOps(use_blis=False))
    if not is_package(name) and not Path(name).is_dir():
        raise ModelMissing(
            f"the language model {name!r} is not installed; `factx models` lists those that are "
            f"(`python -m spacy download {name}` fetches spaCy's own)"
        )
    try:
        unused = ["attribute_ruler", "senter", *(["tokenizer"] if plain_tokenizer else [])]
        return spacy.load(name, exclude=unused, disable=["lemmatizer"])
    except (OSError, ValueError, TypeError, AttributeError, ImportError) as error:
        why = str(error).split("\n", 1)[0]
        raise ModelMissing(f"the language model {name!r} cannot be loaded: {why}") from error


@contextmanager
def without_commands() -> Iterator[None]:
    """Import spaCy inside without its command line: HTTP, templates and more, as long again, for `spacy.info` alone.

    That loads them when it is called; `import spacy.cli` does at any time.
    """
    name = "spacy.cli.info"
    if "spacy" in sys.modules:
        yield
        return

    def info(*args: Any, **named: Any) -> Any:
        return import_module(name).info(*args, **named)

    stand_in = ModuleType(name)
    stand_in.info = info  # type: ignore[attr-defined]
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        del sys.modules[name]
