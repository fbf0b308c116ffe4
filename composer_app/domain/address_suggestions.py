"""Suggestions for addresses at a mail provider whose domain was mistyped."""

from __future__ import annotations

_PROVIDERS = (
    "example.com",
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "icloud.com",
    "proton.me",
    "gmx.net",
    "gmx.de",
    "web.de",
    "live.com",
    "aol.com",
)
_REAL_NEIGHBOURS = frozenset({"mail.com", "email.com", "ymail.com"})
"""Providers whose names are one letter away from a bigger one, and no typing error."""


def provider_meant_by(domain: str) -> str:
    """The domain of the provider of which this one is a slip away; "" if there is none."""
    domain = domain.lower()
    if domain in _PROVIDERS or domain in _REAL_NEIGHBOURS:
        return ""
    return next((common for common in _PROVIDERS if _is_one_slip_away(domain, common)), "")


def _is_one_slip_away(typed: str, meant: str) -> bool:
    """One letter too many, too few, wrong, or two swapped. Short domains differ by one letter on purpose."""
    if len(meant) < 9 or abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    rest_typed, rest_meant = typed[start:], meant[start:]
    return (
        rest_typed[1:] == rest_meant[1:]
        or rest_typed[1:] == rest_meant
        or rest_typed == rest_meant[1:]
        or (len(rest_typed) > 1 and rest_typed[1::-1] + rest_typed[2:] == rest_meant)
    )
