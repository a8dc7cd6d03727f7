"""Settings: flags over FACTX_… over factx.toml or [tool.factx] in pyproject.toml, found upwards, over defaults."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from factx.errors import SettingsInvalid

_PREFIX = "FACTX_"
Format = Literal["auto", "table", "json", "jsonl", "csv", "lint"]
Color = Literal["auto", "always", "never"]


def _cores() -> int:
    """How many processes this one may run at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseModel):
    """What can be set; every field is also a flag."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str | None = None
    format: Format = "auto"
    date_order: Literal["dmy", "mdy"] | None = None
    glob: tuple[str, ...] = ("*.txt", "*.text")
    rules: tuple[str, ...] = ()
    color: Color = "auto"
    jobs: Annotated[int, Field(ge=1)] = Field(default_factory=_cores)
    timeout: Annotated[float, Field(gt=0)] = 120.0
    quiet: bool = False
    verbose: bool = False

    @field_validator("glob", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        """In the environment, patterns are separated by commas; empty ones are none."""
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            return value
        named = tuple(part.strip() if isinstance(part, str) else part for part in parts)
        if not any(named):
            raise ValueError("name a pattern, such as *.txt")
        return tuple(part for part in named if part)

    @field_validator("rules", mode="before")
    @classmethod
    def _known(cls, value: Any) -> Any:
        """Rules are names of the ledger, or "all"; separated by commas where they stand in one word."""
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
            return value
        from factx.lexicon import lexicon  # noqa: PLC0415 (only who names rules reads the ledger)

        named = tuple(name.strip() for part in value for name in part.split(",") if name.strip())
        known = [rule.id for rule in lexicon().rules.rule]
        for name in named:
            if name not in {*known, "all"}:
                raise ValueError(f"there is no rule {name!r}; there are {', '.join(known)}, and all")
        return named


@dataclass(frozen=True)
class Loaded:
    """The settings in force, and where each that is no default comes from."""

    settings: Settings
    origins: dict[str, str]

    def lines(self) -> list[str]:
        """One line a setting: its name, its value as TOML would have it, where it comes from."""
        values = self.settings.model_dump(mode="json", exclude_none=True)
        return [
            f"{name} = {json.dumps(values.get(name, ''))}  ({self.origins.get(name, 'default')})"
            for name in Settings.model_fields
        ]


def load(flags: dict[str, Any], *, config: Path | None = None, isolated: bool = False) -> Loaded:
    """The settings in force here, `flags` being those given (None where one was not).

    `config` names the file to read instead of the one found upwards from the working folder; `isolated` leaves out
    that and the environment.

    Raises:
        SettingsInvalid: a setting or a file is not usable; the message says which, and where it stands.
    """
    table, file = _read(config) if config else ({}, None) if isolated else _found(Path.cwd())
    environment = {} if isolated else _environment()
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for layer, origin in ((table, str(file)), (environment, ""), (flags, "")):
        for name, value in layer.items():
            if value is not None:
                values[name] = value
                flag = f"--{name.replace('_', '-')}" if layer is flags else f"{_PREFIX}{name.upper()}"
                origins[name] = origin or flag
    try:
        return Loaded(Settings(**values), origins)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        problem = (
            f"there is no such setting; there are {', '.join(Settings.model_fields)}"
            if first["type"] == "extra_forbidden"
            else f"{first['msg']}, not {first['input']!r}"
        )
        raise SettingsInvalid(f"{name} ({origins[name]}): {problem}") from error


def _environment() -> dict[str, Any]:
    """What FACTX_… variables set."""
    if not any(name.upper().startswith(_PREFIX) for name in os.environ):
        return {}
    # (Its import takes as long as Pydantic's.)
    from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict  # noqa: PLC0415

    class Environment(Settings, BaseSettings):
        model_config = SettingsConfigDict(env_prefix=_PREFIX, enable_decoding=False)

    return EnvSettingsSource(Environment)()


def _found(folder: Path) -> tuple[dict[str, Any], Path | None]:
    """The nearest settings in `folder` or above it."""
    for parent in (folder, *folder.parents):
        for name in ("factx.toml", "pyproject.toml"):
            if (file := parent / name).is_file():
                table, _ = _read(file)
                if table or name == "factx.toml":
                    return table, file
    return {}, None


def _read(file: Path) -> tuple[dict[str, Any], Path]:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsInvalid(f"{file} cannot be read: {(error.strerror or '').lower()}") from error
    except ValueError as error:
        raise SettingsInvalid(f"{file} is not valid TOML: {error}") from error
    if file.name == "pyproject.toml":
        tool = table.get("tool", {})
        table = tool.get("factx", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise SettingsInvalid(f"{file}: tool.factx is no table")
    return table, file
