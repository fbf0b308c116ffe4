"""Pictures of parts outside the flows: the welcome page, files over the window, the account dialog, help."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from composer_app.cli.self_check.check import Check


def welcome(check: Check) -> None:
    """The first thing a new user sees, and the example letter behind its first button."""
    check.driver.until("the welcome page is shown", check.program.main_view.page("welcome").isVisible)
    check.picture("welcome")
    check.driver.click(check.driver.find(QWidget, "open_example"))
    page = check.program.main_view.page("compose")
    check.driver.until("the example is open", lambda: bool(page.session.draft.subject) and not page.intake.is_copying())
    check.driver.until("its file is attached", lambda: bool(page.session.draft.attachments))
    check.picture("compose-example")


def files_over_the_window(check: Check) -> None:
    """Where files may be dropped is shown while they are dragged."""
    page = check.go_to("compose")
    file = check.folder / "office-map.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(412_000))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    at = page.rect().center()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(page, QDragMoveEvent(at, copy, data, left, none))
    check.picture("compose-drop")
    QApplication.sendEvent(page, QDragLeaveEvent())


def account_dialog(check: Check) -> None:
    """Test connection tells a wrong key from a right one."""
    driver, window = check.driver, check.program.window
    check.program.main_view.commands["add_account"].trigger()
    driver.until("the dialog is open", lambda: _dialog(window) is not None)
    dialog = _dialog(window)
    assert dialog is not None
    driver.type(driver.find(QLineEdit, "account_name", dialog), "Linden Energy")
    driver.type(driver.find(QLineEdit, "account_base_url", dialog), check.sandbox.base_url)
    secret = driver.find(QLineEdit, "account_secret", dialog)
    for picture, key, said in (
        ("account-fail", "not-the-key", "The address is right, but the key is not."),
        ("account-ok", check.sandbox.key.reveal(), "The account works."),
    ):
        secret.clear()
        driver.type(secret, key)
        driver.click(driver.find(QWidget, "test_connection", dialog))
        driver.until(f"the test says “{said}”", partial(_says, dialog, said))
        check.picture(picture)
    dialog.reject()


def _says(dialog: QDialog, text: str) -> bool:
    card = dialog.findChild(QWidget, "connection_test_card")
    return card is not None and text in card.accessibleName()


def _dialog(window: QWidget) -> QDialog | None:
    found = [one for one in window.findChildren(QDialog) if one.isVisible() and one.objectName() == "account_dialog"]
    return found[0] if found else None
