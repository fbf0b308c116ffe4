"""A message as a value: its kind, title and text, and the vendor's words, for a page or a command to show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class MessageKind(StrEnum):
    """How urgent an inline message or a banner is."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class MessageText:
    """What happened; what it means and what to do; the vendor's words last, never alone."""

    title: str
    body: str = ""
    vendor: str = ""
    kind: MessageKind = MessageKind.ERROR

    @classmethod
    def warning(cls, title: str, body: str = "") -> MessageText:
        """A message about something that may need the user."""
        return cls(title, body, kind=MessageKind.WARNING)

    def filled(self, **values: object) -> MessageText:
        """Title and body with these values in the places that they name; the vendor's words stay."""
        return replace(self, title=self.title.format(**values), body=self.body.format(**values))

    @property
    def text(self) -> str:
        """Body and the vendor's words as one paragraph."""
        return " ".join(part for part in (self.body, self.vendor) if part)
