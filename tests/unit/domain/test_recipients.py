"""Address lists as people type and paste them."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from composer_app.domain.address_syntax import AddressProblem
from composer_app.domain.mail import Mailbox
from composer_app.domain.recipients import (
    address_key,
    parse_address,
    parse_addresses,
    without_repeats,
)

ONE_LETTER_ANDS = frozenset("aeioyиійήو和与及と및와")
ANA, TOM = Mailbox("ana@example.com"), Mailbox("tom@example.com")


def boxes(text: str) -> list[Mailbox | None]:
    return [entry.mailbox for entry in parse_addresses(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ana@example.com, tom@example.com",
        "ana@example.com;tom@example.com;",
        "ana@example.com\ntom@example.com\r\n",
        "ana@example.com\ttom@example.com",
        "ana@example.com tom@example.com",
        " , ;ana@example.com,,\n\n;tom@example.com",
        "<ana@example.com>, <tom@example.com>",
        "ana@EXAMPLE.com, tom@example.com",
        "To: ana@example.com; Cc: tom@example.com",
    ],
)
def test_lists_are_split_however_they_are_written(text: str) -> None:
    assert boxes(text) == [ANA, TOM]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Kovač <ana@example.com>", "Ana Kovač"),
        ('"Kovač, Ana" <ana@example.com>', "Kovač, Ana"),
        ("Kovač, Ana <ana@example.com>", "Kovač, Ana"),
        ('"Ana; the \\"boss\\"" <ana@example.com>', 'Ana; the "boss"'),
        ("  Ana\u00a0 Kovač  < ana@example.com >", "Ana Kovač"),
        ("O'Neil, Ana <ana@example.com>", "O'Neil, Ana"),
        ('"" <ana@example.com>', ""),
        ("<ana@example.com>", ""),
        ('"\\";" <ana@example.com>', '";'),
        ('"ends in \\\\" <ana@example.com>', "ends in \\"),
    ],
)
def test_names_are_kept(text: str, name: str) -> None:
    assert boxes(text) == [Mailbox("ana@example.com", name)]


@pytest.mark.parametrize(
    "text",
    [
        "mailto:ana@example.com",
        "<mailto:ana@example.com>",
        "MAILTO:ana@example.com?subject=Hello%20there&body=x",
        "mailto:ana%40example.com",
    ],
)
def test_a_link_copied_from_a_browser_is_an_address(text: str) -> None:
    assert boxes(text) == [ANA]
    assert boxes(f"Ana <{text.strip('<>')}>") == [Mailbox("ana@example.com", "Ana")]
    assert parse_address(f"Ana <{text.strip('<>')}>").mailbox == Mailbox("ana@example.com", "Ana")


@pytest.mark.parametrize("text", ["To: ana@example.com", "- ana@example.com", "[ana@example.com]", "'ana@example.com'"])
def test_one_address_with_what_lists_have_around_it_is_that_address(text: str) -> None:
    assert parse_address(text).mailbox == ANA


def test_surnames_before_a_comma_are_mended_one_by_one() -> None:
    text = "Kovač, Ana <ana@example.com>, Ito, Tom <tom@example.com>"
    assert boxes(text) == [Mailbox("ana@example.com", "Kovač, Ana"), Mailbox("tom@example.com", "Ito, Tom")]


def test_rubbish_in_a_list_is_kept_and_spoils_nothing() -> None:
    parsed = parse_addresses("Dear all,\nana@example.com; call me!; @; tom@; tom@example.com; foo@bar")
    assert [entry.mailbox for entry in parsed if entry.mailbox] == [ANA, TOM]
    assert [entry.text for entry in parsed if not entry.mailbox] == ["Dear all", "call me!", "@", "tom@", "foo@bar"]
    assert all(entry.problem for entry in parsed if not entry.mailbox)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ana", AddressProblem.NO_AT),
        ("ana@", AddressProblem.NO_DOMAIN),
        ("ana@example", AddressProblem.NO_DOMAIN),
        ("wrong@@address", AddressProblem.MORE_THAN_ONE_AT),
        ("ana@example.com@example.com", AddressProblem.MORE_THAN_ONE_AT),
        ("ana kovac@example.com", AddressProblem.BAD_CHARACTER),
        ("ana@exa_mple..com", AddressProblem.BAD_DOMAIN),
        ("ana@-example.com", AddressProblem.BAD_DOMAIN),
        ("a..b@example.com", AddressProblem.BAD_CHARACTER),
        ("a" * 65 + "@example.com", AddressProblem.TOO_LONG),
        ("ana@" + "a" * 320 + ".com", AddressProblem.TOO_LONG),
        ("ana <ana@example.com", AddressProblem.BAD_CHARACTER),
    ],
)
def test_the_problem_is_named(text: str, problem: AddressProblem) -> None:
    entry = parse_address(text)
    assert (entry.mailbox, entry.problem, entry.text) == (None, problem, text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("jürgen@example.com", "jürgen@example.com"),
        ("ana@münchen.example", "ana@münchen.example"),
        ("ana@example.test", "ana@example.test"),
        ("ana+tag@sub.example.com", "ana+tag@sub.example.com"),
        ('"ana kovac"@example.com', None),
    ],
)
def test_unusual_addresses(text: str, address: str | None) -> None:
    mailbox = parse_address(text).mailbox
    assert (mailbox.address if mailbox else None) == address


def test_repeats_are_dropped_with_the_first_kept() -> None:
    parsed = parse_addresses("Ana <ana@example.com>, ana@EXAMPLE.com, ANA@example.com, oops, oops")
    kept = without_repeats(parsed)
    assert [entry.text for entry in kept] == ["Ana <ana@example.com>", "oops"]


def test_the_archive_finds_an_address_by_its_exact_local_part() -> None:
    assert address_key("Ana@EXAMPLE.com") == "Ana@example.com"
    assert address_key("no address") == "no address"


@given(st.text(alphabet=st.sampled_from('xb <>@.,;"\\\n\tü'), max_size=40) | st.text(max_size=40))
def test_no_text_breaks_it_and_no_letter_is_lost(text: str) -> None:
    """But that of an "and" behind a mailbox: it is one letter in many languages."""
    parsed = parse_addresses(text)
    assume(not any(word in ONE_LETTER_ANDS for word in re.findall(r"\w+", text)))
    letters = [char for char in text if char.isalpha()]
    shown = [char for entry in parsed for char in entry.text if char.isalpha()]
    assert sorted("".join(letters).lower()) == sorted("".join(shown).lower())


@pytest.mark.parametrize("word", ["and", "a", "und", "y"])
def test_a_word_for_and_at_the_end_of_a_line_is_no_recipient(word: str) -> None:
    parsed = parse_addresses(f"Ana <ana@example.com> {word}\nTom <tom@example.com>")
    assert [entry.text for entry in parsed] == ["Ana <ana@example.com>", "Tom <tom@example.com>"]


@given(st.text(max_size=20), st.sampled_from(["ana@example.com", "tom+x@sub.example.com"]))
def test_what_a_mailbox_is_written_as_is_read_again(name: str, address: str) -> None:
    mailbox = Mailbox(address, " ".join(name.split()))
    (entry,) = parse_addresses(str(mailbox))
    assert entry.mailbox == mailbox


@pytest.mark.parametrize(
    "text",
    [
        "Ana <ana＠example.com> Tom <tom@example.com>",
        "Ana <ana@example.com> Tom <tom﹫example.com>",
        "Ana＜ana＠example.com＞Tom＜tom＠example.com＞",
        "Ana <ana@example.com>｜Tom <tom@example.com>",
        "Ana <ana@example.com> │ Tom <tom@example.com>",
        "Ana <ana@example.com>・Tom <tom@example.com>",
        "Ana <ana@example.com>፡Tom <tom@example.com>",
        "Ana <ana@example.com>\u2800Tom <tom@example.com>",
        "Ana <ana@example.com>\u2063Tom <tom@example.com>",
        "Ana <ana@example.com>\x00Tom <tom@example.com>",
        "Ana <ana@example.com><br>Tom <tom@example.com><br/>",
        r"Ana <ana@example.com>\r\nTom <tom@example.com>",
        "Ana <ana@example.com> = Tom <tom@example.com>",
        "Ana <ana@example.com> и Tom <tom@example.com>",
        "Ana <ana@example.com> και Tom <tom@example.com>",
        "Ana <ana@example.com> と Tom <tom@example.com>",
        "To: Ana <ana@example.com>, Tom <tom@example.com>",
        "'Ana' <ana@example.com>; “Tom” <tom@example.com>",
        "[Ana](mailto:ana@example.com) [Tom](mailto:tom@example.com)",
    ],
)
def test_no_sign_of_any_script_between_two_gets_into_a_name(text: str) -> None:
    assert boxes(text) == [Mailbox("ana@example.com", "Ana"), Mailbox("tom@example.com", "Tom")]


def test_two_addresses_with_wide_signs_are_not_one() -> None:
    entry = parse_address("Ana <ana＠example.com> Tom <tom＠example.com>")
    assert (entry.mailbox, entry.problem) == (None, AddressProblem.SEVERAL)


@pytest.mark.parametrize(
    "text",
    [
        "Ana: ana@example.com",
        "Ana - ana@example.com",
        "Ana ana@example.com",
    ],
)
def test_an_address_among_words_is_suggested(text: str) -> None:
    (entry,) = parse_addresses(text)
    assert (entry.mailbox, entry.suggestion) == (None, "Ana <ana@example.com>")


@pytest.mark.parametrize("text", ["a" * 200_000 + "@", "a@" + "b" * 200_000, "Ana " * 50_000 + "ana@example.com"])
def test_a_text_of_any_length_is_judged(text: str) -> None:
    (entry,) = parse_addresses(text)
    assert entry.mailbox is None


@pytest.mark.parametrize("between", ["|", "•", "፡", "\u200b", "፧"])
@pytest.mark.parametrize("quoted", ["'{}'", "“{}”", "<{}>", "{}"])
def test_glued_addresses_come_out_of_their_quotes(between: str, quoted: str) -> None:
    assert boxes(between.join(quoted.format(box.address) for box in (ANA, TOM, ANA))) == [ANA, TOM, ANA]


def test_a_break_of_html_parts_bare_addresses() -> None:
    assert boxes("ana@example.com<br />tom@example.com<BR>") == [ANA, TOM]


@pytest.mark.parametrize("name", ["Ana＠home", "Ana ＂boss＂ Kovač", "＜Sales＞", "Ana ﹤ana＠example.com﹥"])
def test_wide_signs_in_a_quoted_name_stay(name: str) -> None:
    mailbox = Mailbox("ana@example.com", name)
    assert boxes(f"{mailbox}, {mailbox}") == [mailbox, mailbox]
