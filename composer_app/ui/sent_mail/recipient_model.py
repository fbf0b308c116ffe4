"""The recipients of a mail as rows of a list, narrowed by outcome and by words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import sent_mail
from composer_app.ui.texts.outcome_reasons import explain_of, why_of

MESSAGE_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class RecipientModel(QAbstractListModel):
    """One row for each recipient, in the order of the mail. A row is made into words when it is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[MessageRow] = ()
        self._shown: list[MessageRow] = []
        self._outcomes: frozenset[Outcome] = frozenset()
        self._words = ""

    def set_messages(self, messages: Sequence[MessageRow]) -> None:
        """Show these, as far as the filter lets them through."""
        self._all = messages
        self._narrow()

    def narrow(self, outcomes: frozenset[Outcome], words: str) -> None:
        """Show only recipients with one of these outcomes (none: with any) and with these words in the address."""
        self._outcomes, self._words = outcomes, words.strip().casefold()
        self._narrow()

    def _narrow(self) -> None:
        self.beginResetModel()
        self._shown = [
            one
            for one in self._all
            if (not self._outcomes or one.outcome in self._outcomes) and self._words in one.to.casefold()
        ]
        self.endResetModel()

    def message(self, place: int) -> MessageRow | None:
        """The one at this place; None outside the list."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def place_of(self, row: int) -> int:
        """Where the message with this number stands; -1 where the filter hides it."""
        return next((place for place, one in enumerate(self._shown) if one.row == row), -1)

    def places_of(self, rows: Collection[int]) -> list[int]:
        """Where the messages with these numbers stand, from the top down, without hidden ones."""
        wanted = set(rows)
        return [place for place, one in enumerate(self._shown) if one.row in wanted] if wanted else []

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        message = self.message(index.row())
        if message is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return message.to
            case Qt.ItemDataRole.AccessibleTextRole:
                return sent_mail.recipient_row(message.to, message.outcome, why_of(message))
            case Qt.ItemDataRole.UserRole:
                return message
        return None

    def tip(self, index: Index) -> str:
        """The tooltip of a row: the whole address, and what happened in full."""
        message = self.message(index.row())
        if message is None:
            return ""
        words = explain_of(message)
        return "\n".join(part for part in (message.to, words.title, words.body, words.vendor) if part)
