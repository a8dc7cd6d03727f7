"""Draw quantities, dates or quotes, or whole releases, at random from a folder, to be read and judged by a person.

    python benchmarks/draw.py FOLDER --claims 300 --seed 1
    python benchmarks/draw.py FOLDER --claims 200 --seed 1 --what dates
    python benchmarks/draw.py FOLDER --claims 200 --seed 1 --what quotes
    python benchmarks/draw.py FOLDER --releases 60 --seed 1

Claims are printed with their fields and what stands around them, the claim between »«; releases with their whole text
and, behind it, everything found of that sort. A folder is parted in two halves by the names of its files: rules may be
written with the first in sight, figures are taken on the second (the default). The same seed draws the same.
"""

from __future__ import annotations

import argparse
import json
import random
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from factx.claims import Quote
from factx.extract import extract_release
from factx.language import Language
from factx.lexicon import lexicon
from factx.read import from_bytes

if TYPE_CHECKING:
    from factx.claims import Claim, Report
    from factx.release import Release

NO_QUANTITY = {"date", "quote"}
FIELDS = (
    *("value", "low", "high", "qualifier", "change", "status", "form", "head", "item", "action", "actor", "of"),
    *("currency", "unit", "person", "period", "baseline", "granularity", "part", "resolved", "readings", "reason"),
    *("style", "cue", "speakers"),
)
# How much is shown before and behind a claim.
AROUND = {"quantities": (220, 160), "dates": (220, 160), "quotes": (600, 400)}


def dates_of_pages(manifest: Path) -> dict[str, date]:
    """The publication date of each file that a manifest dates."""
    lines = (json.loads(line) for line in manifest.read_text("utf-8").splitlines())
    return {line["file"]: date.fromisoformat(line["published"]) for line in lines if line.get("published")}


def in_half(path: Path, half: str) -> bool:
    """Whether a file belongs to the half of its folder that is called first, second or both."""
    return half == "both" or ("first", "second")[sha256(path.name.encode()).digest()[0] % 2] == half


def shown(claim: Claim) -> str:
    """The kind, words and fields of a claim, in a line; fields that say nothing are left out."""
    have = {name: value for name in FIELDS if (value := getattr(claim, name, None)) is not None}
    have = {name: value.value if name in {"period", "baseline"} else str(value) for name, value in have.items()}
    if have.get("qualifier") == "exact":
        have = {name: value for name, value in have.items() if name not in {"low", "high", "qualifier"}}
    if have["status"] == "stated":
        del have["status"]
    if not have.get("readings", "()").strip("()"):
        have.pop("readings", None)
    if isinstance(claim, Quote):
        have |= {"speaker": claim.speaker and claim.speaker.model_dump(exclude_none=True)}
    if not have.get("speakers", "()").strip("()"):
        have.pop("speakers", None)
    text = f"{claim.text[:40]} … {claim.text[-40:]}" if len(claim.text) > 90 else claim.text
    return f"{claim.kind} »{text}« {json.dumps(have, ensure_ascii=False)}"


def marked(release: Release, claim: Claim, what: str) -> str:
    """A claim between »«, with what stands around it; paragraphs of a quote are kept apart with ¶."""
    before, behind = AROUND[what]
    begin = max(0, claim.start - before)
    around = (release.text[begin : claim.start], claim.text, release.text[claim.end : claim.end + behind])
    paragraphs = f"{around[0]}»{around[1]}«{around[2]}".split("\n\n" if what == "quotes" else "\0")
    return " ¶ ".join(" ".join(p.split()) for p in paragraphs)


def judged(report: Report, what: str) -> list[Claim]:
    """The claims of a report that are judged: its dates, its quotes or its quantities."""
    one = {"dates": "date", "quotes": "quote"}.get(what)
    return [c for c in report.claims if (c.kind == one if one else c.kind not in NO_QUANTITY)]


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=0)
    parser.add_argument("--releases", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--what", choices=tuple(AROUND), default="quantities")
    parser.add_argument("--manifest", type=Path, help='lines of {"file": …, "published": …}, below FOLDER')
    parser.add_argument("--half", choices=("first", "second", "both"), default="second")
    options = parser.parse_args()
    words = lexicon()
    language = Language(None, words)
    chance = random.Random(options.seed)  # noqa: S311 (a draw that can be drawn again)
    paths = [p for p in sorted(options.folder.rglob("*.txt")) if in_half(p, options.half)]
    if options.releases:
        paths = sorted(chance.sample(paths, min(options.releases, len(paths))))
    known = dates_of_pages(options.manifest) if options.manifest else {}
    drawn: list[tuple[Path, Release, Claim]] = []
    for path in paths:
        published = known.get(path.relative_to(options.folder).as_posix())
        release = from_bytes(path.read_bytes(), words, source=path.as_posix())
        if release.published is None and published is not None:
            release = from_bytes(path.read_bytes(), words, source=path.as_posix(), published=published)
        claims = judged(extract_release(release, words, language), options.what)
        if options.releases:
            print(f"\n===== {path} (published {release.published})\n{release.text.strip()}\n----- found")
            for claim in claims:
                print(f"{claim.line}:{claim.column} {shown(claim)}")
        drawn += [(path, release, claim) for claim in claims]
    for number, (path, release, claim) in enumerate(chance.sample(drawn, min(options.claims, len(drawn))), 1):
        print(f"\n[{number}] {path.name}:{claim.line} (published {release.published})")
        print(f"  {shown(claim)}\n  {marked(release, claim, options.what)}")


if __name__ == "__main__":
    main()
