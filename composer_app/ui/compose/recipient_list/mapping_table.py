"""The rows of a list file, and above each column a box that says what it is used as."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QTableView,
    QWidget,
)

from composer_app.domain.list_columns import used_as
from composer_app.domain.list_rows import CheckedRow
from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeSettings, RowProblem
from composer_app.services.merge.list_analysis import ListAnalysis
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import recipient_lists as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.paint_guard import guarded_event, guarded_paint
from composer_app.ui.theme.painting import Painted, draw_text, hairline, rounded, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.elided_combo import ElidedComboBox
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.plain_text import caption

ROWS_IN_SIGHT = 8
_LEAST_ROWS = 3
_MARGIN, _PADDING, _GAP, _ICON = 20, 8, 8, 16
_LEAST_COLUMN, _MOST_COLUMN = 120, 320
_BOX_EDGES = 64
"""What a box takes beside its words, and the room behind it."""
_MEASURED = 30
"""Rows whose cells decide how wide a column is."""
_NOT_USED = ListColumnUse()
Index = QModelIndex | QPersistentModelIndex


class UseBox(ElidedComboBox):
    """What one column is used as. A placeholder has its colour, "Not used" is grey."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._uses: list[ListColumnUse] = []
        self.setProperty("compact", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, uses: Sequence[ListColumnUse], known: frozenset[str], use: ListColumnUse) -> None:
        """The uses to choose from, and the one it has.

        Args:
            known: the placeholders of the mail; another one is new.
        """
        self._uses = list(uses)
        self.clear()
        for one in self._uses:
            is_new = one.role is ColumnRole.PLACEHOLDER and one.placeholder not in known
            words = texts.NEW_PLACEHOLDER.format(name=one.placeholder) if is_new else texts.use_name(one)
            self.addItem(words)
        self.setCurrentIndex(self._uses.index(use))

    def use(self) -> ListColumnUse:
        return self._uses[self.currentIndex()] if self._uses else _NOT_USED

    @guarded_event
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, role = current(), self.use().role
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._elided(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        colour = {ColumnRole.PLACEHOLDER: theme.syntax_placeholder, ColumnRole.NOT_USED: theme.text3}.get(role)
        if colour is None:
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
            return
        room = QRectF(
            self.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
            )
        ).adjusted(1, 0, -1, 0)
        if role is ColumnRole.PLACEHOLDER:
            wide = min(text_width(option.currentText, self.font()) + 6, room.width())
            ground = QRectF(room.left(), (self.height() - 20) / 2, wide, 20)
            rounded(painter, self._mirrored(ground), 4, theme.syntax_placeholder_ground)
            room.adjust(3, 0, 0, 0)
        draw_text(painter, self._mirrored(room), option.currentText, self.font(), colour)

    def _mirrored(self, rect: QRectF) -> QRectF:
        return QRectF(QStyle.visualRect(self.layoutDirection(), self.rect(), rect.toAlignedRect()))


class MappingTable(QWidget):
    """Head and rows, which scroll together.

    Signals:
        uses_chosen: the uses of all columns, after the user has changed one.
        row_toggled: the number of a row that the user leaves out or puts back in.
    """

    uses_chosen = Signal(object)
    row_toggled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.view = _Rows(self)
        self.view.setObjectName("list_rows")
        self.head = _Head(self.view)
        self.head.use_chosen.connect(self._on_use_chosen)
        self.view.row_toggled.connect(self.row_toggled)
        self._settings = MergeSettings()
        in_column(self, self.head, self.view, grows=self.view)

    def show_columns(self, analysis: ListAnalysis, placeholders: Sequence[str]) -> None:
        """Show titles and uses of the columns."""
        self._settings = analysis.settings
        self.view.rows_model.show_columns(analysis)
        self.head.show_columns(analysis, placeholders)

    def show_rows(self, rows: Sequence[CheckedRow]) -> None:
        """Show these rows of the file."""
        self.view.show_rows(rows)
        self.head.place()

    def show_excluded(self, numbers: tuple[int, ...]) -> None:
        """Show these rows as left out by the user, before the list is counted again."""
        self.view.rows_model.show_excluded(numbers)
        self.view.viewport().update()

    @Slot(int, object)
    def _on_use_chosen(self, column: int, use: ListColumnUse) -> None:
        self.uses_chosen.emit(used_as(self._settings.uses, column, use))


class _Head(Painted, QWidget):
    """Titles and boxes. The boxes stand above the sections of the view, with which they move."""

    use_chosen = Signal(int, object)

    def __init__(self, view: _Rows) -> None:
        super().__init__()
        self._view = view
        self._boxes: list[UseBox] = []
        self.setAutoFillBackground(False)
        header = view.horizontalHeader()
        header.sectionResized.connect(self._on_resized)
        view.fitted.connect(self.place)
        view.horizontalScrollBar().valueChanged.connect(self.place)
        self.restyle()

    def boxes(self) -> list[UseBox]:
        """The boxes, from the left."""
        return self._boxes

    def show_columns(self, analysis: ListAnalysis, placeholders: Sequence[str]) -> None:
        uses = analysis.settings.uses
        width = len(analysis.titles)
        while len(self._boxes) < width:
            box = UseBox(self)
            box.activated.connect(partial(self._on_activated, len(self._boxes)))
            self._boxes.append(box)
        for box in self._boxes[width:]:
            box.deleteLater()
        del self._boxes[width:]
        known = frozenset(placeholders)
        own = [ListColumnUse(ColumnRole.PLACEHOLDER, name) for name in placeholders]
        for at, box in enumerate(self._boxes):
            title = analysis.titles[at] or texts.COLUMN.format(n=at + 1)
            use = uses[at] if at < len(uses) else _NOT_USED
            offered = [ListColumnUse(ColumnRole.ADDRESS), ListColumnUse(ColumnRole.NAME), *own]
            new = ListColumnUse(ColumnRole.PLACEHOLDER, _placeholder_of(title))
            offered += [one for one in (new, use) if one not in offered and one != _NOT_USED]
            box.offer([*offered, _NOT_USED], known, use)
            box.setObjectName(f"use_of_column_{at}")
            box.setAccessibleName(texts.USE_OF_COLUMN.format(title=title))
            box.show()
        self.place()
        self.update()

    def _on_activated(self, column: int, _index: int) -> None:
        self.use_chosen.emit(column, self._boxes[column].use())

    @Slot()
    def _on_resized(self) -> None:
        if not self._view.is_fitting:
            self.place()

    @Slot()
    def place(self) -> None:
        """Put each box above its column."""
        header = self._view.horizontalHeader()
        high = row_height(28, typography.body())
        for at, box in enumerate(self._boxes):
            section = at + 1
            left = header.sectionViewportPosition(section)
            width = header.sectionSize(section)
            is_in_sight = left + width > header.sectionSize(0) and left < self.width()
            box.setVisible(is_in_sight)
            rect = QRect(left, self.height() - high - 12, max(width - _GAP, 40), high)
            box.setGeometry(self.visual(rect).toAlignedRect())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def restyle(self) -> None:
        super().restyle()
        self.setFixedHeight(row_height(28, typography.body()) + row_height(20, typography.small()) + 10)
        self.place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.base)
        header, model = self._view.horizontalHeader(), self._view.rows_model
        font = typography.small(typography.body(medium=True).weight())
        high = row_height(28, typography.body())
        title_room = self.height() - high - 12
        for at, title in enumerate(model.titles()):
            left = header.sectionViewportPosition(at + 1)
            rect = QRectF(left + 2, 6, header.sectionSize(at + 1) - _GAP - 4, title_room - 6)
            align = Qt.AlignmentFlag.AlignRight if model.is_number(at) else Qt.AlignmentFlag.AlignLeft
            if left + header.sectionSize(at + 1) > header.sectionSize(0):
                draw_text(painter, self.visual(rect), title, font, theme.text2, align)
        label = QRectF(0, 0, header.sectionSize(0), self.height())
        painter.fillRect(self.visual(label), theme.base)
        words = QRectF(_MARGIN, self.height() - high - 12, header.sectionSize(0) - _MARGIN, high)
        draw_text(painter, self.visual(words), texts.USE_AS, typography.small(), theme.text2)
        hairline(painter, self.rect().bottomLeft().toPointF(), self.width(), theme.border)


class _Rows(Painted, QTableView):
    """The rows, eight of them in sight.

    Signals:
        fitted: all columns have new widths.
        row_toggled: the number of a row that the user leaves out or puts back in.
    """

    fitted = Signal()
    row_toggled = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_fitting = False
        """The columns get new widths one after the other."""
        self.rows_model = _Model(self)
        self.setModel(self.rows_model)
        self._toggled: tuple[int, int] | None = None
        """The last row that was toggled, and how far the rows were scrolled."""
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(texts.ROWS)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.hide()
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.restyle()

    def show_rows(self, rows: Sequence[CheckedRow]) -> None:
        had = [self.horizontalHeader().sectionSize(at) for at in range(self.rows_model.columnCount())]
        self.rows_model.show_rows(rows)
        if len(had) <= 1 or self.rows_model.needs_widths:
            self._fit_columns()
            self.rows_model.needs_widths = False
        if self._toggled is not None:
            number, scrolled = self._toggled
            self._toggled = None
            if (at := self.rows_model.place_of(number)) is not None:
                self.setCurrentIndex(self.rows_model.index(at, 0))
                self.verticalScrollBar().setValue(scrolled)

    def row_menu(self, at: int) -> QMenu:
        """The menu of the row in this place."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number = self.rows_model.row(at).number
        choice = self.rows_model.choice(at)
        action = menu.addAction(caption(texts.row_choice(number, choice)))
        action.setObjectName("leave_row_out")
        action.setShortcut(QKeySequence(Qt.Key.Key_Space))
        action.setEnabled(choice is not None)
        action.triggered.connect(partial(self._toggle, at))
        return menu

    def _toggle(self, at: int, _checked: bool = False) -> None:
        if self.rows_model.choice(at) is not None:
            number = self.rows_model.row(at).number
            self._toggled = number, self.verticalScrollBar().value()
            self.row_toggled.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            where = self.visualRect(index).bottomLeft() if by_key else event.pos()
            self.row_menu(index.row()).popup(self.viewport().mapToGlobal(where))

    def _fit_columns(self) -> None:
        header, model = self.horizontalHeader(), self.rows_model
        font, small = typography.body(), typography.small()
        first = max(text_width(fmt.number(1_000_000), small), text_width(texts.USE_AS, small)) + _MARGIN + _GAP
        header.resizeSection(0, first)
        widths, least = [], []
        for at, title in enumerate(model.titles()):
            cells = [model.cell(row, at)[:80] for row in range(min(model.rowCount(), _MEASURED))]
            box = text_width(texts.use_name(model.use(at)), font) + _BOX_EDGES
            wide = max(max(text_width(text, font) for text in [*cells, title]) + 2 * _PADDING + _GAP + 8, box)
            widths.append(min(max(wide, _LEAST_COLUMN), _MOST_COLUMN))
            least.append(min(box, widths[-1]))
        bar = self.verticalScrollBar().sizeHint().width()
        rest = self.viewport().width() - first - sum(widths) - (0 if self.verticalScrollBar().isVisible() else bar)
        if widths and rest > 0:
            widths = [wide + rest // len(widths) for wide in widths]
            widths[-1] += rest % len(widths)
        elif 0 < -rest <= sum(widths) - sum(least):  # a little too wide: the roomy columns give some
            give = [wide - low for wide, low in zip(widths, least, strict=True)]
            widths = [wide + rest * room // sum(give) for wide, room in zip(widths, give, strict=True)]
        self.is_fitting = True
        for at, wide in enumerate(widths):
            header.resizeSection(at + 1, wide)
        self.is_fitting = False
        self.fitted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_columns()

    def restyle(self) -> None:
        super().restyle()
        self.verticalHeader().setDefaultSectionSize(row_height(32, typography.body()))

    def sizeHint(self) -> QSize:
        return QSize(600, ROWS_IN_SIGHT * row_height(32, typography.body()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _LEAST_ROWS * row_height(32, typography.body()) + 2)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[CheckedRow] = []
        self._titles: tuple[str, ...] = ()
        self._settings = MergeSettings()
        self._numbers: frozenset[int] = frozenset()
        self.needs_widths = True

    def show_columns(self, analysis: ListAnalysis) -> None:
        self.beginResetModel()
        titles = tuple(title or texts.COLUMN.format(n=at) for at, title in enumerate(analysis.titles, 1))
        self.needs_widths = self.needs_widths or titles != self._titles
        self._titles, self._settings = titles, analysis.settings
        self._numbers = frozenset(at for at in range(len(titles)) if _is_number_column(analysis.shown, at))
        self._rows = []
        self.endResetModel()

    def show_rows(self, rows: Sequence[CheckedRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def show_excluded(self, numbers: tuple[int, ...]) -> None:
        self._settings = msgspec.structs.replace(self._settings, excluded_rows=numbers)

    def place_of(self, number: int) -> int | None:
        """Where the row with this number is shown."""
        return next((at for at, row in enumerate(self._rows) if row.number == number), None)

    def is_left_out(self, at: int) -> bool:
        row = self._rows[at]
        return row.number in self._settings.excluded_rows or row.is_left_out or row.mailbox is None

    def choice(self, at: int) -> bool | None:
        """True: the user can leave the row out. False: put it back in. None: its problem leaves it out."""
        if self._rows[at].number in self._settings.excluded_rows:
            return False
        return None if self.is_left_out(at) else True

    def titles(self) -> tuple[str, ...]:
        return self._titles

    def is_number(self, column: int) -> bool:
        return column in self._numbers

    def use(self, column: int) -> ListColumnUse:
        uses = self._settings.uses
        return uses[column] if column < len(uses) else _NOT_USED

    def row(self, at: int) -> CheckedRow:
        return self._rows[at]

    def cell(self, row: int, column: int) -> str:
        cells = self._rows[row].cells
        return " ".join(cells[column].split()) if column < len(cells) else ""

    def problem(self, row: int, column: int) -> str:
        """The words of a bad cell; "": it is good."""
        checked, use = self._rows[row], self.use(column)
        if use.role is ColumnRole.ADDRESS:
            if RowProblem.NO_ADDRESS in checked.problems:
                return texts.CELL_PROBLEMS[RowProblem.NO_ADDRESS]
            if RowProblem.REPEATED in checked.problems:
                return texts.CELL_PROBLEMS[RowProblem.REPEATED].format(text=self.cell(row, column))
            if checked.problems & {RowProblem.BAD_ADDRESS, RowProblem.MISSPELT}:
                return self.cell(row, column)
        is_empty = use.role is ColumnRole.PLACEHOLDER and not self.cell(row, column)
        return texts.EMPTY_CELL if is_empty and not self._settings.defaults.get(use.placeholder) else ""

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - a method of Qt
        return len(self._rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - a method of Qt
        return len(self._titles) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column() - 1
        if role == Qt.ItemDataRole.AccessibleTextRole and column < 0 and self.is_left_out(row):
            return texts.LEFT_OUT.format(n=fmt.number(self._rows[row].number))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column < 0:
            return fmt.number(self._rows[row].number)
        return self.problem(row, column) or self.cell(row, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._titles[section - 1] if section else texts.ROW_NUMBER


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: _Rows) -> None:
        super().__init__(view)
        self._model = view.rows_model

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        row, column = index.row(), index.column() - 1
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            is_active = option.state & QStyle.StateFlag.State_Active
            painter.fillRect(rect, theme.sel if is_active else theme.sel_idle)
        hairline(painter, option.rect.bottomLeft().toPointF(), rect.width(), theme.line)
        if column < 0:
            words = rect.adjusted(_MARGIN, 0, 0, 0)
            draw_text(painter, words, str(self._model.data(index)), typography.small(), theme.text2)
            return
        inner = rect.adjusted(_PADDING, 0, -_PADDING - _GAP, 0)
        problem = self._model.problem(row, column)
        colour = theme.text
        if problem:
            colour = theme.danger.text
            spot = QRectF(inner.left(), inner.top(), _ICON, inner.height())
            icons.paint(painter, spot, "status-bounced", colour, _ICON)
            inner.setLeft(inner.left() + _ICON + 6)
        elif self._model.is_left_out(row):
            colour = theme.text3
        elif self._model.use(column).role is ColumnRole.NOT_USED:
            colour = theme.text2
        is_right = self._model.is_number(column) and not problem
        align = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        text = str(self._model.data(index))
        if self._model.use(column).role is ColumnRole.ADDRESS:
            text = fmt.elide_address(text, QFontMetricsF(typography.body()), inner.width())
        draw_text(painter, inner, text, typography.body(), colour, align)


def _is_number_column(rows: Sequence[CheckedRow], at: int) -> bool:
    """True for amounts: digits with a separator, in every cell that is not empty."""
    cells = [row.cells[at].strip() for row in rows[:_MEASURED] if at < len(row.cells) and row.cells[at].strip()]
    return bool(cells) and all(cell.replace(".", "").replace(",", "").lstrip("-").isdigit() for cell in cells)


def _placeholder_of(title: str) -> str:
    """A name for a placeholder, from the title of a column."""
    name = "_".join("".join(char if char.isalnum() else " " for char in title.lower()).split())
    return name[:60] or "value"
