"""Layout and focus of the compose page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QSplitter, QWidget

from composer_app.ui.compose.action_row import ActionRow
from composer_app.ui.compose.attachments.attachment_row import AttachmentRow
from composer_app.ui.compose.attachments.file_drops import Places
from composer_app.ui.compose.body.body_pane import BodyPane
from composer_app.ui.compose.checks.check_row import CheckRow
from composer_app.ui.compose.header_rows import Header
from composer_app.ui.compose.message_area import MessageArea
from composer_app.ui.mail_view.preview_pane import PreviewPane
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import row_height
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.tab_order import put_first

_LEAST_LINES = 4
"""Lines of the mail in sight before the page begins to scroll."""


class ComposeView:
    """The parts of the page, laid out from top to bottom; editor and preview 11 : 9 with a splitter."""

    def __init__(
        self,
        page: QWidget,
        header: Header,
        body: BodyPane,
        preview: PreviewPane,
        files: AttachmentRow,
        checks: CheckRow,
        actions: ActionRow,
    ) -> None:
        self._page = page
        self.header, self.body, self.preview, self.files, self.actions = header, body, preview, files, actions
        self.checks = checks
        self.messages = MessageArea()
        self.splitter = _Body(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("compose_splitter")
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(body)
        self.splitter.addWidget(preview)
        self.splitter.setStretchFactor(0, 11)
        self.splitter.setStretchFactor(1, 9)
        self.splitter.setSizes([1100, 900])
        body.setMinimumWidth(300)
        preview.setMinimumWidth(260)
        self.scroll = _Scroll()
        in_column(self.scroll.ground, header, self.splitter, Hairline(), files, checks, grows=self.splitter)
        in_column(page, self.scroll, _MessageScroll(self.messages), actions, grows=self.scroll)

    def focus_first(self) -> None:
        """Put the focus on the first field that is empty, else on the mail."""
        if not self.header.recipients.texts("to"):
            self.header.focus("to")
        elif not self.header.subject.text():
            self.header.focus("subject")
        else:
            self.body.focus_editor()

    def focus_field(self, field: str) -> None:
        """Put the focus on "body", "files", "wrong recipient", or a row of the header."""
        match field:
            case "body":
                self.body.focus_editor()
            case "files":
                self.files.focus_first()
            case "wrong recipient":
                self.header.recipients.focus_first_wrong()
            case _:
                self.header.focus(field)

    def focus_part(self, step: int) -> None:
        """Move the focus forward (1) or back (-1) among header, body, files and Send, cyclically, since the editor uses
        Tab itself."""
        parts = (self.header, self.body, self.files, self.actions)
        focused = self._page.window().focusWidget()
        nowhere = -1 if step > 0 else 0
        here = next((n for n, part in enumerate(parts) if focused and part.isAncestorOf(focused)), nowhere)
        match (here + step) % len(parts):
            case 0:
                self.header.focus("to")
            case 1:
                self.body.focus_editor()
            case 2:
                self.files.focus_first()
            case _:
                self.actions.send_button.setFocus(Qt.FocusReason.TabFocusReason)

    def order_tabs(self) -> None:
        """Set the tab order from field to field into the body. Call after all widgets are created."""
        letter = self.body.letter_pane
        editors = (self.body.html_editor, letter.editor, letter.bar, self.body.text_pane.editor)
        below = (self.files, self.checks, self.messages, self.actions)
        put_first(self._page, [*self.header.tab_stops(), *editors, *below])

    def places(self) -> Places:
        """Where files can be dropped, in the page's coordinates."""
        body = self._below_header(self.body)
        preview = QRect() if self.preview.isHidden() else self._below_header(self.preview)
        return Places(body, preview, self.body.current_line())

    def line_at(self, where: QPoint) -> int:
        """The line of the HTML, or the paragraph of the letter, at a point of the page."""
        return self.body.line_at(self.body.mapFrom(self._page, where))

    def _below_header(self, pane: BodyPane | PreviewPane) -> QRect:
        rect = QRect(pane.mapTo(self._page, QPoint(0, 0)), pane.size())
        return rect.adjusted(0, pane.header_height(), 0, 0)


class _Body(QSplitter):
    """Editor and preview. They take the remaining room, and shrink before any other row."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        least = row_height(40, typography.body()) + _LEAST_LINES * QFontMetrics(typography.fixed()).height()
        return QSize(hint.width(), max(hint.height(), least))


class _Scroll(QScrollArea):
    """The page above messages and actions. It scrolls in a low window."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compose_scroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.ground = QWidget()
        self.setWidget(self.ground)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 4 * row_height(40, typography.body()))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 2 * row_height(40, typography.body()))


class _MessageScroll(QScrollArea):
    """The messages beside Send, always in sight; they scroll in a low window."""

    def __init__(self, messages: MessageArea) -> None:
        super().__init__()
        self._messages = messages
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setWidget(messages)
        messages.installEventFilter(self)
        messages.shown.connect(self._bring_into_sight)

    def sizeHint(self) -> QSize:
        layout = self._messages.layout()
        high = 0 if self._messages.isHidden() or layout is None else layout.totalHeightForWidth(max(self.width(), 300))
        return QSize(super().sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), 2 * row_height(40, typography.body())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES_HEIGHT:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _bring_into_sight(self, message: QWidget) -> None:
        QTimer.singleShot(0, message, lambda: self.ensureWidgetVisible(message, 0, 8))  # after the layout


_CHANGES_HEIGHT = (QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
