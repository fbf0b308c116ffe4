"""The table model over rows of the archive."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.records import Found, MailRecords, Record, RecordKind
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.logs.log_columns import MESSAGES
from composer_app.ui.messages.message_model import BLOCK, MessageModel
from composer_app.ui.texts import format as fmt
from composer_app.ui.widgets.table.column_kinds import KIND_ROLE, NEW_ROLE, OUTCOME_ROLE, ColumnKind
from tests.patience import PATIENCE_S
from tests.qt.messages.browsing import rest_held_up
from tests.qt.messages.samples import FULL, PENDING, UNDELIVERABLE, add_logs, log_entry, queue

ALL = ArchiveFilter(account_id=SANDBOX_ACCOUNT)


@pytest.fixture
def model(services: Services) -> MessageModel:
    return MessageModel(services.records, MESSAGES)


class Scripted(MailRecords):
    """Finds what a test says, on the archive's own thread. `read` notes how many rows were asked for at a time."""

    def __init__(self, services: Services, ids: Callable[[ArchiveFilter], array[int]]) -> None:
        super().__init__(services.context)
        self._services = services
        self._ids = ids
        self.read: list[int] = []

    def first_page(self, kind: RecordKind, wanted: ArchiveFilter, *_order: object, **_options: object) -> Task[Found]:
        return self._services.context.read(lambda _reader: Found(self._ids(wanted)[:BLOCK], is_whole=False))

    def find(self, kind: RecordKind, wanted: ArchiveFilter, *_order: object, **_options: object) -> Task[Found]:
        return self._services.context.read(lambda _reader: Found(self._ids(wanted), 3))

    def rows(self, kind: RecordKind, ids: Sequence[int]) -> Task[Sequence[Record]]:
        self.read.append(len(ids))
        return super().rows(kind, ids)


def show(qtbot: QtBot, model: MessageModel, wanted: ArchiveFilter = ALL) -> None:
    with qtbot.waitSignal(model.answered):
        model.show(wanted, SortKey.SENT, True)


def text(model: MessageModel, row: int, column: int) -> str:
    return str(model.index(row, column).data())


def read_row(qtbot: QtBot, model: MessageModel, row: int) -> None:
    model.index(row, 2).data()
    qtbot.waitUntil(lambda: model.record(row) is not None)


def test_rows_come_in_the_order_asked_for(qtbot: QtBot, services: Services, model: MessageModel) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2, UNDELIVERABLE, FULL), log_entry(3, PENDING)])
    show(qtbot, model)
    assert model.rowCount() == 3
    assert [text(model, row, 2) for row in range(3)] == [f"person{n}@example.com" for n in (3, 2, 1)]
    assert text(model, 1, 4) == "Mailbox is full"
    assert model.index(1, 0).data(OUTCOME_ROLE) == Outcome.BOUNCED
    assert model.index(1, 0).data(NEW_ROLE) is True
    assert "UTC" in model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Status: Bounced, new"
    assert model.headerData(0, Qt.Orientation.Horizontal, KIND_ROLE) == ColumnKind.OUTCOME


def test_mail_that_waits_stands_on_top_with_the_time_it_was_queued(
    qtbot: QtBot, services: Services, model: MessageModel
) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    queued = queue(qtbot, services, "Newest", ["ana@example.com"])
    show(qtbot, model)
    read_row(qtbot, model, 0)
    assert text(model, 0, 3) == "Newest"
    assert text(model, 0, 1) == fmt.moment(queued.created_at)
    assert str(model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)).startswith("Queued ")


def test_model_keeps_qts_rules(
    qtbot: QtBot, services: Services, model: MessageModel, qtmodeltester: ModelTester
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(5)])
    show(qtbot, model)
    read_row(qtbot, model, 0)
    qtmodeltester.check(model)


def test_only_blocks_in_sight_are_read(qtbot: QtBot, services: Services, model: MessageModel) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(4 * BLOCK)])
    show(qtbot, model)
    assert text(model, BLOCK + 5, 2) == ""  # a place is kept until the row is there
    read_row(qtbot, model, BLOCK + 5)
    assert model.record(BLOCK) is not None
    assert model.record(2 * BLOCK) is None
    assert model.record(3 * BLOCK) is None


def test_first_page_is_there_with_its_rows_before_the_rest(
    qtbot: QtBot, services: Services, model: MessageModel
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(BLOCK + 50)])
    with rest_held_up(services, model):
        with qtbot.waitSignal(model.begun):
            model.show(ALL, SortKey.SENT, True)
        assert model.rowCount() == BLOCK
        assert not model.found.is_whole
        assert text(model, 0, 2) == f"person{BLOCK + 49}@example.com"
        first = model.found.ids
    with qtbot.waitSignals([model.rowsInserted, model.answered]), qtbot.assertNotEmitted(model.modelReset):
        pass
    assert model.rowCount() == BLOCK + 50
    assert model.found.ids[:BLOCK] == first
    assert (model.found.is_whole, model.found.total) == (True, BLOCK + 50)


def test_rest_that_does_not_go_on_the_first_page_takes_its_place(qtbot: QtBot, services: Services) -> None:
    asked = iter([array("q", [1, 2]), array("q", [3, 1, 2])])
    model = MessageModel(Scripted(services, lambda _: next(asked)), MESSAGES)
    with qtbot.waitSignals([model.begun, model.answered]):
        model.show(ALL, SortKey.SENT, True)
    assert list(model.found.ids) == [3, 1, 2]


def test_list_follows_an_archive_that_changes_all_the_time(
    qtbot: QtBot, services: Services, model: MessageModel
) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    model.show(ALL, SortKey.SENT, True)
    model.refresh(ALL)  # what was asked is answered nevertheless, and then the newest
    add_logs(qtbot, services, [log_entry(2)])
    model.refresh(ALL)
    qtbot.waitUntil(lambda: model.rowCount() == 2)


def test_late_answer_of_an_earlier_question_is_dropped(qtbot: QtBot, services: Services) -> None:
    gate = Event()

    def slow(wanted: ArchiveFilter) -> array[int]:
        if wanted.to == "slow":
            assert gate.wait(PATIENCE_S)
            return array("q", [1, 2, 3])
        return array("q", [7])

    model = MessageModel(Scripted(services, slow), MESSAGES)
    model.show(ArchiveFilter(account_id=SANDBOX_ACCOUNT, to="slow"), SortKey.SENT, True)
    model.show(ALL, SortKey.SENT, True)
    with qtbot.waitSignal(model.answered):
        gate.set()
    assert list(model.found.ids) == [7]


def test_refresh_renews_rows_in_their_places(qtbot: QtBot, services: Services, model: MessageModel) -> None:
    add_logs(qtbot, services, [log_entry(1, PENDING)])
    show(qtbot, model)
    read_row(qtbot, model, 0)
    add_logs(qtbot, services, [log_entry(1)])
    with qtbot.waitSignal(model.answered), qtbot.assertNotEmitted(model.modelReset):
        model.refresh(ALL)
    assert text(model, 0, 0) == "Pending"  # what is known stays until the new row is there
    qtbot.waitUntil(lambda: text(model, 0, 0) == "Delivered")


def test_new_rows_are_held_back_while_the_user_reads(qtbot: QtBot, services: Services, model: MessageModel) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    show(qtbot, model)
    model.may_move = lambda: False
    add_logs(qtbot, services, [log_entry(2), log_entry(3)])
    with qtbot.waitSignal(model.held_back) as held:
        model.refresh(ALL)
    assert held.args == [2, True]
    assert model.rowCount() == 1
    with qtbot.waitSignal(model.held_back) as held:
        model.apply_held()
    assert held.args == [0, False]
    assert model.rowCount() == 3


def test_new_rows_move_in_where_the_user_does_not_read(qtbot: QtBot, services: Services, model: MessageModel) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    show(qtbot, model)
    add_logs(qtbot, services, [log_entry(2)])
    with qtbot.waitSignal(model.modelReset):
        model.refresh(ALL)
    assert model.rowCount() == 2


def test_a_row_that_comes_while_its_block_is_read_is_filled(qtbot: QtBot, services: Services) -> None:
    asked = iter([array("q", [1, 2]), array("q", [1, 2]), array("q", [1, 2, 3])])
    add_logs(qtbot, services, [log_entry(1), log_entry(2), log_entry(3)])
    model = MessageModel(Scripted(services, lambda _: next(asked)), MESSAGES)
    show(qtbot, model)
    with qtbot.waitSignal(model.answered):
        model.refresh(ALL)
        model.index(0, 2).data()  # the block is asked for as long as it was
    assert model.rowCount() == 3
    qtbot.waitUntil(lambda: text(model, 2, 2) == "person3@example.com")


def test_failure_of_the_archive_is_reported(qtbot: QtBot, services: Services) -> None:
    def broken(*_: object) -> array[int]:
        raise ZeroDivisionError

    model = MessageModel(Scripted(services, broken), MESSAGES)
    with qtbot.waitSignal(model.failed) as failed:
        model.show(ALL, SortKey.SENT, True)
    assert isinstance(failed.args[0], Failed)


def test_a_million_rows_are_a_list_of_numbers(qtbot: QtBot, services: Services) -> None:
    million = array("q", range(1, 1_000_001))
    records = Scripted(services, lambda _: million)
    model = MessageModel(records, MESSAGES)
    show(qtbot, model)
    assert model.rowCount() == 1_000_000
    assert model.places_of({1_000_000, 7})[1_000_000] == 999_999
    with qtbot.waitSignal(model.dataChanged):
        for row in range(0, 1_000_000, 10_000):  # somebody drags the scroll bar
            model.index(row, 0).data()
    qtbot.waitUntil(lambda: len(records.read) >= 2)
    assert len(records.read) <= 6
    assert set(records.read) == {BLOCK}


def test_new_rows_count_as_seen_once_they_were_painted(qtbot: QtBot, services: Services, model: MessageModel) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2)])
    show(qtbot, model)
    read_row(qtbot, model, 0)
    model.index(0, 0).data(NEW_ROLE)
    assert model.take_shown_new() == (model.found.ids[0],)
    assert model.take_shown_new() == ()


def test_a_cell_that_cannot_be_made_shows_the_raw_value(
    qtbot: QtBot, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_record: object) -> str:
        raise OverflowError("date value out of range")

    sent = replace(MESSAGES.columns[1], text=fail, tooltip=fail)
    model = MessageModel(
        services.records, replace(MESSAGES, columns=(MESSAGES.columns[0], sent, *MESSAGES.columns[2:]))
    )
    add_logs(qtbot, services, [log_entry(1), log_entry(2)])
    show(qtbot, model)
    read_row(qtbot, model, 0)

    record = model.record(0)
    assert record is not None
    assert [text(model, 0, 1), text(model, 0, 2)] == [str(record.sent_at), "person2@example.com"]
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole).startswith("20")
    assert [one.exc_info is not None for one in caplog.records if one.levelname == "CRITICAL"] == [True]
