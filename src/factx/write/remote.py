"""Outputs on other machines (s3:// and the like): written here, then sent."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from factx.errors import OutputFailed
from factx.read.remote import system_of
from factx.write.collect import collector

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factx.write.collect import Collect


def sender(address: str, inputs: Sequence[str] = ()) -> Collect:
    """What writes the reports of a batch to an address: collect(lines, target), which are made near `target` first.

    Raises:
        SettingsInvalid: fsspec or its driver is not installed, or `collector` knows no such form.
    """
    system, path = system_of(address)
    place = PurePosixPath(path)
    collect = collector(f"{place.name}/" if address.endswith("/") else place.name, inputs)

    def send(lines: Iterable[bytes], target: Path) -> None:
        with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as made:
            collect(lines, Path(made) / place.name)
            try:
                for file in sorted(Path(made).rglob("*")):
                    if file.is_file():
                        there = place.parent / file.relative_to(made).as_posix()
                        system.makedirs(str(there.parent), exist_ok=True)
                        system.put_file(str(file), str(there))
            except OSError as error:
                raise OutputFailed(f"{address} cannot be written: {error}") from error

    return send
