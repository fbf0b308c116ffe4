"""Names, subjects, addresses and the vendor's words that look like HTML, over every page of the whole window."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QHelpEvent, QTextDocumentFragment
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTableView, QTextEdit, QToolTip, QWidget

from composer_app.archive.archive import Archive
from composer_app.cli.self_check.check import Check
from composer_app.domain.account import Account, AccountUse
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import new_draft_id
from composer_app.domain.status import VendorError
from composer_app.services.runtime.tasks import Task
from composer_app.ui.widgets.confirm import ConfirmDialog
from composer_app.ui.widgets.plain_text import Label, MarkupLabel
from tests.faulty_server import accepts, answers, faulty_server
from tests.patience import PATIENCE_S
from tests.proofs.pipe import Pipe
from tests.qt.messages.samples import draft, log_entry, report
from tests.qt.shell.whole import use_account
from tests.unit.archive.statuses import BOUNCED

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
OURS = ("span", "a", "br")
"""The elements that our own markup has."""


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipe]:
    """In the working directory, where the name alone leads to it."""
    monkeypatch.chdir(tmp_path)
    made = Pipe(tmp_path / "pipe")
    yield made
    made.stop()


def until(check: Check, task: Task[object]) -> None:
    check.driver.until("it is in the archive", lambda: task.is_done)
    task.result()


def fill(check: Check, hostile: str, account: Account) -> None:
    """Mail in every state, whose every word is hostile."""
    context = check.program.services.context
    now = context.clock()
    error = VendorError(2, hostile, 6010, hostile, hostile, True)
    status = msgspec.structs.replace(BOUNCED, description=hostile)
    changes: dict[str, Any] = {"status": status, "error": error, "sender": hostile, "to": hostile}
    log = msgspec.structs.replace(log_entry(1), text=hostile, **changes)
    reported = msgspec.structs.replace(report(1), **changes)
    made = draft(hostile, [f'"{hostile}" <ana@example.com>', hostile])
    kept = msgspec.structs.replace(made, id=new_draft_id(), account_id=account.id, updated_at=now)
    content = msgspec.structs.replace(kept, to=(f'"{hostile}" <ana@example.com>',))

    def add(archive: Archive) -> None:
        archive.logs.ingest(account.id, [log], now, None)
        answer = archive.answers.store(account.id, "reports", "", b"{}", True, now)
        archive.reports.ingest(answer, [reported], None, now)
        archive.outbox.queue(submission_of(content, "text", account, now), None)

    until(check, context.write(add))
    check.program.main_view.show_page("compose")
    check.program.main_view.page("compose").session.open(kept)


def what_is_wrong(hostile: str) -> list[str]:
    """Every widget and action that would show the text as something else than it is."""
    found = []
    for widget in QApplication.allWidgets():
        place = f"{type(widget).__name__} {widget.objectName()}"
        if (
            isinstance(widget, QLabel)
            and not isinstance(widget, MarkupLabel)
            and widget.textFormat() is not Qt.TextFormat.PlainText
            and GuiQt.mightBeRichText(widget.text())
        ):
            found.append(f"label {place}: {widget.text()}")
        if isinstance(widget, MarkupLabel):
            elements = set(re.findall(r"<\s*([a-z]+)", widget.text()))
            found += [f"markup {place}: {one}" for one in elements.difference(OURS)]
        if isinstance(widget, QTextEdit) and any(one.isImageFormat() for one in widget.document().allFormats()):
            found.append(f"document {place}")
        found += _wrong_tooltip(widget.toolTip(), place)
        if isinstance(widget, QMenu):
            widget.aboutToShow.emit()
    for action in _actions():
        place = f"action {action.objectName()} {action.text()!r}"
        if hostile[:20] in action.text():
            found += _wrong_tooltip(action.toolTip(), place) if action.toolTip() != _plain(action.text()) else []
            if "&" in action.text().replace("&&", "") or action.text().count("\t") > 1 or "\n" in action.text():
                found.append(place)
    return found


def _actions() -> Iterator[QAction]:
    for top in QApplication.topLevelWidgets():
        yield from top.findChildren(QAction)


def _wrong_tooltip(tip: str, place: str) -> list[str]:
    elements = set(re.findall(r"<\s*([a-z]+)", tip)) if GuiQt.mightBeRichText(tip) else set()
    return [f"tooltip of {place}: {tip}"] if elements.difference(OURS) else []


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").partition("\t")[0]


def show_every_tooltip(check: Check) -> list[str]:
    """As if the mouse rested on every widget and every cell; what was shown."""
    shown = []
    for widget in check.program.window.findChildren(QWidget):
        if not shiboken6.isValid(widget) or not widget.isVisible():
            continue
        spots = [widget.rect().center()]
        if isinstance(widget.parent(), QTableView):
            table = widget.parent()
            spots = [table.visualRect(table.model().index(0, column)).center() for column in range(12)]
        for spot in spots:
            tip = QHelpEvent(QEvent.Type.ToolTip, spot, widget.mapToGlobal(spot))
            QApplication.sendEvent(widget, tip)
            text = QToolTip.text()
            shown.append(QTextDocumentFragment.fromHtml(text).toPlainText() if GuiQt.mightBeRichText(text) else text)
    QToolTip.hideText()
    return shown


def test_no_page_takes_other_peoples_words_for_markup(check: Check, pipe: Pipe) -> None:
    hostile = "<img src='pipe'>&<style>*{display:none}</style>"
    with faulty_server() as server:
        server.plays("POST", "/email/3/send", accepts())
        server.plays("GET", "/email/1/logs", answers({"results": []}))
        server.plays("GET", "/email/1/reports", answers({"results": []}))
        account = use_account(check, server.url, AccountUse.LIVE, name=hostile)
        fill(check, hostile, account)
        wrong, shown = [], []
        for page in ("compose", "outbox", "reports", "logs"):
            check.go_to(page)
            if page in ("reports", "logs"):
                check.until_row(page, to=hostile)
                table = check.driver.find(QTableView, "record_table", check.program.main_view.page(page))
                table.selectRow(0)
                table.setFocus()
                check.driver.press(table, Qt.Key.Key_Space)
            wrong += what_is_wrong(hostile)
            shown += show_every_tooltip(check)
        check.driver.press(table, Qt.Key.Key_Return)
        sent_mail = check.program.main_view.page("sent_mail")
        check.driver.until("the mail is shown", lambda: bool(sent_mail.head.fact("to")))
        for part in ("mail", "text", "headers", "raw"):
            sent_mail.body.views.set_current(part)
            wrong += what_is_wrong(hostile)
            shown += show_every_tooltip(check)

    assert wrong == []
    assert [text for text in shown if hostile in text] != []
    assert not pipe.was_read()


def test_the_question_before_a_live_send_shows_all_of_it(check: Check, pipe: Pipe) -> None:
    hostile = "<img src='pipe'><style>*{display:none}</style>"
    dialog = ConfirmDialog(f"Send to {hostile}?", f"Subject: {hostile}", "Send mail", parent=check.program.window)
    dialog.show()

    texts = [label.text().replace(ZERO_WIDTH_SPACE, "") for label in dialog.findChildren(Label) if label.isVisible()]
    dialog.grab()
    dialog.close()

    assert texts == [f"Send to {hostile}?", f"Subject: {hostile}"]
    assert not pipe.was_read()


@pytest.mark.parametrize("text", ["x" * 20_000, "word " * 20_000, "\n" * 2_000])
def test_a_question_stays_on_the_screen_however_long_its_words_are(text: str, check: Check) -> None:
    dialog = ConfirmDialog(f"Send to {text}?", f"Subject: {text}", "Send mail", parent=check.program.window)
    dialog.show()
    size = dialog.size()
    dialog.close()

    assert size.width() < 700
    assert size.height() < 700


def test_the_pipe_notices_a_reader(qapp: QObject, pipe: Pipe) -> None:
    label = QLabel("<img src='pipe'>")
    label.grab()

    assert pipe.was_read(PATIENCE_S)
