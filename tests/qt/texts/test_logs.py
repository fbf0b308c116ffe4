"""What the Logs page says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.reading_problem import ReadingProblem
from composer_app.domain.status import GENERAL_STATUSES
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sync.background_sync import SyncState
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.texts.banner_spec import BannerKind
from composer_app.ui.texts.logs import (
    CONTRADICT_TEXT,
    EMPTY_TEXT,
    STATUSES,
    UNHEARD_TEXT,
    inconsistent,
    result_banner,
    status_left,
    status_right,
)

LIVE = AccountId("linden")
AT = datetime(2026, 11, 23, 13, 56, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pulled", "kind", "said"),
    [
        (SyncResult(9, 9, 0, (), AT), BannerKind.SUCCESS, "All of them are new."),
        (SyncResult(9, 1, 0, (), AT), BannerKind.SUCCESS, "1 of them is new."),
        (SyncResult(9, 0, 0, (), AT), BannerKind.SUCCESS, "All of them were stored before."),
        (SyncResult(1, 1, 0, (), AT), BannerKind.SUCCESS, "It is new."),
        (SyncResult(1, 0, 0, (), AT), BannerKind.SUCCESS, "It was stored before."),
        (SyncResult(0, 0, 0, (), AT), BannerKind.SANDBOX, "no log entry that matches"),
        (
            SyncResult(9, 9, 0, (), AT).with_failure(Problem(ProblemCode.WRONG_KEY)),
            BannerKind.WARNING,
            "What came is in the list. Fetch again for the rest.",
        ),
        (
            SyncResult(3, 3, 0, (), AT, ReadingProblem.CUT_OFF),
            BannerKind.WARNING,
            "can be fetched as often as you like",
        ),
    ],
)
def test_result_says_what_came(pulled: SyncResult, kind: BannerKind, said: str) -> None:
    spec = result_banner(pulled, LIVE)
    assert spec.kind is kind
    assert said in spec.text


def test_status_line() -> None:
    assert status_left(8, 12, 12.4) == "8 of 12 messages · 12 ms"
    assert status_left(1, 1, 0.1) == "1 message · under 1 ms"
    assert status_right(SyncState(), AT).endswith("Logs not fetched yet.")
    done = SyncState(AT, AT + timedelta(minutes=10))
    assert "Logs fetched at " in status_right(done, AT)
    assert " Next " in status_right(done, AT)
    in_part = SyncState(AT, AT + timedelta(minutes=10), is_all=False)
    assert "Logs fetched in part at " in status_right(in_part, AT)
    failed = SyncState(AT, AT + timedelta(minutes=10), Failed(Problem(ProblemCode.WRONG_KEY)))
    assert "Logs not fetched since " in status_right(failed, AT)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem(ProblemCode.NO_KEY), "Logs not fetched: there is no key for this account."),
        (Problem(ProblemCode.KEYRING_LOCKED), "Logs not fetched. The keyring is locked."),
        (
            Problem(ProblemCode.KEYRING_REFUSED),
            "Logs not fetched. The keyring does not give the key.",
        ),
        (
            Problem(ProblemCode.KEYRING_MISSING),
            "Logs not fetched. No keyring is running on this computer.",
        ),
    ],
)
def test_status_line_says_that_a_key_is_missing(problem: Problem, said: str) -> None:
    state = SyncState(None, AT + timedelta(minutes=10), Failed(problem))
    assert status_right(state, AT).endswith(said)


def test_the_sandbox_is_called_by_its_name() -> None:
    assert result_banner(SyncResult(0, 0, 0, (), AT), SANDBOX_ACCOUNT).text.startswith("The Sandbox has no log entry")


@pytest.mark.parametrize(
    ("asked", "received", "why"),
    [
        (None, 50, "Infobip gives the newest 50 unless you set a maximum."),
        (50, 50, "these are as many as you asked for."),
        (7, 7, "these are as many as you asked for."),
        (1000, 1000, "one answer holds at most 1,000 entries."),
    ],
)
def test_it_says_why_there_may_be_more(asked: int | None, received: int, why: str) -> None:
    spec = result_banner(SyncResult(received, received, 0, (), AT), LIVE, asked, lambda: None)
    assert spec.text.endswith(f"There may be more: {why}")
    assert spec.actions


@pytest.mark.parametrize(("asked", "received"), [(None, 49), (1000, 50), (60, 50)])
def test_an_answer_that_is_not_full_is_all(asked: int | None, received: int) -> None:
    spec = result_banner(SyncResult(received, received, 0, (), AT), LIVE, asked, lambda: None)
    assert "There may be more" not in spec.text
    assert not spec.actions


def test_every_status_of_a_query_has_its_word() -> None:
    assert list(STATUSES) == list(GENERAL_STATUSES)


def test_what_is_said_on_every_account_names_no_service() -> None:
    assert "Infobip" not in EMPTY_TEXT + CONTRADICT_TEXT + UNHEARD_TEXT


def test_mail_that_nothing_was_heard_of_is_counted_apart_from_contradictions() -> None:
    assert inconsistent(2, 0) == (
        "The records of 2 mails of the last 30 days contradict each other.",
        "Report and log differ, or a mail is listed twice.",
    )
    assert inconsistent(1, 3)[1].endswith("listed twice. Nothing was heard of 3 more mails.")
    assert inconsistent(0, 1) == ("Nothing was heard of 1 mail of the last 30 days.", UNHEARD_TEXT)
