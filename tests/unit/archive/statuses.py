"""Statuses and errors as the vendor gives them."""

from __future__ import annotations

from composer_app.domain.status import Status, VendorError

ENROUTE = Status(1, "PENDING", 7, "PENDING_ENROUTE", "Message sent to next instance")
WAITING = Status(1, "PENDING", 3, "PENDING_WAITING_DELIVERY", "Waiting")
TAKEN_OVER = Status(3, "DELIVERED", 2, "DELIVERED_TO_OPERATOR", "Delivered to operator")
DELIVERED = Status(3, "DELIVERED", 5, "DELIVERED_TO_HANDSET", "Message delivered to handset")
BOUNCED = Status(2, "UNDELIVERABLE", 9, "UNDELIVERABLE_NOT_DELIVERED", "Message not delivered")
REJECTED = Status(5, "REJECTED", 12, "REJECTED_NOT_ENOUGH_CREDITS", "Not enough credits")
NO_ERROR = VendorError()
INBOX_FULL = VendorError(2, "USER_ERRORS", 6010, "EC_RECIPIENT_INBOX_FULL", "Recipient inbox full", False)
