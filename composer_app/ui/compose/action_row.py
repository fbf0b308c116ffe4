"""The bottom row: Send, the saved state of the draft, and its options."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer_app.ui.texts import compose, send_options, send_test, send_time, sent_mail
from composer_app.ui.texts import format as fmt
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, row_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.layouts import REST, in_row
from composer_app.ui.widgets.plain_text import set_tooltip
from composer_app.ui.widgets.primary_button import PrimaryButton
from composer_app.ui.widgets.small_note import SmallNote


@spoken_as(QAccessible.Role.ToolBar)
class ActionRow(Painted, QWidget):
    """Signals:
    send_wanted, test_wanted, schedule_wanted, options_wanted, request_wanted: a button was pressed.
    """

    send_wanted = Signal()
    test_wanted = Signal()
    schedule_wanted = Signal()
    request_wanted = Signal()
    options_wanted = Signal()

    def __init__(self, shortcut: str) -> None:
        super().__init__()
        self.send_button = PrimaryButton(compose.SEND, self, icon="send", shortcut_text=shortcut, height=34)
        self.send_button.setObjectName("send_button")
        self.send_button.clicked.connect(self.send_wanted)
        self._reasons = {"waiting": "", "too many": ""}
        self._state = SmallNote(self)
        self._state.setObjectName("draft_state")
        self.test_button = secondary_button(send_test.SEND_TEST, self)
        self.test_button.setObjectName("test_button")
        self.test_button.clicked.connect(self.test_wanted)
        self.schedule_button = secondary_button(send_time.SCHEDULE, self)
        self.schedule_button.setObjectName("schedule_button")
        self.schedule_button.clicked.connect(self.schedule_wanted)
        self.options_button = quiet_button(send_options.OPTIONS, self, icon="options")
        self.options_button.setObjectName("options_button")
        self.options_button.clicked.connect(self.options_wanted)
        self.request_button = quiet_button(sent_mail.SHOW_REQUEST, self, icon="request")
        self.request_button.setObjectName("request_button")
        self.request_button.clicked.connect(self.request_wanted)
        in_row(
            self,
            self.send_button,
            self.test_button,
            self.schedule_button,
            8,
            self._state,
            REST,
            self.options_button,
            self.request_button,
            spacing=8,
            margins=(16, 1, 16, 0),
        )
        self.restyle()

    def show_count(self, recipients: int) -> None:
        """Show the number of recipients on the button."""
        self.send_button.setText(compose.send_words(recipients))

    def show_options(self, count: int) -> None:
        """Show how many send options are set."""
        self.options_button.setText(send_options.options_button(count))

    def show_waiting(self, why: str) -> None:
        """Why sending must wait, or ""."""
        self._set_reason("waiting", why)

    def show_too_many(self, why: str) -> None:
        """Why the recipients are too many, or ""."""
        self._set_reason("too many", why)

    def _set_reason(self, reason: str, why: str) -> None:
        self._reasons[reason] = why
        reasons = " ".join(filter(None, self._reasons.values()))
        self.send_button.set_available(not reasons, reasons)
        self.schedule_button.setEnabled(not reasons)
        set_tooltip(self.schedule_button, reasons)

    def show_saved(self, at: datetime | None) -> None:
        """Show when the draft was saved; None: nothing to save yet."""
        if at is None:
            self._state.say("")
        else:
            self._state.say(compose.SAVED.format(time=fmt.clock(at, seconds=False)), fmt.moment_tooltip(at))

    def show_not_saved(self) -> None:
        self._state.say(compose.NOT_SAVED, role="danger.text")

    def state_text(self) -> str:
        return self._state.words()

    def restyle(self) -> None:
        self.setFixedHeight(row_height(56, typography.body()))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().window)
