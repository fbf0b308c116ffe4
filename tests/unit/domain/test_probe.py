"""What "Test connection" found out."""

from __future__ import annotations

from composer_app.domain.probe import ProbeCheck, ProbeCode, ProbeLine, ProbeResult


def test_what_could_not_be_seen_has_not_failed() -> None:
    unseen = {code for code in ProbeCode if not code.is_failed}
    faults = {ProbeCode.BUSY, ProbeCode.UNAVAILABLE, ProbeCode.SERVER_FAULT}
    assert unseen == {ProbeCode.OK, ProbeCode.NOT_CHECKED} | faults


def test_all_is_well_only_if_every_line_is() -> None:
    good = tuple(ProbeCheck(line, ProbeCode.OK) for line in ProbeLine)
    assert ProbeResult(good).is_ok
    assert not ProbeResult((*good[:3], ProbeCheck(ProbeLine.LOGS, ProbeCode.NO_RIGHT))).is_ok
