"""Saves the overview as a picture: asks for the file, reports the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPoint, QRect, QStandardPaths, Signal, Slot
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.services.maintenance.picture_file import save_picture
from composer_app.services.services import Services
from composer_app.ui.texts import overview as texts
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme.theme_store import current

AskPath = Callable[[QWidget, str, str], str]
"""Asks where to; gets the suggested path and the kinds of files, gives the chosen path or ""."""
_PIXELS_FOR_ONE = 2
"""A PNG is read on paper and on fine screens, too."""


def ask_path(parent: QWidget, suggested: str, kinds: str) -> str:
    """The real one: the system's own dialog, which asks before it overwrites."""
    chosen, _ = QFileDialog.getSaveFileName(parent, texts.SAVE_PICTURE, suggested, kinds)
    return chosen


class ExportPicture(QObject):
    """Signals:
    toast_wanted: a sentence for a toast.
    """

    toast_wanted = Signal(str)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._parent = parent
        self.ask_path: AskPath = ask_path

    def save(self, shown: QWidget, kind: str) -> None:
        """Ask where to, then save what the widget shows.

        Args:
            kind: "svg" or "png".
        """
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        day = self._services.context.clock().astimezone().date().isoformat()
        suggested = str(Path(folder) / f"{texts.FILE_NAME.format(day=day)}.{kind}")
        chosen = self.ask_path(self._parent, suggested, texts.FILE_TYPES[kind])
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(f".{kind}")
        task = save_picture(self._services.context, path, as_svg(shown) if kind == "svg" else as_png(shown))
        task.on_success(self._on_saved)
        task.on_failure(self._on_failed)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.toast_wanted.emit(texts.SAVED.format(file=path.name))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        words = failure_words(error)
        self.toast_wanted.emit(f"{words.title} {words.body}")


def as_svg(shown: QWidget) -> bytes:
    """The widget as an SVG, with its text as text."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setResolution(shown.logicalDpiX())
    generator.setOutputDevice(buffer)
    generator.setSize(shown.size())
    generator.setViewBox(QRect(QPoint(), shown.size()))
    generator.setTitle(texts.PAGE)
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), shown.size()), current().base)
    shown.render(painter, QPoint())
    painter.end()
    buffer.close()
    return bytes(content.data())


def as_png(shown: QWidget) -> bytes:
    """The widget as a PNG, two pixels for one."""
    picture = QPixmap(shown.size() * _PIXELS_FOR_ONE)
    picture.setDevicePixelRatio(_PIXELS_FOR_ONE)
    picture.fill(current().base)
    shown.render(picture, QPoint())
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    buffer.close()
    return bytes(content.data())
