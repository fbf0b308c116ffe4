"""Where to pull reports, as a value that one process can pass to another."""

from __future__ import annotations

import msgspec

from composer_app.api.timeouts import Timeouts
from composer_app.domain.account import Account
from composer_app.domain.secret import Secret


class ReportSource(msgspec.Struct, frozen=True, kw_only=True):
    """Address and credentials for report pulls: see `ApiSession.report_source`."""

    account: Account
    base_url: str
    secret: Secret
    extra_ca: str
    """An absolute path, or ""."""
    limits: Timeouts
