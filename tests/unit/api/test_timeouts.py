from __future__ import annotations

from composer_app.api.timeouts import Timeouts


def test_a_send_is_thought_about_longer() -> None:
    limits = Timeouts(read_s=3.0, read_send_s=7.0)
    assert limits.extension(is_send=False)["read"] == 3.0
    assert limits.extension(is_send=True)["read"] == 7.0
    assert limits.extension(is_send=False)["pool"] == 7.0
