"""What the program refuses, against what the Sandbox refuses: it reads the vendor's pages a second time."""

from __future__ import annotations

from composer_app.domain import mail_limits
from composer_app.sandbox.mail import limits


def test_counts_are_those_of_the_sandbox() -> None:
    assert mail_limits.MAX_RECIPIENTS == limits.RECIPIENTS
    assert mail_limits.MAX_ATTACHMENTS == limits.ATTACHMENTS
    assert mail_limits.MAX_SUBJECT == limits.SUBJECT_CHARS


def test_a_megabyte_is_the_same_for_both() -> None:
    """The vendor says MB: both take the smaller meaning, 1,000,000 bytes."""
    assert mail_limits.MAX_MESSAGE_BYTES == limits.MESSAGE_BYTES
    assert mail_limits.MAX_HTML_BYTES == limits.HTML_BYTES
