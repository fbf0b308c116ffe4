"""A secret or an address is found however it is encoded, and the rest of the text stays what it is."""

from __future__ import annotations

import base64
import html
import json
import quopri
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.encoded_text import EncodedText
from composer_app.domain.text_matchers import AddressMatcher, AnyAddressMatcher

ADDRESSES = (
    "ana+news@example.com",
    "r&d@example.com",
    "a=b@example.com",
    "a=be@example.com",
    "o'brien@example.com",
    "müller@example.com",
    "jürgen@bücher.example",
    "a%20b@example.com",
    "x/y&copy@example.com",
    "\U0001f511@example.com",
)
Writer = Callable[[str], str]


def each(write: Writer) -> Writer:
    return lambda text: "".join(map(write, text))


def json_unit(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


WRITERS: dict[str, Writer] = {
    "as it is": lambda text: text,
    "capitals": lambda text: text.upper().replace("%20B", "%20B"),
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "percent": lambda text: quote(text, safe=""),
    "percent, small": lambda text: each(lambda c: "".join(f"%{b:02x}" for b in c.encode()))(text),
    "percent, the @ alone": lambda text: text.replace("%", "%25").replace("&", "%26").replace("@", "%40"),
    "form": quote_plus,
    "html": lambda text: html.escape(text),
    "html, names": lambda text: html.escape(text).replace("ü", "&uuml;").replace("@", "&commat;"),
    "html, dots": lambda text: html.escape(text).replace(".", "&period;"),
    "html, decimal": each(lambda c: f"&#{ord(c)};"),
    "html, decimal, bare": each(lambda c: f"&#000{ord(c)} ".rstrip()),
    "html, hex": each(lambda c: f"&#x{ord(c):06X};"),
    "json": lambda text: json.dumps(text)[1:-1],
    "json, all": each(json_unit),
    "json, slash": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "json, twice": lambda text: json.dumps(json.dumps(text))[3:-3],
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "quoted-printable, all": each(lambda c: "".join(f"={b:02X}" for b in c.encode())),
    "percent in html": lambda text: html.escape(quote(text, safe="")),
    "percent in html, all": lambda text: each(lambda c: f"&#{ord(c)};")(quote(text, safe="")),
    "html in percent": lambda text: quote(each(lambda c: f"&#{ord(c)};")(text), safe=""),
    "html in json": lambda text: json.dumps(each(lambda c: f"&#x{ord(c):x};")(text)).replace("&", "\\u0026")[1:-1],
    "json in html": lambda text: html.escape(json.dumps(text)[1:-1]),
    "json, code points": each(lambda c: f"\\u{{{ord(c):x}}}"),
    "full width": each(lambda c: chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c),
    "unseen between": "\u200b".join,
    "unseen in it": lambda text: text.replace("@", "\u2060@\ufeff").replace(".", ".\u00ad"),
    "marks of direction": lambda text: text.replace("@", "\u2066@\u2069").replace(".", "\u202e.\ufe0f"),
    "letters of mathematics": each(lambda c: chr(ord(c) - ord("a") + 0x1D41A) if "a" <= c <= "z" else c),
    "small signs": lambda text: text.replace("@", "\ufe6b").replace(".", "\ufe52"),
    "bytes in a log": lambda text: repr(text.encode())[2:-1],
}  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_an_address_is_found_however_it_is_written(address: str, write: Writer) -> None:
    wanted = EncodedText.of_address(address)
    for around in ("{}", "to={}&x", "<{}>", "mailto:{}?subject=1", '"{}"', "Hi {}, hello", "%3C{}%3E"):
        assert wanted.masked(around.format(write(address)), "[gone]") == around.format("[gone]")


@pytest.mark.parametrize("address", ["müller@exämple.de", "müller@xn--exmple-cua.de"])
@pytest.mark.parametrize("domain", ["exämple.de", "EXÄMPLE.de", "xn--exmple-cua.de", "xn--exmple-cua%2Ede"])
def test_both_forms_of_an_international_domain(address: str, domain: str) -> None:
    assert EncodedText.of_address(address).masked(f"to müller@{domain}.", "-") == "to -."


@pytest.mark.parametrize(
    "tag", ["<b>", "</SPAN>", '<a title="1 < 0">', "<wbr/>", "<!-- - > -->", "<i class='x'\n>", "<!---->"]
)
@pytest.mark.parametrize("write", [str, html.escape, json_unit, lambda text: quote(text, safe="")])
def test_tags_within_an_address_part_no_letters_and_stay(tag: str, write: Writer) -> None:
    mask = EncodedText.of_address("ana@example.com")
    for parted in (f"a{tag}na@example.com", f"ana{tag}@{tag}example.com", f"ana@example.co{tag}m"):
        kept = tag * parted.count(tag)
        written = each(write)(f"(<p>Hi {parted},</p>)")
        assert mask.masked(written, "-") == each(write)("(<p>Hi ") + "-" + each(write)(f"{kept},</p>)")


def test_a_tag_within_an_address_may_name_it_too() -> None:
    written = 'a<b title="ana@example.com">na</b>@example.com'
    assert EncodedText.of_address("ana@example.com").masked(written, "-") == '-<b title="-"></b>'


@pytest.mark.parametrize(
    "text", ["a<td>na@example.com", "a<!-- na@example.com", "jo<b>a</b>na@example.com", "a<bx>na@example.com"]
)
def test_tags_that_part_words_or_belong_to_a_longer_address(text: str) -> None:
    assert not EncodedText.of_address("ana@example.com").is_in(text)


def test_kept_addresses_stay_also_with_tags_in_them() -> None:
    wanted = EncodedText(
        [AddressMatcher(["ana@example.com"]), AnyAddressMatcher()], keep=AddressMatcher(["bea@example.com"])
    )
    for text in ("b<b>e</b>a@example.com", "<a>bea@example.com</a>Hello"):
        assert wanted.masked(text, "-") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_wide_characters(encoding: str) -> None:
    raw = 'to "m&uuml;ller@example.com", soon'.encode(encoding)
    assert EncodedText.of_address("müller@example.com").masked(raw, "-") == 'to "-", soon'.encode(encoding)


@pytest.mark.parametrize("offset", range(3))
@pytest.mark.parametrize("tail", range(4))
@pytest.mark.parametrize("encode", [base64.encodebytes, base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("address", ["ana+news@example.com", "müller@example.com"])
def test_base64_holds_what_it_held_but_for_the_address(
    offset: int, tail: int, encode: Callable[[bytes], bytes], address: str
) -> None:
    content = f"{'x' * (60 + offset)} <{address}> said\r\nm&#252;ller? {'>' * tail}"
    written = json.dumps({"name": "a.eml", "content": encode(content.encode()).decode(), "to": 1})
    masked = EncodedText.of_address(address).masked(written, "[gone]")
    read = base64.urlsafe_b64decode(json.loads(masked)["content"].replace("+", "-").replace("/", "_")).decode()
    assert read.replace(" ", "") == content.replace(address, "[gone]").replace(" ", "")
    assert json.loads(masked)["to"] == 1


def test_base64_that_begins_anywhere() -> None:
    whole = base64.b64encode(b"To: ana@example.com and more text").decode()
    for cut in range(4):
        assert EncodedText.of_address("ana@example.com").is_in(whole[cut:])


def test_an_address_in_the_mail_in_a_mail() -> None:
    inner = base64.encodebytes(b"Subject: for ana@example.com only\r\n" * 4)
    outer = base64.encodebytes(b"Content-Transfer-Encoding: base64\r\n\r\n" + inner)
    wanted = EncodedText.of_address("ana@example.com")
    assert wanted.is_in(outer)
    assert not wanted.is_in(wanted.masked(outer, "-"))


def test_a_picture_is_searched_as_it_is() -> None:
    picture = base64.b64encode(bytes(range(256)) * 3 + b"Ana@example.com" + bytes(range(256))).decode()
    assert EncodedText.of_address("ana@example.com").is_in(picture)
    assert not EncodedText.of_address("tom@example.com").is_in(picture)


@pytest.mark.parametrize(
    "text",
    [
        "joana@example.com",
        "j%6Fana@example.com",
        "&uuml;ana@example.com",
        "\\u00fcana@example.com",
        "x.ana@example.com",
        "r&amp;ana@example.com",
        "ana@example.com.au",
        "ana@example.com&period;au",
        "ana@example.com%2Eau",
        "ana@example.community",
        "ana@example.com-shop.de",
        "ana",
        "ana@example.org",
    ],
)
def test_a_longer_address_belongs_to_another_person(text: str) -> None:
    wanted = EncodedText.of_address("ana@example.com")
    assert not wanted.is_in(text)
    assert wanted.masked(text, "-") is text


@pytest.mark.parametrize(
    "text", ["'{}'", "b'{}'", "...{}", "- {} -", "{}. Next", "{}\\nbye", "line\\n{}", "%20{}%20", "{}.csv", "{}_2.pdf"]
)
def test_what_may_stand_beside_an_address(text: str) -> None:
    assert EncodedText.of_address("ana@example.com").masked(text.format("ana@example.com"), "-") == text.format("-")


def test_a_line_break_of_json_is_no_letter() -> None:
    written = json.dumps({"text": "Ask\nora@example.com"})
    assert not EncodedText.of_address("nora@example.com").is_in(written)
    assert json.loads(EncodedText.of_address("ora@example.com").masked(written, "-")) == {"text": "Ask\n-"}


@pytest.mark.parametrize("address", ["bea@example.com", "ed@example.com"])
def test_what_looks_like_quoted_printable_in_a_link(address: str) -> None:
    assert EncodedText.of_address(address).masked(f"?to={address}&x=3D", "-") == "?to=-&x=3D"


def test_ids_stand_for_an_address() -> None:
    wanted = EncodedText.of_address("ana@example.com", ["mc-1-1", ""])
    assert wanted.masked('{"to":"ana\\u0040example.com","id":"mc-1-1","other":"mc-1-12"}', "-") == (
        '{"to":"-","id":"-","other":"mc-1-12"}'
    )


KEY = "Zk7q+attack/KEY=c0ffee"
PASSWORD = 'billing:pä"ss <w&rd>\\7\U0001f511'


@pytest.mark.parametrize("secret", [KEY, PASSWORD, "key%41&amp;tail"])
@pytest.mark.parametrize("write", [one for name, one in WRITERS.items() if name != "capitals"])
def test_a_key_is_found_however_it_is_written(secret: str, write: Writer) -> None:
    raw = f'{{"you said": "App {write(secret)}"}}'.encode()
    wanted = EncodedText.of_secrets([secret])
    assert wanted.masked(raw, "***") == b'{"you said": "App ***"}'
    ((start, end),) = wanted.spans(raw)
    assert raw[start:end].decode() == write(secret)


def test_a_key_is_in_base64_and_in_no_other_case() -> None:
    wanted = EncodedText.of_secrets([KEY])
    assert wanted.is_in(base64.b64encode(b"user:" + KEY.encode()))
    assert not wanted.is_in(KEY.lower())
    assert wanted.masked(b"Zk7q+attack/KEY=c0ffe", "***") == b"Zk7q+attack/KEY=c0ffe"
    assert EncodedText.of_secrets([]).masked(b"anything", "***") == b"anything"


def test_what_is_kept_stays_however_it_is_written() -> None:
    wanted = EncodedText([AnyAddressMatcher()], keep=AddressMatcher(["bea@example.com"]))
    assert wanted.masked("?to=bea@example.com, b&#101;a%40example.com, tom%40example.com", "-") == (
        "?to=bea@example.com, b&#101;a%40example.com, -"
    )


def test_a_place_far_behind_in_a_long_text() -> None:
    for shift in range(0, 70_000, 13_977):  # across the edge between two windows
        text = "ab %41 " * 148_900 + "." * shift + " m%C3%BCller@example.com " + "x%41" * 40_000
        masked = EncodedText.of_address("müller@example.com").masked(text, "-")
        assert masked == text.replace("m%C3%BCller@example.com", "-")


@pytest.mark.parametrize(
    "unit",
    [
        "@",
        ".",
        "a@",
        "a.@",
        "%41",
        "&",
        "&#65;",
        "\\",
        "%2525",
        "=41",
        "a",
        "\\u0041",
        "'",
        "x@example.co",
        "é@",
        "<b",
        "<!--",
        "<b>@",
        "²",
    ],
)
def test_half_a_megabyte_of_anything_ends(unit: str) -> None:
    text = unit * (500_000 // len(unit))
    EncodedText([AddressMatcher(["ana@example.com"]), AnyAddressMatcher()]).masked(text, "-")


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(sorted(WRITERS)), st.sampled_from(ADDRESSES))
def test_whatever_stands_around_nothing_else_changes(before: str, after: str, name: str, address: str) -> None:
    written = WRITERS[name](address)
    text = f"{before} {written} {after}"
    masked = EncodedText.of_address(address).masked(text, "[gone]")
    assert masked == f"{before} [gone] {after}"


@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    assert EncodedText.of_address("ana@example.com").masked(raw, "-") is raw
    assert EncodedText.of_secrets([KEY]).spans(raw) == []
