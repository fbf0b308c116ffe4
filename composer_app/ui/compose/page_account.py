"""Which account a mail belongs to: the one it was begun in, until a person says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from composer_app.domain.account import Account
from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId
from composer_app.services.sending.outbox_entries import OutboxEntry
from composer_app.services.services import Services
from composer_app.ui.compose.compose_view import ComposeView
from composer_app.ui.texts.message import MessageText
from composer_app.ui.theme.colours import MessageKind

if TYPE_CHECKING:
    from composer_app.ui.compose.compose_page import ComposePage

MESSAGE = "account"


class PageAccount(QObject):
    """Holds the account of the mail on the page, and says so when another one is in use.

    An empty page follows the account in use. A mail does not: it would leave from a sender nobody chose for it.
    """

    def __init__(self, page: ComposePage, view: ComposeView, services: Services) -> None:
        super().__init__(page)
        self._page, self._view, self._services = page, view, services
        self._id = services.accounts.current.id
        self._last_senders: dict[AccountId, str] = {}
        self._default_sender = services.accounts.current.default_sender
        services.accounts.current_changed.connect(self._on_current_changed)
        services.accounts.changed.connect(self.tell)

    @property
    def id(self) -> AccountId:
        return self._id

    def account(self) -> Account | None:
        """The account of the mail; None if it was removed."""
        return self._services.accounts.get(self._id)

    def sender_for(self, account: Account) -> str:
        """What From begins with: the sender of the last mail from this account, else the account's own."""
        return self._last_senders.get(account.id, account.default_sender)

    def show_draft(self, draft: Draft) -> None:
        """Another mail is on the page."""
        is_other = draft.account_id != self._id
        self._id = draft.account_id
        account = self.account()
        self._default_sender = self.sender_for(account) if account else ""
        if account is not None and draft.is_empty and draft.sender in ("", account.default_sender):
            self._view.header.sender_field.set_text(self._default_sender)
        self.tell()
        if is_other:
            self.ask_senders()

    def is_known(self) -> bool:
        """Whether there is an account to send from; if not, that is told."""
        if self.account() is None and self._page.draft().is_empty:
            self._belong_to(self._services.accounts.current)
        if self.account() is None:
            self.tell()
        return self.account() is not None

    @Slot()
    def tell(self) -> None:
        """Say whose mail it is, if it is not that of the account in use."""
        current, own = self._services.accounts.current, self.account()
        if current.id == self._id or self._page.draft().is_empty:
            self._view.messages.take(MESSAGE)
            return
        if own is None:
            words = MessageText("The account of this mail is gone.", "It can be sent from another one.")
        else:
            words = MessageText(
                f"This mail belongs to the account {own.name}.",
                f"{current.name} is in use now. Send still sends the mail from {own.name}.",
            )
        shown = self._view.messages.put(
            MESSAGE, MessageText(words.title, words.body, kind=MessageKind.WARNING), can_be_closed=False
        )
        shown.add_action(f"Send it from {current.name}", self._take_along, secondary=True)
        if own is not None:
            shown.add_action(f"Back to {own.name}", self._go_back)

    def _take_along(self) -> None:
        self._belong_to(self._services.accounts.current)
        self._page.keep_now()

    def _go_back(self) -> None:
        self._services.accounts.use(self._id)

    def _belong_to(self, account: Account) -> None:
        field = self._view.header.sender_field
        if field.text().strip() in ("", self._default_sender):
            field.set_text(self.sender_for(account))
        self._id, self._default_sender = account.id, self.sender_for(account)
        self.tell()
        self.ask_senders()

    @Slot(object)
    def _on_current_changed(self, account: Account) -> None:
        if account.id == self._id or self._page.draft().is_empty:
            self._belong_to(account)
        else:
            self.tell()

    @Slot()
    def ask_senders(self) -> None:
        """Offer the senders that were used from this account, and begin with the last one."""
        self._view.header.sender_field.set_known([self._default_sender])
        if self.account() is not None:
            task = self._services.outbox.entries(self._id, limit=50)
            task.on_success(self._on_senders)

    @Slot(object)
    def _on_senders(self, entries: tuple[OutboxEntry, ...]) -> None:
        used = [entry.submission.content.sender for entry in entries if entry.submission.account_id == self._id]
        if used:
            self._begin_with(used[0])
        self._view.header.sender_field.set_known([self._default_sender, *used])

    def _begin_with(self, sender: str) -> None:
        field = self._view.header.sender_field
        self._last_senders[self._id] = sender
        if self._page.draft().is_empty and field.text().strip() in ("", self._default_sender):
            field.set_text(sender)
            self._default_sender = sender
