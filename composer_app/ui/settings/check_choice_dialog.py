"""Which checks are made before a mail is sent."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from composer_app.domain.checks.finding import CheckId
from composer_app.domain.checks.rules import RULES
from composer_app.ui.texts import checks, verbs
from composer_app.ui.texts import settings as texts
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.plain_text import tooltip_text

_WIDTH, _HEIGHT = 460, 360
_CHECK = Qt.ItemDataRole.UserRole


class CheckChoiceDialog(BaseDialog):
    """A list with a tick for each check; Space changes one.

    Signals:
        chosen: the checks that are off, a frozenset of `CheckId`.
    """

    chosen = Signal(object)

    def __init__(self, off: Collection[CheckId], parent: QWidget) -> None:
        super().__init__("check_choice_dialog", texts.CHECKS_TITLE, parent, text=texts.CHECKS_TEXT, ruled=True)
        self.setMinimumWidth(typography.units(_WIDTH))
        self.list = QListWidget()
        self.list.setObjectName("check_list")
        self.list.setAccessibleName(texts.CHECKS_TITLE)
        self.list.setMinimumHeight(typography.units(_HEIGHT) // 2)
        for check in RULES:
            item = QListWidgetItem(checks.WORDS[check].name, self.list)
            item.setData(_CHECK, check.value)
            item.setData(Qt.ItemDataRole.ToolTipRole, tooltip_text(checks.WORDS[check].advice))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if check in off else Qt.CheckState.Checked)
        self.list.setCurrentRow(0)
        self.add(self.list)
        self.add_secondary(verbs.CANCEL, "cancel", self.reject)
        self.add_primary(texts.CHECKS_DONE, "choose_checks", self._on_done)
        self.resize(typography.units(_WIDTH), typography.units(_HEIGHT + 160))
        self.list.setFocus()

    @Slot()
    def _on_done(self) -> None:
        items = (self.list.item(row) for row in range(self.list.count()))
        off = (item for item in items if item.checkState() is Qt.CheckState.Unchecked)
        self.chosen.emit(frozenset(CheckId(item.data(_CHECK)) for item in off))
        self.accept()
