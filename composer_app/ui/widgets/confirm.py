"""The one door for questions that need a yes. Tests and the self-check pass their own callable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from composer_app.ui.theme import typography
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.edged_dialog import EdgedDialog
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.plain_text import Label, breakable, window_title
from composer_app.ui.widgets.primary_button import PrimaryButton

_WIDTH = 440
INSTEAD = 2
"""What the dialog ends with when the alternative is chosen."""


@dataclass(frozen=True)
class Alternative:
    """A third answer, which does something else instead: the words of its button, and what it starts."""

    verb: str
    start: Callable[[], None]


class Confirm(Protocol):
    """Asks and waits. True means: do it. An alternative that is chosen is started, and the answer is False."""

    def __call__(
        self,
        title: str,
        text: str,
        verb: str,
        *,
        danger: bool = False,
        cancel: str = "Cancel",
        instead: Alternative | None = None,
        parent: QWidget | None = None,
    ) -> bool: ...


class ConfirmDialog(EdgedDialog):
    """A sentence as title, what it means, and two buttons: the verb with its object, and Cancel.

    An alternative has the focus; else, with danger, the verb is red and Cancel has it; else the verb.
    """

    def __init__(
        self,
        title: str,
        text: str,
        verb: str,
        *,
        danger: bool = False,
        cancel: str = "Cancel",
        instead: Alternative | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirm_dialog")
        self.setWindowTitle(window_title(title))
        head, words = Label(breakable(title, 300), self), Label(breakable(text, 800), self)
        head.setFont(typography.strong(1))
        for label in (head, words):
            label.setWordWrap(True)
            label.setMinimumWidth(typography.units(_WIDTH) - 40)
        self.do_button = PrimaryButton(verb, self, danger=danger)
        self.do_button.setObjectName("confirm_do")
        self.cancel_button = secondary_button(cancel, self)
        self.cancel_button.setObjectName("confirm_cancel")
        self.do_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(20, 11, 20, 12)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        self.instead_button = secondary_button(instead.verb, self) if instead is not None else None
        if self.instead_button is not None:
            self.instead_button.setObjectName("confirm_instead")
            self.instead_button.clicked.connect(self._on_instead)
            row.addWidget(self.instead_button)
        row.addWidget(self.do_button)
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(8)
        inside.addWidget(head)
        inside.addWidget(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(inside)
        column.addWidget(Hairline(self))
        column.addLayout(row)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        first = self.instead_button or (self.cancel_button if danger else self.do_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_instead(self) -> None:
        self.done(INSTEAD)


def ask(
    title: str,
    text: str,
    verb: str,
    *,
    danger: bool = False,
    cancel: str = "Cancel",
    instead: Alternative | None = None,
    parent: QWidget | None = None,
) -> bool:
    """The real ``Confirm``: a modal dialog over ``parent``."""
    dialog = ConfirmDialog(title, text, verb, danger=danger, cancel=cancel, instead=instead, parent=parent)
    answer = dialog.exec()
    dialog.deleteLater()
    if instead is not None and answer == INSTEAD:
        instead.start()
    return answer == QDialog.DialogCode.Accepted
