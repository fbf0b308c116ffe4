"""Media types come from our own table, whatever this computer has."""

from __future__ import annotations

import pytest

from composer_app.services.compose.media_types import UNKNOWN, media_type_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.JPG", "image/jpeg"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("a.odt", "application/vnd.oasis.opendocument.text"),
        ("a.ics", "text/calendar"),
        ("a.webp", "image/webp"),
        ("a.7z", "application/x-7z-compressed"),
        ("a.tar.gz", "application/gzip"),
        ("my report.v2.Xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12"),
        ("a.csv", "text/csv"),
        ("a.heic", "image/heic"),
        ("a.svg", "image/svg+xml"),
        ("a.mp4", "video/mp4"),
        ("a.m4a", "audio/mp4"),
        ("a.eml", "message/rfc822"),
        ("a.vcf", "text/vcard"),
        ("a.pages", "application/vnd.apple.pages"),
        ("a.rar", "application/vnd.rar"),
        ("a.txt. ", "text/plain"),
        ("a.pdf\u200b", "application/pdf"),
        ("a．ＰＤＦ", "application/pdf"),
        ("a.fodt", "application/vnd.oasis.opendocument.text-flat-xml"),
        ("a.vcs", "text/calendar"),
        ("a.p7b", "application/x-pkcs7-certificates"),
        ("a.hwpx", "application/vnd.hancom.hwpx"),
        ("a", UNKNOWN),
        ("pdf", UNKNOWN),
        ("a.unheard-of", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_the_ending_tells_the_type(name: str, kind: str) -> None:
    assert media_type_of(name) == kind
