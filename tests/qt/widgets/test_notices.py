"""Banners, messages, toast, progress, timeline, empty state, drop zones, confirmation."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.theme import motion, typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.painting import text_width
from composer_app.ui.theme.theme_store import ThemeMode, store
from composer_app.ui.widgets import confirm
from composer_app.ui.widgets.banner import BannerKind, BannerSpec, BannerStack
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.confirm import ConfirmDialog
from composer_app.ui.widgets.drop_zones import DropZone, DropZones
from composer_app.ui.widgets.empty_state import EmptyState
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.progress_line import ProgressLine
from composer_app.ui.widgets.timeline import Timeline, TimelineStep
from composer_app.ui.widgets.toast import STAY_MS, Toast

LONG = "The receiver turned the mail away for now. Write again later or to another address. " * 4


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    widget.resize(800, 500)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


def put(home: QWidget, *widgets: QWidget) -> None:
    column = home.layout()
    assert isinstance(column, QVBoxLayout)
    for widget in widgets:
        column.addWidget(widget)
    column.addWidget(QPlainTextEdit(), 1)
    column.activate()


# -- banner -------------------------------------------------------------------------------------------------


def test_banner_stack_shows_the_most_urgent(home: QWidget) -> None:
    stack = BannerStack()
    put(home, stack)
    assert stack.isHidden()
    stack.put("sandbox", BannerSpec(BannerKind.SANDBOX, "Sandbox.", "Nothing leaves this computer."))
    stack.put("offline", BannerSpec(BannerKind.WARNING, "Offline since 13:20."))
    stack.put("done", BannerSpec(BannerKind.SUCCESS, "142 reports stored"))
    shown = stack.shown()
    assert shown is not None
    assert shown.spec.lead == "Offline since 13:20."
    stack.take("offline")
    shown = stack.shown()
    assert shown is not None
    assert shown.accessibleName() == "Sandbox. Nothing leaves this computer."
    stack.take("sandbox")
    stack.take("done")
    stack.take("never there")
    assert stack.shown() is None
    assert stack.isHidden()


def test_a_notice_of_what_is_over_hides_no_warning(home: QWidget) -> None:
    stack = BannerStack()
    put(home, stack)

    def words() -> str:
        shown = stack.shown()
        return shown.accessibleName() if shown is not None else ""

    stack.put("last-run", BannerSpec(BannerKind.NOTICE, "It did not end properly last time.", closable=True))
    stack.put("sandbox", BannerSpec(BannerKind.SANDBOX, "Sandbox."))
    assert "last time" in words()
    stack.put("sent", BannerSpec(BannerKind.WARNING, "Maybe sent.", closable=True))
    assert words() == "Maybe sent."
    stack.take("sent")
    assert "last time" in words()


def test_a_banner_that_goes_gives_the_focus_back(qtbot: QtBot, home: QWidget) -> None:
    stack = BannerStack()
    put(home, stack)
    editor = home.findChild(QPlainTextEdit)
    assert isinstance(editor, QPlainTextEdit)
    stack.put("a", BannerSpec(BannerKind.WARNING, "It is down.", "", (("Try now", lambda: stack.take("a")),)))
    home.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    (button,) = stack.findChildren(QPushButton)
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)

    qtbot.keyClick(button, Qt.Key.Key_Space)

    assert stack.isHidden()
    assert home.focusWidget() is editor


def test_banner_actions_and_cross(qtbot: QtBot, home: QWidget) -> None:
    pressed: list[str] = []
    actions = (("More", lambda: pressed.append("more")), ("Add account...", lambda: pressed.append("add")))
    stack = BannerStack()
    put(home, stack)
    stack.put("a", BannerSpec(BannerKind.SANDBOX, "Sandbox.", LONG, actions, closable=True))
    for button in stack.findChildren(QAbstractButton):
        if button.text():
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["more", "add"]
    cross = stack.findChild(QAbstractButton, "banner_close")
    assert isinstance(cross, QAbstractButton)
    with qtbot.waitSignal(stack.closed) as told:
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert told.args == ["a"]
    assert stack.keys() == []


def test_banner_folds_in_low_windows(home: QWidget) -> None:
    stack = BannerStack()
    put(home, stack)
    stack.put("a", BannerSpec(BannerKind.SANDBOX, "Sandbox.", "Nothing leaves this computer."))
    shown = stack.shown()
    assert shown is not None
    tall = shown.sizeHint().height()
    stack.set_compact(True)
    assert shown.sizeHint().height() < tall
    assert not shown.grab().isNull()


def test_a_low_banner_still_says_what_there_is_room_for(qtbot: QtBot, home: QWidget) -> None:
    stack = BannerStack()
    put(home, stack)
    stack.set_compact(True)
    home.resize(960, 300)
    looks = []
    for text in ("Nothing leaves this computer.", ""):
        stack.put("a", BannerSpec(BannerKind.SANDBOX, "Sandbox.", text))
        shown = stack.shown()
        assert shown is not None
        qtbot.waitUntil(lambda banner=shown: banner.width() > 700)
        looks.append(shown.grab().toImage())

    assert looks[0] != looks[1]


@pytest.mark.parametrize("is_low", [False, True])
def test_a_narrow_banner_says_that_there_is_more(home: QWidget, is_low: bool) -> None:
    stack = BannerStack()
    put(home, stack)
    stack.put("a", BannerSpec(BannerKind.WARNING, "It is down.", "Since 22:41. 2 mails wait. Check the base URL."))
    stack.set_compact(is_low)
    shown = stack.shown()
    assert shown is not None
    font = typography.body()
    part = "Since 22:41. 2 mails wait. …"
    assert shown.words_for(text_width(shown.spec.text, font)) == shown.spec.text
    assert shown.words_for(text_width(part, font)) == part
    assert shown.words_for(text_width(part, font) - 1) == "Since 22:41. …"


# -- message ------------------------------------------------------------------------------------------------


def test_message_is_never_cut(qtbot: QtBot, home: QWidget) -> None:
    message = InlineMessage(MessageKind.ERROR, "The mailbox is full.", LONG, "6010 EC_INBOX_FULL")
    put(home, message)
    for width in (800, 300, 500):
        home.resize(width, 700)
        qtbot.waitUntil(lambda wide=width: message.width() == wide and home.height() == 700)
        qtbot.waitUntil(lambda: message.height() == message.heightForWidth(message.width()))
        for label in message.findChildren(QLabel):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width())


def test_message_escapes_the_vendors_words(qtbot: QtBot) -> None:
    message = InlineMessage(MessageKind.ERROR, "Refused.", "", "<b>13</b> & REJECTED")
    qtbot.addWidget(message)
    texts = [label.text() for label in message.findChildren(QLabel)]
    assert any("&lt;b&gt;13&lt;/b&gt; &amp; REJECTED" in text for text in texts)
    assert message.vendor() == "<b>13</b> & REJECTED"
    assert message.accessibleDescription() == "<b>13</b> & REJECTED"


def test_message_actions_and_change(qtbot: QtBot) -> None:
    pressed: list[str] = []
    message = InlineMessage(MessageKind.WARNING, "Nobody knows yet.", "It is looked up.")
    qtbot.addWidget(message)
    low = message.heightForWidth(400)
    button = message.add_action("Look up now", lambda: pressed.append("look"), secondary=True)
    message.add_widget(QLabel("5 s, 30 s, 2 min"))
    assert message.heightForWidth(400) > low
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["look"]
    message.set_closable(True)
    message.set_content(MessageKind.SUCCESS, "Found.", "It was accepted.")
    assert (message.kind(), message.title(), message.body()) == (MessageKind.SUCCESS, "Found.", "It was accepted.")
    store().set_mode(ThemeMode.DARK)
    assert not message.grab().isNull()


# -- toast ---------------------------------------------------------------------------------------------------


def test_toast_goes_by_itself(qtbot: QtBot, home: QWidget) -> None:
    toast = Toast(home)
    toast.show_message("Draft discarded")
    assert toast.isVisible()
    assert toast.timer.interval() == STAY_MS
    assert abs(toast.geometry().center().x() - home.width() // 2) <= 1
    with qtbot.waitSignal(toast.dismissed):
        toast.timer.timeout.emit()
    assert toast.isHidden()


def test_toast_action_is_called_once_and_closes(qtbot: QtBot, home: QWidget) -> None:
    undone: list[bool] = []
    toast = Toast(home)
    toast.show_message("Leaves in 7 s", action="Undo", on_action=lambda: undone.append(True), stay_ms=7000)
    assert toast.timer.interval() == 7000
    action = toast.findChild(QAbstractButton, "toast_action")
    assert isinstance(action, QAbstractButton)
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert toast.isHidden()


def test_toast_stays_while_hovered(home: QWidget) -> None:
    toast = Toast(home)
    toast.show_message("Draft discarded", action="Undo")
    toast.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not toast.timer.isActive()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast.timer.isActive()


def test_toast_follows_the_window(qtbot: QtBot, home: QWidget) -> None:
    toast = Toast(home)
    toast.show_message("Draft discarded")
    home.resize(600, 400)
    qtbot.waitUntil(lambda: abs(toast.geometry().center().x() - 300) <= 1)
    toast.set_text("A longer text than there was before")
    assert toast.text().startswith("A longer")
    assert not toast.grab().isNull()


# -- progress, timeline, empty state ----------------------------------------------------------------------------


def test_progress(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    assert line.sizeHint().height() == 4
    line.set_value(1.7)
    assert line.value() == 1.0
    line.set_value(0.5)
    line.set_texts("3,000 of 5,000 handed over", "about 40 s left")
    assert line.accessibleName() == "3,000 of 5,000 handed over about 40 s left"
    assert line.sizeHint().height() > 4
    line.set_busy(True)
    assert not line.grab().isNull()
    line.set_busy(False)


def test_progress_glides_where_motion_is_wanted(qtbot: QtBot, home: QWidget) -> None:
    line = ProgressLine()
    put(home, line)
    motion.set_reduced(False)
    line.set_value(0.5)
    line.set_value(0.8)
    qtbot.waitUntil(lambda: line.property("shown") == 0.8)
    line.set_busy(True)
    qtbot.waitUntil(lambda: not line.grab().isNull())
    line.set_busy(False)


def test_timeline_wraps_and_speaks(qtbot: QtBot, home: QWidget) -> None:
    times = Timeline()
    put(home, times)
    times.set_steps(
        [
            TimelineStep("13:50:41", "status-queued", "Queued", tooltip="23 Nov 2026"),
            TimelineStep("13:51:24", "status-bounced", "Bounced, final", LONG, "bounced.text", missing_before=True),
        ]
    )
    assert times.heightForWidth(300) > times.heightForWidth(700)
    assert times.accessibleDescription().startswith("13:50:41 Queued. 13:51:24 Bounced, final, The receiver")
    assert not times.grab().isNull()
    times.set_steps([])
    assert times.height() == 0


def test_empty_state(qtbot: QtBot) -> None:
    empty = EmptyState("The outbox is empty.", "Mail you send passes through here.", secondary_button("Write"))
    qtbot.addWidget(empty)
    assert empty.accessibleName() == "The outbox is empty. Mail you send passes through here."
    empty.set_words("Nothing matches this filter.")
    assert empty.accessibleName() == "Nothing matches this filter."


# -- drop zones, confirmation -------------------------------------------------------------------------------------


def test_drop_zones_cover_the_page_and_let_events_through(qtbot: QtBot, home: QWidget) -> None:
    zones = DropZones(home)
    zones.show_zones(
        [
            DropZone("text", QRect(0, 0, 400, 400), "image", "Place in the text", "Line 42"),
            DropZone("attach", QRect(400, 0, 400, 400), "attach", "Attach", "1 file", active=True),
        ]
    )
    assert zones.geometry() == home.rect()
    assert zones.accessibleName() == "Attach. 1 file"
    assert zones.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not zones.grab().isNull()
    home.resize(700, 450)
    qtbot.waitUntil(lambda: zones.size() == home.size())
    zones.hide_zones()
    assert zones.isHidden()


def test_confirm_dialog(qtbot: QtBot) -> None:
    dialog = ConfirmDialog("Pull everything?", "They are handed out once.", "Pull everything", danger=True)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.cancel_button.hasFocus)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("agree", [True, False])
def test_ask_returns_the_answer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, agree: bool) -> None:
    code = ConfirmDialog.DialogCode.Accepted if agree else ConfirmDialog.DialogCode.Rejected
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _self: code)
    assert confirm.ask("Send again?", "It may arrive twice.", "Send again") is agree


def test_an_alternative_is_started_and_is_no_yes(qtbot: QtBot) -> None:
    started: list[str] = []
    instead = confirm.Alternative("Attach a file…", lambda: started.append("attach"))

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        assert dialog.instead_button is not None
        qtbot.mouseClick(dialog.instead_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)

    assert not confirm.ask("Send without a file?", "No file is attached.", "Send without a file", instead=instead)
    assert started == ["attach"]


def test_motion_follows_both_switches(qapp: QApplication) -> None:
    motion.set_reduced(False)
    assert motion.duration(120) in (0, 120)
    motion.set_reduced(True)
    assert motion.duration(120) == 0
    widget = QWidget()
    motion.animate(widget, b"pos", QPoint(0, 0), QPoint(5, 5))
    assert widget.pos() == QPoint(5, 5)
