"""Files dragged over the window: an overlay shows the drop zones."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from composer_app.domain import file_types
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from composer_app.ui.texts import attached_files, mail_files, recipient_lists
from composer_app.ui.texts import format as fmt
from composer_app.ui.widgets.chips.chip_drag import is_of_mailto_links
from composer_app.ui.widgets.drop_zones import DropZone, DropZones

GONE_AFTER_MS = 60
"""Delay before the overlay hides: between widgets a drag leaves one before it enters the other."""

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop)


@dataclass(frozen=True)
class _Load:
    """The dragged files. Sizes are read once, when the drag enters."""

    paths: tuple[Path, ...]
    foreign: tuple[str, ...]
    size_bytes: int
    folder: str
    refused: str

    @property
    def is_pictures(self) -> bool:
        return bool(self.paths) and not self.folder and all(file_types.is_picture(path.name) for path in self.paths)

    @property
    def is_list(self) -> bool:
        return len(self.paths) == 1 and not self.folder and file_types.is_table(self.paths[0].name)

    @property
    def is_mail(self) -> bool:
        return len(self.paths) == 1 and not self.folder and file_types.is_mail(self.paths[0].name)


@dataclass(frozen=True)
class Places:
    """Rectangles of the drop zones, in the page's coordinates."""

    editor: QRect
    preview: QRect
    """Empty while it is hidden."""
    line: int
    """Where an inline image is inserted if it is not dropped at a line."""


class FileDrops(QObject):
    """Watches a whole window for dragged files. Dragged text and chips are left to the fields.

    Args:
        page: the page that accepts the files; its overlay shows the zones.
        places: called whenever the overlay is drawn.
        line_at: the line of the editor at a point of the page.
        used: bytes that the mail has already.

    Signals:
        wanted: files are dragged over the window while another page is shown.
        attached: paths of files that were dropped.
        placed: paths of images that were dropped into the text, and the line after which they go.
        listed: the path of a table that was dropped as a list of recipients.
        opened: the path of a file that was dropped as the mail.
        foreign: dropped URLs that are no local files.
    """

    wanted = Signal()
    attached = Signal(list)
    placed = Signal(list, int)
    listed = Signal(Path)
    opened = Signal(Path)
    foreign = Signal(list)

    def __init__(
        self, page: QWidget, places: Callable[[], Places], line_at: Callable[[QPoint], int], used: Callable[[], int]
    ) -> None:
        super().__init__(page)
        self._page, self._places, self._line_at, self._used = page, places, line_at, used
        self._overlay = DropZones(page)
        self._overlay.setObjectName("drop_zones")
        self._load: _Load | None = None
        self._gone = QTimer(self, singleShot=True, interval=GONE_AFTER_MS)
        self._gone.timeout.connect(self._end)

    def watch(self, window: QWidget) -> None:
        """Watch this window and all drop targets in it. Call it again when widgets are added."""
        window.setAcceptDrops(True)
        for widget in (window, *window.findChildren(QWidget)):
            if widget.acceptDrops():
                widget.installEventFilter(self)  # once only, however often it is asked

    def overlay(self) -> DropZones:
        return self._overlay

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _DRAGS or not isinstance(watched, QWidget):
            return False
        if kind is QEvent.Type.DragLeave:
            if self._load is not None:
                self._gone.start()
            return False
        assert isinstance(event, QDropEvent)
        if not _is_for_us(event.mimeData(), watched):
            return False
        if kind is QEvent.Type.Drop:
            return self._drop(watched, event)
        return self._drag(watched, event)

    def _drag(self, watched: QWidget, event: QDropEvent) -> bool:
        if not self._page.isVisible():
            self.wanted.emit()
            if not self._page.isVisible():
                return False
        self._gone.stop()
        if self._load is None or event.type() is QEvent.Type.DragEnter:
            self._load = _load_of(event.mimeData())
        where = self._page.mapFromGlobal(watched.mapToGlobal(event.position().toPoint()))
        self._overlay.show_zones(self._zones(self._load, where))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, QDragMoveEvent):
            event.accept(QRect(event.position().toPoint(), event.position().toPoint()))
        return True

    def _drop(self, watched: QWidget, event: QDropEvent) -> bool:
        load = _load_of(event.mimeData())
        where = self._page.mapFromGlobal(watched.mapToGlobal(event.position().toPoint()))
        into_text = next((z for z in self._zones(load, where) if z.active and z.key == "place"), None)
        whole_file = next((z.key for z in self._zones(load, where) if z.active and z.key in ("list", "mail")), "")
        line = self._line_at(where) if into_text is not None else 0
        self._end()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if load.paths and into_text is not None:
            self.placed.emit(list(load.paths), line)
        elif whole_file:
            (self.listed if whole_file == "list" else self.opened).emit(load.paths[0])
        elif load.paths:
            self.attached.emit(list(load.paths))
        if load.foreign:
            self.foreign.emit(list(load.foreign))
        return True

    def _end(self) -> None:
        self._gone.stop()
        self._load = None
        self._overlay.hide_zones()

    def _zones(self, load: _Load, where: QPoint) -> list[DropZone]:
        places = self._places()
        note, refused = self._note(load), self._is_refused(load)
        whole = places.editor.united(places.preview)
        if load.is_list:
            words = recipient_lists.DROP_AS_LIST, recipient_lists.DROP_AS_LIST_NOTE
            return self._file_zones(places, where, DropZone("list", QRect(), "people", *words), note, refused)
        if load.is_mail:
            words = mail_files.DROP_AS_MAIL, mail_files.DROP_AS_MAIL_NOTE
            return self._file_zones(places, where, DropZone("mail", QRect(), "file", *words), note, refused)
        if not load.is_pictures:
            return [DropZone("attach", whole, "attach", attached_files.ATTACH, note, active=True, refused=refused)]
        editor, rest = places.editor, places.preview
        if rest.isEmpty():
            half = QPoint(editor.center().x(), editor.bottom())
            editor, rest = QRect(editor.topLeft(), half), QRect(editor.topLeft(), editor.bottomRight())
            rest.setLeft(half.x() + 1)
        over_text = editor.contains(where)
        line = self._line_at(where) if over_text else places.line
        place_note = note if refused else attached_files.INLINE_AT_LINE.format(line=line)
        return [
            DropZone(
                "place", editor, "image", attached_files.PLACE_IN_TEXT, place_note, active=over_text, refused=refused
            ),
            DropZone("attach", rest, "attach", attached_files.ATTACH, note, active=not over_text, refused=refused),
        ]

    @staticmethod
    def _file_zones(places: Places, where: QPoint, use: DropZone, note: str, refused: bool) -> list[DropZone]:
        """A file that may be used (a table as the recipients, HTML as the mail), or attached."""
        left, right = places.editor, places.preview
        if right.isEmpty():
            half = left.left() + left.width() // 2
            right = QRect(QPoint(half + 1, left.top()), left.bottomRight())
            left = QRect(left.topLeft(), QPoint(half, left.bottom()))
        is_over_file = right.contains(where)
        return [
            replace(use, rect=left, active=not is_over_file),
            DropZone("attach", right, "attach", attached_files.ATTACH, note, active=is_over_file, refused=refused),
        ]

    def _is_refused(self, load: _Load) -> bool:
        too_big = self._used() + load.size_bytes > MAX_MESSAGE_BYTES
        return bool(load.folder or load.refused) or too_big or not load.paths

    def _note(self, load: _Load) -> str:
        most = fmt.size(MAX_MESSAGE_BYTES)
        if not load.paths:
            return attached_files.NO_FILE
        if load.folder:
            return attached_files.IS_FOLDER.format(name=load.folder)
        if load.refused:
            return attached_files.REFUSED_TYPE.format(ending=load.refused)
        if load.size_bytes > MAX_MESSAGE_BYTES:
            return attached_files.TOO_BIG.format(size=fmt.size(load.size_bytes), most=most)
        total = self._used() + load.size_bytes
        if total > MAX_MESSAGE_BYTES:
            return attached_files.TOO_BIG_TOGETHER.format(size=fmt.size(total), most=most)
        return attached_files.drop_words(len(load.paths), load.size_bytes, total, MAX_MESSAGE_BYTES)


def _is_for_us(mime: QMimeData, watched: QWidget) -> bool:
    """Files always; web addresses unless the widget below accepts them as text."""
    if not mime.hasUrls() or not mime.urls() or is_of_mailto_links(mime):
        return False  # mailto links are for the recipient fields
    if any(url.isLocalFile() for url in mime.urls()):
        return True
    holder = watched.parentWidget()
    takes_text = watched.inherits("QLineEdit") or (
        holder is not None and (holder.inherits("QPlainTextEdit") or holder.inherits("QTextEdit"))
    )
    return not takes_text


def _load_of(mime: QMimeData) -> _Load:
    local: list[Path] = []
    foreign: list[str] = []
    for url in mime.urls():
        if url.isLocalFile():
            local.append(Path(url.toLocalFile()))
        else:
            foreign.append(url.toString())
    folder = next((path.name for path in local if path.is_dir()), "")
    refused = next((path.suffix.lower() for path in local if file_types.is_refused(path.name)), "")
    return _Load(tuple(local), tuple(foreign), _bytes_of(local), folder, refused)


def _bytes_of(paths: Sequence[Path]) -> int:
    total = 0
    for path in paths:
        try:
            total += os.stat(path).st_size if not path.is_dir() else 0
        except OSError:
            continue  # a failed copy is reported later
    return total
