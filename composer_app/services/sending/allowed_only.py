"""Refuses recipients that a test account may not send to, where a list of them is read."""

from __future__ import annotations

from collections.abc import Iterable

from composer_app.domain.account import Account
from composer_app.domain.allowed_recipients import first_not_allowed
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed


def refuse_others(account: Account, addresses: Iterable[str]) -> None:
    """Raises `Failed` (NOT_ALLOWED) for the first address that the account may not send to."""
    if address := first_not_allowed(account, addresses):
        raise Failed(Problem(ProblemCode.NOT_ALLOWED, subject=address))
