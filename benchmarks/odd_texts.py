"""How the time of a whole extraction grows with the length of odd texts: python benchmarks/odd_texts.py.

Each text is a piece repeated; it is read at one length and at twice that. A ratio near 2 is linear, near 4 quadratic.
"""

from __future__ import annotations

from time import process_time

from factx.extract import extract_release
from factx.language import Language
from factx.lexicon import lexicon
from factx.read import from_text

LENGTH = 20_000
PIECES = {
    "digits": "1",
    "groups": "12,",
    "words": "two ",
    "amounts": "£1m ",
    "ratios": "one in ",
    "ranges": "from 10 to 20 ",
    "straight marks": '" ',
    "curly marks": "“a ” ",
    "brackets": "(",
    "dots": "…",
    "initials": "A. ",
    "dates": "on 3 May 2020 and ",
    "lines": "Five men were held.\n",
    "paragraphs": "Five men were held on Monday, up 12% from 40.\n\n",
    "prose": "police said the officers ",
    "blanks": " ",
}


def main() -> None:
    """Print seconds at both lengths and their ratio."""
    words = lexicon()
    language = Language(None, words)

    def seconds(text: str) -> float:
        started = process_time()
        extract_release(from_text(text, words), words, language)
        return process_time() - started

    seconds("Five men were held on 3 May 2020.")  # (tables and expressions are made on first use)
    print(f"{'text':16}{LENGTH:>10,}{2 * LENGTH:>10,}{'ratio':>8}")
    for name, piece in PIECES.items():
        once, twice = (seconds((piece * length)[:length] + "x") for length in (LENGTH, 2 * LENGTH))
        print(f"{name:16}{once:>9.2f}s{twice:>9.2f}s{twice / once:>8.1f}")


if __name__ == "__main__":
    main()
