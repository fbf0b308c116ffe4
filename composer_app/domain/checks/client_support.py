"""What mail clients ignore, by the tests of caniemail.com: the table in `resources/client_support.json`."""

from __future__ import annotations

import msgspec

MAIN_FAMILIES = frozenset(("Apple Mail", "Gmail", "Outlook", "Yahoo! Mail"))
"""A feature that all of these know is not worth a finding."""

Ignored = dict[str, tuple[str, ...]]
"""The families of clients of which one at least ignores a feature, by the name of the feature."""


class ClientSupport(msgspec.Struct, frozen=True):
    """Features by their kind.

    Attributes:
        date: of the tests, as 2026-06-29.
        elements, attributes: of HTML.
        properties: of CSS.
        values: of CSS, as `display:flex`.
        functions, at_rules: of CSS, without brackets and @.
        images: kinds of files, by their ending.
    """

    date: str = ""
    elements: Ignored = {}
    attributes: Ignored = {}
    properties: Ignored = {}
    values: Ignored = {}
    functions: Ignored = {}
    at_rules: Ignored = {}
    images: Ignored = {}


def read_support(content: bytes) -> ClientSupport:
    """The table, with the features that a main family ignores.

    Raises:
        msgspec.DecodeError: it is not such a table.
    """
    whole = msgspec.json.decode(content, type=ClientSupport)
    kinds = [name for name in ClientSupport.__struct_fields__ if name != "date"]
    return ClientSupport(whole.date, *(_of_main(getattr(whole, kind)) for kind in kinds))


def _of_main(ignored: Ignored) -> Ignored:
    return {name: families for name, families in ignored.items() if not MAIN_FAMILIES.isdisjoint(families)}
