"""What the command line was given: files, folders to be walked, standard input."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from factx.errors import InputFailed
from factx.read.text import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read: a `path` as given (or found below a folder that was), None for standard input."""

    source: str
    path: str | None = None


def find_inputs(
    paths: Sequence[str], glob: Sequence[str], *, stdin_name: str = STDIN, skipped: Callable[[str, str], None]
) -> Iterator[Input]:
    """Everything to read, in the order given; folders are walked, sorted by name.

    In a folder only regular files whose name fits one of the patterns in `glob` count (a pattern with a slash is held
    against the end of the path); each other entry is reported as skipped(path, why). A folder without any is an input
    that fails when it is read.
    """
    for path in paths:
        if path == STDIN:
            yield Input(_printable(stdin_name))
        elif os.path.isdir(path):  # noqa: PTH112 (Path would alter the path as it was given)
            found = list(_walk(path, [pattern.lower() for pattern in glob], skipped))
            yield from found or [Input(_printable(path), path)]
        else:
            yield Input(_printable(path), path)


def read_input(one: Input, glob: Sequence[str] = ()) -> bytes:
    """The bytes of an input, up to one more than `MAX_BYTES`.

    Raises:
        InputFailed: it is `missing`, `unreadable` or a folder with `no_release`.
    """
    try:
        if one.path is None:
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with open(one.path, "rb") as file:  # noqa: PTH123 (as above)
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputFailed("missing", "does not exist: check the path") from error
    except IsADirectoryError as error:
        names = ", ".join(glob)
        raise InputFailed("no_release", f"holds no file called {names}: choose others with --glob") from error
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputFailed("unreadable", f"cannot be read ({why}): check its permissions") from error


def _walk(folder: str, glob: list[str], skipped: Callable[[str, str], None]) -> Iterator[Input]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield Input(_printable(folder), folder)
        return
    for entry in entries:
        path = os.path.join(folder, entry.name)  # noqa: PTH118 (as above)
        if entry.name.startswith("."):
            skipped(_printable(path), "hidden")
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(path, glob, skipped)
        elif not any(PurePath(path.lower()).match(pattern) for pattern in glob):
            skipped(_printable(path), f"not called {', '.join(glob)}")
        elif not os.path.isfile(path):  # noqa: PTH113 (False too for a link that leads in a circle)
            skipped(_printable(path), "no regular file")
        else:
            yield Input(_printable(path), path)


def _printable(path: str) -> str:
    """`path` as text that can be written: what its bytes do not encode becomes U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
