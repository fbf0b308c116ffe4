"""The settings dialog: what it shows, what it changes, and when."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.check import Check
from composer_app.services.settings import Settings
from composer_app.ui.settings.settings_dialog import SettingsDialog
from composer_app.ui.theme import theme_store
from composer_app.ui.theme.theme_store import ThemeMode
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.segmented import Segmented


def opened(check: Check) -> SettingsDialog:
    check.driver.press(check.program.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    if not any(w.isVisible() for w in check.program.window.findChildren(SettingsDialog)):
        check.program.main_view.commands["settings"].trigger()  # a window without the keyboard gets no shortcuts
    return check.driver.find(SettingsDialog, "settings_dialog")


def test_what_is_saved_holds_at_once_and_at_the_next_start(check: Check) -> None:
    services, driver = check.program.services, check.driver
    dialog = opened(check)
    undo = driver.find(QSpinBox, "settings_undo", dialog)
    sync = driver.find(QSpinBox, "settings_sync", dialog)
    assert (undo.minimum(), undo.maximum(), undo.value(), sync.value()) == (0, 60, 0, 10)

    undo.setValue(20)
    sync.setValue(30)
    pace = driver.find(QSpinBox, "settings_pace", dialog)
    assert pace.text() == "as fast as the service takes them"
    pace.setValue(600)
    driver.find(QSpinBox, "settings_public", dialog).setValue(3)
    driver.find(Segmented, "settings_theme", dialog).set_current(ThemeMode.DARK.value)
    driver.click(driver.find(QAbstractButton, "save_settings", dialog))

    assert services.outbox.undo_window == timedelta(seconds=20)
    assert services.sync.every == timedelta(minutes=30)
    assert theme_store.store().mode is ThemeMode.DARK
    assert check.program.main_view.commands["theme_dark"].isChecked()
    assert services.send_runs.per_minute == 600
    assert services.settings.public_recipients == 3
    later = Settings(services.context.profile.settings)
    assert later.send_per_minute == 600
    assert (later.undo_s, later.sync_minutes, later.theme_mode) == (20, 30, "dark")


def test_enter_in_a_number_saves(check: Check) -> None:
    dialog = opened(check)
    undo = check.driver.find(QSpinBox, "settings_undo", dialog)
    undo.setFocus()
    undo.selectAll()
    QTest.keyClicks(undo, "12")
    check.driver.press(undo, Qt.Key.Key_Return)

    assert check.program.services.settings.undo_s == 12
    assert not dialog.isVisible()


def test_enter_on_the_theme_saves_it(check: Check) -> None:
    dialog = opened(check)
    theme = check.driver.find(Segmented, "settings_theme", dialog)
    theme.set_current(ThemeMode.DARK.value)
    check.driver.press(theme.segment(ThemeMode.DARK.value), Qt.Key.Key_Return)

    assert theme_store.store().mode is ThemeMode.DARK
    assert not dialog.isVisible()


def test_the_label_of_the_theme_leads_to_it_and_tab_stops_there_once(check: Check) -> None:
    dialog = opened(check)
    dialog.activateWindow()
    check.driver.until("it is active", dialog.isActiveWindow)
    theme = check.driver.find(Segmented, "settings_theme", dialog)
    theme.set_current(ThemeMode.DARK.value)
    QTest.keyClick(dialog, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    segment = theme.segment(ThemeMode.DARK.value)
    assert dialog.focusWidget() is segment

    for key, behind in ((Qt.Key.Key_Tab, "settings_checks"), (Qt.Key.Key_Backtab, "settings_sync")):
        segment.setFocus()
        QTest.keyClick(segment, key)
        focused = dialog.focusWidget()
        assert focused is not None
        assert focused.objectName() == behind


def test_cancelled_it_changes_nothing(check: Check) -> None:
    dialog = opened(check)
    check.driver.find(QSpinBox, "settings_undo", dialog).setValue(20)
    check.driver.click(check.driver.find(QAbstractButton, "cancel", dialog))

    assert check.program.services.settings.undo_s == 0
    assert check.program.services.outbox.undo_window == timedelta(0)


def test_everything_in_it_has_a_name(check: Check) -> None:
    dialog = opened(check)

    names = ("undo", "sync", "theme", "notices", "names_mail", "large_send", "tray", "keeps_running")
    named = [dialog.findChild(QWidget, f"settings_{name}") for name in names]

    assert [widget.accessibleName() for widget in named if widget] == [
        "Undo time", "Fetch every", "Theme", "Notices", "In notices", "Large send", "Tray", "Closing",
    ]  # fmt: skip


def test_notices_and_tray_are_saved_and_reported(check: Check, qtbot: QtBot) -> None:
    services = check.program.services
    dialog = SettingsDialog(services, check.program.window, has_tray=True)
    dialog.open()
    assert (dialog.notices.isChecked(), dialog.tray.isChecked()) == (False, False)
    assert not dialog.large_send.isEnabled()
    assert not dialog.names_mail.isEnabled()
    assert not dialog.names_mail.isChecked()
    assert not dialog.keeps_running.isEnabled()
    dialog.notices.setChecked(True)
    dialog.names_mail.setChecked(True)
    dialog.large_send.setValue(250)
    dialog.tray.setChecked(True)
    dialog.keeps_running.setChecked(True)
    with qtbot.waitSignal(dialog.saved):
        check.driver.click(check.driver.find(QAbstractButton, "save_settings", dialog))
    settings = services.settings
    assert (settings.notices, settings.large_send) == (True, 250)
    assert settings.notices_name_mail
    assert (settings.tray, settings.keeps_running) == (True, True)


def test_without_a_tray_the_dialog_says_so(check: Check) -> None:
    check.program.services.settings.tray = True
    dialog = SettingsDialog(check.program.services, check.program.window, has_tray=False)
    dialog.open()
    assert not dialog.tray.isEnabled()
    assert not dialog.keeps_running.isEnabled()
    assert "This desktop has no tray." in [label.text() for label in dialog.findChildren(Label)]
    dialog.reject()
