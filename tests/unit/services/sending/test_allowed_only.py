"""Recipients that a test account may not send to."""

from __future__ import annotations

import pytest

from composer_app.domain.account import AccountUse
from composer_app.domain.problem import ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sending.allowed_only import refuse_others
from tests.unit.services.house import account_at


def test_the_first_other_address_is_named() -> None:
    account = account_at("https://x.api.example.com", use=AccountUse.TEST, allowed_recipients=("@example.com",))
    refuse_others(account, ["ana@example.com"])
    with pytest.raises(Failed) as refused:
        refuse_others(account, ["ana@example.com", "tom@other.example"])
    assert (refused.value.problem.code, refused.value.problem.subject) == (
        ProblemCode.NOT_ALLOWED,
        "tom@other.example",
    )
