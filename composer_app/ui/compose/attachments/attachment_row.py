"""The row of attached files: chips, Add, copy progress, size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QInputDialog, QMenu, QSizePolicy, QWidget

from composer_app.domain.file_types import is_refused
from composer_app.domain.mail import Attachment
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from composer_app.ui.commands.shortcuts import with_keys
from composer_app.ui.texts import attached_files
from composer_app.ui.texts import format as fmt
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, draw_text, rounded, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.chips.file_chips import FileChip, FileChipRow, FileItem
from composer_app.ui.widgets.field_row import FieldRow
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.plain_text import caption, set_tooltip
from composer_app.ui.widgets.small_note import SmallNote

_LINE_WIDTH, _LINE_HEIGHT, _GAP, _END = 72, 4, 10, 8


@spoken_as(QAccessible.Role.ProgressBar)
class SizeMeter(Painted, QWidget):
    """ "1.4 of 25 MB" and a line; red when it is too much."""

    def __init__(self) -> None:
        super().__init__()
        self._used = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_used(0)

    def set_used(self, used: int) -> None:
        """Bytes of the files and both bodies."""
        self._used = used
        self.setAccessibleName(self.text())
        over = used - MAX_MESSAGE_BYTES
        too_much = attached_files.TOO_MUCH.format(size=fmt.size(over))
        set_tooltip(self, too_much if over > 0 else attached_files.FILES_AND_TEXT)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return fmt.size_of(self._used, MAX_MESSAGE_BYTES)

    def is_over(self) -> bool:
        return self._used > MAX_MESSAGE_BYTES

    def sizeHint(self) -> QSize:
        words = max(text_width(self.text(), typography.small()), text_width("0.0 of 25 MB", typography.small()))
        return QSize(words + _GAP + _LINE_WIDTH + _END, row_height(28, typography.small()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        words = self.width() - _GAP - _LINE_WIDTH - _END
        colour = theme.colour("danger.text") if self.is_over() else theme.text2
        rect = self.visual(QRectF(0, 0, words, self.height()))
        draw_text(painter, rect, self.text(), typography.small(), colour, Qt.AlignmentFlag.AlignRight)
        top = (self.height() - _LINE_HEIGHT) / 2
        line = QRectF(words + _GAP, top, _LINE_WIDTH, _LINE_HEIGHT)
        rounded(painter, self.visual(line), 2, theme.hover_on)
        part = min(self._used / MAX_MESSAGE_BYTES, 1.0) * _LINE_WIDTH
        if part > 0:
            line.setWidth(max(part, _LINE_HEIGHT))
            fill = theme.colour("danger.bar") if self.is_over() else theme.text2
            rounded(painter, self.visual(line), 2, fill)


class AttachmentRow(QWidget):
    """Signals:
    add_wanted: the button "Add…".
    open_wanted, remove_wanted: the name of a file.
    rename_wanted: a file and its new name.
    """

    add_wanted = Signal()
    open_wanted = Signal(str)
    remove_wanted = Signal(str)
    rename_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._add = quiet_button(
            attached_files.ADD,
            icon="plus",
            compact=True,
            tooltip=with_keys(attached_files.ATTACH_FILES, "attach_files"),
        )
        self._add.setObjectName("add_file")
        self.chips = FileChipRow(trailing=self._add)
        self.chips.setObjectName("file_chips")
        self.meter = SizeMeter()
        self.meter.setObjectName("size_meter")
        self._copying = SmallNote()
        self._copying.setObjectName("copying_files")
        self._copying.hide()
        self._row = FieldRow(attached_files.ATTACH, self.chips, self._copying, self.meter)
        in_column(self, self._row)
        rename = QAction(attached_files.RENAME_FILE, self)
        rename.setShortcut(QKeySequence("F2"))
        rename.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        rename.triggered.connect(self._rename_focused)
        self.addAction(rename)
        self._add.clicked.connect(self.add_wanted)
        self.chips.removed.connect(self.remove_wanted)
        self.chips.opened.connect(self.open_wanted)
        self.chips.menu_requested.connect(self._open_menu)

    def show_files(self, files: Sequence[Attachment], used: int) -> None:
        """Chips for these files; `used`: bytes that count against the limit."""
        self.chips.set_items(
            [
                FileItem(
                    file.file_name,
                    file.file_name,
                    file.size_bytes,
                    inline=file.is_inline,
                    problem=attached_files.NOT_TAKEN if is_refused(file.file_name) else "",
                )
                for file in files
            ]
        )
        self.meter.set_used(used)

    def show_used(self, used: int) -> None:
        self.meter.set_used(used)

    def show_copying(self, names: Sequence[str]) -> None:
        """Show the files being copied; empty: none."""
        self._copying.say(attached_files.copying_words(names))
        self._copying.setVisible(bool(names))

    def copying_text(self) -> str:
        return self._copying.words() if not self._copying.isHidden() else ""

    def focus_first(self) -> None:
        chips = self.chips.chips()
        (chips[0] if chips else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, QPoint)
    def _open_menu(self, name: str, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(attached_files.OPEN_COPY).triggered.connect(lambda: self.open_wanted.emit(name))
        menu.addAction(f"{caption(attached_files.RENAME_TO)}\tF2").triggered.connect(lambda: self.ask_name(name))
        menu.addAction(f"{caption(attached_files.REMOVE)}\tDel").triggered.connect(
            lambda: self.remove_wanted.emit(name)
        )
        give_mnemonics(menu.actions())
        menu.popup(where)

    @Slot()
    def _rename_focused(self) -> None:
        chip = next((chip for chip in self.chips.chips() if chip.hasFocus()), None)
        if isinstance(chip, FileChip):
            self.ask_name(chip.item.key)

    def ask_name(self, name: str) -> None:
        """Open a small dialog to rename a file."""
        dialog = QInputDialog(self)
        dialog.setObjectName("rename_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(attached_files.RENAME_FILE)
        dialog.setLabelText(attached_files.NAME_TO_SEE)
        dialog.setTextValue(name)
        dialog.setOkButtonText(attached_files.RENAME)
        dialog.textValueSelected.connect(lambda wanted: self.rename_wanted.emit(name, wanted))
        dialog.open()
