"""The result of "Test connection" in words: a summary, a line per thing looked at, the next step."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from composer_app.domain.account import Account, AuthScheme
from composer_app.domain.connection_test_result import ConnectionCheck, ConnectionLine, ConnectionTestResult
from composer_app.domain.problem import ProblemCode, is_of_a_proxy
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.problems import NOT_THE_KEY, PAGE_OF_A_PROXY, PROBLEMS, PROXY_SIGN_IN_STEP, AddressText
from composer_app.ui.texts.translation import tr

_TRY_LATER = tr("Test again in a minute. You can save the account all the same.")

_NAMES = {
    ConnectionLine.ADDRESS: tr("Address"),
    ConnectionLine.SEND: tr("E-mail"),
    ConnectionLine.LOGS: tr("Logs"),
}
_NOT_ALLOWED = {
    ConnectionLine.SEND: tr("Not allowed. Give the key the right to send e-mail."),
    ConnectionLine.LOGS: tr("Not allowed. Give the key the right to read logs."),
}


@dataclass(frozen=True, slots=True)
class _Secret:
    """Sentences about the kind of secret of an account."""

    name: str
    is_none: str
    bad_characters: str
    copy_without_blanks: str
    is_wrong: str
    copy_again: str


_TOKEN = _Secret(
    tr("Token"),
    tr("This is not a token."),
    tr("It has characters that no token has"),
    tr("Copy the token again, without spaces and line breaks."),
    tr("The address is right, but the token is not."),
    tr("Copy the token again. If it is the right one, it has been withdrawn or belongs to another base URL."),
)
_SECRETS = {
    AuthScheme.APP_KEY: _Secret(
        tr("Key"),
        tr("This is not an API key."),
        tr("It has characters that no API key has"),
        tr("Copy the key again, without spaces and line breaks."),
        tr("The address is right, but the key is not."),
        tr("Copy the key again. If it is the right one, it has been withdrawn or belongs to another base URL."),
    ),
    AuthScheme.BASIC: _Secret(
        tr("Password"),
        tr("This is not a password."),
        tr("It has characters that no password has"),
        tr("Copy the password again, without spaces and line breaks."),
        tr("The address is right, but the password is not."),
        tr("Copy the password again. If it is the right one, it has been withdrawn or belongs to another base URL."),
    ),
    AuthScheme.BEARER: _TOKEN,
    AuthScheme.IBSSO: _TOKEN,
}


@dataclass(frozen=True, slots=True)
class ConnectionTestText:
    """One line of the result. `role` colours the icon."""

    name: str
    text: str
    icon: str
    role: str


@dataclass(frozen=True, slots=True)
class ConnectionTestWords:
    """The whole result. `next_step` is "" where there is nothing to do; `detail` holds technical words."""

    summary: str
    lines: tuple[ConnectionTestText, ...]
    next_step: str = ""
    detail: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        lines = (f"{line.name}: {line.text}" for line in self.lines)
        return " ".join((self.summary, ". ".join(lines), self.next_step)).strip()


def connection_test_words(result: ConnectionTestResult, account: Account) -> ConnectionTestWords:
    """What was found out about `account`. Lines that were not reached are left out."""
    host = urlsplit(account.base_url).hostname or account.name
    secret = _SECRETS[account.auth]
    address, key = result.check(ConnectionLine.ADDRESS), result.check(ConnectionLine.KEY)
    if (text := _text_of_address(address)) is not None:
        line = ConnectionTestText(tr("Address"), text.line.format(host=host), *_icon(address))
        return ConnectionTestWords(text.summary, (line,), text.next_step, address.detail)
    reached = ConnectionTestText(tr("Address"), _reached(host, address, result.tls_version), *_icon(address))
    if key.problem is ProblemCode.WRONG_KEY:
        return _refused_key(reached, key, secret)
    send, logs = result.check(ConnectionLine.SEND), result.check(ConnectionLine.LOGS)
    lines = (
        reached,
        ConnectionTestText(secret.name, tr("Accepted") if key.is_ok else _NOT_TESTED, *_icon(key)),
        *(ConnectionTestText(_NAMES[check.line], _right(check), *_icon(check)) for check in (send, logs)),
    )
    detail = next((check.detail for check in (send, logs) if not check.is_ok and check.detail), "")
    return ConnectionTestWords(*_of_rights(send, logs, lines), detail)


_NOT_TESTED = tr("Could not be tested")
_NO_RIGHT = (ProblemCode.FORBIDDEN, ProblemCode.WRONG_KEY)
_UNTESTED = {
    ProblemCode.PROXY_SIGN_IN: (
        tr("A proxy wants a sign-in, so not everything could be tested."),
        PROXY_SIGN_IN_STEP,
    ),
    ProblemCode.FOREIGN_ANSWER: (
        tr("Something other than Infobip answered, so not everything could be tested."),
        tr("Check the base URL, and the network, VPN or proxy of this computer."),
    ),
    ProblemCode.NOT_THIS_API: (
        tr("The address does not have all that the account needs."),
        tr("Under More, try another API generation."),
    ),
    ProblemCode.REQUEST_REFUSED: (
        tr("Infobip refused a part of the test, so not everything could be tested."),
        tr("Under More, try another API generation."),
    ),
    ProblemCode.RATE_LIMITED: (tr("Infobip asks to slow down, so not everything could be tested."), _TRY_LATER),
    ProblemCode.UNAVAILABLE: (
        tr("Infobip is not available at the moment, so not everything could be tested."),
        _TRY_LATER,
    ),
    ProblemCode.SERVER_FAULT: (tr("Infobip has a fault of its own, so not everything could be tested."), _TRY_LATER),
}
"""Summary and next step where the test could not tell whether the key has its rights; the first that occurred counts."""


def _text_of_address(address: ConnectionCheck) -> AddressText | None:
    if address.problem is None:
        return None
    is_page = address.problem is ProblemCode.NOT_THIS_API and is_of_a_proxy(address.http_status)
    return (PAGE_OF_A_PROXY if is_page else PROBLEMS[address.problem]).of_the_address


def _of_rights(
    send: ConnectionCheck, logs: ConnectionCheck, lines: tuple[ConnectionTestText, ...]
) -> tuple[str, tuple[ConnectionTestText, ...], str]:
    if send.is_ok and logs.is_ok:
        return tr("The account works."), lines, ""
    problems = {send.problem, logs.problem}
    if any(check.problem is ProblemCode.NOT_THIS_API and is_of_a_proxy(check.http_status) for check in (send, logs)):
        summary = tr("A proxy or firewall answered in place of Infobip, so not everything could be tested.")
        return summary, lines, NOT_THE_KEY
    for code, (summary, next_step) in _UNTESTED.items():
        if code in problems:
            return summary, lines, next_step
    if not problems <= {None, *_NO_RIGHT}:
        return tr("Not everything could be tested."), lines, _TRY_LATER
    if send.is_ok:
        return tr("The account can send e-mail, but its key may not read logs."), lines, ""
    if logs.is_ok:
        return tr("The key is right, but it may not send e-mail."), lines, ""
    return tr("The key is right, but it may neither send e-mail nor read logs."), lines, ""


def _refused_key(reached: ConnectionTestText, key: ConnectionCheck, secret: _Secret) -> ConnectionTestWords:
    if key.http_status is None:  # no header can carry it, so it was not even sent
        line = ConnectionTestText(secret.name, secret.bad_characters, *_icon(key))
        return ConnectionTestWords(secret.is_none, (line,), secret.copy_without_blanks)
    refused = tr("Refused ({status} Unauthorized)").format(status=key.http_status)
    line = ConnectionTestText(secret.name, refused, *_icon(key))
    return ConnectionTestWords(secret.is_wrong, (reached, line), secret.copy_again, key.detail)


def _reached(host: str, check: ConnectionCheck, tls_version: str) -> str:
    tls = tls_version.replace("TLSv", "TLS ")
    return ", ".join(part for part in (host, fmt.elapsed(check.elapsed_ms) if check.elapsed_ms else "", tls) if part)


def _right(check: ConnectionCheck) -> str:
    if check.is_ok:
        return tr("May send") if check.line is ConnectionLine.SEND else tr("May be read")
    match check.problem:
        case ProblemCode.FORBIDDEN | ProblemCode.WRONG_KEY:
            return _NOT_ALLOWED[check.line]
        case ProblemCode.RATE_LIMITED:
            return tr("Could not be tested (Infobip asks to slow down)")
        case ProblemCode.PROXY_SIGN_IN:
            return tr("A proxy wants a sign-in")
        case ProblemCode.NOT_THIS_API if is_of_a_proxy(check.http_status):
            return tr("A proxy or firewall answered (HTTP {status})").format(status=check.http_status)
        case ProblemCode.NOT_THIS_API:
            return tr("Not found at this address")
        case _ if check.http_status:
            return tr("Could not be tested (HTTP {status})").format(status=check.http_status)
        case _:
            return _NOT_TESTED


def _icon(check: ConnectionCheck) -> tuple[str, str]:
    """Icon and colour role of a line."""
    if check.is_ok:
        return "check", "success.text"
    if check.line in (ConnectionLine.ADDRESS, ConnectionLine.KEY) and check.is_failed:
        return "close", "danger.text"
    if not check.is_checked:
        return "info", "text2"
    return "warning", "warning.text"
