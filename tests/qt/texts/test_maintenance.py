"""What is said of checks, restores and repairs."""

from __future__ import annotations

import pytest

from composer_app.ui.texts import maintenance
from composer_app.ui.texts.inline_message_text import MessageKind


def test_a_check_says_whether_the_search_was_checked() -> None:
    whole = maintenance.checked((), with_search=True)
    without_search = maintenance.checked((), with_search=False)

    assert (whole.title, whole.kind) == ("The archive is not damaged.", MessageKind.SUCCESS)
    assert "the search was not checked" in without_search.title
    assert without_search.kind is MessageKind.WARNING


@pytest.mark.parametrize(
    ("problems", "vendor"),
    [
        (("page 3",), "page 3."),
        (("a", "b", "c", "d"), "a; b; c. And 1 more."),
    ],
)
def test_a_damaged_archive_names_three_problems(problems: tuple[str, ...], vendor: str) -> None:
    said = maintenance.checked(problems, with_search=True)

    assert (said.title, said.vendor) == ("The archive is damaged.", vendor)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 waiting mail is not sent automatically: the program looks for it in the logs."),
        (1200, "1,200 waiting mails are not sent automatically: the program looks for them in the logs."),
    ],
)
def test_waiting_mail_is_counted(count: int, said: str) -> None:
    assert maintenance.waiting_mail(count) == said
