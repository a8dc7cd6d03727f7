"""How long factx takes to start: medians of whole processes, with compiled bytecode.

    python benchmarks/startup.py [RELEASE] [--runs N]

Without RELEASE, the first of samples/*.txt is read.
"""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import factx

SAMPLES = Path(__file__).parent.parent / "samples"
# What is run, and how many milliseconds it may take (None: no promise is made).
COMMANDS: list[tuple[str, list[str], int | None]] = [
    ("python", ["-c", "pass"], None),
    ("import factx", ["-c", "import factx"], None),
    ("factx --version", ["-m", "factx", "--version"], 50),
    ("factx --help", ["-m", "factx", "--help"], 200),
    ("factx schema", ["-m", "factx", "schema"], None),
]


def milliseconds(arguments: list[str], runs: int) -> float:
    """The median time of a process, after one that warms the caches."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        times.append((time.perf_counter() - start) * 1000)
    return median(times[1:])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", nargs="?", type=Path, default=next(iter(sorted(SAMPLES.glob("*.txt"))), None))
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    compileall.compile_dir(str(Path(factx.__file__).parent), quiet=1)
    commands = list(COMMANDS)
    if options.release is not None:
        commands.append(
            (f"factx extract {options.release.name}", ["-m", "factx", "extract", str(options.release)], 1000)
        )
    print(f"{'command':<44} {'median ms':>9} {'at most':>8}")
    for name, arguments, limit in commands:
        print(f"{name:<44} {milliseconds(arguments, options.runs):>9.0f} {limit or '':>8}")


if __name__ == "__main__":
    main()
