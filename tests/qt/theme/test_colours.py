"""The colour tables hold the contrasts they promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette

import composer_app.ui
from composer_app.domain.outcome import Outcome
from composer_app.ui.theme.colours import DARK, LIGHT, MessageKind, Theme, palette
from composer_app.ui.theme.platform_colours import contrast

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
TEXT, EDGE = 4.5, 3.0


def check(front: QColor, ground: QColor, least: float) -> None:
    # two decimals are how the table of the design was made
    assert round(contrast(front, ground), 1) >= least, (front.name(), ground.name())


@BOTH
def test_text_reads_on_every_ground(theme: Theme) -> None:
    for ground in (theme.window, theme.base, theme.alt, theme.raised, theme.sel, theme.sel_idle, theme.hover):
        check(theme.text, ground, 7.0)
    for ground in (theme.window, theme.base, theme.alt, theme.raised, theme.hover):
        check(theme.text2, ground, TEXT)
    for ground in (theme.window, theme.base, theme.alt, theme.raised):
        check(theme.text3, ground, TEXT)


@BOTH
def test_fills_carry_their_text(theme: Theme) -> None:
    fills = (theme.accent, theme.accent_hover, theme.accent_press, theme.danger_fill, theme.danger_fill_hover)
    for fill in fills:
        check(theme.on_accent, fill, TEXT)
    check(theme.accent_text, theme.accent_soft, TEXT)
    check(theme.toast_text, theme.toast, TEXT)
    check(theme.toast_action, theme.toast, TEXT)


@BOTH
def test_edges_and_focus_are_seen(theme: Theme) -> None:
    check(theme.field, theme.base, EDGE)
    check(theme.focus, theme.window, EDGE)
    check(theme.focus, theme.base, EDGE)


@BOTH
@pytest.mark.parametrize("outcome", list(Outcome))
def test_status_colours(theme: Theme, outcome: Outcome) -> None:
    triple = theme.outcomes[outcome]
    check(triple.text, triple.soft, TEXT)
    check(triple.text, theme.sel, TEXT)
    check(triple.text, theme.base, TEXT)
    check(triple.bar, theme.base, EDGE)
    check(theme.text, triple.soft, 10.1)
    check(theme.text2, triple.soft, 5.4)


@BOTH
@pytest.mark.parametrize("role", ["danger", "warning", "success"])
def test_roles_read_on_their_own_ground_and_on_the_base(theme: Theme, role: str) -> None:
    check(theme.colour(f"{role}.text"), theme.colour(f"{role}.soft"), TEXT)
    check(theme.colour(f"{role}.text"), theme.base, TEXT)
    check(theme.colour(f"{role}.bar"), theme.base, EDGE)


@BOTH
@pytest.mark.parametrize("kind", list(MessageKind))
def test_message_colours(theme: Theme, kind: MessageKind) -> None:
    triple = theme.messages[kind]
    check(triple.text, triple.soft, TEXT)
    check(theme.text, triple.soft, 10.1)


@BOTH
def test_source_colours(theme: Theme) -> None:
    for name in ("tag", "attribute", "string", "comment"):
        check(theme.colour(f"syntax_{name}"), theme.base, 5.3)
    check(theme.syntax_placeholder, theme.syntax_placeholder_ground, 5.4)


def test_colours_by_name() -> None:
    assert LIGHT.colour("text2") == LIGHT.text2
    assert LIGHT.colour("bounced.bar") == LIGHT.outcomes[Outcome.BOUNCED].bar
    assert DARK.colour("warning.soft") == DARK.warning.soft
    for wrong in ("nothing", "name", "danger", "bounced.edge"):
        with pytest.raises(KeyError):
            LIGHT.colour(wrong)


def test_palette_carries_the_roles() -> None:
    made = palette(DARK)
    assert made.color(QPalette.ColorRole.Window) == DARK.window
    assert made.color(QPalette.ColorRole.Highlight) == DARK.accent
    disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert disabled == DARK.disabled


def test_no_colour_code_outside_the_theme() -> None:
    root = Path(composer_app.ui.__file__).parent
    code = re.compile(r"""["']#[0-9a-fA-F]{3,8}\b|["']\s*rgba?\(|QColor\(\s*\d""")
    guilty = [
        f"{path.relative_to(root)}:{number}"
        for path in root.rglob("*.py")
        if path.name != "colours.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if code.search(line)
    ]
    assert guilty == []
