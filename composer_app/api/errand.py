"""A pull of reports as something that another process can do in place of this one."""

from __future__ import annotations

from typing import Any

import msgspec

from composer_app.api.limits import Limits
from composer_app.domain.account import Account
from composer_app.domain.query import ReportQuery
from composer_app.domain.secret import Secret


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """Where to ask, how to prove who asks, and what for: see `ApiSession`, which makes it and is made from it."""

    account: Account
    base_url: str
    secret: Secret
    extra_ca: str
    """A path, or ""."""
    limits: Limits
    query: ReportQuery


def reveal(value: Any) -> str:
    """What msgspec's encoder is to make of a secret. Only for a pipe to a process of our own."""
    if isinstance(value, Secret):
        return value.reveal()
    raise NotImplementedError(type(value))


def conceal(kind: type, value: Any) -> Any:
    """The same for its decoder."""
    if kind is Secret:
        return Secret(value)
    raise NotImplementedError(kind)
