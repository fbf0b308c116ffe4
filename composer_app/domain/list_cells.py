"""Writes the value of a spreadsheet's cell as the text that goes into a mail."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from composer_app.domain.merge_list import DateStyle

_HALF_S = timedelta(milliseconds=500)


def cell_text(value: object, style: DateStyle) -> str:
    """The value as text.

    Numbers have no ".0" and a point before their decimals. A date is written in `style`, and with it hours and minutes
    if it has a time. A duration is hours and minutes.
    """
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
        case datetime():
            near = value + _HALF_S
            return f"{near:{style.value}} {near:%H:%M}"
        case date():
            return f"{value:{style.value}}"
        case time():
            near = datetime.combine(date.min, value) + _HALF_S
            return f"{near:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
        case _:
            return str(value)
