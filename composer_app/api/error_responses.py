"""Maps HTTP error answers to `ApiError`s."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from composer_app.api.embedded_json import find_object, in_utf8
from composer_app.api.errors import (
    ApiError,
    AuthFailed,
    Forbidden,
    NotThisApi,
    RateLimited,
    Rejected,
    ServerFault,
    Unavailable,
)
from composer_app.api.foreign_error_bodies import error_words, is_page
from composer_app.api.retry_after import retry_after_s
from composer_app.api.vendor_error_envelopes import Complaint, read_complaint

_BY_STATUS: dict[int, type[ApiError]] = {
    401: AuthFailed,
    403: Forbidden,
    405: NotThisApi,
    407: NotThisApi,  # a proxy that wants a sign-in; it may have forwarded the request before
    408: ServerFault,  # a server on the way timed out: on us, or on the service, which may have the mail by then
    413: Rejected,
    429: RateLimited,
    503: Unavailable,
}
_NO_REFUSAL = {407, 408}
"""The 4xx statuses after which the mail may have been accepted, from any server (`errors`)."""


def error_of_response(
    status: int, headers: Mapping[str, str], body: bytes, now: datetime, *, is_whole: bool = True
) -> ApiError:
    """The error for a status that is no success.

    A status that the API itself gives with an envelope and that came with a web page is NotThisApi: there is a
    web server, a proxy or a firewall, but not the vendor.

    Args:
        status: anything but 2xx.
        headers: of the answer, names in lower case.
        body: of the answer.
        now: by the service's clock (`Date`), if the answer tells it: this computer's may be wrong.
        is_whole: False if the answer was cut off; then its body proves nothing.
    """
    body, raw = in_utf8(body), body
    complaint = read_complaint(body)
    said = complaint if complaint is not None and complaint.text else error_words(body)
    is_vendors = complaint is not None and complaint.is_vendors
    is_refusal = is_whole and is_vendors and 400 <= status < 500 and status not in _NO_REFUSAL
    return _kind_of(status, complaint, is_html(headers.get("content-type", ""), body))(
        http_status=status,
        vendor_code=said.code,
        vendor_text=said.text,
        violations=said.violations,
        raw=raw,
        retry_after_s=retry_after_s(headers.get("retry-after", ""), now) if status in (429, 503) else None,
        is_vendors_refusal=is_refusal,
    )


def is_foreign_page(content_type: str, body: bytes) -> bool:
    """True for a page without an answer of the API inside."""
    if not body.strip() or not is_html(content_type, body):
        return False
    return find_object(in_utf8(body), "results", "messages", "requestError", "errorCode") is None


def is_html(content_type: str, body: bytes) -> bool:
    """True if the body is a page and no JSON, even if its label calls it JSON."""
    start = body[:64].lstrip().lower()
    return is_page(body) or ("html" in content_type.lower() and not start.startswith((b"{", b"[", b"<")))


def _kind_of(status: int, complaint: Complaint | None, html: bool) -> type[ApiError]:
    if status < 400 or (html and status < 500 and status not in (408, 413, 429)):
        return NotThisApi
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return ServerFault
    return NotThisApi if status == 404 and complaint is None else Rejected
