"""Why an answer was not read in full."""

from __future__ import annotations

from enum import StrEnum


class ReadingProblem(StrEnum):
    """The part of an answer that could not be read.

    This is a second vocabulary beside `ProblemCode` on purpose. A `ProblemCode` says why something was not done. Here
    the request succeeded: readable items are stored, and the bytes of the rest are kept for a later version. The
    archive stores the value beside the answer and `--json` prints it, so a value is never renamed.
    """

    CUT_OFF = "cut off"
    """The whole items before the cut were read."""
    NOT_JSON = "not JSON"
    NO_TEXT = "no text"
    """Bytes that are no text: unknown compression, or encrypted."""
    NO_LIST = "no list of results"
    UNREAD_ITEMS = "items not understood"
