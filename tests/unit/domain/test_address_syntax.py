"""One address: accepted, refused with the reason, or mended."""

from __future__ import annotations

import unicodedata

import pytest

from composer_app.domain.address_syntax import AddressProblem, judge


@pytest.mark.parametrize(
    "address",
    [
        "ทดสอบ@ตัวอย่าง.ไทย",
        "संपर्क@उदाहरण.भारत",
        "தொடர்பு@example.com",
        "যোগাযোগ@example.com",
        "ទំនាក់ទំនង@example.com",
        "почта@пример.рф",
        "连络@例子.测试",
        "jürgen+x@example.com",
        "_ana_@example.com",
        "o'neil@example.com",
        "col·legi@example.com",
    ],
)
def test_addresses_of_any_script_are_accepted(address: str) -> None:
    assert judge(address).address == unicodedata.normalize("NFC", address)
    assert judge(address).suggestion == ""


@pytest.mark.parametrize(
    "text",
    [
        "ana@example.com\u200b",
        "\ufeffana@example.com",
        "\u202aana@example.com\u202c",
        "an\u00ada@example.com",
        "\u2060ana@exam\u00adple.com",
        "\u200eana@example.com\u061c",
        "ana\u200d@example.com",
        "ana＠example.com",
        "ａｎａ@ｅｘａｍｐｌｅ．ｃｏｍ",
        "ana@example。com",
    ],
)
def test_what_cannot_be_seen_and_what_was_typed_wide_is_taken_for_what_it_looks_like(text: str) -> None:
    assert judge(text).address == "ana@example.com"


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("•ana@example.com", "•"),
        ("●ana@example.com", "●"),
        ("“ana@example.com", "“"),
        ("‛ana@example.com", "‛"),
        ("ana@example.com”", "”"),
        ("…ana@example.com", "…"),
        ("\u2800ana@example.com", "\u2800"),
        ("ana@example.com\u2800", "\u2800"),
        ("\u3164ana@example.com", "\u3164"),
        ("\uffa0ana@example.com", "\uffa0"),
        ("\ufe0fana@example.com", "\ufe0f"),
        ("ana@example.com\ufe0f", "\ufe0f"),
        ("ana\U000e0101@example.com", "\U000e0101"),
        ("\u034fana@example.com", "\u034f"),
        ("\x00ana@example.com", "\x00"),
        ("\ue000ana@example.com", "\ue000"),
        ("\ud800ana@example.com", "\ud800"),
        ("\u0301ana@example.com", "\u0301"),
        ("1)ana@example.com", ")"),
    ],
)
def test_rubbish_at_an_edge_is_named_and_the_address_suggested(text: str, character: str) -> None:
    verdict = judge(text)
    assert (verdict.address, verdict.problem) == ("", AddressProblem.BAD_CHARACTER)
    assert verdict.character == character
    assert verdict.suggestion == "ana@example.com"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("ana@example.com.", "ana@example.com"),
        ("ana@example.com'", "ana@example.com"),
        ("<ana@example.com", "ana@example.com"),
        ("o’neil@example.com", "o'neil@example.com"),
        ("ana‑maria@example.com", "ana-maria@example.com"),
        ("m\ufffdller@example.com", ""),
        ("ana kovac@example.com", ""),
        ("نام\u200cکاربر@example.com", "نامکاربر@example.com"),
        ("ana@exam\u200bple.com", "ana@example.com"),
        ("an\ufeffa@example.com", "ana@example.com"),
    ],
)
def test_what_is_probably_meant_is_suggested(text: str, suggestion: str) -> None:
    assert (judge(text).address, judge(text).suggestion) == ("", suggestion)


@pytest.mark.parametrize("mark", ["1.", "23.", "'", "-", "*", "+", "#", "--"])
def test_a_bullet_that_addresses_allow_is_doubted(mark: str) -> None:
    verdict = judge(f"{mark}tom@example.com")
    assert (verdict.address, verdict.suggestion) == (f"{mark}tom@example.com", "tom@example.com")


def test_a_slip_in_the_domain_of_a_provider_leaves_the_address_valid() -> None:
    verdict = judge("ana@gmial.com")
    assert (verdict.address, verdict.problem, verdict.suggestion) == ("ana@gmial.com", None, "ana@gmail.com")
