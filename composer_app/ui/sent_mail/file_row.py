"""The files of a sent mail, each to open or to save."""

from __future__ import annotations

from collections.abc import Sequence, Set

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from composer_app.domain.file_types import is_picture
from composer_app.domain.mail import Attachment
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import sent_mail
from composer_app.ui.texts import widgets as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import (
    Painted,
    PaintedButton,
    draw_text,
    focus_ring,
    hairline,
    rounded,
    row_height,
    text_width,
)
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.field_row import FieldRow
from composer_app.ui.widgets.flow_row import FlowRow
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.layouts import in_column, in_row
from composer_app.ui.widgets.plain_text import set_tooltip

_HEIGHT, _PADDING, _ICON, _GAP, _RADIUS = 28, 9, 16, 6, 6
_WIDEST_NAME, _LEAST_NAME = 260, 60
"""Room of a name, which is shortened where it needs more."""


class _Part(PaintedButton, QAbstractButton):
    """One of the two parts of a file: rounded at its outer end, with a line before the second."""

    def __init__(self, text: str, parent: QWidget, *, icon: str = "", detail: str = "", is_first: bool) -> None:
        super().__init__(parent)
        self.setText(text)
        self._icon, self._detail, self._is_first = icon, detail, is_first
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        across = QSizePolicy.Policy.Preferred if is_first else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._size(typography.units(_WIDEST_NAME))

    def minimumSizeHint(self) -> QSize:
        return self._size(_LEAST_NAME) if self._is_first else self.sizeHint()

    def _size(self, widest_name: int) -> QSize:
        name = min(text_width(self.text(), typography.body()), widest_name)
        detail = _GAP + text_width(self._detail, typography.small()) if self._detail else 0
        icon = _ICON + _GAP if self._icon else 0
        return QSize(2 * _PADDING + icon + name + detail, row_height(_HEIGHT, typography.body()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.save()
        clip = QPainterPath()
        clip.addRect(rect)
        painter.setClipPath(clip)
        is_left = self._is_first is not self.isRightToLeft()
        ground = theme.hover_on if self.underMouse() and self.isEnabled() else theme.hover
        rounded(painter, rect.adjusted(0 if is_left else -20, 0, 20 if is_left else 0, 0), _RADIUS, ground)
        painter.restore()
        if not self._is_first:
            edge = self.width() - 1 if self.isRightToLeft() else 0
            hairline(painter, QRectF(edge, 0, 1, 0).topLeft(), self.height(), theme.border, vertical=True)
        role = "text" if self.isEnabled() else "disabled"
        left = _PADDING
        if self._icon:
            box = self.visual(QRectF(left, 0, _ICON, rect.height()))
            icons.paint(painter, box, self._icon, "text2" if self.isEnabled() else "danger.text")
            left += _ICON + _GAP
        detail = text_width(self._detail, typography.small())
        room = rect.width() - left - _PADDING - (detail + _GAP if detail else 0)
        draw_text(
            painter,
            self.visual(QRectF(left, 0, room, rect.height())),
            self.text(),
            typography.body(),
            theme.colour(role),
        )
        if detail:
            box = self.visual(QRectF(rect.width() - _PADDING - detail, 0, detail, rect.height()))
            draw_text(painter, box, self._detail, typography.small(), theme.text2)
        if self.hasFocus():
            focus_ring(painter, rect, _RADIUS, theme.focus)


class FileToSave(Painted, QWidget):
    """The first part opens a copy of the file, the second one saves it. A file that is gone can do neither."""

    def __init__(self, file: Attachment, parent: QWidget, *, is_missing: bool) -> None:
        super().__init__(parent)
        self.file, self.is_missing = file, is_missing
        size = texts.INLINE if file.is_inline else fmt.size(file.size_bytes)
        detail = sent_mail.NOT_HERE if is_missing else size
        icon = "warning" if is_missing else "image" if is_picture(file.file_name) else "file"
        name = fmt.raw(file.file_name)
        self.open = _Part(name, self, icon=icon, detail=detail, is_first=True)
        self.save = _Part(sent_mail.SAVE, self, is_first=False)
        self.open.setObjectName("open_file")
        self.save.setObjectName("save_file")
        self.open.setAccessibleName(sent_mail.OPEN_FILE.format(name=name, detail=detail))
        self.save.setAccessibleName(sent_mail.SAVE_FILE.format(name=name))
        set_tooltip(self.open, f"{name}\n{sent_mail.NOT_HERE_HINT if is_missing else detail}")
        for part in (self.open, self.save):
            part.setEnabled(not is_missing)
        in_row(self, self.open, self.save)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class _Files(FlowRow):
    """The files in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__(8, 6)
        self._files: list[FileToSave] = []

    def flowing(self) -> list[FileToSave]:
        return list(self._files)

    def line_height(self) -> int:
        return row_height(_HEIGHT, typography.body())

    def set_files(self, files: Sequence[FileToSave]) -> None:
        """Show these in place of the ones before."""
        for gone in self._files:
            gone.hide()
            gone.deleteLater()
        self._files = list(files)
        for file in files:
            file.show()
        self.place()


class FileRow(QWidget):
    """Signals:
    open_wanted, save_wanted: one `Attachment`.
    save_all_wanted: all files that are there, as a tuple.
    """

    open_wanted = Signal(object)
    save_wanted = Signal(object)
    save_all_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = _Files()
        self._files.setObjectName("sent_files")
        self._save_all = quiet_button(sent_mail.SAVE_ALL, compact=True)
        self._save_all.setObjectName("save_all")
        row = FieldRow(sent_mail.ATTACHED, self._files, self._save_all, hairline=False)
        in_column(self, Hairline(self), row)
        self._save_all.clicked.connect(self._on_save_all)

    def show_files(self, files: Sequence[Attachment], missing: Set[str]) -> None:
        """Show these files; `missing`: hashes of those that the store does not have."""
        if [(one.file, one.is_missing) for one in self._files.flowing()] != [
            (file, file.sha256 in missing) for file in files
        ]:
            self._files.set_files([self._made(file, file.sha256 in missing) for file in files])
        self._save_all.setVisible(len(self._there()) > 1)
        self.setVisible(bool(files))

    def files(self) -> list[FileToSave]:
        return self._files.flowing()

    def _made(self, file: Attachment, is_missing: bool) -> FileToSave:
        made = FileToSave(file, self._files, is_missing=is_missing)
        made.open.clicked.connect(lambda: self.open_wanted.emit(file))
        made.save.clicked.connect(lambda: self.save_wanted.emit(file))
        return made

    def _there(self) -> tuple[Attachment, ...]:
        return tuple(one.file for one in self._files.flowing() if not one.is_missing)

    def _on_save_all(self) -> None:
        self.save_all_wanted.emit(self._there())
