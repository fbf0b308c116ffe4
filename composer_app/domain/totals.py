"""Figures about what the archive holds."""

from __future__ import annotations

from datetime import datetime

import msgspec

from composer_app.domain.ids import BulkId


class Totals(msgspec.Struct, frozen=True):
    """How much there is."""

    messages: int
    reports: int


class BulkSummary(msgspec.Struct, frozen=True):
    """One mail that was handed over here, as a choice in a list."""

    bulk_id: BulkId
    subject: str
    created_at: datetime
    count: int
    """Recipients."""
