"""The result of "Test connection" in words: every way it can fail is another one for the reader."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.domain.account import AuthScheme
from composer_app.domain.connection_test_result import ConnectionCheck, ConnectionLine, ConnectionTestResult
from composer_app.domain.problem import ProblemCode
from composer_app.ui.texts.connection_test import connection_test_words
from tests.qt.accounts.samples import LINDEN, result


def test_all_right_needs_no_next_step() -> None:
    reported = connection_test_words(result(), LINDEN)

    assert (reported.summary, reported.next_step) == ("The account works.", "")
    assert [line.text for line in reported.lines] == [
        "x1y2z3.api.example.com, 84 ms, TLS 1.3",
        "Accepted",
        "May send",
        "May be read",
    ]
    assert {line.icon for line in reported.lines} == {"check"}


@pytest.mark.parametrize(
    "code",
    [
        ProblemCode.HOST_UNKNOWN,
        ProblemCode.REFUSED,
        ProblemCode.TLS,
        ProblemCode.NO_TLS,
        ProblemCode.CONNECT_TIMEOUT,
        ProblemCode.PROXY_REFUSED,
        ProblemCode.PROXY_SIGN_IN,
        ProblemCode.NO_CONNECTION,
        ProblemCode.NO_ANSWER,
        ProblemCode.NOT_THIS_API,
    ],
)
def test_an_address_that_does_not_do_says_why_and_what_to_do(code: ProblemCode) -> None:
    reported = connection_test_words(result(address=code), LINDEN)

    assert len(reported.lines) == 1
    assert reported.lines[0].icon == "close"
    assert "x1y2z3.api.example.com" in reported.lines[0].text
    assert reported.next_step.endswith(".")


def test_wrong_host_refused_tls_and_another_service_differ() -> None:
    codes = (
        ProblemCode.HOST_UNKNOWN,
        ProblemCode.REFUSED,
        ProblemCode.TLS,
        ProblemCode.NO_TLS,
        ProblemCode.NOT_THIS_API,
    )

    assert len({connection_test_words(result(address=code), LINDEN).summary for code in codes}) == len(codes)


def test_a_service_without_https_is_not_said_to_have_a_bad_certificate() -> None:
    reported = connection_test_words(result(address=ProblemCode.NO_TLS), LINDEN)

    assert reported.lines[0].text == "x1y2z3.api.example.com does not speak https"
    assert "write http:// before it" in reported.next_step
    assert "certificate" not in reported.spoken


def test_a_page_of_a_proxy_is_neither_a_wrong_address_nor_a_wrong_key() -> None:
    check = ConnectionCheck(ConnectionLine.ADDRESS, ProblemCode.NOT_THIS_API, 12, 403, "Just a moment...")
    reported = connection_test_words(ConnectionTestResult((check,)), LINDEN)

    assert reported.summary == "A proxy or firewall answered in place of Infobip."
    assert reported.next_step.startswith("The key is not the cause.")
    assert reported.detail == "Just a moment..."


def test_a_proxy_that_lets_reads_through_is_no_lack_of_a_right() -> None:
    checks = [ConnectionCheck(line) for line in ConnectionLine]
    checks[2] = ConnectionCheck(ConnectionLine.SEND, ProblemCode.NOT_THIS_API, 12, 403, "Blocked")
    reported = connection_test_words(ConnectionTestResult(tuple(checks)), LINDEN)

    assert reported.summary.startswith("A proxy or firewall answered")
    assert reported.lines[2].text == "A proxy or firewall answered (HTTP 403)"


@pytest.mark.parametrize(
    ("codes", "summary", "line"),
    [
        ({"send": ProblemCode.PROXY_SIGN_IN}, "A proxy wants a sign-in", "A proxy wants a sign-in"),
        ({"send": ProblemCode.FOREIGN_ANSWER}, "Something other than Infobip answered", "Could not be tested"),
        ({"send": ProblemCode.NOT_THIS_API}, "The address does not have all", "Not found at this address"),
        ({"send": ProblemCode.REQUEST_REFUSED}, "Infobip refused a part of the test", "Could not be tested"),
        ({"send": ProblemCode.NO_ANSWER}, "Not everything could be tested.", "Could not be tested"),
    ],
)
def test_what_could_not_be_tested_is_no_lack_of_a_right(codes: dict[str, ProblemCode], summary: str, line: str) -> None:
    reported = connection_test_words(result(**codes), LINDEN)

    assert reported.summary.startswith(summary)
    assert reported.lines[2].text == line
    assert reported.next_step.endswith(".")
    assert "key" not in reported.spoken.replace("Key: Accepted", "")


def test_a_key_of_which_the_service_said_nothing_is_not_called_right() -> None:
    checks = (
        ConnectionCheck(ConnectionLine.ADDRESS),
        ConnectionCheck(ConnectionLine.KEY, is_checked=False),
        ConnectionCheck(ConnectionLine.SEND, ProblemCode.FOREIGN_ANSWER, 12, 403),
        ConnectionCheck(ConnectionLine.LOGS, ProblemCode.FOREIGN_ANSWER, 12, 403),
    )
    reported = connection_test_words(ConnectionTestResult(checks), LINDEN)

    assert reported.summary == "Something other than Infobip answered, so not everything could be tested."
    assert [line.text for line in reported.lines[1:]] == [
        "Could not be tested",
        "Could not be tested (HTTP 403)",
        "Could not be tested (HTTP 403)",
    ]


def test_a_refused_key_is_not_a_wrong_address() -> None:
    reported = connection_test_words(result(key=ProblemCode.WRONG_KEY), LINDEN)

    assert reported.summary == "The address is right, but the key is not."
    assert [(line.name, line.icon) for line in reported.lines] == [("Address", "check"), ("Key", "close")]
    assert reported.lines[1].text == "Refused (401 Unauthorized)"
    assert reported.next_step.startswith("Copy the key again.")


def test_a_refused_password_is_called_password() -> None:
    basic = msgspec.structs.replace(LINDEN, auth=AuthScheme.BASIC)

    assert (
        connection_test_words(result(key=ProblemCode.WRONG_KEY), basic).summary
        == "The address is right, but the password is not."
    )


def test_a_key_that_no_header_can_carry_was_not_sent() -> None:
    checks = (
        ConnectionCheck(ConnectionLine.ADDRESS, is_checked=False),
        ConnectionCheck(ConnectionLine.KEY, ProblemCode.WRONG_KEY),
    )

    reported = connection_test_words(ConnectionTestResult(checks), LINDEN)

    assert reported.summary == "This is not an API key."
    assert [line.name for line in reported.lines] == ["Key"]


@pytest.mark.parametrize(
    ("codes", "summary"),
    [
        ({"logs": ProblemCode.FORBIDDEN}, "The account can send e-mail, but its key may not read logs."),
        ({"send": ProblemCode.FORBIDDEN}, "The key is right, but it may not send e-mail."),
        (
            {"send": ProblemCode.FORBIDDEN, "logs": ProblemCode.FORBIDDEN},
            "The key is right, but it may neither send e-mail nor read logs.",
        ),
        ({"logs": ProblemCode.RATE_LIMITED}, "Infobip asks to slow down, so not everything could be tested."),
        (
            {"send": ProblemCode.UNAVAILABLE},
            "Infobip is not available at the moment, so not everything could be tested.",
        ),
        ({"send": ProblemCode.SERVER_FAULT}, "Infobip has a fault of its own, so not everything could be tested."),
    ],
)
def test_a_missing_right_names_what_it_is_for(codes: dict[str, ProblemCode], summary: str) -> None:
    reported = connection_test_words(result(**codes), LINDEN)

    assert reported.summary == summary
    assert len(reported.lines) == 4
    assert "warning" in {line.icon for line in reported.lines}
    assert summary in reported.spoken
