"""Mail addresses with an optional display name."""

import re
from dataclasses import dataclass

_WITH_NAME = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>\s]+)>")
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}")
_LABEL = re.compile(r"(?!-)[^\W_]([\w-]{0,61}[^\W_])?")
ADDRESS_CHARS = 320


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address and the name beside it, which may be empty."""

    address: str
    name: str = ""

    @property
    def local(self) -> str:
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def parse_mailbox(text: str, labels_least: int = 2) -> Mailbox:
    """Reads ``a@example.com`` or ``Ana Li <a@example.com>``.

    Args:
        labels_least: of how many labels the domain must be made.

    Raises:
        ValueError: no well-formed address, or a control character in the name.
    """
    text = text.strip()
    found = _WITH_NAME.fullmatch(text)
    name, address = (found["name"].strip(), found["address"]) if found else ("", text)
    if len(name) >= 2 and name[0] == name[-1] == '"':
        name = name[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if not name.isprintable() or not _is_address(address, labels_least):
        raise ValueError(f"no well-formed address: {text!r}")
    return Mailbox(address, name)


def _is_address(text: str, labels_least: int) -> bool:
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    return (
        at == "@"
        and len(text) <= ADDRESS_CHARS
        and text.isprintable()
        and _LOCAL.fullmatch(local) is not None
        and not (local.startswith(".") or local.endswith(".") or ".." in local)
        and len(labels) >= labels_least
        and all(_LABEL.fullmatch(label) for label in labels)
    )
