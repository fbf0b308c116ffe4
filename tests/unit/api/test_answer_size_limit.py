"""The size limit of an answer."""

from __future__ import annotations

from composer_app.api.answer_size_limit import LONGEST_ANSWER_BYTES
from composer_app.api.timeouts import LIMITS
from composer_app.domain.vendor_limits import MAX_LIMIT


def test_a_full_page_of_large_entries_has_room() -> None:
    assert LIMITS.answer_bytes == LONGEST_ANSWER_BYTES
    assert MAX_LIMIT * 100_000 < LONGEST_ANSWER_BYTES
