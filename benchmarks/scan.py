"""How many words a second the finders read before anything is parsed: python benchmarks/scan.py FOLDER.

Labels, numbers, dates, quotes with their speakers and every finder that reads text alone, on one core; spaCy's
tokenizer and nothing of its pipeline. The last lines are the whole of `factx` on the same releases, as a ratio, and the
share of it that the checks take, all rules on.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from factx.check import run_checks
from factx.extract import extract_release
from factx.find.ages import find_ages
from factx.find.dates import find_dates
from factx.find.labels import find_labels
from factx.find.measures import find_durations, find_measurements
from factx.find.money import find_money
from factx.find.numbers import scan
from factx.find.percentages import find_percentages
from factx.find.quotes import find_quotes
from factx.find.slips import find_slips
from factx.language import Language, sentences
from factx.lexicon import lexicon
from factx.link.speakers import link_speakers
from factx.link.speakers.cast import Cast
from factx.read import from_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from factx.claims import Check
    from factx.find.candidate import Candidate
    from factx.find.numbers import Number
    from factx.lexicon import Lexicon

    Finder = Callable[[str, list[Number], Lexicon], list[Candidate]]

FINDERS: tuple[Finder, ...] = (find_percentages, find_ages, find_money, find_measurements, find_durations)


def main() -> None:
    """Print seconds and words a second of each reader, and of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    words = lexicon()
    releases = [from_bytes(p.read_bytes(), words, source=p.name) for p in sorted(folder.rglob("*.txt"))]
    texts = [release.text for release in releases]
    total = sum(len(text.split()) for text in texts)
    numbers = [scan(text, words) for text in texts]
    spent = 0.0

    def report(name: str, read: Callable[[], object]) -> float:
        read()  # (tables and expressions are made on first use)
        started = process_time()
        read()
        seconds = process_time() - started
        print(f"{name:24}{seconds:>8.2f} s{total / seconds:>14,.0f} words/s")
        return seconds

    print(f"{len(texts)} releases, {total:,} words, one core")
    spent += report("find_labels", lambda: [find_labels(text, words) for text in texts])
    spent += report("find_slips", lambda: [find_slips(text, words) for text in texts])
    spent += report("scan", lambda: [scan(text, words) for text in texts])
    for finder in FINDERS:
        pairs = list(zip(texts, numbers, strict=True))
        spent += report(finder.__name__, lambda f=finder, p=pairs: [f(t, n, words) for t, n in p])  # type: ignore[misc]
    read = [(release, sentences(release, words)) for release in releases]
    spent += report("find_dates", lambda: [find_dates(release, said, words) for release, said in read])
    spent += report("find_quotes", lambda: [find_quotes(release, said, words) for release, said in read])
    quotes = [find_quotes(release, said, words) for release, said in read]
    spent += report(
        "link_speakers",
        lambda: [
            link_speakers(r, q, s, Cast(r.text, [], words), words) for (r, s), q in zip(read, quotes, strict=True)
        ],
    )
    print(f"{'all of these':24}{spent:>8.2f} s{total / spent:>14,.0f} words/s")
    language = Language(None, words)
    checking: list[float] = []

    def timed(*args: Any) -> list[Check]:
        started = process_time()
        found = run_checks(*args)
        checking.append(process_time() - started)
        return found

    with patch("factx.extract.run_checks", timed):
        whole = report("factx, whole", lambda: [extract_release(r, words, language, ("all",)) for r in releases])
    print(f"the whole trip takes {whole / spent:.0f} times as long as these readers")
    print(f"the checks take {sum(checking[-len(releases) :]) / whole:.1%} of it")


if __name__ == "__main__":
    main()
