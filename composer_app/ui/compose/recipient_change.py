"""A change to To, Cc and Bcc as a value: what came, what went, and how the fields look without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from composer_app.ui.compose.recipient_chips import key_of
from composer_app.ui.widgets.chips.chip_value import ChipValue

Chips = Mapping[str, Sequence[ChipValue]]
"""The chips of each field, by its key."""


@dataclass(frozen=True)
class RecipientChange:
    """The fields before and after one change."""

    before: Chips
    after: Chips

    def came(self, kind: str) -> int:
        """How many recipients the change added to a field."""
        return len(_keys(self.after[kind]) - _keys(self.before[kind]))

    def went_elsewhere(self, kind: str) -> int:
        """How many recipients the change took out of the other fields."""
        return sum(len(_keys(self.before[other]) - _keys(self.after[other])) for other in self.before if other != kind)

    def undone(self, kind: str, now: Sequence[ChipValue]) -> list[ChipValue]:
        """The chips of a field without this change. What the user changed since then is kept."""
        before, after = self.before[kind], self.after[kind]
        if list(now) == list(after):
            return list(before)
        added = _keys(after) - _keys(before)
        removed = _keys(before) - _keys(after) - _keys(now)
        return [
            *(chip for chip in now if key_of(chip) not in added),
            *(chip for chip in before if key_of(chip) in removed),
        ]


def _keys(chips: Sequence[ChipValue]) -> set[str]:
    return {key_of(chip) for chip in chips}
