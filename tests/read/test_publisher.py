from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.lexicon import lexicon
from factx.read import from_text
from factx.read.publisher import country_of, publisher_of

PROSE = "Officers have recovered a stolen dinghy after a long search of the marina and its sheds."

PUBLISHERS = [
    (f"HUMBERSIDE POLICE\n\nDinghy found\n\n{PROSE}", "Humberside Police", "GB"),
    (f"Humberside Police: dinghy found\n\n{PROSE}", "Humberside Police", "GB"),
    ("Humberside Police has recovered a stolen dinghy after a search of a week.", "Humberside Police", "GB"),
    ("An Garda Síochána has recovered a dinghy after a search of the marina at Ballymore.", "An Garda Síochána", "IE"),
    (f"New Zealand Police\n\n{PROSE}", "New Zealand Police", "NZ"),
    (f"Victoria Police media release\n\n{PROSE}", "Victoria Police", "AU"),
    (f"Anytown RCMP\n\n{PROSE}", "Anytown RCMP", "CA"),
    (f"Westshire Constabulary\n\n{PROSE}", "Westshire Constabulary", "GB"),
    ("The Anytown Police Department arrested two men over a stolen dinghy.", "Anytown Police Department", "US"),
    ("ANYTOWN-EASTMOOR POLICE DEPARTMENT\n\nDinghy found", "ANYTOWN-EASTMOOR POLICE DEPARTMENT", "US"),
    ("The Lake County District Attorney charged two men with the theft of a dinghy on Monday.",
     "Lake County District Attorney", "US"),
    (f"{PROSE} Call GMP on 101.", "Greater Manchester Police", "GB"),
    (f"{PROSE}\n\nKent Police and Essex Police took part.", None, None),
    ("Deputy District Attorney Pat Quill is prosecuting this case in the court of Lake County.", None, None),
    (f"Held After Eastmoor Police Chase\n\nThe Anytown Police Bureau said: {PROSE}", "Anytown Police Bureau", "US"),
    ("The Met Office expects heavy rain in the west, and drivers should slow down today.", None, None),
    ("Two dinghies were found behind Eastmoor Police Station after a long search of the yard.", None, None),
    (PROSE, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "publisher", "country"), PUBLISHERS)
def test_publisher(text: str, publisher: str | None, country: str | None) -> None:
    assert publisher_of(text, lexicon()) == (publisher, country)


COUNTRIES = [
    ("Call 101 with what you saw.", "GB"),
    ("See www.eastmoor.police.uk for more.", "GB"),
    ("In an emergency dial 999.", "GB"),
    ("He will appear at Eastmoor Sheriff Court.", "GB"),
    ("Call the Garda Confidential Line.", "IE"),
    ("He faces felony charges in Lake County, CA. Call 911.", "US"),
    ("Tips: 911. The fine was $200, 12 percent more.", "US"),
    ("Police in Surrey, B.C. found a dinghy.", "CA"),
    ("Call Crime Stoppers on 1800 333 000.", "AU"),
    ("Phone 105 and quote the file.", "NZ"),
    ("The dinghy was found at 3pm.", None),
    ("Call Crimestoppers.", None),
    ("See gov.example for more.", None),
]


@pytest.mark.parametrize(("text", "country"), COUNTRIES)
def test_country(text: str, country: str | None) -> None:
    assert country_of(text, lexicon()) == country


@pytest.mark.parametrize(
    ("publisher", "order"),
    [
        ("Humberside Police", "dmy"),
        ("Anytown Police Department", "mdy"),
        ("Anytown RCMP", None),
        ("Victoria Police", "dmy"),
    ],
)
def test_order_by_publisher(publisher: str, order: str | None) -> None:
    assert from_text(f"{publisher}\n\n{PROSE}", lexicon()).order == order


WORDS = ["The ", "Kent ", "Police ", "POLICE ", "Department", "of ", "and ", "A-B ", ". ", "\n", "Sheriff’s Office "]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_words_are_read(words: list[str]) -> None:
    text = "".join(words)
    publisher, _ = publisher_of(text, lexicon())
    assert publisher is None or publisher in text or publisher in lexicon().publishers.names["GB"]
