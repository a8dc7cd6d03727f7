"""Reports as a SQLite database: tables with keys and indexes, full-text search, and views to start from."""

from __future__ import annotations

import json
import sqlite3
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from sqlite_utils import Database

from factx.claims import Kind
from factx.lexicon import lexicon
from factx.write.columns import (
    BOUNDS,
    CHECK,
    DATE,
    HEDGE,
    LISTS,
    NAMED,
    OUTCOME,
    OWN,
    POSITION,
    RELEASE,
    RELEASE_MORE,
    SAID,
    SENTENCE,
    TIME,
    TIME_DAYS,
    TYPED,
    WHO,
    Column,
    column,
)
from factx.write.place import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    Values = tuple[Any, ...]


class Key(NamedTuple):
    """A column that numbers the rows of its table, or names a row of another (`table`)."""

    name: str
    what: str
    table: str | None = None


class Table(NamedTuple):
    """A table: its keys stand first, then what is read from the JSON; `primary` are the first so many keys."""

    keys: tuple[Key, ...]
    columns: tuple[Column, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    searched: str | None = None
    primary: int = 1


_REF = column("ref", "string", "its id in the JSON: c1, c2 … for claims, k1 … for checks, e1 … for entities", "id")
_RELEASE = Key("release_id", "the release", "releases")
_QUOTE = Key("quote_id", "the quote (a claim) that it stands in", "claims")
_REASON, _DATES = DATE[-1], DATE[:-1]

TABLES: Mapping[str, Table] = {
    "releases": Table(
        (Key("id", "1, 2 … in the order of the input"),),
        (
            *(column(one.name, one.type, one.what, "release", one.name) for one in (*RELEASE, *RELEASE_MORE)),
            column("error_kind", "string", "null, or why the input could not be read, in a word", "error", "kind"),
            column("error", "string", "null, or why the input could not be read, in a line", "error", "message"),
            column("factx", "string", "version of factx"),
            column("schema", "integer", "version of the form of the JSON"),
            column("model", "string", "spaCy pipeline", "model", "name"),
            column("model_version", "string", "version of the pipeline", "model", "version"),
        ),
        (("source",), ("publisher",), ("published",), ("error_kind",)),
        searched="title",
    ),
    "claims": Table(
        (
            Key("id", "1, 2 … over all releases"),
            _RELEASE,
            _QUOTE,
            Key("period_claim_id", "the date claim that gives the period", "claims"),
            Key("baseline_claim_id", "the date claim that gives the baseline", "claims"),
        ),
        (_REF, *NAMED, *TYPED, *HEDGE, *TIME, *TIME_DAYS, *OWN, *DATE, *POSITION, SENTENCE),
        (
            ("release_id", "ref"),
            ("quote_id",),
            ("period_claim_id",),
            ("baseline_claim_id",),
            ("kind", "head"),
            ("head",),
            ("action",),
            ("period",),
            ("period_first", "period_last"),
            ("edtf",),
        ),
        searched="sentence",
    ),
    "quotes": Table(
        (Key("id", "the quote's claim", "claims"), _RELEASE),
        (*WHO, *SAID, _REASON),
        (("release_id",), ("speaker",), ("organisation",), ("cue",)),
        searched="content",
    ),
    "checks": Table(
        (Key("id", "1, 2 … over all releases"), _RELEASE, _QUOTE),
        (_REF, *CHECK, *BOUNDS, *OUTCOME),
        (("release_id", "ref"), ("quote_id",), ("verdict", "rule"), ("rule",)),
    ),
    "operands": Table(
        (
            Key("check_id", "the check", "checks"),
            Key("position", "1, 2 … in the order of the sum"),
            Key("claim_id", "the claim that takes part", "claims"),
        ),
        (column("role", "string", "what it is in the sum"),),
        (("claim_id",),),
        primary=2,
    ),
    "entities": Table(
        (Key("id", "1, 2 … over all releases"), _RELEASE),
        (
            _REF,
            column("kind", "string", "person, organisation, place, operation or law"),
            column("name", "string", "name"),
            column("rank", "string", "a person's rank, in full"),
            column("role", "string", "a person's role, as written"),
            column("organisation", "string", "body that a person belongs to"),
            column("age", "number", "a person's age in years"),
        ),
        (("release_id", "ref"), ("kind", "name"), ("name",)),
    ),
    "mentions": Table(
        (Key("entity_id", "the entity", "entities"), Key("position", "1, 2 … in the order of the JSON")),
        (
            Column("start", "integer", "offset of the first character", lambda span: span[0]),
            Column("end", "integer", "offset behind the last character", lambda span: span[1]),
        ),
        primary=2,
    ),
    "problems": Table(
        (Key("id", "1, 2 … over all releases"), _RELEASE),
        (
            column("rule", "string", "the rule that was broken"),
            column("message", "string", "what is wrong"),
            column("kind", "string", "kind of claim that it would have been"),
            column("text", "string", "the words"),
            *POSITION,
        ),
        (("release_id",), ("rule",)),
    ),
    # (Not of the reports, but of the lexicon: what tells "12 men were arrested" from "charges".)
    "person_nouns": Table((), (column("noun", "string", "a head that counts people"),)),
}

VIEWS: Mapping[str, str] = {
    "claims_with_release": """
        SELECT claims.*, source, title, published, publisher
        FROM claims JOIN releases ON releases.id = claims.release_id""",
    "counts": """
        SELECT claims.id, release_id, publisher, published, title, source,
          claims.text, value, low, high, qualifier, change, status, item, head, action, actor,
          head IN (SELECT noun FROM person_nouns) AS people,
          CASE WHEN period IS NULL THEN published ELSE period_first END AS first,
          CASE WHEN period IS NULL THEN published ELSE period_last END AS last,
          CASE WHEN period IS NOT NULL THEN 'period' WHEN published IS NOT NULL THEN 'published' END AS dated_by,
          sentence
        FROM claims JOIN releases ON releases.id = claims.release_id WHERE kind = 'count'""",
    "inconsistencies": """
        SELECT checks.id, release_id, publisher, published, title, source, rule, gross,
          (SELECT group_concat(said, '; ') FROM (
            SELECT role || ': ' || claims.text AS said FROM operands JOIN claims ON claims.id = operands.claim_id
            WHERE check_id = checks.id ORDER BY position)) AS figures,
          arithmetic, claimed_low, claimed_high, recomputed_low, recomputed_high, hint,
          (SELECT sentence FROM operands JOIN claims ON claims.id = operands.claim_id
            WHERE check_id = checks.id AND position = 1) AS sentence
        FROM checks JOIN releases ON releases.id = checks.release_id WHERE verdict = 'inconsistent'""",
    "quotes_by_speaker": """
        SELECT coalesce(named.value, speaker) AS speaker, role, rank, organisation, content, style, cue,
          publisher, published, title, source, quotes.id, release_id
        FROM quotes JOIN releases ON releases.id = quotes.release_id
          LEFT JOIN json_each(quotes.speakers) AS named
        WHERE coalesce(named.value, speaker, role, organisation) IS NOT NULL""",
}

_TYPES: Mapping[str, type] = {"integer": int, "boolean": int, "number": float}


def collect_sqlite(lines: Iterable[bytes], target: Path) -> None:
    """Reports (JSON, one a line) as the database `target`; the same reports give the same bytes."""
    with placed(target) as (beside,):
        try:
            _write(lines, beside)
        except sqlite3.OperationalError as error:  # (a full disk, for one)
            raise OSError(str(error)) from error


def _write(lines: Iterable[bytes], path: Path) -> None:
    # (One connection, no journal: what is not whole at the end is thrown away.)
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")
        database = Database(connection, recursive_triggers=False, execute_plugins=False)
        for name, table in TABLES.items():
            _create(database, name, table)
        for insert, row in _rows(lines):
            connection.execute(_INSERTS[insert].sql, row)
        for name, table in TABLES.items():
            for index in table.indexes:
                database.table(name).create_index(index)
            if table.searched:
                database.table(name).enable_fts([table.searched], tokenize="porter")
        for name, query in VIEWS.items():
            database.create_view(name, query.strip())
        connection.commit()
    finally:
        connection.close()


def _create(database: Database, name: str, table: Table) -> None:
    """A table with its keys; indexes come when it is full."""
    keys: dict[str, type] = dict.fromkeys((key.name for key in table.keys), int)
    primary = [key.name for key in table.keys[: table.primary]]
    database.table(name).create(
        keys | {column.name: _TYPES.get(column.type, str) for column in table.columns},
        pk=(primary[0] if len(primary) == 1 else tuple(primary)) if primary else table.columns[0].name,
        foreign_keys=[(key.name, key.table, "id") for key in table.keys if key.table],
    )


class _Insert(NamedTuple):
    """How a row is stored: the statement, and what reads its columns behind the keys."""

    sql: str
    reads: tuple[Callable[[Any], Any], ...]


def _insert(name: str, columns: tuple[Column, ...]) -> _Insert:
    names = [*(key.name for key in TABLES[name].keys), *(column.name for column in columns)]
    quoted, marks = ", ".join(f'"{one}"' for one in names), ", ".join("?" * len(names))
    return _Insert(f"INSERT INTO {name} ({quoted}) VALUES ({marks})", tuple(map(_stored, columns)))  # noqa: S608


def _stored(column: Column) -> Callable[[Any], Any]:
    """How the value of a column is read as SQLite stores it: a list is JSON."""
    if column.type not in LISTS:
        return column.read
    return lambda row: None if (value := column.read(row)) is None else json.dumps(value, ensure_ascii=False)


# By table, and for claims by kind: it takes as long to store a null as a word.
_INSERTS = {name: _insert(name, table.columns) for name, table in TABLES.items()} | {
    kind: _insert("claims", tuple(column for column in TABLES["claims"].columns if kind in column.kinds))
    for kind in get_args(Kind)
}


def _rows(lines: Iterable[bytes]) -> Iterator[tuple[str, Values]]:
    """Every row of every table, with the name of its insert."""
    words = lexicon().checks
    for noun in sorted(words.people | words.accused):
        yield _row("person_nouns", {"noun": noun})
    ids = {name: count(1) for name in TABLES}
    for line in lines:
        yield from _of_report(json.loads(line), ids)


def _of_report(report: Mapping[str, Any], ids: Mapping[str, Iterator[int]]) -> Iterator[tuple[str, Values]]:
    release = next(ids["releases"])
    yield _row("releases", report, release)
    claims = {claim["id"]: next(ids["claims"]) for claim in report["claims"]}
    for claim in report["claims"]:
        key = claims[claim["id"]]
        times = [claims[time["claim"]] if (time := claim.get(field)) else None for field in ("period", "baseline")]
        yield _row(claim["kind"], claim, key, release, claims.get(claim["quote"]), *times)
        if claim["kind"] == "quote":
            yield _row("quotes", claim, key, release)
    for check in report["checks"]:
        key = next(ids["checks"])
        yield _row("checks", check, key, release, claims.get(check["quote"]))
        for position, operand in enumerate(check["operands"], 1):
            yield _row("operands", operand, key, position, claims[operand["claim"]])
    for entity in report["entities"]:
        key = next(ids["entities"])
        yield _row("entities", entity, key, release)
        for position, span in enumerate(entity["mentions"], 1):
            yield _row("mentions", span, key, position)
    for problem in report["problems"]:
        yield _row("problems", problem, next(ids["problems"]), release)


def _row(insert: str, row: Any, *keys: int | None) -> tuple[str, Values]:
    reads = _INSERTS[insert].reads
    return insert, (*keys, *[read(row) for read in reads])
