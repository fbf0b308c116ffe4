"""Value of a recipient chip: text, state, and drag data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class ChipState(StrEnum):
    """State of a chip. OK is the plain chip; LIST stands for many recipients."""

    OK = "ok"
    WRONG = "wrong"
    TYPO = "typo"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class ChipValue:
    """The value of a chip.

    Attributes:
        text: the full text, e.g. ``Jane Doe <jane@example.com>``. Copying and editing use it.
        label: the words on the chip; the text when empty.
        tooltip: the reason, for WRONG and TYPO.
        suggestion: for TYPO and WRONG, the full text to put in its place. The chip offers its new part as a button.
        detail: small words behind the label, e.g. "250 people".
        key: equal for two chips of one recipient. Only the caller reads it.
    """

    text: str
    label: str = ""
    state: ChipState = ChipState.OK
    tooltip: str = ""
    suggestion: str = ""
    detail: str = ""
    key: str = ""

    def to_dict(self) -> dict[str, str]:
        return {key: str(value) for key, value in asdict(self).items()}

    @staticmethod
    def from_dict(data: dict[str, str]) -> ChipValue:
        """Raises KeyError, TypeError or ValueError for what ``to_dict`` did not make."""
        return ChipValue(**{**data, "state": ChipState(data["state"])})  # type: ignore[arg-type]
