"""From whatever went wrong to a problem that there are words for."""

from __future__ import annotations

import logging

import pytest

from composer_app.api import errors as api
from composer_app.archive import errors as archive
from composer_app.domain.account import BadBaseUrl, BaseUrlProblem
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.connections.connections import NoSecret
from composer_app.services.connections.credentials import KeyringUnusable
from composer_app.services.report_receiver.process import AnswerPending
from composer_app.services.runtime.error_mapping import Failed, problem_of, raising_failed
from composer_app.services.runtime.sandbox_process import SandboxFailedError


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (api.Unreachable(ProblemCode.HOST_UNKNOWN), ProblemCode.HOST_UNKNOWN),
        (api.Unreachable(ProblemCode.REFUSED), ProblemCode.REFUSED),
        (api.Unreachable(ProblemCode.TLS), ProblemCode.TLS),
        (api.Unreachable(ProblemCode.NO_TLS), ProblemCode.NO_TLS),
        (api.Unreachable(ProblemCode.CONNECT_TIMEOUT), ProblemCode.CONNECT_TIMEOUT),
        (api.Unreachable(ProblemCode.PROXY_REFUSED), ProblemCode.PROXY_REFUSED),
        (api.Unreachable(ProblemCode.PROXY_SIGN_IN), ProblemCode.PROXY_SIGN_IN),
        (api.NotThisApi(http_status=407), ProblemCode.PROXY_SIGN_IN),
        (api.Unreachable(ProblemCode.NO_CONNECTION), ProblemCode.NO_CONNECTION),
        (api.AttachmentGone("bill.pdf"), ProblemCode.FILE_GONE),
        (api.MaybeSent(timed_out=True), ProblemCode.NO_ANSWER),
        (AnswerPending(), ProblemCode.ANSWER_PENDING),
        (api.NotThisApi(http_status=405), ProblemCode.NOT_THIS_API),
        (api.AuthFailed(http_status=401), ProblemCode.WRONG_KEY),
        (api.Forbidden(http_status=403), ProblemCode.FORBIDDEN),
        (api.Rejected(http_status=400), ProblemCode.REQUEST_REFUSED),
        (api.RateLimited(http_status=429), ProblemCode.RATE_LIMITED),
        (api.Unavailable(http_status=503), ProblemCode.UNAVAILABLE),
        (api.ServerFault(http_status=500), ProblemCode.SERVER_FAULT),
        (api.BadReply(http_status=200), ProblemCode.UNREADABLE_ANSWER),
        (archive.ArchiveFull("full"), ProblemCode.ARCHIVE_FULL),
        (archive.ArchiveReadOnly("ro"), ProblemCode.ARCHIVE_READ_ONLY),
        (archive.ArchiveLocked("locked"), ProblemCode.ARCHIVE_LOCKED),
        (archive.ArchiveDamaged("damaged"), ProblemCode.ARCHIVE_DAMAGED),
        (archive.ArchiveDiskError("gone"), ProblemCode.ARCHIVE_DISK_ERROR),
        (archive.NewerArchive(9, 1), ProblemCode.ARCHIVE_NEWER),
        (archive.BeingSent("on its way"), ProblemCode.MAIL_BEING_SENT),
        (archive.UnsettledMail("a"), ProblemCode.ACCOUNT_IN_USE),
        (archive.NotFound("submission 7"), ProblemCode.OURS),
        (archive.ArchiveError("misuse"), ProblemCode.OURS),
        (NoSecret(), ProblemCode.NO_KEY),
        (KeyringUnusable(ProblemCode.KEYRING_LOCKED), ProblemCode.KEYRING_LOCKED),
        (SandboxFailedError("no port"), ProblemCode.SANDBOX_FAILED),
        (BadBaseUrl(BaseUrlProblem.EMPTY), ProblemCode.HOST_UNKNOWN),
        (ZeroDivisionError(), ProblemCode.OURS),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value.value,
)
def test_every_error_has_its_problem(error: Exception, code: ProblemCode) -> None:
    assert problem_of(error).code is code


def test_every_kind_of_api_error_is_known() -> None:
    """A new one must not be told as "refused" by accident."""
    emitted = {
        api.Unreachable, api.AttachmentGone, api.MaybeSent, api.NotThisApi, api.AuthFailed, api.Forbidden,
        api.Rejected, api.RateLimited, api.Unavailable, api.ServerFault, api.BadReply,
    }  # fmt: skip

    assert set(api.ApiError.__subclasses__()) == emitted


def test_what_the_vendor_said_is_passed_on() -> None:
    error = api.Rejected(
        http_status=400, vendor_code="BAD", vendor_text="Bad request", violations=(("from", "not verified"),)
    )

    assert problem_of(error) == Problem(
        ProblemCode.REQUEST_REFUSED, 400, "BAD", "Bad request", (("from", "not verified"),)
    )


def test_a_missing_file_is_named() -> None:
    assert problem_of(api.AttachmentGone("bill.pdf")).subject == "bill.pdf"


def test_failures_are_reported_as_failed_with_their_cause() -> None:
    with pytest.raises(Failed) as emitted, raising_failed():
        raise archive.ArchiveFull("full")

    assert emitted.value.problem.code is ProblemCode.ARCHIVE_FULL
    assert isinstance(emitted.value.__cause__, archive.ArchiveFull)


def test_what_was_reported_already_stays_as_it_is() -> None:
    failed = Failed(Problem(ProblemCode.FILE_TOO_BIG))

    with pytest.raises(Failed) as emitted, raising_failed():
        raise failed

    assert emitted.value is failed
    assert problem_of(failed) is failed.problem


def test_a_fault_of_ours_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(Failed) as emitted, raising_failed():
        raise ZeroDivisionError

    assert emitted.value.problem == Problem(ProblemCode.OURS, subject="ZeroDivisionError")
    assert "Traceback" in caplog.text
