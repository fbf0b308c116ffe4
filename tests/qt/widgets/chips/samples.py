"""A judge of addresses for fields of chips, and short ways to fill and read a field."""

from __future__ import annotations

import re

from composer_app.ui.widgets.chips.chip import Chip
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue


def judge(text: str) -> list[ChipValue]:
    """Anything without an @ is wrong; "exmaple" is a typo."""
    values = []
    for part in re.split(r"[,;\s]+", text.strip()):
        if "exmaple" in part:
            better = part.replace("exmaple", "example")
            values.append(ChipValue(part, state=ChipState.TYPO, suggestion=better))
        elif part:
            values.append(ChipValue(part, state=ChipState.OK if "@" in part else ChipState.WRONG))
    return values


def texts(field: ChipField) -> list[str]:
    return [value.text for value in field.values()]


def filled(field: ChipField, *addresses: str) -> ChipField:
    field.set_values([value for address in addresses for value in judge(address)])
    return field


def focused(field: ChipField) -> Chip:
    return next(chip for chip in field.chips() if chip.hasFocus())
