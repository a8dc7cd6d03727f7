"""Outputs on other machines (s3:// and the like): written here, then sent."""

from __future__ import annotations

from pathlib import PurePosixPath
from shutil import rmtree
from typing import TYPE_CHECKING

from factx.errors import FactxError, OutputFailed
from factx.read.remote import system_of
from factx.write.collect import collector

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from factx.write.collect import Collect


def sender(address: str, inputs: Sequence[str] = ()) -> Collect:
    """What writes the reports of a batch to an address: collect(lines, target).

    They are made in the folder of `target` first, which is cleared away before and after.

    Raises:
        SettingsInvalid: fsspec or its driver is not installed, or `collector` knows no such form.
    """
    system, path = system_of(address)
    place = PurePosixPath(path)
    collect = collector(f"{place.name}/" if address.endswith("/") else place.name, inputs)

    def send(lines: Iterable[bytes], target: Path) -> None:
        made = target.parent
        rmtree(made, ignore_errors=True)
        try:
            made.mkdir(parents=True)
            collect(lines, made / place.name)
            for file in sorted(made.rglob("*")):
                if file.is_file():
                    there = place.parent / file.relative_to(made).as_posix()
                    system.makedirs(str(there.parent), exist_ok=True)
                    system.put_file(str(file), str(there))
        except FactxError:
            raise
        except Exception as error:  # (each driver has its own)
            raise OutputFailed(f"{address} cannot be written: {str(error) or type(error).__name__}") from error
        finally:
            rmtree(made, ignore_errors=True)

    return send
