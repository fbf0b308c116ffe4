"""A body is read whatever its label says of its compression."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api import content_coding
from composer_app.api.content_coding import decoded

BODY = b'{"results":[{"messageId":"m-1"}]}'
RAW_DEFLATE = zlib.compress(BODY)[2:-4]


@pytest.mark.parametrize(
    ("body", "label"),
    [
        (BODY, ""),
        (BODY, "gzip"),
        (BODY, "x-gzip"),
        (BODY, "deflate"),
        (BODY, "br"),
        (gzip.compress(BODY), ""),
        (gzip.compress(BODY), "gzip"),
        (gzip.compress(BODY), "x-gzip"),
        (gzip.compress(BODY), "GZIP"),
        (gzip.compress(BODY), "deflate"),
        (gzip.compress(BODY), "utf-8"),
        (gzip.compress(gzip.compress(BODY)), "gzip, gzip"),
        (gzip.compress(gzip.compress(BODY)), "gzip"),
        (zlib.compress(BODY), ""),
        (zlib.compress(BODY), "deflate"),
        (zlib.compress(BODY), "gzip"),
        (RAW_DEFLATE, "deflate"),
        (gzip.compress(BODY[:10]) + gzip.compress(BODY[10:]), "gzip"),
        (gzip.compress(BODY) + b"<!-- scanned -->", "gzip"),
        (gzip.compress(BODY)[:-8] + bytes(8), "gzip"),
        (zlib.compress(BODY)[:-4] + bytes(4), "deflate"),
    ],
)
def test_it_is_read(body: bytes, label: str) -> None:
    assert decoded(body, label) == BODY


@pytest.mark.parametrize(
    "body", [b"", b"x", b"\x1f\x8b", b"\x1f\x8bno", b"\x28\xb5\x2f\xfd\x04", b"xylophone", b"h\x81"]
)
@pytest.mark.parametrize("label", ["", "gzip", "deflate", "zstd"])
def test_what_is_not_compressed_or_in_an_unknown_way_stays(body: bytes, label: str) -> None:
    assert decoded(body, label) == body


@given(st.binary(), st.sampled_from(["", "gzip", "deflate, gzip"]))
def test_no_bytes_break_it(body: bytes, label: str) -> None:
    decoded(body, label)
    decoded(b"\x1f\x8b\x08\x00" + body, label)
    decoded(gzip.compress(body)[: len(body)], label)


@pytest.mark.parametrize("size", [500, 20_000])
def test_of_what_breaks_off_or_is_damaged_the_beginning_is_read(size: int) -> None:
    whole = b"".join(b'{"messageId":"%d"},' % number for number in range(size))
    packed = gzip.compress(whole)
    cut = decoded(packed[: len(packed) * 3 // 4], "gzip")
    assert whole.startswith(cut)
    assert len(cut) > len(whole) // 4
    damaged = packed[: len(packed) * 3 // 4] + b"\xff" * (len(packed) // 4)
    assert len(decoded(damaged, "gzip")) > len(whole) // 4


def test_a_small_body_that_stands_for_a_huge_one_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_coding, "LONGEST_ANSWER_BYTES", 1000)
    assert decoded(gzip.compress(bytes(100_000))) == bytes(1000)
