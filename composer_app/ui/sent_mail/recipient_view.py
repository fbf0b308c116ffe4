"""The list of a mail's recipients, painted row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from composer_app.domain.message_history import MessageRow
from composer_app.ui.sent_mail.recipient_model import MESSAGE_ROLE, RecipientModel
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outcome_words, sent_mail
from composer_app.ui.texts.outcome_reasons import why_of
from composer_app.ui.theme import icons, outcome_signs, typography
from composer_app.ui.theme.paint_guard import guarded_paint, guarded_size
from composer_app.ui.theme.painting import Painted, draw_text, hairline, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.list_delegate import ListDelegate
from composer_app.ui.widgets.plain_text import show_tooltip

_HEIGHT, _MARGIN, _ICON, _GAP, _TEXT_LEFT = 48, 16, 16, 8, 46
Index = QModelIndex | QPersistentModelIndex


class RecipientView(Painted, QListView):
    """Rows of 48 px: icon, address, time; below them the status and the reason. Several rows can be chosen.

    Signals:
        current_changed: another row is current, or none.
        chosen_changed: other rows are chosen.
    """

    current_changed = Signal()
    chosen_changed = Signal()

    def __init__(self, model: RecipientModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipients = model
        self.setObjectName("recipients")
        self.setAccessibleName(sent_mail.RECIPIENTS)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_RecipientDelegate(self))
        self.setModel(model)

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.current_changed.emit()

    def selectionChanged(self, *changes: object) -> None:
        super().selectionChanged(*changes)  # type: ignore[arg-type]
        self.chosen_changed.emit()

    def chosen(self) -> list[MessageRow]:
        """The chosen recipients, in the order of the list."""
        places = sorted(index.row() for index in self.selectedIndexes())
        return [message for place in places if (message := self._recipients.message(place)) is not None]

    def choose(self, place: int) -> None:
        """Choose this row alone, and make it current."""
        # `setCurrentIndex` of the view asks which keys are held: with Ctrl the rows chosen before would stay
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._recipients.index(place), alone)

    def choose_also(self, places: Sequence[int]) -> None:
        """Choose these rows too, given from the top down; the current one stays."""
        wanted = QItemSelection()
        for first, last in _spans(places):
            wanted.append(QItemSelectionRange(self._recipients.index(first), self._recipients.index(last)))
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.Select)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self._recipients.tip(self.indexAt(event.pos()))
            show_tooltip(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        super().restyle()
        self.viewport().update()


def _spans(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbours: Qt looks through all ranges for each one it adds."""
    spans: list[tuple[int, int]] = []
    for place in places:
        if spans and spans[-1][1] == place - 1:
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    return spans


class _RecipientDelegate(ListDelegate):
    """Paints a row without the style."""

    @guarded_size
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        lines = QFontMetrics(typography.body()).height() + QFontMetrics(typography.small()).height()
        return QSize(100, max(_HEIGHT, lines + 14))

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        message = index.data(MESSAGE_ROLE)
        if not isinstance(message, MessageRow):
            return
        theme = current()
        rect = QRectF(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_active = bool(option.state & QStyle.StateFlag.State_Active)
        if is_selected:
            painter.fillRect(rect, theme.sel if is_active else theme.sel_idle)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.alt)
        hairline(painter, QPointF(rect.left(), rect.bottom() - 1), rect.width(), theme.line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.focus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -1.5, -2.5))
        self._paint_words(painter, option, rect, message)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, message: MessageRow) -> None:
        theme, body, small = current(), typography.body(), typography.small()
        triple = theme.outcomes[message.outcome]
        high, low = QFontMetrics(body).height(), QFontMetrics(small).height()
        top = rect.top() + (rect.height() - high - low - 3) / 2
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft

        def placed(left: float, y: float, width: float, height: float) -> QRectF:
            x = rect.right() - left - width if is_mirrored else rect.left() + left
            return QRectF(x, y, width, height)

        icon = placed(_MARGIN, top, _ICON, high)
        icons.paint(painter, icon, outcome_signs.icon_name(message.outcome), triple.text)
        at = message.done_at or message.sent_at
        time = "" if at is None else _time(at)
        time_width = text_width(time, small)
        room = max(rect.width() - _TEXT_LEFT - _MARGIN - time_width - _GAP, 0)
        address = fmt.elide_address(message.to, QFontMetricsF(body), room)
        draw_text(painter, placed(_TEXT_LEFT, top, room, high), address, body, theme.text)
        box = placed(rect.width() - _MARGIN - time_width, top, time_width, high)
        draw_text(painter, box, time, small, theme.text2)
        medium = typography.small(QFont.Weight.Medium)
        word, reason = outcome_words.word(message.outcome), why_of(message)
        word = f"{word}." if reason else word
        word_width = text_width(word, medium)
        below = top + high + 3
        draw_text(painter, placed(_TEXT_LEFT, below, word_width, low), word, medium, triple.text)
        left = _TEXT_LEFT + word_width + 5
        rest = max(rect.width() - left - _MARGIN, 0)
        draw_text(painter, placed(left, below, rest, low), reason, small, theme.text2)


def _time(at: datetime) -> str:
    """The time alone of today, else the day with it."""
    now = datetime.now(UTC)
    return fmt.clock(at) if fmt.local_day(at) == fmt.local_day(now) else fmt.moment(at, now, seconds=False)
