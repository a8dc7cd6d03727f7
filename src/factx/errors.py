"""What can go wrong, each kind with the exit code that the command line gives it."""

from __future__ import annotations


class FactxError(Exception):
    """Base of every error that factx raises on purpose; its message is one line that says what to do."""

    exit_code = 2


class InputFailed(FactxError):
    """An input could not be read as a release; `kind` is a word for programs ("empty", "binary", "too_large", …)."""

    exit_code = 3

    def __init__(self, kind: str, message: str) -> None:
        """Keep the `kind` beside the one-line `message`."""
        super().__init__(message)
        self.kind = kind


class ModelMissing(FactxError):
    """The language model that was asked for is not installed, or lacks what factx needs."""


class OutputFailed(FactxError):
    """What is finished cannot be kept: the disk is full, or gone."""

    exit_code = 3


class WorkersLost(FactxError):
    """Nobody is left to do the work: the cluster is gone, or processes end as they start."""

    exit_code = 3


class SettingsInvalid(FactxError):
    """A setting, an option or a configuration file is not usable."""
