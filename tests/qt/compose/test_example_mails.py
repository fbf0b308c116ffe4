"""The mails to begin with: finished, with their files, and with every image that their HTML names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from composer_app.domain.account import SANDBOX
from composer_app.domain.content_ids import content_ids
from composer_app.domain.draft_validation import problems_of
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.example_mails import example

NOW = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("key", ["statement", "test-addresses"])
def test_an_example_lacks_nothing(key: str) -> None:
    found = example(key, SANDBOX, NOW)

    assert problems_of(found.draft, "text", SANDBOX, NOW) == ()
    assert found.draft.sender == SANDBOX.default_sender
    assert {path.name for path in found.inline_images} == set(content_ids(found.draft.html))
    assert all(path.exists() for path in (*found.files, *found.inline_images))


def test_an_unknown_example_is_an_error() -> None:
    with pytest.raises(KeyError):
        example("none", SANDBOX, NOW)


def test_the_page_opens_an_example_with_its_files(qtbot: QtBot, page: ComposePage) -> None:
    page.load_example("statement")
    qtbot.waitUntil(lambda: not page.intake.is_copying())

    assert [(file.file_name, file.is_inline) for file in page.session.draft.attachments] == [
        ("linden-mark.png", True),
        ("statement-2026-11.pdf", False),
    ]
    assert page.view.body.html().count("cid:linden-mark.png") == 1
