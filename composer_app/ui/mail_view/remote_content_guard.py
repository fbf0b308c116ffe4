"""Keeps remote content out of the preview: it gets our own document and inline images from the attachment store only.

Imports QtWebEngine, so it is itself imported only when the first preview is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

LOADED = "loaded/"
"""Begins the name, behind `cid:`, of an image that the program itself has fetched."""
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
        self.loaded: Mapping[str, tuple[bytes, str]] = {}
        """Content and media type of the images that the program has fetched, by their names."""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        if url.scheme() == DOCUMENT_SCHEME.decode():
            job.setAdditionalResponseHeaders(HEADERS)  # type: ignore[arg-type]  # Qt's QMultiMap: each value is a list
            job.reply(b"text/html;charset=utf-8", _buffer(self.document, job))
            return
        name = url.path(QUrl.ComponentFormattingOption.FullyDecoded)
        if name in self.loaded:
            content, media_type = self.loaded[name]
            job.reply(media_type.encode(), _buffer(content, job))
            return
        found = self._find_image(name)
        file = QFile(str(found[0]), job) if found else None
        if found is None or file is None or not file.open(QIODevice.OpenModeFlag.ReadOnly):
            self.image_missing.emit(name)
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        job.reply(found[1].encode(), file)


def _buffer(content: bytes, parent: QObject) -> QBuffer:
    made = QBuffer(parent)
    made.setData(content)
    made.open(QIODevice.OpenModeFlag.ReadOnly)
    return made


class NetworkGuard(QWebEngineUrlRequestInterceptor):
    """Blocks every request that would leave this process, or answers it with an image that the program has fetched.
    Runs in the GUI thread.

    Signals:
        blocked: the address, and whether it was to be an image.
    """

    blocked = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loaded: Mapping[str, str] = {}
        """The names of the images that the program has fetched, by their addresses."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() in _ALLOWED:
            return
        if (name := self.loaded.get(url.toString())) is not None:
            info.redirect(QUrl(f"cid:{name}"))
            return
        info.block(True)
        is_image = info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
        if url.scheme() in ("http", "https"):
            self.blocked.emit(url.toString(), is_image)
