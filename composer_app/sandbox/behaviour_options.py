"""Options for behaviour that the contract leaves open (api/README.md 16)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


class UnknownOption(ValueError):
    """Unknown question or answer; the text lists the known ones."""


@dataclass(frozen=True, slots=True)
class BehaviourOptions:
    """One answer for each open question. The first of the answers in ANSWERS is the default.

    Attributes:
        repeated_message_id: a messageId that a stored message already has. ``accept``: a new mail; ``reject``: the
            entry of the answer says REJECTED_DUPLICATE_MESSAGE_ID.
        message_id_for_many: one messageId of a form with several ``to``. ``first``: the first has it; ``every``:
            all have it; ``refuse``: 400.
        copies: cc and bcc. ``silent``: no entry of their own; ``entries``: one each, like a ``to``.
        reports: ``shared``: v1 and v4 hand out a report once between them; ``separate``: once each.
        oversize: the HTTP status of a request that is too large, 413 or 400.
        past_send_at: a sendAt in the past. ``now``: sent at once; ``refuse``: 400.
        validated_mailbox: validMailbox in ``GET /email/2/validations``. ``by-client``: true or false without quotes
            for the vendor's Python client 6, which takes nothing else, and a text for all others; ``text``;
            ``boolean``.
        cancelled: a cancelled scheduled message. ``silent``: in no log and no report; ``rejected``: in both.
    """

    repeated_message_id: str = "accept"
    message_id_for_many: str = "first"
    copies: str = "silent"
    reports: str = "shared"
    oversize: str = "413"
    past_send_at: str = "now"
    cancelled: str = "silent"
    validated_mailbox: str = "by-client"


ANSWERS = {
    "repeated-message-id": ("accept", "reject"),
    "message-id-for-many": ("first", "every", "refuse"),
    "copies": ("silent", "entries"),
    "reports": ("shared", "separate"),
    "oversize": ("413", "400"),
    "past-send-at": ("now", "refuse"),
    "cancelled": ("silent", "rejected"),
    "validated-mailbox": ("by-client", "text", "boolean"),
}


def read_choices(texts: Iterable[str]) -> BehaviourOptions:
    """Reads ``name=answer``.

    Raises:
        UnknownOption: with what there is to choose from.
    """
    choices = BehaviourOptions()
    for text in texts:
        name, _, answer = text.partition("=")
        if name not in ANSWERS:
            raise UnknownOption(f"{name!r} is not one of {', '.join(ANSWERS)}")
        if answer not in ANSWERS[name]:
            raise UnknownOption(f"{name} is one of {', '.join(ANSWERS[name])}")
        choices = replace(choices, **{name.replace("-", "_"): answer})
    return choices
