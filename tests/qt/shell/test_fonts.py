"""Larger and wider fonts: buttons, labels, columns and panels grow with them, and nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.submission import SubmissionState
from composer_app.services.records import MailRef
from composer_app.ui.outbox.outbox_row import OutboxRow
from composer_app.ui.theme import typography
from composer_app.ui.widgets.table.column_kinds import ColumnKind
from composer_app.ui.widgets.table.record_delegate import RecordDelegate
from composer_app.ui.widgets.table.record_table import RecordTable
from tests.qt.shell.whole import Opener

SIZES = ((960, 600), (1280, 800))
PAGES = ("welcome", "compose", "outbox", "reports", "logs")
FONTS = {"4 larger": ("", 4), "wide and 4 larger": ("DejaVu Sans Mono", 4)}


@pytest.fixture(params=list(FONTS.values()), ids=list(FONTS))
def large(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    before = qapp.font()
    family, more = request.param
    qapp.setFont(larger(before, more, family))
    yield
    qapp.setFont(before)


def larger(font: QFont, points: float, family: str = "") -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() + points)
    if family:
        made.setFamilies([family])
    return made


def is_icon_or_row(button: QAbstractButton) -> bool:
    """The icon in a field shows no words, and a row paints its own."""
    return isinstance(button, OutboxRow) or isinstance(button.parentWidget(), QLineEdit)


def cut(top: QWidget) -> list[str]:
    """Buttons that are narrower or lower than their words, and labels whose lines do not fit."""
    found = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
            if widget.height() < widget.heightForWidth(widget.width()):
                found.append(f"label {widget.text()[:40]!r} {widget.size()}")
        elif isinstance(widget, QAbstractButton) and widget.text() and not is_icon_or_row(widget):
            least = widget.minimumSizeHint()
            if widget.width() < least.width() or widget.height() < least.height():
                found.append(f"button {widget.text()[:40]!r} {widget.size()} {least}")
    return found


@pytest.mark.usefixtures("large")
def test_nothing_is_cut(opener: Opener) -> None:
    with opener() as check:
        main_view, window = check.program.main_view, check.program.window
        send_flows.write(check, ("bounce@example.com",), "Will bounce", "<p>Hello</p>")
        send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)
        for size, page in product(SIZES, PAGES):
            window.resize(*size)
            main_view.show_page(page)
            if page in ("reports", "logs"):
                model = main_view.page(page).browser.list.model
                check.driver.until("the list is there", lambda shown=model: shown.rowCount() > 0)
                check.driver.until("the row is read", lambda shown=model: shown.record(0) is not None)
                assert narrow_columns(main_view.page(page).browser.list.table) == []
            check.driver.settle(50)
            assert cut(window) == [], (size, page)
            assert check.program.window.width() == size[0], "no page makes the window grow"


@pytest.mark.usefixtures("large")
def test_nothing_of_a_sent_mail_is_cut(opener: Opener) -> None:
    with opener() as check:
        main_view, window = check.program.main_view, check.program.window
        attachments = check.program.services.attachments
        attaching = attachments.attach_bytes(b"figures", "a statement with a name of a usual length.pdf")
        check.driver.until("the file is attached", lambda: attaching.is_done)
        send_flows.write(check, ("bounce@example.com", "ana@example.com"), "Will bounce " * 8, "<p>Hello</p>")
        main_view.page("compose").session.add_file(attaching.result())
        submission = send_flows.send(check)
        send_flows.until_settled(check, submission, SubmissionState.ACCEPTED)
        window.resize(*SIZES[0])
        main_view.page("outbox").mail_wanted.emit(MailRef(submission.id), 0, 1)
        page = main_view.page("sent_mail")
        check.driver.until("the mail is shown", lambda: page.files.isVisible())
        page.body.finder.open_field()
        for size in SIZES:
            window.resize(*size)
            check.driver.settle(50)
            assert cut(page) == [], size
            assert window.width() == size[0], "it does not make the window grow"


def narrow_columns(table: RecordTable) -> list[str]:
    """Times and statuses that do not fit their columns."""
    model, delegate = table.model(), table.itemDelegate()
    assert isinstance(delegate, RecordDelegate)
    found = []
    for column in range(model.columnCount()):
        index = model.index(0, column)
        is_short = delegate.kind(column) in (ColumnKind.TIME, ColumnKind.OUTCOME)
        if not table.isColumnHidden(column) and is_short and delegate.content_width(index) > table.columnWidth(column):
            found.append(f"{index.data()} in {table.columnWidth(column)}")
    return found


def test_columns_kept_in_a_small_font_grow_with_the_next_one(opener: Opener, qapp: QApplication) -> None:
    with opener() as check:
        add_mail(check)
    before = qapp.font()
    qapp.setFont(larger(before, 4))
    try:
        with opener() as check:
            check.program.main_view.show_page("logs")
            browser = check.program.main_view.page("logs").browser
            check.driver.until("the row is read", lambda: browser.list.model.record(0) is not None)
            assert narrow_columns(browser.list.table) == []
    finally:
        qapp.setFont(before)


def add_mail(check: Check) -> None:
    """Show the logs with a mail in them, so that their columns are kept."""
    send_flows.write(check, ("ana@example.com",), "Hello", "<p>Hello</p>")
    send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)
    check.program.main_view.show_page("logs")


def test_units_follow_size_and_width_of_the_font(qapp: QApplication) -> None:
    before = qapp.font()
    try:
        usual = typography.units(100)
        qapp.setFont(larger(before, 4))
        larger_font = typography.units(100)
        qapp.setFont(larger(before, 4, "DejaVu Sans Mono"))
        wide = typography.units(100)
        qapp.setFont(larger(before, -2))
        assert typography.units(100) == 100
    finally:
        qapp.setFont(before)
    assert usual < larger_font <= wide
