"""The dialog asks before it erases, and says what was done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.archive.privacy.erase import Erased
from composer_app.archive.privacy.recipient_mask import RecipientMask
from composer_app.services.services import Services
from composer_app.ui.maintenance.erase_dialog import EraseDialog
from composer_app.ui.texts.erase import erased_message, is_everywhere
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.primary_button import PrimaryButton
from tests.qt.messages.samples import add_logs, add_reports, log_entry, report
from tests.task_results import value


def opened(qtbot: QtBot, services: Services, answer: bool, asked: list[str]) -> EraseDialog:
    def confirm(title: str, text: str, verb: str, **options: Any) -> bool:
        asked.append(title)
        return answer

    dialog = EraseDialog(services, confirm=confirm)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def messages(qtbot: QtBot, services: Services) -> int:
    account = services.accounts.current.id
    return int(value(qtbot, services.context.read(lambda reader: reader.messages.total(account))))


def test_a_person_is_erased(qtbot: QtBot, services: Services) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2)])
    add_reports(qtbot, services, [report(1)])
    asked: list[str] = []
    dialog = opened(qtbot, services, True, asked)
    dialog.address.setText("Someone <person1@example.com>")

    with qtbot.waitSignal(services.eraser.erased):
        qtbot.mouseClick(dialog.erase_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.message.isVisible)

    assert asked == ["Erase everything about person1@example.com?"]
    assert dialog.message.title() == "The address is erased."
    assert dialog.message.body().startswith("Erased: 1 message, 1 report, 1 log entry.")
    assert messages(qtbot, services) == 1


def test_only_the_question_has_a_filled_red_button(qtbot: QtBot, services: Services) -> None:
    dialog = opened(qtbot, services, False, [])

    assert dialog.findChildren(PrimaryButton) == []
    assert dialog.erase_button.property("danger") == "true", "its words are red"


def test_enter_in_the_address_asks(qtbot: QtBot, services: Services) -> None:
    asked: list[str] = []
    dialog = opened(qtbot, services, False, asked)
    dialog.address.setText("tom@example.com")

    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)

    assert asked == ["Erase everything about tom@example.com?"]


def test_until_the_data_is_erased_it_says_so(qtbot: QtBot, services: Services) -> None:
    dialog = opened(qtbot, services, True, [])
    dialog.address.setText("person1@example.com")

    dialog.erase()

    assert dialog.progress.isVisible()
    assert not dialog.erase_button.isEnabled()
    qtbot.waitUntil(dialog.message.isVisible)
    assert not dialog.progress.isVisible()


def test_without_a_yes_nothing_happens(qtbot: QtBot, services: Services) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    dialog = opened(qtbot, services, False, [])
    dialog.address.setText("person1@example.com")

    dialog.erase()

    assert messages(qtbot, services) == 1
    assert dialog.address.text()


def test_what_is_no_address_is_not_asked_about(qtbot: QtBot, services: Services) -> None:
    asked: list[str] = []
    dialog = opened(qtbot, services, True, asked)
    dialog.address.setText("tom")

    dialog.erase()

    assert asked == []
    assert dialog.message.kind() is MessageKind.ERROR


def test_what_may_be_left_is_said() -> None:
    mask = RecipientMask("ana@example.com")
    whole = Erased(mask=mask, is_overwritten=True, is_sandbox_emptied=True)
    assert is_everywhere(whole)
    assert erased_message(whole).text.endswith("all mail of the Sandbox was deleted.")
    for left in ({"is_overwritten": False}, {"unreadable_files": 1}, {"accounts": ("A",)}, {"copies": (Path("b"),)}):
        assert not is_everywhere(msgspec.structs.replace(whole, **left))
    said = erased_message(
        Erased(mask=mask, unreadable_files=2, accounts=("Linden",), is_sandbox_emptied=True, copies=(Path("a/old"),))
    ).text
    for words in ("overwritten at the next start", "Sandbox", "2 attachments of other mails are", "Linden", "old."):
        assert words in said
