"""Paints the objects of a letter: placeholders and images, each one character of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPyTextObject, QTextDocument, QTextFormat

from composer_app.ui.compose.body.letter.letter_formats import (
    ALT,
    HEIGHT,
    NAME,
    PICTURE_OBJECT,
    PLACEHOLDER_OBJECT,
    WIDTH,
)
from composer_app.ui.texts import letter as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import draw_text, rounded
from composer_app.ui.theme.theme_store import current

if TYPE_CHECKING:
    from composer_app.ui.compose.body.letter.letter_pictures import LetterPictures

_PADDING, _RADIUS = 4, 5
_BOX = QSizeF(240, 64)
"""Size of the frame in place of an image that cannot be shown."""


class PlaceholderPainter(QPyTextObject):
    """A placeholder: `{{name}}` in its colours, or in those of a warning if the list has no column for it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: frozenset[str] | None = None
        """The names that the list of recipients has a column for; None: there is no list."""

    def intrinsicSize(self, _document: QTextDocument, _at: int, made: QTextFormat) -> QSizeF:
        metrics = QFontMetricsF(typography.body(medium=True))
        return QSizeF(metrics.horizontalAdvance(_shown(made)) + 2 * _PADDING + 2, metrics.height() + 3)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _at: int, made: QTextFormat
    ) -> None:
        theme, font = current(), typography.body(medium=True)
        pill = QRectF(rect).adjusted(1, 1, -1, 0)
        ground, colour = theme.syntax_placeholder_ground, theme.syntax_placeholder
        if self.columns is not None and " ".join(made.stringProperty(NAME).split()) not in self.columns:
            ground, colour = theme.warning.soft, theme.warning.text
        rounded(painter, pill, _RADIUS, ground)
        draw_text(painter, pill, _shown(made), font, colour, Qt.AlignmentFlag.AlignHCenter)


class PicturePainter(QPyTextObject):
    """An image in its real size, up to the width of the column; a frame with its words while it is not there."""

    def __init__(self, pictures: LetterPictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.room = 556.0
        """Width of the column in px."""

    def intrinsicSize(self, _document: QTextDocument, _at: int, made: QTextFormat) -> QSizeF:
        picture = self._pictures.picture(made.stringProperty(NAME))
        size = QSizeF(picture.size) if picture is not None else _BOX
        width, height = _pixels(made, WIDTH), _pixels(made, HEIGHT)
        if width and not height:
            size = QSizeF(width, size.height() * width / max(size.width(), 1))
        elif height and not width:
            size = QSizeF(size.width() * height / max(size.height(), 1), height)
        elif width:
            size = QSizeF(width, height)
        if size.width() > self.room:
            size = size * (self.room / size.width())
        return size

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _at: int, made: QTextFormat
    ) -> None:
        theme = current()
        rect = QRectF(rect)
        picture = self._pictures.picture(made.stringProperty(NAME))
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, picture.image)
        else:
            rounded(painter, rect, _RADIUS, theme.alt, theme.border)
            words = made.stringProperty(ALT) or texts.IMAGE
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, rect.adjusted(8, 0, -8, 0), words, typography.small(), theme.text2, centre)


def register(document: QTextDocument, placeholders: PlaceholderPainter, pictures: PicturePainter) -> None:
    """Let these paint the objects of a document."""
    layout = document.documentLayout()
    layout.registerHandler(PLACEHOLDER_OBJECT, placeholders)
    layout.registerHandler(PICTURE_OBJECT, pictures)


def _shown(made: QTextFormat) -> str:
    return f"{{{{{made.stringProperty(NAME)}}}}}"


def _pixels(made: QTextFormat, key: int) -> float:
    """A size of the HTML in px; 0: none, or a share of the width."""
    text = made.stringProperty(key).strip().removesuffix("px")
    return float(text) if text.isdecimal() and text.isascii() and len(text) < 5 else 0.0
