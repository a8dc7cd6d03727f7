"""Dates that are read against the story around them, and how near a time is said to be.

Published on 12 June 2023, a Monday, unless a case says otherwise.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from factx.find.dates import find_dates
from factx.language import sentences
from factx.lexicon import lexicon
from factx.release import Release

if TYPE_CHECKING:
    from factx.claims import PublishedFrom
    from factx.find.candidate import Candidate

JUNE = date(2023, 6, 12)
SENTENCES = "He ran. He fell. He hid. They came. They shouted. "


def found(
    text: str, published: date | None = JUNE, country: str = "GB", published_from: PublishedFrom | None = "option"
) -> list[Candidate]:
    release = Release(
        text,
        published=published,
        published_from=published_from,
        country=country,
        order="mdy" if country == "US" else "dmy",
    )
    return find_dates(release, sentences(release, lexicon()), lexicon())


def values(text: str, **settings: object) -> list[tuple[str, str | None]]:
    return [(text[c.start : c.end], c.fields["value"]) for c in found(text, **settings)]  # type: ignore[arg-type]


# A day without its year, close to one that has just been told of with it; the last date of the text.
YEARS = [
    ("He was seen on 3 March 2019. He was gone on 5 March.", "2019-03-05"),
    ("On December 30, 2019 he left home. A neighbour saw him on January 2.", "2020-01-02"),
    ("In the early hours of 1 January 2018 both were out celebrating New Year's Eve.", "2017-12-31"),
    ("At two hearings on 8 July 2014 and 1 December 2014 he lied. In the July hearing he wept.", "2014-07"),
    ("He was cut between 8 and 9 March last year. Blood was found on 12 March.", "2022-03-12"),
    # a later one is of its own year
    ("He was seen on 3 March 2019. He pleaded guilty on 20 April.", "2023-04-20"),
    # what is news on the day of publication is no part of the story, nor is what is to come
    ("He killed her on 10 June 2019. He was jailed on 11 June.", "2023-06-11"),
    ("He killed her on 18 June 2019. He will be sentenced on 20 June.", "2023-06-20"),
    # its own weekday stands against it
    ("He was seen on Sunday 3 March 2019. He called on Sunday 5 March.", "2023-03-05"),
    # a weekday that no near year has, but one that the text names
    ("The 2014 games drew crowds. A boy went missing on Friday 16 May.", "2014-05-16"),
    ("A boy went missing on Tuesday 16 May.", "2023-05-16"),
]


@pytest.mark.parametrize(("text", "value"), YEARS)
def test_the_year_of_the_story(text: str, value: str) -> None:
    assert values(text)[-1][1] == value


def test_a_holiday_of_the_story() -> None:
    text = "On the night of May 28, 2017 both went to a party for Memorial Day."
    assert values(text, country="US", published=date(2022, 1, 12))[-1] == ("Memorial Day", "2017-05-29")


def test_without_publication_a_weekday_finds_its_year_among_those_that_the_text_names() -> None:
    text = "The 2016 relay comes through on Tuesday 14 June and ends on 19 June."
    assert values(text, published=None) == [
        ("2016", "2016"),
        ("Tuesday 14 June", "2016-06-14"),
        ("19 June", "2016-06-19"),
    ]
    assert values("The relay comes through on Tuesday 14 June.", published=None) == [("Tuesday 14 June", None)]
    two = f"There were relays in 2011 and 2016. {SENTENCES}One came through on Tuesday 14 June."  # (it was one in both)
    assert values(two, published=None)[-1] == ("Tuesday 14 June", None)


# "The next day" and its like: the last date of the text.
STORIES = [
    (f"He was stabbed on 3 May 2021. {SENTENCES}He died the next day.", "the next day", "2021-05-04"),
    (f"He was stabbed on 3 May 2021. {SENTENCES}He had been out the previous day.", "the previous day", "2021-05-02"),
    (f"He was stabbed on 3 May 2021. {SENTENCES}He had called two days earlier.", "two days earlier", None),
    (f"He was stabbed on 3 May 2021 {SENTENCES * 2}He died the next day.", "the next day", None),
    # another date stands in between
    (f"It was 3 May 2021. In July 2021 they met. {SENTENCES}He died the next day.", "the next day", None),
    # what has happened does not go back to what is to come
    (
        "He left on 3 May 2021. A hearing had been scheduled for 9 May 2021. He was found the following day.",
        "the following day",
        "2021-05-04",
    ),
    # the hours of one day
    (
        "It burned between 1am and 4.15am on Saturday 10 June. He told us the next day.",
        "the next day",
        "2023-06-11",
    ),
    ("He fell ill on 3 May 2021. He woke at 5.15am the next day.", "5.15am the next day", "2021-05-04T05:15"),
    (
        "He fell ill on 3 May 2021. He was out until about 7am the following morning.",
        "7am the following morning",
        "2021-05-04T07",
    ),
    ("He fell ill on 3 May 2021. At 9pm the previous day he was well.", "9pm the previous day", "2021-05-02T21"),
    ("He fell ill on 2 June 2022. On the following Friday he died.", "the following Friday", "2022-06-03"),
    ("He fell ill on 2 June 2022. He had left on the previous Thursday.", "the previous Thursday", "2022-05-26"),
    ("He left. On the following Friday he died.", "the following Friday", None),
    (
        "He was held on 5 June. The next day he was charged. The day after that he left.",
        "The day after that",
        "2023-06-07",
    ),
    ("He was held in May 2021. He was jailed the following year.", "the following year", "2022"),
    ("It fell in 2020/21. It rose the following year.", "the following year", "2021-04-01/2022-03-31"),
    # that day
    ("He was stabbed on 3 May 2021. He died later that day.", "that day", "2021-05-03"),
    ("He was stabbed on 3 May 2021. A man was held that same night.", "that same night", "2021-05-03"),
    ("He was stabbed on 3 May 2021. He was back at 4pm that day.", "4pm that day", "2021-05-03T16"),
    ("Shops closed in May 2021. That month 30 were robbed.", "That month", "2021-05"),
    ("Shops closed in May 2021. Later that year 30 were robbed.", "that year", "2021"),
    # a weekday that the story has dated
    ("It was taken on Friday 2 June. Were you there on Friday evening?", "Friday evening", "2023-06-02"),
    ("It was taken on Friday 2 June. It will be shown on Friday.", "Friday", "2023-06-16"),
    ("It was taken on Friday 2 June. We met last Friday.", "last Friday", "2023-06-09"),
    # a weekday that was yesterday has another name
    ("He was seen last Sunday.", "last Sunday", "2023-06-04"),
    ("He was seen last Saturday.", "last Saturday", "2023-06-10"),
]


@pytest.mark.parametrize(("text", "span", "value"), STORIES)
def test_days_of_a_story(text: str, span: str, value: str | None) -> None:
    assert values(text)[-1] == (span, value)


@pytest.mark.parametrize("text", ["We know that day centres are shut.", "They said that evening classes are full."])
def test_that_is_often_another_word(text: str) -> None:
    assert values(text) == []


# Which way a clause looks: the text, its last date.
CLAUSES = [
    ("He will be arraigned today for killing a cyclist on 4 July.", "2022-07-04"),
    ("He is due in court today charged with stealing a van on 4 July.", "2022-07-04"),
    ("He is due back in court for sentencing on 4 July.", "2023-07-04"),
    ("She is due to appear on Friday after being stopped on Saturday.", "2023-06-10"),
    ("Posters will go up, and over the weekend neighbours had searched the woods.", "2023-06-10/2023-06-11"),
    ("Posters went up, but on Thursday the search will end.", "2023-06-15"),
    ("With Remembrance Day coming up, a tin was stolen.", "2023-11-11"),
    ("The tin was stolen with 11 November fast approaching.", "2023-11-11"),
    ("Anyone who saw it is asked to come forward by 30 September.", "2023-09-30"),
]


@pytest.mark.parametrize(("text", "value"), CLAUSES)
def test_each_clause_looks_its_own_way(text: str, value: str) -> None:
    assert values(text)[-1][1] == value


LATE = date(2023, 6, 15)  # a Thursday
# What the text itself shows of the day on which it was written; the last date.
WRITTEN = [
    ("A man fell yesterday (Monday). He was found this morning.", LATE, "2023-06-13"),
    ("A man fell yesterday, 12 June. He was found this morning.", LATE, "2023-06-13"),
    (
        "It burned between 9pm yesterday (Monday) and 6am today (Tuesday). It was closed this morning.",
        LATE,
        "2023-06-13",
    ),
    # two that disagree show nothing
    ("A man fell yesterday (Monday). Another fell today (Friday). He was found this morning.", LATE, "2023-06-15"),
    # a month off is another year's
    ("A man fell yesterday, 2 January. He was found this morning.", LATE, "2023-06-15"),
]


@pytest.mark.parametrize(("text", "published", "value"), WRITTEN)
def test_the_day_that_a_text_calls_today_goes_before_that_of_its_page(text: str, published: date, value: str) -> None:
    assert values(text, published=published)[-1][1] == value


def test_a_holiday_has_the_year_of_a_day_in_full_beside_it() -> None:
    text = "Four men raided a club on New Year's Eve, a jury heard. The club was shut on 1 January 2017."
    assert values(text)[0] == ("New Year's Eve", "2016-12-31")


def test_what_goes_back_to_a_day_without_its_year_lacks_the_publication_date() -> None:
    text = "He fell on Tuesday 7 June. He was found the following day."
    assert [c.fields["reason"] for c in found(text, published=None)] == ["no_reference_date"] * 2


def test_a_dateline_of_its_own_stands() -> None:
    text = "A man fell yesterday (Monday). He was found this morning."
    assert values(text, published=LATE, published_from="dateline")[-1][1] == "2023-06-15"


def test_a_teaser_has_a_day_of_its_own() -> None:
    text = "More News: Man Jailed For Arson May 3, 2022 Sheriff Ann Dole announced today that a man was jailed."
    (day, today) = found(text, country="US")
    assert (day.fields["value"], today.fields["value"]) == ("2022-05-03", "2022-05-03")
    assert today.fields["resolved"] == "context"
    in_prose = "On May 3, 2022 Sheriff Ann Dole lied. She said so today."
    assert values(in_prose, country="US")[-1] == ("today", "2023-06-12")


# Forms: the text, what is found.
FORMS = [
    ("It closes on Friday week.", [("Friday week", "2023-06-23")]),
    ("He is back a week on Tuesday.", [("a week on Tuesday", "2023-06-20")]),
    ("He fell the Friday before last.", [("the Friday before last", "2023-06-02")]),
    ("He fell a week last Tuesday.", [("a week last Tuesday", "2023-05-30")]),
    ("He fell on Thursday night last, 8th June.", [("Thursday night last, 8th June", "2023-06-08")]),
    ("She died a year ago today.", [("a year ago today", "2022-06-12")]),
    ("The third Tuesday in May saw 40 arrests.", [("The third Tuesday in May", "2023-05-16")]),
    ("It shut on the last Friday of March last year.", [("the last Friday of March last year", "2022-03-25")]),
    ("It rained on the first weekend in May 2021.", [("the first weekend in May 2021", "2021-05-01/2021-05-02")]),
    ("It rained on the fourth Tuesday in May 2021.", [("the fourth Tuesday in May 2021", "2021-05-25")]),
    ("The Sunday before Christmas Eve was quiet.", [("Christmas Eve", "2022-12-24")]),
    ("He was held at the weekend after a chase.", [("the weekend", "2023-06-10/2023-06-11")]),
    ("Case number 2022-05-17 refers.", []),
    (
        "In December 2020 and January it rained.",
        [("December 2020", "2020-12"), ("January", "2021-01")],
    ),
    ("It fell on the 4th of this month.", [("the 4th of this month", "2023-06-04")]),
    ("It fell on the 31st of last month.", [("the 31st of last month", "2023-05-31")]),
    ("It was cut at 5.50pm on Saturday (10).", [("5.50pm on Saturday (10)", "2023-06-10T17:50")]),
    ("5th and 6th June: open days", [("5th", "2023-06-05"), ("6th June", "2023-06-06")]),
    ("She left today at 1.30pm, Monday 12 June 2023.", [("today at 1.30pm, Monday 12 June 2023", "2023-06-12T13:30")]),
    ("In the final two weeks of April it rose.", [("the final two weeks of April", "2023-04-17/2023-04-30")]),
    ("In the first three days of May 2021 it rose.", [("the first three days of May 2021", "2021-05-01/2021-05-03")]),
    ("In the first week of June last year it rose.", [("the first week of June last year", "2022-06-01/2022-06-07")]),
    ("Friday is the last day for entries.", [("Friday", "2023-06-09")]),
    ("We lost much in the past weeks.", []),
    ("It fell between May 2022and July 2022.", [("May 2022and July 2022", "2022-05/2022-07")]),
    ("A rider fell early yesterday morning (June 11).", [("early yesterday morning (June 11)", "2023-06-11")]),
    ("A rider fell early Sunday morning.", [("early Sunday morning", "2023-06-11")]),
    ("It happened on 3 May 2022, a wet Tuesday afternoon.", [("3 May 2022", "2022-05-03")]),
    ("He spoke at a Friday hearing.", [("Friday", "2023-06-09")]),
    ("Police shut it on Bank Holiday Monday (29 May).", [("Bank Holiday Monday (29 May)", "2023-05-29")]),
    (
        "It was half past six in the evening on Thursday.",
        [("half past six in the evening on Thursday", "2023-06-08T18:30")],
    ),
    (
        "At quarter to nine in the morning on 5 May it rang.",
        [("quarter to nine in the morning on 5 May", "2023-05-05T08:45")],
    ),
    ("It is Harvest Month, which is marked all through the month of May.", []),
    (
        "Open on Sunday 11 June, from 10am and 4pm.",
        [("Sunday 11 June, from 10am and 4pm", "2023-06-11T10/2023-06-11T16")],
    ),
    ("Visitors in the summer mean more thefts.", []),
    ("Thefts had risen in the summer.", [("the summer", "2023-22")]),
    ("He wore a Halloween-style mask.", []),
    ("See images/12-05-19-open-day.jpg for more.", []),
    ("We aim to halve it by the year 2030.", [("the year 2030", "2030")]),
    ("We are proud that 2021 ended with fewer thefts.", [("2021", "2021")]),
    ("2021 saw fewer thefts.", [("2021", "2021")]),
    ("We found 2021 more.", []),
    ("We meet every second Thursday from 10am.", []),
    ("We meet on the first Monday of each month.", []),
    ("On or about June 4 it was sold.", [("June 4", "2023-06-04")]),
    (
        "In May 2022 there were 90, in the corresponding period the year before 80.",
        [("May 2022", "2022-05"), ("the corresponding period the year before", "2021-05")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


# The text, the hedge of its first date.
HEDGES = [
    ("He fled just before 2am on Sunday.", "nearly"),
    ("He fled shortly after midnight on 4 May.", "exact"),
    ("He fled shortly after 1am on 4 May.", "over"),
    ("He fled around midnight on Sunday.", "about"),
    ("He fled at around 6.30pm yesterday.", "about"),
    ("He fled on Sunday at about 5pm.", "about"),
    ("He fled between about 4pm and 6pm on Sunday.", "about"),
    ("He left before 9am on Sunday.", "under"),
    ("He left after 9am on Sunday.", "over"),
    ("Apply no later than 30 June.", "up_to"),
    ("Apply by 5pm on 30 June.", "up_to"),
    ("It was sold on or before 3 May 2022.", "up_to"),
    ("It was sold prior to 3 May 2022.", "under"),
    ("It was built circa 1998.", "about"),
    ("It began in around May 2021.", "about"),
    ("He left on Sunday.", "exact"),
    ("He left before Sunday.", "exact"),
    ("We had calls about Friday.", "exact"),
    ("He left at 9am on Sunday.", "exact"),
    ("He left after Sunday's match.", "exact"),
]


@pytest.mark.parametrize(("text", "hedge"), HEDGES)
def test_the_hedge_beside_a_date_is_kept(text: str, hedge: str) -> None:
    assert found(text)[0].fields["qualifier"] == hedge
