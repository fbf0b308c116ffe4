"""All colours of the program, one frozen value per theme. No other file contains a colour code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_origin, get_type_hints

from PySide6.QtGui import QColor, QPalette

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts.inline_message_text import MessageKind as MessageKind


@dataclass(frozen=True, slots=True)
class Triple:
    """Three colours for one meaning: text and icon, soft ground, bar or edge."""

    text: QColor
    soft: QColor
    bar: QColor


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Every colour role, with its code in the light and in the dark theme. ``edge``: the width of outlines in px (2
    with high contrast)."""

    name: str
    dark: bool
    window: Annotated[QColor, "#F3F4F6", "#191B1F"]
    base: Annotated[QColor, "#FFFFFF", "#212429"]
    alt: Annotated[QColor, "#F8F9FB", "#24272D"]
    sunken: Annotated[QColor, "#E9EBEF", "#131518"]
    raised: Annotated[QColor, "#FFFFFF", "#2A2E35"]
    hover: Annotated[QColor, "#E4E7EC", "#2E323A"]
    hover_on: Annotated[QColor, "#DFE2E7", "#454B55"]
    """One step beyond hover: a hovered chip, the track of a progress line."""
    line: Annotated[QColor, "#DFE2E7", "#30343B"]
    border: Annotated[QColor, "#C3C8D0", "#454B55"]
    field: Annotated[QColor, "#868D99", "#7A818D"]
    text: Annotated[QColor, "#1A1D23", "#E6E8EC"]
    text2: Annotated[QColor, "#525965", "#AEB5C0"]
    text3: Annotated[QColor, "#646B78", "#979EAA"]
    disabled: Annotated[QColor, "#9CA3AE", "#686F7B"]
    accent: Annotated[QColor, "#3355C4", "#4664D4"]
    accent_hover: Annotated[QColor, "#2A48AB", "#506EDD"]
    accent_press: Annotated[QColor, "#223C91", "#3E5BC6"]
    on_accent: Annotated[QColor, "#FFFFFF", "#FFFFFF"]
    accent_text: Annotated[QColor, "#3355C4", "#A6B9FF"]
    accent_soft: Annotated[QColor, "#E6EBFA", "#2A3354"]
    sel: Annotated[QColor, "#DCE5FC", "#2D3A63"]
    sel_idle: Annotated[QColor, "#E6E8EC", "#30343B"]
    focus: Annotated[QColor, "#3355C4", "#8FA6FF"]
    danger_fill: Annotated[QColor, "#B4282E", "#C53A40"]
    """The ground of a button that destroys something."""
    danger_fill_hover: Annotated[QColor, "#98212A", "#CB4147"]
    syntax_tag: Annotated[QColor, "#2F55B5", "#9DB4FF"]
    syntax_attribute: Annotated[QColor, "#7A4B00", "#E2BE82"]
    syntax_string: Annotated[QColor, "#17693A", "#8CD3A5"]
    syntax_comment: Annotated[QColor, "#646B78", "#979EAA"]
    syntax_placeholder: Annotated[QColor, "#8C2A6D", "#EEA0D2"]
    syntax_placeholder_ground: QColor
    toast: Annotated[QColor, "#2A2E35", "#E6E8EC"]
    toast_text: Annotated[QColor, "#FFFFFF", "#1A1D23"]
    toast_action: Annotated[QColor, "#A6B9FF", "#3355C4"]
    shadow: Annotated[QColor, "#8C929C", "#000000"]
    danger: Annotated[Triple, "#B0282E #FCE8E8 #D9585D", "#FF9C9C #452426 #C4545A"]
    """Wrong, refused, or about to destroy something."""
    warning: Annotated[Triple, "#7D4E00 #FFF0CC #B8801A", "#F5C563 #3E3214 #C28E2B"]
    """A warning."""
    success: Annotated[Triple, "#17693A #E1F3E8 #3F9A62", "#7FD6A0 #1D3527 #3F9362"]
    outcomes: Mapping[Outcome, Triple]
    """The colours of outcomes, not for other uses."""
    messages: Mapping[MessageKind, Triple]
    edge: int = 1

    def colour(self, role: str) -> QColor:
        """The colour of a role by name: ``"text2"``, ``"danger.soft"``, ``"bounced.bar"`` (outcome).

        Raises:
            KeyError: no such role.
        """
        owner, _, part = role.partition(".")
        if not part:
            if owner not in _COLOUR_ROLES:
                raise KeyError(role)
            found: QColor = getattr(self, owner)
            return found
        triple: Triple = getattr(self, owner) if owner in _TRIPLE_ROLES else self.outcomes[Outcome(owner)]
        return {"text": triple.text, "soft": triple.soft, "bar": triple.bar}[part]

    def qss_roles(self) -> dict[str, str]:
        """Role name to ``#rrggbb``, for the style sheet template."""
        roles = {name: self.colour(name).name() for name in _COLOUR_ROLES}
        roles["danger_line"] = self.danger.bar.name()
        roles["danger_text"] = self.danger.text.name()
        return roles


_ROLES = get_type_hints(Theme)
_TRIPLE_ROLES = frozenset(role for role, kind in _ROLES.items() if kind is Triple)
_COLOUR_ROLES = frozenset(role for role, kind in _ROLES.items() if kind is QColor)

_OUTCOMES = {
    Outcome.DELIVERED: ("#17693A #E1F3E8 #3F9A62", "#7FD6A0 #1D3527 #3F9362"),
    Outcome.ACCEPTED: ("#0A5F82 #DFF0F8 #3D8FB5", "#86CDEB #1A323E #3E89AB"),
    Outcome.PENDING: ("#525965 #E9EBEF #858D9A", "#AEB5C0 #2E323A #6C7480"),
    Outcome.BOUNCED: ("#B0282E #FCE8E8 #D9585D", "#FF9C9C #452426 #C4545A"),
    Outcome.REJECTED: ("#8C2A6D #F8E6F2 #BC5E98", "#EEA0D2 #40253A #A5508A"),
    Outcome.EXPIRED: ("#6B4A36 #F3EAE3 #A98468", "#D9B79C #382D26 #8F6F58"),
    Outcome.UNKNOWN: ("#7D4E00 #FFF0CC #B8801A", "#F5C563 #3E3214 #C28E2B"),
    Outcome.SCHEDULED: ("#58429F #EEEAFB #8E7BD3", "#C0B1F8 #302A4A #7B6AC2"),
    Outcome.SENDING: ("#3355C4 #E6EBFA #3355C4", "#A6B9FF #2A3354 #6C88EE"),
}
_MESSAGES = {
    MessageKind.INFO: ("#3355C4 #E9EEFB #3355C4", "#A6B9FF #252D49 #6C88EE"),
    MessageKind.SUCCESS: ("#17693A #E1F3E8 #3F9A62", "#7FD6A0 #1D3527 #3F9362"),
    MessageKind.WARNING: ("#7D4E00 #FFF0CC #B8801A", "#F5C563 #3A3016 #C28E2B"),
    MessageKind.ERROR: ("#B0282E #FCE8E8 #D9585D", "#FF9C9C #452426 #C4545A"),
}
"""Text, soft ground and bar, in the light and in the dark theme."""


def _triple(codes: str) -> Triple:
    text, soft, bar = codes.split()
    return Triple(QColor(text), QColor(soft), QColor(bar))


def _theme(name: str, number: int) -> Theme:
    """The theme whose codes are the first (0) or the second (1) ones."""
    roles: dict[str, Any] = {}
    for role, kind in get_type_hints(Theme, include_extras=True).items():
        if get_origin(kind) is Annotated:
            code = kind.__metadata__[number]
            roles[role] = _triple(code) if role in _TRIPLE_ROLES else QColor(code)
    outcomes = {outcome: _triple(codes[number]) for outcome, codes in _OUTCOMES.items()}
    outcomes[Outcome.QUEUED] = outcomes[Outcome.CANCELLED] = outcomes[Outcome.PENDING]
    return Theme(
        name=name,
        dark=bool(number),
        syntax_placeholder_ground=outcomes[Outcome.REJECTED].soft,
        outcomes=outcomes,
        messages={kind: _triple(codes[number]) for kind, codes in _MESSAGES.items()},
        **roles,
    )


LIGHT = _theme("light", 0)
DARK = _theme("dark", 1)


def palette(theme: Theme) -> QPalette:
    """The QPalette of a theme, for Fusion only."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, colour in (
        (role.Window, theme.window),
        (role.Base, theme.base),
        (role.AlternateBase, theme.alt),
        (role.Button, theme.raised),
        (role.Text, theme.text),
        (role.WindowText, theme.text),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.on_accent),
        (role.PlaceholderText, theme.text3),
        (role.Highlight, theme.accent),
        (role.Accent, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent_text),
        (role.LinkVisited, theme.accent_text),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.Light, theme.raised),
        (role.Midlight, theme.line),
        (role.Mid, theme.border),
        (role.Dark, theme.field),
        (role.Shadow, theme.shadow),
    ):
        made.setColor(target, colour)
    for target in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, theme.disabled)
    return made
