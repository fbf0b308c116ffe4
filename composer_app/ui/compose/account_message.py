"""Message: the draft belongs to another account than the one in use."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from composer_app.services.accounts.accounts import Accounts
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.ui.compose.message_area import MessageArea
from composer_app.ui.texts import compose

KEY = "account"


class AccountMessage(QObject):
    """Names the account that Send uses, and offers to move the draft or to switch the account."""

    def __init__(self, session: DraftSession, accounts: Accounts, messages: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._accounts, self._messages = session, accounts, messages
        session.account_changed.connect(self.show_account)

    @Slot()
    def show_account(self) -> None:
        """Show the message, or remove it if the draft belongs to the account in use."""
        if not self._session.is_of_another_account:
            self._messages.take(KEY)
            return
        current, own = self._accounts.current, self._session.account
        if own is None:
            words = compose.OF_GONE_ACCOUNT
        else:
            words = compose.OF_OTHER_ACCOUNT.filled(own=own.name, current=current.name)
        message = self._messages.put(KEY, words, can_be_closed=False)
        send_from = compose.SEND_FROM.format(account=current.name)
        message.add_action(send_from, self._session.move_to_current_account, secondary=True)
        if own is not None:
            message.add_action(compose.BACK_TO.format(account=own.name), self._use_own_account)

    def _use_own_account(self) -> None:
        self._accounts.use(self._session.draft.account_id)
