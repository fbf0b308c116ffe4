"""Filling in placeholders."""

from composer_app.sandbox.mail.placeholders import fill_in


def test_known_names_are_filled_in_and_others_stay() -> None:
    text = fill_in("{{name}}, {{ name }} and {{other}}", {"name": "Ana {{other}}"})

    assert text == "Ana {{other}}, Ana {{other}} and {{other}}"


def test_a_long_text_of_opening_braces_is_read_quickly() -> None:
    text = "{{" + " " * 1_000_000

    assert fill_in(text, {"name": "Ana"}) == text
