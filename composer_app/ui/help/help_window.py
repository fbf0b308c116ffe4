"""Help window: the same pages that the README links to."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QWidget

from composer_app import resources
from composer_app.services.settings import Settings
from composer_app.ui.help.help_contents import SUBJECT_OF_PAGE, SUBJECTS
from composer_app.ui.help.help_page_view import PageView
from composer_app.ui.help.subject_list import SubjectList
from composer_app.ui.texts import help as texts
from composer_app.ui.texts import verbs
from composer_app.ui.widgets.base_dialog import EDGE, BareDialog
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.layouts import in_column, in_row

_LAYOUT = "help"


class HelpWindow(BareDialog):
    """Contents on the left, one page on the right. Not modal. Esc closes it."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__("help_window", texts.HELP, parent)
        self._settings = settings
        self.setMinimumSize(560, 360)
        self._subjects = SubjectList()
        self._text = PageView()
        for name in SUBJECTS:
            self._subjects.add(name, _title(name))
        close = secondary_button(verbs.CLOSE)
        close.setObjectName("help_close")
        close.clicked.connect(self.reject)
        left = in_column(None, self._subjects, grows=self._subjects, spacing=8, margins=(0, 12, 0, 12))
        left.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)
        line = Hairline(self, Qt.Orientation.Vertical)
        in_row(self, left, line, self._text, grows=self._text, margins=(EDGE, EDGE, EDGE, EDGE))
        self._subjects.currentItemChanged.connect(self._on_subject)
        self._text.anchorClicked.connect(self._on_link)
        if not self.restoreGeometry(settings.layout(_LAYOUT)):
            self.resize(1020, 700)
        self._subjects.setFocus()

    @classmethod
    def open_for(cls, window: QWidget, page: str, settings: Settings) -> HelpWindow:
        """Open the one help window at what belongs to this page, or at a subject by its name."""
        shown: HelpWindow = window.findChild(cls) or cls(window, settings)
        shown.show_subject(SUBJECT_OF_PAGE.get(page, page))
        shown.show()
        shown.raise_()
        shown.activateWindow()
        return shown

    def show_subject(self, name: str) -> None:
        self._subjects.mark(name)

    def hideEvent(self, event: QHideEvent) -> None:
        self._settings.set_layout(_LAYOUT, self.saveGeometry())
        super().hideEvent(event)

    @Slot()
    def _on_subject(self) -> None:
        if name := self._subjects.current():
            self._text.show_page(resources.text("help", f"{name}.md"))

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        """Pages link to each other as files do; anything else is the browser's."""
        if url.isRelative():
            self.show_subject(url.path().removesuffix(".md"))
        else:
            QDesktopServices.openUrl(url)


def _title(name: str) -> str:
    first = resources.text("help", f"{name}.md").splitlines()[0]
    return first.removeprefix("# ")
