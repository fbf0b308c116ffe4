"""The address of a sender, which a mail may have with a name before it."""

from __future__ import annotations


def sender_address(sender: str) -> str:
    """The address in `Name <address>` or in an address alone, in lower case, so that one sender is one."""
    before, angle, address = sender.rpartition("<")
    shown = address.rstrip().removesuffix(">") if angle and sender.rstrip().endswith(">") else before + angle + address
    return shown.strip().lower()
