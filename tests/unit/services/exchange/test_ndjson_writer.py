"""Lines for the rows of a block."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

from composer_app.archive.full_message_reader import FullMessageReader
from composer_app.services.exchange.ndjson_writer import NdjsonWriter
from composer_app.services.records import RecordKind
from tests.new_archive import open_new
from tests.unit.services.exchange.common import add_reports, item


def test_one_line_for_each_row_that_is_there(tmp_path: Path) -> None:
    with closing(open_new(tmp_path / "archive.sqlite")) as archive:
        add_reports(archive, [item(1), item(2)])
        for kind in RecordKind:
            file = io.BytesIO()
            writer = NdjsonWriter(file, FullMessageReader(archive.as_reader), kind)

            assert writer.write([1, 2, 99]) == 2
            writer.finish()

            assert file.getvalue().count(b"\n") == 2
