"""The panel at the right of a sent mail: what became of it for each recipient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.ui.sent_mail.count_button import CountButton
from composer_app.ui.sent_mail.outcome_bar import OutcomeBar
from composer_app.ui.sent_mail.outcome_order import OUTCOME_ORDER
from composer_app.ui.sent_mail.recipient_model import RecipientModel
from composer_app.ui.sent_mail.recipient_view import RecipientView
from composer_app.ui.texts import sent_mail, verbs
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.empty_state import EmptyState
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.layouts import REST, in_column, in_row
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.search_field import SearchField


class RecipientPanel(Painted, QWidget):
    """Heading, bar, counts, search and list. With one recipient the list alone.

    Signals:
        shown_changed: another recipient is current (`MessageRow`).
        chosen_changed(number): so many recipients are chosen.
        logs_wanted: show the recipients in Logs.
    """

    shown_changed = Signal(object)
    chosen_changed = Signal(int)
    logs_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipient_panel")
        self._current: int | None = None
        self._is_filling = False
        self._model = RecipientModel(self)
        self._heading = Label(parent=self)
        self._heading.setObjectName("recipient_heading")
        self._to_logs = quiet_button(
            verbs.SHOW_IN_LOGS, self, icon="filter", compact=True, tooltip=sent_mail.SHOW_IN_LOGS_HINT
        )
        self._to_logs.setObjectName("show_in_logs")
        self._bar = OutcomeBar(self)
        self._counts = {outcome: CountButton(outcome, self) for outcome in OUTCOME_ORDER}
        self._search = SearchField(sent_mail.FIND_RECIPIENT, self)
        self._search.setObjectName("recipient_search")
        self.list = RecipientView(self._model, self)
        self._nothing = EmptyState(sent_mail.NO_RECIPIENT_MATCHES)
        self._stack = QStackedWidget(self)
        self._build()
        store().changed.connect(self.restyle)
        self.restyle()

    def _build(self) -> None:
        head = in_row(None, self._heading, REST, self._to_logs, margins=(16, 8, 8, 8))
        self._several = QWidget(self)
        bar = in_row(None, self._bar, margins=(16, 4, 16, 8))
        counts = in_column(None, *self._counts.values(), margins=(8, 0, 8, 4))
        in_column(self._several, bar, counts, in_row(None, self._search, margins=(16, 4, 16, 0)), margins=(0, 0, 0, 8))
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        in_column(self, head, self._several, Hairline(self), self._stack, grows=self._stack, margins=(1, 0, 0, 0))
        self._to_logs.clicked.connect(self.logs_wanted)
        for button in self._counts.values():
            button.toggled.connect(self._on_narrowed)
        self._search.textChanged.connect(self._on_narrowed)
        self.list.current_changed.connect(self._on_current_changed)
        self.list.chosen_changed.connect(self._on_chosen_changed)

    def set_messages(self, messages: Sequence[MessageRow], current_row: int, *, is_other_mail: bool) -> None:
        """Show these recipients; the chosen ones stay where it is the same mail.

        Args:
            current_row: number of the message to choose in another mail.
        """
        counts = Counter(one.outcome for one in messages)
        ordered = {outcome: counts[outcome] for outcome in OUTCOME_ORDER if counts[outcome]}
        self._heading.setText(sent_mail.recipients(len(messages)))
        self._bar.set_counts(ordered)
        if is_other_mail:
            self._show_all()
            self._current = current_row
        self._several.setVisible(len(messages) > 1)
        for outcome, button in self._counts.items():
            button.set_count(counts[outcome])
            button.setVisible(bool(counts[outcome]) or button.isChecked())
        chosen = [] if is_other_mail else [one.row for one in self.list.chosen()]
        self._is_filling = True
        self._model.set_messages(messages)
        self._is_filling = False
        self._restore(chosen)

    def set_logs_offered(self, on: bool) -> None:
        """Whether the mail has a bulk that Logs can list."""
        self._to_logs.setVisible(on)

    def chosen(self) -> list[MessageRow]:
        """The chosen recipients."""
        return self.list.chosen()

    def focus_search(self) -> None:
        """Put the cursor into the search, or on the list where there is no search."""
        target = self._search if self._search.isVisible() else self.list
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave_filter(self) -> bool:
        """Show all recipients again; False: all of them are shown."""
        if not self._search.text() and not self._narrowed_to():
            return False
        self._show_all()
        self._on_narrowed()
        return True

    def _show_all(self) -> None:
        for button in self._counts.values():
            button.blockSignals(True)
            button.setChecked(False)
            button.blockSignals(False)
            button.update()
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        self._is_filling = True
        self._model.narrow(frozenset(), "")
        self._is_filling = False

    def _narrowed_to(self) -> frozenset[Outcome]:
        return frozenset(outcome for outcome, button in self._counts.items() if button.isChecked())

    @Slot()
    def _on_narrowed(self) -> None:
        chosen = [one.row for one in self.list.chosen()]
        self._is_filling = True
        self._model.narrow(self._narrowed_to(), self._search.text())
        self._is_filling = False
        self._restore(chosen)

    def _restore(self, chosen: Sequence[int]) -> None:
        """Choose these again as far as they are shown, and the current one. If that is hidden, the first one in the
        list takes its place: the mail beside the list is that of a row in it."""
        has_any = self._model.rowCount() > 0
        self._stack.setCurrentWidget(self.list if has_any else self._nothing)
        if has_any and self._current is not None:
            self.list.choose(max(self._model.place_of(self._current), 0))
            self.list.choose_also(self._model.places_of(chosen))
        self._on_chosen_changed()

    @Slot()
    def _on_current_changed(self) -> None:
        message = self._model.message(self.list.currentIndex().row())
        if message is not None and not self._is_filling:
            self._current = message.row
            self.shown_changed.emit(message)

    @Slot()
    def _on_chosen_changed(self) -> None:
        if not self._is_filling:
            self.chosen_changed.emit(len(self.list.chosen()))

    def restyle(self) -> None:
        self._heading.setFont(typography.heading())
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().base)
        edge = self.width() - 1 if self.isRightToLeft() else 0
        painter.fillRect(edge, 0, 1, self.height(), current().line)
