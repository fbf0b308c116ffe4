"""The text part is made on another thread, and Send learns what it must know of a draft."""

from __future__ import annotations

import pytest

from composer_app.services.compose.text_part import PreparedMail, TextPartMaker
from tests.unit.services.house import House, draft


@pytest.fixture
def maker(empty_house: House) -> TextPartMaker:
    return TextPartMaker(empty_house.context)


def test_a_text_is_made_from_html(empty_house: House, maker: TextPartMaker) -> None:
    assert empty_house.value(maker.make("<p>Hello <b>Ana</b></p>")).strip() == "Hello Ana"


@pytest.mark.parametrize(
    ("own", "text", "placeholders"),
    [(None, "Dear {{name}}", ("name",)), ("My own {{words}}", "My own {{words}}", ("words", "name"))],
)
def test_a_draft_is_prepared_with_its_own_text_if_it_has_one(
    empty_house: House, maker: TextPartMaker, own: str | None, text: str, placeholders: tuple[str, ...]
) -> None:
    prepared = empty_house.value(maker.prepare(draft(html="<p>Dear {{name}}</p>", text=own)))

    assert isinstance(prepared, PreparedMail)
    assert prepared.text.strip() == text
    assert set(prepared.placeholders) == set(placeholders)
