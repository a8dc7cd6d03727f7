"""The command line: thin functions, one a command. What is heavy is imported inside, so that --help is quick."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from factx import __version__
from factx.errors import FactxError

if TYPE_CHECKING:
    from factx.config import Settings
    from factx.read.inputs import Input

INCONSISTENT, USAGE, SOME_FAILED, INTERRUPTED = 1, 2, 3, 130

app = typer.Typer(
    name="factx",
    help="Find every checkable claim in a police press release, and recompute its sums.",
    add_completion=False,
    rich_markup_mode=None,  # plain help needs no Rich
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 check found an inconsistency, 2 wrong usage or settings, 3 some inputs failed, "
    "130 interrupted.",
)


class Format(StrEnum):
    """What is written; `auto` is a table on a terminal, JSON Lines in a pipe, and for a file what its name says."""

    auto = "auto"
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    lint = "lint"


class Order(StrEnum):
    """Which of the first two numbers of a date is the day."""

    dmy = "dmy"
    mdy = "mdy"


class Color(StrEnum):
    """When tables are coloured."""

    auto = "auto"
    always = "always"
    never = "never"


class CheckFormat(StrEnum):
    """What `check` writes."""

    lint = "lint"
    sarif = "sarif"


Paths = Annotated[list[str] | None, typer.Argument(help="Files, folders, or - for standard input.", show_default=False)]
PublishedOption = Annotated[
    datetime | None,
    typer.Option("--published", formats=["%Y-%m-%d"], help="When the release came out; else what it says itself."),
]
OrderOption = Annotated[
    Order | None, typer.Option("--date-order", help="Order of numeric dates; else that of the release's country.")
]
ModelOption = Annotated[str | None, typer.Option("--model", help="The spaCy pipeline, by name.")]
GlobOption = Annotated[
    list[str] | None,
    typer.Option("--glob", help="Which files of a folder to read (*.txt and *.text); may be repeated."),
]
StdinName = Annotated[str, typer.Option("--stdin-filename", help="What standard input is called in the output.")]
QuietOption = Annotated[bool | None, typer.Option("--quiet", "-q", help="No notices, errors only.", show_default=False)]
VerboseOption = Annotated[
    bool | None,
    typer.Option("--verbose", "-v", help="Say what is read and which settings are in force.", show_default=False),
]
RulesOption = Annotated[
    list[str] | None,
    typer.Option("--rules", help="Experimental rules to check by as well, or all (docs/checks.md); may be repeated."),
]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="Settings file; else factx.toml or pyproject.toml here or above.")
]
IsolatedOption = Annotated[bool, typer.Option("--isolated", help="Leave out settings files and the environment.")]


def run() -> int:
    """Run the command line; returns the exit code. An error is one line on standard error, never a traceback."""
    try:
        app()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except FactxError as error:
        typer.echo(f"factx: {error}", err=True)
        return error.exit_code
    return 0


@app.callback(invoke_without_command=True)
def _factx(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"factx {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _help(context)


@app.command()
def extract(  # noqa: PLR0913 (one argument an option)
    context: typer.Context,
    paths: Paths = None,
    *,
    format_: Annotated[
        Format | None, typer.Option("--format", "-f", help="What to write.", show_default="auto")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to a file, moved into place whole.")
    ] = None,
    published: PublishedOption = None,
    date_order: OrderOption = None,
    model: ModelOption = None,
    glob: GlobOption = None,
    stdin_filename: StdinName = "-",
    rules: RulesOption = None,
    color: Annotated[Color | None, typer.Option("--color", help="Colours in tables.", show_default="auto")] = None,
    quiet: QuietOption = None,
    verbose: VerboseOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Find every claim: a table on a terminal, JSON Lines in a pipe."""
    from factx.config import load  # noqa: PLC0415
    from factx.run import Run  # noqa: PLC0415
    from factx.write import auto_format, writer  # noqa: PLC0415

    flags = {"format": format_, "date_order": date_order, "model": model, "glob": glob, "rules": rules, "color": color}
    loaded = load(flags | {"quiet": quiet, "verbose": verbose}, config=config, isolated=isolated)
    settings = loaded.settings
    output = None if output == Path("-") else output
    name = auto_format(output) if settings.format == "auto" else settings.format
    run = Run(loaded, _inputs(context, paths, settings, stdin_filename), published and published.date())
    run.write(writer(name, settings.color), output)
    raise typer.Exit(SOME_FAILED if run.failed else 0)


@app.command()
def check(  # noqa: PLR0913
    context: typer.Context,
    paths: Paths = None,
    *,
    published: PublishedOption = None,
    date_order: OrderOption = None,
    model: ModelOption = None,
    glob: GlobOption = None,
    stdin_filename: StdinName = "-",
    strict: Annotated[bool, typer.Option("--strict", help="Loose roundings too; they count as inconsistent.")] = False,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also what is consistent, what cannot be checked and why, and what is unchecked."),
    ] = False,
    rules: RulesOption = None,
    format_: Annotated[CheckFormat, typer.Option("--format", "-f", help="What to write.")] = CheckFormat.lint,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to a file, moved into place whole.")
    ] = None,
    quiet: QuietOption = None,
    verbose: VerboseOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """What does not add up, one a line: path:line:column: verdict rule message. Exits 1 if anything is inconsistent."""
    from factx.config import load  # noqa: PLC0415
    from factx.run import Run, say  # noqa: PLC0415
    from factx.write import writer  # noqa: PLC0415
    from factx.write.lint import ALARMS, ALL, STRICT  # noqa: PLC0415

    flags = {"date_order": date_order, "model": model, "glob": glob, "rules": rules}
    loaded = load(flags | {"quiet": quiet, "verbose": verbose}, config=config, isolated=isolated)
    run = Run(loaded, _inputs(context, paths, loaded.settings, stdin_filename), published and published.date())
    shown = ALL if everything else STRICT if strict else ALARMS
    run.write(writer(format_.value, shown=shown), None if output == Path("-") else output)
    if not loaded.settings.quiet:
        say(run.summary())
    wrong = run.verdicts["inconsistent"] + (run.verdicts["imprecise"] if strict else 0)
    raise typer.Exit(SOME_FAILED if run.failed else INCONSISTENT if wrong else 0)


@app.command()
def batch(  # noqa: PLR0913
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Folders, files, .jsonl files of records, addresses (s3://…).", show_default=False),
    ] = None,
    *,
    output: Annotated[
        str,
        typer.Option("--output", "-o", help="OUT.jsonl, .csv, .db, .parquet, or a folder; - is standard output."),
    ],
    files_from: Annotated[
        str | None, typer.Option("--files-from", help="A file with a path a line; - is standard input.")
    ] = None,
    null: Annotated[bool, typer.Option("--null", "-0", help="Those paths end in a null byte (find -print0).")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", help="Processes; else one a core.")] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="A Dask scheduler (tcp://…), or local to start one here.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="Read so many inputs and no more.")] = None,
    no_entities: Annotated[
        bool, typer.Option("--no-entities", help="List no people, places and the like: quicker, the same claims.")
    ] = False,
    timeout: Annotated[float | None, typer.Option("--timeout", help="Seconds for a release; else 120.")] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Do all anew, whatever is done.")] = False,
    published: PublishedOption = None,
    date_order: OrderOption = None,
    model: ModelOption = None,
    glob: GlobOption = None,
    rules: RulesOption = None,
    quiet: QuietOption = None,
    verbose: VerboseOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Many releases to one output: quick, in order, and taken up again where it was broken off."""
    from factx.batch import Batch, run_batch  # noqa: PLC0415
    from factx.batch.worker import Options  # noqa: PLC0415
    from factx.config import load  # noqa: PLC0415
    from factx.errors import SettingsInvalid  # noqa: PLC0415
    from factx.read.inputs import STDIN, Paths, listed  # noqa: PLC0415
    from factx.run import say  # noqa: PLC0415
    from factx.write.progress import bar, summary  # noqa: PLC0415

    flags = {"date_order": date_order, "model": model, "glob": glob, "rules": rules, "jobs": jobs, "timeout": timeout}
    loaded = load(flags | {"quiet": quiet, "verbose": verbose}, config=config, isolated=isolated)
    settings = loaded.settings
    if not paths and not files_from:
        _help(context)
    if STDIN in (paths or ()):
        raise SettingsInvalid("- is no input of a batch: --files-from - reads a list of paths, factx extract a release")
    given = tuple(paths or ())
    for line in loaded.lines() if settings.verbose else ():
        say(line)
    work = Batch(
        paths=listed(files_from, null=null, given=given) if files_from else Paths(given),
        glob=settings.glob,
        output=output,
        options=Options(
            model=settings.model,
            date_order=settings.date_order,
            rules=settings.rules,
            published=published and published.date(),
            entities=not no_entities,
            timeout=settings.timeout,
            glob=settings.glob,
        ),
        jobs=settings.jobs,
        scheduler=scheduler,
        limit=limit,
        force=force,
        retry_failed=retry_failed,
        told=say,
        noted=lambda line: None if settings.quiet else say(line),
    )
    _once_only()
    try:
        with bar(work.count) if not settings.quiet else nullcontext() as seen:
            tally = run_batch(work, seen)
    except KeyboardInterrupt:
        say("interrupted: what is finished is kept, and the same command goes on from there")
        _end_soon(INTERRUPTED)
        raise typer.Exit(INTERRUPTED) from None
    if not settings.quiet:
        summary(tally)
    raise typer.Exit(SOME_FAILED if tally.faults else 0)


@app.command()
def schema() -> None:
    """The JSON Schema of a report."""
    import json  # noqa: PLC0415

    from factx.write.json import schema as report_schema  # noqa: PLC0415

    typer.echo(json.dumps(report_schema(), indent=2, ensure_ascii=False))


@app.command("eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of NAME.txt with NAME.gold.json.")],
    *,
    model: ModelOption = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every difference, with its place.")] = False,
    min_f1: Annotated[float | None, typer.Option("--min-f1", help="Exit 1 if the micro-F1 is below.")] = None,
) -> None:
    """Precision, recall and F1 of each kind against gold files."""
    from rich.console import Console  # noqa: PLC0415

    from factx import gold as scoring  # noqa: PLC0415
    from factx.write.scores import document, tables  # noqa: PLC0415

    scores = scoring.evaluate(gold, model=model)
    if sys.stdout.isatty():
        Console(markup=False, highlight=False).print(tables(scores))
    elif not misses:  # (one format a stream: JSON, which holds the differences too, or their lines)
        typer.echo(document(scores))
    for fault in scores.faults if misses else ():
        typer.echo(str(fault))
    raise typer.Exit(1 if min_f1 is not None and scores.micro().f1 < min_f1 else 0)


@app.command()
def models(
    *,
    model: ModelOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """The language models that are installed, the one that would be used, and the settings in force."""
    from importlib.metadata import entry_points  # noqa: PLC0415

    from factx.config import load  # noqa: PLC0415
    from factx.language import resolve  # noqa: PLC0415
    from factx.lexicon import lexicon  # noqa: PLC0415

    loaded = load({"model": model}, config=config, isolated=isolated)
    used = resolve(loaded.settings.model, lexicon())
    installed = {point.name: point.dist.version if point.dist else "" for point in entry_points(group="spacy_models")}
    for name, version in sorted(installed.items()):
        typer.echo(f"{'*' if name == used else ' '} {name} {version}")
    if used not in installed:
        typer.echo(f"* {used} (not installed as a package)")
    typer.echo("\n" + "\n".join(loaded.lines()))


def _inputs(context: typer.Context, paths: list[str] | None, settings: Settings, stdin_name: str) -> list[Input]:
    """What was given to read: standard input if nothing was and something is piped in; else help."""
    from factx.read.inputs import find_inputs  # noqa: PLC0415
    from factx.run import say  # noqa: PLC0415

    if not paths:
        if sys.stdin is None or sys.stdin.isatty():
            _help(context)
        paths = ["-"]

    def skipped(path: str, why: str) -> None:
        if not settings.quiet:
            say(f"{path}: skipped: {why}")

    return list(find_inputs(paths, settings.glob, stdin_name=stdin_name, skipped=skipped))


def _end_soon(code: int) -> None:
    """End this process within a second, whatever waits.

    Ctrl-C may come while a lock of an executor's is held, and Python waits for its threads before it ends.
    """
    import os  # noqa: PLC0415
    import threading  # noqa: PLC0415

    guard = threading.Timer(1.0, os._exit, (code,))
    guard.daemon = True
    guard.start()


def _once_only() -> None:
    """Let the first Ctrl-C end what is going on, wherever that is, and no other disturb that."""
    import signal  # noqa: PLC0415
    import threading  # noqa: PLC0415

    unraisable = sys.unraisablehook

    def stop(*_: object) -> NoReturn:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    def lost(what: sys.UnraisableHookArgs) -> None:
        if not issubclass(what.exc_type, KeyboardInterrupt):
            unraisable(what)
            return
        # It came inside a `__del__`, which nothing gets out of: once more, when that is over.
        signal.signal(signal.SIGINT, stop)
        if hasattr(signal, "pthread_kill"):
            again = threading.Timer(0.05, signal.pthread_kill, (threading.main_thread().ident, signal.SIGINT))
            again.daemon = True
            again.start()

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # (nobody asked not to be disturbed at all)
        signal.signal(signal.SIGINT, stop)
        sys.unraisablehook = lost


def _help(context: typer.Context) -> NoReturn:
    typer.echo(context.get_help(), err=True)
    raise typer.Exit(USAGE)
