"""Small rules of the page: file names, forgotten files, the copy that the preview shows, problems in words."""

from __future__ import annotations

import pytest

from composer_app.domain.draft_validation import DraftFault, DraftProblem
from composer_app.ui.compose.attachments import file_names
from composer_app.ui.compose.attachments.attachment_reminder import names_an_attachment
from composer_app.ui.compose.draft_problems import to_mend
from composer_app.ui.compose.preview import preview_document, web_support
from composer_app.ui.compose.preview.web_support import WebTrouble


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The bill is attached.", "attached"),
        ("Im Anhang die Rechnung", "Anhang"),
        ("Vous trouverez ci-joint", "ci-joint"),
        ("We are attached to you", "attached"),
        ("Nothing of the kind", ""),
        ("> The bill is attached.\nThanks", ""),
        ("Thanks\n-- \nEnclosed Ltd.", ""),
        ("unattached", ""),
    ],
)
def test_a_forgotten_file_is_noticed(text: str, word: str) -> None:
    assert names_an_attachment(text) == word


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
    assert file_names.safe("../../etc/pass\nwd ") == "pass wd"
    assert file_names.is_refused("Setup.EXE")
    assert not file_names.is_refused("exe")


def test_colour_queries_are_answered_in_the_copy() -> None:
    html = "@media (prefers-color-scheme: dark) {a} @media (prefers-color-scheme:light) {b} prefers-color-scheme: dark"

    light = preview_document.document(html, is_dark=False)
    dark = preview_document.document(html, is_dark=True)

    assert "@media (max-width: 0) {a} @media (min-width: 0) {b} prefers-color-scheme: dark" in light
    assert "@media (min-width: 0) {a} @media (max-width: 0) {b}" in dark
    assert "color-scheme: only light" in light
    assert "color-scheme: dark" in dark


def test_a_mail_without_dark_styles_stays_light() -> None:
    assert "only light" in preview_document.document("<p>x</p>", is_dark=True)
    assert preview_document.has_dark_styles('<meta name="color-scheme" content="light dark">')


@pytest.mark.parametrize("piece", ["color-scheme", "color-scheme:", "prefers-color-scheme", "(", "( ", "light-"])
def test_a_long_row_of_scheme_words_takes_no_time(piece: str) -> None:
    html = piece * (2_000_000 // len(piece))
    assert html in preview_document.document(html, is_dark=True)
    assert not preview_document.has_dark_styles(html)


def test_root_gets_no_browser_unless_it_asks_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_support.sys, "platform", "linux")

    assert web_support.trouble_ahead({}, user=0) is WebTrouble.ROOT
    assert web_support.trouble_ahead({"QTWEBENGINE_DISABLE_SANDBOX": "1"}, user=0) is None
    assert web_support.trouble_ahead({"QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}, user=0) is None
    assert web_support.trouble_ahead({}, user=1000) is None


def test_a_missing_browser_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_support.importlib.util, "find_spec", lambda _name: None)

    assert web_support.trouble_ahead({}, user=1000) is WebTrouble.NOT_INSTALLED


def test_every_fault_leads_somewhere() -> None:
    for fault in DraftFault:
        (one,) = to_mend([DraftProblem(fault, "7")])
        assert one.sentence
        assert one.field
