"""The one door for questions that need a yes. Tests and the self-check pass their own callable."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from composer_app.ui.common import typography
from composer_app.ui.common.buttons import secondary_button
from composer_app.ui.common.edged_dialog import EdgedDialog
from composer_app.ui.common.primary_button import PrimaryButton

_WIDTH = 440


class Confirm(Protocol):
    """Asks and waits. True means: do it."""

    def __call__(
        self,
        title: str,
        text: str,
        verb: str,
        *,
        danger: bool = False,
        cancel: str = "Cancel",
        parent: QWidget | None = None,
    ) -> bool: ...


class ConfirmDialog(EdgedDialog):
    """A sentence as title, what it means, and two buttons: the verb with its object, and Cancel.

    With danger the verb is red and Cancel has the focus; otherwise the verb has it.
    """

    def __init__(
        self,
        title: str,
        text: str,
        verb: str,
        *,
        danger: bool = False,
        cancel: str = "Cancel",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirm_dialog")
        self.setWindowTitle(title)
        head, words = QLabel(title, self), QLabel(text, self)
        head.setFont(typography.strong(1))
        for label in (head, words):
            label.setWordWrap(True)
            label.setMinimumWidth(_WIDTH - 40)
        self.do_button = PrimaryButton(verb, self, danger=danger)
        self.do_button.setObjectName("confirm_do")
        self.cancel_button = secondary_button(cancel, self)
        self.cancel_button.setObjectName("confirm_cancel")
        self.do_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.do_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(words)
        column.addSpacing(12)
        column.addLayout(row)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        (self.cancel_button if danger else self.do_button).setFocus(Qt.FocusReason.OtherFocusReason)


def ask(
    title: str, text: str, verb: str, *, danger: bool = False, cancel: str = "Cancel", parent: QWidget | None = None
) -> bool:
    """The real ``Confirm``: a modal dialog over ``parent``."""
    dialog = ConfirmDialog(title, text, verb, danger=danger, cancel=cancel, parent=parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return agreed
