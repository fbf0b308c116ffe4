"""What a file is, by its name: an image, refused, or a program."""

from __future__ import annotations

import pytest

from composer_app.domain import file_types
from composer_app.sandbox.mail import limits


def test_types_are_known_by_the_ending() -> None:
    assert file_types.ending("Report.PDF") == "pdf"
    assert file_types.ending("README") == ""
    assert file_types.is_picture("map.PNG")
    assert not file_types.is_picture("map.pdf")
    assert all(map(file_types.is_refused, ("Setup.EXE", "setup.exe", "a.tar.js", ".jar")))
    assert not any(map(file_types.is_refused, ("exe", "a.pdf")))


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
    assert file_types.is_program(name, start) is runs


def test_refused_files_are_those_of_the_sandbox() -> None:
    assert file_types.REFUSED_FILE_TYPES == limits.REFUSED_FILE_TYPES
