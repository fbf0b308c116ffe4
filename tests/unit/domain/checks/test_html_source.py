"""Tags, texts and their places in the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.checks.finding import CheckId
from composer_app.domain.checks.html_source import HtmlSource, inline_styles, scheme_of, words_at


def test_a_tag_has_its_place_and_its_attributes() -> None:
    text = '<p>\n<A HREF=x.html Title=\'a "b"\' data-x hidden alt="&amp;">words</A>'
    source = HtmlSource(text)
    tag = next(source.start_tags("a"))
    assert text[tag.start : tag.end].startswith("<A HREF")
    assert text[tag.end :] == "words</A>"
    assert tag.attributes == {"href": "x.html", "title": 'a "b"', "data-x": "", "hidden": "", "alt": "&"}
    assert source.line_of(tag.start) == 2
    finding = source.at(CheckId.LINK_EMPTY, tag, "one", "two")
    assert (finding.line, finding.start, finding.end, finding.detail, finding.other) == (
        2,
        tag.start,
        tag.end,
        "one",
        "two",
    )


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<br/><img src=a/><p / >x", ["br", "img", "p"]),
        ("a < b <b>c", ["b"]),
        ("<!-- <a> --><i>", ["i"]),
        ("<!doctype html><?xml x?><i>", ["i"]),
        ("<!-- <a>", []),
        ("<!doctype", []),
        ("<style>a > b { } <a></style><i>", ["style", "style", "i"]),
        ("<script>'<a>'", ["script"]),
        ('<a href="never closed', ["a"]),
        ('<a "x" = b>', ["a"]),
    ],
)
def test_tags_are_found_as_browsers_find_them(html: str, names: list[str]) -> None:
    assert [tag.name for tag in HtmlSource(html).tags] == names


def test_words_are_those_that_recipients_read() -> None:
    source = HtmlSource("<style>p { }</style><p>1 &lt; 2 and 3 < 4</p> \n <script>no</script>")
    assert source.visible_text == "1 < 2 and 3 < 4"
    assert [sheet.text for sheet in source.style_sheets] == ["p { }"]
    (words,) = source.words
    assert source.text[words.start : words.end] == "1 &lt; 2 and 3 < 4"


def test_links_have_their_words_and_images() -> None:
    html = '<a href=1>one <b>two</b></a><a href=2><img alt="Logo"></a><a href=3>three<a href=4>four'
    assert [
        (link.tag.attributes["href"], link.text, link.has_image, link.image_words) for link in HtmlSource(html).links
    ] == [
        ("1", "one two", False, ""),
        ("2", "", True, "Logo"),
        ("3", "three", False, ""),
        ("4", "four", False, ""),
    ]


def test_styles_are_read_without_regard_to_case() -> None:
    assert inline_styles("COLOR: Red !important; nonsense; width:1px; color: blue") == {"color": "blue", "width": "1px"}
    assert next(HtmlSource('<p style="Color: RED">').start_tags("p")).styles == {"color": "red"}
    assert next(HtmlSource("<p>").start_tags("p")).styles == {}


@pytest.mark.parametrize(
    ("address", "scheme"),
    [("HTTPS://a", "https"), (" java\nscript:x", "javascript"), ("a/b:c", ""), ("1a:b", ""), ("none", "")],
)
def test_a_scheme_is_what_clients_see(address: str, scheme: str) -> None:
    assert scheme_of(address) == scheme


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("<a>two  words</a>", 0, 3, "two words"),
        ("x {{a}} y", 2, 7, "{{a}}"),
        ("<br>", 0, 4, ""),
        ("<a>&amp;", 0, 3, ""),
    ],
)
def test_the_words_at_a_place(text: str, start: int, end: int, words: str) -> None:
    assert words_at(text, start, end) == words


@given(st.text(alphabet="<>/ab=\"'!- &;\n{}", max_size=200))
def test_any_text_is_read_and_each_place_lies_in_it(text: str) -> None:
    source = HtmlSource(text)
    for tag in source.tags:
        assert 0 <= tag.start < tag.end <= len(text)
        assert text[tag.start] == "<"
    for words in source.words:
        assert 0 <= words.start < words.end <= len(text)
    assert len(source.links) <= len(source.tags)
