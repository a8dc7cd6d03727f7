"""Bytes or text to a Release: what it says, who issued it and when."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from factx.read.dateline import order_of_text, read_top
from factx.read.publisher import country_of, publisher_names, publisher_of
from factx.read.text import decode, whole
from factx.release import Release

if TYPE_CHECKING:
    from datetime import date

    from factx.lexicon import Lexicon
    from factx.release import DateOrder

# How much of a text is read for what it says of its country.
_ENOUGH = 100_000


def from_bytes(
    data: bytes,
    lexicon: Lexicon,
    *,
    source: str,
    published: date | None = None,
    date_order: DateOrder | None = None,
) -> Release:
    """The release in a file's bytes; `published` and `date_order` override what it says itself.

    Raises:
        InputFailed: the bytes are no release that can be read.
    """
    text, notices = decode(data)
    release = from_text(text, lexicon, source=source, published=published, date_order=date_order)
    return replace(release, sha256=sha256(data).hexdigest(), notices=(*notices, *release.notices))


def from_text(
    text: str,
    lexicon: Lexicon,
    *,
    source: str = "-",
    published: date | None = None,
    date_order: DateOrder | None = None,
) -> Release:
    """The release in a string, in which a lone surrogate is read as U+FFFD; its hash is that of its UTF-8."""
    text = whole(text)
    enough = text[:_ENOUGH]
    publisher, country = publisher_of(enough, lexicon)
    country = country or country_of(enough, lexicon)
    order = date_order or lexicon.publishers.orders.get(country or "") or order_of_text(enough, lexicon)
    top = read_top(text, publisher_names(lexicon), order, lexicon)
    return Release(
        text=text,
        source=source,
        sha256=sha256(text.encode("utf-8")).hexdigest(),
        title=top.title,
        published=published or top.published,
        published_from="option" if published else top.published_from,
        publisher=publisher,
        country=country,
        order=order,
        notices=() if published else tuple(top.notices),
        apparatus=tuple(sorted(top.apparatus)),
    )
