"""The errors themselves."""

from __future__ import annotations

from composer_app.api import errors
from composer_app.domain.problem import ProblemCode


def test_what_is_kept_is_bounded() -> None:
    error = errors.Rejected(http_status=400, raw=b"x" * 100_000, vendor_text="y" * 100_000)
    assert len(error.raw) == 65536
    assert len(str(error)) < 3000


def test_an_error_says_what_it_is() -> None:
    assert str(errors.Rejected(http_status=400, vendor_code="BAD_REQUEST", vendor_text="Bad request")) == (
        "Rejected: HTTP 400 BAD_REQUEST Bad request"
    )
    assert str(errors.Unreachable(ProblemCode.REFUSED)) == "Unreachable: connection refused"
    assert str(errors.ApiError()) == "ApiError"


def test_doubt_is_reported() -> None:
    assert errors.MaybeSent(timed_out=True).may_have_been_sent
    assert not errors.Unreachable(ProblemCode.TLS).may_have_been_sent
    assert not errors.AttachmentGone("bill.pdf").may_have_been_sent
    assert not errors.AuthFailed().may_have_been_sent, "no header can carry the key: nothing left"
    for kind in (errors.NotThisApi, errors.AuthFailed, errors.Forbidden, errors.Rejected, errors.RateLimited):
        assert kind(http_status=400).may_have_been_sent, "not the vendor's own word"
        assert not kind(http_status=400, is_vendors_refusal=True).may_have_been_sent
    for silent in (errors.Unavailable, errors.ServerFault, errors.BadReply):
        assert silent(http_status=503, is_vendors_refusal=True).may_have_been_sent, "says nothing, whoever says it"
