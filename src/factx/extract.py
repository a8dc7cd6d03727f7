"""The whole trip of a release on one screen: read -> find -> link -> validate -> check -> Report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factx import __version__
from factx.claims import ReleaseInfo, Report
from factx.language import sentences

if TYPE_CHECKING:
    from factx.language import Language
    from factx.lexicon import Lexicon
    from factx.release import Release


def extract_release(release: Release, lexicon: Lexicon, language: Language) -> Report:
    """Every claim of `release`, tied and checked, as one report."""
    spans = sentences(release, lexicon)
    language.parse(spans)
    return Report(
        factx=__version__,
        model=language.info,
        release=ReleaseInfo(
            source=release.source,
            sha256=release.sha256,
            title=release.title,
            published=release.published,
            published_from=release.published_from,
            publisher=release.publisher,
            characters=len(release.text),
            words=len(release.text.split()),
        ),
    )
