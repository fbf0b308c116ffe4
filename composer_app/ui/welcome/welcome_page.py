"""The welcome page: three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.commands.shortcuts import keys_of
from composer_app.ui.texts import welcome as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.welcome.letter_drawing import LetterInTray
from composer_app.ui.welcome.welcome_card import Card
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.layouts import REST, in_column, in_row
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.primary_button import PrimaryButton

_BETWEEN_CARDS = 16


class WelcomePage(Painted, QWidget):
    """Three cards: an example, a mail that fails, the user's own account.

    Signals:
        status_changed(left, right): the two texts of the status line.
        example_wanted: open a finished mail on the compose page.
        test_addresses_wanted: open a mail to addresses that bounce, wait and get lost.
        account_wanted: open the dialog for a new account.
    """

    status_changed = Signal(str, str)
    example_wanted = Signal()
    test_addresses_wanted = Signal()
    account_wanted = Signal()

    def __init__(self, services: Services, _commands: CommandRegistry) -> None:
        super().__init__()
        self.setObjectName("welcome_page")
        self._services = services
        self._title = Label(texts.TITLE)
        self._subtitle = Label(texts.ABOUT_THE_SANDBOX)
        self._promise = Label(texts.PROMISE)
        self._lock = Label()
        self._lock.setAccessibleName(texts.LOCK)
        for label in (self._title, self._subtitle):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        self._make_buttons()
        self._lay_out()
        self.restyle()

    def _make_buttons(self) -> None:
        self._open_example = PrimaryButton(texts.OPEN_EXAMPLE)
        self._open_example.setObjectName("open_example")
        self._open_example.clicked.connect(self.example_wanted)
        self._open_test_addresses = secondary_button(texts.OPEN_TEST_ADDRESSES)
        self._open_test_addresses.setObjectName("open_test_addresses")
        self._open_test_addresses.clicked.connect(self.test_addresses_wanted)
        self._add_account = secondary_button(texts.ADD_ACCOUNT)
        self._add_account.setObjectName("add_account")
        self._add_account.clicked.connect(self.account_wanted)

    def _lay_out(self) -> None:
        cards = in_row(None, REST, spacing=_BETWEEN_CARDS)
        for card in (
            Card(
                "send",
                texts.FIRST_MAIL_TITLE,
                texts.FIRST_MAIL_TEXT,
                self._open_example,
            ),
            Card(
                "status-bounced",
                texts.FAULTS_TITLE,
                texts.FAULTS_TEXT,
                self._open_test_addresses,
            ),
            Card(
                "account",
                texts.OWN_ACCOUNT_TITLE,
                texts.OWN_ACCOUNT_TEXT,
                self._add_account,
            ),
        ):
            cards.addWidget(card)
        cards.addStretch(1)
        promise = in_row(None, REST, self._lock, self._promise, REST, spacing=8)
        content = QWidget()
        column = in_column(content, REST, margins=(16, 16, 16, 16))
        column.addWidget(LetterInTray(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(20)
        column.addWidget(self._title)
        column.addSpacing(8)
        column.addWidget(self._subtitle)
        column.addSpacing(26)
        column.addLayout(cards)
        column.addSpacing(22)
        column.addLayout(promise)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName(texts.PAGE)
        area.setWidget(content)
        content.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        in_column(self, area)

    def restyle(self) -> None:
        self._title.setFont(typography.title())
        self._subtitle.setFont(typography.body())
        grey = QPalette(self.palette())
        grey.setColor(QPalette.ColorRole.WindowText, current().text2)
        for label in (self._subtitle, self._promise):
            if label.palette().color(QPalette.ColorRole.WindowText) != current().text2:
                label.setPalette(grey)
        self._lock.setPixmap(icons.pixmap("lock", "text2", 16, self.devicePixelRatioF()))
        self._lock.setFixedSize(QSize(16, 16))
        super().restyle()

    # -- what the window asks for

    def enter(self) -> None:
        """The page is shown now."""
        self.refresh_status()

    def focus_first(self) -> None:
        """Focus no card: Tab goes to the first one."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh_status(self) -> None:
        """Emit `status_changed`."""
        is_running = self._services.context.sandbox.process_id is not None
        left = texts.SANDBOX_RUNS if is_running else texts.SANDBOX_STARTS
        self.status_changed.emit(left, texts.KEYS.format(write=keys_of("new_mail"), find=keys_of("palette")))

    def save_layout(self) -> None:
        """This page has no layout to save."""
