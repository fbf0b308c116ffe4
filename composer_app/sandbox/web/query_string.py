"""Parses query strings as the clients write them."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from composer_app.sandbox.dates import parse_date
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.addresses import parse_mailbox
from composer_app.sandbox.mail.field_checks import Checks

# Longest list of ids, all values together.
_LIST_CHARS = 2048


class Query:
    """The parameters of a GET. Names ignore case; ``name[]`` is ``name``; empty is absent."""

    def __init__(self, request: Request) -> None:
        self._values: dict[str, list[str]] = {}
        self.checks = Checks()
        text = request.scope["query_string"].decode("latin-1")
        for name, value in parse_qsl(text):
            self._values.setdefault(name.lower().removesuffix("[]"), []).append(value)

    def one(self, name: str) -> str | None:
        """Returns a single value. A repeated one is joined by commas, as the vendor's framework does."""
        values = self._values.get(name.lower())
        return ",".join(values) if values else None

    def many(self, name: str, most_chars: int | None = _LIST_CHARS) -> list[str]:
        """Returns the values of a list: repeated, comma-separated, or both.

        Args:
            most_chars: longest total length.
        """
        values = [part.strip() for value in self._values.get(name.lower(), []) for part in value.split(",")]
        if most_chars is not None and sum(map(len, values)) > most_chars:
            self.checks.note(name, f"must not be longer than {most_chars} characters")
        return [value for value in values if value]

    def limit(self, name: str = "limit", default: int = limits.PAGE_DEFAULT) -> int:
        text = self.one(name)
        if text is None:
            return default
        if text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= limits.PAGE_MOST:
            return int(text)
        self.checks.note(name, f"must be a whole number between 1 and {limits.PAGE_MOST}")
        return default

    def flag(self, name: str) -> bool:
        return self.checks.boolean(name, self.one(name))

    def date(self, name: str) -> int | None:
        text = self.one(name)
        try:
            return parse_date(text) if text else None
        except ValueError:
            self.checks.note(name, "must be a date-time like 2026-11-23T12:00:00.000Z")
            return None

    def address(self, name: str) -> str | None:
        """Returns the bare address; what is no address is kept as it is and will match nothing."""
        text = self.one(name)
        try:
            return parse_mailbox(text).address if text else None
        except ValueError:
            return text
