"""A folder with one JSON file a release, at the place that the release has among the inputs."""

from __future__ import annotations

import json
import re
import unicodedata
from hashlib import sha256
from itertools import chain, count, takewhile
from pathlib import PurePath
from typing import TYPE_CHECKING

from factx.errors import SettingsInvalid
from factx.write.distinct import first_times
from factx.write.place import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

_ENDING = ".json"
# What has a meaning to some file system, or to us ("%" is how it is written, "~" sets names apart).
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd\u200e\u200f\u202a-\u202e\u2066-\u2069<>:\"/\\|?*%~]")
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?![^.])")
_FOLDER_ENDS = re.compile(r"(?:[. ]|\.json)$", re.IGNORECASE)
_MOST_BYTES = 200


def collect_tree(lines: Iterable[bytes], target: Path, inputs: Sequence[str] = ()) -> None:
    """Reports (JSON, one a line) as files below `target`, each whole as soon as it is there.

    A release at `press/north/a.txt`, read with `press` as input, is at `north/a.txt.json`. Files of an earlier
    run stay.
    """
    above = _above(inputs)
    new = first_times()
    try:
        target.mkdir(parents=True, exist_ok=True)
        root = target.resolve()
    except OSError as error:
        raise SettingsInvalid(f"{target} cannot be made: {(error.strerror or str(error)).lower()}") from error
    for line in lines:
        path = target.joinpath(*_free(_place(json.loads(line)["release"]["source"], above), new))
        if not path.resolve().is_relative_to(root):
            raise SettingsInvalid(f"{path} leads out of {target}: there is a link in the way")
        _put(line, path)


def _put(line: bytes, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsInvalid(f"{path.parent} cannot be made: {(error.strerror or str(error)).lower()}") from error
    with placed(path) as (beside,):
        beside.write_bytes(line.rstrip(b"\n") + b"\n")


def _above(inputs: Sequence[str]) -> tuple[str, ...]:
    """The parts of the path that all inputs have in common."""
    levels = zip(*(PurePath(path).parts for path in inputs), strict=False)
    return tuple(level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels))


def _place(source: str, above: tuple[str, ...]) -> tuple[str, ...]:
    """Where below the target a source goes: no two sources but those of one path go to one place.

    Every part is made a plain name, so that none leads up, to a root, to a drive or to a device.
    """
    parts = PurePath(source).parts or (source,)
    if parts == above:
        parts = parts[-1:]
    elif parts[: len(above)] == above:
        parts = parts[len(above) :]
    *folders, name = parts
    return (*(_cut(_FOLDER_ENDS.sub(_written, _name(folder))) for folder in folders), _cut(_name(name)) + _ENDING)


def _name(part: str) -> str:
    """`part` with what is odd in it written as %20 is, and so the names of devices (CON)."""
    plain = _ODD.sub(_written, part)
    return f"%{ord(plain[0]):02X}{plain[1:]}" if _DEVICE.match(plain) else plain


def _written(odd: re.Match[str]) -> str:
    """The first character in its bytes, and what follows it as it is."""
    first, rest = odd[0][0], odd[0][1:]
    return "".join(f"%{byte:02X}" for byte in first.encode("utf-8", "surrogatepass")) + rest


def _cut(name: str) -> str:
    """A name that is too long for a file system, cut, with a mark of all of it."""
    data = name.encode()
    if len(data) <= _MOST_BYTES:
        return name
    return f"{data[: _MOST_BYTES - 20].decode('utf-8', 'ignore')}~{sha256(data).hexdigest()[:16]}"


def _free(place: tuple[str, ...], new: Callable[[str], bool]) -> tuple[str, ...]:
    """The place, or where a file has been put there in this run (or would be, where case does not count) the next."""
    *folders, name = place
    stem = name.removesuffix(_ENDING)
    tries = chain((name,), (f"{stem}~{number}{_ENDING}" for number in count(2)))
    return (*folders, next(one for one in tries if new(_folded((*folders, one)))))


def _folded(place: tuple[str, ...]) -> str:
    return unicodedata.normalize("NFC", "/".join(place)).casefold()
