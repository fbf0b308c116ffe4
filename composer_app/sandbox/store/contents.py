"""Uploaded content that a later send may refer to."""

import sqlite3

from composer_app.sandbox.mail.send_request import FilePart


class Contents:
    """The uploads of a store; shares its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._database = connection

    def add(self, content_id: str, part: FilePart, expires_at_ms: int) -> None:
        self._database.execute(
            "INSERT INTO content VALUES (?,?,?,?,?,?)",
            (content_id, part.file_name, part.content_type, part.size_bytes, part.blob, expires_at_ms),
        )

    def find(self, content_id: str, now_ms: int) -> FilePart | None:
        """Returns what was uploaded under the id the service gave, unless its time is over."""
        row = self._database.execute(
            "SELECT name, content_type, size_bytes, blob FROM content WHERE id = ? AND expires_at > ?",
            (content_id, now_ms),
        ).fetchone()
        return FilePart(*row) if row else None
