"""factx reads police press releases and gives back every checkable claim in them.

``from factx import extract; report = extract(text)`` is all that is needed; importing this package loads nothing else.
"""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False  # (as type checkers know it: importing typing would take longer than all the rest of --version)
if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from typing import Any

    from factx.claims import Report as Report  # (a public name)
    from factx.release import DateOrder

__version__ = "0.1.0"
__all__ = ["Report", "__version__", "extract"]


def extract(
    text: str,
    *,
    published: date | None = None,
    source: str = "-",
    model: str | None = None,
    date_order: DateOrder | None = None,
    rules: Collection[str] = (),
) -> Report:
    """Find, tie and check every claim in the text of a release.

    Args:
        text: the release; every offset of the report counts its code points.
        published: when it came out; None takes what the release says itself.
        source: what the report calls it.
        model: the spaCy pipeline, by name; None is the lexicon's default.
        date_order: `dmy` or `mdy`; None takes the order of the release's country.
        rules: experimental rules to check by as well, by name (docs/checks.md); "all" is every one.

    Raises:
        ModelMissing: there is no such pipeline.
    """
    from factx.extract import extract_release  # noqa: PLC0415 (importing factx loads no spaCy)
    from factx.language import Language  # noqa: PLC0415
    from factx.lexicon import lexicon  # noqa: PLC0415
    from factx.read import from_text  # noqa: PLC0415

    words = lexicon()
    release = from_text(text, words, source=source, published=published, date_order=date_order)
    return extract_release(release, words, Language(model, words), rules)


class _Package(ModuleType):
    """This package, in which `extract` stays the function when the module of that name is imported beside it."""

    @property
    def extract(self) -> Any:
        return extract

    @extract.setter
    def extract(self, module: ModuleType) -> None:
        """The import system puts the module here; `from factx.extract import …` finds it all the same."""


def __getattr__(name: str) -> Any:
    if name == "Report":
        from factx.claims import Report  # noqa: PLC0415

        return Report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


sys.modules[__name__].__class__ = _Package
