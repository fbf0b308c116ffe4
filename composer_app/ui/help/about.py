"""About: version, licence, and what the program is built on."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from composer_app import __version__, resources
from composer_app.ui.common import typography
from composer_app.ui.common.edged_dialog import EdgedDialog
from composer_app.ui.common.plain_text import Label


class AboutDialog(EdgedDialog):
    """Shown with `open()`; never blocks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle("About Mail Composer")
        self.resize(560, 480)
        title = Label("Mail Composer")
        title.setFont(typography.heading())
        version = Label(f"Version {__version__}, on Qt {qVersion()}. MIT licence.")
        notices = QTextBrowser()
        notices.setAccessibleName("Licences")
        notices.setMarkdown(resources.text("licences", "notices.md"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        for widget in (title, version, notices, buttons):
            column.addWidget(widget)
