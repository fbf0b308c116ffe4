"""Saves what a part of the window shows, as a picture or a table: asks for the file, reports the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QStandardPaths,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QFont, QPainter, QPixmap, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from composer_app.services.app_context import AppContext
from composer_app.services.exchange.whole_file import with_ending
from composer_app.services.maintenance.content_file import save_content
from composer_app.ui.texts import widgets as texts
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import draw_text, row_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.mnemonics import give_mnemonics

AskPath = Callable[[QWidget, str, str], str]
"""Asks where to; gets the suggested path and the kinds of files, gives the chosen path or ""."""
_PIXELS_FOR_ONE = 2
"""A PNG is read on paper and on fine screens, too."""
_MARGIN = 16


class PictureExport(QObject):
    """Saves one kind of content, such as the overview.

    Args:
        title: of the dialog that asks for the file.
        name: how the file is called, before the day.
        content: by the kind of file ("svg", "png", "csv"), what makes its bytes.

    Signals:
        toast_wanted: a sentence for a toast.
    """

    toast_wanted = Signal(str)

    def __init__(
        self, context: AppContext, title: str, name: str, content: Mapping[str, Callable[[], bytes]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._title = title
        self._name = name
        self._content = content
        self._parent = parent
        self.ask_path: AskPath = self._ask_path
        self.menu = QMenu(parent)
        for kind in content:
            action = self.menu.addAction(texts.SAVE_AS[kind])
            action.setData(kind)
            action.triggered.connect(self._on_chosen)
        give_mnemonics(self.menu.actions())

    def save(self, kind: str) -> None:
        """Ask where to, then save what is shown."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        day = self._context.clock().astimezone().date().isoformat()
        suggested = str(Path(folder) / f"{self._name} {day}.{kind}")
        chosen = self.ask_path(self._parent, suggested, texts.FILES_OF_KIND[kind])
        if not chosen:
            return
        path = with_ending(Path(chosen), f".{kind}")
        task = save_content(self._context, path, self._content[kind]())
        task.on_success(self._on_saved)
        task.on_failure(self._on_failed)

    def _ask_path(self, parent: QWidget, suggested: str, kinds: str) -> str:
        """The real one: the system's own dialog, which asks before it overwrites."""
        chosen, _ = QFileDialog.getSaveFileName(parent, self._title, suggested, kinds)
        return chosen

    @Slot()
    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.save(action.data())

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.toast_wanted.emit(texts.FILE_SAVED.format(file=path.name))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        words = failure_words(error)
        self.toast_wanted.emit(f"{words.title} {words.body}")


@dataclass(frozen=True)
class Picture:
    """What a picture shows.

    Attributes:
        title: of the file.
        heading: lines above the widget, the first one larger.
    """

    shown: QWidget
    title: str
    heading: tuple[str, ...] = ()

    @property
    def size(self) -> QSize:
        return self.shown.size() + QSize(0, self._heading_height)

    @property
    def _heading_height(self) -> int:
        return sum(self._line_height(place) for place in range(len(self.heading))) + _MARGIN * bool(self.heading)

    @staticmethod
    def _line_height(place: int) -> int:
        return row_height(28 if place == 0 else 20, _font_of_line(place))

    def draw(self, painter: QPainter) -> None:
        """Draw all of it from the origin."""
        painter.fillRect(QRect(QPoint(), self.size), current().base)
        y = _MARGIN // 2
        for place, line in enumerate(self.heading):
            spot = QRectF(_MARGIN, y, self.shown.width() - 2 * _MARGIN, self._line_height(place))
            draw_text(painter, spot, line, _font_of_line(place), current().text if place == 0 else current().text2)
            y += self._line_height(place)
        focused = self.shown.focusWidget()
        if focused is not None:
            focused.clearFocus()  # where the keys are is no part of the picture
        flags = QWidget.RenderFlag.DrawChildren
        self.shown.render(painter, QPoint(0, self._heading_height), QRegion(), flags)
        if focused is not None:
            focused.setFocus()


def _font_of_line(place: int) -> QFont:
    return typography.body() if place else typography.heading()


def as_svg(picture: Picture) -> bytes:
    """The picture as an SVG, with its text as text."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setResolution(picture.shown.logicalDpiX())
    generator.setOutputDevice(buffer)
    generator.setSize(picture.size)
    generator.setViewBox(QRect(QPoint(), picture.size))
    generator.setTitle(picture.title)
    painter = QPainter(generator)
    picture.draw(painter)
    painter.end()
    buffer.close()
    return bytes(content.data())


def as_png(picture: Picture) -> bytes:
    """The picture as a PNG, two pixels for one."""
    pixels = QPixmap(picture.size * _PIXELS_FOR_ONE)
    pixels.setDevicePixelRatio(_PIXELS_FOR_ONE)
    painter = QPainter(pixels)
    picture.draw(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixels.save(buffer, "PNG")
    buffer.close()
    return bytes(content.data())
