"""What the command line was given: files, folders to be walked, records of a file, standard input, other machines'."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from factx.errors import InputFailed, SettingsInvalid
from factx.read.records import name_of
from factx.read.remote import remote, remote_files
from factx.read.text import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read: a `path` as given (or found below a folder that was), None for standard input.

    `record` is the (offset, length) in bytes of a line of JSON Lines that holds it.
    """

    source: str
    path: str | None = None
    record: tuple[int, int] | None = None


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
        elif "://" in path:
            yield from (Input(found, found) for found in remote_files(path, glob, skipped))
        elif os.path.isdir(path):  # noqa: PTH112 (Path would alter the path as it was given)
            found = list(_walk(path, [pattern.lower() for pattern in glob], skipped))
            yield from found or [Input(_printable(path), path)]
        else:
            yield Input(_printable(path), path)


def find_batch(
    paths: Iterable[str], glob: Sequence[str], *, skipped: Callable[[str, str], None] = lambda _path, _why: None
) -> Iterator[Input]:
    """Everything that a batch reads, as `find_inputs`, and of a file called .jsonl or .ndjson each record."""
    for path in paths:
        if path.lower().endswith((".jsonl", ".ndjson")):
            yield from find_records(path)
        else:
            yield from find_inputs([path], glob, skipped=skipped)


def listed(file: str, *, null: bool) -> list[str]:
    """The paths in a file (`-`: on standard input), one a line, or each before a null byte.

    Raises:
        SettingsInvalid: it cannot be read.
    """
    try:
        if file == STDIN:
            data = sys.stdin.buffer.read()
        else:
            with _binary(file) as opened:
                data = opened.read()
    except OSError as error:
        raise SettingsInvalid(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from error
    return [os.fsdecode(path) for path in (data.split(b"\0") if null else data.splitlines()) if path]


def find_records(path: str) -> Iterator[Input]:
    """Each line of a JSON Lines file, called by its `id`, else by "path:line"; blank lines are none.

    A file without any, or that cannot be read, is an input that fails when it is read.
    """
    number = offset = 0
    try:
        with _binary(path) as file:
            for place, line in enumerate(file, 1):
                if line.strip():
                    number += 1
                    yield Input(name_of(line, f"{_printable(path)}:{place}"), path, (offset, len(line)))
                offset += len(line)
    except OSError:
        number = 0
    if not number:
        yield Input(_printable(path), path)


def read_input(one: Input, glob: Sequence[str] = ()) -> bytes:
    """The bytes of an input, up to one more than `MAX_BYTES`.

    Raises:
        InputFailed: it is `missing`, `unreadable` or a folder with `no_release`.
    """
    try:
        if one.path is None:
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with _binary(one.path) as file:
            if one.record is None:
                return file.read(MAX_BYTES + 1)
            file.seek(one.record[0])
            return file.read(min(one.record[1], MAX_BYTES + 1))
    except FileNotFoundError as error:
        raise InputFailed("missing", "does not exist: check the path") from error
    except IsADirectoryError as error:
        names = ", ".join(glob)
        raise InputFailed("no_release", f"holds no file called {names}: choose others with --glob") from error
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputFailed("unreadable", f"cannot be read ({why}): check its permissions") from error


def _binary(path: str) -> AbstractContextManager[BinaryIO]:
    """The file at a path or address, to be read as bytes."""
    if "://" in path:
        return remote(path)
    return open(path, "rb")  # noqa: PTH123 (as above; whoever asks closes it)


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
