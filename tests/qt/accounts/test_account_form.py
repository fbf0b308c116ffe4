"""The fields of an account."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.account import Account, AccountUse, AuthScheme, Generation
from composer_app.domain.secret import Secret
from composer_app.ui.accounts.account_form import AccountForm
from tests.qt.accounts.samples import LINDEN
from tests.qt.windows import show


def form_of(qtbot: QtBot, account: Account | None, taken: tuple[str, ...] = ()) -> AccountForm:
    return show(qtbot, AccountForm(account, taken))


@pytest.mark.parametrize(
    "account",
    [
        LINDEN,
        msgspec.structs.replace(LINDEN, use=AccountUse.TEST, is_only_reader=True, default_sender=""),
        msgspec.structs.replace(LINDEN, loads_images=False),
        msgspec.structs.replace(LINDEN, auth=AuthScheme.BASIC, generation=Generation.V4),
    ],
)
def test_an_account_that_is_not_changed_comes_out_as_it_went_in(qtbot: QtBot, account: Account) -> None:
    assert form_of(qtbot, account).account() == account


def test_what_is_missing_is_said_and_nothing_comes_out(qtbot: QtBot) -> None:
    form = form_of(qtbot, None)

    assert form.account() is None
    assert form.name_field.property("wrong") == "true"


def test_a_name_is_used_once(qtbot: QtBot) -> None:
    form = form_of(qtbot, LINDEN, taken=("ops",))
    form.name_field.setText("OPS")

    assert form.account() is None


def test_typing_tells(qtbot: QtBot) -> None:
    form = form_of(qtbot, LINDEN)
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(form.secret_field, "0123456789abcdef-9c41")

    assert form.secret() == Secret("0123456789abcdef-9c41")


def test_a_test_account_has_its_allowed_recipients(qtbot: QtBot) -> None:
    form = form_of(qtbot, msgspec.structs.replace(LINDEN, use=AccountUse.TEST))
    form.confirm_above.setValue(200)
    qtbot.keyClicks(form.allowed, "Ana@example.com, *@corp.example example.com")

    assert form.account() is None
    assert form.allowed.property("wrong") == "true"
    assert "“example.com” is neither" in form.allowed.toolTip()
    for _ in " example.com":
        qtbot.keyClick(form.allowed, Qt.Key.Key_Backspace)
    assert form.allowed.property("wrong") == "false"
    account = form.account()
    assert account is not None
    assert account.allowed_recipients == ("Ana@example.com", "@corp.example")
    assert account.confirm_above == 200
    assert form_of(qtbot, account).account() == account


def test_a_live_account_sends_to_all(qtbot: QtBot) -> None:
    form = form_of(qtbot, msgspec.structs.replace(LINDEN, use=AccountUse.LIVE, allowed_recipients=("@corp.example",)))
    assert not form.allowed.isEnabled()
    account = form.account()
    assert account is not None
    assert account.allowed_recipients == ()
