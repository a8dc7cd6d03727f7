"""Counts: what is found, with its value, qualifier, head (none where the noun is left out) and own direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

NOUNS = [
    ("The 12 bus passengers were hurt.", "12 bus passengers | 12 exact passenger"),
    ("The second of two park raids starts soon.", "two park raids | 2 exact raid"),
    ("Two of Mr Hale’s brothers were held.", "Two of Mr Hale’s brothers | 2 exact brother"),
    ("Eleven addresses were searched.", "Eleven addresses | 11 exact address"),
    ("Officers stopped 2000 drivers.", "2000 drivers | 2000 exact driver"),
    ("Officers stopped 1,204 drivers.", "1,204 drivers | 1204 exact driver"),
    ("They hired one hundred experienced officers.", "one hundred experienced officers | 100 exact officer"),
    ("They seized 28,000 tablets.", "28,000 tablets | 28000 exact tablet"),
    ("They seized 15 knives and arrested nobody else.", "15 knives | 15 exact knife"),
    ("Twelve people were rescued.", "Twelve people | 12 exact person"),
    ("We have 3.2 million residents.", "3.2 million residents | 3200000 exact resident"),
    (
        "Two hundred and eighty three (283) suspects were held.",
        "Two hundred and eighty three (283) suspects | 283 exact suspect",
    ),
    ("A dozen windows were smashed.", "A dozen windows | 12 exact window"),
    ("Two dozen windows were smashed.", "Two dozen windows | 24 exact window"),
    ("Half a million leaflets were printed.", "Half a million leaflets | 500000 exact leaflet"),
    ("He denied three counts of fraud.", "three counts | 3 exact count"),
    ("Officers made 45 drink-drive arrests.", "45 drink-drive arrests | 45 exact arrest"),
    ("He stole 4 mobile phones.", "4 mobile phones | 4 exact phone"),
    ("There are 26 550 cases open.", "26 550 cases | 26550 exact case"),
    ("Her three children were unhurt.", "three children | 3 exact child"),
    ("The 14 co-defendants pleaded guilty.", "14 co-defendants | 14 exact co-defendant"),
    ("We recovered 600 wraps of heroin.", "600 wraps | 600 exact wrap"),
    ("The unit has six sheep and a dog.", "six sheep | 6 exact sheep"),
    ("Crews sent nine fire engines.", "nine fire engines | 9 exact engine"),
    ("500 extra officers will be on duty.", "500 extra officers | 500 exact officer"),
]
HEDGED = [
    ("They laid 20 charges or more.", "20 charges or more | 20 at_least charge"),
    ("More than 4,000 weapons were handed in.", "More than 4,000 weapons | 4000 over weapon"),
    ("Over 280 officers took part.", "Over 280 officers | 280 over officer"),
    ("Nearly 100 homes were visited.", "Nearly 100 homes | 100 nearly home"),
    ("Close to 100 homes were visited.", "Close to 100 homes | 100 nearly home"),
    ("At least 239 people were hurt.", "At least 239 people | 239 at_least person"),
    ("Around 70 officers attended.", "Around 70 officers | 70 about officer"),
    ("Some 28 applications were received.", "Some 28 applications | 28 about application"),
    ("In excess of 900 calls were made.", "In excess of 900 calls | 900 over call"),
    ("Fewer than 80,000 homes lost power.", "Fewer than 80,000 homes | 80000 under home"),
    ("Up to 60 officers will patrol.", "Up to 60 officers | 60 up_to officer"),
    ("As many as 300 fans ran on.", "As many as 300 fans | 300 up_to fan"),
    ("No fewer than 12 shops were hit.", "No fewer than 12 shops | 12 at_least shop"),
    ("750+ officers were on duty.", "750+ officers | 750 over officer"),
    ("Ten or more shots were fired.", "Ten or more shots | 10 at_least shot"),
    ("It said 20 or so youths gathered.", "20 or so youths | 20 about youth"),
    ("Between 20 and 30 youths gathered.", "Between 20 and 30 youths | 20..30 between youth"),
    ("A group of 20 to 30 youths gathered.", "20 to 30 youths | 20..30 between youth"),
    ("A group of 20-30 youths gathered.", "20-30 youths | 20..30 between youth"),
]
VAGUE = [
    ("Dozens of volunteers searched the woods.", "Dozens of volunteers | None vague volunteer"),
    ("Hundreds of homes were evacuated.", "Hundreds of homes | None vague home"),
    ("Several arrests were made.", "Several arrests | None vague arrest"),
    ("Scores of bikes were recovered.", "Scores of bikes | None vague bike"),
    ("A handful of protesters stayed.", "A handful of protesters | None vague protester"),
    ("Tens of thousands of fans left.", "Tens of thousands of fans | None vague fan"),
]
NOUGHT = [
    ("No arrests have been made.", "No arrests | 0 exact arrest negated"),
    ("There were zero homicides.", "zero homicides | 0 exact homicide negated"),
    ("None of the officers was hurt.", "None of the officers | 0 exact officer negated"),
    ("There were no injuries.", "no injuries | 0 exact injury negated"),
    ("No weapon was found.", "No weapon | 0 exact weapon negated"),
]
SEVERAL = [
    (
        "There were 63 arrests: 12 on Friday, 29 on Saturday and nine on Sunday.",
        ["63 arrests | 63 exact arrest", "12 | 12 exact", "29 | 29 exact", "nine | 9 exact"],
    ),
    (
        "She faces 36 counts: 22 of theft and 14 of fraud.",
        ["36 counts | 36 exact count", "22 | 22 exact", "14 | 14 exact"],
    ),
    ("Some 212 officers were hurt, 18 seriously.", ["Some 212 officers | 212 about officer", "18 | 18 exact"]),
    ("In the 2022 campaign 5,203 were tested and 421 failed.", ["5,203 | 5203 exact", "421 | 421 exact"]),
    (
        "It was in 26 one-kilogram bricks and a dozen 25-litre drums.",
        ["26 one-kilogram bricks | 26 exact brick", "a dozen 25-litre drums | 12 exact drum"],
    ),
    ("They saw 2 x burglaries and 3 x thefts.", ["2 x burglaries | 2 exact burglary", "3 x thefts | 3 exact theft"]),
    ("Robbery is up from 60 to 80.", ["60 | 60 exact", "80 | 80 exact"]),
    ("Robbery is up 12 (from 80 to 92).", ["12 | 12 exact", "80 | 80 exact", "92 | 92 exact"]),
    ("More were stolen (423 v 394).", ["423 | 423 exact", "394 | 394 exact"]),
    ("Burglary is down 438 (6.2%) to 6,657.", ["438 | 438 exact", "6,657 | 6657 exact"]),
    ("The raids led to arrests: four men and one woman.", ["four men | 4 exact man", "one woman | 1 exact woman"]),
    (
        "They dealt with 2 x housebreaking and 1 x arson.",
        ["2 x housebreaking | 2 exact housebreaking", "1 x arson | 1 exact arson"],
    ),
    (
        "They found 40 wraps of crack and 20 of heroin.",
        ["40 wraps | 40 exact wrap", "20 | 20 exact"],
    ),
    (
        "The force took 1,204 999 calls.",
        ["1,204 999 calls | 1204 exact call"],
    ),
    (
        "They seized four 4x4 vehicles.",
        ["four 4x4 vehicles | 4 exact vehicle"],
    ),
    ("Only 3 of the 12 shops complied.", ["3 | 3 exact", "12 shops | 12 exact shop"]),
    ("Six of the eight were charged.", ["Six | 6 exact", "eight | 8 exact"]),
    ("Nine men were hurt, two of them bystanders.", ["Nine men | 9 exact man", "two of them | 2 exact"]),
    ("None of the 90 wardens was hurt.", ["None | 0 exact negated", "90 wardens | 90 exact warden"]),
    ("Cars were halved, from 16 to eight.", ["16 | 16 exact", "eight | 8 exact"]),
    (
        "They used force in 0.6% of 9,500 stops, or 57.",
        ["9,500 stops | 9500 exact stop", "57 | 57 exact"],
    ),
    ("Nine men and two women were arrested.", ["Nine men | 9 exact man", "two women | 2 exact woman"]),
    ("One man and two women were arrested.", ["One man | 1 exact man", "two women | 2 exact woman"]),
    ("Six of the eight suspects were charged.", ["Six | 6 exact", "eight suspects | 8 exact suspect"]),
    ("They seized 12 knives, 3 guns and a bat.", ["12 knives | 12 exact knife", "3 guns | 3 exact gun"]),
    (
        "There were 39 robberies compared with 51 last year.",
        ["39 robberies | 39 exact robbery", "51 | 51 exact"],
    ),
    ("Robberies fell from 200 to 150.", ["200 | 200 exact", "150 | 150 exact"]),
    ("There were 23 crashes and 18 were fatal.", ["23 crashes | 23 exact crash", "18 | 18 exact"]),
    (
        "Police made 80 arrests, including 14 for robbery.",
        ["80 arrests | 80 exact arrest", "14 | 14 exact"],
    ),
    (
        "Officers made 553 charges against 228 people.",
        ["553 charges | 553 exact charge", "228 people | 228 exact person"],
    ),
    (
        "There were 423 thefts, of which 31 were solved.",
        ["423 thefts | 423 exact theft", "31 | 31 exact"],
    ),
]
FORMS = [
    ("We have 1.2m users.", "1.2m users | 1200000 exact user"),
    ("It has 15k followers.", "15k followers | 15000 exact follower"),
    ("They sent 2bn messages.", "2bn messages | 2000000000 exact message"),
    ("One and a half million people came.", "One and a half million people | 1500000 exact person"),
    ("They met three or four youths.", "three or four youths | 3..4 between youth"),
    ("Some 30 or 40 fans ran on.", "Some 30 or 40 fans | 30..40 between fan"),
    ("He dealt with 3x vandalism.", "3x vandalism | 3 exact vandalism"),
    ("A 20-count indictment followed.", "20-count | 20 exact count"),
    ("A two-car crash closed the road.", "two-car | 2 exact car"),
    ("He was stabbed 11 times.", "11 times | 11 exact time"),
    ("There were several break-ins.", "several break-ins | None vague break-in"),
    ("Only a handful of break-ins involved force.", "a handful of break-ins | None vague break-in"),
    ("He faces one count of fraud.", "one count | 1 exact count"),
    ("So far 88 lives have been lost.", "88 lives | 88 exact life"),
    ("Officers ran 75 drugs raids with help.", "75 drugs raids | 75 exact raid"),
    ("They took 6 Casio watches worth a fortune.", "6 Casio watches | 6 exact watch"),
    ("They recovered 26 damaged or abandoned cars.", "26 damaged or abandoned cars | 26 exact car"),
    ("They found ten 9mm rifles.", "ten 9mm rifles | 10 exact rifle"),
    ("There were no in-custody deaths.", "no in-custody deaths | 0 exact death negated"),
    ("Three ex-officers were charged.", "Three ex-officers | 3 exact ex-officer"),
    ("THREE MEN ARRESTED AFTER RAID", "THREE MEN | 3 exact man"),
    ("Two Men Fined For Parking Van On Lawn", "Two Men | 2 exact man"),
]
CHANGED = [
    ("There were 5042 fewer offences.", "5042 fewer offences | 5042 exact offence decrease"),
    ("We have 300 more officers.", "300 more officers | 300 exact officer increase"),
    ("That is 15 fewer murders than in May.", "15 fewer murders | 15 exact murder decrease"),
    ("Nearly 90 fewer homes were burgled.", "Nearly 90 fewer homes | 90 nearly home decrease"),
]
LEFT_OUT = [
    ("Crimes were up 1.5% at 15,233.", "15,233 | 15233 exact"),
    ("Three arrested after raid", "Three | 3 exact"),
    ("At the scene, 23 were injured.", "23 | 23 exact"),
    ("Sixteen of them were charged.", "Sixteen of them | 16 exact"),
    ("It makes a total of 412.", "412 | 412 exact"),
    ("The force made an additional five arrests.", "five arrests | 5 exact arrest"),
    ("A further seven were cautioned.", "seven | 7 exact"),
    ("That is 40 fewer than in 2020.", "40 fewer | 40 exact decrease"),
    ("Two of the knives were bloody.", "Two of the knives | 2 exact knife"),
    ("The target of 51 was missed.", "51 | 51 exact"),
]
LEFT_OUT += [
    ("The total is unchanged at 1,870.", "1,870 | 1870 exact"),
    ("Robbery dropped below 900 for the first time.", "below 900 | 900 under"),
    ("That compares with 39 in May.", "39 | 39 exact"),
    ("They met in front of a crowd of just under 450.", "just under 450 | 450 nearly"),
    ("Staffing is 64 short of its target.", "64 | 64 exact"),
    ("That is 23 down on the year.", "23 down | 23 exact decrease"),
]
RATES = [
    ("There were 15.6 searches per 1,000 people.", "15.6 searches per 1,000 people | 15.6 exact search"),
    ("They took six calls a day.", "six calls | 6 exact call"),
    ("There are 4 officers for every 1,000 residents.", "4 officers for every 1,000 residents | 4 exact officer"),
]
NONE = [
    "She denied contacting 911.",
    "Men aged 19,20 and 21 were held.",
    "They came in a 4 x 4.",
    "A 20-strong team of cyclists went.",
    "A three-bedroom house was raided.",
    "A Section 60 order is in place.",
    "He was charged under section 5(1)(b) of the Firearms Act 1968.",
    "Sections 1, 2 and 3 of the Theft Act apply.",
    "Call 101 with information, quoting log 345.",
    "Call 101, or 999 in an emergency.",
    "Quote CAD 1234/20JAN.",
    "Quote incident number 491 of 23 October.",
    "Quote reference 4521.",
    "Call 0141 496 0000 between 9am and 5pm.",
    "PC 4821 Lee spoke to him.",
    "The A14 was closed at junction 33.",
    "Two-way traffic on the M25 near J11.",
    "He drove along Interstate 95 to Exit 12.",
    "Passengers on flight 203 were delayed.",
    "He lives at 15 High Street.",
    "A raid at 221 Orchard Road, XY1 2ZZ, followed.",
    "Officers from Troop 4 and 22 Division attended.",
    "Operation Larch 2 begins.",
    "Our first priority is safety.",
    "It is the third time this week.",
    "One of them ran.",
    "No one came forward.",
    "Nobody was badly hurt.",
    "Every single officer helped.",
    "One day we will know.",
    "One thing is clear.",
    "This is the one we want.",
    "In 2019 officers were sent there.",
    "The crash was at 18:51 near the bridge.",
    "It happened at 1810 hours.",
    "Version 2.1 of the form is online.",
    "City won 3-1 at home.",
    "They play five-a-side on Level 1.",
    "We work 24/7.",
    "He was hit by the number 47 bus.",
    "The suspect is in his 40s.",
    "A 19-year-old man was held.",
    "Two years ago he fled.",
    "It weighed 12 kilos.",
    "It cost £12.",
    "Burglary fell 12%.",
    "S5 and S6 pupils took part.",
    "He was driving a Ford Fiesta 1.4.",
    "Gate 4 was shut.",
    "Detective Inspector Lee, badge number 612, spoke.",
    "The book is on page 12.",
    "He used a 9mm pistol.",
    "A .38 revolver was found.",
    "No doubt he was there.",
    "No further details will be given.",
    "He has no fixed abode.",
    "It is 200 yards away.",
    "Pupils in Year 10 took part.",
    "Covid-19 rules still apply.",
    "The 73rd Precinct is closed.",
    "The unit came second in 4x4 racing.",
    "The driver of a BMW 320 fled.",
    "Proposition 36 passed.",
    "Route 66 is closed.",
    "He was in room 101.",
    "Visit bus stop 12 for a leaflet.",
    "It ran from Tuesday, 6 to Friday, 9 May 2023.",
    "An Omega 311305 was taken.",
    "They boarded the 9.42 to Ashby.",
    "Pupils from Year 10 took part.",
    "Join the Give Ten campaign.",
    "Forward odd texts to 80999.",
    "No driver wants this.",
    "Members of the “Northbank 9” crew were held.",
    "He sold one’s own wares.",
    "The road is shut between junctions 7 and 9 of the M3.",
]

SINGLE = [*NOUNS, *FORMS, *HEDGED, *VAGUE, *NOUGHT, *CHANGED, *LEFT_OUT, *RATES]


@pytest.mark.parametrize(("text", "expected"), SINGLE)
def test_one_count(text: str, expected: str, finds: Callable[..., list[str]]) -> None:
    assert finds("count", text, "qualifier", "head", "change", "status") == [expected]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_counts(text: str, expected: list[str], finds: Callable[..., list[str]]) -> None:
    assert finds("count", text, "qualifier", "head", "change", "status") == expected


@pytest.mark.parametrize("text", NONE)
def test_no_count(text: str, finds: Callable[..., list[str]]) -> None:
    assert finds("count", text) == []
