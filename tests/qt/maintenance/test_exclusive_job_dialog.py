"""The result of a restore or a repair."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind, ExclusiveJobResult
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.maintenance.exclusive_job_dialog import ExclusiveJobDialog
from tests.qt.maintenance.showing import shown


@pytest.mark.parametrize(
    ("done", "title", "parts"),
    [
        (
            ExclusiveJobResult(ExclusiveJobKind.RESTORE, None, Path("a/archive.sqlite.before-restore"), 2),
            "The backup is restored.",
            [
                "2 waiting mails are not sent automatically",
                "The archive from before is kept: archive.sqlite.before-restore",
            ],
        ),
        (
            ExclusiveJobResult(ExclusiveJobKind.REPAIR, None, Path("a/archive.sqlite.damaged"), 0, 1),
            "The archive is repaired.",
            ["1 place in the damaged file could not be read.", "The damaged archive is kept: archive.sqlite.damaged"],
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
    (show,) = [one for one in dialog.findChildren(QAbstractButton) if one.text() == "Show outbox"]
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert outbox == [True]
    assert not dialog.isVisible()
