"""How many mails are sent at the same time."""

from __future__ import annotations

from composer_app.services.sending.send_concurrency import MOST_AT_ONCE, room


def test_each_send_takes_one_place() -> None:
    assert room(0) == MOST_AT_ONCE
    assert room(MOST_AT_ONCE - 1) == 1
    assert room(MOST_AT_ONCE) == room(MOST_AT_ONCE + 1) == 0
