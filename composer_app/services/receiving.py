"""What the program and its receiver say to each other, in lines of JSON."""

from __future__ import annotations

import msgspec

from composer_app.api.errand import Errand, conceal, reveal
from composer_app.api.told_error import ToldError


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """Ask for reports. `folder`: where the file of the answer is to be made (archive.arrivals)."""

    number: int
    folder: str
    errand: Errand


class Release(msgspec.Struct, frozen=True, tag="release"):
    """The program has read the file of this answer. `is_stored` False: it is left to whoever looks for such files."""

    number: int
    is_stored: bool


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an `Ask`: an answer in the file `path`, or else why there is none.

    `no_place`: the error of the archive for which nothing was asked, and its text. `fault`: of this program.
    """

    number: int
    path: str = ""
    size_bytes: int = 0
    is_complete: bool = True
    failure: ToldError | None = None
    no_place: tuple[str, str] | None = None
    fault: str = ""


_encoder = msgspec.json.Encoder(enc_hook=reveal)
_orders = msgspec.json.Decoder(Ask | Release, dec_hook=conceal)
_receipts = msgspec.json.Decoder(Receipt)


def line_of(told: Ask | Release | Receipt) -> bytes:
    """As it goes through the pipe. That of an `Ask` holds the account's secret."""
    return _encoder.encode(told) + b"\n"


def order_in(line: bytes) -> Ask | Release:
    order: Ask | Release = _orders.decode(line)
    return order


def receipt_in(line: bytes) -> Receipt:
    return _receipts.decode(line)
