"""The dialog that asks where a test of the open draft goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from composer_app.domain.mail import Mailbox
from composer_app.domain.recipients import parse_addresses, without_repeats
from composer_app.ui.texts import send_test as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.draft_problems import address_problem_words
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.field_helpers import NO_LIMIT
from composer_app.ui.widgets.form_rows import FormRows

WIDTH = 480


class SendTestDialog(BaseDialog):
    """Opened with `open()`.

    Args:
        addresses: those that a test went to last.

    Signals:
        chosen: the recipients (a tuple of `Mailbox`), and whether the subject gets its prefix.
    """

    chosen = Signal(object, bool)

    def __init__(self, addresses: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("send_test_dialog", texts.TITLE, parent, text=texts.NOTE, width=WIDTH)
        self.setModal(True)
        self.to = QLineEdit(", ".join(addresses))
        self.to.setObjectName("test_to")
        self.to.setMaxLength(NO_LIMIT)
        self.prefix = QCheckBox(texts.PREFIX)
        self.prefix.setObjectName("test_prefix")
        self.prefix.setChecked(True)
        self.rows = FormRows()
        self.rows.add(texts.TO, self.to, texts.TO_HINT)
        self.rows.add("", self.prefix)
        self.add(self.rows)
        self.to.textEdited.connect(self._on_edited)
        self.add_secondary(verbs.CANCEL, "cancel", self.reject)
        self.add_primary(texts.SEND, "send_test", self._on_send)
        self.to.setFocus()
        self.to.selectAll()

    @Slot()
    def _on_edited(self) -> None:
        self.rows.set_wrong(self.to, "")

    @Slot()
    def _on_send(self) -> None:
        entries = without_repeats(parse_addresses(self.to.text()))
        wrong = next((one for one in entries if one.mailbox is None), None)
        people: tuple[Mailbox, ...] = tuple(one.mailbox for one in entries if one.mailbox is not None)
        problem = address_problem_words(wrong) if wrong is not None else "" if people else texts.NO_ADDRESS
        self.rows.set_wrong(self.to, problem)
        if problem:
            self.to.setFocus()
            return
        self.accept()
        self.chosen.emit(people, self.prefix.isChecked())
