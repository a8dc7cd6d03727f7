"""Ages, in years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

AGES = [
    ("His passenger was 16.", "16 | 16 exact"),
    ("A boy who had just turned 17 went out.", "17 | 17 exact"),
    ("A steward, 61, was struck.", "61 | 61 exact"),
    ("The alleged leader, 44, faces charges.", "44 | 44 exact"),
    ("One lady of 88 told us.", "88 | 88 exact"),
    ("A 34-year-old man was held.", "34-year-old | 34 exact"),
    ("A 34 year old man was held.", "34 year old | 34 exact"),
    ("A 36yr old man was held.", "36yr old | 36 exact"),
    ("A 26 years old man was held.", "26 years old | 26 exact"),
    ("A fifteen-year-old boy was held.", "fifteen-year-old | 15 exact"),
    ("Owen Hale (29 years), from Ashby, was held.", "29 | 29 exact"),
    ("He is 17 years of age.", "17 years of age | 17 exact"),
    ("The boy, aged 17, was held.", "aged 17 | 17 exact"),
    ("The boy was aged about 17.", "aged about 17 | 17 about"),
    ("A girl (aged nine) was hurt.", "aged nine | 9 exact"),
    ("A 19-month-old girl was hurt.", "19-month-old | 1.5833 exact"),
    ("Lee Marsh, 30, of Northtown, was held.", "30 | 30 exact"),
    ("Lee Marsh (22) was held.", "22 | 22 exact"),
    ("Lee Marsh, 62 of Northtown, was held.", "62 | 62 exact"),
    ("He is in his 40s.", "in his 40s | 40..49 between"),
    ("He is in his late 30s.", "in his late 30s | 30..39 between"),
    ("They are in their 80s and 90s.", "in their 80s and 90s | 80..99 between"),
    ("He is in his early sixties.", "in his early sixties | 60..69 between"),
    ("She is in her teens.", "in her teens | 13..19 between"),
    ("He was aged between 18 and 25.", "aged between 18 and 25 | 18..25 between"),
    ("He was between 18 and 25 years old.", "between 18 and 25 years old | 18..25 between"),
    ("He was 30-40 years old.", "30-40 years old | 30..40 between"),
    ("Men aged 20 to 30 came.", "aged 20 to 30 | 20..30 between"),
    ("Nobody aged under 18 was let in.", "aged under 18 | 18 under"),
    ("It is open to anyone over the age of 20.", "over the age of 20 | 20 over"),
    ("It is open to anyone under 25.", "under 25 | 25 under"),
    ("It is for those aged 60 and over.", "aged 60 and over | 60 at_least"),
    ("It is for those aged 60 or more.", "aged 60 or more | 60 at_least"),
    ("The youngest was 13.", "13 | 13 exact"),
    ("He was around 17 or 18 years old.", "around 17 or 18 years old | 17..18 between"),
    ("It went on until the child turned 21 in May.", "21 | 21 exact"),
    ("She was 19 when it began.", "19 | 19 exact"),
    ("The victim was a woman of 88.", "88 | 88 exact"),
    ("His wife, Una, also 21, was hurt.", "21 | 21 exact"),
    ("Colm Aske, now-40, was held.", "40 | 40 exact"),
    ("Rosa de la Vega, 46, was held.", "46 | 46 exact"),
    ("Terry Vane, a.k.a. Moth, 46, was held.", "46 | 46 exact"),
    ("Police named him as Orme, 22, of Ashby.", "22 | 22 exact"),
    ("The driver, 34, stayed at the scene.", "34 | 34 exact"),
    ("A co-accused (27) was cleared.", "27 | 27 exact"),
    ("A mother-of-two, 34, was hurt.", "34 | 34 exact"),
    ("Boys between the ages of 13 and 17 came.", "between the ages of 13 and 17 | 13..17 between"),
    ("Ages 14 to 17 are welcome.", "Ages 14 to 17 | 14..17 between"),
    ("Children as young as 11 were used.", "as young as 11 | 11 at_least"),
    ("A man aged in his mid 30s ran.", "aged in his mid 30s | 30..39 between"),
    ("A three-week-old baby was safe.", "three-week-old | 0.0577 exact"),
    ("It is illegal to sell knives to anyone under 18.", "under 18 | 18 under"),
]
SEVERAL = [
    ("Its two riders, 15 and 16, went home.", ["15 | 15 exact", "16 | 16 exact"]),
    ("Men aged 44, 40 and 61 were held.", ["aged 44 | 44 exact", "40 | 40 exact", "61 | 61 exact"]),
    ("Two men, aged 48 and 43, were held.", ["aged 48 | 48 exact", "43 | 43 exact"]),
    ("Lee Marsh, 30, and Ann Poole, 28, were held.", ["30 | 30 exact", "28 | 28 exact"]),
    (
        "A 15-year-old boy and a 16-year-old girl ran.",
        ["15-year-old | 15 exact", "16-year-old | 16 exact"],
    ),
    ("The 15, 17 and 13-year-old girls ran.", ["15 | 15 exact", "17 | 17 exact", "13-year-old | 13 exact"]),
    ("A 15 and 17-year-old ran.", ["15 | 15 exact", "17-year-old | 17 exact"]),
    ("Four men, 12 officers and a 13-year-old ran.", ["13-year-old | 13 exact"]),
    ("It is for under-18s.", ["under-18s | 18 under"]),
    ("It is for the over 65s and under 16s.", ["over 65s | 65 over", "under 16s | 16 under"]),
    ("Her daughters, Meg, 3, and Ivy, 5, were safe.", ["3 | 3 exact", "5 | 5 exact"]),
    ("He leaves three children, 7, 9, and 11.", ["7 | 7 exact", "9 | 9 exact", "11 | 11 exact"]),
    ("A man and a woman, aged 30 and 29, were hurt.", ["aged 30 | 30 exact", "29 | 29 exact"]),
    (
        "One was early to mid twenties, the other late teens to early twenties.",
        ["early to mid twenties | 20..29 between", "late teens to early twenties | 13..29 between"],
    ),
    (
        "Two men, aged 44 and 51, and two women, aged 50, fled.",
        ["aged 44 | 44 exact", "51 | 51 exact", "aged 50 | 50 exact"],
    ),
    ("He abused girls under the age of 14, and five counts were proved.", ["under the age of 14 | 14 under"]),
    ("The youngest was 13 and the eldest 71.", ["13 | 13 exact", "71 | 71 exact"]),
    ("The girls are 15 and 11.", ["15 | 15 exact", "11 | 11 exact"]),
]
NONE = [
    "Of those stopped on the A64, 11, or eight per cent, had no belt.",
    "The driver was 40 minutes late.",
    "The figure, 44, was the lowest yet.",
    "The platform, 17, was shut.",
    "It happened two years ago.",
    "He got 30 years in prison.",
    "On Park Street, 30 people met.",
    "The team of 11 won.",
    "He retired after 30 years of service.",
    "Lee Marsh, 4,000 of whose records were sold, left.",
    "Police Scotland, 200 of whose officers came, left.",
    "He has 12 years’ experience.",
    "It was 40 degrees in Northtown last night.",
    "They fined 40 drivers.",
    "He has been old for years.",
    "He was a father of three.",
    "There were over 50 complaints.",
    "The force held 14 men, 12 of them armed.",
    "Thefts fell in Leith, 12, and in Portobello, 9.",
    "Covers were stolen from Old Road, Northtown (6).",
    "It was in the early 90s.",
    "They came on Monday, 12, and Tuesday, 13.",
]


@pytest.mark.parametrize(("text", "expected"), AGES)
def test_an_age(text: str, expected: str, finds: Callable[..., list[str]]) -> None:
    assert finds("age", text, "qualifier") == [expected]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_ages(text: str, expected: list[str], finds: Callable[..., list[str]]) -> None:
    assert finds("age", text, "qualifier") == expected


@pytest.mark.parametrize("text", NONE)
def test_no_age(text: str, finds: Callable[..., list[str]]) -> None:
    assert finds("age", text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A 34-year-old was held.", []),
        ("Men aged 44 and 40 ran.", []),
        ("Two 19-year-olds ran.", ["Two 19-year-olds | 2"]),
        ("Two 19-year-old men ran.", ["Two 19-year-old men | 2"]),
    ],
)
def test_an_age_is_no_count_and_no_duration(text: str, counts: list[str], finds: Callable[..., list[str]]) -> None:
    assert finds("duration", text) == []
    assert finds("count", text) == counts
