"""What a mail hides from its readers is not in its text part; what it shows is."""

from __future__ import annotations

import pytest

from composer_app.services.compose.html_to_text import text_of_html


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "display:none!important",
        "DISPLAY : None ! important",
        "color:red;display:none;",
        "visibility:hidden",
        "opacity:0",
        "opacity:0.0 !important",
        "max-height:0",
        "max-height:0px;overflow:hidden",
        "font-size:0",
        "font-size:0px;line-height:0",
        "height:0;overflow:hidden",
        "width:0px;overflow:hidden",
        "text-indent:-9999px",
        "position:absolute;left:-10000px",
        "font:0/0 a",
        "font: italic 0px/1 Arial",
        "font-size:1px;line-height:1px",
        "height:1px;width:1px;overflow:hidden",
        "max-height:1px;overflow:hidden!important",
        "clip:rect(0, 0, 0, 0);position:absolute",
        "clip-path:inset(50%)",
        "transform:scale(0)",
        "color:transparent",
        "color:rgba(255,255,255,0)",
        "color:rgb(0 0 0 / 0%)",
        "color:#fff0",
        "display:/* not */none",
        "/* preheader */display:none /* a;b */",
        "color:transparent;display:none!important;height:0;mso-hide:all;opacity:0;overflow:hidden;visibility:hidden;width:0",
    ],
)
def test_a_hidden_preheader_is_left_out(style: str) -> None:
    html = f'<div style="{style}">Only in the list<b> of mails</b>&#847;&zwnj;&nbsp;</div><p>Hello Ana,</p>'
    assert text_of_html(html) == "Hello Ana,\n"


@pytest.mark.parametrize(
    "html", ["<p hidden>no</p>", '<div hidden="hidden"><p>no</p></div>', "<template>no</template>"]
)
def test_hidden_without_a_style(html: str) -> None:
    assert text_of_html(f"{html}<p>Seen</p>") == "Seen\n"


@pytest.mark.parametrize(
    "style",
    [
        "display:block",
        "display:none-of-it",
        "font-size:10px",
        "font-size:0.9em",
        "max-height:10px",
        "opacity:0.5",
        "height:0",
        "overflow:hidden",
        "margin:0;padding:0;line-height:0",
        "mso-hide:all",
        "width:0;min-width:100%;overflow:hidden",
        "font:10px/0 Arial",
        "font-size:1.1em",
        "color:rgb(0,0,0)",
        "color:rgba(0,0,0,0.5)",
        "color:#f000f0",
        "clip-path:inset(10%)",
        "transform:scale(0.9)",
    ],
)
def test_what_is_seen_stays(style: str) -> None:
    assert text_of_html(f'<div style="{style}">Seen</div>') == "Seen\n"


def test_an_element_inside_can_be_seen_again() -> None:
    html = (
        '<td style="font-size:0"><div style="font-size:13px">One</div><div style="font-size:1em">no</div></td>'
        '<div style="visibility:hidden">no<span style="visibility:visible">Two</span></div>'
        '<div style="display:none">no<span style="display:block">no</span></div>'
    )
    assert text_of_html(html).split() == ["One", "Two"]


@pytest.mark.parametrize(
    ("css", "is_seen"),
    [
        (".pre { display: none !important; }", False),
        ("p.pre, .other { max-height: 0 }", False),
        ("#one{visibility:hidden}", False),
        ("<!-- .pre{display:none} -->", False),
        ("/* of the list */ .pre{font-size:0px}", False),
        ("@import url(x.css); .pre{opacity:0}", False),
        ("@media (max-width: 600px) { .pre { display: none } }", True),
        ("div.pre { display: none }", True),
        (".pre a { display: none }", True),
        ("div:first-child .pre { display: none }", True),
        ("/* .pre{display:none} */", True),
        (".x.pre { display: none }", False),
        (".x.other { display: none }", True),
        (".mail .pre { display: none }", False),
        ("body div > .pre { display: none }", False),
        ("body > .pre { display: none }", True),
        (".other .pre { display: none }", True),
        ("@media screen { .pre { display: none } } .x { color: red }", False),
        ("@media only screen and (min-width: 1px) { .pre { display: none } }", True),
        (".pre { display: none } p.pre { display: block }", True),
        ("p.pre { display: none } .pre { display: block }", False),
        (".pre { display: none !important } #one { display: block }", False),
    ],
)
def test_simple_style_rules_hide_too(css: str, is_seen: bool) -> None:
    html = f'<style>{css}</style><div class="mail"><p class="x pre" id="one">Words</p></div><p>End</p>'
    assert ("Words" in text_of_html(html)) is is_seen
    assert "End" in text_of_html(html)


def test_the_style_of_an_element_wins_over_a_rule() -> None:
    html = '<style>.pre{display:none}</style><p class="pre" style="display:block">Words</p>'
    assert text_of_html(html) == "Words\n"
