"""Forms as servers take them apart."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from python_multipart import FormParser
from python_multipart.multipart import File, parse_options_header

from composer_app.api.api_request import Body, FilePiece
from composer_app.api.multipart_writer import escaped, form_body, safe_media_type
from composer_app.api.outgoing_body import OutgoingBody


def sent(body: Body) -> bytes:
    async def collect() -> bytes:
        return b"".join([block async for block in OutgoingBody(body)])

    data = asyncio.run(collect())
    assert len(data) == body.length
    return data


def taken_apart(body: Body) -> tuple[list[tuple[str, str]], list[tuple[str, str, bytes]]]:
    """Fields and files, as the library that many Python servers use reads them."""
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, str, bytes]] = []

    def on_file(file: File) -> None:
        file.file_object.seek(0)
        files.append((file.field_name.decode(), (file.file_name or b"").decode(), file.file_object.read()))
        file.close()

    content_type, options = parse_options_header(body.content_type)
    parser = FormParser(
        content_type.decode(),
        lambda field: fields.append((field.field_name.decode(), (field.value or b"").decode())),
        on_file,
        boundary=options[b"boundary"],
    )
    parser.write(sent(body))
    parser.finalize()
    return fields, files


def stored(tmp_path: Path, content: bytes, file_name: str) -> FilePiece:
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}"
    path.write_bytes(content)
    return FilePiece(path, len(content), file_name)


def test_fields_come_out_as_they_went_in_repeated_and_in_order() -> None:
    reported = [
        ("to", "a@example.com"),
        ("to", "b@example.com"),
        ("text", "Zdravo\r\nŽiga\n--not a boundary--\r\n"),
        ("x", ""),
    ]
    assert taken_apart(form_body(reported)) == (reported, [])


def test_files_come_out_byte_for_byte(tmp_path: Path) -> None:
    contents = (b"", bytes(range(256)) * 5, b"\r\n--\r\n")
    files = [("attachment", "application/pdf", stored(tmp_path, one, f"{n}.pdf")) for n, one in enumerate(contents)]
    fields, read = taken_apart(form_body([("from", "a@example.com")], files))
    assert fields == [("from", "a@example.com")]
    assert read == [("attachment", f"{n}.pdf", one) for n, one in enumerate(contents)]


@pytest.mark.parametrize(
    ("file_name", "on_wire"),
    [
        ("Rechnung für März.pdf", 'filename="Rechnung für März.pdf"'),
        ("請求書.pdf", 'filename="請求書.pdf"'),
        ('a "quoted" name.txt', "filename=\"a %22quoted%22 name.txt\"; filename*=UTF-8''a%20%22quoted%22%20name.txt"),
        ("two\r\nlines.txt", "filename=\"two%0D%0Alines.txt\"; filename*=UTF-8''two%0D%0Alines.txt"),
        ("100%22 off.pdf", "filename=\"100%22 off.pdf\"; filename*=UTF-8''100%2522%20off.pdf"),
        ("100%0applejuice.pdf", "filename=\"100%0applejuice.pdf\"; filename*=UTF-8''100%250applejuice.pdf"),
        ("100% off.pdf", 'filename="100% off.pdf"'),
        ("100%.txt", 'filename="100%.txt"'),
        ("back\\slash.txt", 'filename="back\\slash.txt"'),
        ("half \udc80 pair.txt", 'filename="half ? pair.txt"'),
    ],
)
def test_file_names_are_written_as_browsers_write_them(tmp_path: Path, file_name: str, on_wire: str) -> None:
    body = form_body([], [("attachment", "text/plain", stored(tmp_path, b"x", file_name))])
    head = sent(body).partition(b"\r\n\r\n")[0].decode()
    assert head.split("\r\n")[1:] == [
        f'Content-Disposition: form-data; name="attachment"; {on_wire}',
        "Content-Type: text/plain",
    ]


def test_a_file_name_cannot_break_out_of_its_quotes() -> None:
    assert set('"\r\n').isdisjoint(escaped('x"; name="to"\r\n\r\nevil@example.com'))


@pytest.mark.parametrize("odd", ["", "text", "text/plain\r\nX: y", "text/plain; a=b\r\n", "tex t/plain", "text/plain;"])
def test_a_media_type_cannot_break_out_of_its_line(odd: str) -> None:
    assert safe_media_type(odd) == "application/octet-stream"


@pytest.mark.parametrize(
    "good", ["text/plain", "image/svg+xml", "text/plain; charset=utf-8", "application/vnd.ms-excel"]
)
def test_a_media_type_is_kept(good: str) -> None:
    assert safe_media_type(good) == good
