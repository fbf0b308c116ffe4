"""Timeouts and size limits of an answer."""

from __future__ import annotations

import msgspec


class Timeouts(msgspec.Struct, frozen=True):
    """Seconds and bytes. A read timeout counts from byte to byte; a send gets a longer one."""

    connect_s: float = 10.0
    read_s: float = 30.0
    read_send_s: float = 60.0
    write_s: float = 60.0
    answer_s: float = 300.0
    """For the whole of an answer, however steadily it drips. What had come by then is kept as one that broke off.

    Reports are handed out once: the caller waits at most this long, but the answer is received to its end."""
    silence_s: float = 24 * 3600.0
    """For so long a connection that hands out reports may say nothing, as long as the other side is there."""
    answer_bytes: int = 256 * 1024 * 1024
    """An answer that grows beyond this is cut: 1,000 log entries are less than one megabyte."""

    def extension(self, *, is_send: bool) -> dict[str, float]:
        """As httpx hands it to its transport. `pool`: as long as a turn may take for the connections to be free."""
        read_s = self.read_send_s if is_send else self.read_s
        return {"connect": self.connect_s, "read": read_s, "write": self.write_s, "pool": self.read_send_s}


LIMITS = Timeouts()
