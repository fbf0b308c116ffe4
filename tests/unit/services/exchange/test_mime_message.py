"""The parts of a mail as mail programs open it."""

from __future__ import annotations

from email.policy import SMTP, SMTPUTF8

import pytest

from composer_app.domain.mail import Attachment
from composer_app.services.exchange.mime_message import (
    add_addresses,
    add_bodies,
    add_file,
    header_text,
    new_message,
    sendable_text,
)


def test_an_address_with_other_letters_needs_another_form() -> None:
    assert new_message(["Žofie <a@example.com>"]).policy == SMTP
    assert new_message(["žofie@example.com"]).policy == SMTPUTF8


def test_what_is_no_address_is_kept_as_words() -> None:
    mail = new_message([])
    add_addresses(mail, "To", "Ana <ana@example.com>")
    add_addresses(mail, "From", "&  <")

    assert mail["To"] == "Ana <ana@example.com>"
    assert mail["X-Unreadable-From"] == "& <"


@pytest.mark.parametrize(
    ("text", "html", "kind"),
    [("x", "", "text/plain"), ("", "<p>", "text/html"), ("x", "<p>", "multipart/alternative"), ("", "", "text/plain")],
)
def test_the_bodies_that_there_are(text: str, html: str, kind: str) -> None:
    mail = new_message([])
    add_bodies(mail, text, html)
    assert mail.get_content_type() == kind


def test_an_inline_image_goes_with_the_html_and_another_file_beside_it() -> None:
    mail = new_message([])
    add_bodies(mail, "x", "<p>x</p>")
    add_file(mail, Attachment("1", "logo.png", "image/png", 1, is_inline=True), b"1")
    add_file(mail, Attachment("2", "notes.txt", "text/plain", 1), b"2")

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/octet-stream",
    ]


def test_words_that_no_mail_can_carry_are_replaced() -> None:
    assert header_text("a\r\nBcc:  b\ud83d") == "a Bcc: b?"
    assert sendable_text("a\n\ud83d") == "a\n?"
