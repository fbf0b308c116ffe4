"""The recipients of a test account."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.domain.account import Account, AccountUse
from composer_app.domain.allowed_recipients import allowed_entry, first_not_allowed
from composer_app.domain.ids import AccountId

TEST = Account(
    id=AccountId("t"),
    name="Test",
    base_url="https://x.api.example.com",
    use=AccountUse.TEST,
    allowed_recipients=("Ana@example.com", "@Corp.example"),
)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (" ana@example.com ", "ana@example.com"),
        ("@example.com", "@example.com"),
        ("*@example.com", "@example.com"),
        ("ana@example.com tom@example.com", None),
        ("example.com", None),
        ("@", None),
        ("", None),
    ],
)
def test_an_entry_is_an_address_or_a_domain(text: str, entry: str | None) -> None:
    assert allowed_entry(text) == entry


def test_others_are_refused() -> None:
    assert first_not_allowed(TEST, ["ana@example.com", "x@corp.example", "ANA@EXAMPLE.COM"]) == ""
    assert first_not_allowed(TEST, ["ana@example.com", "tom@example.com"]) == "tom@example.com"
    assert first_not_allowed(TEST, ["x@sub.corp.example"]) == "x@sub.corp.example"


def test_only_a_list_of_a_test_account_counts() -> None:
    live = msgspec.structs.replace(TEST, use=AccountUse.LIVE)
    empty = msgspec.structs.replace(TEST, allowed_recipients=())
    assert first_not_allowed(live, ["tom@example.com"]) == first_not_allowed(empty, ["tom@example.com"]) == ""
