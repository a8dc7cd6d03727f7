"""How long factx takes to start, and what the time goes on, with compiled bytecode.

    python benchmarks/startup.py [RELEASE] [--runs N]

Without RELEASE, the first of samples/*.txt is read. Medians of whole processes: by the clock, which others on the
machine slow down, and the processor time that they used, which is the figure to compare where the machine is not idle.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

import factx
from factx.language import resolve
from factx.lexicon import lexicon

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
FACTX = str(Path(sys.executable).with_name("factx"))
MODEL = resolve(None, lexicon())
# A line of `-X importtime`: microseconds in the module itself, with what it imports, and its name.
IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\w+)")


def commands(release: Path) -> list[tuple[str, list[str], int | None]]:
    """What is run, and how many milliseconds by the clock it may take (None: no promise is made)."""
    return [
        ("python", [sys.executable, "-c", "pass"], None),
        ("spacy.load, without factx", [sys.executable, "-c", f"import spacy; spacy.load({MODEL!r})"], None),
        ("import factx", [sys.executable, "-c", "import factx"], None),
        ("factx --version", [FACTX, "--version"], 30),
        ("factx --help", [FACTX, "--help"], 150),
        ("factx schema", [FACTX, "schema"], None),
        (f"factx extract {release.name}", [FACTX, "extract", str(release), "-f", "jsonl"], 1000),
    ]


def run(command: list[str]) -> tuple[float, float, str]:
    """Milliseconds of one process, by the clock and of processor time, and what it wrote to standard error."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        errors = process.stderr.read() if process.stderr else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {errors}")
    return (time.perf_counter() - started) * 1000, (used.ru_utime + used.ru_stime) * 1000, errors


def medians(command: list[str], runs: int) -> tuple[float, float]:
    """The medians of `run`, after one that warms the caches."""
    run(command)
    clock, processor, _ = zip(*(run(command) for _ in range(runs)), strict=True)
    return median(clock), median(processor)


def phases(release: Path, runs: int) -> dict[str, float]:
    """Milliseconds of processor time by phase of one extraction, as phases.py measures them."""
    taken: list[dict[str, float]] = []
    for _ in range(runs):
        _, processor, errors = run([sys.executable, str(HERE / "phases.py"), str(release)])
        spent = json.loads(errors)
        taken.append(spent | {"ending": processor - sum(spent.values()), "all of these": processor})
    return {name: median(one[name] for one in taken) for name in taken[0]}


def packages(release: Path) -> Counter[str]:
    """Milliseconds by the clock that the modules of each package take to import in one extraction."""
    command = [sys.executable, "-X", "importtime", "-m", "factx", "extract", str(release), "-f", "jsonl"]
    spent: Counter[str] = Counter()
    for match in filter(None, map(IMPORTED.match, run(command)[2].splitlines())):
        spent["standard library" if match[2] in sys.stdlib_module_names else match[2]] += int(match[1])
    return spent


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", nargs="?", type=Path, default=min(SAMPLES.glob("*.txt")))
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    compileall.compile_dir(str(Path(factx.__file__).parent), quiet=1)
    print(f"{'command':<44} {'clock ms':>9} {'processor ms':>13} {'at most':>8}")
    for name, command, limit in commands(options.release):
        clock, processor = medians(command, options.runs)
        print(f"{name:<44} {clock:>9.0f} {processor:>13.0f} {limit or '':>8}")
    print(f"\n{'one extraction, by phase':<44} {'processor ms':>13}")
    for name, milliseconds in phases(options.release, options.runs).items():
        print(f"{name:<44} {milliseconds:>13.0f}")
    print(f"\n{'imports of one extraction, by package':<44} {'clock ms':>9}")
    for name, microseconds in packages(options.release).most_common(15):
        print(f"{name:<44} {microseconds / 1000:>9.0f}")


if __name__ == "__main__":
    main()
