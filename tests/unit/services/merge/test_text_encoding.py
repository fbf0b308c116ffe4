"""The encoding of a text is found from its bytes."""

from __future__ import annotations

import io

import pytest

from composer_app.services.merge.text_encoding import ENCODINGS, encoding_of


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        ("a,b\nAna,Zürich\n", "utf-8", "utf-8-sig"),
        ("a,b\nAna,Zürich\n", "utf-8-sig", "utf-8-sig"),
        ("a,b\nAna,Zürich\n", "utf-16", "utf-16"),
        ("email,name\nana@example.com,Ana\n", "utf-16-le", "utf-16-le"),
        ("email,name\nana@example.com,Ana\n", "utf-16-be", "utf-16-be"),
        ("name;ort\nMüller;Köln\nJosé;Málaga\n", "cp1252", "cp1252"),
        ("ime;grad\nŽeljko Šimić;Čakovec\nĐurđa;Požega\nIvo Kovačić;Šibenik\n", "cp1250", "cp1250"),
        ("имя;город\nАнна;Москва\nПётр;Тверь\n", "cp1251", "cp1251"),
        ("名前,市\n山田太郎,東京\n鈴木花子,大阪\n", "shift_jis", "shift_jis"),
        ("plain,text\n", "ascii", "utf-8-sig"),
    ],
)
def test_it_is_found(text: str, written: str, found: str) -> None:
    file = io.BytesIO(text.encode(written))

    assert encoding_of(file) == found
    assert found in ENCODINGS
    assert file.tell() == 0


def test_a_letter_far_behind_plain_text_counts() -> None:
    assert encoding_of(io.BytesIO(b"ana@example.com,1\n" * 200_000 + "Zürich\n".encode("cp1252"))) == "cp1252"


def test_long_texts_are_judged_by_a_part() -> None:
    assert encoding_of(io.BytesIO("Željko Šimić;Čakovec\n".encode("cp1250") * 9_000)) == "cp1250"


def test_bytes_that_are_no_text_have_an_encoding_nevertheless() -> None:
    assert encoding_of(io.BytesIO(bytes(range(1, 256)) * 3)) in ENCODINGS
