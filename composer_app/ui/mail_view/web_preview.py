"""The HTML preview. Imports QtWebEngine: import this module only to show a preview."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface
from PySide6.QtWebEngineCore import (
    QWebEngineFindTextResult,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from composer_app.ui.mail_view.chromium_flags import cut_off
from composer_app.ui.mail_view.remote_content_guard import (
    DOCUMENT_URL,
    LOADED,
    ImageFinder,
    MailHandler,
    NetworkGuard,
    register_schemes,
)
from composer_app.ui.texts import preview
from composer_app.ui.widgets.layouts import in_column

_OFF = (
    "JavascriptEnabled LocalStorageEnabled PluginsEnabled HyperlinkAuditingEnabled ErrorPageEnabled"
    " AutoLoadIconsForPage LocalContentCanAccessRemoteUrls LocalContentCanAccessFileUrls"
    " FullScreenSupportEnabled DnsPrefetchEnabled FocusOnNavigationEnabled NavigateOnDropEnabled"
    " PdfViewerEnabled JavascriptCanOpenWindows ScreenCaptureEnabled"
).split()


class _Page(QWebEnginePage):
    """A page that ignores navigation by link, form, frame or redirect.

    Signals:
        link_clicked: the address of a link that was clicked, which is not followed.
    """

    link_clicked = Signal(str)

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.newWindowRequested.connect(self._on_new_window)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main: bool) -> bool:
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self.link_clicked.emit(_in_full(QUrl(url)))
            return False
        return is_main and QUrl(url) == DOCUMENT_URL

    @Slot(QWebEngineNewWindowRequest)
    def _on_new_window(self, request: QWebEngineNewWindowRequest) -> None:
        """A link that is to open in a window of its own, as most links of mails are."""
        if request.isUserInitiated():
            self.link_clicked.emit(_in_full(request.requestedUrl()))

    def createWindow(self, _kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        return None

    def javaScriptConsoleMessage(self, *_what: object) -> None:
        """Drop console messages of the mail's code."""


def _in_full(url: QUrl) -> str:
    """As it is asked for: what the encoding of an address hides is not shown decoded."""
    return bytes(url.toEncoded().data()).decode("ascii", "replace")


class WebPreview(QWidget):
    """Shows our own document: no scripts, no network, nothing stored.

    Signals:
        link_hovered: the address under the mouse, "" when there is none.
        link_clicked: the address of a link that was clicked, which is not followed.
        loaded: a document is shown; the signals about blocked and missing parts came before.
        blocked: an address that was not asked, and whether it was to be an image.
        image_missing: the name of an inline image that the mail does not have.
        crashed: the process that draws it ended.
        found(yes): whether the words of `find_words` are in the document.
    """

    link_hovered = Signal(str)
    link_clicked = Signal(str)
    loaded = Signal()
    blocked = Signal(str, bool)
    image_missing = Signal(str)
    crashed = Signal()
    found = Signal(bool)

    def __init__(self, find_image: ImageFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        register_schemes()
        # Drawn by OpenGL, the first view makes Qt destroy the window it is put into and make another one (seen with
        # 6.11 on X11): it flickers, keys are lost, and the new window may not have the keyboard. A mail needs none.
        if QQuickWindow.graphicsApi() is not QSGRendererInterface.GraphicsApi.Software:  # a second one warns
            QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
        # Qt deletes children in the order in which they came; the page must go before its profile.
        first_to_go = QObject(self)
        with cut_off():
            self._profile = QWebEngineProfile(self)
        self._profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self._handler = MailHandler(find_image, self._profile)
        self._guard = NetworkGuard(self._profile)
        self._profile.setUrlRequestInterceptor(self._guard)
        self._profile.installUrlSchemeHandler(b"mail-preview", self._handler)
        self._profile.installUrlSchemeHandler(b"cid", self._handler)
        self._page = _Page(self._profile, first_to_go)
        self._page.setBackgroundColor(QColor(Qt.GlobalColor.white))
        self._page.settings().setAttribute(QWebEngineSettings.WebAttribute.WebRTCPublicInterfacesOnly, True)
        for name in _OFF:
            self._page.settings().setAttribute(getattr(QWebEngineSettings.WebAttribute, name), False)
        self._view = QWebEngineView(self)
        self._view.setPage(self._page)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._view.setAccessibleName(preview.OF_MAIL)
        self._is_loaded = self._begins_at_top = False
        self._let_drops_through()
        in_column(self, self._view)
        self._guard.blocked.connect(self.blocked)
        self._handler.image_missing.connect(self.image_missing)
        self._page.linkHovered.connect(self.link_hovered)
        self._page.link_clicked.connect(self.link_clicked)
        self._page.loadFinished.connect(self._on_load_finished)
        self._page.renderProcessTerminated.connect(self._on_terminated)
        self._page.findTextFinished.connect(self._on_find_finished)

    @property
    def is_loaded(self) -> bool:
        """True once a document is shown."""
        return self._is_loaded

    def show_document(self, html: str, *, keeps_place: bool) -> None:
        """Show this HTML, from its top or from where the user has scrolled to."""
        self._handler.document = html.encode("utf-8", "replace")
        if self._is_loaded and keeps_place:
            # without the cache: Chromium would still show a removed inline image
            self._page.triggerAction(QWebEnginePage.WebAction.ReloadAndBypassCache)
        else:
            self._begins_at_top = True
            self._page.load(DOCUMENT_URL)

    def set_loaded(self, images: Mapping[str, tuple[bytes, str]]) -> None:
        """Show these images, by their addresses, in the next document: content and media type."""
        names = {address: f"{LOADED}{number}" for number, address in enumerate(images)}
        self._guard.loaded = names
        self._handler.loaded = {names[address]: image for address, image in images.items()}

    def set_zoom(self, factor: float) -> None:
        """1.0: one pixel of the mail is one of the screen."""
        self._view.setZoomFactor(factor)

    def find_words(self, words: str, *, backward: bool) -> None:
        """Select the next place with these words, in any case; "" selects nothing. Emits `found`."""
        self._page.findText(words, QWebEnginePage.FindFlag.FindBackward if backward else QWebEnginePage.FindFlag(0))

    @Slot(QWebEngineFindTextResult)
    def _on_find_finished(self, result: QWebEngineFindTextResult) -> None:
        self.found.emit(result.numberOfMatches() > 0)

    def page(self) -> QWebEnginePage:
        """The page inside, for its text and scroll position."""
        return self._page

    def _let_drops_through(self) -> None:
        # The view and the widget that draws it would swallow files dragged over them.
        self._view.setAcceptDrops(False)
        self._view.installEventFilter(self)
        for child in self._view.findChildren(QWidget):
            child.setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            child = event.child()
            if isinstance(child, QWidget):
                child.setAcceptDrops(False)
        return super().eventFilter(watched, event)

    @Slot(bool)
    def _on_load_finished(self, _worked: bool) -> None:
        self._is_loaded = True
        if self._begins_at_top:  # the address is the same for all mails, and Qt 6.8 keeps the place there
            self._begins_at_top = False
            self._page.runJavaScript("scrollTo(0, 0)", QWebEngineScript.ScriptWorldId.ApplicationWorld.value)
        self.loaded.emit()

    @Slot()
    def _on_terminated(self) -> None:
        self._is_loaded = False
        self.crashed.emit()
