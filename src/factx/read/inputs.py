"""What the command line was given: files, folders to be walked, records of a file, standard input, other machines'."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from factx.errors import FactxError, InputFailed, SettingsInvalid
from factx.read.records import name_of
from factx.read.remote import remote, remote_files
from factx.read.text import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

STDIN = "-"
# What the folder beside an output is called, behind the output's name.
JOURNAL = ".factx"


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
            found = _walk(path, [pattern.lower() for pattern in glob], skipped)
            first = next(found, None)
            yield first or Input(_printable(path), path)
            yield from found
        else:
            yield Input(_printable(path), path)


@dataclass(frozen=True)
class Paths:
    """Paths that were given, then those of a list, which is kept as it came: there may be a million.

    `listed` has one a line, or where `null`, each before a null byte.
    """

    given: Sequence[str] = ()
    listed: bytes = b""
    null: bool = False

    def __iter__(self) -> Iterator[str]:
        """Each, in order; empty ones are none."""
        yield from self.given
        start, mark = 0, b"\0" if self.null else b"\n"
        while start < len(self.listed):
            end = self.listed.find(mark, start)
            end = len(self.listed) if end < 0 else end
            path = self.listed[start:end]
            if path := path if self.null else path.removesuffix(b"\r"):
                yield os.fsdecode(path)
            start = end + 1


def find_batch(
    paths: Iterable[str], glob: Sequence[str], *, skipped: Callable[[str, str], None] = lambda _path, _why: None
) -> Iterator[Input]:
    """Everything that a batch reads, as `find_inputs`, and of a file called .jsonl or .ndjson each record.

    Its workers have no standard input: `-` is a file of that name.
    """
    for path in paths:
        if path.lower().endswith((".jsonl", ".ndjson")) and not os.path.isdir(path):  # noqa: PTH112 (as above)
            yield from find_records(path)
        elif path == STDIN:
            yield Input(path, path)
        else:
            yield from find_inputs([path], glob, skipped=skipped)


def listed(file: str, *, null: bool, given: Sequence[str] = ()) -> Paths:
    """The paths `given`, and those in a file (`-`: on standard input), one a line, or each before a null byte.

    Raises:
        SettingsInvalid: it cannot be read, or has null bytes without `null`.
    """
    try:
        if file == STDIN:
            data = sys.stdin.buffer.read()
        else:
            with _binary(file) as opened:
                data = opened.read()
    except OSError as error:
        raise SettingsInvalid(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from error
    if b"\0" in data and not null:
        raise SettingsInvalid(f"{file} has null bytes between its paths: give --null too")
    return Paths(given, data, null)


def find_records(path: str) -> Iterator[Input]:
    """Each line of a JSON Lines file, called by its `id`, else by "path:line"; blank lines are none.

    A file without any, or that cannot be read, is an input that fails when it is read.
    """
    number = 0
    try:
        with _binary(path) as file:
            for place, (offset, length, line) in enumerate(_lines(file), 1):
                if line.strip():
                    number += 1
                    name = f"{_printable(path)}:{place}"
                    yield Input(name_of(line, name) if length <= MAX_BYTES else name, path, (offset, length))
    except OSError:
        number = 0
    if not number:
        yield Input(_printable(path), path)


def _lines(file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Offset, length and start of each line, which is all of it unless it is too long for a release."""
    offset = 0
    while line := file.readline(MAX_BYTES + 1):
        length, rest = len(line), line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES + 1)
            length += len(rest)
        yield offset, length, line
        offset += length


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
    except Exception as error:
        if isinstance(error, FactxError) or "://" not in (one.path or ""):
            raise
        why = str(error) or type(error).__name__  # (each driver has its own)
        raise InputFailed("unreadable", f"cannot be read ({why}): check the address, and who may read it") from error


def _binary(path: str) -> AbstractContextManager[BinaryIO]:
    """The file at a path or address, to be read as bytes."""
    if "://" in path:
        return remote(path)
    return open(path, "rb")  # noqa: PTH123 (as above; whoever asks closes it)


def _walk(folder: str, glob: list[str], skipped: Callable[[str, str], None]) -> Iterator[Input]:
    """Every file below a folder that fits, sorted by name; only the names of the folders above it are kept."""
    todo: list[Iterator[Input | str]] = [iter([folder])]
    while todo:
        match next(todo[-1], None):
            case None:
                todo.pop()
            case Input() as found:
                yield found
            case below:
                todo.append(_entries(below, glob, skipped))


def _entries(folder: str, glob: list[str], skipped: Callable[[str, str], None]) -> Iterator[Input | str]:
    """What fits in a folder, and the path of each folder in it."""
    try:
        with os.scandir(folder) as entries:
            kinds = {entry.name: entry.is_dir(follow_symlinks=False) for entry in entries}
    except OSError:
        yield Input(_printable(folder), folder)
        return
    for name in sorted(kinds):
        path = os.path.join(folder, name)  # noqa: PTH118 (as above)
        if name.startswith("."):
            skipped(_printable(path), "hidden")
        elif kinds[name] and name.endswith(JOURNAL):
            skipped(_printable(path), "the journal of a batch")
        elif kinds[name]:
            yield path
        elif not any(PurePath(path.lower()).match(pattern) for pattern in glob):
            skipped(_printable(path), f"not called {', '.join(glob)}")
        elif not os.path.isfile(path):  # noqa: PTH113 (False too for a link that leads in a circle)
            skipped(_printable(path), "no regular file")
        else:
            yield Input(_printable(path), path)


def _printable(path: str) -> str:
    """`path` as text that can be written: what its bytes do not encode becomes U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
