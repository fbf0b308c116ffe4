"""An error is the same on the other side."""

from __future__ import annotations

import pytest

from composer_app.api import errors
from composer_app.api.errors import ApiError, MaybeSent, Unreachable
from composer_app.domain.problem import ProblemCode
from composer_app.services.report_receiver.error_serialization import SerializedError

FIELDS = {
    "http_status": 429,
    "vendor_code": "TOO_MANY",
    "vendor_text": "Slow down.",
    "violations": (("to", "no"),),
    "raw": b"\xff{}",
    "detail": "words",
    "retry_after_s": 2.5,
}
ANSWERED = [
    errors.NotThisApi,
    errors.AuthFailed,
    errors.Forbidden,
    errors.Rejected,
    errors.RateLimited,
    errors.Unavailable,
    errors.ServerFault,
    errors.BadReply,
]


@pytest.mark.parametrize(
    "error",
    [
        *(kind(**FIELDS) for kind in ANSWERED),  # type: ignore[arg-type]
        Unreachable(ProblemCode.TLS, detail="certificate"),
        MaybeSent(timed_out=True, detail="silence", http_status=200, raw=b"{"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_it_comes_back_as_it_was(error: ApiError) -> None:
    again = SerializedError.of(error).error()
    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert again.may_have_been_sent == error.may_have_been_sent


def test_every_kind_of_error_of_a_read_can_be_reported() -> None:
    kinds = set(ApiError.__subclasses__()) - {errors.AttachmentGone}  # that one is of a send
    assert kinds == {*ANSWERED, Unreachable, MaybeSent}


def test_one_that_is_not_known_here_leaves_its_doubt() -> None:
    assert isinstance(SerializedError(kind="Newer").error(), MaybeSent)
