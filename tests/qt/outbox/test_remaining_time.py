"""How long the rest of a send takes."""

from __future__ import annotations

import pytest

from composer_app.domain.ids import SubmissionId
from composer_app.ui.outbox.remaining_time import RemainingTimes

ONE = SubmissionId("s1")


class Seconds:
    """A clock that a test winds."""

    at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.mark.parametrize(
    ("took", "sent", "total", "words"),
    [
        (1.9, 1, 2, ""),
        (10, 0, 10, ""),
        (10, 10, 10, ""),
        (10, 9, 10, "about 1 s left"),
        (20, 1, 3, "about 40 s left"),
        (60, 1, 5, "about 4 min left"),
    ],
)
def test_the_pace_so_far_tells_the_rest(took: float, sent: int, total: int, words: str) -> None:
    now = Seconds()
    clock = RemainingTimes(now)
    clock.left(ONE, 0, total)

    now.at += took

    assert clock.left(ONE, sent, total) == words


def test_a_mail_sent_again_begins_anew() -> None:
    now = Seconds()
    clock = RemainingTimes(now)
    clock.left(ONE, 0, 2)
    now.at += 60
    clock.forget(keep=set())

    assert clock.left(ONE, 1, 2) == ""
