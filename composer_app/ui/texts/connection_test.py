"""The result of "Test connection" in words: a summary, a line per thing looked at, the next step."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from composer_app.domain.account import Account, AuthScheme
from composer_app.domain.probe import ProbeCheck, ProbeLine, ProbeResult
from composer_app.domain.problem import ProblemCode, is_of_a_proxy
from composer_app.ui.texts.translation import tr

_COPY_ADDRESS = tr("Copy the base URL from your Infobip home page. It looks like x1y2z3.api.infobip.com.")
_TRY_LATER = tr("Test again in a minute. Saving works all the same.")

_NO_WAY_THROUGH_PROXY = (
    tr("The proxy does not let this through."),
    tr("No way to {host} through the proxy"),
    tr("Check the proxy of this computer, or ask the people who run it."),
)

# The address: summary, what its line says, next step.
_ADDRESS = {
    ProblemCode.HOST_UNKNOWN: (
        tr("There is no computer of this name."),
        tr("{host} is not known"),
        f"{_COPY_ADDRESS} {tr('If it is right, this computer is not online.')}",
    ),
    ProblemCode.REFUSED: (
        tr("The address takes no connection."),
        tr("{host} refuses the connection"),
        tr("The service is off, or the port is wrong. Check the base URL."),
    ),
    ProblemCode.TLS: (
        tr("The connection is not safe."),
        tr("The certificate of {host} is not trusted"),
        tr(
            "Check the base URL and the clock of this computer. "
            "Behind a company proxy, add its certificate: Account, Company certificate."
        ),
    ),
    ProblemCode.NO_TLS: (
        tr("The address does not speak https."),
        tr("{host} does not speak https"),
        tr("Check the base URL and its port. For a service on this computer, write http:// before it."),
    ),
    ProblemCode.CONNECT_TIMEOUT: (
        tr("The address does not answer."),
        tr("No answer from {host}"),
        tr("Check the base URL. A firewall may be in the way."),
    ),
    ProblemCode.PROXY_REFUSED: _NO_WAY_THROUGH_PROXY,
    ProblemCode.PROXY_SIGN_IN: _NO_WAY_THROUGH_PROXY,
    ProblemCode.NO_CONNECTION: (
        tr("No connection."),
        tr("No connection to {host}"),
        tr("Check the base URL, and that you are online."),
    ),
    ProblemCode.NO_ANSWER: (
        tr("The connection was lost."),
        tr("{host} broke off before it answered"),
        tr("Test again. If it stays so, check the base URL."),
    ),
    ProblemCode.NOT_THIS_API: (
        tr("Something answers there, but it is not Infobip's API."),
        tr("{host} is something else"),
        f"{_COPY_ADDRESS} {tr('Under More, check the API generation.')}",
    ),
}

_OF_A_PROXY = (
    tr("A proxy or firewall answered in place of Infobip."),
    tr("A web page in place of {host}"),
    tr("The key is not the cause. Check the network, VPN or proxy of this computer, or ask the people who run it."),
)

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
    if address.problem in _ADDRESS:
        is_proxy = address.problem is ProblemCode.NOT_THIS_API and is_of_a_proxy(address.http_status)
        summary, text, next_step = _OF_A_PROXY if is_proxy else _ADDRESS[address.problem]
        line = ProbeText(tr("Address"), text.format(host=host), *_icon(address))
        return ProbeWords(summary, (line,), next_step, address.detail)
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


def _of_rights(
    send: ProbeCheck, logs: ProbeCheck, lines: tuple[ProbeText, ...]
) -> tuple[str, tuple[ProbeText, ...], str]:
    problems = {send.problem, logs.problem}
    if send.is_ok and logs.is_ok:
        return tr("Works."), lines, ""
    if any(check.problem is ProblemCode.NOT_THIS_API and is_of_a_proxy(check.http_status) for check in (send, logs)):
        return (
            tr("A proxy or firewall answered in place of Infobip, so not all could be seen."),
            lines,
            _OF_A_PROXY[2],
        )
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
