"""Bodies on their way out."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from pathlib import Path

import pytest

from composer_app.api.api_request import Body, FilePiece
from composer_app.api.errors import AttachmentGone
from composer_app.api.outgoing_body import BLOCK_BYTES, OutgoingBody, check_files


def blocks(body: Body) -> list[bytes]:
    async def collect() -> list[bytes]:
        return [block async for block in OutgoingBody(body)]

    return asyncio.run(collect())


def piece(tmp_path: Path, size: int, *, is_base64: bool = False) -> FilePiece:
    path = tmp_path / str(size)
    path.write_bytes(b"\xfe" * size)
    return FilePiece(path, size, "name", is_base64)


def test_a_small_body_is_one_block(tmp_path: Path) -> None:
    assert len(blocks(Body("x/y", (b"head", piece(tmp_path, 1000), b"tail")))) == 1


def test_a_big_body_comes_in_bounded_blocks(tmp_path: Path) -> None:
    got = blocks(Body("x/y", (b"head", piece(tmp_path, 3 * BLOCK_BYTES + 1), b"tail")))
    assert max(map(len, got)) <= BLOCK_BYTES
    assert b"".join(got) == b"head" + b"\xfe" * (3 * BLOCK_BYTES + 1) + b"tail"


@pytest.mark.parametrize("size", [0, 1, 2, 3, 196607, 196608, 196609, 700_000])
def test_base64_is_the_same_in_blocks_as_in_one(tmp_path: Path, size: int) -> None:
    body = Body("x/y", (piece(tmp_path, size, is_base64=True),))
    got = b"".join(blocks(body))
    assert got == b64encode(b"\xfe" * size)
    assert len(got) == body.length


def test_bytes_are_counted_before_they_leave() -> None:
    reported: list[tuple[int, int]] = []

    async def run() -> None:
        outgoing = OutgoingBody(Body("x/y", (b"12345",)), lambda *step: reported.append(step))
        assert outgoing.handed_over == 0
        async for block in outgoing:
            assert reported == [(5, 5)]
            assert outgoing.handed_over == len(block)

    asyncio.run(run())


def test_files_are_looked_at_first(tmp_path: Path) -> None:
    good = piece(tmp_path, 10)
    check_files(Body("x/y", (b"", good)))
    for bad in (FilePiece(good.path, 11, "grown"), FilePiece(tmp_path / "none", 10, "gone")):
        with pytest.raises(AttachmentGone, match=bad.file_name):
            check_files(Body("x/y", (good, bad)))


def test_a_file_that_goes_away_on_the_way(tmp_path: Path) -> None:
    with pytest.raises(AttachmentGone):
        blocks(Body("x/y", (FilePiece(tmp_path / "none", 10, "gone"),)))
