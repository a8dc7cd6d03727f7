"""Dates: what is found, and which days it means.

Unless a case says otherwise, its text was published on 12 June 2023, a Monday.
"""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from factx import edtf
from factx.claims import Date, broken_rule
from factx.find.dates import clock_times, find_dates
from factx.language import sentences
from factx.lexicon import lexicon
from factx.release import DateOrder, Release

if TYPE_CHECKING:
    from factx.find.candidate import Candidate

PUBLISHED = date(2023, 6, 12)


def found(
    text: str, published: date | None = PUBLISHED, country: str | None = "GB", order: DateOrder | None = "dmy"
) -> list[Candidate]:
    release = Release(text, published=published, country=country, order=order)
    return find_dates(release, sentences(release, lexicon()), lexicon())


def values(text: str, **settings: Any) -> list[tuple[str, str | None]]:
    return [(text[c.start : c.end], c.fields["value"]) for c in found(text, **settings)]


EXPLICIT = [
    ("He was stopped on 3 February 2022.", "3 February 2022", "2022-02-03"),
    ("He was stopped on Thursday 3rd February, 2022.", "Thursday 3rd February, 2022", "2022-02-03"),
    ("He was stopped on Thursday, the 3rd of February 2022.", "Thursday, the 3rd of February 2022", "2022-02-03"),
    ("He was stopped on Thursday, February 3, 2022, by officers.", "Thursday, February 3, 2022", "2022-02-03"),
    ("He was stopped Feb. 3rd, 2022.", "Feb. 3rd, 2022", "2022-02-03"),
    ("He was stopped on 03/02/2022.", "03/02/2022", "2022-02-03"),
    ("Dale Orme, 40 (born 05.09.82), was charged.", "05.09.82", "1982-09-05"),
    ("The log was closed on 2022-02-03.", "2022-02-03", "2022-02-03"),
    ("Thefts rose in November 2021.", "November 2021", "2021-11"),
    ("Thefts rose in 2021, to 90.", "2021", "2021"),
    ("Our 2021 campaign worked.", "2021", "2021"),
    ("Burglary (2021 in brackets)", "2021", "2021"),
    ("It was built in the late 1980s.", "the late 1980s", "198X"),
    ("Thefts rose in autumn 2021.", "autumn 2021", "2021-23"),
    ("Thefts rose in the winter of 2021.", "the winter of 2021", "2021-24"),
    ("Thefts rose in the third quarter of 2021.", "the third quarter of 2021", "2021-35"),
    ("Thefts rose in Q3 2021.", "Q3 2021", "2021-35"),
    ("Thefts rose in the second half of 2021.", "the second half of 2021", "2021-07/2021-12"),
    ("Thefts rose in the first five months of 2021.", "the first five months of 2021", "2021-01/2021-05"),
    ("Funding for 2021/22 is set.", "2021/22", "2021-04-01/2022-03-31"),
    ("Funding for 2021-22 is set.", "2021-22", "2021-04-01/2022-03-31"),
    (
        "In the financial year ending March 2022 it fell.",
        "the financial year ending March 2022",
        "2021-04-01/2022-03-31",
    ),
    ("In the year to March 2022 it fell.", "the year to March 2022", "2021-04-01/2022-03-31"),
    ("In the year to June 2022 it fell.", "the year to June 2022", "2021-07-01/2022-06-30"),
    (
        "In the 12 months to the end of May 2022 it fell.",
        "the 12 months to the end of May 2022",
        "2021-06-01/2022-05-31",
    ),
    ("In the three months to 30 June 2022 it fell.", "the three months to 30 June 2022", "2022-04-01/2022-06-30"),
    (
        "In the twelve months from 1 May 2021 to 30 April 2022 it fell.",
        "the twelve months from 1 May 2021 to 30 April 2022",
        "2021-05-01/2022-04-30",
    ),
    ("He was on bail since 2019.", "since 2019", "2019/.."),
    ("From October 2021 shifts changed.", "From October 2021", "2021-10/.."),
]


@pytest.mark.parametrize(("text", "span", "value"), EXPLICIT)
def test_a_date_that_is_all_in_the_text(text: str, span: str, value: str) -> None:
    (candidate,) = found(text, published=None)
    assert (text[candidate.start : candidate.end], candidate.fields["value"]) == (span, value)
    assert candidate.fields["resolved"] == "explicit"


RELATIVE = [
    ("It happened on Friday 9 June.", "Friday 9 June", "2023-06-09"),
    ("It happened on 9 June.", "9 June", "2023-06-09"),
    ("It happened on 20 June.", "20 June", "2022-06-20"),
    ("The fair will be held on 20 June.", "20 June", "2023-06-20"),
    ("He was released and is due to appear in court on 3 January.", "3 January", "2024-01-03"),
    ("She was bailed until 3 July.", "3 July", "2023-07-03"),
    ("It happened on Tuesday 21 June.", "Tuesday 21 June", "2022-06-21"),
    ("It happened on Saturday.", "Saturday", "2023-06-10"),
    ("It happened on Monday.", "Monday", "2023-06-12"),
    ("Patrols will start on Saturday.", "Saturday", "2023-06-17"),
    ("It happened last Monday.", "last Monday", "2023-06-05"),
    ("Doors open next Tuesday.", "next Tuesday", "2023-06-20"),
    ("We will be out this Thursday.", "this Thursday", "2023-06-15"),
    ("It happened on Saturday evening.", "Saturday evening", "2023-06-10"),
    ("He was charged today.", "today", "2023-06-12"),
    ("He was charged yesterday (Sunday).", "yesterday (Sunday)", "2023-06-11"),
    ("He was charged yesterday (Friday).", "yesterday (Friday)", "2023-06-09"),
    ("It begins tomorrow (13 June).", "tomorrow (13 June)", "2023-06-13"),
    ("Figures out today, Monday 12 June, show a fall.", "today, Monday 12 June", "2023-06-12"),
    ("It happened on Friday (9 June).", "Friday (9 June)", "2023-06-09"),
    ("It happened last night.", "last night", "2023-06-11"),
    ("It happened this week.", "this week", "2023-06-12/2023-06-18"),
    ("It happened last week.", "last week", "2023-06-05/2023-06-11"),
    ("It happened over the weekend.", "the weekend", "2023-06-10/2023-06-11"),
    ("It happened last month.", "last month", "2023-05"),
    ("A report is due next month.", "next month", "2023-07"),
    ("So far this year 40 have died.", "this year", "2023"),
    ("It cost less last year.", "last year", "2022"),
    ("It fell in March this year.", "March this year", "2023-03"),
    ("It fell in November last year.", "November last year", "2022-11"),
    ("It happened on 5 March last year.", "5 March last year", "2022-03-05"),
    ("It happened in November.", "November", "2022-11"),
    ("It happened last November.", "last November", "2022-11"),
    ("It happened in mid-May.", "mid-May", "2023-05"),
    ("It opened last autumn.", "last autumn", "2022-23"),
    ("It was seized in the spring.", "the spring", "2023-21"),
    ("It has risen over the last 12 months.", "the last 12 months", "2022-06-13/2023-06-12"),
    ("It has risen in the past two weeks.", "the past two weeks", "2023-05-30/2023-06-12"),
    ("In the year to date it rose.", "the year to date", "2023-01-01/2023-06-12"),
    (
        "He has hired 30 since the start of the financial year.",
        "since the start of the financial year",
        "2023-04-01/..",
    ),
    ("They have made 30 arrests since April.", "since April", "2023-04/.."),
    ("He will be banned from Monday 3 July.", "from Monday 3 July", "2023-07-03/.."),
    ("It was built three years ago.", "three years ago", "2020"),
    ("It happened on New Year's Eve.", "New Year's Eve", "2022-12-31"),
]


@pytest.mark.parametrize(("text", "span", "value"), RELATIVE)
def test_a_date_that_needs_the_publication_date(text: str, span: str, value: str) -> None:
    (candidate,) = found(text)
    assert (text[candidate.start : candidate.end], candidate.fields["value"]) == (span, value)
    assert candidate.fields["resolved"] == "published"
    (unknown,) = found(text, published=None)
    assert unknown.fields["value"] is None
    assert unknown.fields["reason"] == "no_reference_date"


CLOCKS = [
    ("He fell at about 2.15pm on Friday 9 June 2023.", "2.15pm on Friday 9 June 2023", "2023-06-09T14:15"),
    ("He fell at 18:51hrs on 9 June.", "18:51hrs on 9 June", "2023-06-09T18:51"),
    ("He fell at 1851 hours on 9 June.", "1851 hours on 9 June", "2023-06-09T18:51"),
    ("He fell at noon on Friday.", "noon on Friday", "2023-06-09T12"),
    ("He fell about 4 a.m. Sunday.", "4 a.m. Sunday", "2023-06-11T04"),
    ("He fell at 12.05am yesterday (Sunday).", "12.05am yesterday (Sunday)", "2023-06-11T00:05"),
    (
        "On Friday, June 9, 2023, at approximately 8:30 p.m., he fell.",
        "Friday, June 9, 2023, at approximately 8:30 p.m.",
        "2023-06-09T20:30",
    ),
    ("He fell between 11pm and 11.45pm on Friday.", "11pm and 11.45pm on Friday", "2023-06-09T23/2023-06-09T23:45"),
    ("He fell between 4 and 5pm on Friday.", "4 and 5pm on Friday", "2023-06-09T16/2023-06-09T17"),
    (
        "It was taken between 5pm on Friday and 7.15am today.",
        "5pm on Friday and 7.15am today",
        "2023-06-09T17/2023-06-12T07:15",
    ),
    (
        "It was taken between 10.30pm on Thursday 8 and 7am on Friday 9 June.",
        "10.30pm on Thursday 8 and 7am on Friday 9 June",
        "2023-06-08T22:30/2023-06-09T07",
    ),
    ("He fell near midnight on Friday.", "midnight on Friday", "2023-06-09"),
]


@pytest.mark.parametrize(("text", "span", "value"), CLOCKS)
def test_a_clock_time_joins_the_day_beside_it(text: str, span: str, value: str) -> None:
    assert values(text) == [(span, value)]


RANGES = [
    ("It ran from 15 April to 5 May.", [("15 April to 5 May", "2023-04-15/2023-05-05")]),
    ("It ran from 3 May 2022 until 9 June 2022.", [("3 May 2022", "2022-05-03"), ("9 June 2022", "2022-06-09")]),
    ("It ran from 20 December to 3 January.", [("20 December to 3 January", "2022-12-20/2023-01-03")]),
    ("It will run from 20 December to 3 January.", [("20 December to 3 January", "2023-12-20/2024-01-03")]),
    ("Stolen between April and September 2021.", [("April and September 2021", "2021-04/2021-09")]),
    ("Stolen between October and March 2021.", [("October and March 2021", "2020-10/2021-03")]),
    ("Stolen in April and May 2021.", [("April", "2021-04"), ("May 2021", "2021-05")]),
    ("Stolen between 2019 and 2021.", [("2019 and 2021", "2019/2021")]),
    ("Stolen in 2019, 2020 and 2021.", [("2019", "2019"), ("2020", "2020"), ("2021", "2021")]),
    ("Held on 1-2 July 2022.", [("1-2 July 2022", "2022-07-01/2022-07-02")]),
    ("Held on July 1-2, 2022.", [("July 1-2, 2022", "2022-07-01/2022-07-02")]),
    ("Held from March 8 through March 17, 2022.", [("March 8 through March 17, 2022", "2022-03-08/2022-03-17")]),
    (
        "Held from Saturday 1 to Friday 7 October 2022.",
        [("Saturday 1 to Friday 7 October 2022", "2022-10-01/2022-10-07")],
    ),
    (
        "Held on Saturday 1 and Sunday 2 October 2022.",
        [("Saturday 1", "2022-10-01"), ("Sunday 2 October 2022", "2022-10-02")],
    ),
    ("Taken on the night of 5/6 May 2022.", [("5/6 May 2022", "2022-05-05/2022-05-06")]),
    ("Taken between 9pm and 5am on Friday.", [("9pm and 5am on Friday", "2023-06-09")]),
    ("In the financial year 2021-2022.", [("the financial year 2021-2022", "2021-04-01/2022-03-31")]),
    ("Between 2021-2022 it fell.", [("2021-2022", "2021/2022")]),
    ("In May 12 people fell.", [("May", "2023-05")]),
    ("On May 12 people fell.", [("May 12", "2023-05-12")]),
    ("Held between Friday and Sunday.", [("Friday and Sunday", "2023-06-09/2023-06-11")]),
    ("Held on Friday and Sunday.", [("Friday", "2023-06-09"), ("Sunday", "2023-06-11")]),
    ("Seen last Thursday and Friday.", [("last Thursday", "2023-06-08"), ("Friday", "2023-06-09")]),
    (
        "Taken overnight Friday into Saturday (9-10 June).",
        [("Friday into Saturday (9-10 June)", "2023-06-09/2023-06-10")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_ranges_and_lists(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


CONTEXT = [
    ("In the year to March 2022 it rose. It had fallen the year before.", "the year before", "2020-04-01/2021-03-31"),
    ("Thefts fell in 2022, to 90 from 95 in 2021. Fraud fell too from 40 a year earlier.", "a year earlier", "2021"),
    (
        "Between April and June 2022 we made 9 arrests, more than in the same three months of 2019.",
        "the same three months of 2019",
        "2019-04/2019-06",
    ),
    (
        "In July 2022 we made 9 arrests, fewer than in the same period last year.",
        "the same period last year",
        "2021-07",
    ),
    (
        "In the 12 months to May 2022 it rose by 2% on the previous 12 months.",
        "the previous 12 months",
        "2020-06-01/2021-05-31",
    ),
    ("He was hurt on 3 May 2022 and died the following day.", "the following day", "2022-05-04"),
    ("In 2024 more will join. By late summer we will have 90.", "late summer", "2024-22"),
]


@pytest.mark.parametrize(("text", "span", "value"), CONTEXT)
def test_a_date_that_goes_back_to_an_earlier_one(text: str, span: str, value: str) -> None:
    candidate = next(c for c in found(text) if text[c.start : c.end] == span)
    assert (candidate.fields["value"], candidate.fields["resolved"]) == (value, "context")


def test_without_an_earlier_date_there_is_nothing_to_go_back_to() -> None:
    (candidate,) = found("Thefts had risen the year before.")
    assert (candidate.fields["value"], candidate.fields["reason"]) == (None, "no_antecedent")


NOT_DATES = [
    "We stopped 2000 drivers.",
    "He broke the Theft Act 1968.",
    "The Protection Act (Northern Ireland) 2021 applies.",
    "Operation Quiet Night 2019 goes on.",
    "Quote log 112 of 18 June.",
    "Call 0800 555 1984 or 101.",
    "You may call us; we march on.",
    "Sergeant May Jones and PC April Dale spoke.",
    "Officers patrol every Friday.",
    "The desk is open Monday to Friday, 9am to 5pm.",
    "The desk is open Monday to Friday 9am to 5pm and Saturday 10am to noon.",
    "They work from 4pm until late.",
    "Read more in the Sunday Times.",
    "He drove a 2016 Vauxhall.",
    "Speeds fell in the fall of rain.",
    "He was caught by number 12-34-1999-5.",
    "The three-quarter length coat was 20.06.",
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert values(text) == []


def test_an_order_that_cannot_be_known_has_both_readings() -> None:
    (candidate,) = found("He was born on 05/09/1982.", order=None, country=None)
    assert candidate.fields["value"] is None
    assert (candidate.fields["readings"], candidate.fields["reason"]) == (
        ("1982-09-05", "1982-05-09"),
        "ambiguous_order",
    )


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("Born on 05/09/1982.", "mdy", "1982-05-09"),
        ("Born on 05/09/1982.", "dmy", "1982-09-05"),
        ("Born on 25/09/1982.", None, "1982-09-25"),
        ("Born on 09/25/1982.", None, "1982-09-25"),
        ("Born on 09/09/1982.", None, "1982-09-09"),
        ("(DOB: 10-5-77)", "mdy", "1977-10-05"),
    ],
)
def test_numeric_dates_follow_the_order_of_the_country(text: str, order: DateOrder | None, value: str) -> None:
    (candidate,) = found(text, order=order)
    assert candidate.fields["value"] == value


def test_a_financial_year_opens_where_the_country_says() -> None:
    assert values("Funding for 2021/22 is set.", country="AU") == [("2021/22", "2021-07-01/2022-06-30")]
    (candidate,) = found("Funding for 2021/22 is set.", country="US")
    assert (candidate.fields["value"], candidate.fields["reason"]) == (None, "unknown_financial_year")


@pytest.mark.parametrize(
    ("text", "value", "part", "first", "last"),
    [
        ("It opened in early 2021.", "2021", "early", date(2021, 1, 1), date(2021, 4, 30)),
        ("It opened in mid-June 2021.", "2021-06", "mid", date(2021, 6, 11), date(2021, 6, 20)),
        ("It opened in late summer 2021.", "2021-22", "late", date(2021, 8, 1), date(2021, 8, 31)),
        ("It will open by the end of May 2024.", "2024-05", "late", date(2024, 5, 21), date(2024, 5, 31)),
        ("It will open by the end of the year.", "2023", "late", date(2023, 9, 1), date(2023, 12, 31)),
    ],
)
def test_a_part_narrows_the_days_and_leaves_the_value(
    text: str, value: str, part: str, first: date, last: date
) -> None:
    (candidate,) = found(text)
    fields = candidate.fields
    assert (fields["value"], fields["part"], fields["first"], fields["last"]) == (value, part, first, last)


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("It fell in 2021.", "year"),
        ("It fell in May 2021.", "month"),
        ("It fell in spring 2021.", "season"),
        ("It fell in Q1 2021.", "quarter"),
        ("It fell in 2021/22.", "financial_year"),
        ("It fell in the 12 months to March 2022.", "financial_year"),
        ("It fell in the 12 months to May 2022.", "range"),
        ("It fell last week.", "week"),
        ("It fell last weekend.", "weekend"),
        ("It fell on 3 May 2021.", "day"),
        ("It fell at 3pm on 3 May 2021.", "hour"),
        ("It fell at 3.10pm on 3 May 2021.", "minute"),
        ("It fell in the 1990s.", None),
        ("It fell since May.", "range"),
    ],
)
def test_granularity(text: str, granularity: str | None) -> None:
    (candidate,) = found(text)
    assert candidate.fields["granularity"] == granularity


@pytest.mark.parametrize(
    "text", ["On 31 November 2022 he fell.", "On 29 February 2023 he fell.", "From 9 May 2022 to 3 May 2022 it ran."]
)
def test_a_day_that_no_calendar_has_breaks_the_calendar_rule(text: str) -> None:
    (candidate,) = found(text)
    with pytest.raises(ValidationError) as caught:
        validated(text, candidate)
    assert broken_rule(caught.value.errors()[0]["msg"])[0] == "calendar"


def test_dates_in_the_apparatus_are_none() -> None:
    text = "Published: 3 May 2022\n\nHe fell on 1 May 2022."
    release = Release(text, apparatus=((0, 21),))
    assert [text[c.start : c.end] for c in find_dates(release, sentences(release, lexicon()), lexicon())] == [
        "1 May 2022"
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("From 4pm until late.", ["4pm"]),
        ("At 1851hrs and 11.20am.", ["1851hrs", "11.20am"]),
        ("At five in the morning, 24/7.", ["five in the morning", "24/7"]),
        ("Between 4 and 6pm, or half past seven.", ["4 and 6pm", "half past seven"]),
        ("At 7 o'clock on 3 May 2022.", ["7 o'clock"]),
        ("We used 1200 hours of footage on 7 men.", []),
    ],
)
def test_clock_times(text: str, spans: list[str]) -> None:
    assert [text[start:end] for start, end in clock_times(Release(text), lexicon())] == spans


def validated(text: str, candidate: Candidate) -> Date:
    common = {"id": "c1", "text": text[candidate.start : candidate.end], "line": 1, "column": 1, "sentence": text}
    fields = {**common, **candidate.fields, "start": candidate.start, "end": candidate.end}
    return TypeAdapter(Date).validate_python(fields, context={"text": text})


@pytest.mark.parametrize("text", [row[0] for row in [*EXPLICIT, *RELATIVE, *CLOCKS, *RANGES, *CONTEXT]])
def test_every_candidate_validates(text: str) -> None:
    for published in (PUBLISHED, None):
        for candidate in found(text, published=published):
            claim = validated(text, candidate)
            if claim.value is not None and claim.part is None:
                assert (claim.first, claim.last) == edtf.days(claim.value)


FORMS = [
    "{0:%-d %B %Y}",
    "{0:%B %-d, %Y}",
    "{0:%A %-d %B %Y}",
    "{0:%A, %b. %-d, %Y}",
    "{0:%d/%m/%Y}",
    "{0:%d.%m.%Y}",
    "{0:%Y-%m-%d}",
]


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_a_day_in_any_explicit_form_is_read_back(day: date, form: str) -> None:
    written = form.format(day).replace("May.", "May")
    assert values(f"It happened on {written}.", published=None) == [(written, day.isoformat())]


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2080, 12, 31)), st.integers(0, 364))
def test_a_recent_day_without_its_year_is_read_back(published: date, ago: int) -> None:
    day = published - timedelta(ago)
    written = f"{day:%A} {day.day} {day:%B}"
    assert values(f"It happened on {written}.", published=published) == [(written, day.isoformat())]


PIECES = st.sampled_from(
    [
        *(
            "3 May",
            "May 3",
            "2021",
            "Friday",
            "last",
            "next",
            "this",
            "the",
            "year",
            "to",
            "until",
            "between",
            "and",
            "-",
        ),
        *(
            "2019/20",
            "4pm",
            "at",
            "on",
            "(",
            ")",
            ",",
            "since",
            "from",
            "12 months",
            "before",
            "summer",
            "31",
            "30 February",
        ),
        *(
            "today",
            "yesterday",
            "the same period",
            "a year earlier",
            "03/04/05",
            "\n",
            "\n\n",
            ". ",
            "week ending",
            "mid",
            "of",
        ),
    ]
)


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join)),
    st.one_of(st.none(), st.dates()),
    st.sampled_from(["dmy", "mdy", None]),
)
def test_any_text_gives_dates_in_order_and_in_range(text: str, published: date | None, order: DateOrder | None) -> None:
    end = 0
    for candidate in found(text, published=published, order=order):
        assert end <= candidate.start < candidate.end <= len(text)
        end = candidate.end
        try:
            claim = validated(text, candidate)
        except ValidationError as error:
            assert broken_rule(error.errors()[0]["msg"])[0] == "calendar"  # noqa: PT017
        else:
            assert claim.first is None or claim.last is None or claim.first <= claim.last


@pytest.mark.parametrize(
    "text",
    [" " * 100_000, "the " * 50_000, "3 May, " * 8_000, "1" * 200_000, "between " * 50_000, "3 May" + " " * 100_000],
)
def test_odd_text_takes_no_longer_than_its_length(text: str) -> None:
    begun = process_time()
    found(text)
    assert process_time() - begun < 6  # (what is quadratic in these takes minutes)


WEEKLY = [
    "It happened yesterday.",
    "It happened last Tuesday.",
    "He will appear on Thursday.",
    "It happened at 4pm on Friday.",
    "It happened last week.",
    "It happened over the weekend.",
    "He left three days ago.",
    "It happened between Friday and Sunday.",
    "He left a fortnight ago.",
    "The next day is long after last night.",
]


@settings(deadline=None)
@given(st.dates(date(1990, 1, 8), date(2079, 12, 20)), st.sampled_from(WEEKLY), st.integers(-60, 60))
def test_a_publication_some_weeks_later_moves_relative_days_by_as_many(day: date, text: str, weeks: int) -> None:
    moved = timedelta(7 * weeks)
    now = [(c.fields["first"], c.fields["last"]) for c in found(text, published=day) if c.fields["value"]]
    then = [(c.fields["first"], c.fields["last"]) for c in found(text, published=day + moved) if c.fields["value"]]
    assert now
    assert then == [(first + moved, last + moved) for first, last in now]
