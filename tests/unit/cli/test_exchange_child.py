"""The process of an export that the window starts."""

from __future__ import annotations

import subprocess
from contextlib import closing
from pathlib import Path

from composer_app.archive.archive import Archive
from composer_app.services.exchange.export_job import Exported
from composer_app.services.exchange.exported_columns import ExportColumn, TitledColumn
from composer_app.services.exchange.protocol import Ended, Order, line_of
from composer_app.services.runtime.own_command import own_command, safe_folder
from tests.unit.services.exchange.common import BOUNCED, FULL, add_logs, item, job_for


def test_it_gives_reasons_in_the_words_of_the_window(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with closing(Archive.open(path)) as archive:
        add_logs(archive, [item(1, status=BOUNCED, error=FULL)])
    job = job_for(tmp_path / "a.csv", columns=(TitledColumn(ExportColumn.WHY, "Why"),))

    with subprocess.Popen(
        own_command("exchange"), cwd=safe_folder(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line_of(Order(str(path), job)))
        process.stdin.flush()
        said = process.stdout.read()  # to its end: the order holds until its input is closed

    assert said.endswith(line_of(Ended(Exported(1))))
    assert (tmp_path / "a.csv").read_bytes() == b"Why\r\nMailbox is full\r\n"
