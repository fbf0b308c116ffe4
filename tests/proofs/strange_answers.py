"""Answers as nobody should send them: any JSON, wrong types, huge numbers, deep nesting, broken bytes, odd dates."""

from __future__ import annotations

import json

from hypothesis import strategies as st

HUGE = st.sampled_from([2**31, 2**53 + 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 10**40, 10**400])
NUMBERS = st.integers() | HUGE | st.floats()
TEXTS = st.text(max_size=20) | st.sampled_from(["\0", "\ud800", "\udfff x", "🙂", "é" * 300, "a\u2028b", "%s{0}"])
DATES = st.sampled_from(
    [
        "0001-01-01T00:00:00.000+0000",
        "0001-01-01T00:00:00.000+2359",
        "9999-12-31T23:59:59.999+0000",
        "9999-12-31T23:59:59.999-2359",
        "0000-00-00T00:00:00",
        "10000-01-01T00:00:00.000Z",
        "2026-02-30T25:61:61Z",
        "1969-12-31T23:59:59.999Z",
        "2026-11-23",
        "now",
        "",
    ]
) | st.datetimes().map(str)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | DATES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)


def _perhaps(usual: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Mostly what is usual, so that the reading gets further than the first field."""
    return st.one_of(usual, usual, usual, JSON)


_STATUS = st.fixed_dictionaries(
    {"groupId": _perhaps(st.integers(-1, 9) | HUGE)},
    optional={
        "groupName": _perhaps(TEXTS),
        "id": _perhaps(NUMBERS),
        "name": _perhaps(TEXTS),
        "description": _perhaps(TEXTS),
        "action": _perhaps(TEXTS),
    },
)
_ERROR = st.fixed_dictionaries(
    {},
    optional={
        "groupId": _perhaps(NUMBERS),
        "id": _perhaps(NUMBERS),
        "name": _perhaps(TEXTS),
        "description": _perhaps(TEXTS),
        "permanent": _perhaps(st.booleans()),
    },
)
_PRICE = st.fixed_dictionaries({}, optional={"pricePerMessage": _perhaps(NUMBERS), "currency": _perhaps(TEXTS)})
ITEMS = st.fixed_dictionaries(
    {
        "messageId": _perhaps(st.sampled_from(["m-1", "m-2", ""]) | TEXTS),
        "to": _perhaps(st.sampled_from(["ana@example.com", "", "@", "a" * 400]) | TEXTS),
        "destination": _perhaps(st.just("ana@example.com")),
        "status": _perhaps(_STATUS),
    },
    optional={
        "bulkId": _perhaps(TEXTS),
        "from": _perhaps(TEXTS),
        "sender": _perhaps(TEXTS),
        "text": _perhaps(TEXTS),
        "callbackData": _perhaps(TEXTS),
        "sentAt": _perhaps(DATES),
        "doneAt": _perhaps(DATES),
        "error": _perhaps(_ERROR),
        "price": _perhaps(_PRICE),
        "unknown": JSON,
    },
)
ENVELOPES = st.fixed_dictionaries(
    {"results": _perhaps(st.lists(_perhaps(ITEMS), max_size=5))},
    optional={
        "messages": _perhaps(st.lists(_perhaps(ITEMS), max_size=3)),
        "bulkId": JSON,
        "cursor": _perhaps(st.fixed_dictionaries({"nextCursor": JSON})),
        "requestError": JSON,
    },
)
_NESTED = st.tuples(st.sampled_from([b"[", b'{"results":', b'{"results":[', b'{"a":']), st.integers(1, 20_000)).map(
    lambda pair: pair[0] * pair[1]
)
_INTO_RESULTS = _NESTED.map(lambda nested: b'{"results":[{"messageId":"m-1","to":"a","status":%s' % nested)


def _broken(body: bytes) -> st.SearchStrategy[bytes]:
    """Cut, doubled, or with bytes in it that are no UTF-8."""
    places = st.integers(0, len(body))
    return st.one_of(
        st.just(body),
        st.just(body),
        places.map(lambda at: body[:at]),
        places.map(lambda at: body[:at] + b"\xff\xfe\x80" + body[at:]),
        st.just(body + body),
        st.just(b"\xef\xbb\xbf" + body),
    )


_WRITTEN = st.tuples(ENVELOPES | JSON, st.booleans()).map(
    lambda pair: json.dumps(pair[0], ensure_ascii=pair[1]).encode("utf-8", "surrogatepass")
)
_WRITTEN_BADLY = _WRITTEN.flatmap(_broken)
BODIES = st.one_of(_WRITTEN_BADLY, _WRITTEN_BADLY, st.binary(max_size=200), _NESTED, _INTO_RESULTS)
