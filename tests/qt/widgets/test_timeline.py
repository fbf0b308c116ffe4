"""The steps of a message."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.timeline import Timeline, TimelineStep
from tests.qt.widgets.placing import put

LONG = "The recipient's mail server refused the mail for now. Send it again later, or to another address. " * 4


def test_timeline_wraps_and_speaks(qtbot: QtBot, home: QWidget) -> None:
    times = Timeline()
    put(home, times)
    times.set_steps(
        [
            TimelineStep("13:50:41", "status-queued", "Queued", tooltip="23 Nov 2026"),
            TimelineStep("13:51:24", "status-bounced", "Bounced, final", LONG, "bounced.text", missing_before=True),
        ]
    )
    assert times.heightForWidth(300) > times.heightForWidth(700)
    assert times.accessibleDescription().startswith("13:50:41 Queued. 13:51:24 Bounced, final, The recipient")
    assert not times.grab().isNull()
    times.set_steps([])
    assert times.height() == 0
