"""Protocol between the program and its report receiver: lines of JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from composer_app.api.report_source import ReportSource
from composer_app.domain.queries import ReportQuery
from composer_app.domain.secret import Secret
from composer_app.services.report_receiver.error_serialization import SerializedError


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """Request for reports. `folder`: the folder for the file of the answer (archive.incoming_answers)."""

    number: int
    folder: str
    source: ReportSource
    query: ReportQuery


class Release(msgspec.Struct, frozen=True, tag="release"):
    """The program has read the file of this answer. `is_stored` False: the next start reads it again."""

    number: int
    is_stored: bool


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Result of an `Ask`: an answer in the file `path`, or why there is none.

    `is_late`: still pending, received for the next start. `limit`: the reduced limit of the request, if any. `no_room`:
    the error of the archive, and its text. `fault`: of this program.
    """

    number: int
    path: str = ""
    size_bytes: int = 0
    is_complete: bool = True
    limit: int | None = None
    is_late: bool = False
    failure: SerializedError | None = None
    no_room: tuple[str, str] | None = None
    fault: str = ""


def _reveal(value: Any) -> str:
    """Encodes a secret. Only for a pipe to our own child process."""
    if isinstance(value, Secret):
        return value.reveal()
    raise NotImplementedError(type(value))


def _conceal(kind: type, value: Any) -> Any:
    """Decodes a secret."""
    assert kind is Secret, kind
    return Secret(value)


_encoder = msgspec.json.Encoder(enc_hook=_reveal)
_orders = msgspec.json.Decoder(Ask | Release, dec_hook=_conceal)
_receipts = msgspec.json.Decoder(Receipt)


def line_of(message: Ask | Release | Receipt) -> bytes:
    """The line for the pipe. That of an `Ask` contains the account's secret."""
    return _encoder.encode(message) + b"\n"


def order_in(line: bytes) -> Ask | Release:
    order: Ask | Release = _orders.decode(line)
    return order


def receipt_in(line: bytes) -> Receipt:
    return _receipts.decode(line)
