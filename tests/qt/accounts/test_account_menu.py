"""The account button: which account is in use, and the way to another."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.account import SANDBOX, AccountUse
from composer_app.domain.ids import AccountId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.accounts.accounts import Saved
from composer_app.services.connections.credentials import Kept
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.accounts.account_dialog import AccountDialog
from composer_app.ui.accounts.account_menu import AccountMenu
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.widgets.mnemonics import plain
from tests.qt.accounts.samples import LINDEN, services_with

TEST = msgspec.structs.replace(LINDEN, id=AccountId("a2"), name="R&D " + "long " * 20, use=AccountUse.TEST)


class Stand:
    """The button in a window, with its commands."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.services = services_with(LINDEN, TEST)
        self.commands = CommandRegistry()
        self.agrees = True
        self.menu = AccountMenu(self.services, self.commands, self.window, confirm=self.confirm)
        self.window.show()

    def confirm(self, title: str, text: str, verb: str, **_rest: Any) -> bool:
        return self.agrees

    def entries(self) -> list[QAction]:
        self.menu.menu().aboutToShow.emit()
        return self.menu.menu().actions()


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return Stand(qtbot)


def test_the_sandbox_cannot_be_changed_or_removed(stand: Stand) -> None:
    assert stand.menu.text() == "Sandbox"
    assert not stand.commands["edit_account"].isEnabled()
    assert not stand.commands["remove_account"].isEnabled()


@pytest.mark.parametrize("use", [AccountUse.LIVE, AccountUse.TEST])
def test_a_name_without_room_ends_with_dots(stand: Stand, use: AccountUse) -> None:
    stand.services.accounts.use(LINDEN.id if use is AccountUse.LIVE else TEST.id)
    whole = stand.menu.sizeHint().width()
    stand.menu.resize(whole, 32)
    name = stand.menu.text()
    assert stand.menu.fitting_text() == name
    full = stand.menu.grab().toImage()

    stand.menu.resize(whole - 30, 32)

    shown = stand.menu.fitting_text()
    assert shown.endswith("…")
    assert name.startswith(shown.removesuffix("…"))
    assert stand.menu.grab().toImage() != full
    stand.menu.resize(40, 32)
    assert not stand.menu.grab().isNull()


def test_a_live_account_says_so(stand: Stand) -> None:
    stand.services.accounts.use(LINDEN.id)

    assert stand.menu.text() == "Linden Energy"
    assert stand.menu.accessibleName() == "Account Linden Energy, live"
    assert stand.commands["edit_account"].isEnabled()


def test_a_long_name_is_cut_and_reported_whole_in_the_tooltip(stand: Stand) -> None:
    stand.services.accounts.use(TEST.id)

    assert stand.menu.text().startswith("R&&D")
    assert stand.menu.sizeHint().width() < 320
    assert TEST.name in stand.menu.toolTip()


def test_the_menu_changes_the_account(stand: Stand) -> None:
    texts = [plain(action.text()) for action in stand.entries()]
    assert texts[:2] == ["Sandbox", "Linden Energy  (live)"]
    assert stand.entries()[0].isChecked()

    stand.entries()[1].trigger()

    assert stand.services.accounts.current is LINDEN
    assert stand.entries()[1].isChecked()


def test_add_account_opens_the_dialog_and_takes_the_new_account_into_use(stand: Stand, qtbot: QtBot) -> None:
    stand.commands["add_account"].trigger()
    dialog = stand.window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)
    assert dialog.isVisible()

    with qtbot.waitSignal(stand.menu.toast_wanted) as emitted:
        dialog.saved.emit(Saved(LINDEN, Kept()), True)

    assert stand.services.accounts.current is LINDEN
    assert emitted.args[0] == "Linden Energy is saved. Its key is in the system keyring."


def test_enter_the_key_begins_at_the_key(stand: Stand) -> None:
    assert not stand.commands["enter_key"].isEnabled()
    stand.services.accounts.use(LINDEN.id)

    stand.commands["enter_key"].trigger()

    dialog = stand.window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)
    assert dialog.focusWidget() is dialog.form.secret_field


def test_remove_asks_first(stand: Stand) -> None:
    stand.services.accounts.use(LINDEN.id)
    stand.agrees = False
    stand.commands["remove_account"].trigger()
    assert stand.services.accounts.removed == []

    stand.agrees = True
    stand.commands["remove_account"].trigger()
    assert stand.services.accounts.removed == [LINDEN.id]


def test_remove_in_the_dialog_closes_it(stand: Stand, qtbot: QtBot) -> None:
    stand.services.accounts.use(LINDEN.id)
    stand.commands["edit_account"].trigger()
    dialog = stand.window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)

    with qtbot.waitSignal(dialog.finished):
        dialog.removal_wanted.emit(LINDEN)

    assert stand.services.accounts.removed == [LINDEN.id]


def test_a_key_that_stays_in_the_keyring_is_reported(stand: Stand, qtbot: QtBot) -> None:
    stand.services.accounts.use(LINDEN.id)
    stand.services.accounts.error = Failed(Problem(ProblemCode.KEYRING_LOCKED))
    stand.services.accounts.is_removed = True

    with qtbot.waitSignal(stand.menu.toast_wanted) as emitted:
        stand.commands["remove_account"].trigger()

    assert "Delete it there" in emitted.args[0]


def test_one_that_the_archive_could_not_remove_is_not_called_removed(stand: Stand, qtbot: QtBot) -> None:
    stand.services.accounts.use(LINDEN.id)
    stand.services.accounts.error = Failed(Problem(ProblemCode.ARCHIVE_FULL))

    with qtbot.waitSignal(stand.menu.toast_wanted) as emitted:
        stand.commands["remove_account"].trigger()

    assert emitted.args[0].startswith("The account was not removed.")


def test_the_sandbox_is_always_first(stand: Stand) -> None:
    assert stand.services.accounts.all()[0] is SANDBOX


def test_one_whose_mail_is_not_settled_stays_and_the_way_to_the_mail_is_shown(stand: Stand, qtbot: QtBot) -> None:
    stand.services.accounts.use(LINDEN.id)
    stand.services.accounts.error = Failed(Problem(ProblemCode.ACCOUNT_IN_USE))
    shown: list[None] = []
    stand.commands.add("page_outbox", menu="View").triggered.connect(lambda: shown.append(None))

    stand.commands["remove_account"].trigger()

    qtbot.waitUntil(lambda: bool(shown))
