"""Helpers for native fields: marking one as wrong, the text margin of a spin box."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QWidget

from composer_app.ui.widgets.plain_text import set_tooltip

NO_LIMIT = 2**31 - 1
"""For `QLineEdit.setMaxLength`: otherwise Qt cuts what is set, pasted or dropped after 32,767 characters."""


def set_wrong(field: QWidget, reason: str) -> None:
    """Red edge and the reason as tooltip and accessible description; an empty reason takes both away.

    The caller also shows the words under the field. The edge is drawn on Fusion only.
    """
    wrong = "true" if reason else "false"
    set_tooltip(field, reason)
    field.setAccessibleDescription(reason)
    if field.property("wrong") == wrong:
        return
    field.setProperty("wrong", wrong)
    # Qt looks at a dynamic property only when it polishes
    field.style().unpolish(field)
    field.style().polish(field)
    field.update()


def settle_spin_box(box: QAbstractSpinBox) -> None:
    """Gives the number the same left margin as the text of other fields; a style sheet's padding does not."""
    editor = box.findChild(QLineEdit)
    if editor is not None:
        editor.setTextMargins(8, 0, 0, 0)
        editor.setAccessibleName(box.accessibleName())


def on_enter(box: QAbstractSpinBox, slot: Callable[[], object]) -> None:
    """Calls `slot` when Enter is pressed in a number field, once what is typed counts."""
    editor = box.findChild(QLineEdit)
    assert editor is not None
    editor.returnPressed.connect(slot)
