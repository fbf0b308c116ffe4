"""Keeps remote content out of the preview: it gets our own document and inline images from the attachment store only.

Imports QtWebEngine, so it is itself imported only when the first preview is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QFile, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

DOCUMENT_SCHEME, IMAGE_SCHEME = b"mail-preview", b"cid"
DOCUMENT_URL = QUrl("mail-preview:mail")
_ALLOWED = ("mail-preview", "cid", "data")

HEADERS = {
    b"Content-Security-Policy": [
        # The interceptor does not see requests blocked here. So images, styles, fonts and media are left to it, which
        # counts them for the user.
        b"default-src 'none'; img-src * cid: data:; style-src * data: 'unsafe-inline'; font-src * data:;"
        b" media-src * cid: data:; form-action 'none'"
    ],
    b"X-DNS-Prefetch-Control": [b"off"],
    b"Referrer-Policy": [b"no-referrer"],
}
"""Sent with the document, as by a server."""

ImageFinder = Callable[[str], tuple[Path, str] | None]
"""From the name behind `cid:` to the file in the store and its media type; None: the mail has no such image."""


def register_schemes() -> None:
    """Register both schemes, before the first profile is created; repeated calls do nothing."""
    for name in (DOCUMENT_SCHEME, IMAGE_SCHEME):
        if QWebEngineUrlScheme.schemeByName(name).name().isEmpty():
            scheme = QWebEngineUrlScheme(name)
            scheme.setSyntax(QWebEngineUrlScheme.Syntax.Path)
            QWebEngineUrlScheme.registerScheme(scheme)


class MailHandler(QWebEngineUrlSchemeHandler):
    """Serves the document and its inline images from memory and store. (setHtml would end at 2 MB.)

    Signals:
        image_missing: the name of an inline image that the mail does not have.
    """

    image_missing = Signal(str)

    def __init__(self, find_image: ImageFinder, parent: QObject) -> None:
        super().__init__(parent)
        self._find_image = find_image
        self.document = b""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        if url.scheme() == DOCUMENT_SCHEME.decode():
            buffer = QBuffer(job)
            buffer.setData(self.document)
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            job.setAdditionalResponseHeaders(HEADERS)  # type: ignore[arg-type]  # Qt's QMultiMap: each value is a list
            job.reply(b"text/html;charset=utf-8", buffer)
            return
        name = url.path(QUrl.ComponentFormattingOption.FullyDecoded)
        found = self._find_image(name)
        file = QFile(str(found[0]), job) if found else None
        if found is None or file is None or not file.open(QIODevice.OpenModeFlag.ReadOnly):
            self.image_missing.emit(name)
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        job.reply(found[1].encode(), file)


class NetworkGuard(QWebEngineUrlRequestInterceptor):
    """Blocks every request that would leave this process. Runs in the GUI thread.

    Signals:
        blocked: the address, and whether it was to be an image.
    """

    blocked = Signal(str, bool)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() in _ALLOWED:
            return
        info.block(True)
        is_image = info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
        if url.scheme() in ("http", "https"):
            self.blocked.emit(url.toString(), is_image)
