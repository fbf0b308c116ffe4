"""The list of a mail's files: no name twice, no file twice, nothing lost."""

from __future__ import annotations

import pytest

from composer_app.domain.mail import Attachment
from composer_app.services.compose import attachment_list


def file(name: str, content: str = "", *, is_inline: bool = False, media_type: str = "text/plain") -> Attachment:
    return Attachment(content or name, name, media_type, 3, is_inline)


A, B, C = file("a.txt"), file("b.txt"), file("c.txt")


def test_two_files_of_one_name_stay_two() -> None:
    files, added = attachment_list.with_added((file("report.pdf", "one"),), file("report.pdf", "two"))

    assert [one.file_name for one in files] == ["report.pdf", "report-2.pdf"]
    assert added is files[1]


@pytest.mark.parametrize("is_inline", [False, True])
def test_the_same_file_is_added_once(is_inline: bool) -> None:
    once, _ = attachment_list.with_added((), file("a.png", "one", is_inline=is_inline))
    again, added = attachment_list.with_added(once, file("a.png", "one", is_inline=is_inline))

    assert again == once
    assert added is once[0]


def test_the_same_bytes_under_another_name_are_another_file() -> None:
    files, _ = attachment_list.with_added((file("a.txt", "one"),), file("b.txt", "one"))

    assert [one.file_name for one in files] == ["a.txt", "b.txt"]


def test_an_inline_image_gets_a_name_that_the_html_can_ask_for() -> None:
    _, added = attachment_list.with_added((), file("Büro Plan.png", is_inline=True))

    assert added.file_name == "Buro-Plan.png"


def test_a_name_becomes_one_line() -> None:
    _, added = attachment_list.with_added((), file("two\nlines.pdf"))

    assert added.file_name == "two lines.pdf"


def test_a_file_goes_and_comes_back_at_its_place() -> None:
    left = attachment_list.without((A, B, C), B)
    assert left == (A, C)
    assert attachment_list.with_put_back(left, B, 1) == (A, B, C)
    assert attachment_list.with_put_back((A,), C, 2) == (A, C)
    assert attachment_list.with_put_back((A, B), B, 0) == (A, B)


def test_files_are_found_by_name() -> None:
    assert attachment_list.named((A, B), "b.txt") is B
    assert attachment_list.named((A, B), "c.txt") is None


@pytest.mark.parametrize(
    ("wanted", "new"), [("b.txt", "b-2.txt"), ("folder/d.txt", "d.txt"), ("", "a.txt"), ("a.txt", "a.txt")]
)
def test_a_file_is_renamed_as_near_to_the_wish_as_can_be(wanted: str, new: str) -> None:
    files, name = attachment_list.with_renamed((A, B), A, wanted)

    assert name == new
    assert [one.file_name for one in files] == [new, "b.txt"]


def test_the_media_type_follows_the_name_but_an_image_stays_one() -> None:
    image = file("map.png", is_inline=True, media_type="image/png")

    original = file("report.txt")
    ((renamed,), _) = attachment_list.with_renamed((original,), original, "report.csv")
    assert renamed.media_type == "text/csv"
    ((picture,), _) = attachment_list.with_renamed((image,), image, "map.txt")
    assert (picture.file_name, picture.media_type) == ("map.txt", "image/png")
    ((gif,), _) = attachment_list.with_renamed((image,), image, "map.gif")
    assert gif.media_type == "image/gif"
