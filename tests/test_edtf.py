"""EDTF values: well-formed or not, and the days that they cover."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx import edtf

COVERS = [
    ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ("198X", date(1980, 1, 1), date(1989, 12, 31)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2023-21", date(2023, 3, 1), date(2023, 5, 31)),
    ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
    ("2023-35", date(2023, 7, 1), date(2023, 9, 30)),
    ("2023-07-09", date(2023, 7, 9), date(2023, 7, 9)),
    ("2023-07-09T18", date(2023, 7, 9), date(2023, 7, 9)),
    ("2023-07-09T18:05", date(2023, 7, 9), date(2023, 7, 9)),
    ("2022-04-01/2023-03-31", date(2022, 4, 1), date(2023, 3, 31)),
    ("2022-04/..", date(2022, 4, 1), None),
    ("../2022-04", None, date(2022, 4, 30)),
]


@pytest.mark.parametrize(("value", "first", "last"), COVERS)
def test_a_value_covers_its_days(value: str, first: date | None, last: date | None) -> None:
    assert edtf.checked(value) == value
    assert edtf.days(value) == (first, last)


@pytest.mark.parametrize(
    "value",
    ["", "24", "2024-13", "2024-20", "2024-37", "2024/", "../..", "2024-1-1", "2024\n", "２０２４", "2024-01-01T"],
)
def test_what_edtf_does_not_know_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"^edtf: "):
        edtf.checked(value)


@pytest.mark.parametrize("value", ["2023-02-29", "2023-11-31", "2023-11-30T24", "2023-11-30T09:60", "000X", "0000"])
def test_a_day_that_no_calendar_has_is_refused_as_such(value: str) -> None:
    with pytest.raises(ValueError, match=r"^calendar: "):
        edtf.checked(value)


@given(st.dates())
def test_every_day_is_a_value(day: date) -> None:
    assert edtf.days(edtf.checked(day.isoformat())) == (day, day)


@given(st.text(max_size=24))
def test_any_text_is_a_value_or_refused(text: str) -> None:
    try:
        first, last = edtf.days(edtf.checked(text))
    except ValueError as error:
        assert str(error).startswith(("edtf: ", "calendar: "))  # noqa: PT017 (most text is refused, some is not)
    else:
        assert first is None or last is None or "/" in text or first <= last
