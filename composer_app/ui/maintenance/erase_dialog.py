"""Dialog that erases all data about an address."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.domain.recipients import parse_address
from composer_app.services.services import Services
from composer_app.ui.texts import erase as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.confirm import Confirm, ask
from composer_app.ui.widgets.plain_text import Label

_WIDTH = 500


class EraseDialog(BaseDialog):
    """Opened with `open()`. Asks again before it erases, then shows what was erased."""

    def __init__(self, services: Services, parent: QWidget | None = None, *, confirm: Confirm = ask) -> None:
        super().__init__("erase_dialog", texts.TITLE, parent, text=texts.WHAT, width=_WIDTH, spacing=10)
        self._services = services
        self._confirm = confirm
        label = Label(texts.ADDRESS_LABEL)
        self.address = QLineEdit()
        self.address.setObjectName("erase_address")
        self.address.setAccessibleName(texts.ADDRESS)
        self.address.setPlaceholderText("name@example.com")
        label.setBuddy(self.address)
        self.add(label)
        self.add(self.address)
        self.add_secondary(verbs.CLOSE, "erase_close", self.reject)
        self.erase_button = self.add_secondary(texts.ERASE_BUTTON, "erase_do", self.erase, danger_text=True)
        self.address.returnPressed.connect(self.erase)
        self.address.setFocus()

    @Slot()
    def erase(self) -> None:
        """Ask, then erase."""
        mailbox = parse_address(self.address.text()).mailbox
        if mailbox is None:
            self.show_message(MessageText(texts.NO_ADDRESS, texts.NO_ADDRESS_TEXT))
            return
        agreed = self._confirm(
            texts.QUESTION.format(address=mailbox.address),
            texts.QUESTION_TEXT,
            texts.ERASE,
            danger=True,
            parent=self,
        )
        if not agreed or not self.erase_button.isEnabled():
            return
        self.erase_button.setEnabled(False)
        self.show_busy(texts.BEING_ERASED)
        task = self._services.eraser.erase(mailbox.address)
        task.on_success(self._on_erased)
        task.on_failure(self._on_failed)

    @Slot(object)
    def _on_erased(self, erased: object) -> None:
        self.erase_button.setEnabled(True)
        self.address.clear()
        self.show_message(texts.erased_message(erased))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.erase_button.setEnabled(True)
        self.show_failure(error)
