"""The images of a letter: read and scaled on another thread, and kept while the letter is open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from composer_app.services.app_context import AppContext

WIDEST = 1_200
"""Images are kept up to this width in px: twice the column, for screens of high resolution."""
MOST_MEGABYTES = 256
"""Images that take more memory while they are read are not shown."""

FindImage = Callable[[str], tuple[Path, str] | None]


@dataclass(frozen=True)
class LoadedPicture:
    """An image, and its real size in px."""

    image: QImage
    size: QSize


class LetterPictures(QObject):
    """Gives the inline images of the open draft. GUI thread only.

    Args:
        find: the file of an inline image by its name.

    Signals:
        loaded: one more image is there, or is known to be unreadable.
    """

    loaded = Signal()

    def __init__(self, context: AppContext, find: FindImage, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._find = context, find
        self._known: dict[Path, LoadedPicture | None] = {}
        self._asked: set[Path] = set()

    def picture(self, source: str) -> LoadedPicture | None:
        """The image that the HTML calls `source`; None: it is still read, on another computer, or not readable."""
        if not source.lower().startswith("cid:"):
            return None
        found = self._find(unquote(source[4:]))
        if found is None:
            return None
        path = found[0]
        if path not in self._known and path not in self._asked:
            self._asked.add(path)
            self._load(path)
        return self._known.get(path)

    def forget(self) -> None:
        """Drop all images: another draft is open."""
        self._known.clear()

    def _load(self, path: Path) -> None:
        async def read() -> tuple[Path, LoadedPicture | None]:
            return path, await asyncio.to_thread(read_picture, path)

        self._context.run(read).on_success(self._on_read)

    @Slot(object)
    def _on_read(self, read: tuple[Path, LoadedPicture | None]) -> None:
        path, picture = read
        self._asked.discard(path)
        self._known[path] = picture
        self.loaded.emit()


def read_picture(path: Path) -> LoadedPicture | None:
    """Read an image of bounded size; None if it is none, or too large. Any thread."""
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > WIDEST:
        reader.setScaledSize(QSize(WIDEST, max(round(size.height() * WIDEST / size.width()), 1)))
    image = reader.read()
    if image.isNull():
        return None
    return LoadedPicture(image, size if size.isValid() else image.size())
