"""What the compose page says where a number or an account changes the sentence."""

from __future__ import annotations

import pytest

from composer_app.ui.texts import compose
from composer_app.ui.texts.inline_message_text import MessageText


@pytest.mark.parametrize(("recipients", "words"), [(0, "Send"), (1, "Send"), (2, "Send to 2"), (5000, "Send to 5,000")])
def test_the_button_counts_several_recipients(recipients: int, words: str) -> None:
    assert compose.send_words(recipients) == words


@pytest.mark.parametrize(
    ("recipients", "address", "title", "verb"),
    [
        (1, "ana@example.com", "Send to ana@example.com from the live account Mine?", "Send mail"),
        (1, "", "Send to 1 recipient from the live account Mine?", "Send to 1"),
        (1200, "", "Send to 1,200 recipients from the live account Mine?", "Send to 1,200"),
    ],
)
def test_the_question_of_a_live_account_names_one_recipient_and_counts_several(
    recipients: int, address: str, title: str, verb: str
) -> None:
    assert compose.live_question(recipients, address, "Mine") == (title, verb)


def test_braces_in_the_names_of_accounts_stay() -> None:
    words = compose.OF_OTHER_ACCOUNT.filled(own="{current}", current="{own}")

    assert words.title == "This mail belongs to the account {current}."
    assert words.body == "The window shows the account {own}, but Send sends this mail from {current}."


@pytest.mark.parametrize(("count", "words"), [(0, "Drafts"), (1, "Drafts 1"), (1200, "Drafts 1,200")])
def test_the_button_counts_drafts(count: int, words: str) -> None:
    assert compose.drafts_words(count) == words


def test_a_draft_that_is_not_saved_says_why() -> None:
    words = compose.not_saved_words(MessageText("The disk is full.", "Free some space.", "No space left on device"))

    assert words.title == "The draft is not saved."
    assert words.body == (
        "The disk is full. What you wrote is still here. The program tries to save it again every few seconds."
    )
    assert words.vendor == "No space left on device"


def test_a_mail_that_is_not_queued_says_why() -> None:
    words = compose.not_queued_words(MessageText("The disk is full.", "Free some space.", "No space left on device"))

    assert words.title == "The mail was not sent."
    assert words.body == "The disk is full. Free some space. The draft is unchanged."
    assert words.vendor == "No space left on device"


@pytest.mark.parametrize(("count", "words"), [(0, "Not found"), (1, "1 found"), (1200, "1,200 found")])
def test_finds_are_counted(count: int, words: str) -> None:
    assert compose.found_words(count) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 replaced"), (1, "1 replaced"), (1200, "1,200 replaced")])
def test_replacements_are_counted(count: int, words: str) -> None:
    assert compose.replaced_words(count) == words


def test_the_length_of_a_long_line_is_said() -> None:
    assert compose.long_line_words(250_000).title == "One line of the HTML has 250,000 characters."
