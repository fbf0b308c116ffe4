"""The time of day."""

from __future__ import annotations

from datetime import timedelta

from composer_app.domain.clock import utc_now


def test_now_knows_its_zone() -> None:
    assert utc_now().utcoffset() == timedelta(0)
