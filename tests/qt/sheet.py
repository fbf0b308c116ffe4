"""Developer sheet: renders every component in its states, light and dark.

    python -m tests.qt.sheet OUT_DIR [FONT_FAMILY]

Look at the pictures beside the design before merging a change of the look.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from composer_app.domain.outcome import Outcome
from composer_app.ui.common import typography
from composer_app.ui.common.badge import Badge
from composer_app.ui.common.buttons import quiet_button, secondary_button
from composer_app.ui.common.fields import set_wrong, settle_spin_box
from composer_app.ui.common.page_bar import PageBar
from composer_app.ui.common.primary_button import PrimaryButton
from composer_app.ui.common.segmented import Segmented, SegmentItem
from composer_app.ui.common.theme_store import ThemeMode, apply_theme


def in_state(widget: QWidget, state: str) -> QWidget:
    """Puts a painted widget into a state for its portrait."""
    if state == "hover":
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    elif state == "pressed":
        widget.setDown(True)
    elif state == "focus":
        widget.hasFocus = lambda: True
    elif state == "disabled":
        widget.setEnabled(False)
    return widget


_MENUS: list[QMenu] = []


def kept_menu() -> QMenu:
    """A menu that lives as long as the sheet."""
    menu = QMenu()
    menu.addAction("One")
    _MENUS.append(menu)
    return menu


def row(label: str, *widgets: QWidget) -> QWidget:
    """One labelled line of the sheet."""
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(24, 0, 24, 0)
    box.setSpacing(10)
    name = QLabel(label)
    name.setFont(typography.small(QFont.Weight.DemiBold))
    name.setFixedWidth(120)
    box.addWidget(name)
    for widget in widgets:
        box.addWidget(widget)
    box.addStretch(1)
    return line


def controls() -> list[QWidget]:
    states = ("rest", "hover", "pressed", "focus", "disabled")
    split = PrimaryButton("Send to 252", icon="send", shortcut_text="Ctrl+Enter", height=34)
    split.set_menu(QMenu(split), "More ways to send")
    primary = [in_state(PrimaryButton(s.title(), icon="send"), s) for s in states]
    danger = [in_state(PrimaryButton(s.title(), icon="send", danger=True), s) for s in states]
    second = [secondary_button(s.title()) for s in ("rest", "disabled")]
    second[1].setEnabled(False)
    menu = kept_menu()
    tagged = secondary_button("Linden Energy", icon="account", menu=menu)
    tagged.set_tag("LIVE")
    quiet = [quiet_button(s.title(), icon="filter") for s in ("rest", "disabled")]
    quiet[1].setEnabled(False)
    follow = quiet_button("On", icon="follow", checkable=True)
    follow.setChecked(True)
    field, wrong, off = QLineEdit("Rest"), QLineEdit("Wrong"), QLineEdit("Disabled")
    off.setEnabled(False)
    set_wrong(wrong, "This is no number.")
    for edit in (field, wrong, off):
        edit.setFixedWidth(130)
    hint = QLineEdit()
    hint.setPlaceholderText("Placeholder")
    combo = QComboBox()
    combo.addItems(["Combo box", "Other"])
    spin = QSpinBox()
    spin.setMaximum(5000)
    spin.setValue(1000)
    settle_spin_box(spin)
    check = QCheckBox("On")
    check.setChecked(True)
    kinds = list(Outcome)
    letters = Segmented([SegmentItem("h", "HTML"), SegmentItem("l", "Letter"), SegmentItem("t", "Text")])
    device = Segmented(
        [SegmentItem("d", icon="desktop", tooltip="Desktop"), SegmentItem("p", icon="phone", tooltip="Phone")]
    )
    focus = Segmented([SegmentItem("a", "All"), SegmentItem("n", "Needs you")])
    focus.set_current("n")
    in_state(focus.segment("n"), "focus")
    disabled = Segmented([SegmentItem("a", "Off"), SegmentItem("n", "Disabled")])
    disabled.setEnabled(False)
    tall = Segmented([SegmentItem("a", "Sent from here"), SegmentItem("n", "One bulk")], height=32)
    return [
        row("Primary", *primary, split),
        row(
            "Secondary",
            *second,
            secondary_button("With menu", menu=menu),
            secondary_button("Undo", shortcut_text="Ctrl+Z"),
            secondary_button("Look up now", compact=True),
            tagged,
        ),
        row(
            "Quiet",
            *quiet,
            follow,
            quiet_button("Views", icon="bookmark", menu=menu),
            quiet_button("Find or run", icon="search", shortcut_text="Ctrl+K"),
            quiet_button(icon="more", tooltip="More"),
            quiet_button("Cc", compact=True),
        ),
        row("Danger", *danger, secondary_button("Discard draft", icon="trash", danger_text=True)),
        row("Field", field, hint, wrong, off, combo, spin, QCheckBox("Off"), check),
        row("Status badge", *[Badge(kind) for kind in kinds[:6]]),
        row("", *[Badge(kind) for kind in kinds[6:]], Badge(Outcome.BOUNCED, text="LIVE")),
        row("Segmented", letters, device, focus, disabled, tall),
        bar(),
    ]


def bar() -> PageBar:
    made = PageBar()
    for key, text, icon in (
        ("compose", "Compose", "compose"),
        ("outbox", "Outbox", "outbox"),
        ("reports", "Reports", "reports"),
        ("logs", "Logs", "logs"),
    ):
        made.add_page(key, text, icon)
    made.set_count("outbox", 2, urgent=True)
    made.set_count("reports", 12)
    made.add_right(quiet_button("Find or run", icon="search", shortcut_text="Ctrl+K"))
    made.add_right(secondary_button("Sandbox", icon="sandbox", menu=kept_menu()))
    return made


SHEETS = {"controls": controls}


def render(app: QApplication, out: Path) -> None:
    for name, build in SHEETS.items():
        for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
            apply_theme(app, mode, out / "cache")
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 16, 0, 16)
            column.setSpacing(14)
            for widget in build():
                column.addWidget(widget)
            column.addStretch(1)
            page.resize(1280, 40)
            page.show()
            app.processEvents()
            page.grab().save(str(out / f"{name}-{mode.value}.png"))
            page.close()


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    QStandardPaths.setTestModeEnabled(True)
    app = QApplication(["sheet"])
    app.setStyle("Fusion")
    if len(arguments) > 1:
        font = QFont(arguments[1])
        font.setPixelSize(13)
        app.setFont(font)
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    render(app, out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
