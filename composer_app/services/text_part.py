"""The text part of a mail, made from its HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inscriptis.model.config import ParserConfig
    from inscriptis.model.html_document_state import HtmlDocumentState
    from lxml.html import HtmlElement

_XML_DECLARATION = re.compile(r"^<\?xml [^>]+?\?>")
_NOWHERE = ("#", "javascript:", "data:", "cid:")
"""Links that lead a reader without HTML nowhere."""


def text_of_html(html: str) -> str:
    """What a reader without HTML sees: the words in reading order, tables laid out, links as `words (address)`.

    Never raises: HTML that cannot be read at all gives "".
    """
    if not html.strip():
        return ""
    from inscriptis.html_engine import Inscriptis  # lxml takes 30 ms to import; only a mail with HTML needs it
    from lxml.etree import LxmlError

    try:
        tree = _tree(html)
        _write_links_out(tree)
        text = Inscriptis(tree, _config()).get_text()
    except (LxmlError, ValueError):
        return ""
    lines = [line.rstrip() for line in text.splitlines()]
    return "\n".join(lines).strip() + "\n"


def _tree(html: str) -> HtmlElement:
    from lxml.etree import ParserError
    from lxml.html import document_fromstring

    words = _XML_DECLARATION.sub("", html.strip(), count=1)  # lxml refuses one that names an encoding
    try:
        return document_fromstring(words)
    except ParserError:
        return document_fromstring(f"<pre>{words}</pre>")


def _config() -> ParserConfig:
    from inscriptis.model.config import ParserConfig
    from inscriptis.model.tag import CustomHtmlTagHandlerMapping

    return ParserConfig(
        custom_html_tag_handler_mapping=CustomHtmlTagHandlerMapping({"ul": _start_bullets}, {}),
    )


def _start_bullets(state: HtmlDocumentState, _attributes: dict[str, str]) -> None:
    """A dash at every depth, in the place of one of four signs."""
    state.li_counter.append("- ")


def _write_links_out(tree: HtmlElement) -> None:
    for link in tree.iter("a"):
        address = _address(link.get("href") or "")
        words = " ".join(link.text_content().split())
        if address and _bare(words) != _bare(address):
            _append(link, f" ({address})" if words else address)


def _address(target: str) -> str:
    """What is to be written of a link's target; "" for what is no use in a text."""
    target = target.strip()
    if not target or target.lower().startswith(_NOWHERE):
        return ""
    scheme, colon, rest = target.partition(":")
    return rest.partition("?")[0] if colon and scheme.lower() in ("mailto", "tel") else target


def _bare(address: str) -> str:
    """An address as people write it: without https:// and the last slash."""
    return re.sub(r"^https?://", "", address.strip().casefold()).rstrip("/")


def _append(link: HtmlElement, words: str) -> None:
    """Put words behind the last ones of a link, on their line."""
    node = link
    while len(node) and not (node[-1].tail or "").strip() and isinstance(node[-1].tag, str):
        if not node[-1].text_content().strip():
            break
        node = node[-1]
    if len(node):
        node[-1].tail = f"{(node[-1].tail or '').rstrip()}{words}"
    else:
        node.text = f"{(node.text or '').rstrip()}{words}"
