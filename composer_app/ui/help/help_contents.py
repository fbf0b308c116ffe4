"""The table of contents of the help."""

from __future__ import annotations

SUBJECTS = (
    "first-mail",
    "letter",
    "accounts",
    "lists",
    "checks",
    "sending",
    "outbox",
    "reports",
    "logs",
    "overview",
    "filter",
    "sent-mail",
    "exchange",
    "different",
    "commands",
    "collect",
    "archive",
    "promises",
    "sandbox",
    "shortcuts",
    "words",
)
"""Names of files in `resources/help`, in the order in which the help window lists them."""

SUBJECT_OF_PAGE = {
    "compose": "first-mail",
    "outbox": "outbox",
    "reports": "reports",
    "logs": "logs",
    "sent_mail": "sent-mail",
    "overview": "overview",
    "welcome": "first-mail",
}
"""The subject to open, by the key of the current page."""
