"""The account dialog: what it takes, what it says, and where the key goes."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.account import Account, AccountUse, AuthScheme, Generation
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.connections.credentials import Kept, Whereabouts
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.accounts.account_dialog import AccountDialog
from composer_app.ui.widgets.inline_message import InlineMessage
from tests.qt.accounts.samples import LINDEN, result, services_with
from tests.qt.windows import child

KEY = "0123456789abcdef-9c41"


class Desk:
    """A dialog and hands to fill it in."""

    def __init__(self, qtbot: QtBot, services: Any, account: Account | None = None) -> None:
        self.qtbot, self.services = qtbot, services
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1280, 820)
        self.window.show()
        self.dialog = AccountDialog(services, account, self.window)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.dialog.open()

    def field(self, name: str) -> QLineEdit:
        return child(self.dialog, QLineEdit, name)

    def enter(self, name: str, text: str) -> None:
        field = self.field(name)
        field.clear()
        self.qtbot.keyClicks(field, text)

    def paste(self, name: str, text: str) -> None:
        field = self.field(name)
        field.clear()
        QGuiApplication.clipboard().setText(text)
        field.paste()

    def fill(self, base_url: str = "x1y2z3.api.example.com") -> None:
        self.enter("account_name", "Linden Energy")
        self.enter("account_base_url", base_url)
        self.enter("account_secret", KEY)

    def button(self, name: str) -> QAbstractButton:
        return child(self.dialog, QAbstractButton, name)

    def press(self, name: str) -> None:
        self.qtbot.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def note(self, name: str) -> str:
        """The reason for which a field is marked."""
        field = self.field(name)
        return field.toolTip() if field.property("wrong") == "true" else ""

    def message(self) -> InlineMessage:
        return child(self.dialog, InlineMessage)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, services_with())


@pytest.fixture
def editing(qtbot: QtBot) -> Desk:
    return Desk(qtbot, services_with(LINDEN), LINDEN)


def test_a_bare_host_becomes_https(desk: Desk, qtbot: QtBot) -> None:
    desk.fill()
    with qtbot.waitSignal(desk.dialog.accepted):
        desk.press("save_account")

    ((account, secret),) = desk.services.accounts.saved
    assert (account.name, account.base_url) == ("Linden Energy", "https://x1y2z3.api.example.com")
    assert (account.use, account.auth, account.generation) == (AccountUse.LIVE, AuthScheme.APP_KEY, Generation.V3)
    assert secret == Secret(KEY)
    assert not account.is_only_reader


@pytest.mark.parametrize(
    "key", [f"App {KEY}", f"Authorization: App {KEY}", f'"{KEY}"', f"{KEY[:9]}\r\n{KEY[9:]}", f"\u200b{KEY}\ufeff"]
)
def test_what_came_along_with_the_copying_is_taken_off(desk: Desk, qtbot: QtBot, key: str) -> None:
    desk.fill()
    for name, text in (
        ("account_name", "Linden\u200b Energy"),
        ("account_base_url", "\u2060x1y2z3.api.exam\u00adple.com\ufeff"),
        ("account_secret", key),
        ("account_sender", "Linden <billing\u200b@example.com>"),
    ):
        desk.paste(name, text)
    with qtbot.waitSignal(desk.dialog.accepted):
        desk.press("save_account")

    ((account, secret),) = desk.services.accounts.saved
    assert (account.name, account.base_url) == ("Linden Energy", "https://x1y2z3.api.example.com")
    assert account.default_sender == "Linden <billing@example.com>"
    assert secret == Secret(KEY)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (f"Bearer {KEY}", "This key is for another way to sign in: Bearer."),
        ("App ", "Enter the API key."),
        ("•••••••••", "This text has characters that no API key has."),
    ],
)
def test_what_is_no_key_says_why(desk: Desk, key: str, words: str) -> None:
    desk.fill()
    desk.paste("account_secret", key)
    desk.press("save_account")

    assert desk.note("account_secret").startswith(words)
    assert desk.services.accounts.saved == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Enter the base URL"),
        ("no address at all", "This is not a base URL."),
        ("http://mail.example.com", "http:// would send the key unencrypted."),
        ("http://127.0.0.1.example.com", "http:// would send the key unencrypted."),
        ("ftp://mail.example.com", "Only https:// addresses work."),
        ("https://me:secret@mail.example.com", "Remove user and password from the address."),
    ],
)
def test_an_address_that_cannot_be_used_says_why(desk: Desk, text: str, words: str) -> None:
    desk.fill(text)
    desk.press("save_account")

    assert desk.note("account_base_url").startswith(words)
    assert desk.services.accounts.saved == []
    assert desk.dialog.isVisible()


def test_http_is_taken_on_this_computer(desk: Desk, qtbot: QtBot) -> None:
    desk.fill("http://127.0.0.1:8080")
    with qtbot.waitSignal(desk.dialog.accepted):
        desk.press("save_account")

    assert desk.services.accounts.saved[0][0].base_url == "http://127.0.0.1:8080"


def test_what_cannot_come_right_is_said_while_one_types(desk: Desk) -> None:
    desk.enter("account_base_url", "x1y2")
    assert desk.note("account_base_url") == ""
    desk.enter("account_base_url", "http://mail.example.com")
    assert desk.note("account_base_url") != ""
    desk.enter("account_base_url", "https://mail.example.com")
    assert desk.note("account_base_url") == ""


def test_name_and_key_are_needed_and_a_name_is_used_once(qtbot: QtBot) -> None:
    desk = Desk(qtbot, services_with(LINDEN))
    desk.press("save_account")
    assert desk.note("account_name") == "Give the account a name."
    assert desk.note("account_secret") == "Enter the API key."

    desk.fill()
    desk.press("save_account")
    assert desk.note("account_name") == "There is another account with this name. Choose another name."
    assert desk.services.accounts.saved == []


def test_a_sender_that_is_no_address_is_reported(desk: Desk) -> None:
    desk.fill()
    desk.enter("account_sender", "nobody")
    desk.press("save_account")

    assert desk.note("account_sender") == "“nobody” has no @."


def test_user_and_password_are_asked_for_where_they_are_used(desk: Desk, qtbot: QtBot) -> None:
    form = desk.dialog.form
    assert not desk.field("account_user").isVisible()
    desk.press("account_more")
    form.auth.setCurrentIndex(form.auth.findData(AuthScheme.BASIC.value))
    assert desk.field("account_user").isVisible()
    desk.fill()
    desk.press("save_account")
    assert desk.note("account_user") == "Enter the user name."

    desk.enter("account_user", "linden")
    with qtbot.waitSignal(desk.dialog.accepted):
        desk.press("save_account")

    account, secret = desk.services.accounts.saved[0]
    assert account.auth is AuthScheme.BASIC
    assert secret == Secret(f"linden:{KEY}")


def test_the_key_is_hidden_until_the_eye_is_pressed(desk: Desk) -> None:
    field = desk.field("account_secret")
    eye = field.findChild(QAction, "show_secret")
    assert isinstance(eye, QAction)
    assert field.echoMode() is QLineEdit.EchoMode.Password

    eye.trigger()

    assert field.echoMode() is QLineEdit.EchoMode.Normal


def test_editing_keeps_the_key_unless_it_is_typed_anew(editing: Desk, qtbot: QtBot) -> None:
    assert editing.field("account_secret").text() == ""
    editing.enter("account_sender", "billing@example.com")
    with qtbot.waitSignal(editing.dialog.accepted):
        editing.press("save_account")

    account, secret = editing.services.accounts.saved[0]
    assert secret is None
    assert account == msgspec.structs.replace(LINDEN, default_sender="billing@example.com")


def test_another_way_to_sign_in_needs_another_secret(editing: Desk) -> None:
    form = editing.dialog.form
    form.auth.setCurrentIndex(form.auth.findData(AuthScheme.BEARER.value))
    editing.press("save_account")

    assert editing.note("account_secret") == "Enter the token."


def test_the_dialog_says_that_the_key_is_not_in_a_keyring(desk: Desk, qtbot: QtBot) -> None:
    desk.services.accounts.kept = Kept(ProblemCode.KEYRING_MISSING)
    desk.fill()
    with qtbot.waitSignal(desk.dialog.saved):
        desk.press("save_account")

    assert desk.dialog.isVisible()
    assert desk.message().title() == "No keyring is running on this computer."
    assert desk.message().body() == "The key is kept until you close the program."
    assert not desk.dialog.form.isVisible()
    close = desk.button("cancel")
    assert close.text() == "Close"
    assert [one for one in desk.dialog.findChildren(QWidget) if one.hasFocus()] == [close]
    with qtbot.waitSignal(desk.dialog.finished):
        qtbot.keyClick(close, Qt.Key.Key_Return)


def test_what_is_left_after_saving_is_small_and_whole(desk: Desk, qtbot: QtBot) -> None:
    desk.services.accounts.kept = Kept(ProblemCode.KEYRING_LOCKED)
    desk.fill()
    with qtbot.waitSignal(desk.dialog.saved):
        desk.press("save_account")

    qtbot.waitUntil(lambda: desk.dialog.height() < 260)
    message = desk.message()
    qtbot.waitUntil(lambda: message.visibleRegion().boundingRect() == message.rect())


STORED, ENTERED = "Stored. Type a new one to change it.", "Entered. Type a new one to change it."
MISSING, LOCKED = ProblemCode.KEYRING_MISSING, ProblemCode.KEYRING_LOCKED
HINTS = {
    (None, STORED): "The key is kept in the system keyring, never in a file.",
    (None, ""): "There is no key. Enter one. It is kept in the system keyring, never in a file.",
    (MISSING, ENTERED): "No keyring is running on this computer. The key is kept until you close the program.",
    (MISSING, ""): "There is no key. Without a keyring it was kept only until the program was closed. Enter it again.",
    (LOCKED, ENTERED): "The keyring is locked. The key is kept until you close the program.",
    (LOCKED, ""): "The keyring is locked, so it is not known whether it holds a key. Unlock it or enter the key.",
}


@pytest.mark.parametrize(("problem", "placeholder"), HINTS)
def test_the_words_about_the_key_are_true(qtbot: QtBot, problem: ProblemCode | None, placeholder: str) -> None:
    hint = HINTS[problem, placeholder]
    services = services_with(LINDEN)
    services.accounts.whereabouts = Whereabouts(bool(placeholder), problem)
    desk = Desk(qtbot, services, LINDEN)
    note = desk.dialog.form.key_note
    assert (note.text(), desk.field("account_secret").placeholderText()) == ("Looking for the key in the keyring…", "")

    qtbot.waitUntil(lambda: note.text() != "Looking for the key in the keyring…")

    assert (note.text(), desk.field("account_secret").placeholderText()) == (hint, placeholder)
    assert services.accounts.asked_for_key == [LINDEN]


def test_the_dialog_grows_with_words_that_need_two_lines(qtbot: QtBot) -> None:
    services = services_with(LINDEN)
    services.accounts.whereabouts = Whereabouts(False, ProblemCode.KEYRING_LOCKED)
    desk = Desk(qtbot, services, LINDEN)
    area = desk.dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)

    qtbot.waitUntil(lambda: desk.dialog.form.key_note.text().startswith("The keyring is locked"))
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


def test_a_new_account_is_not_promised_a_keyring_that_is_not_there(qtbot: QtBot) -> None:
    services = services_with()
    services.accounts.whereabouts = Whereabouts(False, ProblemCode.KEYRING_MISSING)
    desk = Desk(qtbot, services)
    note = desk.dialog.form.key_note

    qtbot.waitUntil(lambda: note.text() != "Looking for the keyring…")

    assert note.text() == "No keyring is running on this computer. The key is kept until you close the program."
    assert services.accounts.asked_for_key == [None]


def test_it_can_begin_at_the_key(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = AccountDialog(services_with(LINDEN), LINDEN, window, focus="secret")
    dialog.open()

    assert dialog.focusWidget() is dialog.form.secret_field


def test_the_focus_comes_back_to_the_test_button(editing: Desk, qtbot: QtBot) -> None:
    button = editing.button("test_connection")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not isinstance(editing.dialog.focusWidget(), QAbstractButton)

    editing.services.connection_test.answer(result())
    qtbot.waitUntil(editing.dialog.card.isVisible)

    assert editing.dialog.focusWidget() is button


def test_a_user_who_has_gone_elsewhere_during_a_test_stays_there(editing: Desk, qtbot: QtBot) -> None:
    editing.press("test_connection")
    editing.field("account_sender").setFocus()
    editing.services.connection_test.answer(result())
    qtbot.waitUntil(editing.dialog.card.isVisible)

    assert editing.dialog.focusWidget() is editing.field("account_sender")


def test_a_save_that_fails_keeps_what_was_entered(desk: Desk, qtbot: QtBot) -> None:
    desk.services.accounts.error = Failed(Problem(ProblemCode.ARCHIVE_FULL))
    desk.fill()
    desk.press("save_account")

    qtbot.waitUntil(desk.message().isVisible)
    assert desk.message().title() == "The disk is full."
    assert desk.message().body().startswith("The account was not saved.")
    assert desk.field("account_secret").text() == KEY


def test_the_connection_is_tested_with_what_is_entered(desk: Desk, qtbot: QtBot) -> None:
    desk.fill()
    desk.press("test_connection")
    ((account, secret),) = desk.services.connection_test.asked
    assert (account.base_url, secret) == ("https://x1y2z3.api.example.com", Secret(KEY))

    desk.services.connection_test.answer(result(key=ProblemCode.WRONG_KEY))
    qtbot.waitUntil(desk.dialog.card.isVisible)

    assert desk.dialog.card.words().summary == "The address is right, but the key is not."
    assert desk.services.accounts.saved == []


def test_saving_works_whatever_the_test_says(desk: Desk, qtbot: QtBot) -> None:
    desk.fill()
    desk.press("test_connection")
    desk.services.connection_test.answer(result(address=ProblemCode.HOST_UNKNOWN))
    qtbot.waitUntil(desk.dialog.card.isVisible)

    with qtbot.waitSignal(desk.dialog.accepted):
        desk.press("save_account")


def test_a_result_goes_when_what_was_tested_changes(desk: Desk, qtbot: QtBot) -> None:
    desk.fill()
    desk.press("test_connection")
    desk.services.connection_test.answer(result())
    qtbot.waitUntil(desk.dialog.card.isVisible)

    qtbot.keyClicks(desk.field("account_base_url"), "x")

    assert not desk.dialog.card.isVisible()


def test_a_change_ends_the_test_under_way(desk: Desk, qtbot: QtBot) -> None:
    desk.fill()
    desk.press("test_connection")
    button = desk.dialog.findChild(QAbstractButton, "test_connection")
    assert isinstance(button, QAbstractButton)
    assert (button.text(), button.isEnabled()) == ("Testing…", False)

    qtbot.keyClicks(desk.field("account_base_url"), "x")

    assert desk.services.connection_test.futures[0].cancelled()
    qtbot.waitUntil(button.isEnabled)
    assert not desk.dialog.card.isVisible()


def test_an_answer_that_was_already_on_its_way_is_dropped(desk: Desk, qtbot: QtBot) -> None:
    desk.fill()
    desk.press("test_connection")
    desk.services.connection_test.answer(result())
    qtbot.keyClicks(desk.field("account_base_url"), "x")

    button = desk.dialog.findChild(QAbstractButton, "test_connection")
    assert isinstance(button, QAbstractButton)
    qtbot.waitUntil(button.isEnabled)
    assert not desk.dialog.card.isVisible()


def test_without_a_key_there_is_nothing_to_test_with(editing: Desk, qtbot: QtBot) -> None:
    editing.press("test_connection")
    editing.services.connection_test.fail(Failed(Problem(ProblemCode.NO_KEY)))

    qtbot.waitUntil(editing.dialog.card.isVisible)
    assert editing.dialog.card.words().summary == "There is no key to test with."


def test_closing_ends_the_test(desk: Desk) -> None:
    desk.fill()
    desk.press("test_connection")

    desk.dialog.reject()

    assert desk.services.connection_test.futures[0].cancelled()


def test_the_whole_result_is_seen(desk: Desk, qtbot: QtBot) -> None:
    desk.fill()
    desk.press("test_connection")
    desk.services.connection_test.answer(result(address=ProblemCode.TLS))
    card = desk.dialog.card
    qtbot.waitUntil(card.isVisible)

    qtbot.waitUntil(lambda: card.height() == card.heightForWidth(card.width()))
    assert card.visibleRegion().boundingRect() == card.rect()


def test_the_only_reader_reads_what_that_means(desk: Desk, qtbot: QtBot) -> None:
    desk.fill()
    desk.dialog.form.reader.click()
    with qtbot.waitSignal(desk.dialog.accepted):
        desk.press("save_account")

    assert desk.services.accounts.saved[0][0].is_only_reader
    assert "Other programs on this account get none of them." in desk.dialog.form.reader_note.text()
