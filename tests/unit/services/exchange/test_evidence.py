"""Writing an evidence pack: whole or not at all."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from composer_app.domain.problem import ProblemCode
from composer_app.services.exchange.evidence import EvidenceSaver, zipped
from tests.faulty_server import FaultyServer, accepts
from tests.unit.services.exchange.test_evidence_pack import details_of
from tests.unit.services.house import House


def test_a_zip_carries_its_date_even_one_of_before_zips() -> None:
    for year, shown in ((2026, 2026), (1, 1980)):
        with zipfile.ZipFile(io.BytesIO(zipped([("a.txt", b"a")], datetime(year, 11, 23, tzinfo=UTC)))) as pack:
            assert pack.getinfo("a.txt").date_time[:3] == (shown, 11, 23)
            assert pack.read("a.txt") == b"a"


def test_an_unwritable_place_is_named_and_nothing_is_overwritten(
    house: House, server: FaultyServer, tmp_path: Path
) -> None:
    server.plays("POST", "/email/3/send", accepts())
    saver = EvidenceSaver(house.context, house.accounts)
    details = details_of(house, house.send())
    (tmp_path / "folder.zip").mkdir()

    for path in (tmp_path / "folder.zip", tmp_path / "missing" / "evidence.zip"):
        problem = house.problem(saver.save(details, path))
        assert (problem.code, problem.subject) == (ProblemCode.FILE_NOT_WRITTEN, path.name)
    assert sorted(path.name for path in tmp_path.rglob("*.zip*")) == ["folder.zip"]
