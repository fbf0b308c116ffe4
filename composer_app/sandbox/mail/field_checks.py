"""Checks of single fields. Violations are collected by field, so that one answer lists all."""

import json
import re
from collections.abc import Collection

from composer_app.sandbox.clock import DAY_MS
from composer_app.sandbox.dates import parse_date
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.addresses import Mailbox, parse_mailbox

_URL = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}")


class Checks:
    """Collects violations under the field names of the request.

    Every method returns the checked value, or None after it has noted a violation.
    """

    def __init__(self) -> None:
        self.violations: dict[str, list[str]] = {}

    def note(self, field: str, why: str) -> None:
        reasons = self.violations.setdefault(field, [])
        if why not in reasons:
            reasons.append(why)

    def length(self, field: str, value: str | None, most: int) -> str | None:
        if value is not None and len(value) > most:
            self.note(field, f"size must be between 0 and {most}")
            return None
        return value

    def one_line(self, field: str, value: str | None) -> str | None:
        if value is not None and any(ord(char) < 32 or ord(char) == 127 for char in value):
            self.note(field, "must not contain line breaks or control characters")
            return None
        return value

    def choice(self, field: str, value: str | None, allowed: Collection[str]) -> str | None:
        if value and value not in allowed:
            self.note(field, f"must be one of {', '.join(sorted(allowed))}")
            return None
        return value

    def url(self, field: str, value: str | None) -> str | None:
        if value and _URL.fullmatch(value) is None:
            self.note(field, "must be a valid URL")
            return None
        return value

    def boolean(self, field: str, value: str | None) -> bool:
        if not value:
            return False
        if value.lower() not in {"true", "false"}:
            self.note(field, "must be true or false")
        return value.lower() == "true"

    def mailbox(self, field: str, value: str | None) -> Mailbox | None:
        try:
            return parse_mailbox(value) if value else None
        except ValueError:
            self.note(field, "must be a well-formed email address")
            return None

    def json_object(self, field: str, value: str | None) -> dict[str, str]:
        """Reads ``{"name": "value"}``; numbers and the like become their JSON text."""
        if not value or not value.strip():
            return {}
        try:
            found = json.loads(value)
            # A lone surrogate passes json.loads, but no mail and no database can hold it.
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            self.note(field, "must be a JSON object")
            return {}
        return {name: item if isinstance(item, str) else json.dumps(item) for name, item in found.items()}

    def headers(self, field: str, value: str | None) -> dict[str, str]:
        headers = self.json_object(field, value)
        for name, content in headers.items():
            lowered = name.lower()
            if not _HEADER_NAME.fullmatch(name) or lowered.startswith("content-"):
                self.note(field, f"{name!r} is not a header that can be set")
            elif lowered in limits.REFUSED_HEADERS:
                self.note(field, f"{name} cannot be overridden")
            self.one_line(field, content)
        return headers

    def send_at(
        self, field: str, value: str | None, now_ms: int, most_days: int, takes_past: bool = True
    ) -> int | None:
        """Reads the time of a scheduled send. A time in the past means at once: None, or is refused."""
        if not value:
            return None
        try:
            at_ms = parse_date(value)
        except ValueError:
            self.note(field, "must be a date-time like 2026-11-23T12:00:00.000Z")
            return None
        if at_ms > now_ms + most_days * DAY_MS:
            self.note(field, f"must not be more than {most_days} days ahead")
            return None
        if at_ms > now_ms:
            return at_ms
        if not takes_past:
            self.note(field, "must be in the future")
        return None
