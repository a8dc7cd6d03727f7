"""Labels: digits that are never a figure, and digits beside them that are one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factx.find.labels import find_labels
from factx.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

GOLD = Path(__file__).parents[1] / "gold"
QUANTITIES = ("percentage", "count", "money", "duration", "age", "measurement")

# Nothing in these is a quantity.
LABELLED = [
    "It was a better picture than that from 999, where waits were short.",
    "A witness woke up and alerted 911.",
    "Call 101 quoting 5223 254 118.",
    "Her pass was used on the 555 bus.",
    "The desk is open 9 to 5 on weekdays.",
    "Call 0141 496 0123 today.",
    "Call 0300 123 4567 or e-mail desk21@example.org.",
    "Call (212) 555-0142.",
    "Call 212-555-0142 or 1-800-577-TIPS.",
    "Call 1800 333 000.",
    "Call +44 141 496 0123.",
    "Dial 999 in an emergency or 101 at other times.",
    "Call Crimestoppers on 0800 555 111.",
    "See https://example.org/2023/44/raid or #raid24.",
    "Quote log 345 of 12 May.",
    "Incident 214 of 6 September refers.",
    "Counts two through nine were dropped.",
    "Officers from 23 Division and Troop 4 came.",
    "Bus routes 25, 86 and 158 were diverted.",
    "Flats 12-16 were empty.",
    "He wore Nike Air Max 95 shoes.",
    "He lay on the 241 toll road.",
    "It is a 24-hour store.",
    "It was on Saturday (26) at noon.",
    "Pupils in Years 10 and 11 came.",
    "The money is from round five of the fund.",
    "They are logged under PULSE 7.8 rules.",
    "They met on day two.",
    "Quote CAD 1234/20JAN.",
    "Quote reference 50210441.",
    "Quote crime number 33/4512/21.",
    "Quote incident 491.",
    "The case number is 22-0041.",
    "PC 2241 Orme gave evidence.",
    "Shoulder number 611 was read out.",
    "The A14 and M25 were shut.",
    "The B7008 was shut near Junction 12.",
    "The crash was on I-95 near Exit 4.",
    "He lives at 15 Orchard Street.",
    "It was in the 400 block of West Elm Avenue.",
    "It was on 42nd Street.",
    "The office is at NG1 4AA.",
    "He broke section 5(1)(b) of the Firearms Act 1968.",
    "A Section 60 order and a section 35 notice were in force.",
    "He broke 18 U.S.C. 922.",
    "He broke PC 186.22.",
    "Proposition 36 was passed.",
    "The Road Traffic Act 1988 applies.",
    "Article 8 applies.",
    "Troop 4 and Division 22 helped.",
    "It was in Flat 3, Room 12.",
    "Pupils in Year 6 and Year 7 came.",
    "S5 and S6 pupils came.",
    "Operation Larch 2 is over.",
    "It was seen on Channel 4.",
    "It is a Level 1 facility.",
    "He had a 9mm pistol and a .38 revolver.",
    "He had a 12-gauge shotgun.",
    "It was a BMW 320 on plate AB12 CDE.",
    "He drove a Peugeot 206.",
    "City won by a 3-1 victory.",
    "The ratio is 4:1.",
    "Work goes on 24/7.",
    "Get the file (832KB pdf).",
    "He had fake £20 notes.",
    "We are open 24 hours a day, seven days a week.",
    "There is zero tolerance of this.",
    "No one saw it.",
    "It happened one day we were out.",
    "We offer a one-to-one service.",
    "Bus 47 was hit.",
    "Text HELP to 61016.",
]


@pytest.mark.parametrize("text", LABELLED)
def test_a_label_is_no_quantity(text: str, finds: Callable[..., list[str]]) -> None:
    assert [line for kind in QUANTITIES for line in finds(kind, text)] == []


# A figure that looks like a label, or stands beside one, is a figure.
FIGURES = [
    ("count", "On the A14, 14 cars were stopped.", ["14 cars | 14"]),
    ("count", "Call 101 if you saw the three men.", ["three men | 3"]),
    ("count", "Under section 60, 12 people were searched.", ["12 people | 12"]),
    ("count", "Class A drugs and 12 phones were found.", ["12 phones | 12"]),
    ("count", "The case has 12 victims.", ["12 victims | 12"]),
    ("count", "In this case 40 officers helped.", ["40 officers | 40"]),
    ("count", "The team of 101 officers left.", ["101 officers | 101"]),
    ("count", "Officers dealt with 999 incidents.", ["999 incidents | 999"]),
    ("count", "The number of calls was high: 400 calls came in.", ["400 calls | 400"]),
    ("count", "Report 12 crimes at once.", ["12 crimes | 12"]),
    ("count", "They had to deal with 20 units.", ["20 units | 20"]),
    ("percentage", "In group 3, 12% failed.", ["12% | 12"]),
    ("percentage", "Theft on the M25 fell 9%.", ["9% | 9"]),
    ("money", "He must pay a £60 fine and a £20 charge.", ["£60 | 60", "£20 | 20"]),
    ("duration", "He works 24 hours in all.", ["24 hours | PT24H"]),
    ("measurement", "The road is 14 miles long.", ["14 miles | 14"]),
    ("age", "Lee Marsh, 15, of High Street, was held.", ["15 | 15"]),
    ("age", "A 34 year old man was held.", ["34 year old | 34"]),
    ("duration", "A 12 month sentence was passed.", ["12 month | P12M"]),
    ("age", "Year 6 pupils aged 10 came.", ["aged 10 | 10"]),
]


@pytest.mark.parametrize(("kind", "text", "expected"), FIGURES)
def test_a_figure_is_no_label(kind: str, text: str, expected: list[str], finds: Callable[..., list[str]]) -> None:
    assert finds(kind, text) == expected


def test_a_label_has_its_name() -> None:
    text = "Call 0141 496 0123."
    assert ("telephone number", "0141 496 0123") in [
        (name, text[start:end]) for start, end, name in find_labels(text, lexicon())
    ]


ROWS_IN_WORDS = [row for row in lexicon().labels.label if row.in_words]


def test_a_label_in_words_says_what_it_needs() -> None:
    assert [row.name for row in ROWS_IN_WORDS if not row.needs] == []


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.txt")), ids=lambda path: path.stem)
def test_no_label_in_words_is_lost_between_its_needs(path: Path) -> None:
    text = path.read_text("utf-8")
    whole = [(m.start(), m.end(), row.name) for row in ROWS_IN_WORDS for m in re.finditer(row.pattern, text)]
    names = {row.name for row in ROWS_IN_WORDS}
    assert [label for label in find_labels(text, lexicon()) if label[2] in names] == whole
