"""The search of the outbox among recipients that its rows do not hold."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.domain.account import SANDBOX
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.recipient_search import RecipientSearch
from composer_app.ui.outbox.row_model import Row, row_of
from tests.qt.outbox.samples import NOW, FakeOutbox, entry

MANY = entry(1, SubmissionState.ACCEPTED, *(f"person{number}@example.com" for number in range(9)))
FEW = entry(2, SubmissionState.ACCEPTED, "person8@example.com")


def rows() -> list[Row]:
    return [row_of(one, SANDBOX, NOW) for one in (MANY, FEW)]


def test_only_mails_with_more_recipients_than_the_row_names_are_asked_about(qtbot: QtBot) -> None:
    outbox = FakeOutbox([MANY, FEW])
    search = RecipientSearch(outbox, outbox)  # type: ignore[arg-type]
    search.look_for("", rows())
    assert not search.is_running

    with qtbot.waitSignal(search.found):
        search.look_for("person8", rows())
        assert search.is_running

    assert search.ids == {"s1"}
    assert not search.is_running


def test_another_text_is_searched_next(qtbot: QtBot) -> None:
    outbox = FakeOutbox([MANY])
    search = RecipientSearch(outbox, outbox)  # type: ignore[arg-type]
    with qtbot.waitSignal(search.found):
        search.look_for("person8", rows())
        search.look_for("person9", rows())
    assert search.ids == frozenset()


def test_a_failure_leaves_what_the_rows_hold(qtbot: QtBot) -> None:
    outbox = FakeOutbox([MANY])
    outbox.is_broken = True
    search = RecipientSearch(outbox, outbox)  # type: ignore[arg-type]
    with qtbot.waitSignal(search.found):
        search.look_for("person8", rows())
    assert (search.ids, search.is_running) == (frozenset(), False)
