"""Placeholders that recipients would read as they are written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.mail import Attachment
from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeAttachment, MergeSettings
from composer_app.domain.placeholders import filled, placeholder_names, unresolved_placeholders

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def names(text: str = "", **fields: Any) -> tuple[str, ...]:
    draft = Draft(id=DraftId("d"), account_id=AccountId("a"), updated_at=NOW, **fields)
    return unresolved_placeholders(draft, text)


def test_every_part_of_a_mail_is_looked_through_once_a_name() -> None:
    found = names(
        "Hello {{name}}, {{only_in_text}}",
        sender="{{company}} <a@example.com>",
        to=('"{{title}}" <b@example.com>',),
        subject="For {{name}}",
        html="<p>Hello {{name}}, your {{amount}}</p>",
        attachments=(Attachment("0" * 64, "{{month}}.pdf", "application/pdf", 1),),
    )
    assert found == ("company", "title", "name", "amount", "only_in_text", "month")


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>{{ name }}</p>", "name"),
        ("<p>{{&nbsp;first&nbsp;name&nbsp;}}</p>", "first name"),
        ("<p>{{first\n   name}}</p>", "first name"),
        ("<p>{{<b>name</b>}}</p>", "name"),
        ("<p>{<span>{na<i>me</i>}</span>}</p>", "name"),
        ("<p>&#123;&#123;name&#125;&#125;</p>", "name"),
        ("<p>&lcub;&lcub;name&rcub;&rcub;</p>", "name"),
        ("<p>{{{name}}}</p>", "name"),
        ("<p>{{Größe}}</p>", "Größe"),
        ('<a href="https://example.com/?id={{id}}">x</a>', "id"),
        ('<a href="https://example.com/%7B%7Bid%7d%7d">x</a>', "id"),
        ("<!--[if mso]><td>{{name}}</td><![endif]-->", "name"),
        ("<p>{{" + "n" * 500 + "}}</p>", "n" * 500),
    ],
)
def test_a_name_is_found_however_it_is_written(html: str, wanted: str) -> None:
    assert names(html=html) == (wanted,)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>{name}</p>",
        "<p>{{}} {{ }}</p>",
        "<p>{{name}</p>",
        "<style>a{b:c}@media x{d{e:f}}</style>",
        "<!-- {{x}} -->",
    ],
)
def test_what_is_no_placeholder_is_left_alone(html: str) -> None:
    assert names(html=html) == ()


@pytest.mark.parametrize("piece", ["{", "{{a", "<", "<!--", "{{<", "&#123;", "%7b%7b"])
def test_a_long_row_of_beginnings_is_no_name(piece: str) -> None:
    assert names(html=piece * 200_000) == ()


def test_a_text_is_filled_with_the_values_of_a_recipient() -> None:
    text = "Hello {{ name }}, {{first\nname}} owes {{amount}} or {{{name}}} {{ }}"

    assert filled(text, {"name": "Ana {{amount}}", "first name": "A."}) == (
        "Hello Ana {{amount}}, A. owes {{amount}} or {Ana {{amount}}} {{ }}"
    )
    assert filled(text, {}) == text


def test_what_a_list_gives_a_value_is_resolved() -> None:
    settings = MergeSettings(
        uses=(ListColumnUse(ColumnRole.PLACEHOLDER, "name"),), defaults={"amount": "0.00", "city": ""}
    )
    people = MergeAttachment(
        sha256="0" * 64, file_name="a.csv", size_bytes=1, settings=settings, recipient_count=1, row_count=1
    )

    assert names("{{name}} {{amount}} {{city}} {{month}}", merge=people) == ("city", "month")


def test_the_names_in_a_text_are_given_once() -> None:
    assert placeholder_names("{{a}} {{ b  c }} {{a}} {{}}") == ["a", "b c"]
