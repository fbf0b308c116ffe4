"""Dialog to add or change an account."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from composer_app.domain.account import Account
from composer_app.domain.connection_test_result import ConnectionTestResult
from composer_app.domain.problem import ProblemCode
from composer_app.services.accounts.accounts import Saved
from composer_app.services.connections.credentials import Whereabouts
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.accounts.account_form import AccountForm
from composer_app.ui.accounts.connection_test_card import ConnectionTestCard
from composer_app.ui.texts import accounts, verbs
from composer_app.ui.texts.connection_test import ConnectionTestWords, connection_test_words
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.paint_guard import guarded_size
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.form_rows import Note
from composer_app.ui.widgets.layouts import in_column, in_row

WIDTH = 560


class AccountDialog(BaseDialog):
    """Adds an account, or changes the one given. Opened with `open()`.

    An account can be saved even if the connection test fails. If the keyring refuses the key, the dialog stays open
    and says so.

    Signals:
        saved(Saved, has_typed): the account is saved; the flag: its key was entered.
        removal_wanted(Account): "Remove account…" was pressed.
    """

    saved = Signal(object, bool)
    removal_wanted = Signal(object)

    def __init__(
        self, services: Services, account: Account | None, parent: QWidget | None = None, *, focus: str = ""
    ) -> None:
        """`focus`: "secret" begins at the key; anything else at the name."""
        title = accounts.ADD_TITLE if account is None else accounts.EDIT_TITLE
        super().__init__("account_dialog", title, parent, spacing=0, ruled=True, scrolls=True)
        self._services = services
        self._account = account
        self._tested: Account | None = None
        self._has_typed = False
        self._is_done = False
        self._test: Task[ConnectionTestResult] | None = None
        self._shown_last: QWidget | None = None
        self.head.setContentsMargins(0, 0, 0, 14)
        taken = [one.name for one in services.accounts.all()]
        self.form = AccountForm(account, taken)
        self._test_button = secondary_button(accounts.TEST, icon="refresh")
        self._test_button.setObjectName("test_connection")
        self._test_note = Note(accounts.TEST_NOTE)
        self._test_note.setContentsMargins(0, 0, 0, 0)
        self.card = ConnectionTestCard()
        self.card.hide()
        self._entry = self._lay_out_entry()
        self.add(self._entry)
        self.add(self.card)
        self._remove = self.add_secondary(
            accounts.REMOVE_BUTTON, "remove_account", self._on_remove, danger_text=True, at_start=True
        )
        self._remove.setVisible(account is not None)
        self._cancel = self.add_secondary(verbs.CANCEL, "cancel", self.reject)
        self._save = self.add_primary(accounts.SAVE, "save_account", self._on_save)
        self._test_button.clicked.connect(self._on_test)
        self.form.changed.connect(self._on_changed)
        self.form.more.toggled.connect(self._grow_soon)
        self.inside.installEventFilter(self)
        (self.form.secret_field if focus == "secret" else self.form.name_field).setFocus()
        services.accounts.key_whereabouts(account).on_success(self._on_key_found)

    def _lay_out_entry(self) -> QWidget:
        """All that goes when the account is saved."""
        entry = QWidget()
        test = in_row(None, self._test_button, self._test_note, grows=self._test_note, spacing=12)
        in_column(entry, self.form, test, spacing=10, margins=(0, 4, 0, 8))
        return entry

    @guarded_size
    def sizeHint(self) -> QSize:
        """As high as its content, but no higher than its window."""
        wide = typography.units(WIDTH)
        high = self.height_for(wide)
        window = self.parentWidget()
        room = window.window().height() - 24 if window is not None else self.screen().availableSize().height()
        return QSize(max(wide, self.inside.minimumSizeHint().width()), min(high, max(room, 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH, 120 if self._is_done else 300)

    @Slot(object)
    def _on_key_found(self, found: Whereabouts) -> None:
        self.form.set_key_found(found)
        self._grow_soon()

    # -- testing

    @Slot()
    def _on_test(self) -> None:
        account = self.form.account()
        self._grow()
        if account is None:
            return
        typed = self.form.secret()
        self._tested = account
        if self._test_button.hasFocus():
            self.setFocus()  # a disabled button passes its focus on, to "Remove account…"
        self._test_button.setEnabled(False)
        self._test_button.setText(accounts.TESTING)
        self._test = self._services.connection_test.run(account, typed)
        self._test.on_success(self._on_tested)
        self._test.on_failure(self._on_test_failed)
        self._test.on_cancel(self._on_test_ended)

    @Slot(object)
    def _on_tested(self, result: ConnectionTestResult) -> None:
        self._on_test_ended()
        if self._tested is not None:
            self._show_result(connection_test_words(result, self._tested))

    @Slot(object)
    def _on_test_failed(self, error: Exception) -> None:
        self._on_test_ended()
        if self._tested is None:
            return
        words = failure_words(error, self._tested, of_a_read=True)
        if isinstance(error, Failed) and error.problem.code is ProblemCode.NO_KEY:
            self._show_result(ConnectionTestWords(accounts.NO_KEY_TO_TEST, (), accounts.ENTER_ITS_KEY))
        else:
            self._show_result(ConnectionTestWords(words.title, (), words.text))

    @Slot()
    def _on_test_ended(self) -> None:
        self._test = None
        self._test_button.setEnabled(True)
        self._test_button.setText(accounts.TEST)
        if self.focusWidget() in (None, self):  # the user has not gone elsewhere meanwhile
            self._test_button.setFocus()

    def _show_result(self, result: ConnectionTestWords) -> None:
        self.message.hide()
        self.card.set_words(result)
        self.card.show()
        self._reveal(self.card)

    # -- saving

    @Slot()
    def _on_save(self) -> None:
        account = self.form.account()
        self._grow()
        if account is None or not self._save.isEnabled():
            return
        secret = self.form.secret()
        self._has_typed = secret is not None
        self._save.set_available(False, accounts.BEING_SAVED)
        task = self._services.accounts.save(account, secret)
        task.on_success(self._on_saved)
        task.on_failure(self._on_save_failed)

    @Slot(object)
    def _on_saved(self, result: Saved) -> None:
        self.saved.emit(result, self._has_typed)
        problem = result.kept.problem
        if problem is None:
            self.accept()
            return
        self._cancel.setText(verbs.CLOSE)
        self._cancel.setFocus()  # before the others are hidden, which would pass it around
        for widget in (self._entry, self.card, self._save, self._remove):
            widget.hide()
        self.head.setText(accounts.IS_SAVED.format(name=result.account.name))
        self.setWindowTitle(accounts.SAVED_TITLE)
        title, body = accounts.kept_words(problem)
        self.show_message(MessageText.warning(title, body))
        self._is_done = True
        self._shrink_soon()

    @Slot(object)
    def _on_save_failed(self, error: Exception) -> None:
        self._save.set_available(True)
        words = failure_words(error, self._account, of_a_read=True)
        self.card.hide()
        self.show_message(MessageText(words.title, f"{accounts.NOT_SAVED} {words.text}", kind=words.kind))
        self._reveal(self.message)

    @Slot()
    def _on_remove(self) -> None:
        self.removal_wanted.emit(self._account)

    # -- the rest

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Resize after a change of the content, which reaches the layouts level by level."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self.inside:
            self._grow_soon()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_changed(self) -> None:
        """Drop the shown result and cancel a running test: both belong to the settings before the change."""
        self._tested = None
        if self._test is not None:
            self._test.cancel()
        self.card.hide()
        self.message.hide()
        self._grow_soon()

    def _reveal(self, widget: QWidget) -> None:
        self._grow()
        self._shown_last = widget
        QTimer.singleShot(0, self, self._scroll_to_last)  # after the layout

    @Slot()
    def _scroll_to_last(self) -> None:
        if self._shown_last is not None:
            self.scroll_to(self._shown_last)

    @Slot()
    def _grow_soon(self) -> None:
        QTimer.singleShot(0, self, self._grow)  # rows that were shown or hidden update the layout in a later event

    def _shrink_soon(self) -> None:
        QTimer.singleShot(0, self, self._shrink)

    @Slot()
    def _shrink(self) -> None:
        """Shrink to the remaining content."""
        self.activate_content()
        self.resize(self.width(), self.sizeHint().height())

    @Slot()
    def _grow(self) -> None:
        """Grow to show the new content without scrolling, if the screen has room."""
        self.activate_content()
        wanted = self.sizeHint()
        if wanted.height() > self.height():
            self.resize(self.width(), wanted.height())

    def done(self, result: int) -> None:
        if self._test is not None:
            self._test.cancel()
        super().done(result)
