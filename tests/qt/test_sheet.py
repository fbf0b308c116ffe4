"""The developer sheet can be rendered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt import sheet


def test_every_sheet_is_rendered_in_both_themes(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    sheet.render(qapp, tmp_path)

    assert {path.stem for path in tmp_path.glob("*.png")} == {
        f"{name}-{mode}" for name in sheet.SHEETS for mode in ("light", "dark")
    }
