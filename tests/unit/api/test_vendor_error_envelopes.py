"""The vendor's error bodies, and foreign ones."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.vendor_error_envelopes import Complaint, read_complaint
from tests.unit.api.samples import recorded


def test_the_old_envelope() -> None:
    assert read_complaint(recorded("error_old.json")) == Complaint(
        "BAD_REQUEST",
        "Bad request",
        (
            ("from", "must not be empty"),
            ("to", "must not be empty"),
            ("to", "size must be between 1 and 1000"),
        ),
        is_vendors=True,
    )


def test_the_new_envelope() -> None:
    assert read_complaint(recorded("error_new.json")) == Complaint(
        "E400",
        "Request cannot be processed. Check the request.",
        (("messages[0].sender", "must not be null"),),
        is_vendors=True,
    )


def test_the_old_envelope_with_a_policy() -> None:
    body = b'{"requestError":{"policyException":{"messageId":"POL0001","text":"A policy error occurred."}}}'
    assert read_complaint(body) == Complaint("POL0001", "A policy error occurred.", is_vendors=True)


def test_the_envelope_of_uploads() -> None:
    assert read_complaint(recorded("error_upload.json")) == Complaint(text="Content is too long")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b'{"requestError":{"serviceException":{}}}', Complaint()),
        (
            b'{"requestError":{"serviceException":{"text":null,"validationErrors":{"to":"odd"}}}}',
            Complaint(violations=(("to", "odd"),)),
        ),
        (b'{"requestError":{"serviceException":{"text":"x","validationErrors":[1]}}}', Complaint(text="x")),
        (b'{"errorCode":"E429"}', Complaint("E429")),
        (b'{"errorCode":"E400","violations":"none","more":1}', Complaint("E400")),
    ],
)
def test_incomplete_and_odd_envelopes_are_read_as_far_as_they_go(body: bytes, complaint: Complaint) -> None:
    assert read_complaint(body) == complaint


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"requestError":{}}', b'{"error":"Not Found","status":404}', b"[" * 99999]
)
def test_foreign_bodies_are_no_complaint(body: bytes) -> None:
    assert read_complaint(body) is None


@given(st.binary())
def test_no_bytes_break_it(body: bytes) -> None:
    read_complaint(body)


def test_one_in_the_middle_of_something_else_has_its_words_and_proves_nothing() -> None:
    envelope = recorded("error_new.json")
    alone = read_complaint(envelope)
    assert alone is not None
    assert alone.is_vendors
    assert read_complaint(b"\xef\xbb\xbf" + envelope) == alone
    assert read_complaint(b"<!-- scanned -->" + envelope) == msgspec.structs.replace(alone, is_vendors=False)
