"""Counts in lists and tables: the number is the claim, its head comes from the label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

LISTS = [
    ("• Breath tests: 1,204\n• Arrests: 17", ["1,204 | 1204 exact test", "17 | 17 exact arrest"]),
    ("- Arrests: 17\n- Charges: 9", ["17 | 17 exact arrest", "9 | 9 exact charge"]),
    ("* Knives: 12\n* Guns: 3", ["12 | 12 exact knife", "3 | 3 exact gun"]),
    ("• Vehicles stopped - 310\n• Fines - 22", ["310 | 310 exact vehicle", "22 | 22 exact fine"]),
    ("• Vehicles – 310\n• Fines – 22", ["310 | 310 exact vehicle", "22 | 22 exact fine"]),
    ("Knives: 12\nGuns: 3", ["12 | 12 exact knife", "3 | 3 exact gun"]),
    (
        "Arrests: 17 (12)\nSeizures: 4 (9)",
        ["17 | 17 exact arrest", "12 | 12 exact arrest", "4 | 4 exact seizure", "9 | 9 exact seizure"],
    ),
    (
        "• Arrests: 17 (down from 21)\n• Seizures: 4",
        ["17 | 17 exact arrest", "21 | 21 exact arrest", "4 | 4 exact seizure"],
    ),
    (
        "• Arrests: more than 400\n• Seizures: around 90",
        ["more than 400 | 400 over arrest", "around 90 | 90 about seizure"],
    ),
    ("• Arrests: 17;\n• Seizures: 4.", ["17 | 17 exact arrest", "4 | 4 exact seizure"]),
    ("• Arrests: nil\n• Seizures: 4", ["4 | 4 exact seizure"]),
    ("• Arrests: seven\n• Seizures: four", ["seven | 7 exact arrest", "four | 4 exact seizure"]),
    ("• Number of arrests: 17\n• Mobile phones: 4", ["17 | 17 exact arrest", "4 | 4 exact phone"]),
    ("• Drivers over the limit: 8\n• Drivers with no belt: 11", ["8 | 8 exact driver", "11 | 11 exact driver"]),
]
CHARGES = [
    (
        "He admitted these counts:\n\n(12) Forgery of bonds\n\nPerjury\n\n(4) Vandalism – of a wall",
        ["12 | 12 exact count", "4 | 4 exact count"],
    ),
    ("Charged with these counts:\n(3) Selling knives to anyone under 18 5 years in prison", ["3 | 3 exact count"]),
    ("The report looks at:\n\n(1) Crime on trains\n(2) Theft", []),
    ("The report looks at:\n\n(4) Crime on trains", []),
]
TABLES = [
    ("Arrests\t17\nSeizures\t4", ["17 | 17 exact arrest", "4 | 4 exact seizure"]),
    ("Arrests      17\nSeizures      4", ["17 | 17 exact arrest", "4 | 4 exact seizure"]),
    (
        "Arrests\t17\t21\nSeizures\t4\t9",
        ["17 | 17 exact arrest", "21 | 21 exact arrest", "4 | 4 exact seizure", "9 | 9 exact seizure"],
    ),
    (
        "Arrests | 17 | 21\nSeizures | 4 | 9",
        ["17 | 17 exact arrest", "21 | 21 exact arrest", "4 | 4 exact seizure", "9 | 9 exact seizure"],
    ),
    (
        "Knives   1,482 (1,310)\nSwords   12 (8)",
        ["1,482 | 1482 exact knife", "1,310 | 1310 exact knife", "12 | 12 exact sword", "8 | 8 exact sword"],
    ),
    ("Northtown\t17\nSouthtown\t4\nTotal\t21", ["17 | 17 exact", "4 | 4 exact", "21 | 21 exact"]),
    ("Arrests: 17\nTotal: 17", ["17 | 17 exact arrest", "17 | 17 exact"]),
    ("Total arrests: 17", ["17 | 17 exact arrest"]),
    (
        "• Homicide: 31 v. 38\n• Rape: 52 v. 49",
        ["31 | 31 exact homicide", "38 | 38 exact homicide", "52 | 52 exact rape", "49 | 49 exact rape"],
    ),
    ("Knives and blades   12\nSpit and bite guards   8", ["12 | 12 exact knife", "8 | 8 exact guard"]),
    ("• Car break-ins: 31\n• Mobile phones: 4", ["31 | 31 exact break-in", "4 | 4 exact phone"]),
    ("• Volunteers: 40 or more\n• Dogs: 6", ["40 or more | 40 at_least volunteer", "6 | 6 exact dog"]),
    ("• Arrests: 1,991 (no change)\n• Fines: 4", ["1,991 | 1991 exact arrest", "4 | 4 exact fine"]),
]
NONE = [
    "Tel: 5551234\nFax: 5551235",
    "• Age: 34\n• Height: 180",
    "• Case: 4412\n• Ref: 91",
    "Flat: 3",
    "Room: 12\nFloor: 3",
    "• Unit: 12\n• Badge: 3",
    "Year\t2019\t2020\nMonth\t2021\t2022",
    "• Date: 12\n• Time: 9",
    "• Speed: 71mph\n• Limit: 40mph",
    "• Value: £1,200\n• Costs: £85",
    "• Robbery: 12%\n• Theft: 4%",
    "• Charity number: 20991\n• Phone: 101",
    "• 5 High Street\n• 6 High Street",
]


@pytest.mark.parametrize(("text", "expected"), [*LISTS, *CHARGES, *TABLES])
def test_rows(text: str, expected: list[str], finds: Callable[..., list[str]]) -> None:
    assert finds("count", text, "qualifier", "head") == expected


@pytest.mark.parametrize("text", NONE)
def test_no_rows(text: str, finds: Callable[..., list[str]]) -> None:
    assert finds("count", text) == []


def test_rows_behind_a_lead_in(finds: Callable[..., list[str]]) -> None:
    text = "Officers dealt with the following:\n\n• Burglaries: 31\n• Robberies: 12\n\nAll were reported in one week."
    assert finds("count", text, "qualifier", "head") == ["31 | 31 exact burglary", "12 | 12 exact robbery"]
