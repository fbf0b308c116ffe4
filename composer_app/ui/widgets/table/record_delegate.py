"""Paints the cells of a RecordTable without the style: one text, an optional icon."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import outcome_words
from composer_app.ui.texts.format import elide_address
from composer_app.ui.theme import icons, outcome_signs, typography
from composer_app.ui.theme.paint_guard import guarded_paint, guarded_size
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.table.column_kinds import KIND_ROLE, NEW_ROLE, OUTCOME_ROLE, ColumnKind

_MOST_CHARS = 2000
PADDING, MARGIN, ICON, GAP = 12, 16, 16, 6

Index = QModelIndex | QPersistentModelIndex
_GREY = frozenset({ColumnKind.TIME, ColumnKind.SECOND, ColumnKind.ID})
_USUAL = {
    ColumnKind.TEXT: "A subject of usual length",
    ColumnKind.TIME: "28 Nov 28:58:58",
    ColumnKind.ADDRESS: "ana.kovac@example.com",
    ColumnKind.NUMBER: "0.0004 EUR",
    ColumnKind.SECOND: "No such mailbox",
    ColumnKind.ID: "mc-20261123-118-7f3a",
}
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine
# Numbers: a page has some hundred cells, and Python's flags take as long as the drawing.
_LEFT, _RIGHT = int(_LINE) | int(Qt.AlignmentFlag.AlignLeft), int(_LINE) | int(Qt.AlignmentFlag.AlignRight)
_SELECTED, _ACTIVE = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_Active.value


class RecordDelegate(QStyledItemDelegate):
    """Holds fonts and metrics; ``restyle`` renews them when theme or font change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kinds: list[ColumnKind] = []
        self._first = 0
        self.restyle()

    def restyle(self) -> None:
        body, word, ids = typography.body(), typography.body(medium=True), typography.fixed(-1)
        self._fonts: dict[ColumnKind, QFont] = dict.fromkeys(ColumnKind, body)
        self._fonts[ColumnKind.OUTCOME] = word
        self._fonts[ColumnKind.ID] = ids
        self._metrics = {kind: QFontMetricsF(font) for kind, font in self._fonts.items()}

    def set_columns(self, kinds: list[ColumnKind], first_visible: int) -> None:
        """The kind of every column by logical index, and the column that is leftmost in sight."""
        self._kinds, self._first = kinds, first_visible

    def kind(self, column: int) -> ColumnKind:
        return self._kinds[column] if column < len(self._kinds) else ColumnKind.TEXT

    def left_padding(self, column: int) -> int:
        """The first column stands on the page margin."""
        return MARGIN if column == self._first else PADDING

    def content_width(self, index: Index) -> float:
        """The width the cell's text needs, paddings and icon included."""
        kind = self.kind(index.column())
        width = self._metrics[kind].horizontalAdvance(_shown(index))
        if kind is ColumnKind.OUTCOME:
            width += ICON + GAP
        return width + self.left_padding(index.column()) + PADDING

    @guarded_size
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(int(self.content_width(index)) + 1, 32)

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, column = current(), index.column()
        rect: QRect = option.rect
        state: int = option.state.value
        selected = bool(state & _SELECTED)
        ltr = option.direction is Qt.LayoutDirection.LeftToRight
        if selected:
            painter.fillRect(rect, theme.sel if state & _ACTIVE else theme.sel_idle)
        left, right = self.left_padding(column), PADDING
        if column == self._first and index.sibling(index.row(), 0).data(NEW_ROLE):
            x = rect.left() if ltr else rect.right() - 2
            painter.fillRect(x, rect.top(), 3, rect.height(), theme.accent)
        if not ltr:
            left, right = right, left
        inner = QRectF(rect.left() + left, rect.top(), rect.width() - left - right, rect.height())
        self._paint_content(painter, inner, index, self.kind(column), selected, ltr)

    def _paint_content(
        self, painter: QPainter, inner: QRectF, index: Index, kind: ColumnKind, selected: bool, ltr: bool
    ) -> None:
        theme = current()
        text = _shown(index)
        colour: QColor = theme.text2 if kind in _GREY and not selected else theme.text
        if kind is ColumnKind.OUTCOME:
            outcome = index.data(OUTCOME_ROLE)
            if outcome is None:
                return
            outcome = Outcome(outcome)
            colour = theme.outcomes[outcome].text
            text = text or outcome_words.word(outcome)
            spot = QRectF(inner.left() if ltr else inner.right() - ICON, inner.top(), ICON, inner.height())
            icons.paint(painter, spot, outcome_signs.icon_name(outcome), colour, ICON)
            inner = inner.adjusted(ICON + GAP, 0, 0, 0) if ltr else inner.adjusted(0, 0, -ICON - GAP, 0)
        if not text:
            return
        metrics = self._metrics[kind]
        if metrics.horizontalAdvance(text) > inner.width():
            text = self._cut(text, kind, metrics, inner.width())
        painter.setFont(self._fonts[kind])
        painter.setPen(colour)
        painter.drawText(inner, _LEFT if ltr and kind is not ColumnKind.NUMBER else _RIGHT, text)

    @staticmethod
    def _cut(text: str, kind: ColumnKind, metrics: QFontMetricsF, width: float) -> str:
        if kind is ColumnKind.ADDRESS:
            return elide_address(text, metrics, width)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def first_width(self, kind: ColumnKind) -> int:
        """The width a column of this kind starts with, from a text as long as its usual ones."""
        if kind is ColumnKind.OUTCOME:
            return self.status_width()
        text = self._metrics[kind].horizontalAdvance(_USUAL[kind])
        return int(text) + 2 * PADDING + 1

    def status_width(self) -> int:
        """Icon, the longest status word, and room around."""
        longest = max(self._metrics[ColumnKind.OUTCOME].horizontalAdvance(word) for word in outcome_words.all_words())
        return int(ICON + longest + 26 + MARGIN - PADDING + GAP)


def _shown(index: Index) -> str:
    """The text of a cell. What no screen has room for is not measured: a million characters take a second."""
    text: str = index.data() or ""
    if len(text) <= _MOST_CHARS:
        return text
    return f"{text[: _MOST_CHARS // 2]}{text[-_MOST_CHARS // 2 :]}"  # an address keeps its domain


def column_kinds(model: QAbstractItemModel | None) -> list[ColumnKind]:
    """The kind of each column, from the model's headers."""
    if model is None:
        return []
    kinds = (model.headerData(column, Qt.Orientation.Horizontal, KIND_ROLE) for column in range(model.columnCount()))
    return [ColumnKind(kind) if kind is not None else ColumnKind.TEXT for kind in kinds]
