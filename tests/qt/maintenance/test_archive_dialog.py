"""The common form of the dialogs about the archive."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.maintenance.archive_dialog import ArchiveDialog
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
from tests.qt.maintenance.showing import reported, shown


def test_it_says_how_far_it_is_and_what_came_of_it(qtbot: QtBot) -> None:
    dialog = ArchiveDialog("sample", "Check archive", "It takes a while.")
    shown(qtbot, dialog)
    dialog.show_busy("Checking")
    assert dialog.progress.isVisible()

    dialog.show_message(MessageText("The archive is not damaged.", kind=MessageKind.SUCCESS))

    assert reported(qtbot, dialog) == "The archive is not damaged."
    assert not dialog.progress.isVisible()
    with qtbot.waitSignal(dialog.rejected):
        dialog.close_button.click()
