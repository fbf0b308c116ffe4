"""How the values of a spreadsheet look in a mail."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from composer_app.domain.list_cells import cell_text
from composer_app.domain.merge_list import DateStyle


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7.0, "7"),
        (84.2, "84.2"),
        (0.1 + 0.2, "0.3"),
        (4012345678901.0, "4012345678901"),
        (1e20, "100000000000000000000"),
        (12, "12"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 12, 15), "2026-12-15"),
        (datetime(2026, 12, 15, 8, 30), "2026-12-15 08:30"),
        (datetime(2026, 12, 15, 8, 29, 59, 999_700), "2026-12-15 08:30"),
        (time(8, 29, 59, 999_424), "08:30"),
        (timedelta(hours=28, minutes=48), "28:48"),
        (timedelta(minutes=-90), "-1:30"),
        ("01187", "01187"),
    ],
)
def test_values_are_written_as_people_write_them(value: object, text: str) -> None:
    assert cell_text(value, DateStyle.ISO) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (DateStyle.DAY_MONTH_DOTS, "05.12.2026"),
        (DateStyle.DAY_MONTH_SLASHES, "05/12/2026"),
        (DateStyle.MONTH_DAY_SLASHES, "12/05/2026"),
    ],
)
def test_a_date_has_the_chosen_style(style: DateStyle, text: str) -> None:
    assert cell_text(date(2026, 12, 5), style) == text
    assert cell_text(datetime(2026, 12, 5, 6, 7), style) == f"{text} 06:07"
