"""Bytes to text: UTF-8, else whatever charset-normalizer finds; what can be no release is refused with one line.

Line ends are kept as they are, so that offsets fit the file (with its byte order mark taken off).
"""

from __future__ import annotations

import codecs
import re

from factx.errors import InputFailed

# A release has a few thousand characters; more than this is no release, and would keep a machine busy for hours.
MAX_BYTES = 50_000_000

# What files that are no text start with, and what to do about them.
_SIGNATURES = {
    b"%PDF-": "is a PDF: save its text and give that",
    b"PK\x03\x04": "is a Word document or another archive: save it as plain text and give that",
    b"\xd0\xcf\x11\xe0": "is an old Word document: save it as plain text and give that",
    b"{\\rtf": "is rich text: save it as plain text and give that",
    b"\x1f\x8b": "is compressed: unpack it first",
    b"\x89PNG": "is an image",
    b"\xff\xd8\xff": "is an image",
    b"GIF8": "is an image",
}
# (UTF-32 first: its mark starts with that of UTF-16.)
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# What English releases that are not UTF-8 are in.
_OLD_ENCODINGS = ["cp1252", "latin_1", "mac_roman", "cp850"]


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of `data`, without byte order mark, and notices for whoever gave it.

    Raises:
        InputFailed: it is `empty`, `too_large`, `binary` or `unsupported` (a page or document of another format).
    """
    if len(data) > MAX_BYTES:
        raise too_large()
    for signature, advice in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputFailed("unsupported", advice)
    text, notices = _decoded(data)
    if "\0" in text or len(_CONTROL.findall(text[:10_000])) * 100 > len(text[:10_000]):
        raise InputFailed("binary", "is not a text file: save the release as plain text and give that")
    if not text.strip():
        raise InputFailed("empty", "holds no text: check that it was saved")
    if _MARKUP.match(text[:1_000]):
        raise InputFailed("unsupported", "is an HTML page: save its text and give that")
    return text, notices


def too_large() -> InputFailed:
    """What to say of more than `MAX_BYTES`."""
    return InputFailed("too_large", f"is larger than {MAX_BYTES // 1_000_000} MB, which no release is: split it")


def whole(text: str) -> str:
    """`text` with every lone surrogate, which no file can hold, as U+FFFD: one for one, so that offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace"), (f"read as {encoding.upper()}",)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _repaired(data)


def _repaired(data: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-8 with some damage where most of what is not ASCII is sound, else the likeliest old encoding."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if sum(c > "\x7f" for c in text) > 2 * damaged:
        return text, (f"damaged UTF-8: {damaged} characters are read as \ufffd",)
    from charset_normalizer import from_bytes  # noqa: PLC0415 (a tenth of a second, for the few files that need it)

    best = None if b"\0" in data else from_bytes(data, cp_isolation=_OLD_ENCODINGS).best()
    if best is None:
        return text, (f"in no encoding that is known: {damaged} characters are read as \ufffd",)
    return str(best), (f"not UTF-8: read as {best.encoding}",)
