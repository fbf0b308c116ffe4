"""The dialogs say what they do, how far it is, and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.archive.archive import Archive
from composer_app.archive.integrity_check import Checked
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind, ExclusiveJobResult
from composer_app.services.services import Services
from composer_app.ui.maintenance.archive_dialog import ArchiveDialog
from composer_app.ui.maintenance.backup_dialog import BackupDialog, suggestion
from composer_app.ui.maintenance.check_dialog import CheckDialog
from composer_app.ui.maintenance.exclusive_job_dialog import ExclusiveJobDialog
from composer_app.ui.maintenance.restore_dialog import RestoreDialog
from composer_app.ui.shell.command_registry import CommandRegistry
from composer_app.ui.texts import maintenance
from composer_app.ui.theme.colours import MessageKind
from tests.task_results import value

PATIENCE_MS = 10_000


def told(qtbot: QtBot, dialog: ArchiveDialog) -> str:
    qtbot.waitUntil(dialog.message.isVisible, timeout=PATIENCE_MS)
    return dialog.message.title()


def shown(qtbot: QtBot, dialog: ArchiveDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()


def test_a_whole_archive(qtbot: QtBot, services: Services) -> None:
    dialog = CheckDialog(services)
    shown(qtbot, dialog)
    assert dialog.progress.isVisible()
    assert told(qtbot, dialog) == "All whole."
    assert not dialog.progress.isVisible()
    assert not dialog.repair_button.isVisible()
    assert not dialog.isModal(), "one can go on working"


def test_a_damaged_one_can_be_repaired(qtbot: QtBot, services: Services) -> None:
    services.context.archive.write(_spoil).result(5)
    dialog = CheckDialog(services, for_repair=True)
    shown(qtbot, dialog)
    assert told(qtbot, dialog) == "The archive is damaged."
    assert dialog.message.vendor() == "the sums of outcomes are wrong."
    with qtbot.waitSignal(services.maintenance.exclusive_job_wanted) as wanted:
        qtbot.mouseClick(dialog.repair_button, Qt.MouseButton.LeftButton)
    assert wanted.args is not None
    assert wanted.args[0].kind is ExclusiveJobKind.REPAIR
    wanted.args[1].release()
    assert not dialog.isVisible()


def _spoil(archive: Archive) -> None:
    archive.database.run("INSERT INTO outcome_count VALUES (1, 'bounced', 7)")


def test_closing_breaks_the_check_off(qtbot: QtBot, services: Services) -> None:
    dialog = CheckDialog(services)
    shown(qtbot, dialog)
    is_unwanted = services.maintenance._unwanted
    dialog.reject()
    assert is_unwanted.is_set()
    assert told_later(qtbot, dialog) in ("Stopped.", "All whole.")


def told_later(qtbot: QtBot, dialog: ArchiveDialog) -> str:
    qtbot.waitUntil(lambda: bool(dialog.message.title()), timeout=PATIENCE_MS)
    return dialog.message.title()


def test_a_backup(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    suggested: list[Path] = []

    def choose(_parent: object, suggestion: Path) -> Path:
        suggested.append(suggestion)
        return tmp_path / "all.zip"

    dialog = BackupDialog(services, choose=choose)
    shown(qtbot, dialog)
    qtbot.mouseClick(dialog.back_up_button, Qt.MouseButton.LeftButton)
    assert dialog.close_button.text() == "Stop"
    assert told(qtbot, dialog) == "Backed up."
    assert dialog.message.body().startswith("all.zip holds the archive and 0 attachments, ")
    assert dialog.close_button.text() == "Close"
    assert suggested == [suggestion(services.context.clock())]
    assert not dialog.isModal()


def test_where_no_file_is_chosen_nothing_happens(qtbot: QtBot, services: Services) -> None:
    backup, restore = BackupDialog(services, choose=lambda *_: None), RestoreDialog(services, choose=lambda _: None)
    shown(qtbot, backup)
    shown(qtbot, restore)
    backup.back_up()
    restore.choose()
    restore.restore()
    assert not backup.progress.isVisible()
    assert not restore.restore_button.isEnabled()


def test_what_cannot_be_written_is_told(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Ana")
    dialog = BackupDialog(services, choose=lambda *_: tmp_path / "letter")
    shown(qtbot, dialog)
    dialog.back_up()
    assert told(qtbot, dialog) == "letter is something else than a backup."
    assert dialog.back_up_button.isEnabled()


def test_something_else_cannot_be_restored(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Ana")
    dialog = RestoreDialog(services, choose=lambda _: tmp_path / "letter")
    shown(qtbot, dialog)
    dialog.choose()
    assert told(qtbot, dialog) == "letter is no backup."
    assert not dialog.restore_button.isEnabled()


def test_a_backup_says_what_it_is(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    value(qtbot, services.maintenance.back_up(tmp_path / "all.zip"))
    dialog = RestoreDialog(services, choose=lambda _: tmp_path / "all.zip")
    shown(qtbot, dialog)
    dialog.choose()
    assert told(qtbot, dialog).startswith("A backup of ")
    assert dialog.restore_button.isEnabled()


@pytest.mark.parametrize(
    ("checked", "title", "kind"),
    [
        (Checked((), True), "All whole.", MessageKind.SUCCESS),
        (Checked((), False), "What was checked is whole.", MessageKind.WARNING),
        (Checked(("a", "b", "c", "d"), True), "The archive is damaged.", MessageKind.ERROR),
    ],
)
def test_words_of_a_check(checked: Checked, title: str, kind: MessageKind) -> None:
    told = maintenance.checked(checked.problems, with_search=checked.with_search)
    assert (told.title, told.kind) == (title, kind)
    assert told.vendor == ("a; b; c. And 1 more." if checked.problems else "")


@pytest.mark.parametrize(
    ("done", "title", "parts"),
    [
        (
            ExclusiveJobResult(ExclusiveJobKind.RESTORE, None, Path("a/archive.sqlite.before-restore"), 2),
            "The backup is in place.",
            ["2 mails that waited in it are looked up", "The former archive is kept: archive.sqlite.before-restore"],
        ),
        (
            ExclusiveJobResult(ExclusiveJobKind.REPAIR, None, Path("a/archive.sqlite.damaged"), 0, 1),
            "The archive is repaired.",
            ["1 place of the damaged file could not be read.", "The damaged archive is kept: archive.sqlite.damaged"],
        ),
        (
            ExclusiveJobResult(ExclusiveJobKind.REPAIR, Problem(ProblemCode.ARCHIVE_FULL)),
            "The disk is full.",
            ["Nothing was changed."],
        ),
    ],
)
def test_words_of_what_it_brought(
    qtbot: QtBot, commands: CommandRegistry, done: ExclusiveJobResult, title: str, parts: list[str]
) -> None:
    dialog = ExclusiveJobDialog(done, commands)
    shown(qtbot, dialog)
    assert dialog.message.title() == title
    assert all(part in dialog.message.body() for part in parts)


def test_the_mails_in_doubt_are_shown(qtbot: QtBot, commands: CommandRegistry) -> None:
    outbox: list[bool] = []
    commands.add("page_outbox").triggered.connect(lambda: outbox.append(True))
    dialog = ExclusiveJobDialog(ExclusiveJobResult(ExclusiveJobKind.RESTORE, None, None, 1), commands)
    shown(qtbot, dialog)
    dialog._show_outbox()
    assert outbox == [True]
    assert not dialog.isVisible()


def test_the_suggested_name_has_the_day() -> None:
    at = datetime(2026, 11, 29, 12, tzinfo=UTC)
    assert suggestion(at).name == "mail-composer-2026-11-29.zip"
