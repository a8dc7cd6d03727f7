"""Releases as records: a JSON Lines file with {"id", "text", "published"} a line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from factx.errors import InputFailed
from factx.read import from_text
from factx.read.text import MAX_BYTES, too_large, whole

if TYPE_CHECKING:
    from factx.lexicon import Lexicon
    from factx.release import DateOrder, Release


def from_record(
    data: bytes,
    lexicon: Lexicon,
    *,
    source: str,
    published: date | None = None,
    date_order: DateOrder | None = None,
) -> Release:
    """The release in a line of JSON Lines; `published` overrides the day that the record gives (YYYY-MM-DD).

    Raises:
        InputFailed: it is no such record (`no_record`), `too_large`, or its text is `empty`.
    """
    if len(data) > MAX_BYTES:
        raise too_large()
    record = parsed(data)
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise InputFailed("no_record", 'is no record: give {"id": …, "text": …} a line')
    if not record["text"].strip():
        raise InputFailed("empty", "holds no text: check that it was saved")
    try:
        told = date.fromisoformat(str(record["published"])[:10]) if record.get("published") else None
    except ValueError as error:
        raise InputFailed("no_record", f"was published on {record['published']!r}: give YYYY-MM-DD") from error
    release = from_text(record["text"], lexicon, source=source, published=published or told, date_order=date_order)
    return replace(release, sha256=sha256(data).hexdigest())


def parsed(data: bytes) -> Any:
    """What a line holds, or None where that is no JSON."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def name_of(data: bytes, place: str) -> str:
    """What the report of a record calls it: its `id`, else the `place` where it stands."""
    record = parsed(data)
    name = record.get("id") if isinstance(record, dict) else None
    known = isinstance(name, str | int) and not isinstance(name, bool) and str(name).strip()
    return whole(str(name)) if known else place
