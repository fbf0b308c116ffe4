"""Recipients are streamed from the frozen copy of a list."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from composer_app.domain.mail import Mailbox
from composer_app.domain.merge_list import MergeRow, MergeSettings
from composer_app.domain.problem import ProblemCode
from composer_app.services.merge.list_reader import first_rows, merge_rows, rows_of_draft
from composer_app.services.runtime.error_mapping import Failed
from tests.unit.services.house import draft
from tests.unit.services.merge.list_files import USES, merge_of

SETTINGS = MergeSettings(encoding="utf-8-sig", delimiter=",", header_row=1, uses=USES)
MOST_MORE_BYTES = 40_000_000
"""That a list of 100,000 rows may take: the addresses are remembered, to find repeats."""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / ("0" * 64)
    path.write_text("email,first\nana@example.com,Ana\n,Jo\nana@example.com,Ana\ntom@example.com,Tom\n", "utf-8")
    return path


def test_rows_that_get_the_mail_come_in_the_order_of_the_file(people: Path) -> None:
    assert list(merge_rows(people, merge_of(SETTINGS))) == [
        MergeRow(2, Mailbox("ana@example.com"), {"first_name": "Ana"}),
        MergeRow(5, Mailbox("tom@example.com"), {"first_name": "Tom"}),
    ]


def test_a_reading_goes_on_behind_a_row_and_knows_the_addresses_before_it(people: Path) -> None:
    assert [row.row_number for row in merge_rows(people, merge_of(SETTINGS), after_row=2)] == [5]


def test_a_draft_without_a_list_has_no_rows(tmp_path: Path) -> None:
    assert rows_of_draft(draft(), tmp_path) == ()


def test_a_draft_has_the_rows_of_its_list(people: Path) -> None:
    rows = rows_of_draft(draft(merge=merge_of(SETTINGS)), people.parent)

    assert [row.mailbox.address for row in rows] == ["ana@example.com", "tom@example.com"]


def test_the_first_rows_alone_are_read(people: Path) -> None:
    rows = first_rows(draft(merge=merge_of(SETTINGS)), people.parent, 1)

    assert [row.mailbox.address for row in rows] == ["ana@example.com"]
    assert first_rows(draft(), people.parent, 1) == ()


def test_a_list_without_a_recipient_is_said(people: Path) -> None:
    people.write_text("email,first\n[erased],Ana\n", "utf-8")

    with pytest.raises(Failed) as raised:
        rows_of_draft(draft(merge=merge_of(SETTINGS)), people.parent)

    assert raised.value.problem.code is ProblemCode.LIST_EMPTY


_MEASURE = """
import resource, sys
from pathlib import Path
from composer_app.services.merge.list_reader import merge_rows
from tests.unit.services.merge.test_list_reader import SETTINGS
from tests.unit.services.merge.list_files import merge_of
small, big = map(Path, sys.argv[1:])
peaks = []
for path in (small, big):
    print(sum(1 for _ in merge_rows(path, merge_of(SETTINGS))))
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print((peaks[1] - peaks[0]) * 1024)
"""


def test_memory_does_not_grow_with_the_values(tmp_path: Path) -> None:
    for name, count in (("small", 10), ("big", 100_000)):
        with (tmp_path / name).open("w") as file:
            file.write("email,first\n")
            file.writelines(f"p{number}@example.com,{'x' * 400}\n" for number in range(count))

    run = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(tmp_path / "small"), str(tmp_path / "big")],
        capture_output=True,
        check=True,
        text=True,
    )

    few, many, more_bytes = map(int, run.stdout.split())
    assert (few, many) == (10, 100_000)
    assert more_bytes < MOST_MORE_BYTES
