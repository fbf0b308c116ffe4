"""Message: many addresses of the mail can be read by every recipient."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.settings import Settings
from composer_app.ui.compose.message_area import MessageArea
from composer_app.ui.compose.recipient_fields import RecipientFields
from composer_app.ui.texts import recipients as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.inline_message_text import MessageText

KEY = "public_recipients"


class PublicRecipientsWarning(QObject):
    """Warns when more addresses can be read than the setting allows, and offers to hide them.

    Recipients in To or of a list get a mail each and do not see each other, unless an option of the mail says so. All
    recipients see Cc. A warning that the user closes stays closed until the number is within the limit again.

    Signals:
        toast_wanted: text, name of the action, and the action, for the window.
    """

    toast_wanted = Signal(str, str, object)

    def __init__(
        self,
        session: DraftSession,
        recipients: RecipientFields,
        messages: MessageArea,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._recipients = session, recipients
        self._messages, self._settings = messages, settings
        self._shown: tuple[int, bool, bool, bool] | None = None
        session.options_changed.connect(self.show_warning)

    def start_over(self) -> None:
        """Another draft is shown: the warning that was closed counts no more."""
        self._shown = None
        self._messages.take(KEY)
        self.show_warning()

    @Slot()
    def show_warning(self) -> None:
        """Show the warning, or remove it."""
        draft = self._session.draft
        is_open = draft.options.preserve_recipients
        in_list = draft.merge.recipient_count if draft.merge is not None else 0
        in_cc = self._recipients.count_in("cc")
        count = in_cc + (self._recipients.count_in("to") + in_list if is_open else 0)
        limit = self._settings.public_recipients
        if not limit or count <= limit:
            self._shown = None
            self._messages.take(KEY)
            return
        found = (count, is_open, in_cc > 0, in_list > 0)
        was_closed = self._shown is not None and self._messages.message(KEY) is None
        if found == self._shown or was_closed:
            return
        self._shown = found
        why = (texts.PUBLIC_LIST if in_list else texts.PUBLIC_WITH_TO) if is_open else texts.PUBLIC
        title = texts.public_words(count)
        message = self._messages.put(KEY, MessageText.warning(title, why))
        if in_cc:
            message.add_action(texts.CC_TO_BCC, self._move_to_bcc, secondary=True)
        message.add_action(texts.SEND_SINGLY, self._send_singly, secondary=not in_cc)

    def _move_to_bcc(self) -> None:
        count = self._recipients.count_in("cc")
        take_back = self._recipients.move("cc", "bcc")
        self.toast_wanted.emit(texts.moved_words("bcc", count), verbs.UNDO, take_back)

    def _send_singly(self) -> None:
        before = self._session.draft.options
        take_back = self._recipients.move("cc", "to")
        if before.preserve_recipients:
            self._session.set_options(msgspec.structs.replace(before, preserve_recipients=False))
        draft_id = self._session.draft.id

        def undo() -> None:
            if self._session.draft.id == draft_id:
                now = self._session.draft.options
                restored = msgspec.structs.replace(now, preserve_recipients=before.preserve_recipients)
                self._session.set_options(restored)
                take_back()

        self.toast_wanted.emit(texts.SENT_SINGLY, verbs.UNDO, undo)
