"""Lists of addresses in any form: as many recipients as addresses, or a piece that is seen to be wrong."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from composer_app.domain.address_list import addresses_of_link, pieces_of
from composer_app.domain.recipients import parse_addresses

PEOPLE = ("Ana Kovac <ana@example.com>", "Tom Ito <tom@example.com>", "Eva Lind <eva@example.com>")
BARE = ("ana@example.com", "tom@example.com", "eva@example.com")
SEPARATORS = [
    *(" ", "\t", "\v", "\f", "\n", "\r\n", "\x1c", "\x85", "\u00a0", "\u2028", "\u2029", "\u3000", "\u202f"),
    *(
        ",",
        ";",
        "；",
        "，",
        "、",
        "؛",
        "،",
        "|",
        " | ",
        "/",
        " / ",
        " and ",
        " und ",
        ", and ",
        " & ",
        " + ",
        "•",
        " - ",
    ),
    *(" ; \n", ",\t,", "\n\n", ">\u00a0", "…", " – "),
]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_three_people_are_three_whatever_is_between_them(separator: str) -> None:
    assert list(pieces_of(separator.join(PEOPLE))) == list(PEOPLE)


@pytest.mark.parametrize("separator", [one for one in SEPARATORS if ">" not in one])
def test_three_bare_addresses_are_three_whatever_is_between_them(separator: str) -> None:
    assert list(pieces_of(separator.join(BARE))) == list(BARE)


def test_names_and_bare_addresses_may_be_mixed() -> None:
    assert list(pieces_of("ana@example.com Tom Ito <tom@example.com> eva@example.com")) == [BARE[0], PEOPLE[1], BARE[2]]


@pytest.mark.parametrize(
    "text",
    [
        '"ana@example.com","tom@example.com"',
        '"ana@example.com";"tom@example.com"\r\n',
        '["ana@example.com", "tom@example.com"]',
        "['ana@example.com', 'tom@example.com']",
        "{ana@example.com, tom@example.com}",
        "(ana@example.com; tom@example.com)",
        '"ana@example.com\ntom@example.com"',
        '"ana@example.com, tom@example.com"',
        "“ana@example.com”, ‘tom@example.com’",
        "«ana@example.com» «tom@example.com»",
        "mailto:ana@example.com,tom@example.com?subject=Hello%20there",
        "mailto:ana%40example.com?cc=tom@example.com&body=eva@example.com",
        "mailto:ana@example.com;mailto:tom@example.com",
        "mailto:ana@example.com；mailto:tom@example.com",
        "To: ana@example.com\nCc: mailto:tom@example.com\nBcc:",
        "To:\tana@example.com\r\nCc:\ttom@example.com",
        "ana@example.com (tom@example.com)",
        "ana@example.com and (tom@example.com)",
        "<ana@example.com><tom@example.com>",
        "1. ana@example.com\n2. tom@example.com",
        "- ana@example.com\n- tom@example.com",
        "1) ana@example.com 2) tom@example.com",
    ],
)
def test_lists_of_other_programs(text: str) -> None:
    assert [entry.text for entry in parse_addresses(text) if entry.mailbox] == ["ana@example.com", "tom@example.com"]
    assert all(entry.mailbox for entry in parse_addresses(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("van der Berg, Jan <jan@example.com>", ['"van der Berg, Jan" <jan@example.com>']),
        ("D'Angelo Rossi, Maria <m@example.com>", ['"D\'Angelo Rossi, Maria" <m@example.com>']),
        ("Smith Jr., John <j@example.com>; Ito, Tom <t@example.com>", 2),
        ("Kovač, Ana <a@example.com> Ito, Tom <t@example.com>", 2),
        ('"Ana <ana@example.com>"', ["Ana <ana@example.com>"]),
        ('"""Kovac, Ana"" <ana@example.com>"', ['"Kovac, Ana" <ana@example.com>']),
        ('"""Kovac, Ana"" <ana@example.com>\nTom <tom@example.com>"', 2),
        ('"Ana Kovac","ana@example.com"', ["Ana Kovac <ana@example.com>"]),
        ("Ana Kovac\tana@example.com\nTom\ttom@example.com", ["Ana Kovac <ana@example.com>", "Tom <tom@example.com>"]),
        ('"Ana Kovac"；ana@example.com', ["Ana Kovac <ana@example.com>"]),
        (
            '"Ana Kovac"、ana@example.com؛"Tom"؛tom@example.com',
            ["Ana Kovac <ana@example.com>", "Tom <tom@example.com>"],
        ),
        ("ana@example.com (Ana Kovac)", ["Ana Kovac <ana@example.com>"]),
        ("Ana Kovac (ana@example.com)", ["Ana Kovac <ana@example.com>"]),
        ("Ana Kovac [ana@example.com]", ["Ana Kovac <ana@example.com>"]),
        ("Ana Kovac（ana@example.com）", ["Ana Kovac <ana@example.com>"]),
        ("Ana (ana@example.com) Tom (tom@example.com)", ["Ana <ana@example.com>", "Tom <tom@example.com>"]),
        (
            "To: Ana Kovac (ana@example.com), Tom (tom@example.com)\r\nFrom: Ito, Eva <eva@example.com>",
            ["Ana Kovac <ana@example.com>", "Tom <tom@example.com>", '"Ito, Eva" <eva@example.com>'],
        ),
        ("Ana Kovac [mailto:ana@example.com]", ["Ana Kovac <ana@example.com>"]),
        ("Ana | Linden <ana@example.com>", ['"Ana | Linden" <ana@example.com>']),
        ("• Ana <ana@example.com>", ["Ana <ana@example.com>"]),
        ('"tom@example.com via list" <list@example.com>', ['"tom@example.com via list" <list@example.com>']),
    ],
)
def test_names_go_with_their_addresses(text: str, wanted: list[str] | int) -> None:
    entries = parse_addresses(text)
    assert all(entry.mailbox and entry.mailbox.name for entry in entries)
    assert (len(entries) if isinstance(wanted, int) else [entry.text for entry in entries]) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ana ana@example.com",
        "ana kovac@example.com",
        "ana@exam ple.com tom@example.com",
        "ana@example.co m tom@example.com",
        "Ana ana@example.com Tom tom@example.com",
        "Tom via tom@example.com <list@example.com>",
        "sales@example.com <orders@example.com>",
        '5" pipe <ana@example.com>, 6" pipe <tom@example.com>',
        "ana@example.com-tom@example.com",
        "ana@example.comtom@example.com",
        "ana@example.com\\ntom@example.com",
        "ana@example.com%20tom@example.com",
        "ana@example.com%2ctom@example.com",
        "ana@example.com=2Ctom@example.com",
    ],
)
def test_where_no_rule_tells_addresses_apart_the_user_sees_it(text: str) -> None:
    assert [(entry.text, entry.mailbox) for entry in parse_addresses(text)] == [(text, None)]


@pytest.mark.parametrize("quotes", ["''", "``", "{}", "()", "‘’"])
def test_quotes_around_the_first_of_several_glued_addresses_are_no_part_of_it(quotes: str) -> None:
    first = f"{quotes[0]}ana@example.com{quotes[1]}"
    assert list(pieces_of(f"{first}•tom@example.com")) == ["ana@example.com", "tom@example.com"]


@pytest.mark.parametrize("link", ["ana@example.com?CC=tom%40example.com&to=eva%2Bx@example.com&subject=a%2Cb"])
def test_the_recipients_of_a_link(link: str) -> None:
    assert addresses_of_link(link) == "ana@example.com, tom@example.com, eva+x@example.com"


def parts(text: str) -> bool:
    """Does it end one address and begin another? Letters, points and hyphens would belong to them."""
    return bool(text) and not any(char.isalnum() or char in ".-_" for char in (text[0], text[-1]))


RUBBISH = st.text(alphabet=st.sampled_from(" \t\n\v\u00a0\u2028,;；|/•<>\"'()[]{}\\.-–&+:*=ab1é\u200b"), max_size=6)
NAMES = st.sampled_from(["", "Ana ", "Ito, Tom ", '"Ito, Tom" ', "van der Berg, Jan ", "Ana (Sales) ", "Eva | X "])


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[str]]:
    count = draw(st.integers(1, 5))
    addresses = [f"person{number}@example{number}.com" for number in range(count)]
    text = ""
    for address in addresses:
        name = draw(NAMES)
        written = f"{name}<{address}>" if name else draw(st.sampled_from([address, f"<{address}>", f'"{address}"']))
        text += written + draw(RUBBISH.filter(parts) | st.sampled_from(SEPARATORS))
    return text, addresses


@given(lists())
@example(
    ('person0@example0.com"person1@example1.com"person2@example2.com', [f"person{n}@example{n}.com" for n in range(3)])
)
@example(("Ana <person0@example0.com, Tom <person1@example1.com>", [f"person{n}@example{n}.com" for n in range(2)]))
def test_no_address_is_ever_dropped(case: tuple[str, list[str]]) -> None:
    text, addresses = case
    entries = parse_addresses(text)
    good = {entry.mailbox.address for entry in entries if entry.mailbox}
    wrong = " ".join(entry.text for entry in entries if not entry.mailbox)
    for address in addresses:
        assert address in good or address in wrong or any(one.endswith(address) for one in good), (address, entries)


@given(lists())
def test_what_is_shown_is_read_again_the_same(case: tuple[str, list[str]]) -> None:
    """A chip is stored as its text; nothing may become an address by that which was none."""
    for entry in parse_addresses(case[0]):
        again = parse_addresses(entry.text)
        assert [one.mailbox for one in again if one.mailbox] == ([entry.mailbox] if entry.mailbox else [])


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        '\\"',
        "<",
        "<@",
        "@",
        "(",
        '""',
        ',"',
        "a@b.c<",
        "mailto:",
        "[mailto:",
        "1. ",
        "and ",
        "(@",
        "a@b.c/",
        "a(b@c)",
        "To: ",
        "a\t",
    ],
)
def test_long_rows_of_beginnings_take_no_time(piece: str) -> None:
    text = piece * 30_000
    assert len(re.sub(r"[^@]", "", "".join(pieces_of(text)))) <= text.count("@")
