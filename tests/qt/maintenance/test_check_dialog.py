"""The dialog that checks the archive and has it repaired."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.archive import integrity_check
from composer_app.archive.archive import Archive
from composer_app.archive.integrity_check import Checked
from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind
from composer_app.services.services import Services
from composer_app.ui.maintenance.archive_dialog import ArchiveDialog
from composer_app.ui.maintenance.check_dialog import CheckDialog
from composer_app.ui.texts import maintenance
from composer_app.ui.theme.colours import MessageKind
from tests.patience import PATIENCE_S
from tests.qt.maintenance.showing import reported, shown


def test_a_whole_archive(qtbot: QtBot, services: Services) -> None:
    dialog = CheckDialog(services)
    shown(qtbot, dialog)
    assert dialog.progress.isVisible()
    assert reported(qtbot, dialog) == "The archive is not damaged."
    assert not dialog.progress.isVisible()
    assert not dialog.repair_button.isVisible()
    assert not dialog.isModal(), "one can go on working"


def test_a_damaged_one_can_be_repaired(qtbot: QtBot, services: Services) -> None:
    services.context.archive.write(_spoil).result(PATIENCE_S)
    dialog = CheckDialog(services, for_repair=True)
    shown(qtbot, dialog)
    assert reported(qtbot, dialog) == "The archive is damaged."
    assert dialog.message.vendor() == "the sums of outcomes are wrong."
    with qtbot.waitSignal(services.maintenance.exclusive_job_wanted) as wanted:
        qtbot.mouseClick(dialog.repair_button, Qt.MouseButton.LeftButton)
    assert wanted.args is not None
    assert wanted.args[0].kind is ExclusiveJobKind.REPAIR
    wanted.args[1].release()
    assert not dialog.isVisible()


def _spoil(archive: Archive) -> None:
    archive.database.run("INSERT INTO outcome_count VALUES (1, 'bounced', 7)")


def test_closing_breaks_the_check_off(qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    is_closed = threading.Event()
    check = integrity_check.check_beside

    def check_later(path: Path, is_unwanted: Callable[[], bool]) -> Checked:
        is_closed.wait(PATIENCE_S)
        return check(path, is_unwanted)

    monkeypatch.setattr(integrity_check, "check_beside", check_later)
    dialog = CheckDialog(services)
    shown(qtbot, dialog)

    dialog.reject()
    is_closed.set()

    assert reported_later(qtbot, dialog) == "Stopped."


def reported_later(qtbot: QtBot, dialog: ArchiveDialog) -> str:
    qtbot.waitUntil(lambda: bool(dialog.message.title()))
    return dialog.message.title()


@pytest.mark.parametrize(
    ("checked", "title", "kind"),
    [
        (Checked((), True), "The archive is not damaged.", MessageKind.SUCCESS),
        (Checked((), False), "The archive is not damaged, but the search was not checked.", MessageKind.WARNING),
        (Checked(("a", "b", "c", "d"), True), "The archive is damaged.", MessageKind.ERROR),
    ],
)
def test_words_of_a_check(checked: Checked, title: str, kind: MessageKind) -> None:
    reported = maintenance.checked(checked.problems, with_search=checked.with_search)
    assert (reported.title, reported.kind) == (title, kind)
    assert reported.vendor == ("a; b; c. And 1 more." if checked.problems else "")
