"""Check of mail to many: it offers a way to unsubscribe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckFinding, CheckId, Field
from composer_app.domain.send_options import Pairs, is_web_address

MANY = 100
"""Recipients from which a mail is taken for one to a list."""
HEADER, POST_HEADER = "List-Unsubscribe", "List-Unsubscribe-Post"
ONE_CLICK = "List-Unsubscribe=One-Click"
_WORDS = re.compile(
    r"unsubscribe|opt[ _-]?out|manage (?:your )?preferences|abmelde|abbestell|austragen|désabonner|désinscri|"
    r"darse de baja|cancelar (?:la )?suscripci|disiscriv|annulla (?:l')?iscrizione|afmelden|uitschrijven|odjav|"
    r"wypisz|cancelar (?:a )?(?:inscri|assinatura)",
    re.IGNORECASE,
)
_MAIL_ADDRESS = re.compile(r"[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,]+")


def missing(mail: CheckedMail) -> Iterator[CheckFinding]:
    """A mail to many without the header and without such a link. Gmail and Yahoo ask for both."""
    if mail.recipients < MANY or any(name.lower() == HEADER.lower() for name, _ in mail.draft.options.headers):
        return
    for link in mail.source.links:
        if _WORDS.search(link.text) or _WORDS.search(link.tag.attributes.get("href", "")):
            return
    if any(_WORDS.search(name) for name in mail.placeholders):
        return
    yield CheckFinding(CheckId.UNSUBSCRIBE, Field.OPTIONS, str(mail.recipients))


def headers_with(headers: Pairs, address: str) -> Pairs | None:
    """The headers of a mail with those that let clients unsubscribe at this address; None: it is no address.

    Args:
        address: a web address, where clients post one click, or a mail address.
    """
    address = address.strip()
    kept = tuple((name, value) for name, value in headers if not name.lower().startswith(HEADER.lower()))
    if is_web_address(address):
        return (*kept, (HEADER, f"<{address}>"), (POST_HEADER, ONE_CLICK))
    if _MAIL_ADDRESS.fullmatch(address.removeprefix("mailto:")):
        return (*kept, (HEADER, f"<mailto:{address.removeprefix('mailto:')}>"))
    return None
