"""Where reports are pulled from, as a value that goes from one process to another."""

from __future__ import annotations

import msgspec

from composer_app.api.timeouts import Timeouts
from composer_app.domain.account import Account
from composer_app.domain.secret import Secret


class ReportSource(msgspec.Struct, frozen=True, kw_only=True):
    """Where to ask, and how to prove who asks: see `ApiSession.report_source`."""

    account: Account
    base_url: str
    secret: Secret
    extra_ca: str
    """An absolute path, or ""."""
    limits: Timeouts
