"""The settings of the program itself; what belongs to an account stands in its own dialog."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from composer_app.services.services import Services
from composer_app.services.settings import SYNC_RANGE_MIN, UNDO_RANGE_S
from composer_app.ui.theme import theme_store, typography
from composer_app.ui.theme.theme_store import ThemeMode
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.edged_dialog import EdgedDialog
from composer_app.ui.widgets.field_helpers import on_enter, settle_spin_box
from composer_app.ui.widgets.form_rows import FormRows
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.primary_button import PrimaryButton
from composer_app.ui.widgets.segmented import Segmented, SegmentItem

WIDTH = 480
_THEMES = ((ThemeMode.SYSTEM, "As the system"), (ThemeMode.LIGHT, "Light"), (ThemeMode.DARK, "Dark"))


class SettingsDialog(EdgedDialog):
    """Opened with `open()`. What is changed holds at once when it is saved, and not before.

    Signals:
        theme_chosen: another theme was saved; the value of a `ThemeMode`.
    """

    theme_chosen = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_dialog")
        self.setWindowTitle("Settings")
        self.setModal(True)
        self._services = services
        settings = services.settings
        self.undo = _number("settings_undo", settings.undo_s, UNDO_RANGE_S, " s")
        self.sync = _number("settings_harvest", settings.sync_minutes, SYNC_RANGE_MIN, " min")
        self.theme = Segmented([SegmentItem(mode.value, text) for mode, text in _THEMES], name="Theme", height=32)
        self.theme.setObjectName("settings_theme")
        self.theme.set_current(theme_store.store().mode.value)
        self.rows = FormRows()
        self.rows.add(
            "Undo send",
            self.undo,
            "How long a mail waits in the outbox and can be taken back. 0: it leaves at once.",
            is_narrow=True,
        )
        self.rows.add(
            "Harvest every",
            self.sync,
            "How often logs and reports are fetched in the background. Infobip forgets logs after 48 hours.",
            is_narrow=True,
        )
        self.rows.add("Theme", self.theme, is_narrow=True)
        self._cancel = secondary_button("Cancel")
        self._cancel.setObjectName("cancel")
        self._save = PrimaryButton("Save settings")
        self._save.setObjectName("save_settings")
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self._on_save)
        for number in (self.undo, self.sync):
            on_enter(number, self._on_save)
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self.undo.setFocus()
        self.undo.selectAll()

    def _lay_out(self) -> None:
        title = Label("Settings")
        title.setFont(typography.strong(1))
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 16, 20, 12)
        inside.setSpacing(18)
        inside.addWidget(title)
        inside.addWidget(self.rows)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 11, 20, 12)
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(inside)
        column.addStretch(1)
        column.addWidget(Hairline(self))
        column.addLayout(buttons)
        self.setMinimumWidth(typography.units(WIDTH))

    @Slot()
    def _on_save(self) -> None:
        services, settings = self._services, self._services.settings
        settings.undo_s = self.undo.value()
        settings.sync_minutes = self.sync.value()
        settings.sync()
        services.outbox.undo_window = timedelta(seconds=settings.undo_s)
        services.sync.set_every(timedelta(minutes=settings.sync_minutes))
        if self.theme.current() != theme_store.store().mode.value:
            self.theme_chosen.emit(self.theme.current())
        self.accept()


def _number(name: str, value: int, allowed: tuple[int, int], suffix: str) -> QSpinBox:
    box = QSpinBox()
    box.setObjectName(name)
    box.setRange(*allowed)
    box.setValue(value)
    box.setSuffix(suffix)
    box.setFixedWidth(typography.units(120))
    settle_spin_box(box)
    return box
