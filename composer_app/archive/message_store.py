"""Messages: read access, and marks for the ones the user has seen."""

from __future__ import annotations

from collections.abc import Iterable

from composer_app.archive.message_reader import MessageReader, json_array

_MARK_SEEN = "UPDATE message SET is_new = 0 WHERE is_new AND row IN (SELECT value FROM json_each(?))"


class MessageStore(MessageReader):
    """Reads messages and marks them as seen."""

    def mark_seen(self, rows: Iterable[int]) -> None:
        """Mark messages as seen, so that they do not count as new."""
        with self._db.transaction():
            self._db.run(_MARK_SEEN, (json_array(rows),))
