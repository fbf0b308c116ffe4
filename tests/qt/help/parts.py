"""The parts of the help window."""

from __future__ import annotations

from composer_app.ui.help.help_page_view import PageView
from composer_app.ui.help.help_window import HelpWindow
from composer_app.ui.help.subject_list import SubjectList


def page_of(window: HelpWindow) -> PageView:
    found = window.findChild(PageView)
    assert isinstance(found, PageView)
    return found


def list_of(window: HelpWindow) -> SubjectList:
    found = window.findChild(SubjectList)
    assert isinstance(found, SubjectList)
    return found
