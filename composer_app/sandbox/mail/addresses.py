"""Mail addresses with an optional display name."""

import re
import unicodedata
from dataclasses import dataclass

_WITH_NAME = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>\s]+)>")
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}")
_LABEL_CHARS = 63
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
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
    if not is_one_line(name) or not _is_address(address, labels_least):
        raise ValueError(f"no well-formed address: {text!r}")
    return Mailbox(address, name)


def is_one_line(text: str) -> bool:
    """True if a name may stand in a header: joiners, marks of direction and blanks of every width may."""
    return not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text)


def _is_address(text: str, labels_least: int) -> bool:
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    return (
        at == "@"
        and len(text) <= ADDRESS_CHARS
        and all(char.isprintable() for char in text if char not in _JOINERS)
        and _LOCAL.fullmatch(local) is not None
        and not (local.startswith(".") or local.endswith(".") or ".." in local)
        and len(labels) >= labels_least
        and all(map(_is_label, labels))
    )


def _is_label(text: str) -> bool:
    """Letters, digits and, inside, hyphens and underscores; Thai, Hindi and others write vowels as combining marks."""
    return (
        0 < len(text) <= _LABEL_CHARS
        and text[0].isalnum()
        and text[-1] not in f"-_{_JOINERS}"
        and all(char.isalnum() or char in f"-_{_JOINERS}" or unicodedata.category(char)[0] == "M" for char in text)
    )
