"""Magic addresses."""

import pytest

from composer_app.sandbox.magic_addresses import outcome_of


@pytest.mark.parametrize(
    ("address", "group", "error"),
    [
        ("ana@example.com", "DELIVERED", "NO_ERROR"),
        ("bounce@example.com", "UNDELIVERABLE", "EC_HARD_BOUNCE"),
        ("Bounce+x@example.com", "UNDELIVERABLE", "EC_HARD_BOUNCE"),
        ("bouncer@example.com", "DELIVERED", "NO_ERROR"),
        ("full@example.com", "UNDELIVERABLE", "EC_RECIPIENT_INBOX_FULL"),
        ("spam@example.com", "UNDELIVERABLE", "EC_SPAM_DETECTED"),
        ("expire@example.com", "EXPIRED", "EC_MAILBOX_TEMPORARY_UNAVAILABLE"),
        ("reject@example.com", "REJECTED", "EC_INVALID_EMAIL_ADDRESS"),
        ("lost@example.com", "DELIVERED", "NO_ERROR"),
    ],
)
def test_the_local_part_decides(address: str, group: str, error: str) -> None:
    outcome = outcome_of(address)

    assert (outcome.status.group, outcome.error.name) == (group, error)


def test_slow_takes_ten_times_the_delay_and_at_least_a_minute() -> None:
    slow = outcome_of("slow@example.com")

    assert slow.delay_ms(2_000) == 60_000
    assert slow.delay_ms(30_000) == 300_000
