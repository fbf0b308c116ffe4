"""The buttons at the right of a row: the expected next step, others, and a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QAbstractButton, QMenu, QStyle, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.outbox.row_model import Action, Row
from composer_app.ui.texts import outbox, send_runs, verbs
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.menu_position import keep_in_window
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.plain_text import caption

TEXTS = {
    Action.LOOK_UP: outbox.LOOK_UP_NOW,
    Action.SEND_AGAIN: outbox.SEND_AGAIN,
    Action.EDIT_AND_SEND: outbox.EDIT_AND_SEND,
    Action.EDIT: outbox.EDIT,
    Action.UNDO: verbs.UNDO,
    Action.SEND_NOW: outbox.SEND_NOW,
    Action.COPY_TO_NEW: outbox.COPY_TO_NEW,
    Action.DISCARD: outbox.DISCARD,
    Action.CANCEL: verbs.CANCEL,
    Action.STOP: outbox.STOP,
    Action.TRY_NOW: verbs.TRY_NOW,
    Action.RESCHEDULE: outbox.RESCHEDULE,
    Action.SEND_AT_ONCE: outbox.SEND_NOW,
    Action.PAUSE_SCHEDULED: outbox.PAUSE,
    Action.RESUME_SCHEDULED: outbox.RESUME,
    Action.CANCEL_SCHEDULED: outbox.CANCEL_SCHEDULED,
    Action.EDIT_ACCOUNT: outbox.EDIT_ACCOUNT,
    Action.COPY_BULK_ID: outbox.COPY_BULK_ID,
    Action.COPY_MESSAGE_ID: verbs.COPY_MESSAGE_ID,
    Action.SHOW_IN_LOGS: verbs.SHOW_IN_LOGS,
    Action.PAUSE: send_runs.PAUSE,
    Action.RESUME: send_runs.RESUME,
    Action.STOP_RUN: outbox.STOP,
    Action.SEND_MISSING: send_runs.SEND_MISSING,
    Action.LEAVE_MISSING: send_runs.LEAVE_MISSING,
    Action.COPY_REST: send_runs.COPY_REST,
}
_GAP = 4
_BEFORE_MENU = (Action.COPY_BULK_ID,)
"""The menu has a line above these."""


def text_of(action: Action, row: Row) -> str:
    """The text of a button. A "…" announces a question: the mail may reach a recipient twice."""
    asks = action is Action.SEND_AGAIN and row.badge is Outcome.UNKNOWN
    return f"{TEXTS[action]}…" if asks else TEXTS[action]


class RowButtons(QWidget):
    """As wide as its buttons, right-aligned by its owner.

    Signals:
        action_wanted(action): a button or a menu entry was pressed.
        mail_wanted: "Show the mail" in the menu.
        unfold_wanted: "Show recipients" or "Hide recipients" in the menu.
    """

    action_wanted = Signal(str)
    mail_wanted = Signal()
    unfold_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: list[tuple[Action, str, bool]] = []
        self._row: Row | None = None
        self._is_unfolded = self._is_arranged = False
        self._buttons: dict[Action, QAbstractButton] = {}
        self._more = quiet_button(parent=self, icon="more", tooltip=outbox.MORE, compact=True)
        self._more.setObjectName("more")
        self._more.clicked.connect(self._on_more)

    def set_row(self, row: Row, *, is_unfolded: bool) -> None:
        """Show the actions of this row. Buttons that stay are reused, so they keep the focus."""
        self._row, self._is_unfolded = row, is_unfolded
        offered = [*filter(None, (row.primary,)), *row.quiet]
        shown = [(action, text_of(action, row), action is row.primary) for action in offered]
        if self._shown == shown and self._is_arranged:
            return
        for gone in set(self._shown) - set(shown):
            button = self._buttons.pop(gone[0])
            button.hide()
            button.deleteLater()
        self._shown = shown
        for action, text, is_primary in shown:
            if action not in self._buttons:
                self._buttons[action] = self._made(action, text, is_primary=is_primary)
        self._arrange()

    def button(self, action: Action) -> QAbstractButton | None:
        return self._buttons.get(action)

    def menu(self) -> QMenu:
        """A new menu with all actions."""
        menu = QMenu(self)
        assert self._row is not None
        for action in (*filter(None, (self._row.primary,)), *self._row.quiet, *self._row.more):
            if action in _BEFORE_MENU:
                self._add_unfold(menu)
            menu.addAction(caption(text_of(action, self._row))).triggered.connect(self._wanting(action))
        give_mnemonics(menu.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add_unfold(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addAction(verbs.SHOW_MAIL).triggered.connect(self.mail_wanted)
        is_run = self._row is not None and self._row.run is not None
        hide, show = send_runs.FOLD if is_run else (outbox.HIDE_RECIPIENTS, outbox.SHOW_RECIPIENTS)
        text = hide if self._is_unfolded else show
        menu.addAction(text).triggered.connect(self.unfold_wanted)

    def _made(self, action: Action, text: str, *, is_primary: bool) -> QAbstractButton:
        make = secondary_button if is_primary else quiet_button
        button: QAbstractButton = make(text, self, compact=True)
        button.setObjectName(action.value)
        button.clicked.connect(self._wanting(action))
        return button

    def _wanting(self, action: Action) -> Callable[[], None]:
        return lambda: self.action_wanted.emit(action.value)

    def _on_more(self) -> None:
        menu = self.menu()
        keep_in_window(self._more, menu)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _arrange(self) -> None:
        """Set the tab order by the row, not by creation."""
        order = [*(self._buttons[action] for action, _, _ in self._shown), self._more]
        x, high = 0, max(button.sizeHint().height() for button in order)
        whole = QRect(0, 0, sum(one.sizeHint().width() for one in order) + _GAP * (len(order) - 1), high)
        for button in order:
            hint = button.sizeHint()
            spot = QRect(x, (high - hint.height()) // 2, hint.width(), hint.height())
            button.setGeometry(QStyle.visualRect(self.layoutDirection(), whole, spot))
            button.show()
            x += hint.width() + _GAP
        self.setFixedSize(whole.size())
        self._is_arranged = True
