"""The page of a sent mail over real services, and a mail with values for its placeholders."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from composer_app.domain.draft_validation import submission_of
from composer_app.domain.mail import Attachment
from composer_app.domain.submission import Submission
from composer_app.services.records import MailRef
from composer_app.services.services import Services
from composer_app.ui.sent_mail.sent_mail_page import SentMailPage
from tests.qt.messages.samples import draft
from tests.qt.windows import show
from tests.task_results import value

PEOPLE = ("Ana Kovac <ana@example.com>", "ben@example.com", "tom@corp.example")
Queue = Callable[..., Submission]


@pytest.fixture
def queue(qtbot: QtBot, services: Services) -> Queue:
    """Puts a mail into the outbox, where it stays: each recipient has a name as the value of `{{name}}`."""

    def put(
        *people: str, html: str = "", text: str = "Hello {{name}}", files: tuple[Attachment, ...] = ()
    ) -> Submission:
        written = msgspec.structs.replace(draft("For {{name}}", people or PEOPLE), html=html, attachments=files)
        plain = submission_of(written, text, services.accounts.current, services.context.clock())
        named = tuple(
            msgspec.structs.replace(one, placeholders={"name": one.mailbox.address.partition("@")[0]})
            for one in plain.recipients
        )
        submission = msgspec.structs.replace(plain, recipients=named)
        value(qtbot, services.context.write(lambda archive: archive.outbox.queue(submission, None)))
        return submission

    return put


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> Iterator[SentMailPage]:
    made = show(qtbot, SentMailPage(services), 1180, 700)
    made.activateWindow()
    yield made
    made.hide()


def open_mail(qtbot: QtBot, page: SentMailPage, wanted: MailRef, place: int = 0, total: int = 1) -> None:
    """Show a mail, and wait until it is there."""
    with qtbot.waitSignal(page.status_changed):
        page.show_mail(wanted, "logs", place, total)
