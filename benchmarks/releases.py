"""Any number of releases, made of our own: the same texts with their paragraphs in another order and other figures.

    python benchmarks/releases.py FOLDER NUMBER [--seed N]

The same number and seed give the same bytes in the same files, on every machine.
"""

from __future__ import annotations

import argparse
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
OURS = ("samples", "tests/gold")
# What stays where it is: a title and a dateline, and mostly the first sentence.
_TOP = 3
_GAP = re.compile(r"(?:\r?\n){2,}")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# A date, which stays as it is, or a figure of two digits or more that is no part of a clock time or a decimal.
_FIGURE = re.compile(
    rf"\b\d{{1,2}} {_MONTH}(?: \d{{4}})?|\b{_MONTH} \d{{1,4}}(?:, \d{{4}})?|\b(?:19|20)\d\d\b"
    r"|(?<![\w.,:/+-])(?P<figure>[1-9]\d?(?:,\d{3})+|[1-9]\d{1,2})(?![\d:/]|[.,]\d)"
)


def releases(number: int, seed: int = 1) -> Iterator[tuple[Path, str]]:
    """So many texts, each with a path of its own in a tree of folders."""
    random = Random(seed)  # noqa: S311 (the same every time, and no secret)
    pile: list[tuple[str, str]] = []
    for n in range(number):
        pile = pile or random.sample(_ours(), len(_ours()))
        name, text = pile.pop()
        yield Path(f"{n // 1000:03}", f"{n // 40 % 25:02}", f"{n:06}-{name}.txt"), _altered(text, random)


def write_releases(folder: Path, number: int, seed: int = 1) -> int:
    """Write so many releases below `folder`; returns how many words they have."""
    words = 0
    for path, text in releases(number, seed):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
        words += len(text.split())
    return words


@cache
def _ours() -> tuple[tuple[str, str], ...]:
    """The names and texts of the releases that are our own writing."""
    files = sorted(file for folder in OURS for file in (ROOT / folder).glob("*.txt"))
    return tuple((file.stem, file.read_bytes().decode("utf-8")) for file in files)


def _altered(text: str, random: Random) -> str:
    paragraphs = _GAP.split(text.strip())
    top, rest = paragraphs[:_TOP], paragraphs[_TOP:]
    return _FIGURE.sub(lambda m: _other(m, random), "\n\n".join([*top, *random.sample(rest, len(rest))])) + "\n"


def _other(match: re.Match[str], random: Random) -> str:
    """A figure as long as the one that was found, and of the same size; a date as it is."""
    figure = match["figure"]
    if figure is None:
        return match[0]
    return figure[0] + "".join(str(random.randrange(10)) if c.isdigit() else c for c in figure[1:])


def main() -> None:
    """Write releases, and say how many words they have."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{write_releases(options.folder, options.number, options.seed):,} words")


if __name__ == "__main__":
    main()
