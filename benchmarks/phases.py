"""Where the time of one `factx extract RELEASE -f jsonl` goes: python benchmarks/phases.py RELEASE.

Takes the same steps in the same order, each import by itself, and prints the report; CPU milliseconds by phase follow
on standard error, as one JSON object. `startup.py` runs this in fresh processes and takes medians.
"""

from __future__ import annotations

from time import process_time

BORN = process_time()

import gc  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import re  # noqa: E402
import sys  # noqa: E402
from typing import TYPE_CHECKING, Any  # noqa: E402

from clock import Clock  # noqa: E402

from factx.__main__ import NEW_OBJECTS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable


def replace(owner: object, name: str, timed: Callable[[str, Any], Any], label: str) -> None:
    """Put the time of the function of that name of `owner` under `label` from here on."""
    setattr(owner, name, timed(label, getattr(owner, name)))


def start(clock: Clock) -> None:
    """Import what a command needs before it can load a model; each phase holds what those before it have left over."""
    with clock.running("typer"):
        import factx.cli  # noqa: PLC0415
    with clock.running("pydantic"):
        import pydantic  # noqa: PLC0415

        pydantic.create_model("First")
    with clock.running("claims"):
        import factx.claims  # noqa: PLC0415
    with clock.running("settings"):
        import factx.config  # noqa: PLC0415

        factx.config.load({})
    with clock.running("forms of the tables"):
        import factx.tables  # noqa: PLC0415
    replace(re._compiler, "compile", clock.timed, "compiling patterns")  # type: ignore[attr-defined]  # noqa: SLF001
    with clock.running("finders, linkers, checks"):
        import factx.extract  # noqa: PLC0415
        import factx.run  # noqa: PLC0415
        import factx.write.json  # noqa: PLC0415


def load(clock: Clock) -> None:
    """Import spaCy and load the model as `factx.language` does, which finds both done."""
    from factx.language import Language, without_commands  # noqa: PLC0415
    from factx.lexicon import Lexicon, lexicon  # noqa: PLC0415

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with clock.running("import NumPy"):
        import numpy as np  # noqa: F401, PLC0415
    with clock.running("import spaCy"), without_commands():
        import spacy  # noqa: F401, PLC0415
    replace(Lexicon, "_read", clock.timed, "reading tables")
    with clock.running("loading the model"):
        Language(None, lexicon())
    replace(Language, "parse", clock.timed, "parse")
    replace(Language, "entities", clock.timed, "entities")


def extract(release: str, clock: Clock) -> None:
    """Run the command itself, with everything imported and loaded."""
    from factx import cli, run  # noqa: PLC0415

    replace(run, "from_bytes", clock.timed, "reading")
    replace(run.Run, "write", clock.timed, "finding, linking, checking, writing")
    sys.argv = ["factx", "extract", release, "-f", "jsonl"]
    with clock.running("typer"):
        cli.run()


def main() -> None:
    """Take the trip and print what it cost."""
    gc.set_threshold(NEW_OBJECTS, 10, 10)
    clock = Clock()
    clock.add("interpreter", BORN)
    clock.add("standard library", process_time() - BORN)
    start(clock)
    load(clock)
    extract(sys.argv[1], clock)
    print(json.dumps({name: seconds * 1000 for name, seconds in clock.seconds.items()}), file=sys.stderr)
    gc.freeze()


if __name__ == "__main__":
    main()
