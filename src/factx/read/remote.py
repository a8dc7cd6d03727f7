"""Files on other machines (s3:// and the like), through fsspec, which knows how to reach each kind."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from factx.errors import SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO


def remote(address: str, mode: str = "rb") -> AbstractContextManager[BinaryIO]:
    """The file at an address, opened.

    Raises:
        OSError: there is none, or nobody lets us.
        SettingsInvalid: fsspec, or its driver for such addresses, is not installed.
    """
    system, path = system_of(address)
    opened: AbstractContextManager[BinaryIO] = system.open(path, mode)
    return opened


def remote_files(address: str, glob: Sequence[str], skipped: Callable[[str, str], None]) -> Iterator[str]:
    """The address of each file below one that is a folder whose name fits `glob`, sorted; else the address itself.

    Raises:
        SettingsInvalid: as `remote`.
    """
    system, path = system_of(address)
    try:
        below = sorted(system.find(path)) if system.isdir(path) else []
    except Exception as error:  # (each driver has its own)
        raise SettingsInvalid(f"{address} cannot be listed: {str(error) or type(error).__name__}") from error
    fits = 0
    for found in below:
        name = PurePosixPath(found.lower())
        if any(part.startswith(".") for part in PurePosixPath(found).relative_to(path).parts):
            skipped(system.unstrip_protocol(found), "hidden")
        elif not any(name.match(pattern.lower()) for pattern in glob):
            skipped(system.unstrip_protocol(found), f"not called {', '.join(glob)}")
        else:
            fits += 1
            yield system.unstrip_protocol(found)
    if not fits:
        yield address


def system_of(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it.

    Raises:
        SettingsInvalid: fsspec, or its driver for such addresses, is not installed.
    """
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 (an extra, and slow)
    except ImportError as error:
        raise SettingsInvalid(f"{address} needs fsspec: pip install 'factx[remote]'") from error
    try:
        system, path = url_to_fs(address)
    except Exception as error:  # (each driver has its own; most likely it is not installed)
        raise SettingsInvalid(f"{address} cannot be reached: {str(error).rstrip('.')}") from error
    return system, str(path)
