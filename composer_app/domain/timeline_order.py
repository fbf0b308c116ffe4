"""The order of the steps in a message's timeline."""

from __future__ import annotations

from collections.abc import Iterable

from composer_app.domain.message_history import EventKind, EventSource, MessageEvent

_LIFE = list(EventKind)  # steps with the same time are shown in their logical order


def in_order(events: Iterable[MessageEvent]) -> tuple[MessageEvent, ...]:
    """The steps, oldest first. Those of webhooks come last, since their own time is not known."""
    return tuple(sorted(events, key=_place))


def _place(event: MessageEvent) -> tuple[object, ...]:
    return event.source is EventSource.WEBHOOKS, event.at, event.recorded_at, _LIFE.index(event.kind)
