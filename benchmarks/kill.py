"""Whether a run that is killed again and again ends with the bytes of one that is not.

    python benchmarks/kill.py [--releases 2000] [--kills 20] [--jobs N] [--seed N] [--output OUT.jsonl]

Makes releases, runs `factx batch` over them undisturbed, and then once more, ending it with kill -9 at so many moments
drawn at random, between the start of Python and the last byte of the output, each time started again. Prints a line for
each kill, and whether the outputs are the same; exits with 1 if they are not, or if a finished report was made again.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from releases import write_releases

from factx.batch import SHARD


class Ran(NamedTuple):
    """What became of a run: whether it came to its end, its seconds, and how many reports it found done."""

    ended: bool
    seconds: float
    before: int


def run(releases: Path, out: Path, jobs: int, ends_after: float | None = None) -> Ran:
    """Run `factx batch`; it and all its processes are killed after so many seconds."""
    command = [sys.executable, "-m", "factx", "batch", str(releases), "-o", str(out), "-j", str(jobs)]
    began = time.monotonic()
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        _, told = running.communicate(timeout=ends_after)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        return Ran(ended=False, seconds=time.monotonic() - began, before=0)
    if running.returncode:
        sys.exit(told)
    before = re.search(r"done before +([\d,]+)", told)
    return Ran(ended=True, seconds=time.monotonic() - began, before=int(before[1].replace(",", "")) if before else 0)


def kept(out: Path) -> tuple[int, int]:
    """How many whole reports are kept beside an output, and of how many inputs."""
    lines = [
        line
        for file in out.with_name(f"{out.name}.factx").glob("*/reports.jsonl")
        for line in file.read_bytes().splitlines(keepends=True)
        if line.endswith(b"\n")
    ]
    return len(lines), len(set(lines))


def main() -> None:
    """Make the reference, kill and start again, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default="out.jsonl", help="a name with the ending of the form to write")
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 (the same every time, and no secret)
    with TemporaryDirectory() as folder:
        releases, reference, out = Path(folder, "in"), Path(folder, "calm", given.output), Path(folder, given.output)
        words = write_releases(releases, given.releases, given.seed)
        calm = run(releases, reference, given.jobs)
        print(f"{given.releases} releases, {words:,} words: undisturbed {calm.seconds:.1f} s, {given.jobs} processes")
        finished, kills, last = 0, 0, calm
        while kills < given.kills:
            # (Half of the kills come anywhere in a whole run, half soon: so that something is left for the last.)
            last = run(releases, out, given.jobs, chance.uniform(0, calm.seconds if kills % 2 else calm.seconds / 4))
            if last.ended:  # it was not quick enough for this one: it starts over, like a new run
                print(f"        came to its end after {last.seconds:.1f} s: {last.before} done before")
                check(out, reference)
                for file in out.with_name(f"{out.name}.factx").glob("*/*"):
                    file.unlink()
                out.unlink()
                finished = 0
                continue
            kills += 1
            number, different = kept(out)
            print(f"kill {kills:3} after {last.seconds:5.1f} s: {number} reports kept, {number - finished} of them new")
            if number < finished or number != different:
                sys.exit(f"{finished} were finished before, {number - different} are there twice")
            finished = number
        last = run(releases, out, given.jobs)
        number, different = kept(out)
        print(f"last run: {last.seconds:.1f} s, {last.before} of {finished} finished reports were done before")
        print(f"repeated: {number - different} reports that were finished, and at each kill what was under way,")
        print(f"at most a shard ({SHARD} releases) a process")
        if last.before < finished or number != different:
            sys.exit("a finished report was made again")
        check(out, reference)


def check(out: Path, reference: Path) -> None:
    """Exit unless the two outputs have the same bytes."""
    if out.read_bytes() != reference.read_bytes():
        sys.exit("the output is another")
    print(f"byte-identical: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
