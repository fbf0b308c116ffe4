"""The sentence in an error body of any server: a gateway, a framework, a proxy's page, or the vendor.

Words only: whether the vendor itself refused is judged by `vendor_error_envelopes`. The result is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from composer_app.api.embedded_json import in_utf8
from composer_app.api.errors import MAX_VIOLATIONS
from composer_app.api.tolerant_json import NotJson, read_json
from composer_app.api.vendor_error_envelopes import Complaint, with_variables
from composer_app.domain.html_entities import unescape

MAX_TEXT = 500
"""Characters of one sentence. Longer text is a stack trace or a page."""
_MAX_READ = 64 * 1024

# Most informative first: RFC 9457, Spring, OAuth, Apigee, AWS and others.
_TEXTS = (
    "detail",
    "message",
    "Message",
    "text",
    "description",
    "error_description",
    "errorMessage",
    "faultstring",
    "msg",
)
_TITLES = ("title", "error", "reason", "requestError", "serviceException", "policyException", "fault")
_CODES = ("messageId", "errorCode", "code", "errorcode")
_INSIDE = ("requestError", "serviceException", "policyException", "error", "fault", "detail", "errors", "messages")
_LISTS = ("validationErrors", "violations", "errors", "invalid-params", "invalidParams", "fieldErrors", "subErrors")
_FIELDS = ("property", "field", "name", "path", "pointer", "propertyPath")
_REASONS = ("violation", "reason", "defaultMessage", "message", "detail", "description")
_MAX_LEVELS = 5

_TAG = re.compile(r"(<[^<>]*>)")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_UNSEEN = ("script", "style", "noscript", "svg")
_XML_ERROR = re.compile(rb"(?:<\?xml[^>]*>\s*)?<(?:requesterror|problem)[\s>]")
_HEADINGS = ("title", "h1", "text")
"""`text` is that of the vendor's XML envelope."""


def error_words(body: bytes) -> Complaint:
    """The words of an error body, bounded, on one line each; an empty complaint if it has none."""
    body = body[:_MAX_READ].removeprefix(b"\xef\xbb\xbf").strip()
    if body.startswith(b"<"):
        return Complaint(text=_of_page(body))
    try:
        value = read_json(body)
    except NotJson:
        return Complaint(text=_plain(body.decode("utf-8", "replace")))
    if isinstance(value, str):
        return Complaint(text=_plain(value))
    found = _of_json(value)
    if value and found == Complaint():  # an unknown shape: shown unchanged
        return Complaint(text=_plain(body.decode("utf-8", "replace")))
    return found


def is_page(body: bytes) -> bool:
    """True for HTML or XML that is no error body of an API.

    The vendor's errors have a twin in XML (api/README.md 8), and so has RFC 9457.
    """
    start = in_utf8(body[:1000]).lstrip().lower()
    return start.startswith(b"<") and _XML_ERROR.match(start) is None


def _of_json(value: object) -> Complaint:
    levels = list(_levels(value, 0))
    text = _first(levels, _TEXTS)
    title = _first(levels, _TITLES)
    if title and title.lower() not in text.lower():
        text = f"{title}: {text}" if text else title
    violations = [pair for level in levels for name in _LISTS for pair in _violations(level.get(name))]
    violations = [(field, why) for field, why in violations if field or why not in text]
    return Complaint(_first(levels, _CODES), text[:MAX_TEXT], tuple(dict.fromkeys(violations))[:MAX_VIOLATIONS])


def _levels(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """The object, then what such bodies wrap their words in, outermost first."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, dict) or depth > _MAX_LEVELS:
        return
    yield value
    for name in _INSIDE:
        yield from _levels(value.get(name), depth + 1)


def _first(levels: list[dict[str, Any]], names: tuple[str, ...]) -> str:
    for level in levels:
        for name in names:
            said = _said(level.get(name))
            if said:
                return with_variables(said, level.get("variables"))[:MAX_TEXT]
    return ""


def _said(value: object) -> str:
    if isinstance(value, str):
        return _plain(value)
    return str(value)[:MAX_TEXT] if isinstance(value, int) and not isinstance(value, bool) else ""


def _violations(value: object) -> Iterator[tuple[str, str]]:
    """From a map of texts or lists of texts, or from a list of objects or texts."""
    if isinstance(value, dict):
        for field, reasons in list(value.items())[:MAX_VIOLATIONS]:
            for reason in reasons if isinstance(reasons, list) else [reasons]:
                if said := _said(reason):
                    yield _plain(field), said
    elif isinstance(value, list):
        for entry in value[:MAX_VIOLATIONS]:
            if isinstance(entry, dict) and (reason := _first([entry], _REASONS)):
                yield _first([entry], _FIELDS), reason
            elif isinstance(entry, str) and (said := _plain(entry)):
                yield "", said


def _of_page(body: bytes) -> str:
    """The title and the first heading of a page, or else its visible text."""
    headings: dict[str, None] = {}
    words: list[str] = []
    inside: list[str] = []
    unseen = heading = ""
    for part in _TAG.split(body.decode("utf-8", "replace")):
        tag = _TAG_NAME.match(part)
        if tag is None:
            shown = "" if unseen or part.startswith("<") else _plain(unescape(part))
            if shown:
                (inside if heading else words).append(shown)
            continue
        is_end, name = bool(tag[1]), tag[2].lower()
        if unseen:
            unseen = "" if is_end and name == unseen else unseen
        elif name in _UNSEEN:
            unseen = name
        elif name in _HEADINGS:
            headings[" ".join(inside)] = None
            inside.clear()
            heading = "" if is_end else name
    headings[" ".join(inside)] = None
    titles = list(filter(None, headings))
    return _plain(": ".join(titles[:2]) or " ".join(words[:MAX_TEXT]))


def _plain(text: str) -> str:
    """On one line, without invisible characters, and bounded."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * MAX_TEXT])
    line = " ".join(shown.split())
    return line if len(line) <= MAX_TEXT else f"{line[: MAX_TEXT - 1]}…"
