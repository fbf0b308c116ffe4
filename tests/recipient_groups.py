"""The recipients of a mail in groups, counted one by one: what the archive finds out with one statement."""

from __future__ import annotations

from collections.abc import Iterable

from composer_app.domain.message_history import MessageRow, RecipientGroup


def groups_of(messages: Iterable[MessageRow]) -> tuple[RecipientGroup, ...]:
    """In the order of their first messages."""
    found: dict[object, list[MessageRow]] = {}
    for one in messages:
        found.setdefault((one.kind, one.outcome, one.status, one.error), []).append(one)
    return tuple(RecipientGroup(group[0], len(group)) for group in found.values())
