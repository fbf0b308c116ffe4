"""The result of "Test connection" in words: a summary, a line per thing looked at, the next step."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from composer_app.domain.account import Account
from composer_app.domain.probe import ProbeCheck, ProbeCode, ProbeLine, ProbeResult
from composer_app.domain.problem import is_of_a_proxy
from composer_app.ui.texts.accounts import secret_label

_COPY_ADDRESS = "Copy the base URL from your Infobip home page. It looks like x1y2z3.api.infobip.com."
_TRY_LATER = "Test again in a minute. Saving works all the same."

# The address: summary, what its line says, next step.
_ADDRESS = {
    ProbeCode.DNS: (
        "There is no computer of this name.",
        "{host} is not known",
        f"{_COPY_ADDRESS} If it is right, this computer is not online.",
    ),
    ProbeCode.REFUSED: (
        "The address takes no connection.",
        "{host} refuses the connection",
        "The service is off, or the port is wrong. Check the base URL.",
    ),
    ProbeCode.TLS: (
        "The connection is not safe.",
        "The certificate of {host} is not trusted",
        "Check the base URL and the clock of this computer. "
        "Behind a company proxy, add its certificate: Account, Company certificate.",
    ),
    ProbeCode.NO_TLS: (
        "The address does not speak https.",
        "{host} does not speak https",
        "Check the base URL and its port. For a service on this computer, write http:// before it.",
    ),
    ProbeCode.TIMEOUT: (
        "The address does not answer.",
        "No answer from {host}",
        "Check the base URL. A firewall may be in the way.",
    ),
    ProbeCode.PROXY: (
        "The proxy does not let this through.",
        "No way to {host} through the proxy",
        "Check the proxy of this computer, or ask whoever runs it.",
    ),
    ProbeCode.OTHER: ("No connection.", "No connection to {host}", "Check the base URL, and that you are online."),
    ProbeCode.NO_ANSWER: (
        "The connection was lost.",
        "{host} broke off before it answered",
        "Test again. If it stays so, check the base URL.",
    ),
    ProbeCode.NOT_THIS_API: (
        "Something answers there, but it is not Infobip's API.",
        "{host} is something else",
        f"{_COPY_ADDRESS} Under More, check the API generation.",
    ),
}

_OF_A_PROXY = (
    "A proxy or firewall answered in place of Infobip.",
    "A web page in place of {host}",
    "The key is not the cause. Check the network, VPN or proxy of this computer, or ask the people who run it.",
)

_NAMES = {ProbeLine.ADDRESS: "Address", ProbeLine.SEND: "E-mail", ProbeLine.LOGS: "Logs"}
_RIGHTS = {ProbeLine.SEND: "send e-mail", ProbeLine.LOGS: "read logs"}


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
    key_name = secret_label(account.auth)
    address, key = result.check(ProbeLine.ADDRESS), result.check(ProbeLine.KEY)
    if address.code in _ADDRESS:
        is_proxy = address.code is ProbeCode.NOT_THIS_API and is_of_a_proxy(address.http_status)
        summary, text, next_step = _OF_A_PROXY if is_proxy else _ADDRESS[address.code]
        line = ProbeText("Address", text.format(host=host), *_icon(address))
        return ProbeWords(summary, (line,), next_step, address.detail)
    reached = ProbeText("Address", _reached(host, address, result.tls_version), *_icon(address))
    if key.code is ProbeCode.KEY_REFUSED:
        return _refused_key(reached, key, key_name)
    send, logs = result.check(ProbeLine.SEND), result.check(ProbeLine.LOGS)
    lines = (
        reached,
        ProbeText("Key" if key_name == "API key" else key_name, "Accepted" if key.code.is_ok else _SEEN, *_icon(key)),
        *(ProbeText(_NAMES[check.line], _right(check), *_icon(check)) for check in (send, logs)),
    )
    detail = next((check.detail for check in (send, logs) if not check.code.is_ok and check.detail), "")
    return ProbeWords(*_of_rights(send, logs, lines), detail)


_SEEN = "Could not be seen"


def _of_rights(
    send: ProbeCheck, logs: ProbeCheck, lines: tuple[ProbeText, ...]
) -> tuple[str, tuple[ProbeText, ...], str]:
    codes = {send.code, logs.code}
    if codes == {ProbeCode.OK}:
        return "Works.", lines, ""
    if any(check.code is ProbeCode.NOT_THIS_API and is_of_a_proxy(check.http_status) for check in (send, logs)):
        return "A proxy or firewall answered in place of Infobip, so not all could be seen.", lines, _OF_A_PROXY[2]
    if ProbeCode.BUSY in codes:
        return "Infobip asks to slow down, so not all could be seen.", lines, _TRY_LATER
    if ProbeCode.UNAVAILABLE in codes:
        return "Infobip is not available at the moment, so not all could be seen.", lines, _TRY_LATER
    if ProbeCode.SERVER_FAULT in codes:
        return "Infobip has a fault of its own, so not all could be seen.", lines, _TRY_LATER
    if send.code is ProbeCode.OK:
        return "Works, but logs cannot be read with this key.", lines, ""
    if logs.code is ProbeCode.OK:
        return "The key is right, but it cannot send e-mail.", lines, ""
    return "The key is right, but it can neither send e-mail nor read logs.", lines, ""


def _refused_key(reached: ProbeText, key: ProbeCheck, key_name: str) -> ProbeWords:
    what = "key" if key_name == "API key" else key_name.lower()
    name = "Key" if key_name == "API key" else key_name
    if key.http_status is None:  # no header can carry it, so it was not even sent
        line = ProbeText(name, "Has characters that no key has", *_icon(key))
        return ProbeWords(f"This is no {what}.", (line,), f"Copy the {what} again, without blanks and line breaks.")
    line = ProbeText(name, f"Refused ({key.http_status} Unauthorized)", *_icon(key))
    again = f"Copy the {what} again. If it is right, it was withdrawn or belongs to another base URL."
    return ProbeWords(f"The address is right, the {what} is not.", (reached, line), again, key.detail)


def _reached(host: str, check: ProbeCheck, tls_version: str) -> str:
    tls = tls_version.replace("TLSv", "TLS ")
    return ", ".join(part for part in (host, f"{check.elapsed_ms} ms" if check.elapsed_ms else "", tls) if part)


def _right(check: ProbeCheck) -> str:
    match check.code:
        case ProbeCode.OK:
            return "May send" if check.line is ProbeLine.SEND else "May be read"
        case ProbeCode.NO_RIGHT | ProbeCode.KEY_REFUSED:
            return f"Not allowed. Give the key the right to {_RIGHTS[check.line]}."
        case ProbeCode.BUSY:
            return f"{_SEEN} (asked to slow down)"
        case ProbeCode.SERVER_FAULT | ProbeCode.UNAVAILABLE:
            return f"{_SEEN} (HTTP {check.http_status})"
        case ProbeCode.NOT_THIS_API if is_of_a_proxy(check.http_status):
            return f"A proxy or firewall answered (HTTP {check.http_status})"
        case ProbeCode.NOT_THIS_API:
            return "Not found there. Under More, try another API generation."
        case _:
            return f"{_SEEN}{f' (HTTP {check.http_status})' if check.http_status else ''}"


def _icon(check: ProbeCheck) -> tuple[str, str]:
    """Icon and colour role of a line."""
    if check.code.is_ok:
        return "check", "success.text"
    if check.line in (ProbeLine.ADDRESS, ProbeLine.KEY) and check.code.is_failed:
        return "close", "danger.text"
    if check.code is ProbeCode.NOT_CHECKED:
        return "info", "text2"
    return "warning", "warning.text"
