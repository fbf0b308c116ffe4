"""The request of a mail as a list: address, headers without the key, and the parts of its body with their sizes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.submission import Submission
from composer_app.services.compose.request_text import headers_of, host_of

if TYPE_CHECKING:
    from composer_app.api.api_request import Body

_BOUNDARY = "boundary="
_HEAD = re.compile(
    r'Content-Disposition: form-data; name="(?P<name>[^"]*)"(?:; filename="(?P<file>[^"]*)")?[^\r]*'
    r"(?:\r\nContent-Type: (?P<type>[^\r]*))?"
)


@dataclass(frozen=True)
class RequestOutline:
    """A request without its key and the bytes of its files.

    Attributes:
        address: with the host; that of the Sandbox is another one each time it starts.
        headers: names and values in their order.
        body: JSON. Of a form a list of its parts with their sizes in bytes; else what was sent, with a note in place of
            each file.
        size_bytes: of the whole body, files included.
    """

    method: str
    address: str
    headers: tuple[tuple[str, str], ...]
    body: str
    size_bytes: int


def request_outline(account: Account, submission: Submission, blob_path: Callable[[str], Path]) -> RequestOutline:
    """The request, built again by the code that sent it. Any thread; a big mail takes a while."""
    from composer_app.api.endpoints.send import build_send  # imports httpx: not before it is needed

    request = build_send(account.generation, submission, blob_path)
    assert request.body is not None
    is_form = _BOUNDARY in request.body.content_type
    return RequestOutline(
        request.method,
        f"{account.base_url or host_of(account)}{request.target}",
        headers_of(account, request.body.content_type, request.body.length),
        msgspec.json.encode(list(_parts(request.body))).decode() if is_form else _json(request.body),
        request.body.length,
    )


def _json(body: Body) -> str:
    return b"".join(
        piece if isinstance(piece, bytes) else f"[{piece.size_bytes} bytes]".encode() for piece in body.pieces
    ).decode("utf-8", "replace")


def _parts(body: Body) -> Iterator[dict[str, str | int]]:
    """The parts of a form: name, size, and the value or what is known of the file."""
    sizes: dict[str, int] = {}
    text = ""
    for piece in body.pieces:
        if isinstance(piece, bytes):
            text += piece.decode("utf-8", "replace")
        else:
            mark = secrets.token_hex(16)
            sizes[mark] = piece.size_bytes
            text += mark
    _, *parts, _end = text.split(f"--{body.content_type.partition(_BOUNDARY)[2]}")
    for part in parts:
        head, _, value = part.removeprefix("\r\n").removesuffix("\r\n").partition("\r\n\r\n")
        found = _HEAD.match(head)
        assert found is not None
        if value in sizes:
            yield {
                "name": found["name"],
                "bytes": sizes[value],
                "fileName": found["file"] or "",
                "contentType": found["type"] or "",
            }
        else:
            yield {"name": found["name"], "bytes": len(value.encode()), "value": value}
