from __future__ import annotations

import pytest

from composer_app.domain.sender_address import sender_address


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("billing@example.com", "billing@example.com"),
        ("Billing <billing@example.com>", "billing@example.com"),
        (" Billing <Billing@Example.com> ", "billing@example.com"),
        ('"A <b>" <a@example.com>', "a@example.com"),
        ("a < b", "a < b"),
        ("", ""),
    ],
)
def test_a_name_is_no_part_of_it(sender: str, address: str) -> None:
    assert sender_address(sender) == address
