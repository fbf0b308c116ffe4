"""Settings of the program; accounts have their own dialog."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from composer_app.domain.checks.finding import CheckId
from composer_app.services.services import Services
from composer_app.services.settings import (
    LARGE_SEND_RANGE,
    PUBLIC_RECIPIENTS_RANGE,
    SEND_PER_MINUTE_RANGE,
    SYNC_RANGE_MIN,
    UNDO_RANGE_S,
)
from composer_app.ui.settings.check_choice_dialog import CheckChoiceDialog
from composer_app.ui.texts import settings as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import theme_store, typography
from composer_app.ui.theme.theme_store import ThemeMode
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.field_helpers import settle_spin_box
from composer_app.ui.widgets.form_rows import FormRows
from composer_app.ui.widgets.plain_text import set_tooltip
from composer_app.ui.widgets.segmented import Segmented, SegmentItem

WIDTH = 480
_THEMES = (
    (ThemeMode.SYSTEM, texts.THEME_SYSTEM),
    (ThemeMode.LIGHT, texts.THEME_LIGHT),
    (ThemeMode.DARK, texts.THEME_DARK),
)


class SettingsDialog(BaseDialog):
    """Opened with `open()`. Changes take effect when they are saved.

    Signals:
        theme_chosen: another theme is saved; the value of a `ThemeMode`.
        saved: the settings are saved.

    Args:
        has_tray: whether the desktop has a tray.
    """

    theme_chosen = Signal(str)
    saved = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None, *, has_tray: bool = True) -> None:
        super().__init__("settings_dialog", texts.TITLE, parent, spacing=18, ruled=True)
        self.pad(16, 12)
        self.setMinimumWidth(typography.units(WIDTH))
        self.setModal(True)
        self._services = services
        settings = services.settings
        self.undo = _number("settings_undo", settings.undo_s, UNDO_RANGE_S, " s")
        self.sync = _number("settings_sync", settings.sync_minutes, SYNC_RANGE_MIN, " min")
        self.theme = Segmented([SegmentItem(mode.value, text) for mode, text in _THEMES], name=texts.THEME, height=32)
        self.theme.setObjectName("settings_theme")
        self.theme.set_current(theme_store.store().mode.value)
        self.rows = FormRows()
        self.rows.add(
            texts.UNDO,
            self.undo,
            texts.UNDO_NOTE,
            is_narrow=True,
        )
        self.pace = _number("settings_pace", settings.send_per_minute or 0, SEND_PER_MINUTE_RANGE, texts.PACE_SUFFIX)
        self.pace.setSpecialValueText(texts.NO_PACE)
        self.pace.setFixedWidth(typography.units(280))
        self.pace.setSingleStep(100)
        self.rows.add(texts.PACE, self.pace, texts.PACE_NOTE, is_narrow=True)
        self.public = _number(
            "settings_public", settings.public_recipients, PUBLIC_RECIPIENTS_RANGE, texts.PUBLIC_SUFFIX
        )
        self.public.setSpecialValueText(texts.NO_PUBLIC)
        self.public.setFixedWidth(typography.units(200))
        self.rows.add(texts.PUBLIC, self.public, texts.PUBLIC_NOTE, is_narrow=True)
        self.rows.add(
            texts.FETCH,
            self.sync,
            texts.FETCH_NOTE,
            is_narrow=True,
        )
        self.rows.add(texts.THEME, self.theme, is_narrow=True)
        self.checks = secondary_button(texts.CHECKS_BUTTON, compact=True)
        self.checks.setObjectName("settings_checks")
        self.checks.clicked.connect(self._choose_checks)
        self._checks_off = settings.checks_off
        self.rows.add(texts.CHECKS, self.checks, is_narrow=True)
        self._show_checks()
        self.notices = _tick("settings_notices", texts.NOTICES_TICK, settings.notices)
        self.names_mail = _tick("settings_names_mail", texts.NOTICE_CONTENT_TICK, settings.notices_name_mail)
        self.large_send = _number("settings_large_send", settings.large_send, LARGE_SEND_RANGE, texts.LARGE_SEND_SUFFIX)
        self.large_send.setFixedWidth(typography.units(200))
        self.tray = _tick("settings_tray", texts.TRAY_TICK, settings.tray)
        self.keeps_running = _tick("settings_keeps_running", texts.KEEP_RUNNING_TICK, settings.keeps_running)
        self.rows.add(texts.NOTICES, self.notices, texts.NOTICES_NOTE)
        self.rows.add(texts.NOTICE_CONTENT, self.names_mail, texts.NOTICE_CONTENT_NOTE)
        self.rows.add(texts.LARGE_SEND, self.large_send, is_narrow=True)
        self.rows.add(texts.TRAY, self.tray, "" if has_tray else texts.NO_TRAY)
        self.rows.add(texts.KEEP_RUNNING, self.keeps_running, texts.KEEP_RUNNING_NOTE)
        self.tray.setEnabled(has_tray)
        for depends in (self.large_send, self.names_mail):
            self.notices.toggled.connect(depends.setEnabled)
            depends.setEnabled(settings.notices)
        self.tray.toggled.connect(self.keeps_running.setEnabled)
        self.keeps_running.setEnabled(settings.tray and has_tray)
        self.add(self.rows)
        self.add_secondary(verbs.CANCEL, "cancel", self.reject)
        self.add_primary(texts.SAVE, "save_settings", self._on_save)
        self.undo.setFocus()
        self.undo.selectAll()

    @Slot()
    def _choose_checks(self) -> None:
        dialog = CheckChoiceDialog(self._checks_off, self)
        dialog.chosen.connect(self._on_checks_chosen)
        dialog.open()

    @Slot(object)
    def _on_checks_chosen(self, off: frozenset[CheckId]) -> None:
        self._checks_off = off
        self._show_checks()

    def _show_checks(self) -> None:
        set_tooltip(self.checks, texts.checks_words(len(self._checks_off)))

    @Slot()
    def _on_save(self) -> None:
        services, settings = self._services, self._services.settings
        settings.undo_s = self.undo.value()
        settings.send_per_minute = self.pace.value() or None
        settings.public_recipients = self.public.value()
        settings.sync_minutes = self.sync.value()
        settings.notices, settings.large_send = self.notices.isChecked(), self.large_send.value()
        settings.notices_name_mail = self.names_mail.isChecked()
        settings.tray, settings.keeps_running = self.tray.isChecked(), self.keeps_running.isChecked()
        settings.checks_off = self._checks_off
        settings.sync()
        services.outbox.undo_window = timedelta(seconds=settings.undo_s)
        services.send_runs.per_minute = settings.send_per_minute
        services.sync.set_every(timedelta(minutes=settings.sync_minutes))
        if self.theme.current() != theme_store.store().mode.value:
            self.theme_chosen.emit(self.theme.current())
        self.saved.emit()
        self.accept()


def _tick(name: str, text: str, is_on: bool) -> QCheckBox:
    box = QCheckBox(text)
    box.setObjectName(name)
    box.setChecked(is_on)
    return box


def _number(name: str, value: int, allowed: tuple[int, int], suffix: str) -> QSpinBox:
    box = QSpinBox()
    box.setObjectName(name)
    box.setRange(*allowed)
    box.setValue(value)
    box.setSuffix(suffix)
    box.setFixedWidth(typography.units(120))
    settle_spin_box(box)
    return box
