from __future__ import annotations

from pathlib import Path

from composer_app.api.report_source import ReportSource
from composer_app.api.session import ApiSession
from composer_app.api.timeouts import Timeouts
from tests.unit.api.samples import account, secret


def test_it_holds_all_that_a_session_was_made_of() -> None:
    limits = Timeouts(connect_s=1.0, answer_bytes=7)
    session = ApiSession(account(), "api.example.com", secret(), extra_ca=Path("ca.pem"), limits=limits)
    assert session.report_source == ReportSource(
        account=account(),
        base_url="https://api.example.com",
        secret=secret(),
        extra_ca=str(Path("ca.pem").absolute()),  # another process runs in another folder
        limits=limits,
    )
