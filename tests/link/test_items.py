"""What a count counts, what was done and by whom; whose age it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import factx

PUBLISHED = date(2023, 6, 12)  # a Monday


def wrong(why: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=why)


def claim(text: str, words: str) -> Any:
    (found,) = (c for c in factx.extract(text, published=PUBLISHED).claims if c.text == words)
    return found


# The text, the count, its head, action and actor.
ACTS = [
    ("Nine tenants had to be moved.", "Nine tenants", "tenant", "move", None),
    ("She got letters, with “miss you” stickers and at least 40 parcels.", "at least 40 parcels", "parcel", None, None),
    (
        "Moss and Fell Police Contact Team won two awards.",
        "two awards",
        "award",
        "win",
        "Moss and Fell Police Contact Team",
    ),
    ("They “seized” 20 knives.", "20 knives", "knife", "seize", None),
    ("Officers arrested 14 men.", "14 men", "man", "arrest", "Officers"),
    ("Fourteen men were arrested.", "Fourteen men", "man", "arrest", None),
    ("More than 4,000 weapons have been seized by officers.", "More than 4,000 weapons", "weapon", "seize", "officers"),
    ("Police recovered 28 mobile phones and 11 knives.", "28 mobile phones", "phone", "recover", "Police"),
    ("Police recovered 28 mobile phones and 11 knives.", "11 knives", "knife", "recover", "Police"),
    ("Officers made 934 arrests.", "934 arrests", "arrest", "make", "Officers"),
    ("A total of 52 warrants were carried out.", "52 warrants", "warrant", "carry", None),
    ("Five members of staff were tied up.", "Five members", "member", "tie", None),
    ("Officers seized 40 bags of heroin from the flat.", "40 bags", "bag", "seize", "Officers"),
    ("Dozens of volunteers searched the moor.", "Dozens of volunteers", "volunteer", "search", None),
    ("Nobody was hurt, but two officers were treated.", "two officers", "officer", "treat", None),
    ("There were 27 crashes.", "27 crashes", "crash", None, None),
    # the noun left out
    ("Three were jailed.", "Three", "person", "jail", None),
    ("Of the 37 people arrested, 25 have been charged.", "25", "person", "charge", None),
    ("Officers stopped 212 cars. Thirty of them were uninsured.", "Thirty of them", "car", "be", None),
    ("Officers searched 16 homes and will search another nine.", "nine", "home", "search", None),
    ("Crime fell from 3,150 offences to 2,772.", "2,772", "offence", "fall", None),
    ("Some 31 bikes were stolen in 2022 (44 in 2021).", "44", "bike", None, None),
    ("In May 2023 there were 61 crashes, while in May 2022 there were 75.", "75", "crash", None, None),
    ("Six of the eight suspects were bailed.", "Six", "suspect", "bail", None),
    (
        "Thefts fell from 910 to 846.",
        "846",
        "theft",
        None,
        None,
    ),
    pytest.param(
        "Officers made 934 arrests and visited over 2,500 victims.",
        "over 2,500 victims",
        "victim",
        "visit",
        "Officers",
        marks=wrong("no action behind a second verb with a hedge"),
    ),
    pytest.param(
        "A 12-month fall in crime left 320 shops open.",
        "320 shops",
        "shop",
        "leave",
        "12-month fall in crime",
        marks=wrong("the actor starts inside a hyphened word"),
    ),
    (
        "The force recorded 2,113 thefts compared with 1,876 in 2021.",
        "1,876",
        "theft",
        None,
        None,
    ),
]
# The text, the count, its item: with post-modifiers, without number and hedge.
ITEMS = [
    (
        "Detectives identified 37 people associated with county lines.",
        "37 people",
        "people associated with county lines",
    ),
    ("There were 15.6 searches per 1,000 people.", "15.6 searches per 1,000 people", "searches per 1,000 people"),
    ("Officers seized over 40 bags of heroin.", "over 40 bags", "bags of heroin"),
    (
        "Two hundred and eighty three (283) suspects were held.",
        "Two hundred and eighty three (283) suspects",
        "suspects",
    ),
    ("It plans to open two new stations.", "two new stations", "new stations"),
    ("There were 212 fewer thefts.", "212 fewer thefts", "thefts"),
    ("He shot at two off-duty officers.", "two off-duty officers", "off-duty officers"),
    ("He admitted two counts of special circumstances murder.", "two counts", "counts of special circumstances murder"),
    ("There were 212 fewer thefts than last year.", "212 fewer thefts", "thefts"),
    ("He was held on four counts of breaking and entering.", "four counts", "counts of breaking and entering"),
    ("Three were jailed.", "Three", None),
]
# The text, a count without its noun, and its head.
ELIDED = [
    ("Five men and two women were held. Four remain in custody.", "Four", "person"),
    ("Homicides dropped 31 percent last year, to 43.", "43", "homicide"),
    ("There were changes:\n\n- Home burglary (down 14% to 2,113)\n- Robbery (up 2% to 60)", "2,113", "burglary"),
    ("Officer numbers rose by 37 to 2,146.", "2,146", "officer"),
    ("Offences against shops numbered 9,466.", "9,466", "offence"),
    ("Twelve were charged with a total of 34 offences, seven were released.", "seven", "person"),
    ("There were falls in burglary (down 40) and theft offences (up 7).", "40", "burglary"),
    ("There were falls in burglary (down 40) and theft offences (up 7).", "7", "offence"),
    ("Homicides fell in areas including East Hill (down 11) and West Hill (down 7).", "11", "homicide"),
    ("There were 30 fewer victims – 270 compared to 300.", "270", "victim"),
    ("Fatal crashes on county roads fell from 16 to 9.", "9", "crash"),
    ("Stabbings inside the home were up from 31 to 44.", "44", "stabbing"),
    ("Burglary declined, from 1,840 to 1,610.", "1,610", "burglary"),
    ("The team has 530 officers. They held 90 meetings. Of the 530, 61 are new.", "61", "officer"),
    ("Of those charged, at least 18 were at school.", "at least 18", "person"),
    ("Only 3 of the 12 shops complied.", "3", "shop"),
    ("There was an increase of 1,045 (3.4%) in calls.", "1,045", "call"),
    ("The offences were:\n\n- From tents: 23\n- From cars: 17", "23", "offence"),
    ("Police seized:\n\n- five firearms, four of them loaded\n- 12 phones", "four of them", "firearm"),
    ("Two dead, three injured in crash.", "three", "person"),
    ("He faces two counts of theft, one of arson and three of fraud.", "three", "count"),
]
LABELS = [("Burglaries: 412\nRobberies: 88", [("412", "burglary"), ("88", "robbery")])]
PERSONS = [
    (
        "The third man is described as tanned, bearded, about 50-years-old, 6ft 1in tall.",
        "about 50-years-old",
        "The third man",
    ),
    ("A man and a woman, aged 30 and 29, were hurt.", "29", "a woman"),
    ("It is illegal to sell knives to anyone under 18.", "under 18", "anyone"),
    ("Both suspects are described as white, around 20 years old.", "around 20 years old", "Both suspects"),
    ("They seek two men, the first in his 20s.", "in his 20s", "the first"),
    ("He drove from Ashby. Owen Hale, 41, of Mill Lane, was jailed.", "41", "Owen Hale"),
    ("Terry Vane, a.k.a. Moth, 46, was held.", "46", "Terry Vane"),
    ("The youngest was 13.", "13", "The youngest"),
    ("The driver, a 34-year-old man, was arrested.", "34-year-old", "a 34-year-old man"),
    ("Lee Orme, 41, of Mill Lane, was jailed.", "41", "Lee Orme"),
    ("A 19-year-old woman and a 22-year-old man were charged.", "19-year-old", "A 19-year-old woman"),
    ("A 19-year-old woman and a 22-year-old man were charged.", "22-year-old", "a 22-year-old man"),
    ("A girl aged 15 was found.", "aged 15", "A girl"),
    ("Both men are in their 40s.", "in their 40s", "Both men"),
]


@pytest.mark.parametrize(("text", "figure", "head", "action", "actor"), ACTS)
def test_acts(text: str, figure: str, head: str | None, action: str | None, actor: str | None) -> None:
    count = claim(text, figure)
    assert (count.head, count.action, count.actor) == (head, action, actor)


@pytest.mark.parametrize(("text", "figure", "item"), ITEMS)
def test_items(text: str, figure: str, item: str | None) -> None:
    assert claim(text, figure).item == item


@pytest.mark.parametrize(("text", "figure", "head"), ELIDED)
def test_the_noun_that_is_left_out(text: str, figure: str, head: str) -> None:
    assert [c.head for c in factx.extract(text).claims if c.kind == "count" and c.text == figure] == [head]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_labels(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(c.text, c.head) for c in factx.extract(text).claims if c.kind == "count"] == expected


@pytest.mark.parametrize(("text", "age", "person"), PERSONS)
def test_persons(text: str, age: str, person: str) -> None:
    assert claim(text, age).person == person


MEASURED = [
    ("He had a nine-inch blade.", "blade"),
    ("They searched an area of 12 acres.", "area"),
    ("Your stopping distance is 23 metres.", "stopping distance"),
    ("They seized 12 kilos of heroin.", "heroin"),
    ("It weighed 12 kilos.", None),
]


@pytest.mark.parametrize(("text", "of"), MEASURED)
def test_what_is_measured(text: str, of: str | None) -> None:
    assert [c.of for c in factx.extract(text).claims if c.kind == "measurement"] == [of]
