"""Days and times with a name of their own, fixed and moving. Published on 12 June 2023 unless a case says otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from factx.find.dates import find_dates
from factx.language import sentences
from factx.lexicon import lexicon
from factx.release import Release

JUNE = date(2023, 6, 12)


def values(text: str, published: date | None = JUNE, country: str = "GB") -> list[tuple[str, str | None]]:
    release = Release(text, published=published, country=country, order="mdy" if country == "US" else "dmy")
    found = find_dates(release, sentences(release, lexicon()), lexicon())
    return [(text[c.start : c.end], c.fields["value"]) for c in found]


# The country, the text, the span, the value.
NAMED = [
    ("GB", "Two shops were entered on Good Friday.", "Good Friday", "2023-04-07"),
    ("GB", "Two shops were entered on Easter Saturday.", "Easter Saturday", "2023-04-08"),
    ("GB", "Two shops were entered on Easter Sunday.", "Easter Sunday", "2023-04-09"),
    ("GB", "Two shops were entered on Easter Monday 2021.", "Easter Monday 2021", "2021-04-05"),
    ("GB", "Six drivers failed over the Easter weekend.", "the Easter weekend", "2023-04-07/2023-04-10"),
    ("GB", "A shed burned on Shrove Tuesday.", "Shrove Tuesday", "2023-02-21"),
    ("GB", "A shed burned on Bonfire Night.", "Bonfire Night", "2022-11-05"),
    ("GB", "Extra patrols will run on Bonfire Night.", "Bonfire Night", "2023-11-05"),
    ("GB", "A shed burned on Bonfire Night last year.", "Bonfire Night last year", "2022-11-05"),
    ("GB", "Eggs were thrown at Halloween.", "Halloween", "2022-10-31"),
    ("GB", "Officers worked on Boxing Day 2022.", "Boxing Day 2022", "2022-12-26"),
    ("GB", "A bus was stoned on New Year’s Eve.", "New Year’s Eve", "2022-12-31"),
    ("GB", "The street was shut for Hogmanay.", "Hogmanay", "2022-12-31"),
    ("GB", "A car was taken on bank holiday Monday.", "bank holiday Monday", "2023-05-29"),
    ("GB", "The bank holiday weekend saw nine crashes.", "The bank holiday weekend", "2023-05-27/2023-05-29"),
    ("GB", "It will open on August bank holiday Monday.", "August bank holiday Monday", "2023-08-28"),
    ("GB", "The early May bank holiday was quiet.", "The early May bank holiday", "2023-05-01"),
    (
        "IE",
        "Four people died over the August bank holiday weekend 2022.",
        "the August bank holiday weekend 2022",
        "2022-07-30/2022-08-01",
    ),
    ("IE", "A van was stopped on St Patrick's Day.", "St Patrick's Day", "2023-03-17"),
    ("US", "Deputies held six drivers on Memorial Day.", "Memorial Day", "2023-05-29"),
    ("US", "Deputies held six drivers over Memorial Day weekend.", "Memorial Day weekend", "2023-05-27/2023-05-29"),
    ("US", "The office will be closed on Labor Day.", "Labor Day", "2023-09-04"),
    ("US", "The store was robbed on Thanksgiving Day last year.", "Thanksgiving Day last year", "2022-11-24"),
    ("US", "The store was robbed on Black Friday 2019.", "Black Friday 2019", "2019-11-29"),
    ("US", "A boat sank on the Fourth of July.", "Fourth of July", "2022-07-04"),
    ("US", "He was shot on Martin Luther King Jr. Day.", "Martin Luther King Jr. Day", "2023-01-16"),
    ("AU", "Crowds gathered on Anzac Day.", "Anzac Day", "2023-04-25"),
    ("AU", "One rider was hurt on Australia Day.", "Australia Day", "2023-01-26"),
    ("NZ", "The park will shut on Labour Day.", "Labour Day", "2023-10-23"),
    ("US", "Six were held over Thanksgiving weekend 2022.", "Thanksgiving weekend 2022", "2022-11-24/2022-11-27"),
    ("GB", "It was quiet over the EASTER WEEKEND.", "the EASTER WEEKEND", "2023-04-07/2023-04-10"),
    (
        "GB",
        "A shop was shut on May Day Bank Holiday 2020.",
        "May Day Bank Holiday 2020",
        "2020-05-08",
    ),
    ("GB", "A card was sent on St David’s Day.", "St David’s Day", "2023-03-01"),
    # a year has several
    ("GB", "The bank holiday weekend 2022 saw nine crashes.", "The bank holiday weekend 2022", None),
]


@pytest.mark.parametrize(("country", "text", "span", "value"), NAMED)
def test_named_days(country: str, text: str, span: str, value: str | None) -> None:
    assert values(text, country=country) == [(span, value)]


def test_a_moving_day_without_a_publication_date_is_unresolved() -> None:
    assert values("Two shops were entered on Good Friday.", published=None) == [("Good Friday", None)]
    assert values("Two shops were entered on Good Friday 2019.", published=None) == [("Good Friday 2019", "2019-04-19")]


@pytest.mark.parametrize("year", range(1950, 2051))
def test_easter_monday_is_a_monday_behind_good_friday(year: int) -> None:
    ((_, friday), (_, monday)) = values(f"Held on Good Friday {year}. Freed on Easter Monday {year}.")
    first, last = date.fromisoformat(friday or ""), date.fromisoformat(monday or "")
    assert (first.weekday(), last.weekday(), (last - first).days) == (4, 0, 3)


# Forms that were read wrong once: the text, and every date in it.
FORMS = [
    ("On Monday 13 people were held.", [("Monday", "2023-06-12")]),
    ("On Saturday, 40 riders were warned.", [("Saturday", "2023-06-10")]),
    ("A drive of 12 days from 3 May to 14 May.", [("3 May to 14 May", "2023-05-03/2023-05-14")]),
    ("Hit at half past midnight on Sunday.", [("half past midnight on Sunday", "2023-06-11T00:30")]),
    ("Hit at quarter to midnight on Sunday.", [("quarter to midnight on Sunday", "2023-06-11T23:45")]),
    ("Hit at quarter past noon on Sunday.", [("quarter past noon on Sunday", "2023-06-11T12:15")]),
    ("Seen at 04h15 on Sunday, 4 June.", [("04h15 on Sunday, 4 June", "2023-06-04T04:15")]),
    (
        "From Monday, 5 to Sunday, 11 June 2023 we met.",
        [("Monday, 5 to Sunday, 11 June 2023", "2023-06-05/2023-06-11")],
    ),
    ("It ran from 9pm Friday until 2am Saturday.", [("9pm Friday until 2am Saturday", "2023-06-09T21/2023-06-10T02")]),
    ("He joined in the early 90s.", [("the early 90s", "199X")]),
    ("Over the last fortnight it rose.", [("the last fortnight", "2023-05-30/2023-06-12")]),
    ("He left a fortnight ago.", [("a fortnight ago", "2023-05-29/2023-06-04")]),
    ("In the last quarter of 2022 it fell.", [("the last quarter of 2022", "2022-36")]),
    ("Held over the weekend of 3 and 4 June.", [("3 and 4 June", "2023-06-03/2023-06-04")]),
    ("In the first week of May he left.", [("the first week of May", "2023-05-01/2023-05-07")]),
    ("Thefts, 2021 v 2022:", [("2021", "2021"), ("2022", "2022")]),
    ("Offence | 2021 | 2022", [("2021", "2021"), ("2022", "2022")]),
    ("In today's financial climate it pays.", []),
    ("He lives at 27 May Street.", []),
    ("They met at the tenth Halloween Fun Run.", []),
    ("They met at the Good Friday Walk.", []),
    ("The bank holiday was quiet.", []),
    ("He appeared on 27 May 2022 in Court 4.", [("27 May 2022", "2022-05-27")]),
    ("He was in his 90s and did 80 in a 70.", []),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected
