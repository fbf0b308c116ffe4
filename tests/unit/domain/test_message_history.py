"""Kinds of events are stored: their spelling is a promise."""

from __future__ import annotations

from composer_app.domain.message_history import EventKind


def test_kinds_keep_their_spelling() -> None:
    assert {kind.value for kind in EventKind} >= {
        "queued",
        "handed over",
        "answered",
        "no answer",
        "held back",
        "looked up",
        "seen in logs",
        "reported",
        "cancelled",
        "sent again",
    }
