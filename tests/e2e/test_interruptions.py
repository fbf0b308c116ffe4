"""Freezes, stalls, kills and full disks in the middle of an answer: no report is lost. Without TLS: the benchmark."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.faulty_server import LOOPBACK
from tests.proofs import interruptions

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="stops and limits processes as Linux does")


@pytest.mark.parametrize(
    "lost_by",
    [
        interruptions.lost_by_a_frozen_receiver,
        interruptions.lost_by_a_frozen_program,
        interruptions.lost_by_a_killed_program,
        partial(interruptions.lost_by_a_stall, before_the_first_byte=True),
        partial(interruptions.lost_by_a_stall, before_the_first_byte=False),
        interruptions.lost_by_a_full_disk,
    ],
    ids=["frozen receiver", "frozen program", "killed program", "stall before", "stall within", "full disk"],
)
def test_no_report_is_lost_over_tls(lost_by: Callable[[Path | None], int]) -> None:
    assert lost_by(LOOPBACK) == 0


def test_on_a_small_disk_fewer_reports_are_asked_for_and_all_come() -> None:
    lost, asked_at_once = interruptions.lost_by_a_small_disk(LOOPBACK)
    assert lost == 0
    assert 0 < asked_at_once < interruptions.COUNT
