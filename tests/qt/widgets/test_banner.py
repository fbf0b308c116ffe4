"""Banners, of which the most urgent is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import text_width
from composer_app.ui.widgets.banner import Banner, BannerStack
from tests.qt.widgets.placing import put

LONG = "The recipient's mail server refused the mail for now. Send it again later, or to another address. " * 4


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
    with qtbot.waitSignal(stack.closed) as emitted:
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert emitted.args == ["a"]
    assert stack.keys() == []


def shown_alone(home: QWidget, spec: BannerSpec) -> tuple[BannerStack, Banner]:
    stack = BannerStack()
    put(home, stack)
    stack.put("a", spec)
    shown = stack.shown()
    assert shown is not None
    return stack, shown


def test_banner_folds_in_low_windows(home: QWidget) -> None:
    spec = BannerSpec(BannerKind.SANDBOX, "Sandbox.", "Nothing leaves this computer.")
    stack, shown = shown_alone(home, spec)
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


def test_a_narrow_banner_says_that_there_is_more(home: QWidget) -> None:
    spec = BannerSpec(BannerKind.WARNING, "It is down.", "Since 22:41. 2 mails wait. Check the base URL.")
    stack, shown = shown_alone(home, spec)
    font = typography.body()
    part = "Since 22:41. 2 mails wait. …"
    assert shown.words_for(text_width(shown.spec.text, font)) == shown.spec.text
    assert shown.words_for(text_width(part, font)) == part
    assert shown.words_for(text_width(part, font) - 1) == "Since 22:41. …"

    stack.set_compact(True)
    assert shown.words_for(text_width(shown.spec.text, font)) == shown.spec.text
    assert shown.words_for(text_width(part, font)) == "", "a low window shows the title alone"
