"""Names of attached files: safe, free, fit for `cid:`, and whether opening one would run something."""

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


def test_types_are_known_by_the_ending() -> None:
    assert file_names.ending("Report.PDF") == "pdf"
    assert file_names.ending("README") == ""
    assert file_names.is_picture("map.PNG")
    assert not file_names.is_picture("map.pdf")
    assert all(map(file_names.is_refused, ("Setup.EXE", "setup.exe", "a.tar.js", ".jar")))
    assert not any(map(file_names.is_refused, ("exe", "a.pdf")))


@pytest.mark.parametrize(
    ("name", "start", "runs"),
    [
        ("invoice.pdf", b"%PDF-1.7", False),
        ("notes.txt", b"plain words", False),
        ("data.csv", b"a;b", False),
        ("setup.exe", b"", True),
        ("invoice.pdf.EXE", b"", True),
        ("setup.exe. ", b"", True),
        ("install.sh", b"echo", True),
        ("tool.desktop", b"", True),
        ("invoice.pdf", b"MZ\x90\x00", True),
        ("invoice", b"\x7fELF", True),
        ("invoice.txt", b"\xef\xbb\xbf#!/bin/sh", True),
        ("link.url", b"[InternetShortcut]", True),
    ],
)
def test_what_would_run_is_known(name: str, start: bytes, runs: bool) -> None:
    assert file_names.is_program(name, start) is runs


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
