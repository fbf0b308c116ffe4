"""About: version, licence, and what the program is built on, each part with the text of its licence."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Slot, qVersion
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStyle, QTextBrowser, QVBoxLayout, QWidget

from composer_app import __version__, resources
from composer_app.licences import Notice, notices
from composer_app.ui.help.help_subjects import SubjectList
from composer_app.ui.shell.app_icon import app_icon
from composer_app.ui.theme import typography
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.edged_dialog import EdgedDialog
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.plain_text import Label

_SUMMARY = "summary"
_ICON = 48


class AboutDialog(EdgedDialog):
    """Shown with `open()`; never blocks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle("About Mail Composer")
        self.resize(820, 560)
        icon, title = Label(), Label("Mail Composer")
        icon.setPixmap(app_icon().pixmap(_ICON, _ICON))
        icon.setAccessibleName("Mail Composer")
        title.setFont(typography.heading())
        version = Label(f"Version {__version__}, on Qt {qVersion()}. MIT licence.")
        self._notices: dict[str, Notice] = {}
        self._parts = SubjectList()
        self._parts.setObjectName("licence_parts")
        self._parts.setAccessibleName("Parts of the program")
        self._text = QTextBrowser()
        self._text.setObjectName("licence_text")
        self._text.setAccessibleName("Licence")
        self._text.setSource(QUrl())
        self._text.setOpenLinks(False)
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.document().setDocumentMargin(12)
        close = secondary_button("Close", self)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._parts)
        row.addWidget(self._text, 1)
        head = QGridLayout()
        head.setHorizontalSpacing(12)
        head.setVerticalSpacing(2)
        head.addWidget(icon, 0, 0, 2, 1)
        head.addWidget(title, 0, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(version, 1, 1, Qt.AlignmentFlag.AlignTop)
        head.setColumnStretch(1, 1)
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(16)
        inside.addLayout(head)
        inside.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 11, 20, 12)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(inside, 1)
        column.addWidget(Hairline(self))
        column.addLayout(foot)
        self._parts.currentItemChanged.connect(self._show_part)
        self._fill()
        self._parts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        self._parts.add(_SUMMARY, "Summary")
        for notice in notices():
            self._notices[notice.name] = notice
            self._parts.add(notice.name, notice.name)
        scroll_bar = self._parts.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self._parts.setFixedWidth(self._parts.width() + scroll_bar)
        self._parts.mark(_SUMMARY)

    @Slot()
    def _show_part(self) -> None:
        notice = self._notices.get(self._parts.current())
        if notice is None:
            self._text.setFont(typography.body())
            self._text.setMarkdown(resources.text("licences", "notices.md"))
        else:
            self._text.setFont(typography.fixed(-1))
            licence = f"Licence: {notice.licence}\n\n" if notice.licence else ""
            self._text.setPlainText(f"{notice.name}\n{licence}{notice.text}")
