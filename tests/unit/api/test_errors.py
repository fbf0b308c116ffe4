"""The errors themselves."""

from __future__ import annotations

from composer_app.api.errors import (
    ApiError,
    AttachmentGone,
    AuthFailed,
    BadReply,
    Forbidden,
    MaybeSent,
    NotThisApi,
    RateLimited,
    Rejected,
    ServerFault,
    Unavailable,
    Unreachable,
)
from composer_app.domain.problem import ProblemCode


def test_what_is_kept_is_bounded() -> None:
    error = Rejected(http_status=400, raw=b"x" * 100_000, vendor_text="y" * 100_000)
    assert len(error.raw) == 65536
    assert len(str(error)) < 3000


def test_an_error_says_what_it_is() -> None:
    assert str(Rejected(http_status=400, vendor_code="BAD_REQUEST", vendor_text="Bad request")) == (
        "Rejected: HTTP 400 BAD_REQUEST Bad request"
    )
    assert str(Unreachable(ProblemCode.REFUSED)) == "Unreachable: connection refused"
    assert str(ApiError()) == "ApiError"


def test_doubt_is_told() -> None:
    assert MaybeSent(timed_out=True).may_have_been_sent
    assert not Unreachable(ProblemCode.TLS).may_have_been_sent
    assert not AttachmentGone("bill.pdf").may_have_been_sent
    assert not AuthFailed().may_have_been_sent, "no header can carry the key: nothing left"
    for kind in (NotThisApi, AuthFailed, Forbidden, Rejected, RateLimited):
        assert kind(http_status=400).may_have_been_sent, "not the vendor's own word"
        assert not kind(http_status=400, is_vendors_refusal=True).may_have_been_sent
    for kind in (Unavailable, ServerFault, BadReply):
        assert kind(http_status=503, is_vendors_refusal=True).may_have_been_sent, "says nothing, whoever says it"
