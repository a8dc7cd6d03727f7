from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.lexicon import lexicon
from factx.read import from_text
from factx.read.dateline import is_prose, order_of_text

if TYPE_CHECKING:
    from factx.release import DateOrder

PROSE = "Officers from the harbour team have recovered a stolen dinghy after a search of the marina."
GB = f"{PROSE} Call 101 or Crimestoppers on 0800 555 111."
US = f"{PROSE} The District Attorney thanked the Anytown Police Department."

# The line, what it says; the line is one of its own above the prose, and all of it is apparatus.
LINES = [
    ("Published: 09:15 04/07/2022", "2022-07-04"),
    ("Published 4 July 2022", "2022-07-04"),
    ("Date published: 04/07/2022 18:05", "2022-07-04"),
    ("Posted at 08:30 on Monday 4 July 2022", "2022-07-04"),
    ("Posted on: 4th July 2022, 8.30am", "2022-07-04"),
    ("Release date: 25/07/2022", "2022-07-25"),
    ("Date: July 4, 2022", "2022-07-04"),
    ("July 4, 2022", "2022-07-04"),
    ("Monday, July 4th, 2022", "2022-07-04"),
    ("4 Jul 2022", "2022-07-04"),
    ("4 July, 2022", "2022-07-04"),
    ("4th of July 2022", "2022-07-04"),
    ("0815hrs, 04/07/22", "2022-07-04"),
    ("0815 hours 04/07/22", "2022-07-04"),
    ("04.07.2022", "2022-07-04"),
    ("Monday, 4 July 2022 06:12:45 PM", "2022-07-04"),
    ("2022-07-04 17:20 PDT", "2022-07-04"),
    ("2022-07-04T17:20:00Z", "2022-07-04"),
    ("2022/07/04", "2022-07-04"),
    ("News Release — Monday, July 4, 2022", "2022-07-04"),
    ("Press Release – 4th July 2022", "2022-07-04"),
    ("MEDIA STATEMENT | 4 JULY 2022", "2022-07-04"),
    ("Humberside Police – Monday 4 July 2022, 5.05pm", "2022-07-04"),
    ("NORFOLK CONSTABULARY 4 JULY 2022", "2022-07-04"),
    ("For immediate release: 4 July 2022", "2022-07-04"),
    ("Embargoed until 00.01hrs on Monday 4 July 2022", "2022-07-04"),
    ("STRICTLY EMBARGOED UNTIL 6am, 4 JULY 2022", "2022-07-04"),
    ("Published: 4 July 2022 | Last updated: 9 July 2022", "2022-07-04"),
    ("Last updated: 9 July 2022", None),
    ("News release: Monday 4 July", None),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
@pytest.mark.parametrize("above", ["", "Stolen dinghy found\n\n", "HUMBERSIDE POLICE\r\n\r\n"])
def test_a_dateline_of_its_own(above: str, line: str, expected: str | None) -> None:
    text = f"{above}  {line} \n\n{GB}"
    release = from_text(text, lexicon())
    assert release.published == (expected and date.fromisoformat(expected))
    assert release.published_from == (expected and "dateline")
    assert [text[start:end] for start, end in release.apparatus] == [line]


# What opens a line of prose: the stretch with the white space behind it.
OPENINGS = [
    (" date 2022-07-04 ", "2022-07-04"),
    ("2022-07-04 ", "2022-07-04"),
    ("date 2022-07-04\t", "2022-07-04"),
    ("Published: 2022-07-04 08:15 ", "2022-07-04"),
    ("HULL, 4 July 2022 – ", "2022-07-04"),
    ("ANYTOWN, Calif. (July 4, 2022) — ", "2022-07-04"),
    ("(ANYTOWN – Monday, July 4, 2022) – ", "2022-07-04"),
]


@pytest.mark.parametrize(("opening", "expected"), OPENINGS)
def test_a_dateline_that_opens_the_prose(opening: str, expected: str) -> None:
    release = from_text(opening + PROSE, lexicon())
    assert release.published == date.fromisoformat(expected)
    assert release.apparatus == ((0, len(opening)),)
    assert release.title is None


def test_a_dateline_behind_a_title_that_is_repeated() -> None:
    title = "Dinghy Thief Jailed"
    text = f"{title} | Eastmoor Sheriff Home {title} July 4, 2022 ANYTOWN — {PROSE}"
    release = from_text(text, lexicon())
    assert (release.published, release.published_from) == (date(2022, 7, 4), "dateline")
    assert [text[start:end] for start, end in release.apparatus] == ["July 4, 2022"]


def test_two_stamps_of_a_page_are_when_it_was_made_and_changed() -> None:
    text = f"{PROSE}\n\nweb team 2022-07-04 09:15:02 2022-07-06 17:30:44"
    release = from_text(text, lexicon())
    assert (release.published, release.published_from) == (date(2022, 7, 4), "metadata")
    assert [text[start:end] for start, end in release.apparatus] == ["2022-07-04 09:15:02", "2022-07-06 17:30:44"]
    assert from_text(f"4 July 2021\n\n{text}", lexicon()).published == date(2021, 7, 4)
    # what one stamp is of, or two that run backwards, nobody says
    assert from_text(f"{PROSE}\n\nweb team 2022-07-04 09:15:02", lexicon()).published is None
    assert from_text(f"{PROSE}\n\nweb team 2022-07-06 09:15:02 2022-07-04 09:15:02", lexicon()).published is None


# Text that names a date which is not that of publication, or none at all.
UNDATED = [
    PROSE,
    f"Dinghy found\n\n{PROSE}",
    f"Marina search: 4 July 2022 operation\n\n{PROSE}",
    f"{PROSE} It was taken on 4 July 2022.",
    f"4 July 2022 was the day on which the dinghy went, said the harbour master of Eastmoor.\n\n{PROSE}",
    f"Friday 22 April 2022 to Sunday 24 April 2022\n\n{PROSE}",
    f"2022-07-04 – 2022-07-09: patrols\n\n{PROSE}",
    f"{PROSE}\n\nSurgeries will be held on:\n\nMonday 4 July 2022\n\nMonday 11 July 2022\n\nAll are welcome.",
    f"Surgeries\n\nMonday 4 July 2022\nTuesday 5 July 2022\nWednesday 6 July 2022\n\n{PROSE}",
    f"{PROSE} A report published 4 July 2022 said so.",
    f"{PROSE} He will be sentenced tomorrow (5 July 2022).",
    f"{PROSE} The car was found yesterday (Sunday 3 July 2022).",
    f"Incident 77 of 04/07/2022\n\n{PROSE}",
    "31 February 2022\n\n" + PROSE,
    "",
]


@pytest.mark.parametrize("text", UNDATED)
def test_undated(text: str) -> None:
    assert from_text(text, lexicon()).published is None


SAME_DAY = [
    "The marina team has today, Monday 4 July 2022, published its figures for the season.",
    "A man appeared in court today (Monday, July 4, 2022) over the theft of a dinghy.",
    "A dinghy was found this morning, 4 July 2022, by officers of the harbour team.",
]


@pytest.mark.parametrize("text", SAME_DAY)
def test_today_with_its_date_is_the_publication_but_stays_a_claim(text: str) -> None:
    release = from_text(text, lexicon())
    assert release.published == date(2022, 7, 4)
    assert release.apparatus == ()


BEST = [
    (f"12 July 2022\nEmbargoed until 14 July 2022\n\n{PROSE}", "2022-07-14"),
    (f"Published: 12 July 2022\n\n{PROSE} He appeared today, 11 July 2022.", "2022-07-12"),
    (f"{PROSE}\n\n{PROSE}\n\n4 July 2022", "2022-07-04"),
    (f"{PROSE}\n\nMonday 4 July 2022\n\nENDS\n", "2022-07-04"),
    (f"FOR IMMEDIATE RELEASE\nCase # 22-0177\nJuly 4, 2022\n\nDINGHY THIEF JAILED\n\n{PROSE}", "2022-07-04"),
]


@pytest.mark.parametrize(("text", "expected"), BEST)
def test_the_best_of_several(text: str, expected: str) -> None:
    assert from_text(text, lexicon()).published == date.fromisoformat(expected)


ORDERS = [
    (GB, None, "2022-05-04"),
    (US, None, "2022-04-05"),
    (PROSE, None, None),
    (PROSE, "dmy", "2022-05-04"),
    (PROSE, "mdy", "2022-04-05"),
    (GB, "mdy", "2022-04-05"),
    (f"{PROSE} It was taken on 25/06/2022.", None, "2022-05-04"),
    (f"{PROSE} It was taken on 06/25/2022.", None, "2022-04-05"),
    (f"{PROSE} It was taken on 25/06/2022 or 06/25/2022.", None, None),
]


@pytest.mark.parametrize(("prose", "order", "expected"), ORDERS)
def test_the_order_of_numbers(prose: str, order: DateOrder | None, expected: str | None) -> None:
    release = from_text(f"Published: 04/05/2022\n\n{prose}", lexicon(), date_order=order)
    assert release.published == (expected and date.fromisoformat(expected))
    assert bool(release.notices) == (expected is None)
    assert release.apparatus == ((0, 21),)


def test_a_date_with_one_reading_needs_no_order() -> None:
    assert from_text(f"Published: 25/06/2022\n\n{PROSE}", lexicon()).published == date(2022, 6, 25)
    assert from_text(f"Published: 25/06/2022\n\n{US}", lexicon()).published == date(2022, 6, 25)


def test_a_wrong_weekday_is_told() -> None:
    release = from_text(f"Tuesday 4 July 2022\n\n{PROSE}", lexicon())
    assert release.published == date(2022, 7, 4)
    assert "weekday" in release.notices[0]


def test_the_option_overrides() -> None:
    release = from_text(f"Tuesday 4 July 2022\n\n{PROSE}", lexicon(), published=date(2021, 1, 2))
    assert (release.published, release.published_from, release.notices) == (date(2021, 1, 2), "option", ())
    assert release.apparatus == ((0, 19),)


TITLES = [
    (f"Stolen dinghy found\n\n{PROSE}", "Stolen dinghy found"),
    (f"Published: 4 July 2022\n\nStolen dinghy found\n\n{PROSE}", "Stolen dinghy found"),
    (f"HUMBERSIDE POLICE\nNEWS RELEASE\n\nHave you seen this dinghy?\n\n{PROSE}", "Have you seen this dinghy?"),
    (f"Humberside Police finds dinghy\n\n{PROSE}", "Humberside Police finds dinghy"),
    (f"Case # 22-0177\nContact:\nPat Quill\nSpokesperson\nOffice: 555-0100\n\nDINGHY THIEF\n\n{PROSE}",
     "DINGHY THIEF"),
    (f"File # 2022-1177\n\nMarina theft: two held\n\n{PROSE}", "Marina theft: two held"),
    (f"***\nhttps://example.org/\nmedia@example.org\n01632 960001\nDinghy found\n{PROSE}", "Dinghy found"),
    (PROSE, None),
    (f"{PROSE}\n\nNotes to editors", None),
    (f"Published: 4 July 2022\n\n{PROSE}", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_title(text: str, title: str | None) -> None:
    assert from_text(text, lexicon()).title == title


@pytest.mark.parametrize(
    ("line", "expected"),
    [(PROSE, True), ("Stolen dinghy found", False), ("One. Two. Three.", False), ("word " * 60, True)],
)
def test_prose(line: str, expected: bool) -> None:  # noqa: FBT001
    assert is_prose(line) is expected


def test_order_of_text() -> None:
    words = lexicon()
    assert order_of_text("on 13/02/2021 and 02/03/2021", words) == "dmy"
    assert order_of_text("on 02/13/21", words) == "mdy"
    assert order_of_text("on 02/03/21", words) is None
    assert order_of_text("on 13/02/21 and 02/13/21", words) is None


PIECES = [
    *("Published: ", "Embargoed until ", "today, ", "Monday ", "9.15am ", "LEEDS, ", "Police ", "Kent Police", "ENDS"),
    *(
        "4 July 2022",
        "04/05/22",
        "2022-07-04",
        "29 February 2021",
        "1/1/1",
        "\n",
        "\r\n",
        " – ",
        " ",
        "(",
        ")",
        "é",
        PROSE,
    ),
]


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=300)))
def test_any_top_is_read_and_apparatus_lies_in_order_in_the_text(text: str) -> None:
    release = from_text(text, lexicon())
    behind = 0
    for start, end in release.apparatus:
        assert behind <= start < end <= len(text)
        behind = end
    assert release.title is None or release.title in text
    assert (release.published is None) == (release.published_from is None)
