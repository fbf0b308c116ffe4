"""The vendor's JSON about a message: which pieces there are."""

from __future__ import annotations

from composer_app.domain.message_history import MessageDetails
from composer_app.ui.texts import messages


def parts_of(details: MessageDetails) -> list[tuple[str, str]]:
    """Title and text of each piece there is, as it was received."""
    pieces = (
        (messages.DELIVERY_REPORT, details.raw_report),
        (messages.LOG_ENTRY, details.raw_log),
        (messages.ANSWER_TO_SEND, details.raw_answer),
    )
    return [(title, raw.decode("utf-8-sig", "replace")) for title, raw in pieces if raw]
