"""The mail that the checks look at, and what is known about it beside its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from composer_app.domain.checks.client_support import ClientSupport
from composer_app.domain.checks.html_source import HtmlSource
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import recipient_count
from composer_app.domain.mail import size_as_sent
from composer_app.domain.placeholders import placeholders_of, unresolved_placeholders

NO_SUPPORT_KNOWN = ClientSupport()
"""No feature is known to be ignored."""


@dataclass(frozen=True)
class KnownFacts:
    """What the archive knows about the mail.

    Attributes:
        sender_domains: the domains of the senders of accepted mail from the account; empty: there is none.
        bounced: recipients whose last mail bounced.
    """

    sender_domains: frozenset[str] = frozenset()
    bounced: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckedMail:
    """A draft while it is checked.

    Attributes:
        text: the text part that goes out with it.
        facts: what the archive knows.
        support: what clients of mail ignore.
        is_wanted: False: the draft has changed, and the check may end without a result.
    """

    draft: Draft
    text: str
    facts: KnownFacts = KnownFacts()
    support: ClientSupport = NO_SUPPORT_KNOWN
    is_wanted: Callable[[], bool] = field(default=lambda: True)

    @cached_property
    def source(self) -> HtmlSource:
        return HtmlSource(self.draft.html)

    @cached_property
    def placeholders(self) -> tuple[str, ...]:
        """The names of all placeholders."""
        return placeholders_of(self.draft, self.text)

    @cached_property
    def unresolved(self) -> tuple[str, ...]:
        """The names of the placeholders without a value."""
        return unresolved_placeholders(self.draft, self.text)

    @cached_property
    def recipients(self) -> int:
        return recipient_count(self.draft)

    @cached_property
    def size_bytes(self) -> int:
        return size_as_sent(self.draft.attachments, self.draft.html, self.text)
