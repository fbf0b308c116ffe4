"""Checks of links, without following them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckFinding, CheckId
from composer_app.domain.checks.html_source import Element, scheme_of

SHORTENERS = frozenset(
    (
        "bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "ow.ly", "rb.gy", "rebrand.ly", "shorturl.at", "t.co",
        "t.ly", "tiny.cc", "tinyurl.com", "v.gd",
    )
)  # fmt: skip
"""Services that shorten addresses."""
_FOLLOWED = frozenset(("http", "https", "mailto", "tel", "sms", "cid"))
"""Schemes that clients of mail follow."""
_RUN = frozenset(("javascript", "vbscript", "data", "file", "blob"))
"""Schemes that they remove."""
_DOMAIN = re.compile(r"(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24})(?:[/:?#]\S*)?", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"mailto:[^\s@]+@[^\s@]+\.[^\s@]+", re.IGNORECASE)
_LOCAL_NAMES = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
_TOP_LEVEL_TWO = frozenset(("co", "com", "org", "net", "ac", "gov", "edu"))
"""Second-level names under which countries register domains."""


def href_of(link: Element) -> str | None:
    """The address of a link without blanks around it; None: it is an anchor, or holds a placeholder."""
    address = link.tag.attributes.get("href")
    if address is None or "{{" in address or "%7b%7b" in address.lower():
        return None
    return address.strip()


def host_of(address: str) -> str:
    """The host of a web address in lower case; "" for other addresses and wrong ones."""
    if scheme_of(address) not in ("http", "https"):
        return ""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _each(mail: CheckedMail) -> Iterator[tuple[Element, str]]:
    for link in mail.source.links:
        if (address := href_of(link)) is not None:
            yield link, address


def empty(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Links without an address."""
    for link, address in _each(mail):
        is_anchor = "name" in link.tag.attributes or "id" in link.tag.attributes
        if address in ("", "#", "http://", "https://", "mailto:") and not is_anchor:
            yield mail.source.at(CheckId.LINK_EMPTY, link.tag)


def wrong(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Links that lead nowhere: without a scheme, with an unknown one, with a blank, or without a host."""
    for link, address in _each(mail):
        if address and not address.startswith("#") and _is_wrong(address):
            yield mail.source.at(CheckId.LINK_WRONG, link.tag, address)


def _is_wrong(address: str) -> bool:
    scheme = scheme_of(address)
    if scheme in _RUN or address.lower() in ("http://", "https://", "mailto:"):
        return False  # found by other checks
    if scheme == "mailto":
        return not _MAIL_ADDRESS.match(address)
    if scheme not in ("http", "https"):
        return scheme not in _FOLLOWED
    return any(char.isspace() for char in address) or not _is_host(host_of(address))


def _is_host(host: str) -> bool:
    return bool(host) and (is_local(host) or ":" in host or ("." in host and ".." not in host))


def script(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Links that clients remove, such as `javascript:`."""
    for link, address in _each(mail):
        if (scheme := scheme_of(address)) in _RUN:
            yield mail.source.at(CheckId.LINK_SCRIPT, link.tag, scheme)


def is_local(host: str) -> bool:
    """Whether only computers near the user reach this host."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(_LOCAL_NAMES)


def local(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Links to this computer or its network."""
    yield from _by_host(mail, CheckId.LINK_LOCAL, is_local)


def shortened(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Links through a service that shortens addresses, which spam filters count against a mail."""
    yield from _by_host(mail, CheckId.LINK_SHORTENED, lambda host: host.removeprefix("www.") in SHORTENERS)


def _by_host(mail: CheckedMail, check: CheckId, holds: Callable[[str], bool]) -> Iterator[CheckFinding]:
    for link, address in _each(mail):
        if (host := host_of(address)) and holds(host):
            yield mail.source.at(check, link.tag, host)


def insecure(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Links without encryption."""
    for link, address in _each(mail):
        if scheme_of(address) == "http" and (host := host_of(address)) and not is_local(host):
            yield mail.source.at(CheckId.LINK_INSECURE, link.tag, host)


def disguised(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Links whose words name another domain than the one they lead to, as in fraud."""
    for link, address in _each(mail):
        host = host_of(address)
        if host and (named := _DOMAIN.fullmatch(link.text)):
            shown = named[1].lower()
            if registered(shown) != registered(host):
                yield mail.source.at(CheckId.LINK_DISGUISED, link.tag, shown, host)


def registered(host: str) -> str:
    """The part of a host that is registered, by a rule of thumb: two labels, or three below such as `co.uk`."""
    labels = host.lower().split(".")
    is_long = len(labels) > 2 and labels[-2] in _TOP_LEVEL_TWO and len(labels[-1]) == 2
    return ".".join(labels[-3:] if is_long else labels[-2:])


def wordless(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Links in which a screen reader finds no word."""
    for link in mail.source.links:
        attributes = link.tag.attributes
        label = attributes.get("aria-label", "") or attributes.get("title", "")
        if "href" in attributes and not (link.text or link.image_words.strip() or label.strip()):
            yield mail.source.at(CheckId.LINK_WORDLESS, link.tag)
