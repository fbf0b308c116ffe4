"""Confirmation questions. Tests and the self-check pass their own callable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypedDict, Unpack

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import SIDE, BaseDialog
from composer_app.ui.widgets.plain_text import breakable

_WIDTH = 440
INSTEAD = 2
"""The result of the dialog when the alternative is chosen."""


@dataclass(frozen=True)
class Alternative:
    """A third answer: its button text, and the action it starts instead."""

    verb: str
    start: Callable[[], None]


class Options(TypedDict, total=False):
    """Options of a question beside its text.

    Attributes:
        danger: the verb is red, and Cancel has the focus.
        cancel: the words of the button that says no.
        instead: a third button, which has the focus.
        parent: the window the dialog belongs to.
    """

    danger: bool
    cancel: str
    instead: Alternative | None
    parent: QWidget | None


class Confirm(Protocol):
    """Asks and waits. True: proceed. A chosen alternative is started, and the answer is False."""

    def __call__(self, title: str, text: str, verb: str, **options: Unpack[Options]) -> bool: ...


class ConfirmDialog(BaseDialog):
    """Title, explanation, and two buttons: the verb with its object, and Cancel."""

    def __init__(self, title: str, text: str, verb: str, **options: Unpack[Options]) -> None:
        super().__init__(
            "confirm_dialog", title, options.get("parent"), text=breakable(text, 800), spacing=8, ruled=True
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the answer is read afterwards
        self.pad(SIDE, SIDE)
        self.head.setText(breakable(title, 300))
        self.head.setWordWrap(True)
        for label in (self.head, self.text):
            label.setMinimumWidth(typography.units(_WIDTH) - 2 * SIDE)
        self.fit_content()
        is_danger, instead = options.get("danger", False), options.get("instead")
        self.cancel_button = self.add_secondary(options.get("cancel", verbs.CANCEL), "confirm_cancel", self.reject)
        self.instead_button = None
        if instead is not None:
            self.instead_button = self.add_secondary(instead.verb, "confirm_instead", self._on_instead)
        self.do_button = self.add_primary(verb, "confirm_do", self.accept, danger=is_danger)
        first = self.instead_button or (self.cancel_button if is_danger else self.do_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_instead(self) -> None:
        self.done(INSTEAD)


def ask(title: str, text: str, verb: str, **options: Unpack[Options]) -> bool:
    """The `Confirm` of the program: a modal dialog over the parent."""
    dialog = ConfirmDialog(title, text, verb, **options)
    answer = dialog.exec()
    dialog.deleteLater()
    instead = options.get("instead")
    if instead is not None and answer == INSTEAD:
        instead.start()
    return answer == QDialog.DialogCode.Accepted
