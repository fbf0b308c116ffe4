"""HTML and CSS that mail clients ignore, with their places."""

from __future__ import annotations

import dataclasses

import pytest

from composer_app.domain.checks.client_checks import ignored
from composer_app.domain.checks.client_support import ClientSupport
from tests.unit.domain.checks.mails import mail

OUTLOOK = ("GMX", "Outlook")
SUPPORT = ClientSupport(
    elements={"video": ("Gmail",)},
    attributes={"background": ("Outlook",)},
    properties={"border-radius": OUTLOOK, "gap": ("Gmail",)},
    values={"display:flex": OUTLOOK},
    functions={"calc": ("Outlook",)},
    at_rules={"media": ("Outlook",)},
    images={"svg": ("Gmail",)},
)


def found(html: str) -> list[tuple[str, str]]:
    checked = dataclasses.replace(mail(html), support=SUPPORT)
    return [(one.detail, html[one.start : one.end]) for one in ignored(checked)]


@pytest.mark.parametrize(
    ("html", "features"),
    [
        ("<video src=x></video>", [("<video>", "<video src=x>")]),
        ('<td background="x">', [("background", '<td background="x">')]),
        ('<p style="Border-Radius: 8px">', [("border-radius", "Border-Radius")]),
        ('<p style="x-border-radius:1px;border-radius:1px">', [("border-radius", "border-radius")]),
        ('<p style="g&#97;p:1px">', [("gap", '<p style="g&#97;p:1px">')]),
        ('<p style="display: flex !important">', [("display:flex", "display")]),
        ('<p style="display: block; width: calc(1px + 2px)">', [("calc()", "calc")]),
        (
            "<style>@media x {p {border-radius: 1px}}</style>",
            [("@media", "@media"), ("border-radius", "border-radius: 1px")],
        ),
        ("<style>/* gap: 1px */ p { color: red }</style>", []),
        ('<img src="https://example.com/a.SVG?x">', [(".svg", '<img src="https://example.com/a.SVG?x">')]),
        ('<img src="https://example.com/a.png">', []),
        ('<p style="gap:1px"><b style="gap:1px"><i style="color:red;gap:2px">', [("gap", "gap")]),
        ('<p style="color:red">', []),
    ],
)
def test_features_are_found_where_they_first_stand(html: str, features: list[tuple[str, str]]) -> None:
    assert found(html) == features


def test_the_families_are_named() -> None:
    (finding,) = ignored(dataclasses.replace(mail('\n<p style="border-radius:1px">'), support=SUPPORT))
    assert (finding.other, finding.line) == ("GMX, Outlook", 2)
