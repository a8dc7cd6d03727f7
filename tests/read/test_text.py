from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.errors import InputFailed
from factx.read import text as reading
from factx.read.text import decode, whole

SAID = "“Burglary cost £12,000,” said Sergeant Zoë Brönte – “far too much.”"
LONG = f"Officers in Eastmoor found the café door open at 3am. {SAID}\r\n" * 4

DECODED = [
    (LONG.encode(), LONG, None),
    (codecs.BOM_UTF8 + LONG.encode(), LONG, None),
    (codecs.BOM_UTF16_LE + LONG.encode("utf-16-le"), LONG, "UTF-16"),
    (codecs.BOM_UTF16_BE + LONG.encode("utf-16-be"), LONG, "UTF-16"),
    (codecs.BOM_UTF32_LE + LONG.encode("utf-32-le"), LONG, "UTF-32"),
    (LONG.encode("cp1252"), LONG, "cp1252"),
    (LONG.encode()[:-2] + b"\xff", LONG[:-2] + "\ufffd", "damaged UTF-8"),
    (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n", None),
    ("line\u2028separator".encode(), "line\u2028separator", None),
]


@pytest.mark.parametrize(("data", "expected", "notice"), DECODED)
def test_decoded(data: bytes, expected: str, notice: str | None) -> None:
    text, notices = decode(data)
    assert text == expected
    assert len(notices) == (notice is not None)
    assert (notice or "") in "".join(notices)


REFUSED = [
    (b"", "empty"),
    (b" \r\n\t\n", "empty"),
    (codecs.BOM_UTF8, "empty"),
    (b"Ten\x00 men", "binary"),
    (bytes(range(1, 9)) * 50, "binary"),
    (b"\x7fELF\x02\x01\x01\x00", "binary"),
    (b"%PDF-1.7\nTen men", "unsupported"),
    (b"PK\x03\x04word/document.xml", "unsupported"),
    (b"{\\rtf1 Ten men}", "unsupported"),
    (b"\x89PNG\r\n", "unsupported"),
    (b"<!DOCTYPE html>\n<html><p>Ten men</p>", "unsupported"),
    (b'<?xml version="1.0"?>\n<html><p>Ten men</p>', "unsupported"),
    (codecs.BOM_UTF8 + b"<HTML><p>Ten men</p>", "unsupported"),
]


@pytest.mark.parametrize(("data", "kind"), REFUSED)
def test_refused(data: bytes, kind: str) -> None:
    with pytest.raises(InputFailed) as refusal:
        decode(data)
    assert refusal.value.kind == kind
    assert "\n" not in str(refusal.value)


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1_000)
    assert decode(b"x" * 1_000)[0] == "x" * 1_000
    with pytest.raises(InputFailed) as refusal:
        decode(b"x" * 1_001)
    assert refusal.value.kind == "too_large"


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except InputFailed as refusal:
        assert refusal.kind in {"empty", "binary", "unsupported"}  # noqa: PT017
    else:
        text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_lone_surrogates_are_replaced_one_for_one(text: str) -> None:
    read = whole(text)
    assert len(read) == len(text)
    assert all(a == b or "\ud800" <= a <= "\udfff" for a, b in zip(text, read, strict=True))
    read.encode("utf-8")
