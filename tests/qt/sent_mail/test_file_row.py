"""Files of a sent mail, to open and to save."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.mail import Attachment
from composer_app.ui.sent_mail.file_row import FileRow
from tests.qt.windows import child, show

BILL = Attachment("a" * 64, "bill.pdf", "application/pdf", 1_200_000)
LOGO = Attachment("b" * 64, "logo.png", "image/png", 900, True)
GONE = Attachment("c" * 64, "gone.txt", "text/plain", 9)


def test_each_part_asks_for_its_file(qtbot: QtBot) -> None:
    row = show(qtbot, FileRow(), 700, 60)
    row.show_files((BILL, LOGO, GONE), {GONE.sha256})
    bill, logo, gone = row.files()

    with qtbot.waitSignal(row.open_wanted) as opened:
        qtbot.mouseClick(bill.open, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(row.save_wanted) as saved:
        qtbot.mouseClick(logo.save, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(row.save_all_wanted) as all_saved:
        qtbot.mouseClick(child(row, QAbstractButton, "save_all"), Qt.MouseButton.LeftButton)

    assert (opened.args, saved.args, all_saved.args) == ([BILL], [LOGO], [(BILL, LOGO)])
    assert bill.open.accessibleName() == "Open a copy of bill.pdf, 1.2 MB"
    assert not gone.open.isEnabled()
    assert "is gone" in gone.open.toolTip()


def test_many_files_stand_in_lines_and_the_same_ones_stay(qtbot: QtBot) -> None:
    row = FileRow()
    home = QWidget()
    row.setParent(home)
    show(qtbot, home, 500, 300)
    row.resize(500, 40)
    files = [Attachment(f"{number:064}", f"statement-{number}.pdf", "application/pdf", 9) for number in range(9)]
    row.show_files(files, frozenset())
    before = row.files()
    assert row.sizeHint().height() > 80

    row.show_files(files, frozenset())
    assert row.files() == before
    row.show_files((), frozenset())
    assert row.isHidden()
