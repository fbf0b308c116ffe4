"""All colours of the program, one frozen value per theme. No other file contains a colour code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from PySide6.QtGui import QColor, QPalette

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts.message_text import MessageKind as MessageKind


@dataclass(frozen=True, slots=True)
class Triple:
    """Three colours for one meaning: text and icon, soft ground, bar or edge."""

    text: QColor
    soft: QColor
    bar: QColor


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Every colour role. ``edge`` is the width of outlines in px (2 with high contrast)."""

    name: str
    dark: bool
    window: QColor
    base: QColor
    alt: QColor
    sunken: QColor
    raised: QColor
    hover: QColor
    hover_on: QColor
    """One step beyond hover: a hovered chip, the track of a progress line."""
    line: QColor
    border: QColor
    field: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_press: QColor
    on_accent: QColor
    accent_text: QColor
    accent_soft: QColor
    sel: QColor
    sel_idle: QColor
    focus: QColor
    danger_fill: QColor
    """The ground of a button that destroys something."""
    danger_fill_hover: QColor
    syntax_tag: QColor
    syntax_attribute: QColor
    syntax_string: QColor
    syntax_comment: QColor
    syntax_placeholder: QColor
    syntax_placeholder_ground: QColor
    toast: QColor
    toast_text: QColor
    toast_action: QColor
    shadow: QColor
    danger: Triple
    """Wrong, refused, or about to destroy something."""
    warning: Triple
    """Worth a second look."""
    success: Triple
    outcomes: Mapping[Outcome, Triple]
    """The colours of what became of a mail; only for that."""
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


_TRIPLE_ROLES = frozenset({"danger", "warning", "success"})
_OTHER_FIELDS = frozenset({"name", "dark", "outcomes", "messages", "edge"})
_COLOUR_ROLES = frozenset(f.name for f in fields(Theme)) - _TRIPLE_ROLES - _OTHER_FIELDS


def _triple(codes: str) -> Triple:
    text, soft, bar = codes.split()
    return Triple(QColor(text), QColor(soft), QColor(bar))


def _outcomes(table: dict[Outcome, str]) -> dict[Outcome, Triple]:
    triples = {outcome: _triple(codes) for outcome, codes in table.items()}
    pending = triples[Outcome.PENDING]
    return triples | {Outcome.QUEUED: pending, Outcome.CANCELLED: pending}


_LIGHT_OUTCOMES = _outcomes(
    {
        Outcome.DELIVERED: "#17693A #E1F3E8 #3F9A62",
        Outcome.ACCEPTED: "#0A5F82 #DFF0F8 #3D8FB5",
        Outcome.PENDING: "#525965 #E9EBEF #858D9A",
        Outcome.BOUNCED: "#B0282E #FCE8E8 #D9585D",
        Outcome.REJECTED: "#8C2A6D #F8E6F2 #BC5E98",
        Outcome.EXPIRED: "#6B4A36 #F3EAE3 #A98468",
        Outcome.UNKNOWN: "#7D4E00 #FFF0CC #B8801A",
        Outcome.SCHEDULED: "#58429F #EEEAFB #8E7BD3",
        Outcome.SENDING: "#3355C4 #E6EBFA #3355C4",
    }
)

_DARK_OUTCOMES = _outcomes(
    {
        Outcome.DELIVERED: "#7FD6A0 #1D3527 #3F9362",
        Outcome.ACCEPTED: "#86CDEB #1A323E #3E89AB",
        Outcome.PENDING: "#AEB5C0 #2E323A #6C7480",
        Outcome.BOUNCED: "#FF9C9C #452426 #C4545A",
        Outcome.REJECTED: "#EEA0D2 #40253A #A5508A",
        Outcome.EXPIRED: "#D9B79C #382D26 #8F6F58",
        Outcome.UNKNOWN: "#F5C563 #3E3214 #C28E2B",
        Outcome.SCHEDULED: "#C0B1F8 #302A4A #7B6AC2",
        Outcome.SENDING: "#A6B9FF #2A3354 #6C88EE",
    }
)

_LIGHT_DANGER = _triple("#B0282E #FCE8E8 #D9585D")
_LIGHT_WARNING = _triple("#7D4E00 #FFF0CC #B8801A")
_LIGHT_SUCCESS = _triple("#17693A #E1F3E8 #3F9A62")
_LIGHT_MESSAGES = {
    MessageKind.INFO: _triple("#3355C4 #E9EEFB #3355C4"),
    MessageKind.SUCCESS: _LIGHT_SUCCESS,
    MessageKind.WARNING: _LIGHT_WARNING,
    MessageKind.ERROR: _LIGHT_DANGER,
}

LIGHT = Theme(
    name="light",
    dark=False,
    window=QColor("#F3F4F6"),
    base=QColor("#FFFFFF"),
    alt=QColor("#F8F9FB"),
    sunken=QColor("#E9EBEF"),
    raised=QColor("#FFFFFF"),
    hover=QColor("#E4E7EC"),
    hover_on=QColor("#DFE2E7"),
    line=QColor("#DFE2E7"),
    border=QColor("#C3C8D0"),
    field=QColor("#868D99"),
    text=QColor("#1A1D23"),
    text2=QColor("#525965"),
    text3=QColor("#646B78"),
    disabled=QColor("#9CA3AE"),
    accent=QColor("#3355C4"),
    accent_hover=QColor("#2A48AB"),
    accent_press=QColor("#223C91"),
    on_accent=QColor("#FFFFFF"),
    accent_text=QColor("#3355C4"),
    accent_soft=QColor("#E6EBFA"),
    sel=QColor("#DCE5FC"),
    sel_idle=QColor("#E6E8EC"),
    focus=QColor("#3355C4"),
    danger_fill=QColor("#B4282E"),
    danger_fill_hover=QColor("#98212A"),
    syntax_tag=QColor("#2F55B5"),
    syntax_attribute=QColor("#7A4B00"),
    syntax_string=QColor("#17693A"),
    syntax_comment=QColor("#646B78"),
    syntax_placeholder=QColor("#8C2A6D"),
    syntax_placeholder_ground=_LIGHT_OUTCOMES[Outcome.REJECTED].soft,
    toast=QColor("#2A2E35"),
    toast_text=QColor("#FFFFFF"),
    toast_action=QColor("#A6B9FF"),
    shadow=QColor("#8C929C"),
    danger=_LIGHT_DANGER,
    warning=_LIGHT_WARNING,
    success=_LIGHT_SUCCESS,
    outcomes=_LIGHT_OUTCOMES,
    messages=_LIGHT_MESSAGES,
)

_DARK_DANGER = _triple("#FF9C9C #452426 #C4545A")
_DARK_WARNING = _triple("#F5C563 #3E3214 #C28E2B")
_DARK_SUCCESS = _triple("#7FD6A0 #1D3527 #3F9362")
_DARK_MESSAGES = {
    MessageKind.INFO: _triple("#A6B9FF #252D49 #6C88EE"),
    MessageKind.SUCCESS: _DARK_SUCCESS,
    MessageKind.WARNING: _triple("#F5C563 #3A3016 #C28E2B"),
    MessageKind.ERROR: _DARK_DANGER,
}

DARK = Theme(
    name="dark",
    dark=True,
    window=QColor("#191B1F"),
    base=QColor("#212429"),
    alt=QColor("#24272D"),
    sunken=QColor("#131518"),
    raised=QColor("#2A2E35"),
    hover=QColor("#2E323A"),
    hover_on=QColor("#454B55"),
    line=QColor("#30343B"),
    border=QColor("#454B55"),
    field=QColor("#7A818D"),
    text=QColor("#E6E8EC"),
    text2=QColor("#AEB5C0"),
    text3=QColor("#979EAA"),
    disabled=QColor("#686F7B"),
    accent=QColor("#4664D4"),
    accent_hover=QColor("#506EDD"),
    accent_press=QColor("#3E5BC6"),
    on_accent=QColor("#FFFFFF"),
    accent_text=QColor("#A6B9FF"),
    accent_soft=QColor("#2A3354"),
    sel=QColor("#2D3A63"),
    sel_idle=QColor("#30343B"),
    focus=QColor("#8FA6FF"),
    danger_fill=QColor("#C53A40"),
    danger_fill_hover=QColor("#CB4147"),
    syntax_tag=QColor("#9DB4FF"),
    syntax_attribute=QColor("#E2BE82"),
    syntax_string=QColor("#8CD3A5"),
    syntax_comment=QColor("#979EAA"),
    syntax_placeholder=QColor("#EEA0D2"),
    syntax_placeholder_ground=_DARK_OUTCOMES[Outcome.REJECTED].soft,
    toast=QColor("#E6E8EC"),
    toast_text=QColor("#1A1D23"),
    toast_action=QColor("#3355C4"),
    shadow=QColor("#000000"),
    danger=_DARK_DANGER,
    warning=_DARK_WARNING,
    success=_DARK_SUCCESS,
    outcomes=_DARK_OUTCOMES,
    messages=_DARK_MESSAGES,
)


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
