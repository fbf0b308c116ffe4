"""What the tests of the report receiver share."""

from __future__ import annotations

from pathlib import Path

from composer_app.api.report_source import ReportSource
from composer_app.api.session import ApiSession
from composer_app.api.timeouts import LIMITS, Timeouts
from composer_app.archive.incoming_answers import IncomingAnswers
from composer_app.domain.secret import Secret
from tests.faulty_server import LOOPBACK
from tests.unit.services.house import KEY, account_at

REPORTS = "/email/1/reports"


def source_at(url: str, limits: Timeouts = LIMITS) -> ReportSource:
    extra_ca = LOOPBACK if url.startswith("https:") else None
    return ApiSession(account_at(url), url, Secret(KEY), extra_ca=extra_ca, limits=limits).report_source


def body_of(raw: bytes) -> bytes:
    return raw.partition(b"\r\n\r\n")[2]


def left_in(folder: Path) -> list[bytes]:
    """The bodies that wait for the next start."""
    return [body_of(one.raw) for one in IncomingAnswers(folder).left_over()]


def report(number: int, size: int = 0) -> bytes:
    text = f'"callbackData":"{"x" * size}",' if size else ""
    return f'{{"messageId":"m-{number}",{text}"to":"ana@example.com","status":{{"groupId":3}}}}'.encode()


def reports(count: int, size: int = 0) -> bytes:
    return b'{"results":[%s]}' % b",".join(report(number, size) for number in range(count))
