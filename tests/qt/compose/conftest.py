"""The real page over real services in a profile of its own. Nothing leaves the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer_app.app import build_services
from composer_app.domain.draft import Draft
from composer_app.domain.ids import MessageId
from composer_app.domain.price import Price
from composer_app.domain.status import Status, VendorError
from composer_app.domain.submission import Submission
from composer_app.domain.vendor_records import LogEntry
from composer_app.services.profile import Profile
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.compose.compose_page import PREVIEW_FLAG, ComposePage
from composer_app.ui.widgets.confirm import Alternative
from tests.task_results import value


class Asked:
    """Takes the place of the dialog that asks for a yes."""

    def __init__(self) -> None:
        self.questions: list[str] = []
        self.answer = True
        self.takes_alternative = False
        self.meanwhile: Callable[[], None] = lambda: None
        """What happens while the question is open."""

    def __call__(
        self,
        title: str,
        text: str,
        verb: str,
        *,
        danger: bool = False,
        cancel: str = "Cancel",
        instead: Alternative | None = None,
        parent: QWidget | None = None,
    ) -> bool:
        self.questions.append(f"{title} {text} [{verb}]")
        self.meanwhile()
        if instead is not None and self.takes_alternative:
            instead.start()
            return False
        return self.answer


@pytest.fixture
def services(qapp: QApplication, tmp_path: Path) -> Iterator[Services]:
    profile = Profile(tmp_path / "profile")
    built = build_services(profile, Settings(profile.settings))
    built.outbox.stop()  # what is queued stays queued
    built.settings.set_flag(PREVIEW_FLAG, False)  # no test but those of the preview loads a browser
    yield built
    assert built.stop()


@pytest.fixture
def asked() -> Asked:
    return Asked()


MakePage = Callable[..., ComposePage]


@pytest.fixture
def registry(services: Services) -> CommandRegistry:
    return CommandRegistry(services.context)


@pytest.fixture
def make_page(qtbot: QtBot, services: Services, asked: Asked) -> MakePage:
    """A page as the window shows it, with the last draft open."""

    def make(registry: CommandRegistry | None = None) -> ComposePage:
        page = ComposePage(services, registry or CommandRegistry(services.context), confirm=asked)
        qtbot.addWidget(page)
        page.resize(1280, 676)
        page.show()
        page.enter()
        value(qtbot, services.drafts.list())  # jobs of the archive are done in turn
        return page

    return make


@pytest.fixture
def page(make_page: MakePage, registry: CommandRegistry) -> ComposePage:
    return make_page(registry)


def write_mail(qtbot: QtBot, page: ComposePage, *, subject: str = "Hello", html: str = "<p>Hello</p>") -> None:
    """Write a mail to Ana that lacks nothing."""
    page.view.header.recipients.fields["to"].add_text("ana@example.com")
    qtbot.keyClicks(page.view.header.subject, subject)
    page.view.body.html_editor.insertPlainText(html)


def write_sender(qtbot: QtBot, page: ComposePage, sender: str) -> None:
    """Type another sender into From."""
    line = page.view.header.sender_field.line()
    line.selectAll()
    qtbot.keyClicks(line, sender)


def send(qtbot: QtBot, page: ComposePage) -> Submission:
    """Press Send, and wait until the mail is in the outbox."""
    with qtbot.waitSignal(page.sent) as sent:
        page.view.actions.send_button.click()
    submission: Submission = sent.args[0]
    return submission


Stored = Callable[[], tuple[Draft, ...]]


@pytest.fixture
def stored(qtbot: QtBot, services: Services) -> Stored:
    """What the archive holds as drafts now."""

    def ask() -> tuple[Draft, ...]:
        return value(qtbot, services.drafts.list())

    return ask


def store_price(qtbot: QtBot, services: Services, price: str) -> None:
    """A mail of the current account cost so many EUR."""
    account, now = services.accounts.current.id, services.context.clock()
    sent = LogEntry(
        message_id=MessageId("m-1"),
        to="ana@example.com",
        status=Status(3, "DELIVERED", 5),
        sent_at=now,
        price=Price(Decimal(price), "EUR"),
        error=VendorError(),
        raw=b"{}",
    )
    value(qtbot, services.context.write(lambda archive: archive.logs.ingest(account, (sent,), now, None)))


def files(*paths: Path | str) -> QMimeData:
    """What a file manager hands over."""
    mime = QMimeData()
    mime.setUrls([QUrl(p) if isinstance(p, str) else QUrl.fromLocalFile(str(p)) for p in paths])
    return mime


def drag(target: QWidget, mime: QMimeData, where: QPoint) -> QDragEnterEvent:
    """Move what is dragged to a point of `target`."""
    args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(where, *args)
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, QDragMoveEvent(where, *args))
    return enter


def drop(target: QWidget, mime: QMimeData, where: QPoint) -> None:
    """Drag to a point of `target` and let go."""
    drag(target, mime, where)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDropEvent(where.toPointF(), Qt.DropAction.CopyAction, mime, buttons, keys))
