"""An account: address of the API, authentication, and what the program may pull."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from enum import StrEnum
from urllib.parse import urlsplit

import msgspec

from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.invisible_characters import tidy_name, without_invisible

_QUOTES = "\"'`“”„‘’«»<>"


class AuthScheme(StrEnum):
    """The scheme of the Authorization header (api/README.md 2). The prefix of a key is exactly `App`."""

    APP_KEY = "App"
    BASIC = "Basic"
    BEARER = "Bearer"
    IBSSO = "IBSSO"


class Generation(StrEnum):
    """Which versions of the endpoints are called (api/README.md 1)."""

    V3 = "v3"
    """Send v3, reports and logs v1, as most clients do."""
    V4 = "v4"
    V1 = "v1"
    """Everything v1, as in 2017."""


class AccountUse(StrEnum):
    SANDBOX = "sandbox"
    TEST = "test"
    LIVE = "live"
    """The window shows a red line and asks before it sends."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of one account. Its secret is in the keyring."""

    id: AccountId
    name: str
    base_url: str
    """`https://host[:port]`, or `http://` on loopback; "" for the Sandbox, whose port is known when it runs."""
    use: AccountUse = AccountUse.LIVE
    auth: AuthScheme = AuthScheme.APP_KEY
    generation: Generation = Generation.V3
    default_sender: str = ""
    is_only_reader: bool = False
    """True: no other program needs this account's reports, so all may be pulled."""
    confirm_above: int = 50
    """A mail to more recipients is asked about before it is sent; a live account always asks."""
    allowed_recipients: tuple[str, ...] = ()
    """Of a test account: the only addresses, and domains as `@example.com`, that it sends to. Empty: all."""
    loads_images: bool = True
    """Its mails may show images from the network, each mail after a click; False: never."""
    test_recipients: tuple[str, ...] = ()
    """The addresses that a test mail went to last."""

    @property
    def is_sandbox(self) -> bool:
        return self.id == SANDBOX_ACCOUNT


SANDBOX = Account(
    id=SANDBOX_ACCOUNT,
    name="Sandbox",
    base_url="",
    use=AccountUse.SANDBOX,
    default_sender="Linden Energy <billing@sandbox.example>",
    is_only_reader=True,
)


class BaseUrlProblem(StrEnum):
    EMPTY = "empty"
    NOT_AN_ADDRESS = "not an address"
    HTTP_OUTSIDE_LOOPBACK = "http outside loopback"
    OTHER_SCHEME = "other scheme"
    HAS_CREDENTIALS = "has credentials"


class BadBaseUrl(ValueError):
    """The base URL cannot be used; `problem` says why."""

    def __init__(self, problem: BaseUrlProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def is_loopback(host: str) -> bool:
    """True for localhost and the loopback ranges, judged by the parsed host.

    (The vendor's Python client takes any URL that has "127.0.0.1" somewhere in it, api/README.md 2.)
    """
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


_SCHEMES = re.compile(r"(?:(https?)(?::/+|//))+", re.IGNORECASE)
"""Also with a missing or doubled slash or colon, as users type it after a shown prefix."""


def normalise_base_url(text: str) -> str:
    """Normalise to `https://host[:port]`, from a bare host (as the portal shows it) or any URL of the host.

    Quotes and invisible characters, which come along when it is copied from a page or a chat, are left out.

    Raises:
        BadBaseUrl: not a host, plain http to another computer, or a user name in it.
    """
    text = unicodedata.normalize("NFKC", without_invisible(text)).replace("。", ".").strip(_QUOTES).strip(" ,;")
    if not text:
        raise BadBaseUrl(BaseUrlProblem.EMPTY)
    if slips := _SCHEMES.match(text):
        text = f"{slips[1]}://{text[slips.end() :]}"
    elif "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise BadBaseUrl(BaseUrlProblem.NOT_AN_ADDRESS) from None
    if parts.scheme not in ("http", "https"):
        raise BadBaseUrl(BaseUrlProblem.OTHER_SCHEME)
    if parts.username is not None or parts.password is not None:
        raise BadBaseUrl(BaseUrlProblem.HAS_CREDENTIALS)
    if not _is_host(host):
        raise BadBaseUrl(BaseUrlProblem.NOT_AN_ADDRESS)
    if parts.scheme == "http" and not is_loopback(host):
        raise BadBaseUrl(BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


def normalise_sender(text: str) -> str:
    """`Name <address>` or an address, without the invisible characters that no address and few names have."""
    name, angle, address = text.rpartition("<")
    if not angle:
        return without_invisible(text)
    return f"{tidy_name(name)} <{without_invisible(address)}".strip()


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        pass
    if not all(char.isalnum() or char in "-_." or unicodedata.category(char)[0] == "M" for char in host):
        return False
    try:
        ascii_host = host.rstrip(".").encode("idna").decode()
    except UnicodeError:
        return False
    labels = ascii_host.split(".")
    return len(ascii_host) <= 253 and all(
        label and not label.startswith("-") and not label.endswith("-") and all(c.isalnum() or c in "-_" for c in label)
        for label in labels
    )
