"""Codes of problems are stored: their spelling is a promise."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.domain.problem import Problem, ProblemCode, is_of_a_proxy


def test_codes_keep_their_spelling() -> None:
    assert {code.value for code in ProblemCode} == {
        "host unknown",
        "connection refused",
        "tls",
        "no tls",
        "no connection",
        "connect timeout",
        "proxy refused",
        "proxy sign-in",
        "no key",
        "keyring missing",
        "keyring plain text",
        "keyring locked",
        "keyring refused",
        "keyring no answer",
        "sandbox failed",
        "rate limited",
        "unavailable",
        "file gone",
        "wrong key",
        "forbidden",
        "not this api",
        "request refused",
        "all rejected",
        "no answer",
        "answer pending",
        "server fault",
        "unreadable answer",
        "foreign answer",
        "not named",
        "sent before",
        "partly named",
        "interrupted",
        "stopped",
        "restored",
        "command ended",
        "file too big",
        "file unreadable",
        "file is folder",
        "mail being sent",
        "file not written",
        "in the profile",
        "file lost",
        "not an export",
        "no message ids",
        "xml events",
        "too many rows",
        "no backup",
        "newer backup",
        "not replaced",
        "account in use",
        "mail leaving",
        "mail erased",
        "recipient not allowed",
        "no html in file",
        "mail file damaged",
        "mail file empty",
        "mail file locked",
        "list locked",
        "list too big",
        "list damaged",
        "list not a table",
        "list empty",
        "sheet too big",
        "list open quote",
        "sheet gone",
        "time passed",
        "bulk gone",
        "bulk failed",
        "change refused",
        "change unknown",
        "collecting",
        "archive full",
        "archive read-only",
        "archive locked",
        "archive disk error",
        "archive damaged",
        "archive newer",
        "ours",
    }


def test_a_problem_can_be_kept_and_read_again() -> None:
    problem = Problem(ProblemCode.REQUEST_REFUSED, http_status=400, violations=(("to", "odd"),))
    assert msgspec.json.decode(msgspec.json.encode(problem), type=Problem) == problem


@pytest.mark.parametrize(
    ("status", "is_it"),
    [(407, True), (403, True), (429, True), (502, False), (503, False), (404, False), (None, False)],
)
def test_a_page_with_a_status_of_refusal_is_that_of_a_proxy(status: int | None, is_it: bool) -> None:
    assert is_of_a_proxy(status) is is_it
