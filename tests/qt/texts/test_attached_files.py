"""Sentences about files on their way into a mail."""

from __future__ import annotations

import pytest

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.open_draft.attachment_intake import FileEvent, FileNotice
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts.attached_files import (
    copying_words,
    drop_words,
    file_notice_words,
    no_file_words,
    no_picture_words,
    several_not_attached,
)
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText


@pytest.mark.parametrize("event", [FileEvent.REFUSED_TYPE, FileEvent.MAIL_CLOSED])
def test_a_file_that_is_not_attached_is_an_error_with_its_name(event: FileEvent) -> None:
    words = file_notice_words(FileNotice(event, "setup.EXE"))

    assert words.kind is MessageKind.ERROR
    assert words.title == "setup.EXE was not attached."
    assert words.body


def test_the_refused_type_is_named() -> None:
    words = file_notice_words(FileNotice(FileEvent.REFUSED_TYPE, "setup.EXE"))

    assert words.body == "Infobip does not accept .exe files. Pack it into a zip file or send a link."


@pytest.mark.parametrize("event", [FileEvent.ALREADY_THERE, FileEvent.NAME_CHANGED])
def test_where_nothing_is_missing_it_is_a_note(event: FileEvent) -> None:
    words = file_notice_words(FileNotice(event, "a.txt"))

    assert words.kind is MessageKind.INFO
    assert "a.txt" in words.title


def test_the_reason_of_the_system_is_said() -> None:
    problem = Problem(ProblemCode.FILE_UNREADABLE, subject="a.pdf", vendor_text="Permission denied")
    words = file_notice_words(FileNotice(FileEvent.NOT_COPIED, "a.pdf", Failed(problem)))

    assert words.title == "a.pdf cannot be read."
    assert words.body.endswith("The system says: Permission denied.")
    assert words.vendor == ""


def test_another_failure_is_said_as_everywhere() -> None:
    words = file_notice_words(FileNotice(FileEvent.NOT_COPIED, "a.pdf", Failed(Problem(ProblemCode.ARCHIVE_FULL))))

    assert words.title == "The disk is full."


def test_what_is_no_file_is_said() -> None:
    assert no_picture_words().title == "The picture was not placed."
    words = no_file_words("https://example.com/" + "x" * 60)
    assert words.title == "A web address cannot be attached."
    assert words.body.startswith("https://example.com/xxx")
    assert "…" in words.body


@pytest.mark.parametrize(
    ("names", "words"), [((), ""), (("{n}.pdf",), "Copying {n}.pdf…"), (("a", "b"), "Copying 2 files…")]
)
def test_one_file_on_its_way_is_named_and_several_are_counted(names: tuple[str, ...], words: str) -> None:
    assert copying_words(names) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 file, 186 kB. The mail then has 1.4 of 25 MB."),
        (1200, "1,200 files, 186 kB. The mail then has 1.4 of 25 MB."),
    ],
)
def test_dragged_files_are_counted_with_the_size_of_the_mail(count: int, words: str) -> None:
    assert drop_words(count, 186_000, 1_420_000, 25_000_000) == words


def test_several_files_that_are_not_attached_share_one_message() -> None:
    first, second, third = (MessageText(f"{name} was not attached.", "Send a link.") for name in "abc")

    two = several_not_attached((first.title, first.body), second)
    three = several_not_attached((two.title, two.body), third)

    assert three.title == two.title == "Some files were not attached."
    assert three.body.splitlines() == [f"{name} was not attached. Send a link." for name in "abc"]
