"""Every resource that the program asks for is there, and what is there can be used."""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ET

from tests.unit import checkout

ICONS = checkout.ROOT / "resources" / "icons"

# function of composer_app.ui.theme.icons -> which of its arguments is the name
TAKES_NAME = {"svg": 0, "pixmap": 0, "icon": 0, "bind": 1, "paint": 2}


def asked_for() -> dict[str, str]:
    """Icon name -> where it is asked for, as far as names stand in the source."""
    found = {}
    for path in checkout.python_files("composer_app/ui", "composer_app/app.py"):
        for node in ast.walk(checkout.tree(path)):
            if isinstance(node, ast.Call):
                found.update(dict.fromkeys(_names(node), f"{path}:{node.lineno}"))
    return found


def _names(call: ast.Call) -> list[str]:
    given = [word.value for word in call.keywords if word.arg in ("icon", "icon_name")]
    function = call.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "icons":
        place = TAKES_NAME.get(function.attr)
        given += call.args[place : place + 1] if place is not None else []
    return [
        value.value
        for value in given
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value
    ]


def test_every_icon_asked_for_is_there() -> None:
    there = {path.stem for path in ICONS.glob("*.svg")}

    assert {name: place for name, place in asked_for().items() if name not in there} == {}


def test_icons_are_of_one_hand_and_take_the_colour_of_the_theme() -> None:
    wrong = []
    for path in sorted(ICONS.glob("*.svg")):
        root = ET.parse(path).getroot()
        if root.get("viewBox") != "0 0 20 20" or "currentColor" not in path.read_text(encoding="utf-8"):
            wrong.append(path.name)

    assert wrong == []


def test_resources_hold_no_code() -> None:
    assert [str(path) for path in checkout.python_files("resources")] == []
