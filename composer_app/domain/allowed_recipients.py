"""Allowed recipients: the only addresses and domains that a test account may send to."""

from __future__ import annotations

from collections.abc import Iterable

from composer_app.domain.account import Account, AccountUse
from composer_app.domain.address_syntax import AddressProblem
from composer_app.domain.recipients import address_key, domain_of_key, parse_address


def allowed_entry(text: str) -> str | None:
    """An entry of the list as it is stored: an address, or a domain as `@example.com`; None: it is neither."""
    text = text.strip().removeprefix("*")
    if text.startswith("@"):
        found = parse_address(f"x{text}").mailbox
        return None if found is None else "@" + domain_of_key(address_key(found.address))
    parsed = parse_address(text)
    if parsed.mailbox is None or parsed.problem is AddressProblem.SEVERAL:
        return None
    return parsed.mailbox.address


def first_not_allowed(account: Account, addresses: Iterable[str]) -> str:
    """The first address that the account may not send to; "" if it may send to all of them.

    Only the list of a test account counts, and only if it has entries.
    """
    if account.use is not AccountUse.TEST or not account.allowed_recipients:
        return ""
    entries = account.allowed_recipients
    allowed = {(entry if entry.startswith("@") else address_key(entry)).casefold() for entry in entries}
    for address in addresses:
        key = address_key(address).casefold()
        if key not in allowed and f"@{domain_of_key(key)}" not in allowed:
            return address
    return ""
