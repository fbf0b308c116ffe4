"""Adapts a theme to the platform's palette: styles other than Fusion, and high-contrast desktops."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QColor, QPalette

from composer_app.ui.theme.colours import Theme

_READABLE = 4.5


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2 defines it, 0 to 1."""

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = channel(colour.redF()), channel(colour.greenF()), channel(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two opaque colours as WCAG 2 defines it, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: QColor, against: QColor) -> QColor:
    """``colour``, made darker (or lighter, on a dark ground) until it can be read on ``against``."""
    darker = luminance(against) > 0.18
    made = QColor(colour)
    for _ in range(40):
        if contrast(made, against) >= _READABLE:
            break
        hsl = made.toHsl()
        step = hsl.lightnessF() + (-0.025 if darker else 0.025)
        made = QColor.fromHslF(max(hsl.hslHueF(), 0.0), hsl.hslSaturationF(), min(max(step, 0.0), 1.0))
    return made


def adapted(theme: Theme, system: QPalette) -> Theme:
    """``theme`` with the ground, text and accent colours of the platform's palette."""
    window, base = system.color(QPalette.ColorRole.Window), system.color(QPalette.ColorRole.Base)
    accent = readable(system.color(QPalette.ColorRole.Accent), theme.on_accent)
    accent_text = readable(accent, base)
    return replace(
        theme,
        name=theme.name + "-platform",
        window=window,
        base=base,
        text=system.color(QPalette.ColorRole.Text),
        accent=accent,
        accent_hover=accent.darker(112),
        accent_press=accent.darker(125),
        accent_text=accent_text,
        focus=accent_text,
    )


def high_contrast(theme: Theme, system: QPalette) -> Theme:
    """``theme`` drawn with the system's few strong colours and edges of 2 px."""
    role = QPalette.ColorRole
    window, text = system.color(role.Window), system.color(role.WindowText)
    mark, on_mark = system.color(role.Highlight), system.color(role.HighlightedText)
    return replace(
        theme,
        name=theme.name + "-contrast",
        window=window,
        base=system.color(role.Base),
        alt=system.color(role.Base),
        sunken=window,
        raised=window,
        hover=window,
        hover_on=window,
        line=text,
        border=text,
        field=text,
        text=text,
        text2=text,
        text3=text,
        accent=mark,
        accent_hover=mark,
        accent_press=mark,
        on_accent=on_mark,
        accent_text=text,
        accent_soft=window,
        sel=window,
        sel_idle=window,
        focus=mark,
        edge=2,
    )
