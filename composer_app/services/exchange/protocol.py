"""What the window and the process of an export or import say to each other: one JSON object a line."""

from __future__ import annotations

import msgspec

from composer_app.domain.problem import Problem
from composer_app.services.exchange.export_job import Exported, ExportJob
from composer_app.services.exchange.import_job import Imported, ImportJob


class Order(msgspec.Struct, frozen=True):
    """The one line to the process. It works until its standard input ends.

    Attributes:
        archive: the path of the archive's file.
        job: what to do.
    """

    archive: str
    job: ExportJob | ImportJob


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    done: int
    total: int


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The last line. `result` is None for an export that became unwanted."""

    result: Exported | Imported | None = None


class Broken(msgspec.Struct, frozen=True, tag="broken"):
    """The last line of one that failed."""

    problem: Problem


Said = Progress | Ended | Broken


def line_of(said: Said | Order) -> bytes:
    return msgspec.json.encode(said) + b"\n"


def said_in(line: bytes) -> Said:
    """Raises msgspec.DecodeError."""
    return msgspec.json.decode(line, type=Said)  # type: ignore[no-any-return]
