"""The bar with the pages."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.buttons import QuietButton, quiet_button
from composer_app.ui.widgets.page_bar import PageBar
from tests.qt.widgets.placing import Show

Key = Qt.Key


def with_a_tool(shown: Show) -> tuple[PageBar, QuietButton]:
    bar = PageBar()
    for key in ("compose", "outbox", "logs"):
        bar.add_page(key, key.title(), key)
    tool = quiet_button("Find or run", icon="search", shortcut_text="Ctrl+K")
    bar.add_right(tool)
    shown(bar)
    return bar, tool


def test_page_bar(qtbot: QtBot, shown: Show) -> None:
    bar, tool = with_a_tool(shown)
    assert bar.current() == "compose"
    assert bar.height() == bar.sizeHint().height() >= 48
    bar.set_count("outbox", 2, urgent=True)
    assert bar.page_button("outbox").accessibleName() == "Outbox, 2 need you"
    bar.set_count("outbox", 0)
    assert bar.page_button("outbox").accessibleName() == "Outbox"
    with qtbot.waitSignal(bar.current_changed) as emitted:
        qtbot.mouseClick(bar.page_button("logs"), Qt.MouseButton.LeftButton)
    assert emitted.args == ["logs"]
    bar.page_button("logs").setFocus()
    with qtbot.waitSignal(bar.current_changed) as emitted:
        qtbot.keyClick(bar.page_button("logs"), Key.Key_Left)
    assert emitted.args == ["outbox"]
    assert tool.mapTo(bar, QPoint(0, 0)).x() > bar.page_button("logs").geometry().right()


def test_where_there_is_no_room_a_quiet_button_loses_its_words_and_no_page_is_cut(shown: Show) -> None:
    bar, tool = with_a_tool(shown)
    whole = bar.sizeHint().width()
    for width, has_words in ((whole + 40, True), (whole - 20, False), (whole + 40, True)):
        bar.resize(width, bar.height())
        assert (tool.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon) == has_words, width
        page = bar.page_button("logs")
        assert page.width() >= page.sizeHint().width()
