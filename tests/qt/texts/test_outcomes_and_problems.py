"""Whose words are told, and of whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.error_responses import error_of_response
from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.status import NO_GROUP, Status, VendorError, group_implied_by
from composer_app.services.runtime.error_mapping import problem_of
from composer_app.ui.texts.outcome_reasons import explain, explain_of, why, why_of
from composer_app.ui.texts.problems import problem_words
from composer_app.ui.texts.vendor_codes import STATUS_WORDS
from composer_app.ui.texts.vendor_name import service_names, service_of

LIVE = Account(id=AccountId("live"), name="Linden Energy", base_url="https://x1y2z3.api.example.com")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def accepted(kind: RecipientKind, account_id: AccountId = LIVE.id) -> MessageRow:
    return MessageRow(row=1, account_id=account_id, outcome=Outcome.ACCEPTED, to="a@example.com", kind=kind)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (RecipientKind.TO, "No report yet"),
        (RecipientKind.CC, "No report for Cc"),
        (RecipientKind.BCC, "No report for Bcc"),
    ],
)
def test_cc_and_bcc_are_not_waited_for(kind: RecipientKind, why: str) -> None:
    assert why_of(accepted(kind)) == why
    assert explain_of(accepted(kind)).title == f"{why}."


def test_the_sandbox_answers_in_its_own_name() -> None:
    assert service_of(SANDBOX_ACCOUNT) == "the Sandbox"
    assert service_names(SANDBOX_ACCOUNT) == {"service": "the Sandbox", "Service": "The Sandbox"}
    assert service_names(LIVE.id) == {"service": "Infobip", "Service": "Infobip"}
    assert "The Sandbox accepted" in explain_of(accepted(RecipientKind.TO, SANDBOX_ACCOUNT)).body
    assert "Infobip accepted" in explain_of(accepted(RecipientKind.TO)).body


def test_what_the_service_said_is_reported_in_its_name_and_what_the_system_said_is_not() -> None:
    answer = Problem(ProblemCode.REQUEST_REFUSED, http_status=400, vendor_code="BAD_REQUEST", vendor_text="Bad request")
    assert problem_words(answer, LIVE).vendor == "Infobip says: 400 BAD_REQUEST Bad request"
    assert problem_words(answer, SANDBOX).vendor == "The Sandbox says: 400 BAD_REQUEST Bad request"
    assert problem_words(answer, SANDBOX).title == "The Sandbox refused the mail."
    file = Problem(ProblemCode.FILE_UNREADABLE, vendor_text="[Errno 13] Permission denied", subject="a.pdf")
    assert problem_words(file, LIVE).vendor == "[Errno 13] Permission denied"
    sandbox = Problem(ProblemCode.SANDBOX_FAILED, vendor_text="it ended at once", retry_at=NOON)
    assert problem_words(sandbox, SANDBOX).vendor == "it ended at once"


GROUPS = st.integers(-1, 6) | st.just(10**30)
CODES = st.integers(-1, 100) | st.just(31)
ERRORS = st.just(0) | st.integers(5990, 6070) | st.just(-1)
SAID = st.sampled_from(["", " ", ".", "\n", "NEWER_CODE", "Held by the moon", "x" * 100_000]) | st.text()


@given(st.sampled_from(Outcome), GROUPS, CODES, ERRORS, SAID, SAID)
def test_every_code_known_or_not_has_a_sentence(
    outcome: Outcome, group: int, status_id: int, error_id: int, name: str, description: str
) -> None:
    status = Status(group, name, status_id, name, description)
    error = VendorError(group, name, error_id, name, description)
    words = explain(outcome, status, error)
    assert sum(map(str.isalpha, words.title)) >= 2
    assert 3 <= len(words.title) <= 125
    assert words.title.endswith((".", "!", "?", "…"))
    assert "\n" not in words.title + words.vendor
    assert len(words.vendor) <= 210
    assert len(why(outcome, status, error)) <= 210


@pytest.mark.parametrize("error_id", [6001, 6004, 6005, 6008, 6014, 6015])
def test_retired_errors_are_still_reported(error_id: int) -> None:
    words = explain(Outcome.REJECTED, Status(5, "REJECTED"), VendorError(1, "", error_id, "EC_OLD"))
    assert words.title not in ("Old.", "Infobip rejected the mail.")
    assert words.vendor == f"{error_id} EC_OLD"


def test_a_new_group_is_reported_in_the_vendors_words() -> None:
    status = Status(9, "HELD", 901, "HELD_BY_THE_MOON", "Held by the moon")
    words = explain(Outcome.PENDING, status, VendorError())
    assert words.title == "Infobip gave a status that this program does not know."
    assert words.body.startswith("Its words are: “Held by the moon”.")
    assert words.vendor == "901 HELD_BY_THE_MOON"
    assert why(Outcome.PENDING, status, VendorError()) == "Held by the moon"
    assert why(Outcome.PENDING, Status(1, "PENDING", 26, "PENDING_ACCEPTED", "Accepted"), VendorError()) == ""
    assert explain(Outcome.PENDING, Status(-1), VendorError()).title == "Infobip gave no status."


def test_an_error_without_a_number_is_reported_without_one() -> None:
    words = explain(Outcome.BOUNCED, Status(2, "UNDELIVERABLE"), VendorError(id=-1, description="Mailbox full"))
    assert (words.title, words.vendor) == ("Mailbox full.", "Mailbox full")


@pytest.mark.parametrize(("status", "title"), [(500, "had a fault of its own"), (503, "is not available")])
def test_a_page_with_a_fault_may_be_of_the_service_itself(status: int, title: str) -> None:
    problem = problem_of(error_of_response(status, {"content-type": "text/html"}, b"<html>Oops</html>", NOON))

    assert title in problem_words(problem, LIVE, of_a_read=True).title
    assert problem_words(problem, LIVE).title == "It is not known yet whether this mail was sent."


@pytest.mark.parametrize("status", [401, 403, 451, 511])
@pytest.mark.parametrize("of_a_read", [True, False])
def test_a_page_of_a_proxy_is_no_trouble_with_the_key(status: int, of_a_read: bool) -> None:
    page = b"<html><head><title>Just a moment...</title></head></html>"
    problem = problem_of(error_of_response(status, {"content-type": "text/html"}, page, NOON))
    words = problem_words(problem, LIVE, of_a_read=of_a_read)
    assert words.title == "A proxy or firewall answered in place of Infobip."
    assert "The key is not the cause" in words.body
    assert words.vendor == f"The page says: {status} Just a moment..."
    assert ("looks for it in the logs" in words.body) is not of_a_read


def test_a_page_of_another_site_is_a_wrong_address() -> None:
    problem = problem_of(error_of_response(404, {}, b"<html><h1>Not found</h1>", NOON))
    assert problem_words(problem, LIVE).title == "x1y2z3.api.example.com is not Infobip's e-mail API."


def test_what_the_service_said_is_bounded() -> None:
    many = tuple((f"field{number}", "must not be\nempty " * 100) for number in range(40))
    problem = Problem(ProblemCode.REQUEST_REFUSED, 400, "BAD", "word " * 1000, many)
    vendor = problem_words(problem, LIVE).vendor
    assert vendor.endswith("and 35 more")
    assert len(vendor) < 1700
    assert "\n" not in vendor


def test_the_answer_to_a_send_and_the_report_call_a_wrong_address_the_same() -> None:
    status = Status(5, "REJECTED", 52, "REJECTED_DESTINATION", "Invalid destination address.")
    error = VendorError(2, "USER_ERRORS", 6006, "EC_INVALID_EMAIL_ADDRESS", "Invalid email address", True)

    answered, reported = (explain(Outcome.REJECTED, status, heard) for heard in (None, error))
    assert why(Outcome.REJECTED, status, None) == why(Outcome.REJECTED, status, error) == "No such address"
    assert (answered.title, answered.body) == (reported.title, reported.body)


def test_every_status_that_has_words_has_a_group() -> None:
    assert [number for number in STATUS_WORDS if group_implied_by("", "", number) == NO_GROUP] == []
