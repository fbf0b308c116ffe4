"""About: version, licence, and the parts of the program with their licence texts."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Slot, qVersion
from PySide6.QtWidgets import QGridLayout, QStyle, QTextBrowser, QWidget

from composer_app import __version__, resources
from composer_app.licences import Notice, notices
from composer_app.ui.help.subject_list import SubjectList
from composer_app.ui.texts import help as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.theme.app_icon import app_icon
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.plain_text import Label

_SUMMARY = "summary"
_ICON = 48


class AboutDialog(BaseDialog):
    """Shown with `open()`; never blocks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("about", texts.ABOUT, parent, spacing=16, ruled=True)
        self.resize(820, 560)
        self.head.hide()
        self._notices: dict[str, Notice] = {}
        self._parts = SubjectList()
        self._parts.setObjectName("licence_parts")
        self._parts.setAccessibleName(texts.PARTS)
        self._text = QTextBrowser()
        self._text.setObjectName("licence_text")
        self._text.setAccessibleName(texts.LICENCE)
        self._text.setSource(QUrl())
        self._text.setOpenLinks(False)
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.document().setDocumentMargin(12)
        self.add(_program_and_version())
        licences = QWidget()
        in_row(licences, self._parts, self._text, grows=self._text, spacing=8)
        self.add(licences, fills=True)
        self.add_secondary(verbs.CLOSE, "close_about", self.reject)
        self._parts.currentItemChanged.connect(self._show_part)
        self._fill()
        self._parts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        self._parts.add(_SUMMARY, texts.SUMMARY)
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
            licence = f"{texts.LICENCE_OF.format(licence=notice.licence)}\n\n" if notice.licence else ""
            self._text.setPlainText(f"{notice.name}\n{licence}{notice.text}")


def _program_and_version() -> QWidget:
    icon, title = Label(), Label("Mail Composer")
    icon.setPixmap(app_icon().pixmap(_ICON, _ICON))
    icon.setAccessibleName("Mail Composer")
    title.setFont(typography.heading())
    version = Label(texts.VERSION.format(version=__version__, qt=qVersion()))
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    grid.addWidget(icon, 0, 0, 2, 1)
    grid.addWidget(title, 0, 1, Qt.AlignmentFlag.AlignBottom)
    grid.addWidget(version, 1, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 1)
    return made
