"""The parts of the help window."""

from __future__ import annotations

from composer_app.ui.help.help_page_view import PageView
from composer_app.ui.help.help_window import HelpWindow
from composer_app.ui.help.subject_list import SubjectList
from tests.qt.windows import child


def page_of(window: HelpWindow) -> PageView:
    return child(window, PageView)


def list_of(window: HelpWindow) -> SubjectList:
    return child(window, SubjectList)
