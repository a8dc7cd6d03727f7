"""Seconds and memory of a process and those that it starts, from /proc (Linux)."""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
# How often the memory is looked at: the system itself keeps the peak, so only the last look matters.
_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, and the peak of resident memory in MB: of the process, and of the largest it started."""

    seconds: float
    parent: float
    worker: float


def cost(command: list[str]) -> Cost:
    """Run `command` to its end.

    A process that starts no other is its own worker.

    Raises:
        SystemExit: it fails.
    """
    peaks: dict[int, float] = {}
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            for pid in (process.pid, *_children(process.pid)):
                peaks[pid] = max(peaks.get(pid, 0.0), _peak(pid))
            time.sleep(_EVERY)
        seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    parent = peaks.pop(process.pid)
    return Cost(seconds, parent, max(peaks.values(), default=parent))


def _children(pid: int) -> list[int]:
    """The processes that `pid` has started, and those that they have."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            own = [int(child) for child in file.read_text("ascii").split()]
        except OSError:  # (it has just ended)
            continue
        found += own + [grandchild for child in own for grandchild in _children(child)]
    return found


def _peak(pid: int) -> float:
    try:
        found = _PEAK.search(Path(f"/proc/{pid}/status").read_text("ascii", "replace"))
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
