"""About: version and licences."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QTextBrowser

from composer_app import __version__
from composer_app.cli.self_check.check import Check
from composer_app.ui.help.about_dialog import AboutDialog
from composer_app.ui.help.subject_list import SubjectList


def test_about_names_version_and_licences(check: Check) -> None:
    check.program.main_view.commands["about"].trigger()

    dialog = check.driver.find(AboutDialog, "about")
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    parts = check.driver.find(SubjectList, "licence_parts", dialog)
    text = check.driver.find(QTextBrowser, "licence_text", dialog)
    assert "MIT licence" in text.toPlainText()
    assert parts.mark("Qt and Qt for Python")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text.toPlainText()
    assert parts.mark("httpx")
    assert "Redistribution and use" in text.toPlainText()
    assert __version__ in words
    dialog.reject()
