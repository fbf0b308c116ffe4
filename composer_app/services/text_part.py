"""The text part of a mail, made from its HTML."""

from __future__ import annotations


def text_of_html(html: str) -> str:
    """What a reader without HTML sees: the words in reading order, tables laid out, links written out.

    Never raises: HTML that cannot be read at all gives "".
    """
    if not html.strip():
        return ""
    from inscriptis import get_text  # lxml takes 30 ms to import; only a mail with HTML needs it
    from inscriptis.model.config import ParserConfig
    from lxml.etree import LxmlError

    try:
        text = get_text(html, ParserConfig(display_links=True, display_anchors=False))
    except (LxmlError, ValueError):
        return ""
    lines = [line.rstrip() for line in text.splitlines()]
    return "\n".join(lines).strip() + "\n"
