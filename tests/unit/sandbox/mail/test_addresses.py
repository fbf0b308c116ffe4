"""Reading addresses."""

import pytest

from composer_app.sandbox.mail.addresses import Mailbox, parse_mailbox


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("ana@example.com", Mailbox("ana@example.com")),
        ("Ana Li <ana@example.com>", Mailbox("ana@example.com", "Ana Li")),
        ('"Li, Ana \\"A\\"" <ana@example.com>', Mailbox("ana@example.com", 'Li, Ana "A"')),
        ("jö@bücher.example", Mailbox("jö@bücher.example")),
        ("o'brien+x=y@sub.example.com", Mailbox("o'brien+x=y@sub.example.com")),
    ],
)
def test_addresses_are_read_with_and_without_a_name(text: str, mailbox: Mailbox) -> None:
    assert parse_mailbox(text) == mailbox


@pytest.mark.parametrize(
    "text",
    ["", "ana", "@example.com", "ana@", "ana@localhost", "a b@example.com", ".a@example.com", "a@-x.example", "a@b..c"],
)
def test_malformed_addresses_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no well-formed address"):
        parse_mailbox(text)


@pytest.mark.parametrize(
    "text",
    ["a@example.com, b@example.com", "Ana\nBcc: x <a@example.com>", "a@@example.com", "<>", "x" * 65 + "@example.com"],
)
def test_lists_and_line_breaks_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no well-formed address"):
        parse_mailbox(text)
