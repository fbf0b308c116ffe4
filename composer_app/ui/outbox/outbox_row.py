"""One mail in the outbox: a head of fixed height, an open message, unfolding recipients."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QStyle, QWidget

from composer_app.domain.message_history import MessageRow
from composer_app.domain.submission import LISTED_RECIPIENTS
from composer_app.ui.outbox.batch_list import BatchList
from composer_app.ui.outbox.lookup_line import LookupLine
from composer_app.ui.outbox.recipient_list import RecipientList
from composer_app.ui.outbox.row_buttons import RowButtons, text_of
from composer_app.ui.outbox.row_model import Action, Row, RunProgress
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outbox
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted, bottom_line, draw_text, focus_ring, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.badge import Badge
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.plain_text import set_tooltip
from composer_app.ui.widgets.progress_line import ProgressLine

MARGIN, BADGE_WIDTH, COLUMN_GAP, ACTIONS_WIDTH = 16, 120, 16, 292
HEAD = 56
_BELOW, _BETWEEN = 12, 8
_SMALL_MAIL = 200_000
"""Below this many bytes a send is too short to show progress."""


@spoken_as(QAccessible.Role.TreeItem)
class OutboxRow(Painted, QAbstractButton):
    """Checked means unfolded: every recipient is listed. A click on the head or Space unfolds it, a
    double click or Enter shows the mail.

    Signals:
        action_wanted(submission id, action): an action of the user.
        mail_wanted(submission id): show the mail as it was sent.
    """

    action_wanted = Signal(str, str)
    mail_wanted = Signal(str)

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"row_{row.id}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._badge = Badge(row.badge, self)
        self.buttons = RowButtons(self)
        self._progress: ProgressLine | None = None
        self._message: InlineMessage | None = None
        self._lookups: LookupLine | None = None
        self._has_account_button = self._is_current = False
        self._recipients: RecipientList | BatchList | None = None
        self.buttons.action_wanted.connect(self._on_action_wanted)
        self.buttons.unfold_wanted.connect(self.toggle)
        self.buttons.mail_wanted.connect(self._on_mail_wanted)
        self.toggled.connect(self._on_toggled)
        self.set_row(row)

    def row(self) -> Row:
        return self._row

    def set_row(self, row: Row) -> None:
        """Show this row; unchanged parts are kept."""
        self._row = row
        self._badge.set_outcome(row.badge, row.badge_text)
        self.buttons.set_row(row, is_unfolded=self.isChecked())
        self._show_message()
        self._show_recipients()
        if row.progress is not None:
            self._show_run_progress(row.progress)
        elif row.run is not None or row.state_note or self._progress is None:
            self._drop_progress()
        progress = () if row.progress is None else (row.progress.done, row.progress.left)
        parts = (row.title, self._badge.word(), row.people, row.state, row.state_note, *progress)
        self.setAccessibleName(", ".join(part for part in parts if part))
        set_tooltip(
            self, row.people if row.run is not None or row.submission.recipient_count <= LISTED_RECIPIENTS else ""
        )
        self._arrange()
        self.updateGeometry()
        self.update()

    def set_progress(self, sent: int, total: int, left: str) -> None:
        """Show the bytes handed over and the estimated time left."""
        progress, is_out = self._progress_line(), sent >= total
        if is_out:
            progress.set_texts(outbox.WAITS_FOR_ANSWER)
        elif total < _SMALL_MAIL:
            progress.set_texts(outbox.BEING_HANDED_OVER)
        else:
            progress.set_texts(outbox.PART_HANDED_OVER.format(size=fmt.size_of(sent, total)), left)
        progress.set_busy(is_out)
        progress.set_value(sent / total if total else 0.0)
        self._arrange()
        self.update()

    def _show_run_progress(self, progress: RunProgress) -> None:
        line = self._progress_line()
        line.set_texts(progress.done, progress.left)
        line.set_value(progress.value)

    def _progress_line(self) -> ProgressLine:
        if self._progress is None:
            self._progress = ProgressLine(self)
            self._progress.setObjectName("progress")
            self._progress.show()
        return self._progress

    def unfold(self, on: bool) -> None:
        self.setChecked(on)

    # -- parts

    def _show_message(self) -> None:
        words = self._row.message if self._row.is_open or self.isChecked() else None
        if words is None:
            self._drop_message()
            return
        if self._message is not None and self._has_account_button != self._row.is_of_account:
            self._drop_message()
        if self._message is None:
            self._message = InlineMessage(words.kind, words.title, words.body, words.vendor, self)
            self._message.setObjectName("message")
            self._has_account_button = self._row.is_of_account
            if self._has_account_button:
                self._message.add_action(text_of(Action.EDIT_ACCOUNT, self._row), self._on_account, secondary=True)
            self._message.show()
        else:
            self._message.set_content(words.kind, words.title, words.body, words.vendor)
        if self._row.run is not None:
            return
        if self._row.submission.next_lookup_at is not None:
            if self._lookups is None:
                self._lookups = LookupLine(self._row.submission, self._message)
                self._message.add_widget(self._lookups)
            self._lookups.set_submission(self._row.submission)
        elif self._lookups is not None:
            self._lookups.hide()

    def _drop_message(self) -> None:
        if self._message is not None:
            self._message.hide()
            self._message.deleteLater()
            self._message = self._lookups = None

    def _on_account(self) -> None:
        self._on_action_wanted(Action.EDIT_ACCOUNT)

    def _show_recipients(self) -> None:
        if not self.isChecked():
            if self._recipients is not None:
                self._recipients.hide()
                self._recipients.deleteLater()
                self._recipients = None
        elif isinstance(self._recipients, BatchList):
            assert self._row.run is not None
            self._recipients.set_entry(self._row.run)
        elif self._recipients is not None:
            self._show_known()
        elif self._row.run is not None:
            self._recipients = batches = BatchList(self._row.run, self)
            batches.mail_wanted.connect(self.mail_wanted)
            batches.show()
        else:
            self._recipients = RecipientList(self._row.submission.recipient_count, self)
            self._show_known()
            self._recipients.show()

    def _show_known(self) -> None:
        """List the recipients, if they are known without being read."""
        if (messages := self._row.entry.single_messages) is not None:
            self.set_recipients(messages)

    def set_recipients(self, messages: Sequence[MessageRow]) -> None:
        """List the recipients of a mail, if it is unfolded."""
        if isinstance(self._recipients, RecipientList):
            self._recipients.set_messages(messages)
            self._arrange()
            self.updateGeometry()

    def _drop_progress(self) -> None:
        if self._progress is not None:
            self._progress.hide()
            self._progress.deleteLater()
            self._progress = None

    @Slot(str)
    def _on_action_wanted(self, action: str) -> None:
        self.action_wanted.emit(self._row.id, action)

    @Slot()
    def _on_mail_wanted(self) -> None:
        self.mail_wanted.emit(self._row.id)

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self.set_row(self._row)

    # -- geometry

    def head_height(self) -> int:
        lines = self.fontMetrics().height() + _line_height(typography.small())
        return max(HEAD, lines + 20)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        high = self.head_height()
        inner = width - content_left() - MARGIN
        if self._message is not None:
            high += self._message.heightForWidth(inner) + (_BETWEEN if self._recipients is not None else _BELOW)
        if self._recipients is not None:
            high += self._recipients.sizeHint().height() + _BETWEEN
        return high + 1

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(max(self.width(), 600)))

    def columns(self) -> tuple[int, int, int]:
        """X positions: the state column, the end of its text, the actions. With few actions the text is longer."""
        room = max(self.width() - content_left() - typography.units(ACTIONS_WIDTH) - MARGIN, 120)
        state_left = content_left() + int(room * 5 / 9)
        actions_left = self.width() - 12 - self.buttons.width()
        return state_left, actions_left - COLUMN_GAP, actions_left

    def _arrange(self) -> None:
        head = self.head_height()
        hint = self._badge.sizeHint()
        self._put(self._badge, QRect(MARGIN, (head - hint.height()) // 2, hint.width(), hint.height()))
        state_left, state_right, actions_left = self.columns()
        usual_right = self.width() - typography.units(ACTIONS_WIDTH) - MARGIN - COLUMN_GAP
        line_right = min(state_right, max(usual_right, state_left + COLUMN_GAP))  # as long in every row
        spot = QPoint(actions_left, (head - self.buttons.height()) // 2)
        self._put(self.buttons, QRect(spot, self.buttons.size()))
        inner = max(self.width() - content_left() - MARGIN, 100)
        if self._progress is not None:
            wide = line_right - state_left
            high = self._progress.heightForWidth(wide)
            self._put(self._progress, QRect(state_left, (head - high) // 2, wide, high))
        y = head
        if self._message is not None:
            high = self._message.heightForWidth(inner)
            self._put(self._message, QRect(content_left(), y, inner, high))
            y += high + _BETWEEN
        if self._recipients is not None:
            self._put(self._recipients, QRect(content_left(), y, inner, self._recipients.sizeHint().height()))

    def _put(self, child: QWidget, rect: QRect) -> None:
        child.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), rect))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()  # a part has changed its height
            self._arrange()
            return True
        return super().event(event)

    def restyle(self) -> None:
        super().restyle()
        self._arrange()

    # -- input

    def is_current(self) -> bool:
        """The row is the selected one."""
        return self._is_current

    def set_current(self, on: bool) -> None:
        """Paint it as selected or not."""
        self._is_current = on
        self.update()

    def _holds_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is self or (focus is not None and self.isAncestorOf(focus))

    def hitButton(self, pos: QPoint) -> bool:
        return pos.y() < self.head_height()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click of the two has folded or unfolded the row: that is taken back."""
        if event.button() is Qt.MouseButton.LeftButton and self.hitButton(event.position().toPoint()):
            self.toggle()
            self.mail_wanted.emit(self._row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self._take_out()
        elif event.key() == Qt.Key.Key_Escape and self.isChecked():
            self.unfold(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.mail_wanted.emit(self._row.id)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # QAbstractButton would move to the next button; the list moves to the next row
        else:
            super().keyPressEvent(event)

    def _take_out(self) -> None:
        """Delete runs the row's cancel or discard action, if it has one."""
        row = self._row
        for action in (Action.DISCARD, Action.CANCEL, Action.STOP, Action.STOP_RUN):
            if action in (row.primary, *row.quiet, *row.more):
                self._on_action_wanted(action)
                return

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.buttons.menu().popup(event.globalPos())

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        head = self.head_height()
        ground = theme.alt if self.underMouse() else theme.base
        if self._is_current:
            ground = theme.sel if self._holds_focus() else theme.sel_idle
        painter.fillRect(self.rect(), ground)
        bottom_line(painter, self.rect(), theme.line)
        state_left, state_right, _ = self.columns()
        row = self._row
        title_right = state_left - COLUMN_GAP
        self._paint_lines(painter, content_left(), title_right, row.title, row.people, is_title=True)
        if self._progress is None:
            self._paint_lines(painter, state_left, state_right, row.state, row.state_note)
        if self.hasFocus():
            focus_ring(painter, QRectF(1, 1, self.width() - 2, head - 2), 4, theme.focus)

    def _paint_lines(
        self, painter: QPainter, left: int, right: int, first: str, second: str, *, is_title: bool = False
    ) -> None:
        theme = current()
        top_font, small = typography.strong() if is_title else typography.body(), typography.small()
        high, low = _line_height(top_font), _line_height(small)
        top = (self.head_height() - high - low - 3) / 2
        if not second:
            top = (self.head_height() - high) / 2
        width = max(right - left, 0)
        draw_text(painter, self.visual(QRectF(left, top, width, high)), first, top_font, theme.text)
        line = QRectF(left, top + high + 3, width - (18 if is_title else 0), low)
        draw_text(painter, self.visual(line), second, small, theme.text2)
        if is_title:
            taken = min(text_width(second, small), int(line.width()))
            spot = QRectF(left + taken + 4, line.top(), 14, low)
            icons.paint(painter, self.visual(spot), "chevron-up" if self.isChecked() else "chevron-down", "text2", 12)


def content_left() -> int:
    """X position of title and message, behind the badge."""
    return MARGIN + typography.units(BADGE_WIDTH) + COLUMN_GAP


def _line_height(font: QFont) -> int:
    """The height of one line."""
    return QFontMetrics(font).height()
