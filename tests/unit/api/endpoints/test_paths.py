"""Which version each generation calls (api/README.md 1)."""

from __future__ import annotations

from composer_app.api.endpoints.paths import LOGS, REPORTS, SEND
from composer_app.domain.account import Generation


def test_every_generation_has_all_three() -> None:
    assert [(SEND[one], REPORTS[one], LOGS[one]) for one in (Generation.V1, Generation.V3, Generation.V4)] == [
        ("/email/1/send", "/email/1/reports", "/email/1/logs"),
        ("/email/3/send", "/email/1/reports", "/email/1/logs"),
        ("/email/4/messages", "/email/4/reports", "/email/4/logs"),
    ]
    assert set(SEND) == set(REPORTS) == set(LOGS) == set(Generation)
