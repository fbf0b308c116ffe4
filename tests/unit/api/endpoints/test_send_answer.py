"""Answers to a send."""

from __future__ import annotations

import pytest

from composer_app.api.endpoints.send_answer import parse_send_answer
from composer_app.api.errors import BadReply
from tests.unit.api.samples import recorded


@pytest.mark.parametrize(("name", "status_id"), [("send_v3.json", 26), ("send_v4.json", 7)])
def test_both_versions_are_read(name: str, status_id: int) -> None:
    answer = parse_send_answer(200, recorded(name))
    assert answer.bulk_id == "snxemd8u52v7v84iiu69"
    (message,) = answer.messages
    assert (message.address, message.message_id) == ("john.smith@example.com", "jgzra46v9zi1ztvd62t5")
    assert message.status.id == status_id
    assert answer.raw == recorded(name)


def test_one_odd_entry_spoils_no_other() -> None:
    body = b'{"messages":[{"to":"a@example.com","status":{"groupId":1}},{"to":1}],"bulkId":null}'
    answer = parse_send_answer(200, body)
    assert [message.address for message in answer.messages] == ["a@example.com"]
    assert (answer.bulk_id, answer.messages[0].message_id) == (None, None)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"messages":5}', b'{"messages":[{}]}', b'{"messages":[{"to":'])
def test_what_cannot_be_read_was_most_likely_taken(body: bytes) -> None:
    with pytest.raises(BadReply) as raised:
        parse_send_answer(200, body)
    assert raised.value.may_have_been_sent
    assert raised.value.raw == body


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf%s",
        b"<b>Warning</b>: {x} <br />\n%s",
        b"<!-- scanned -->%s<!-- bye -->",
        b'{"warning":"slow"}%s',
    ],
)
def test_an_answer_in_the_middle_of_something_else_is_read(body: bytes) -> None:
    whole = body % recorded("send_v3.json")
    answer = parse_send_answer(200, whole)
    assert [message.address for message in answer.messages] == ["john.smith@example.com"]
    assert answer.raw == whole
