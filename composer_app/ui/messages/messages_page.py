"""Base of the pages Reports and Logs: message browser, results and errors of requests."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from composer_app.domain.queries import SortKey
from composer_app.services.services import Services
from composer_app.ui.messages.empty_reasons import EmptyWords
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.messages.message_source import MessageSource
from composer_app.ui.texts.banner_spec import BannerSpec
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.texts.vendor_name import service_of
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.banner import BannerStack
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import in_column

_RESULT = "result"


class MessagesPage(QWidget):
    """Lists the messages of the account in use, and updates when its reports or mails change.

    A subclass puts its own controls into `column`, above the browser or into it, asks the service, and hands the
    outcome to `show_result` or `show_failure`.

    Signals:
        status_changed: left and right text of the status line.
        toast_wanted: text, action, what the action does.
    """

    status_changed = Signal(str, str)
    toast_wanted = Signal(str, str, object)

    browser: MessageBrowser

    def __init__(self, services: Services, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_page")
        self._services = services
        self._name = name
        self.failure = InlineMessage(MessageKind.ERROR, "", parent=self)
        self.failure.setObjectName(f"{name}_failure")
        self.failure.set_closable(True)
        self.failure.hide()
        self.failure.closed.connect(self.hide_failure)
        self.result = BannerStack(self)
        self.result.setObjectName(f"{name}_result")
        self.column = in_column(self)

    def add_browser(self, source: MessageSource, first_sort: tuple[SortKey, bool], empty: EmptyWords) -> None:
        """Make the browser. The subclass calls it after it made the controls that Tab reaches before it."""
        services = self._services
        self.browser = MessageBrowser(services, source, first_sort, empty, self._name, self)
        self.browser.found.connect(self.refresh_status)
        self.browser.list.model.begun.connect(self.refresh_status)
        self.browser.toast_requested.connect(self._on_toast_requested)
        for change in (
            services.sync.reports_stored,
            services.outbox.settled,
            services.eraser.erased,
            services.exchanges.imported,
        ):
            change.connect(self.browser.refresh.soon)
        services.accounts.switched.connect(self._on_switched)
        services.accounts.settings_changed.connect(self._on_settings_changed)

    @Slot()
    def _on_switched(self) -> None:
        """Subclasses must not override it: PySide calls an overridden slot even after the widget is deleted."""
        self.show_account()

    @Slot()
    def _on_settings_changed(self) -> None:
        """The list, the place and the open details stay. A failure may be over, say with another key."""
        self.failure.hide()

    # for the window

    def focus_first(self) -> None:
        """Put the focus on the list."""
        self.browser.focus_list()

    def save_layout(self) -> None:
        self.browser.save_layout()

    @Slot()
    def refresh_status(self) -> None:
        """Emit `status_changed`."""
        self.status_changed.emit(self.status_left(), self.status_right())

    def status_left(self) -> str:
        """How many messages are listed."""
        raise NotImplementedError

    def status_right(self) -> str:
        """What happens in the background."""
        raise NotImplementedError

    # for the subclass

    def service(self) -> str:
        """The name of the account's service, as used within a sentence."""
        return service_of(self._services.accounts.current.id)

    @Slot()
    def show_account(self) -> None:
        """Another account is in use. The subclass calls it once at its end of construction."""
        self.hide_result()
        self.hide_failure()
        self.browser.show_account()

    def show_result(self, spec: BannerSpec) -> None:
        """Show the result of a request; on a hidden page also as a toast."""
        self.hide_result()
        self.result.put(_RESULT, spec)
        if not self.isVisible():
            self.toast_wanted.emit(f"{spec.lead} {spec.text}", "", None)

    def hide_result(self) -> None:
        self.result.take(_RESULT)

    @Slot(object)
    def show_failure(self, error: Exception) -> None:
        """Show why a request failed."""
        words = failure_words(error, self._services.accounts.current, of_a_read=True)
        self.failure.set_content(words.kind, words.title, words.body, words.vendor)
        self.place_failure(is_shown=True)

    @Slot()
    def hide_failure(self) -> None:
        self.place_failure(is_shown=False)

    def place_failure(self, *, is_shown: bool) -> None:
        """Show or hide it where the subclass has put it."""
        self.failure.setVisible(is_shown)

    @Slot(str)
    def _on_toast_requested(self, text: str) -> None:
        self.toast_wanted.emit(text, "", None)
