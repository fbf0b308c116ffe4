"""The window itself: its size and place are remembered, and a profile that cannot be used is told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.check import Check
from composer_app.services.settings import Settings
from composer_app.ui.shell.main_window import FRAME, SIZE, SMALLEST, MainWindow, cannot_start
from composer_app.ui.texts.commands import MENU_NAMES
from composer_app.ui.widgets.inline_message import InlineMessage
from tests.qt.shell.whole import Opener, menus

LEFT = (760, 520)
"""With a frame no bigger than the screen of Qt's offscreen platform."""


def _first_size(window: MainWindow) -> QSize:
    """With its frame no bigger than the screen, and no smaller than is of use."""
    return SIZE.boundedTo(window.screen().availableSize() - FRAME).expandedTo(SMALLEST)


def test_it_is_as_big_as_it_was_left(opener: Opener) -> None:
    with opener() as first:
        assert first.program.window.size() == _first_size(first.program.window)
        first.program.window.resize(*LEFT)
    with opener() as second:
        assert (second.program.window.width(), second.program.window.height()) == LEFT


def test_one_left_on_a_larger_screen_fits_this_one(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    first = MainWindow(settings)
    qtbot.addWidget(first)
    first.resize(2400, 1500)
    first.close()

    second = MainWindow(settings)
    qtbot.addWidget(second)

    room = second.screen().availableSize() - FRAME
    assert second.size().boundedTo(room) == second.size()


def test_a_setting_that_is_rubbish_does_no_harm(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[layout]\nwindow=rubbish\n[window]\ntheme=plaid\npage=nowhere\nwelcomed=true\n", encoding="utf-8")

    window = MainWindow(Settings(path))
    qtbot.addWidget(window)

    assert window.size() == _first_size(window)


def test_an_unknown_page_in_the_settings_is_the_first_one(opener: Opener, tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    text = "[window]\ntheme=plaid\npage=nowhere\nwelcomed=true\n"
    (tmp_path / "profile" / "settings.ini").write_text(text, encoding="utf-8")

    with opener() as check:
        assert check.program.main_view.current_page == "compose"


def test_every_menu_has_something_in_it(check: Check) -> None:
    assert tuple(menus(check)) == tuple(MENU_NAMES)
    for page in ("compose", "outbox", "reports", "logs"):
        check.program.main_view.page(page)
    for name, menu in menus(check).items():
        menu.aboutToShow.emit()
        assert [action for action in menu.actions() if not action.isSeparator()], name


def test_a_folder_that_cannot_be_used_is_reported_with_what_to_do(qtbot: QtBot) -> None:
    page = cannot_start(Path("/full/of/mail"), PermissionError(13, "Permission denied"))
    qtbot.addWidget(page)

    message = page.findChild(InlineMessage)
    assert isinstance(message, InlineMessage)
    assert message.title() == "The profile folder cannot be used."
    assert "/full/of/mail" in message.body()
    assert "--profile" in message.body()
