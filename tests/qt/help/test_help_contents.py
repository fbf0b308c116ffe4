"""The contents of the help: nothing is left out, nothing leads nowhere."""

from __future__ import annotations

from composer_app.ui.help.help_contents import SUBJECT_OF_PAGE, SUBJECTS
from composer_app.ui.shell.pages import PAGES
from tests.unit import checkout


def test_every_help_page_is_listed_once() -> None:
    files = [path.stem for path in (checkout.ROOT / "resources" / "help").glob("*.md")]

    assert sorted(SUBJECTS) == sorted(files)


def test_every_page_of_the_window_opens_the_help_at_a_subject() -> None:
    assert set(PAGES) < set(SUBJECT_OF_PAGE)
    assert set(SUBJECT_OF_PAGE.values()) <= set(SUBJECTS)
