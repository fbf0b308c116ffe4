"""What the preview may load: its document and inline images, served from memory and store."""

from __future__ import annotations

from PySide6.QtWebEngineCore import QWebEngineUrlScheme

from composer_app.ui.mail_view.remote_content_guard import (
    DOCUMENT_SCHEME,
    DOCUMENT_URL,
    HEADERS,
    IMAGE_SCHEME,
    register_schemes,
)


def test_both_schemes_are_known_and_may_be_registered_again() -> None:
    register_schemes()
    register_schemes()

    for name in (DOCUMENT_SCHEME, IMAGE_SCHEME):
        assert QWebEngineUrlScheme.schemeByName(name).name().data() == name
    assert DOCUMENT_URL.scheme().encode() == DOCUMENT_SCHEME


def test_the_document_runs_no_script_and_sends_no_form() -> None:
    (policy,) = HEADERS[b"Content-Security-Policy"]

    assert b"default-src 'none'" in policy
    assert b"form-action 'none'" in policy
    assert b"script-src" not in policy
