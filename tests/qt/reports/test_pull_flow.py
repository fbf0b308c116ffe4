"""What a pull asks for, and what its result says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId
from composer_app.domain.queries import ReportQuery
from composer_app.domain.reading_problem import ReadingProblem
from composer_app.services.sync.background_sync import SyncState
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.reports.pull_flow import PullRequest, Scope, ids_in, request_of
from composer_app.ui.texts.banner_spec import BannerKind
from composer_app.ui.texts.reports import result_banner, status_left, status_right

AT = datetime(2026, 11, 23, 13, 56, 2, tzinfo=UTC)


def test_request_of_each_scope() -> None:
    bulk = BulkId("b-1")
    assert request_of(Scope.OWN, None, "", 5) == PullRequest(Scope.OWN)
    assert request_of(Scope.EVERYTHING, None, "", 2) == PullRequest(Scope.EVERYTHING, (ReportQuery(limit=2),))
    assert request_of(Scope.BULK, bulk, "", 9) == PullRequest(Scope.BULK, (ReportQuery(bulk_id=bulk, limit=9),))
    assert request_of(Scope.BULK, None, "", 9) is None
    assert request_of(Scope.IDS, None, " ", 9) is None
    ids = request_of(Scope.IDS, None, "m-1, m-2", 9)
    assert ids is not None
    assert [query.message_id for query in ids.queries] == ["m-1", "m-2"]


def test_ids_are_parted_by_commas_or_blanks_and_asked_for_once() -> None:
    assert ids_in(" a,b;c\nd\te  a,, ") == ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("pulled", "kind", "said"),
    [
        (
            SyncResult(142, 142, 3, (), AT),
            BannerKind.SUCCESS,
            "3 of them belong to mail that was not sent with this program.",
        ),
        (
            SyncResult(2, 2, 1, (), AT),
            BannerKind.SUCCESS,
            "1 of them belongs to mail that was not sent with this program.",
        ),
        (
            SyncResult(2, 2, 2, (), AT),
            BannerKind.SUCCESS,
            "All of them belong to mail that was not sent with this program.",
        ),
        (SyncResult(1, 1, 1, (), AT), BannerKind.SUCCESS, "It belongs to mail that was not sent with this program."),
        (SyncResult(40, 30, 12, (), AT), BannerKind.SUCCESS, "12 of them belong"),
        (SyncResult(40, 30, 0, (), AT), BannerKind.SUCCESS, "10 of them were stored before."),
        (SyncResult(0, 0, 0, (), AT), BannerKind.SANDBOX, "The 7 reports pulled before are stored."),
        (SyncResult.nothing(AT), BannerKind.SANDBOX, "Every mail sent with this program has its report."),
        (SyncResult(2, 2, 0, (), AT, ReadingProblem.CUT_OFF), BannerKind.WARNING, "an answer broke off"),
    ],
)
def test_result_says_what_came(pulled: SyncResult, kind: BannerKind, said: str) -> None:
    spec = result_banner(pulled, 7, SANDBOX_ACCOUNT)
    assert spec.kind is kind
    assert said in spec.text
    assert spec.closable


def test_nothing_to_ask_for_is_not_nothing_new() -> None:
    assert result_banner(SyncResult.nothing(AT), 7, SANDBOX_ACCOUNT).lead == "There is nothing to pull."
    assert (
        result_banner(SyncResult.nothing(AT) + SyncResult(0, 0, 0, (), AT), 7, SANDBOX_ACCOUNT).lead == "Nothing new."
    )
    assert "the Sandbox had no new report" in result_banner(SyncResult(0, 0, 0, (), AT), 7, SANDBOX_ACCOUNT).text


def test_status_line() -> None:
    assert status_left(1, 0, 9.2, 1) == "1 report · 9 ms"
    assert status_left(12, 6, 9.6, 3) == "3 of 12 reports, 6 new · 10 ms"
    state = SyncState(AT, AT + timedelta(minutes=10))
    assert status_right(state, timedelta(minutes=10), is_only_reader=True).startswith(
        "All reports are pulled every 10 min. Next "
    )
    assert status_right(SyncState(), timedelta(minutes=3), is_only_reader=False) == (
        "Reports of mail sent with this program are pulled every 3 min."
    )
