"""One odd field hides no report, no log entry and nothing of an answer to a send."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer_app.api.endpoints.logs import parse_logs
from composer_app.api.endpoints.reports import parse_reports
from composer_app.api.endpoints.send_answer import parse_send_answer
from composer_app.domain.account import Generation
from composer_app.domain.ids import is_substitute
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.status import Status, VendorError
from composer_app.domain.vendor_records import DeliveryReport
from tests.examples import examples
from tests.proofs.strange_answers import JSON

AT = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
STATUS = {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET", "description": "d"}
ITEM: dict[str, Any] = {
    "messageId": "m1",
    "bulkId": "b1",
    "to": "ana@example.com",
    "destination": "ana@example.com",
    "from": "bill@example.com",
    "sender": "bill@example.com",
    "sentAt": "2026-11-30T10:00:00.000+0000",
    "doneAt": "2026-11-30T10:00:00.000+0000",
    "messageCount": 1,
    "price": {"pricePerMessage": 0.0005, "currency": "EUR"},
    "status": STATUS,
    "error": {"groupId": 0, "groupName": "OK", "id": 0, "name": "NO_ERROR", "permanent": False},
    "text": "Your statement",
}


def item(**odd: object) -> dict[str, Any]:
    """A usual item with other fields; None leaves one out."""
    return {name: value for name, value in {**ITEM, **odd}.items() if value is not None}


def report_in(text: str, generation: Generation = Generation.V3) -> DeliveryReport:
    (report,) = parse_reports(generation, f'{{"results":[{text}]}}'.encode()).reports
    return report


def read(**odd: object) -> DeliveryReport:
    return report_in(json.dumps(item(**odd)))


def with_field(name: str, wire: str) -> DeliveryReport:
    """A field as it is written, also where that is no JSON."""
    rest = json.dumps(item(**{name: None}))
    return report_in(f'{rest[:-1]}, "{name}": {wire}}}')


@pytest.mark.parametrize(
    ("wire", "price"),
    [
        ('{"pricePerMessage":0.0004,"currency":"EUR"}', Price(Decimal("0.0004"), "EUR")),
        ('{"pricePerMessage":0.12345678901234567890123}', Price(Decimal("0.12345678901234567890123"), "")),
        ('{"pricePerMessage":"0.10","currency":"EUR"}', Price(Decimal("0.10"), "EUR")),
        ('{"pricePerMessage":0,"currency":"UNKNOWN"}', Price(Decimal(0), "")),
        ('{"pricePerMessage":1}', Price(Decimal(1), "")),
        ('{"pricePerMessage":-0.5,"currency":["EUR"]}', Price(Decimal("-0.5"), "")),
        ('{"pricePerMessage":1E+999999999,"currency":"EUR"}', Price(Decimal("1E+999999999"), "EUR")),
        ('[{"pricePerMessage":1,"currency":"EUR"}]', Price(Decimal(1), "EUR")),
        ('{"pricePerMessage":1E+99999999999999999999,"currency":"EUR"}', None),
        ('{"pricePerMessage":null,"currency":"EUR"}', None),
        ('{"pricePerMessage":"NaN"}', None),
        ('{"pricePerMessage":"ten cents"}', None),
        ('{"pricePerMessage":NaN}', None),
        ('{"pricePerMessage":-Infinity}', None),
        ('{"pricePerMessage":true}', None),
        ('{"pricePerMessage":{}}', None),
        ("0.0005", None),
        ("NaN", None),
        ('"0.0005 EUR"', None),
        ("[]", None),
        ("[1, 2]", None),
        ("null", None),
        ("{}", None),
    ],
)
def test_prices_keep_every_digit_and_what_is_none_is_left_out(wire: str, price: Price | None) -> None:
    report = with_field("price", wire)
    assert (report.price, report.outcome, report.sent_at) == (price, Outcome.DELIVERED, AT)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ({"groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET"}, Outcome.DELIVERED),
        ({"groupId": "5", "name": "x"}, Outcome.REJECTED),
        ({"groupId": 4.0}, Outcome.EXPIRED),
        ({"groupId": "three", "groupName": "undeliverable"}, Outcome.BOUNCED),
        ({"groupId": None, "name": "REJECTED_NETWORK"}, Outcome.REJECTED),
        ({"id": 9}, Outcome.BOUNCED),
        ({"id": 51, "name": "MISSING_TO"}, Outcome.REJECTED),
        ({"groupId": True, "groupName": ["x"], "name": "EXPIRED_EXPIRED"}, Outcome.EXPIRED),
        ({"groupId": 9, "groupName": "NEWER"}, Outcome.PENDING),
        ({"groupId": 10**400}, Outcome.PENDING),
        ({"name": "A_NEW_ONE"}, Outcome.PENDING),
        ([STATUS], Outcome.DELIVERED),
        ("DELIVERED", Outcome.DELIVERED),
        ("DELIVERED_TO_HANDSET", Outcome.DELIVERED),
        ("something new", Outcome.PENDING),
        ([], Outcome.PENDING),
        (5, Outcome.PENDING),
        (None, Outcome.PENDING),
    ],
)
def test_the_outcome_is_taken_from_what_the_status_says(status: object, outcome: Outcome) -> None:
    report = read(status=status)
    assert (report.outcome, report.message_id, report.to) == (outcome, "m1", "ana@example.com")


def test_the_words_of_a_status_stay_as_they_are() -> None:
    assert read(status={"name": "A_NEW_ONE", "description": 5, "action": {}}).status == Status(
        -1, "", -1, "A_NEW_ONE", "5", ""
    )


@pytest.mark.parametrize(
    ("error", "read_as"),
    [
        ([], VendorError()),
        ({}, VendorError()),
        ("", VendorError()),
        ("No Error", VendorError(description="No Error")),
        (7, VendorError()),
        ("Mailbox full", VendorError(id=-1, description="Mailbox full")),
        ({"id": "6010", "permanent": "true"}, VendorError(id=6010, permanent=True)),
        ({"name": "EC_HARD_BOUNCE"}, VendorError(id=-1, name="EC_HARD_BOUNCE")),
        ({"groupId": 0, "groupName": "OK", "description": "all is well"}, VendorError(0, "OK", 0, "", "all is well")),
        ([{"id": 6012, "name": ["x"]}], VendorError(id=6012)),
    ],
)
def test_errors_of_any_shape(error: object, read_as: VendorError) -> None:
    report = read(error=error)
    assert (report.error, report.outcome) == (read_as, Outcome.DELIVERED)


@pytest.mark.parametrize(
    ("odd", "address"),
    [
        ({"to": ["ana@example.com"]}, "ana@example.com"),
        ({"to": ["ana@example.com", {"destination": "tom@example.com"}, [], 5]}, "ana@example.com, tom@example.com"),
        ({"to": {"email": "ana@example.com"}}, "ana@example.com"),
        ({"to": None, "destination": "tom@example.com"}, "tom@example.com"),
        ({"to": {"name": []}, "destination": 5}, ""),
        ({"to": None, "destination": None}, ""),
    ],
)
@pytest.mark.parametrize("generation", [Generation.V3, Generation.V4])
def test_addresses_of_any_shape(odd: dict[str, object], address: str, generation: Generation) -> None:
    report = report_in(json.dumps(item(**odd)), generation)
    assert (report.to, report.message_id, report.sender) == (address, "m1", "bill@example.com")


def test_a_mail_without_an_id_is_known_by_one_of_ours() -> None:
    first, again, other = read(messageId=None), read(messageId=[]), read(messageId=None, bulkId=7)
    assert first.message_id == again.message_id != other.message_id
    assert is_substitute(first.message_id)
    assert not is_substitute(read(messageId=12).message_id)


@pytest.mark.parametrize(
    "unreadable",
    ["5", "null", "{}", '{"to":"a@example.com"}', '{"status":{"groupId":3}}', '{"messageId":true,"to":{}}'],
)
def test_an_item_without_a_message_or_status_is_kept_unread(unreadable: str) -> None:
    parsed = parse_reports(Generation.V3, f'{{"results":[{unreadable}]}}'.encode())
    assert (parsed.reports, parsed.unread) == ((), (unreadable.encode(),))


def test_texts_that_are_no_texts() -> None:
    body = b'{"results":[%s,%s,{"messageId":"m2","status":{"groupId":3}}],"cursor":{"nextCursor":"next"}}' % (
        rb'{"messageId":"m1","text":"Hej \ud83d","status":{"groupId":3}}',
        b'{"messageId":"m3","text":"a\n\xff","status":{"groupId":3,"groupId":2}}',
    )
    parsed = parse_logs(Generation.V4, body)
    assert [entry.text for entry in parsed.entries] == ["Hej \ufffd", "a\n\ufffd", ""]
    assert [entry.outcome for entry in parsed.entries] == [Outcome.DELIVERED, Outcome.BOUNCED, Outcome.DELIVERED]
    assert (parsed.problem, parsed.unread, parsed.next_cursor) == (None, (), "next")
    assert b"".join(entry.raw for entry in parsed.entries[:2]) in body.replace(b"},{", b"}{")


@pytest.mark.parametrize("nested", ["[" * 50_000 + "]" * 50_000, '{"a":' * 50_000 + "1" + "}" * 50_000])
def test_nesting_without_end_hides_neither_its_item_nor_the_next(nested: str) -> None:
    odd = json.dumps(item())[:-1] + f', "new": {nested}}}'
    parsed = parse_reports(Generation.V3, f'{{"results":[{odd},{json.dumps(item(messageId="m2"))}]}}'.encode())
    assert [report.message_id for report in parsed.reports] == ["m1", "m2"]
    assert (parsed.problem, parsed.reports[0].raw) == (None, odd.encode())


def test_an_answer_to_a_send_is_read_entry_by_entry() -> None:
    body = rb"""{"bulkId":7,"note":"\ud83d","messages":[
        {"destination":["a@example.com"],"messageId":1,"status":"PENDING_ACCEPTED","messageCount":"1"},
        {"to":"b@example.com","status":{"groupName":"REJECTED","description":"\udc00"},"new":NaN},
        {"to":"c@example.com","messageId":"m3","status":{"name":"SOMETHING_NEW"}},
        {"to":"d@example.com","messageId":"m4"}, null]}"""
    answer = parse_send_answer(200, body)
    assert answer.bulk_id == "7"
    assert [(one.address, one.message_id, one.status.group_id) for one in answer.messages] == [
        ("a@example.com", "1", 1),
        ("b@example.com", None, 5),
    ]
    assert answer.messages[1].status.description == "\ufffd"


@settings(max_examples=examples(50), deadline=None)
@given(
    st.dictionaries(st.sampled_from([*(name for name in ITEM if name != "messageId"), "new"]), JSON, max_size=4),
    st.sampled_from(Generation),
    st.booleans(),
)
def test_whatever_stands_in_a_field_the_mail_is_shown(
    odd: dict[str, object], generation: Generation, is_ascii: bool
) -> None:
    whole = {**ITEM, **odd}
    body = json.dumps({"results": [whole, ITEM], "messages": [whole, ITEM]}, ensure_ascii=is_ascii)
    raw = body.encode("utf-8", "surrogatepass")
    for reported in (parse_reports(generation, raw).reports, parse_logs(generation, raw).entries):
        assert [one.message_id for one in reported] == ["m1", "m1"]
        assert reported[1].outcome is Outcome.DELIVERED
        if "status" not in odd:
            assert reported[0].outcome is Outcome.DELIVERED
    answered = parse_send_answer(200, raw).messages
    assert len(answered) == 2 or "status" in odd
