"""A mail as a recipient reads it: its HTML, else its text, below a bar with device, light or dark, and a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from composer_app.ui.mail_view import preview_document, web_support
from composer_app.ui.mail_view.open_link import open_link
from composer_app.ui.mail_view.text_search import find_in
from composer_app.ui.mail_view.web_support import WebTrouble
from composer_app.ui.texts import preview
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets import confirm as confirmation
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.confirm import Confirm
from composer_app.ui.widgets.empty_state import EmptyState
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import REST, in_column, widgets_in
from composer_app.ui.widgets.pane_header import PaneHeader
from composer_app.ui.widgets.plain_text import set_tooltip
from composer_app.ui.widgets.segmented import Segmented, SegmentItem
from composer_app.ui.widgets.small_note import SmallNote

if TYPE_CHECKING:
    from composer_app.services.remote_images import Images, RemoteImages
    from composer_app.services.runtime.tasks import Task
    from composer_app.ui.mail_view.remote_content_guard import ImageFinder
    from composer_app.ui.mail_view.web_preview import WebPreview

FIRST_AFTER_MS, THEN_AFTER_MS = 300, 150
"""Delays: of loading QtWebEngine after there is HTML, and of showing a change after the last key."""
DESKTOP_WIDTH, WIDEST, PHONE_WIDTH = 660, 900, 375
"""CSS pixels of the mail. A pane that is narrower shows the desktop width smaller, never a narrower mail."""
_MARGIN, _MOST_HOSTS = 16, 5

_TROUBLES = {
    WebTrouble.NOT_INSTALLED: preview.NOT_INSTALLED,
    WebTrouble.ROOT: preview.RUN_BY_ROOT,
    WebTrouble.BROKEN: preview.BROKEN,
    WebTrouble.CRASHED: preview.CRASHED,
}


class _Ground(Painted, QWidget):
    """The sunken ground with the mail on it, as wide as on the chosen device."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().sunken)


class PreviewPane(QWidget):
    """Loads QtWebEngine only when it is visible and there is HTML.

    Args:
        find_image: path and media type of an inline image.
        trouble_ahead: asked before QtWebEngine is loaded.
        first_after_ms: when QtWebEngine is loaded, from the moment there is HTML to show.
        widest: CSS pixels that the mail has at the most; less than the desktop width makes that narrower, too.
        confirm: asks before a link is opened.
        images: fetches images from the network when the user asks for them; None: that is not offered.

    Signals:
        link_hovered: the address under the mouse, "" when there is none.
        link_refused: why a link that was clicked was not opened (`MessageText`).
        found(yes): whether the words of `find_words` are in the mail.
    """

    link_hovered = Signal(str)
    link_refused = Signal(object)
    found = Signal(bool)

    def __init__(
        self,
        find_image: ImageFinder,
        *,
        trouble_ahead: Callable[[], WebTrouble | None] = web_support.trouble_ahead,
        first_after_ms: int = FIRST_AFTER_MS,
        images: RemoteImages | None = None,
        widest: int = WIDEST,
        confirm: Confirm = confirmation.ask,
    ) -> None:
        super().__init__()
        self._confirm = confirm
        self._may_load_images = images is not None
        self._find_image, self._trouble_ahead = find_image, trouble_ahead
        self._first_after_ms, self._widest = first_after_ms, widest
        self._html = self._text = ""
        self._web: WebPreview | None = None
        self._trouble: WebTrouble | None = None
        self._images = images
        self._loading: Task[Images] | None = None
        self._loaded: Images = {}
        self._lost: set[str] = set()
        self._blocked: dict[str, bool] = {}
        self._missing: set[str] = set()
        self._is_other_mail = True
        self._note_instead = ""
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._show_html)
        self._device = Segmented(
            [
                SegmentItem("desktop", icon="desktop", tooltip=preview.AS_ON_DESKTOP),
                SegmentItem("phone", icon="phone", tooltip=preview.AS_ON_PHONE),
            ],
            name=preview.WIDTH,
        )
        self._scheme = Segmented(
            [
                SegmentItem("light", icon="sun", tooltip=preview.LIGHT_READER),
                SegmentItem("dark", icon="moon", tooltip=preview.DARK_READER),
            ],
            name=preview.LIGHT_OR_DARK,
        )
        self._device.setObjectName("preview_device")
        self._scheme.setObjectName("preview_scheme")
        self._load_button = quiet_button(preview.LOAD_IMAGES, self, icon="image", compact=True)
        self._load_button.setObjectName("load_images")
        self._offers_images = self._may_load_images
        self._load_button.setVisible(self._offers_images)
        self._load_button.clicked.connect(self._load_images)
        self._note = SmallNote(fills=True)
        self._note.setObjectName("preview_note")
        self._ground = _Ground()
        self._plain = QPlainTextEdit()
        self._plain.setObjectName("preview_text")
        self._plain.setReadOnly(True)
        self._plain.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._plain.setFont(typography.fixed())
        self._plain.setAccessibleName(preview.OF_TEXT_PART)
        self._plain.document().setDocumentMargin(20)
        self._plain.setAcceptDrops(False)
        self._empty = EmptyState(preview.EMPTY, preview.EMPTY_TEXT, None)
        self._message = InlineMessage(MessageKind.WARNING, "")
        self._message.setObjectName("preview_message")
        self._stack = QStackedWidget()
        self._whole = QStackedWidget()
        self._whole.addWidget(self._stack)
        self._lay_out()
        self._device.changed.connect(self._on_device)
        self._scheme.changed.connect(self._on_scheme)
        self._ground.resized.connect(self._place)

    def _lay_out(self) -> None:
        self._header = header = PaneHeader()
        header.row.setContentsMargins(12, 0, 16, 1)
        header.row.setSpacing(8)
        header.row.addWidget(self._device)
        header.row.addWidget(self._scheme)
        header.row.addWidget(self._load_button)
        header.row.addWidget(self._note, 1)
        trouble = _Ground()
        in_column(trouble, self._message, REST, margins=(16, 16, 16, 16))
        self._reload = self._message.add_action(preview.LOAD_AGAIN, self.reload, secondary=True)
        nothing = _Ground()
        centre = QVBoxLayout(nothing)
        centre.addWidget(self._empty)
        for page in (nothing, self._plain, self._ground, trouble):
            self._stack.addWidget(page)
        self._nothing, self._trouble_page = nothing, trouble
        in_column(self, header, self._whole, grows=self._whole)

    def put_first(self, tools: QWidget) -> None:
        """Put the owner's tools at the start of the bar."""
        self._header.row.insertWidget(0, tools)

    def put_last(self, tools: QWidget) -> None:
        """Put the owner's tools at the end of the bar."""
        self._header.row.addWidget(tools)

    def find_words(self, words: str, step: int) -> None:
        """Select the next place with these words in the mail, as `text_search.find_in` does. Emits `found`."""
        if self._stack.currentWidget() is self._plain:
            self.found.emit(find_in(self._plain, words, step))
        elif self._web is not None:
            self._web.find_words(words, backward=step < 0)

    def show_instead(self, widget: QWidget | None, note: str = "") -> None:
        """Show this below the bar in place of the mail; None: the mail.

        Args:
            note: stands in the bar meanwhile.
        """
        self._note_instead = note
        if widget is not None and self._whole.indexOf(widget) < 0:
            self._whole.addWidget(widget)
        self._whole.setCurrentWidget(widget or self._stack)
        for tools in (self._device, self._scheme):
            tools.setVisible(widget is None)
        self._offer_load_button()
        self._show_note()

    def set_may_load_images(self, may_load: bool) -> None:
        """Offer to load images from the network, or not: then those that are loaded go, too."""
        may_load = may_load and self._images is not None
        if may_load == self._may_load_images:
            return
        self._may_load_images = may_load
        if not may_load and (self._loaded or self._loading is not None):
            self._forget_images()
            self._show_later()
        self._offer_load_button()
        self._show_note()

    def _offer_load_button(self) -> None:
        self._offers_images = self._may_load_images and self._whole.currentWidget() is self._stack
        self._fit_header()

    # -- the mail

    def show_mail(self, html: str, text: str | None) -> None:
        """Show this mail: its HTML, or its text where it has none."""
        self._html, self._text = html, text or ""
        has_html = bool(html.strip())
        if not has_html:
            self._later.stop()
            if self._plain.toPlainText() != self._text:
                self._plain.setPlainText(self._text)
            self._stack.setCurrentWidget(self._plain if self._text.strip() else self._nothing)
        elif self._trouble is not None:
            self._stack.setCurrentWidget(self._trouble_page)
        elif self._web is not None:
            self._stack.setCurrentWidget(self._ground)
        elif self._stack.currentWidget() is self._plain:
            self._stack.setCurrentWidget(self._nothing)
        for tools in (self._device, self._scheme):
            tools.setEnabled(has_html and self._trouble is None)
        self._show_note()
        self._show_later()

    def start_over(self) -> None:
        """Show the next document from its top, since it is another mail. Its images are asked for anew."""
        self._is_other_mail = True
        self._forget_images()
        self._blocked.clear()  # a click before it is shown would ask for the images of the mail before
        self._missing.clear()

    def _forget_images(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        self._loaded, self._lost = {}, set()
        if self._web is not None:
            self._web.set_loaded({})

    def header_height(self) -> int:
        """The bar above the preview."""
        return self._header.height()

    def web(self) -> WebPreview | None:
        """What shows HTML, once it is loaded."""
        return self._web

    def is_settled(self) -> bool:
        """True when the mail, or the reason against it, is shown."""
        if not self._html.strip() or self._trouble is not None:
            return True
        return self._web is not None and self._web.is_loaded and not self._later.isActive()

    def _show_later(self) -> None:
        if self.isVisible() and self._html.strip() and self._trouble is None:
            self._later.start(THEN_AFTER_MS if self._web else self._first_after_ms)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # the search came into the bar, or went
            self._fit_header()
        return super().event(event)

    def _fit_header(self) -> None:
        """The button for images loses its words where the bar has no room, and goes where a search takes all."""
        row = self._header.row
        shown = [part for part in widgets_in(row) if not part.isHidden() and part is not self._load_button]
        others = sum(part.minimumSizeHint().width() + row.spacing() for part in shown)
        margins = row.contentsMargins()
        room = self._header.width() - margins.left() - margins.right() - others
        self._load_button.set_wordless(self._load_button.width_with_words() > room)
        self._load_button.setVisible(self._offers_images and self._load_button.sizeHint().width() <= room)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_later()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()

    # -- HTML

    @Slot()
    def _show_html(self) -> None:
        if self._web is None and not self._load():
            return
        assert self._web is not None
        self._blocked.clear()
        self._missing.clear()
        self._stack.setCurrentWidget(self._ground)
        is_dark = self._scheme.current() == "dark"
        shown = preview_document.document(self._html, is_dark=is_dark)
        self._web.show_document(shown, keeps_place=not self._is_other_mail)
        self._is_other_mail = False

    def _load(self) -> bool:
        trouble = self._trouble_ahead()
        if trouble is not None:
            self._give_up(trouble)
            return False
        try:
            from composer_app.ui.mail_view.web_preview import WebPreview  # 160 ms and 270 MB: only now
        except ImportError as error:
            self._give_up(WebTrouble.BROKEN, str(error))
            return False
        self._web = WebPreview(self._find_image, self._ground)
        self._web.blocked.connect(self._on_blocked)
        self._web.image_missing.connect(self._on_image_missing)
        self._web.link_hovered.connect(self.link_hovered)
        # Later: Chromium waits for the page's answer meanwhile, and the question has an event loop of its own.
        self._web.link_clicked.connect(self._on_link_clicked, Qt.ConnectionType.QueuedConnection)
        self._web.loaded.connect(self._on_loaded)
        self._web.crashed.connect(self._on_crashed)
        self._web.found.connect(self.found)
        self._place()
        self._web.show()
        return True

    def _give_up(self, trouble: WebTrouble, said: str = "") -> None:
        self._trouble = trouble
        words = _TROUBLES[trouble]
        self._message.set_content(words.kind, words.title, words.body, said)
        self._reload.setVisible(trouble is WebTrouble.CRASHED)
        self._stack.setCurrentWidget(self._trouble_page)
        for tools in (self._device, self._scheme):
            tools.setEnabled(False)
        self._show_note()

    @Slot()
    def reload(self) -> None:
        """Try again after a crash."""
        self._trouble = None
        self.show_mail(self._html, self._text)
        self._show_html()

    @Slot()
    def _place(self) -> None:
        if self._web is None:
            return
        ground = self._ground.rect()
        room = max(ground.width() - 2 * _MARGIN, 120)
        desktop = min(max(DESKTOP_WIDTH, room), self._widest)
        wanted = PHONE_WIDTH if self._device.current() == "phone" else desktop
        width = min(wanted, room)
        left = (ground.width() - width) // 2
        self._web.setGeometry(QRect(left, _MARGIN, width, max(ground.height() - _MARGIN, 40)))
        self._web.set_zoom(min(1.0, width / wanted))

    # -- images from the network

    @Slot()
    def _load_images(self) -> None:
        """Ask their servers, since the user wants it; what is there is kept until another mail is shown."""
        wanted = self._wanted_images()
        if self._images is not None and wanted:
            self._loading = self._images.fetch(wanted)
            self._loading.on_success(self._on_images).on_failure(self._on_no_images)
            self._show_note()

    def _wanted_images(self) -> list[str]:
        return [address for address, is_image in self._blocked.items() if is_image and address not in self._lost]

    @Slot(object)
    def _on_images(self, images: Images) -> None:
        if self._loading is None or not self._loading.is_done or self._web is None:
            return  # of an earlier mail
        self._loading = None
        self._lost |= set(self._wanted_images()) - images.keys()
        self._loaded = {**self._loaded, **images}
        self._web.set_loaded(self._loaded)
        self._show_html()

    @Slot(object)
    def _on_no_images(self, _error: Exception) -> None:
        """The program ends."""
        self._loading = None
        self._show_note()

    def _offer_images(self) -> None:
        wanted = self._wanted_images() if self._html.strip() and self._trouble is None else []
        hosts = sorted({QUrl(address).host() for address in wanted})
        self._load_button.setEnabled(bool(wanted) and self._loading is None)
        named = ", ".join(hosts if len(hosts) <= _MOST_HOSTS else [*hosts[:_MOST_HOSTS], "…"])
        hint = preview.LOAD_IMAGES_HINT.format(hosts=named) if wanted else preview.NO_IMAGES_HINT
        set_tooltip(self._load_button, hint)

    # -- what happens

    @Slot()
    def _on_loaded(self) -> None:
        self._place()  # a new document has its own zoom
        self._show_note()

    @Slot(str, bool)
    def _on_blocked(self, address: str, is_image: bool) -> None:
        self._blocked[address] = is_image
        self._show_note()

    @Slot(str)
    def _on_image_missing(self, name: str) -> None:
        self._missing.add(name)
        self._show_note()

    @Slot(str)
    def _on_link_clicked(self, address: str) -> None:
        refused = open_link(address, self.window(), self._confirm)
        if refused is not None:
            self.link_refused.emit(refused)

    @Slot()
    def _on_crashed(self) -> None:
        self._give_up(WebTrouble.CRASHED)

    @Slot(str)
    def _on_device(self, _key: str) -> None:
        self._place()

    @Slot(str)
    def _on_scheme(self, _key: str) -> None:
        self._show_later()
        self._show_note()

    def note(self) -> str:
        """The words beside the controls."""
        return self._note.words()

    def _show_note(self) -> None:
        self._offer_images()
        if self._loading is not None:
            self._note.say(preview.LOADING_IMAGES)
            return
        if self._whole.currentWidget() is not self._stack:
            self._note.say(self._note_instead)
            return
        notes, details = [], []
        images = sum(self._blocked.values())
        others = len(self._blocked) - images
        if self._html.strip() and self._trouble is None:
            if self._scheme.current() == "dark":  # first: what has no room is cut at the end
                has_styles = preview_document.has_dark_styles(self._html)
                notes.append(preview.DARK_IS_SIMULATED if has_styles else preview.NO_DARK_STYLES)
                details.append(preview.DARK_DETAILS)
            if self._missing:
                notes.append(preview.missing_images_words(len(self._missing)))
                details += [preview.MISSING.format(name=name) for name in sorted(self._missing)]
            lost = len(self._lost & self._blocked.keys())
            if lost:
                notes.append(preview.lost_images_words(lost))
            if images > lost:
                notes.append(preview.blocked_images_words(images - lost))
            elif others:
                notes.append(preview.STYLES_NOT_LOADED)
            details += [preview.NOT_LOADED.format(address=address) for address in self._blocked]
        elif not self._html.strip() and self._text.strip():
            notes.append(preview.PLAIN_TEXT)
        self._note.say(" ".join(notes), "\n".join(details[:20]))
