"""Mails to check, and what a check says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from composer_app.domain.checks.checked_mail import CheckedMail, KnownFacts
from composer_app.domain.checks.finding import CheckFinding
from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId

NOTHING_KNOWN = KnownFacts()
Check = Callable[[CheckedMail], Iterable[CheckFinding]]


def mail(html: str = "", text: str | None = None, facts: KnownFacts = NOTHING_KNOWN, **fields: Any) -> CheckedMail:
    """A draft with this content."""
    now = datetime(2026, 12, 1, tzinfo=UTC)
    draft = Draft(id=DraftId("d"), account_id=AccountId("a"), updated_at=now, html=html, text=text, **fields)
    return CheckedMail(draft, text or "", facts)


def places(check: Check, html: str, **fields: Any) -> list[str]:
    """The parts of the source that a check points at."""
    return [html[one.start : one.end] for one in check(mail(html, **fields))]


def details(check: Check, html: str = "", **fields: Any) -> list[str]:
    """The details of what a check finds."""
    return [one.detail for one in check(mail(html, **fields))]
