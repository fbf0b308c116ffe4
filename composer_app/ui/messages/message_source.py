"""Source of a table: which rows of the archive it shows, and in which columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from composer_app.services.records import RecordKind
from composer_app.ui.messages.message_column import Column


@dataclass(frozen=True)
class MessageSource:
    """The rows of the archive that a table shows.

    Attributes:
        is_new: whether a row is marked as new.
        seen_until: rows received since then are marked; None: they are not counted.
    """

    columns: tuple[Column, ...]
    kind: RecordKind
    is_new: Callable[[Any], bool]
    seen_until: Callable[[], datetime | None] = lambda: None
