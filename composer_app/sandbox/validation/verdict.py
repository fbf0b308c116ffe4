"""The service's verdict on an address: syntax, kind, and whether its mailbox exists.

No mail server is asked. As with sending, the part before the ``@`` decides; a few domains do too.
"""

from dataclasses import dataclass

from composer_app.sandbox.magic_addresses import magic_part
from composer_app.sandbox.mail.addresses import parse_mailbox

ADDRESS_CHARS = 320
RISKS = ("LOW", "MEDIUM", "HIGH", "UNKNOWN")
MAILBOX_STATES = ("true", "false", "unknown")

_ROLES = frozenset(
    "abuse accounting accounts admin billing contact help helpdesk hostmaster hr info jobs mail marketing no-reply"
    " noreply office orders postmaster press root sales security service support team webmaster".split()
)
_MISTYPED = {
    "gmial.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmail.co": "gmail.com",
    "hotmial.com": "hotmail.com",
    "outlok.com": "outlook.com",
    "yaho.com": "yahoo.com",
    "exmaple.com": "example.com",
    "example.con": "example.com",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fields of the vendor's answer."""

    valid_mailbox: str = "true"
    valid_syntax: bool = True
    catch_all: bool = False
    disposable: bool = False
    role_based: bool = False
    risk: str = "LOW"
    did_you_mean: str | None = None
    reason: str | None = None
    detailed_reasons: str | None = None

    def as_json(self) -> dict[str, object]:
        found: dict[str, object] = {
            "validMailbox": self.valid_mailbox,
            "validSyntax": self.valid_syntax,
            "catchAll": self.catch_all,
            "disposable": self.disposable,
            "roleBased": self.role_based,
            "risk": self.risk,
        }
        optional = {
            "didYouMean": self.did_you_mean,
            "reason": self.reason,
            "detailedReasons": self.detailed_reasons,
        }
        return found | {name: value for name, value in optional.items() if value is not None}


_BAD_SYNTAX = Verdict("false", valid_syntax=False, risk="HIGH", detailed_reasons="invalid_syntax")
_BY_LOCAL_PART = {
    "bounce": Verdict("false", risk="HIGH", detailed_reasons="known_hardbounce"),
    "reject": Verdict("false", risk="HIGH", detailed_reasons="rejected_email"),
    "spam": Verdict(risk="MEDIUM"),
    "full": Verdict("unknown", risk="UNKNOWN", reason="INBOX_FULL", detailed_reasons="mailbox_full"),
    "expire": Verdict("unknown", risk="UNKNOWN", reason="TEMP_REJECTION", detailed_reasons="temporary_rejection"),
    "slow": Verdict("unknown", risk="UNKNOWN", reason="TIMED_OUT", detailed_reasons="timeout"),
    "lost": Verdict("unknown", risk="UNKNOWN", reason="UNABLE_TO_CONNECT", detailed_reasons="unable_to_connect"),
    "catchall": Verdict("unknown", catch_all=True, risk="MEDIUM"),
    "disposable": Verdict(disposable=True, risk="HIGH"),
}


def judge(address: str) -> Verdict:
    """Returns the verdict on an address, well formed or not."""
    try:
        box = parse_mailbox(address)
    except ValueError:
        return _BAD_SYNTAX
    if box.address != address.strip():
        return _BAD_SYNTAX
    local, domain = magic_part(address), box.domain.lower()
    if domain in _MISTYPED:
        meant = f"{box.local}@{_MISTYPED[domain]}"
        return Verdict("false", risk="HIGH", did_you_mean=meant, detailed_reasons="invalid_domain")
    if local in _ROLES:
        return Verdict(role_based=True, risk="MEDIUM")
    return _BY_LOCAL_PART.get(local, Verdict())
