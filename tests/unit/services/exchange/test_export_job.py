"""What is to be exported, as the process of it reads it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter
from composer_app.services.exchange.export_job import ExportJob
from tests.unit.archive.samples import T0
from tests.unit.services.exchange.common import job_for


def test_a_job_is_the_same_after_the_way_to_the_process(tmp_path: Path) -> None:
    wanted = ArchiveFilter(outcomes=frozenset({Outcome.BOUNCED}), since=T0, words=("a", "=b"))
    job = job_for(tmp_path / "a.csv", wanted=wanted, rows=b"\0\1")

    assert msgspec.json.decode(msgspec.json.encode(job), type=ExportJob) == job
