"""The request of a mail as text, without the key and without the bytes of its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.submission import Recipient, Submission

KEY_VARIABLE = "$INFOBIP_API_KEY"
"""Stands where the key was."""


def host_of(account: Account) -> str:
    """The host that the requests of an account go to."""
    return account.base_url.partition("://")[2] or "the Sandbox"


def headers_of(account: Account, content_type: str, length: int) -> tuple[tuple[str, str], ...]:
    """Names and values of the headers of a send; a variable stands for the key."""
    return (
        ("Host", host_of(account)),
        ("Authorization", f"{account.auth.value} {KEY_VARIABLE}"),
        ("Accept", "application/json"),
        ("Content-Type", content_type),
        ("Content-Length", str(length)),
    )


def request_text(
    account: Account,
    submission: Submission,
    blob_path: Callable[[str], Path],
    *,
    recipients: tuple[Recipient, ...] | None = None,
) -> bytes:
    """Head and body of the request, built again by the code that sent it. Any thread; a big mail takes a while.

    Its length is that of the real one; a line with name, size and hash stands for each file.

    Args:
        recipients: shown instead of the real ones.
    """
    from composer_app.api.api_request import FilePiece
    from composer_app.api.endpoints.send import build_send  # imports httpx: not before it is needed

    real = build_send(account.generation, submission, blob_path)
    shown = real
    if recipients is not None:
        shown = build_send(account.generation, msgspec.structs.replace(submission, recipients=recipients), blob_path)
    assert real.body is not None
    assert shown.body is not None
    headers = headers_of(account, shown.body.content_type, real.body.length)
    head = [f"{shown.method} {shown.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    hashes = {str(blob_path(file.sha256)): file.sha256 for file in submission.content.attachments}
    pieces = [
        f"[{piece.file_name}: {piece.size_bytes} bytes, SHA-256 {hashes[str(piece.path)]}]".encode()
        if isinstance(piece, FilePiece)
        else piece
        for piece in shown.body.pieces
    ]
    return "\r\n".join([*head, "", ""]).encode() + b"".join(pieces)
