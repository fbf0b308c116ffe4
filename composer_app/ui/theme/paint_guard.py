"""Paint guard: keeps an exception in a paint event from ending the process.

An exception in `paintEvent` leaves its QPainter open for as long as the traceback holds it, and Qt then ends the
process with a segmentation fault. A guarded method paints the raw value instead, and each fault is reported once.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import traceback
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from composer_app.ui.texts.format import raw

W = TypeVar("W", bound=QWidget)
P = ParamSpec("P")
D = TypeVar("D", bound=QStyledItemDelegate)
_Index = QModelIndex | QPersistentModelIndex
_Paint = Callable[[D, QPainter, QStyleOptionViewItem, _Index], None]

_GUARDED = "_is_guarded"
_PLACE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_USUAL_SIZE = QSize(120, 32)
_reported: set[tuple[str, str]] = set()


def report_once(error: Exception) -> None:
    """Log an exception as uncaught, once per place, and clear its frames."""
    *_, last = traceback.extract_tb(error.__traceback__)
    place = (type(error).__name__, f"{last.filename}:{last.lineno}")
    if place not in _reported:
        _reported.add(place)
        logging.getLogger("composer_app").critical("a fault while painting", exc_info=error)
    traceback.clear_frames(error.__traceback__)  # deletes the open painters


def guarded_event(paint: Callable[[W, QPaintEvent], None]) -> Callable[[W, QPaintEvent], None]:
    """Decorates `paintEvent`: a widget that cannot paint itself shows its accessible name."""

    @functools.wraps(paint)
    def paint_event(self: W, event: QPaintEvent) -> None:
        try:
            paint(self, event)
        except Exception as error:
            report_once(error)
            with contextlib.suppress(Exception):
                painter = QPainter(self)
                painter.drawText(self.rect(), int(_PLACE), raw(self.accessibleName()))
                painter.end()

    return _marked(paint_event)


def guarded_paint(paint: _Paint[D]) -> _Paint[D]:
    """Decorates `paint` of a delegate: an item that cannot be painted shows its text."""

    @functools.wraps(paint)
    def paint_item(self: D, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        try:
            paint(self, painter, option, index)
        except Exception as error:
            report_once(error)
            with contextlib.suppress(Exception):
                painter.drawText(option.rect, int(_PLACE), raw(index.data()))

    return _marked(paint_item)


def guarded_size(hint: Callable[P, QSize]) -> Callable[P, QSize]:
    """Decorates `sizeHint` of a widget or a delegate: a failure gives a usual size."""

    @functools.wraps(hint)
    def size_hint(*args: P.args, **kwargs: P.kwargs) -> QSize:
        try:
            return hint(*args, **kwargs)
        except Exception as error:
            report_once(error)
            return _USUAL_SIZE

    return _marked(size_hint)


def is_guarded(method: object) -> bool:
    """For the test that all paint methods are guarded."""
    return getattr(method, _GUARDED, False)


def guard_class(kind: type) -> None:
    """Guard the methods that a class defines itself; inherited ones are guarded in their class."""
    for name, decorate in (("paintEvent", guarded_event), ("sizeHint", guarded_size)):
        method = vars(kind).get(name)
        if method is not None and not is_guarded(method):
            setattr(kind, name, decorate(method))


F = TypeVar("F", bound=Callable[..., object])


def _marked(method: F) -> F:
    setattr(method, _GUARDED, True)
    return method
