"""Saving what a part of the window shows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.widgets.save_menu import SaveMenu
from tests.qt.windows import show


def save_menu(services: Services, shown: QWidget) -> SaveMenu:
    return SaveMenu(services, "Save the overview", "overview", {"svg": lambda: b"<svg/>"}, shown)


def test_a_file_is_saved_and_an_unwritable_place_is_named(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    menu = save_menu(services, show(qtbot, QWidget(), 10, 10))
    for path, said in (
        (tmp_path / "overview.svg", "overview.svg is saved."),
        (tmp_path / "missing" / "a.svg", "a.svg"),
    ):
        menu.ask_path = lambda *_, path=path: str(path)
        with qtbot.waitSignal(menu.toast_wanted) as toast:
            menu.menu.actions()[0].trigger()
        assert said in str(toast.args[0])
    assert (tmp_path / "overview.svg").read_bytes() == b"<svg/>"
    assert "is saved" not in str(toast.args[0])


def test_nothing_is_saved_without_a_path(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    shown = show(qtbot, QWidget(), 10, 10)
    export = save_menu(services, shown)
    asked: list[str] = []
    export.ask_path = lambda _parent, path, kinds: asked.append(f"{Path(path).suffix} {kinds}") or ""
    with qtbot.assertNotEmitted(export.toast_wanted):
        export.save("svg")
    assert asked == [".svg SVG picture (*.svg)"]
