"""Motion can be switched off."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from composer_app.ui.theme import motion


def test_motion_follows_both_switches(qapp: QApplication) -> None:
    motion.set_reduced(False)
    assert motion.duration(120) in (0, 120)
    motion.set_reduced(True)
    assert motion.duration(120) == 0
    widget = QWidget()
    motion.animate(widget, b"pos", QPoint(0, 0), QPoint(5, 5))
    assert widget.pos() == QPoint(5, 5)
