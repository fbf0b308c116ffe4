"""The program's icons, in the colours of the theme.

One SVG is rendered once per size and pixel ratio as a mask; colouring the mask is cheap, so a theme switch is too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap

from composer_app.ui.theme.icon_svg import svg
from composer_app.ui.theme.theme_store import current, store

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractButton

Role = str | QColor


@lru_cache(maxsize=512)
def _mask(name: str, size: int, ratio: float) -> QImage:
    # QtSvg is loaded with the first icon, not with the module
    from PySide6.QtSvg import QSvgRenderer

    # before the painter, so that no exception leaves a painter on a deleted image
    renderer = QSvgRenderer(QByteArray(svg(name, QColor(Qt.GlobalColor.black), size).encode()))
    side = round(size * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


@lru_cache(maxsize=1024)
def _coloured(name: str, rgba: int, size: int, ratio: float) -> QPixmap:
    image = _mask(name, size, ratio).copy()
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor.fromRgba(rgba))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, role: Role = "text2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """One icon as a pixmap, cached. ``role`` is a role name of Theme.colour() or a colour; GUI thread only."""
    return _coloured(name, _colour(role).rgba(), size, ratio)


def icon(name: str, role: Role = "text2", size: int = 16, trail: int = 0) -> QIcon:
    """A QIcon with Normal, Disabled and Selected pixmaps for every pixel ratio in use.

    It keeps the current colours: use ``bind`` for widgets that outlive a theme switch.

    Args:
        trail: empty px after the drawing; native buttons leave too little room before their text.
    """
    made = QIcon()

    def drawn(wanted: Role, ratio: float) -> QPixmap:
        plain = pixmap(name, wanted, size, ratio)
        return _widened(plain, trail, ratio) if trail else plain

    modes = ((QIcon.Mode.Normal, role), (QIcon.Mode.Active, role), (QIcon.Mode.Disabled, "disabled"))
    for ratio in _ratios():
        for mode, wanted in modes:
            made.addPixmap(drawn(wanted, ratio), mode, QIcon.State.Off)
        made.addPixmap(drawn("text", ratio), QIcon.Mode.Selected, QIcon.State.Off)
        made.addPixmap(drawn("accent_text", ratio), QIcon.Mode.Normal, QIcon.State.On)
        made.addPixmap(drawn("accent_text", ratio), QIcon.Mode.Active, QIcon.State.On)
        made.addPixmap(drawn("disabled", ratio), QIcon.Mode.Disabled, QIcon.State.On)
    return made


def _widened(plain: QPixmap, trail: int, ratio: float) -> QPixmap:
    wide = QPixmap(plain.width() + round(trail * ratio), plain.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, plain)
    painter.end()
    return wide


def paint(painter: QPainter, rect: QRectF, name: str, role: Role, size: int = 16) -> None:
    """Draws an icon centred in ``rect``, on whole device pixels."""
    ratio = (
        painter.deviceTransform().m11() or 1.0
    )  # of what is painted on, also where a widget is rendered into a picture
    x = round((rect.center().x() - size / 2) * ratio) / ratio
    y = round((rect.center().y() - size / 2) * ratio) / ratio
    painter.drawPixmap(QRectF(x, y, size, size), pixmap(name, role, size, ratio), QRectF())


class _Binding(QObject):
    """Sets an icon on its parent now and after every theme switch. Lives as long as its parent."""

    def __init__(self, target: QAbstractButton | QAction) -> None:
        super().__init__(target)
        self._target = target
        self._wanted: tuple[str, Role, int, int] | None = None
        store().changed.connect(self.refresh)

    def point(self, name: str, role: Role, size: int, trail: int) -> None:
        self._wanted = (name, role, size, trail)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        if self._wanted is not None:
            self._target.setIcon(icon(*self._wanted))


def bind(target: QAbstractButton | QAction, name: str, role: Role = "text2", size: int = 16, trail: int = 0) -> None:
    """Gives a button or an action an icon that follows the theme. Calling it again replaces the icon.

    With ``trail`` the caller sets the button's icon size to ``size + trail`` by ``size``.
    """
    binding = next((child for child in target.children() if isinstance(child, _Binding)), None)
    (binding or _Binding(target)).point(name, role, size, trail)


def _ratios() -> set[float]:
    return {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}


def _colour(role: Role) -> QColor:
    if isinstance(role, QColor):
        return role
    return current().colour(role)
