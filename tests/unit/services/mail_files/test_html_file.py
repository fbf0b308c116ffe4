"""Files of HTML: their encoding, and the images beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.domain.mail_limits import MAX_HTML_BYTES, MAX_MESSAGE_BYTES
from composer_app.domain.problem import ProblemCode
from composer_app.services.mail_files.html_file import decoded, read_html_file
from composer_app.services.runtime.error_mapping import Failed


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>Grüße</p>\r\n".encode(), "<p>Grüße</p>\r\n"),
        ("\ufeff<p>Grüße</p>".encode(), "<p>Grüße</p>"),
        ("\ufeff<p>Grüße</p>".encode("utf-16-le"), "<p>Grüße</p>"),
        ("<meta charset=iso-8859-1><p>5 € “x”</p>".encode("cp1252"), "<meta charset=iso-8859-1><p>5 € “x”</p>"),
        (
            '<meta content="text/html; charset=windows-1250"><p>Žluťoučký kůň</p>'.encode("cp1250"),
            '<meta content="text/html; charset=windows-1250"><p>Žluťoučký kůň</p>',
        ),
        ("<meta charset='utf-16'><p>é</p>".encode(), "<meta charset='utf-16'><p>é</p>"),
        ("<meta charset=nonsense><p>é</p>".encode(), "<meta charset=nonsense><p>é</p>"),
        ("<meta charset=utf-8><p>Grüße aus Köln</p>".encode("cp1252"), "<meta charset=utf-8><p>Grüße aus Köln</p>"),
        (b"<p>a\0b\t </p>\xe2\x80\xa8", "<p>a\0b\t </p>\u2028"),
    ],
)
def test_the_encoding_is_found_and_every_character_stays(content: bytes, text: str) -> None:
    assert decoded(content) == text


def test_what_a_mail_declares_comes_first() -> None:
    assert decoded("š".encode("iso8859-2"), "iso-8859-2") == "š"


def test_images_below_the_folder_become_inline_images(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(b"no")
    folder = tmp_path / "mail"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "Kopf bild.png").write_bytes(b"head")
    (folder / "logo.png").write_bytes(b"one")
    (folder / "images" / "logo.png").write_bytes(b"two")
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "notes.txt").write_bytes(b"no picture")
    page = folder / "mail.html"
    page.write_text(
        '<img src="images/Kopf%20bild.png"><img src="logo.png"><img src="images/logo.png"><img src="logo.png">'
        '<img src="lost.png"><img src="link.png"><img src="../outside.png"><img src="notes.txt">'
        f'<img src="{"x" * 300}.png">'
    )

    found = read_html_file(page)

    assert found.html.startswith(
        '<img src="cid:Kopf-bild.png"><img src="cid:logo.png"><img src="cid:logo-2.png"><img src="cid:logo.png">'
        '<img src="lost.png"><img src="link.png"><img src="../outside.png"><img src="notes.txt">'
    )
    assert [(file.name, file.content, file.is_inline) for file in found.files] == [
        ("Kopf-bild.png", b"head", True),
        ("logo.png", b"one", True),
        ("logo-2.png", b"two", True),
    ]
    assert (found.subject, found.text) == (None, None)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"x" * (MAX_HTML_BYTES + 1), ProblemCode.FILE_TOO_BIG),
        (b" \r\n", ProblemCode.MAIL_FILE_EMPTY),
        (b"<img src=a.png><img src=b.png>", ProblemCode.FILE_TOO_BIG),
    ],
)
def test_too_much_and_nothing_are_refused(tmp_path: Path, content: bytes, code: ProblemCode) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(name.encode() * (MAX_MESSAGE_BYTES // 9))
    (tmp_path / "mail.html").write_bytes(content)

    with pytest.raises(Failed) as failed:
        read_html_file(tmp_path / "mail.html")

    assert (failed.value.problem.code, failed.value.problem.subject) == (code, "mail.html")
