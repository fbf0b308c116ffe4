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
    ("name", "start"), [("invoice.pdf", b"%PDF-1.7"), ("notes.txt", b"plain words"), ("data.csv", b"a;b")]
)
def test_a_document_is_no_program(name: str, start: bytes) -> None:
    assert not file_types.is_program(name, start)


@pytest.mark.parametrize("name", ["setup.exe", "invoice.pdf.EXE", "setup.exe. ", "tool.desktop"])
def test_a_name_tells_a_program(name: str) -> None:
    assert file_types.is_program(name, b"")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("install.sh", b"echo"),
        ("invoice.pdf", b"MZ\x90\x00"),
        ("invoice", b"\x7fELF"),
        ("invoice.txt", b"\xef\xbb\xbf#!/bin/sh"),
        ("link.url", b"[InternetShortcut]"),
    ],
)
def test_what_would_run_is_known(name: str, start: bytes) -> None:
    assert file_types.is_program(name, start)


def test_refused_files_are_those_of_the_sandbox() -> None:
    assert file_types.REFUSED_FILE_TYPES == limits.REFUSED_FILE_TYPES


def test_a_table_is_known_by_its_name() -> None:
    assert all(map(file_types.is_table, ("people.csv", "People.XLSX", "people.ods")))
    assert not any(map(file_types.is_table, ("people.pdf", "notes.txt", "csv")))


def test_a_file_that_may_be_the_mail_is_known_by_its_name() -> None:
    names = ("a.html", "a.HTM", "a.eml", "a.zip", "a.txt", "html", "a.html.pdf")
    assert [file_types.is_mail(name) for name in names] == [True, True, True, True, False, False, False]
