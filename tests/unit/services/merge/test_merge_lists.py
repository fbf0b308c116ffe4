"""Lists for the window: frozen at once, read on a thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event

import msgspec
import pytest

from composer_app.domain.merge_list import ColumnRole, MergeAttachment
from composer_app.domain.problem import ProblemCode
from composer_app.services.compose import attachment_copies
from composer_app.services.merge import merge_lists
from composer_app.services.merge.list_file import ListFile, open_list
from composer_app.services.merge.merge_lists import MergeLists, OpenedList
from tests.patience import PATIENCE_S
from tests.unit.services.house import House

PEOPLE = "email,first\nana@example.com,Ana\ntom@example.com,Tom\n,Jo\n"


@pytest.fixture
def lists(empty_house: House) -> Iterator[MergeLists]:
    made = MergeLists(empty_house.context)
    yield made
    made.stop()


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


def opened(house: House, lists: MergeLists, path: Path) -> OpenedList:
    found = house.value(lists.open(path, ["first"]))
    assert found is not None
    return found


def merge_of(found: OpenedList) -> MergeAttachment:
    return MergeAttachment(
        sha256=found.file.sha256,
        file_name=found.file.file_name,
        size_bytes=found.file.size_bytes,
        settings=found.analysis.settings,
        recipient_count=found.analysis.recipient_count,
        row_count=found.analysis.row_count,
    )


def test_a_file_is_frozen_and_read(empty_house: House, lists: MergeLists, people: Path) -> None:
    found = opened(empty_house, lists, people)
    people.unlink()

    assert (found.file.file_name, found.file.size_bytes) == ("people.csv", len(PEOPLE))
    assert (found.analysis.recipient_count, found.analysis.row_count) == (2, 3)
    again = empty_house.value(lists.analyse(found.file, found.analysis.settings))
    assert again is not None
    assert again.recipients == found.analysis.recipients


def test_a_pasted_table_is_read_as_well(empty_house: House, lists: MergeLists) -> None:
    found = empty_house.value(lists.open_text("email\tort\nana@example.com\tZürich\n", "pasted table.csv", ["ort"]))

    assert found is not None
    assert found.analysis.recipients[0].values == {"ort": "Zürich"}


def test_columns_are_found_again_with_another_delimiter(empty_house: House, lists: MergeLists, people: Path) -> None:
    found = opened(empty_house, lists, people)
    settings = msgspec.structs.replace(found.analysis.settings, delimiter=";")

    again = empty_house.value(lists.find_again(found.file, settings, ["first"], finds_header=True))

    assert again is not None
    assert len(again.titles) == 1
    assert again.settings.column_of(ColumnRole.ADDRESS) == 0


def test_recipients_are_read_from_a_place_on(empty_house: House, lists: MergeLists, people: Path) -> None:
    merge = merge_of(opened(empty_house, lists, people))

    rows = empty_house.value(lists.recipients(merge, 1, 5))

    assert [row.mailbox.address for row in rows] == ["tom@example.com"]


def test_a_later_reading_replaces_the_one_before(
    empty_house: House, lists: MergeLists, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("email\n" + "".join(f"p{number}@example.com\n" for number in range(3_000)))
    found, may_begin = opened(empty_house, lists, path), Event()

    def held_up(path: Path, name: str) -> AbstractContextManager[ListFile]:
        assert may_begin.wait(PATIENCE_S)
        return open_list(path, name)

    monkeypatch.setattr(merge_lists, "open_list", held_up)
    first = lists.analyse(found.file, found.analysis.settings)
    again = lists.open(path, [])
    last = lists.analyse(found.file, found.analysis.settings)
    may_begin.set()

    assert empty_house.value(first) is None
    assert empty_house.value(again) is None
    assert empty_house.value(last) is not None


def test_what_is_looked_at_is_held(empty_house: House, lists: MergeLists, people: Path) -> None:
    found = opened(empty_house, lists, people)
    lists.hold(found.file)
    assert lists.held_files() == {found.file.sha256}
    lists.release()
    assert lists.held_files() == set()


def test_a_file_that_is_no_list_is_said(empty_house: House, lists: MergeLists, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")

    assert empty_house.problem(lists.open(tmp_path / "a.pdf", [])).code is ProblemCode.LIST_NOT_A_TABLE
    assert empty_house.problem(lists.open(tmp_path, [])).code is ProblemCode.FILE_IS_FOLDER


def test_a_file_that_is_too_big_is_said(
    empty_house: House, lists: MergeLists, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_lists, "MAX_LIST_BYTES", 10)

    problem = empty_house.problem(lists.open(people, []))

    assert (problem.code, problem.subject) == (ProblemCode.LIST_TOO_BIG, "people.csv")


def test_a_list_may_be_bigger_than_a_mail(
    empty_house: House, lists: MergeLists, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachment_copies, "MAX_MESSAGE_BYTES", 10)

    assert opened(empty_house, lists, people).analysis.row_count == 3


def test_it_ends_without_having_read_anything(empty_house: House) -> None:
    MergeLists(empty_house.context).stop()
