"""Files are written beside their targets and moved into place when all is written: whole, or not there."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from factx.errors import SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@contextmanager
def placed(*targets: Path) -> Iterator[Sequence[Path]]:
    """A path beside each target to write to; at the end they take the targets' places, or on an error are gone.

    Raises:
        SettingsInvalid: a target cannot be written.
    """
    whole = [target.resolve() for target in targets]
    beside = [target.with_name(f".{target.name}.{os.getpid()}.part") for target in whole]
    try:
        for given, target in zip(targets, whole, strict=True):
            if target.exists() and not target.is_file():
                raise SettingsInvalid(f"{given} cannot be written: it is no file")
        yield beside
        for part, target in zip(beside, whole, strict=True):
            if target.exists():
                part.chmod(target.stat().st_mode & 0o7777)
        for part, target in zip(beside, whole, strict=True):
            part.replace(target)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise SettingsInvalid(f"{targets[0]} cannot be written: {why}") from error
    finally:
        for part in beside:
            part.unlink(missing_ok=True)
