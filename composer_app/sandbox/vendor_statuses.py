"""The vendor's status and error codes, as far as the Sandbox hands them out (api/README.md 12 and 13)."""

from dataclasses import dataclass

GROUPS = {"ACCEPTED": 0, "PENDING": 1, "UNDELIVERABLE": 2, "DELIVERED": 3, "EXPIRED": 4, "REJECTED": 5}


@dataclass(frozen=True, slots=True)
class Status:
    """Status of a message, as the ``status`` object of an answer."""

    group: str
    id: int
    name: str
    description: str

    def as_json(self) -> dict[str, object]:
        return {
            "groupId": GROUPS[self.group],
            "groupName": self.group,
            "id": self.id,
            "name": self.name,
            "description": self.description,
        }


@dataclass(frozen=True, slots=True)
class Error:
    """Reason of the status, as the ``error`` object. Group names are those the vendor's clients accept."""

    group_id: int
    group: str
    id: int
    name: str
    description: str
    permanent: bool

    def as_json(self) -> dict[str, object]:
        return {
            "groupId": self.group_id,
            "groupName": self.group,
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "permanent": self.permanent,
        }


def _dropped(id_: int, name: str, description: str) -> Error:
    return Error(1, "HANDSET_ERRORS", id_, name, description, permanent=True)


def _bounced(id_: int, name: str, description: str, *, permanent: bool) -> Error:
    return Error(2, "USER_ERRORS", id_, name, description, permanent)


PENDING_ENROUTE = Status("PENDING", 7, "PENDING_ENROUTE", "Message sent to next instance")
PENDING_ACCEPTED = Status("PENDING", 26, "PENDING_ACCEPTED", "Message accepted, pending for delivery.")
DELIVERED = Status("DELIVERED", 5, "DELIVERED_TO_HANDSET", "Message delivered to handset")
REJECTED_OPERATOR = Status("UNDELIVERABLE", 4, "UNDELIVERABLE_REJECTED_OPERATOR", "Message rejected by operator")
NOT_DELIVERED = Status("UNDELIVERABLE", 9, "UNDELIVERABLE_NOT_DELIVERED", "Message sent not delivered")
NOT_SENT = Status("UNDELIVERABLE", 31, "UNDELIVERABLE_NOT_SENT", "Message was not sent")
EXPIRED = Status("EXPIRED", 15, "EXPIRED_EXPIRED", "Message expired")
REJECTED_DESTINATION = Status("REJECTED", 52, "REJECTED_DESTINATION", "Invalid destination address.")
REJECTED_SYSTEM = Status("REJECTED", 21, "REJECTED_SYSTEM_ERROR", "Sending was cancelled before its time")
REJECTED_DUPLICATE = Status("REJECTED", 23, "REJECTED_DUPLICATE_MESSAGE_ID", "The message id was used before")

NO_ERROR = Error(0, "OK", 0, "NO_ERROR", "No Error", permanent=False)
SPAM_DETECTED = _dropped(6002, "EC_SPAM_DETECTED", "Content was classified as spam")
REQUEST_INVALID = _dropped(6018, "EC_REQUEST_INVALID", "The request is invalid")
TOO_MANY_URLS = _dropped(6024, "EC_EMAIL_TOO_MANY_URLS", "More than 150 tracked links")
LANDING_PAGE_SIZE = _dropped(
    6026, "EC_EMAIL_LANDING_PAGE_PLACEHOLDERS_SIZE_EXCEEDED", "Landing page placeholders of more than 256 characters"
)
TEMPLATE_NOT_FOUND = _dropped(6020, "EC_EMAIL_TEMPLATE_NOT_FOUND", "Email template was not found")
INVALID_ADDRESS = _bounced(6006, "EC_INVALID_EMAIL_ADDRESS", "Invalid email address", permanent=True)
TEMPORARILY_UNAVAILABLE = _bounced(
    6007, "EC_MAILBOX_TEMPORARY_UNAVAILABLE", "Mailbox temporarily unavailable", permanent=False
)
INBOX_FULL = _bounced(6010, "EC_RECIPIENT_INBOX_FULL", "The recipient's inbox is full", permanent=False)
HARD_BOUNCE = _bounced(6012, "EC_HARD_BOUNCE", "Hard bounce: the address does not exist", permanent=True)
