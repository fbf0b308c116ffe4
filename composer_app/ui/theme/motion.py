"""Animation: 120 ms out-cubic, or 0 ms if the platform or the user wants none."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QByteArray, QEasingCurve, QObject, QPropertyAnimation
from PySide6.QtWidgets import QApplication, QStyle

OPENING_MS = 120

_reduced = [False]


def set_reduced(reduced: bool) -> None:
    """The program's own switch for no motion."""
    _reduced[0] = reduced


def duration(ms: int) -> int:
    """``ms``, or 0 without motion."""
    style = QApplication.style()
    moves = style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0 if style else False
    return ms if moves and not _reduced[0] else 0


def animate(target: QObject, name: bytes, start: object, end: object, ms: int = OPENING_MS) -> QPropertyAnimation:
    """Moves a Qt property from ``start`` to ``end``; the animation belongs to ``target`` and ends by itself.

    Without motion the property has its end value when this returns.
    """
    animation = QPropertyAnimation(target, QByteArray(name), target)
    animation.setStartValue(start)
    animation.setEndValue(end)
    animation.setDuration(duration(ms))
    animation.setEasingCurve(QEasingCurve.Type.OutCubic)
    animation.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)
    return animation
