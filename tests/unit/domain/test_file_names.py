"""Names of attached files: safe, free, and fit for `cid:`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain import file_names


@pytest.mark.parametrize(
    ("name", "content_id"),
    [
        ("map.png", "map.png"),
        ("Büro Plan (2).PNG", "Buro-Plan-2.PNG"),
        ("写真.jpg", "image.jpg"),
        ("..", "image"),
        ("plan", "plan"),
        (".png", "image.png"),
    ],
)
def test_a_name_can_stand_behind_cid(name: str, content_id: str) -> None:
    assert file_names.content_id(name) == content_id


def test_names_are_free_and_safe() -> None:
    assert file_names.free("a.pdf", {"a.pdf", "a-2.pdf"}) == "a-3.pdf"
    assert file_names.free("Report.PDF", {"report.pdf", "REPORT-2.pdf"}) == "Report-3.PDF"
    assert file_names.free("caf\u00e9.pdf", {"CAFE\u0301.pdf"}) == "caf\u00e9-2.pdf"
    assert file_names.safe("../../etc/pass\nwd ") == "pass wd"
    assert file_names.in_one_line("two\nlines.pdf") == "two lines.pdf"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Bill.pdf", "Bill.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\a.txt", "a.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        (".bashrc", "bashrc"),
        ("name. . ", "name"),
        ("con", "_con"),
        ("LPT1.tar.gz", "_LPT1.tar.gz"),
        ("photo\u202egpj.exe", "photo_gpj.exe"),
        ("a\x00b\nc.txt", "a b c.txt"),
        ("..", "file"),
        ("", "file"),
        ("é" * 150 + ".pdf", "é" * 98 + ".pdf"),
    ],
)
def test_a_name_for_saving_is_safe_on_every_system(name: str, wanted: str) -> None:
    assert file_names.for_saving(name) == wanted


@given(st.text())
def test_no_name_leaves_its_folder(name: str) -> None:
    saved = file_names.for_saving(name)
    assert saved
    assert len(saved.encode()) <= 200
    assert not set(saved) & set('/\\<>:"|?*\0\n')
    assert not saved.startswith((".", " "))
