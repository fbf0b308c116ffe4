"""A recording in memory."""

from __future__ import annotations

from composer_app.api.report_puller import PulledAnswer, ReportPuller
from composer_app.api.report_source import ReportSource
from composer_app.domain.queries import ReportQuery


class MemoryRecording:
    """`patience_s`: for so long a connection may be silent. None: for ever."""

    def __init__(self, patience_s: float | None = None) -> None:
        self.begun = 0
        self.pieces: list[bytes] = []
        self._patience_s = patience_s

    @property
    def raw(self) -> bytes:
        return b"".join(self.pieces)

    def begin(self) -> None:
        self.begun += 1
        self.pieces.clear()

    def append(self, data: bytes) -> None:
        self.pieces.append(data)

    def goes_on_waiting(self, silence_s: float) -> bool:
        return self._patience_s is None or silence_s < self._patience_s

    def recorded(self, at_most: int) -> bytes:
        return self.raw[:at_most]


def pull(
    source: ReportSource,
    recording: MemoryRecording,
    query: ReportQuery | None = None,
    pauses: list[float] | None = None,
) -> PulledAnswer:
    """One pull; how long it would have waited between its tries is noted in `pauses`."""
    puller = ReportPuller(source, (pauses if pauses is not None else []).append)
    try:
        return puller.pull(query or ReportQuery(), recording)
    finally:
        puller.close()
