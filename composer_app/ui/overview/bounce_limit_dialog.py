"""Asks from which share of bounced mail on the overview warns."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from composer_app.domain.outcome_shares import LEAST_RESULTS
from composer_app.services.settings import BOUNCE_LIMIT_RANGE, Settings
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import overview as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.field_helpers import on_enter, settle_spin_box
from composer_app.ui.widgets.form_rows import FormRows

WIDTH = 440
_TENTHS = 10


class BounceLimitDialog(BaseDialog):
    """Opened with `open()`.

    Signals:
        saved: another limit is in the settings.
    """

    saved = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("bounce_limit_dialog", texts.LIMIT_TITLE, parent, text=texts.LIMIT_TEXT, width=WIDTH)
        self.setModal(True)
        self._settings = settings
        self.limit = QDoubleSpinBox()
        self.limit.setObjectName("bounce_limit")
        self.limit.setDecimals(1)
        self.limit.setSingleStep(0.5)
        self.limit.setRange(*(tenths / _TENTHS for tenths in BOUNCE_LIMIT_RANGE))
        self.limit.setValue(settings.bounce_limit / _TENTHS)
        self.limit.setSuffix(texts.LIMIT_UNIT)
        self.limit.setFixedWidth(typography.units(120))
        settle_spin_box(self.limit)
        rows = FormRows()
        rows.add(texts.LIMIT_LABEL, self.limit, texts.LIMIT_NOTE.format(n=fmt.number(LEAST_RESULTS)), is_narrow=True)
        self.add(rows)
        self.add_secondary(verbs.CANCEL, "cancel", self.reject)
        self.add_primary(texts.LIMIT_SAVE, "save_limit", self._on_save)
        on_enter(self.limit, self._on_save)
        self.limit.setFocus()
        self.limit.selectAll()

    @Slot()
    def _on_save(self) -> None:
        self._settings.bounce_limit = round(self.limit.value() * _TENTHS)
        self._settings.sync()
        self.saved.emit()
        self.accept()
