"""Layout of the Outbox page: tool row, and the list or a sentence why it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from composer_app.ui.outbox.outbox_list import OutboxList
from composer_app.ui.outbox.row_model import Section
from composer_app.ui.outbox.sections import ALL, Group
from composer_app.ui.texts import outbox
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, row_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.empty_state import EmptyState
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.layouts import REST, in_column, in_row
from composer_app.ui.widgets.search_field import SearchField
from composer_app.ui.widgets.segmented import Segmented, SegmentItem

_SEARCH_WIDTH = 220
_SEARCH_AFTER_MS = 150
_NOTHING = {
    Section.NEEDS_YOU: outbox.NOTHING_NEEDS_YOU,
    Section.SENDING: outbox.NOTHING_SENDING,
    Section.WAITING: outbox.NOTHING_WAITING,
    Section.DONE: outbox.NOTHING_DONE,
}


class OutboxView(QWidget):
    """Fills its parent.

    Signals:
        filter_changed: another segment or search text.
        write_wanted: the button of the empty outbox was pressed.
    """

    filter_changed = Signal()
    write_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.list = OutboxList(self)
        self._segments = Segmented(
            [SegmentItem(ALL, outbox.ALL), *(SegmentItem(one.value, _SEGMENTS[one]) for one in Section)],
            self,
            name=outbox.WHICH_MAILS,
            height=28,
        )
        self._segments.setObjectName("outbox_segments")
        self._search = SearchField(outbox.SEARCH_OUTBOX, self)
        self._search.setObjectName("outbox_search")
        self._search.setMinimumWidth(typography.units(_SEARCH_WIDTH))
        self._pause = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._write = secondary_button(outbox.WRITE, self)
        self._write.setObjectName("write_mail")
        self._write.clicked.connect(self.write_wanted)
        self._empty = EmptyState(outbox.EMPTY, outbox.EMPTY_TEXT, self._write)
        self._empty.setObjectName("outbox_empty")
        show_all = secondary_button(outbox.SHOW_ALL, self)
        show_all.setObjectName("show_all")
        show_all.clicked.connect(self.show_all)
        self._no_match = EmptyState(outbox.NO_MATCH, "", show_all)
        self._no_match.setObjectName("outbox_no_match")
        self._stack = _Content(self)
        self._unreadable = EmptyState(outbox.UNREADABLE)
        self._unreadable.setObjectName("outbox_unreadable")
        for widget in (self.list, self._empty, self._no_match, self._unreadable):
            self._stack.addWidget(widget)
        self._lay_out(parent)
        self._segments.changed.connect(self._on_changed)
        self._search.textChanged.connect(self._on_typed)
        self._search.returnPressed.connect(self._on_changed)
        self._pause.timeout.connect(self._on_changed)

    def _lay_out(self, parent: QWidget) -> None:
        tools = QWidget(self)
        tools.setFixedHeight(row_height(48, typography.body()))
        in_row(tools, self._segments, self._search, REST, spacing=8, margins=(16, 0, 16, 0))
        in_column(self, tools, Hairline(self), self._stack, grows=self._stack)
        in_column(parent, self)

    def shown(self) -> str:
        """ALL or the value of a Section."""
        return self._segments.current()

    def search_text(self) -> str:
        return self._search.text().strip()

    def show_groups(self, groups: Sequence[Group], *, is_empty: bool) -> None:
        """Show the list, or why it is empty.

        Args:
            groups: the groups to show.
            is_empty: there is no mail at all.
        """
        if groups:
            self._stack.setCurrentWidget(self.list)
        elif is_empty:
            self._stack.setCurrentWidget(self._empty)
        else:
            self._no_match.set_words(*self._why_nothing())
            self._stack.setCurrentWidget(self._no_match)
        self.list.set_groups(groups)

    def show_unreadable(self, why: str) -> None:
        """Show why the outbox cannot be read."""
        self._unreadable.set_words(outbox.UNREADABLE, why)
        self._stack.setCurrentWidget(self._unreadable)

    def _why_nothing(self) -> tuple[str, str]:
        if text := self.search_text():
            return outbox.NO_MATCH_FOR.format(text=text), outbox.SEARCH_HINT
        return _NOTHING[Section(self.shown())], ""

    @Slot()
    def show_all(self) -> None:
        """Reset the search and the segment."""
        self._search.clear()
        self._segments.set_current(ALL)
        self._on_changed()

    @Slot()
    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    @Slot()
    def _on_typed(self) -> None:
        self._pause.start()

    @Slot()
    def _on_changed(self) -> None:
        self._pause.stop()
        self.filter_changed.emit()


class _Content(Painted, QStackedWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().base)


_SEGMENTS = {
    Section.NEEDS_YOU: outbox.NEEDS_YOU,
    Section.SENDING: outbox.SENDING,
    Section.WAITING: outbox.WAITING,
    Section.DONE: outbox.DONE,
}
