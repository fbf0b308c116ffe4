"""The form that all dialogs share, and their edge of 1 px in each theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.services import Services
from composer_app.ui.accounts.account_dialog import AccountDialog
from composer_app.ui.accounts.company_ca_dialog import CompanyCaDialog
from composer_app.ui.crash.crash_dialog import CrashDialog
from composer_app.ui.help.about_dialog import AboutDialog
from composer_app.ui.maintenance.erase_dialog import EraseDialog
from composer_app.ui.settings.settings_dialog import SettingsDialog
from composer_app.ui.theme.theme_store import ThemeMode, apply_theme, current
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.confirm import ConfirmDialog
from composer_app.ui.widgets.segmented import Segmented, SegmentItem

QUESTION = ("Erase it?", "It is gone then.", "Erase it")
FAULT = ("A fault", "Nothing is lost.", "line\n" * 99)
CTRL = Qt.KeyboardModifier.ControlModifier
Make = Callable[[Services, QWidget], QDialog]


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda _services, window: AboutDialog(window), id="about"),
        pytest.param(lambda services, window: AccountDialog(services, None, window), id="account"),
        pytest.param(lambda services, window: CompanyCaDialog(services, window), id="company certificate"),
        pytest.param(
            lambda _services, window: ConfirmDialog(*QUESTION, parent=window),
            id="question",
        ),
        pytest.param(lambda _services, window: CrashDialog(*FAULT, window), id="crash"),
        pytest.param(lambda services, window: EraseDialog(services, window), id="erase"),
        pytest.param(lambda services, window: SettingsDialog(services, window), id="settings"),
    ],
)
def test_nothing_covers_the_edge(
    qapp: QApplication, qtbot: QtBot, services: Services, make: Make, mode: ThemeMode
) -> None:
    apply_theme(qapp, mode)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = make(services, window)
    dialog.show()

    assert around(dialog) == {current().border.name()}


def around(dialog: QDialog) -> set[str]:
    """The colours of the outermost pixels."""
    image = dialog.grab().toImage()
    size: QSize = image.size()
    right, bottom = size.width() - 1, size.height() - 1
    points = [(x, y) for x in range(size.width()) for y in (0, bottom)]
    points += [(x, y) for y in range(size.height()) for x in (0, right)]
    return {image.pixelColor(*point).name() for point in points}


@pytest.fixture
def dialog(qtbot: QtBot) -> BaseDialog:
    made = BaseDialog("sample", "Sample [*] of a title", text="What it is for.", width=400)
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_progress_and_message_take_turns(qtbot: QtBot, dialog: BaseDialog) -> None:
    low = dialog.height()
    dialog.show_share(0.5)
    assert not dialog.progress.isVisible(), "nothing is under way"

    dialog.show_busy("Writing a.zip")
    dialog.show_share(0.5)
    assert dialog.progress.isVisible()
    assert dialog.progress.accessibleName() == "Writing a.zip"
    assert dialog.progress.value() == 0.5

    dialog.show_failure(Failed(Problem(ProblemCode.ARCHIVE_FULL)))
    assert not dialog.progress.isVisible()
    assert dialog.message.title() == "The disk is full."
    qtbot.waitUntil(lambda: dialog.height() > low)

    dialog.show_busy("Again")
    assert not dialog.message.isVisible()


def test_buttons_stand_in_the_order_they_are_added(qtbot: QtBot, dialog: BaseDialog) -> None:
    pressed: list[str] = []
    close = dialog.add_secondary("Close", "close", lambda: pressed.append("close"))
    save = dialog.add_primary("Save", "save", lambda: pressed.append("save"))
    remove = dialog.add_secondary("Remove", "remove", lambda: pressed.append("remove"), at_start=True)

    qtbot.waitUntil(lambda: remove.x() < close.x() < save.x())
    for button in (remove, close, save):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["remove", "close", "save"]


FIELDS: dict[str, Callable[[], QWidget]] = {
    "line": QLineEdit,
    "number": QSpinBox,
    "choice": QComboBox,
    "tick": QCheckBox,
    "segment": lambda: Segmented([SegmentItem("a", "A"), SegmentItem("b", "B")]).segment("b"),
}


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("field", FIELDS)
def test_enter_presses_the_filled_button(qtbot: QtBot, dialog: BaseDialog, field: str, key: Qt.Key) -> None:
    made = FIELDS[field]()
    dialog.add(made.parentWidget() or made)
    save = dialog.add_primary("Save", "save", lambda: None)
    pressed = QSignalSpy(save.clicked)
    qtbot.waitUntil(save.isVisible)

    qtbot.keyClick(made, key)
    assert pressed.count() == 1

    save.setEnabled(False)
    qtbot.keyClick(made, key)
    save.setEnabled(True)
    save.hide()
    qtbot.keyClick(made, key)
    assert pressed.count() == 1, "it was not to be pressed"


def test_enter_does_nothing_else_where_it_has_a_meaning(qtbot: QtBot, dialog: BaseDialog) -> None:
    text, more = QPlainTextEdit(), quiet_button("More", checkable=True)
    for part in (text, more):
        dialog.add(part)
    other = QSignalSpy(dialog.add_secondary("Other", "other", lambda: None).clicked)
    save = dialog.add_primary("Save", "save", lambda: None)
    saved = QSignalSpy(save.clicked)
    qtbot.waitUntil(save.isVisible)

    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClick(more, Qt.Key.Key_Return)
    qtbot.keyClick(named(dialog, "other"), Qt.Key.Key_Return)

    assert (text.toPlainText(), more.isChecked(), other.count(), saved.count()) == ("\n", True, 1, 0)


def test_enter_presses_no_red_button_and_a_held_key_none(qtbot: QtBot, dialog: BaseDialog) -> None:
    line = QLineEdit()
    dialog.add(line)
    button = dialog.add_primary("Save", "save", lambda: None)
    save = QSignalSpy(button.clicked)
    qtbot.waitUntil(button.isVisible)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    QApplication.sendEvent(line, held)
    assert save.count() == 0

    button = dialog.add_primary("Erase", "erase", lambda: None, danger=True)
    erase = QSignalSpy(button.clicked)
    qtbot.waitUntil(button.isVisible)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (save.count(), erase.count()) == (0, 0)


def named(dialog: BaseDialog, name: str) -> QWidget:
    found = dialog.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_W, CTRL)])
def test_keys_close_it(qtbot: QtBot, dialog: BaseDialog, keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, *keys)


def test_the_title_is_shown_as_it_is(dialog: BaseDialog) -> None:
    assert dialog.windowTitle() == "Sample [*][*] of a title"
    assert dialog.head.text() == "Sample [*] of a title"


def test_it_grows_with_the_font(qapp: QApplication, qtbot: QtBot) -> None:
    small = BaseDialog("small", "Small", text="Words", width=400)
    qtbot.addWidget(small)
    font = QFont(qapp.font())
    former = QFont(font)
    font.setPointSizeF(font.pointSizeF() * 2)
    qapp.setFont(font)
    try:
        large = BaseDialog("large", "Large", text="Words", width=400)
        qtbot.addWidget(large)
        assert large.sizeHint().width() > small.sizeHint().width()
    finally:
        qapp.setFont(former)


def test_a_part_that_fills_takes_the_room_of_a_larger_dialog(qtbot: QtBot) -> None:
    dialog = BaseDialog("sized", "Sized")
    qtbot.addWidget(dialog)
    first, second = QTextEdit(), QTextEdit()
    dialog.add(first)
    dialog.add(second, fills=True)
    dialog.resize(400, 700)
    with qtbot.waitExposed(dialog):
        dialog.show()

    assert second.height() > first.height()


def test_a_ruled_dialog_that_scrolls_knows_its_height(qtbot: QtBot) -> None:
    dialog = BaseDialog("low", "Low", ruled=True, scrolls=True)
    qtbot.addWidget(dialog)
    tall = QTextEdit()
    tall.setFixedHeight(900)
    last = QTextEdit()
    dialog.add(tall)
    dialog.add(last)
    assert dialog.height_for(400) > 900
    dialog.resize(400, 300)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert last.visibleRegion().isEmpty()

    dialog.scroll_to(last)

    assert not last.visibleRegion().isEmpty()
