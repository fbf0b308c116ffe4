"""The result of "Test connection" in words: a summary, a line per thing looked at, the next step."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from composer_app.domain.account import Account, AuthScheme
from composer_app.domain.probe import ProbeCheck, ProbeLine, ProbeResult
from composer_app.domain.problem import ProblemCode, is_of_a_proxy
from composer_app.ui.texts.problems import NOT_THE_KEY, PAGE_OF_A_PROXY, PROBLEMS, AddressText
from composer_app.ui.texts.translation import tr

_TRY_LATER = tr("Test again in a minute. Saving works all the same.")

_NAMES = {ProbeLine.ADDRESS: tr("Address"), ProbeLine.SEND: tr("E-mail"), ProbeLine.LOGS: tr("Logs")}
_NOT_ALLOWED = {
    ProbeLine.SEND: tr("Not allowed. Give the key the right to send e-mail."),
    ProbeLine.LOGS: tr("Not allowed. Give the key the right to read logs."),
}


@dataclass(frozen=True, slots=True)
class _Secret:
    """What is said of the kind of secret that an account signs in with."""

    name: str
    is_none: str
    copy_without_blanks: str
    is_wrong: str
    copy_again: str


_TOKEN = _Secret(
    tr("Token"),
    tr("This is no token."),
    tr("Copy the token again, without blanks and line breaks."),
    tr("The address is right, the token is not."),
    tr("Copy the token again. If it is right, it was withdrawn or belongs to another base URL."),
)
_SECRETS = {
    AuthScheme.APP_KEY: _Secret(
        tr("Key"),
        tr("This is no key."),
        tr("Copy the key again, without blanks and line breaks."),
        tr("The address is right, the key is not."),
        tr("Copy the key again. If it is right, it was withdrawn or belongs to another base URL."),
    ),
    AuthScheme.BASIC: _Secret(
        tr("Password"),
        tr("This is no password."),
        tr("Copy the password again, without blanks and line breaks."),
        tr("The address is right, the password is not."),
        tr("Copy the password again. If it is right, it was withdrawn or belongs to another base URL."),
    ),
    AuthScheme.BEARER: _TOKEN,
    AuthScheme.IBSSO: _TOKEN,
}


@dataclass(frozen=True, slots=True)
class ProbeText:
    """One line of the result. `role` colours the icon."""

    name: str
    text: str
    icon: str
    role: str


@dataclass(frozen=True, slots=True)
class ProbeWords:
    """The whole result. `next_step` is "" where there is nothing to do; `detail` holds technical words."""

    summary: str
    lines: tuple[ProbeText, ...]
    next_step: str = ""
    detail: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        lines = (f"{line.name}: {line.text}" for line in self.lines)
        return " ".join((self.summary, ". ".join(lines), self.next_step)).strip()


def probe_words(result: ProbeResult, account: Account) -> ProbeWords:
    """What was found out about `account`. Lines that were not reached are left out."""
    host = urlsplit(account.base_url).hostname or account.name
    secret = _SECRETS[account.auth]
    address, key = result.check(ProbeLine.ADDRESS), result.check(ProbeLine.KEY)
    if (text := _text_of_address(address)) is not None:
        line = ProbeText(tr("Address"), text.line.format(host=host), *_icon(address))
        return ProbeWords(text.summary, (line,), text.next_step, address.detail)
    reached = ProbeText(tr("Address"), _reached(host, address, result.tls_version), *_icon(address))
    if key.problem is ProblemCode.WRONG_KEY:
        return _refused_key(reached, key, secret)
    send, logs = result.check(ProbeLine.SEND), result.check(ProbeLine.LOGS)
    lines = (
        reached,
        ProbeText(secret.name, tr("Accepted") if key.is_ok else _SEEN, *_icon(key)),
        *(ProbeText(_NAMES[check.line], _right(check), *_icon(check)) for check in (send, logs)),
    )
    detail = next((check.detail for check in (send, logs) if not check.is_ok and check.detail), "")
    return ProbeWords(*_of_rights(send, logs, lines), detail)


_SEEN = tr("Could not be seen")


def _text_of_address(address: ProbeCheck) -> AddressText | None:
    if address.problem is None:
        return None
    is_page = address.problem is ProblemCode.NOT_THIS_API and is_of_a_proxy(address.http_status)
    return (PAGE_OF_A_PROXY if is_page else PROBLEMS[address.problem]).of_the_address


def _of_rights(
    send: ProbeCheck, logs: ProbeCheck, lines: tuple[ProbeText, ...]
) -> tuple[str, tuple[ProbeText, ...], str]:
    problems = {send.problem, logs.problem}
    if send.is_ok and logs.is_ok:
        return tr("Works."), lines, ""
    if any(check.problem is ProblemCode.NOT_THIS_API and is_of_a_proxy(check.http_status) for check in (send, logs)):
        summary = tr("A proxy or firewall answered in place of Infobip, so not all could be seen.")
        return summary, lines, NOT_THE_KEY
    if ProblemCode.RATE_LIMITED in problems:
        return tr("Infobip asks to slow down, so not all could be seen."), lines, _TRY_LATER
    if ProblemCode.UNAVAILABLE in problems:
        return tr("Infobip is not available at the moment, so not all could be seen."), lines, _TRY_LATER
    if ProblemCode.SERVER_FAULT in problems:
        return tr("Infobip has a fault of its own, so not all could be seen."), lines, _TRY_LATER
    if send.is_ok:
        return tr("Works, but logs cannot be read with this key."), lines, ""
    if logs.is_ok:
        return tr("The key is right, but it cannot send e-mail."), lines, ""
    return tr("The key is right, but it can neither send e-mail nor read logs."), lines, ""


def _refused_key(reached: ProbeText, key: ProbeCheck, secret: _Secret) -> ProbeWords:
    if key.http_status is None:  # no header can carry it, so it was not even sent
        line = ProbeText(secret.name, tr("Has characters that no key has"), *_icon(key))
        return ProbeWords(secret.is_none, (line,), secret.copy_without_blanks)
    refused = tr("Refused ({status} Unauthorized)").format(status=key.http_status)
    line = ProbeText(secret.name, refused, *_icon(key))
    return ProbeWords(secret.is_wrong, (reached, line), secret.copy_again, key.detail)


def _reached(host: str, check: ProbeCheck, tls_version: str) -> str:
    tls = tls_version.replace("TLSv", "TLS ")
    return ", ".join(part for part in (host, f"{check.elapsed_ms} ms" if check.elapsed_ms else "", tls) if part)


def _right(check: ProbeCheck) -> str:
    if check.is_ok:
        return tr("May send") if check.line is ProbeLine.SEND else tr("May be read")
    match check.problem:
        case ProblemCode.FORBIDDEN | ProblemCode.WRONG_KEY:
            return _NOT_ALLOWED[check.line]
        case ProblemCode.RATE_LIMITED:
            return tr("Could not be seen (asked to slow down)")
        case ProblemCode.SERVER_FAULT | ProblemCode.UNAVAILABLE:
            return tr("Could not be seen (HTTP {status})").format(status=check.http_status)
        case ProblemCode.NOT_THIS_API if is_of_a_proxy(check.http_status):
            return tr("A proxy or firewall answered (HTTP {status})").format(status=check.http_status)
        case ProblemCode.NOT_THIS_API:
            return tr("Not found there. Under More, try another API generation.")
        case _:
            if check.http_status:
                return tr("Could not be seen (HTTP {status})").format(status=check.http_status)
            return _SEEN


def _icon(check: ProbeCheck) -> tuple[str, str]:
    """Icon and colour role of a line."""
    if check.is_ok:
        return "check", "success.text"
    if check.line in (ProbeLine.ADDRESS, ProbeLine.KEY) and check.is_failed:
        return "close", "danger.text"
    if not check.is_checked:
        return "info", "text2"
    return "warning", "warning.text"
