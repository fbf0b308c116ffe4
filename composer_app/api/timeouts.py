"""Timeouts of a request and its answer."""

from __future__ import annotations

import msgspec

from composer_app.api.answer_size_limit import LONGEST_ANSWER_BYTES


class Timeouts(msgspec.Struct, frozen=True):
    """Seconds and bytes. A read timeout counts from byte to byte; a send gets a longer one."""

    connect_s: float = 10.0
    read_s: float = 30.0
    read_send_s: float = 60.0
    write_s: float = 60.0
    answer_s: float = 300.0
    """Limit for the whole answer. What was received by then is kept as a cut-off answer.

    Reports are handed out once: the caller waits at most this long, but the answer is received to its end."""
    silence_s: float = 24 * 3600.0
    """Longest silence of a live connection that hands out reports."""
    answer_bytes: int = LONGEST_ANSWER_BYTES

    def extension(self, *, is_send: bool) -> dict[str, float]:
        """In httpx's form for transports. `pool`: the longest wait for a free connection."""
        read_s = self.read_send_s if is_send else self.read_s
        return {"connect": self.connect_s, "read": read_s, "write": self.write_s, "pool": self.read_send_s}


LIMITS = Timeouts()
