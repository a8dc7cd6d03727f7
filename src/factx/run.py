"""One pass over the inputs of a command: read, extract, write; what fails is told and the rest goes on."""

from __future__ import annotations

import os
import sys
import traceback
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from factx.claims import Report, Verdict
from factx.errors import FactxError, InputFailed, SettingsInvalid
from factx.lexicon import lexicon
from factx.read import from_bytes
from factx.read.inputs import read_input
from factx.write import opened
from factx.write.lint import unchecked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from factx.config import Loaded
    from factx.language import Language
    from factx.read.inputs import Input
    from factx.write import Writer


def say(line: str) -> None:
    """One line on standard error, whatever it holds."""
    print("factx:", " ".join(line.split()), file=sys.stderr, flush=True)  # noqa: T201


def _stat(place: str | int) -> os.stat_result | None:
    """What is known of a path or an open file; None where there is none."""
    try:
        return os.stat(place)  # noqa: PTH116 (standard input is no path)
    except (OSError, ValueError):
        return None


class Run:
    """The inputs of a command on their way to a writer, and what came of them.

    `releases` and `failed` count inputs, `verdicts` the checks of all releases, `unchecked` the figures in none.
    """

    def __init__(self, loaded: Loaded, inputs: Sequence[Input], published: date | None) -> None:
        """Prepare to read `inputs`; `published` overrides what the releases say themselves."""
        self._settings = loaded.settings
        self._inputs = inputs
        self._published = published
        self.releases = 0
        self.failed = 0
        self.verdicts: Counter[str] = Counter()
        self.unchecked = 0
        if self._settings.verbose:
            for line in loaded.lines():
                say(line)

    def write(self, writer: Writer, output: Path | None) -> None:
        """Write each report as it is made, to `output` or standard output; end quietly when nobody reads on.

        Raises:
            SettingsInvalid: `output` cannot be written, or is one of the inputs.
            ModelMissing: there is no such language model.
        """
        if output is not None and output.exists():
            place = output.stat()
            for one in self._inputs:
                read = _stat(one.path if one.path is not None else 0)
                if read is not None and os.path.samestat(read, place):
                    raise SettingsInvalid(f"{output} is read: write to another file")
        try:
            with opened(output) as out:
                writer(self._reports(), out)
        except BrokenPipeError:
            # (Python flushes standard output once more when it ends.)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SettingsInvalid(f"{output or 'standard output'} cannot be written: {error.strerror}") from error

    def summary(self) -> str:
        """What the checks came to, in one line."""
        verdicts = ", ".join(f"{self.verdicts[verdict]} {verdict}" for verdict in get_args(Verdict))
        releases = f"{self.releases} release{'s' * (self.releases != 1)}"
        return f"{releases}, {self.verdicts.total()} checks: {verdicts}; {self.unchecked} figures in no check"

    @cached_property
    def _language(self) -> Language:
        """The language model, which nothing needs while every input fails."""
        from factx.language import Language  # noqa: PLC0415

        return Language(self._settings.model, lexicon())

    def _reports(self) -> Iterator[Report]:
        for one in self._inputs:
            try:
                report = self._report(one)
            except InputFailed as error:
                report = self._failure(one, error.kind, str(error))
            except FactxError:
                raise
            except Exception as error:  # noqa: BLE001 (a release that trips factx up must not stop the others)
                if self._settings.verbose:
                    traceback.print_exc()
                why = f"made factx fail ({type(error).__name__}): please report it; --verbose shows where"
                report = self._failure(one, "internal", why)
            yield report

    def _report(self, one: Input) -> Report:
        from factx.extract import extract_release  # noqa: PLC0415

        data = read_input(one, self._settings.glob)
        settings = self._settings
        release = from_bytes(
            data, lexicon(), source=one.source, published=self._published, date_order=settings.date_order
        )
        if settings.verbose:
            say(f"{one.source}: {len(release.text)} characters")
        for notice in () if settings.quiet else release.notices:
            say(f"{one.source}: {notice}")
        report = extract_release(release, lexicon(), self._language, settings.rules)
        for quote in report.claims if settings.verbose else ():
            if quote.kind == "quote" and quote.reason is not None:
                say(f"{one.source}:{quote.line}:{quote.column}: no speaker: {quote.reason}")
        self.releases += 1
        self.verdicts.update(check.verdict for check in report.checks)
        self.unchecked += sum(1 for _ in unchecked(report))
        return report

    def _failure(self, one: Input, kind: str, why: str) -> Report:
        """The error record of an input, which is told on standard error too."""
        self.failed += 1
        say(f"{one.source}: {why}")
        from factx.extract import failed  # noqa: PLC0415 (with all that extracts)

        return failed(one.source, kind, why)
