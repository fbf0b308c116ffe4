"""Developer sheet: renders every component in its states, light and dark.

    python -m tests.qt.sheet OUT_DIR [FONT_FAMILY]

Look at the pictures beside the design before merging a change of the look.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QRect, QStandardPaths, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
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

from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.outcome import Outcome
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.theme import motion, typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.theme_store import ThemeMode, apply_theme
from composer_app.ui.widgets.badge import Badge
from composer_app.ui.widgets.banner import Banner
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue
from composer_app.ui.widgets.chips.file_chips import FileChipRow, FileItem
from composer_app.ui.widgets.confirm import ConfirmDialog
from composer_app.ui.widgets.drop_zones import DropZone, DropZones
from composer_app.ui.widgets.empty_state import EmptyState
from composer_app.ui.widgets.field_helpers import set_wrong, settle_spin_box
from composer_app.ui.widgets.field_row import FieldRow
from composer_app.ui.widgets.filter_bar.filter_bar import FilterBar
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.page_bar import PageBar
from composer_app.ui.widgets.primary_button import PrimaryButton
from composer_app.ui.widgets.progress_line import ProgressLine
from composer_app.ui.widgets.section_header import SectionHeader
from composer_app.ui.widgets.segmented import Segmented, SegmentItem
from composer_app.ui.widgets.table.record_table import RecordTable
from composer_app.ui.widgets.timeline import Timeline, TimelineStep
from composer_app.ui.widgets.toast import Toast
from tests.qt.widgets.table.samples import Rows


def in_state(widget: QWidget, state: str) -> QWidget:
    """Puts a painted widget into a state for its portrait."""
    if state == "hover":
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    elif state == "pressed":
        assert isinstance(widget, QAbstractButton)
        widget.setDown(True)
    elif state == "focus":
        widget.hasFocus = lambda: True  # type: ignore[method-assign]
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
    primary = [in_state(PrimaryButton(s.title(), icon="send"), s) for s in states]
    danger = [in_state(PrimaryButton(s.title(), icon="send", danger=True), s) for s in states]
    second = [secondary_button(s.title()) for s in ("rest", "disabled")]
    second[1].setEnabled(False)
    menu = kept_menu()
    tagged = secondary_button("Linden Energy", icon="account")
    tagged.setMenu(menu)
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
    tall = Segmented([SegmentItem("a", "Sent with this program"), SegmentItem("n", "One bulk")], height=32)
    return [
        row("Primary", *primary),
        row(
            "Secondary",
            *second,
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
    made.add_right(secondary_button("Sandbox", icon="sandbox"))
    return made


def judge(text: str) -> list[ChipValue]:
    """A stand-in for the rules of addresses."""
    return [ChipValue(part.strip()) for part in text.split(",") if part.strip()]


PEOPLE = [
    ChipValue("customers.csv", state=ChipState.LIST, detail="250 people"),
    ChipValue("ana.kovac@example.com"),
    ChipValue("mira@example,com", state=ChipState.WRONG, tooltip="There is a comma in the domain."),
    ChipValue("tom@exmaple.com", state=ChipState.TYPO, suggestion="tom@example.com"),
]


def chip_field(values: list[ChipValue]) -> ChipField:
    made = ChipField(judge, name="To")
    made.set_values(values)
    return made


def messages() -> list[QWidget]:
    field = chip_field(PEOPLE)
    field.chip_pressed(1, Qt.KeyboardModifier.ControlModifier)
    many = chip_field([ChipValue(f"person{n}@example.com") for n in range(230)])
    tools = [quiet_button(word, compact=True) for word in ("Import list...", "Cc", "Bcc")]
    files = FileChipRow(trailing=quiet_button("Add...", icon="plus", compact=True))
    files.set_items(
        [
            FileItem("1", "terms.pdf", 186_000),
            FileItem("2", "photo.jpg", 88_000, inline=True),
            FileItem("3", "big.mov", 31_000_000, problem="too big"),
        ]
    )
    limit = ProgressLine()
    limit.set_value(0.06)
    limit.setFixedWidth(72)
    sending = ProgressLine(left="3,000 of 5,000 handed over", right="about 40 s left")
    sending.set_value(0.6)
    undo = ProgressLine(left="Sent in 7 s", right="can still be undone")
    undo.set_value(0.3)
    for line in (sending, undo):
        line.setFixedWidth(328)
    cards = QWidget()
    four = QHBoxLayout(cards)
    four.setContentsMargins(24, 0, 24, 0)
    for kind, title, body in (
        (MessageKind.INFO, "12 new messages", "The list stays where it is."),
        (MessageKind.SUCCESS, "142 reports stored", "At 13:56:02."),
        (MessageKind.WARNING, "Key kept for this session only", "No keyring is running on this computer."),
        (MessageKind.ERROR, "The mailbox is full.", "Ask the person to make room, or write to another address."),
    ):
        card = InlineMessage(kind, title, body, "6010 EC_INBOX_FULL" if kind is MessageKind.ERROR else "")
        if kind is MessageKind.WARNING:
            card.add_action("Open settings", print, secondary=True)
            card.add_action("Why", print)
            card.set_closable(True)
        four.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
    times = Timeline()
    times.set_steps(
        [
            TimelineStep("13:50:41", "status-queued", "Composed and queued", "customers.csv, row 118 of 250"),
            TimelineStep("13:51:06", "send", "Handed over", "Infobip answered in 84 ms", role="sending.text"),
            TimelineStep(
                "13:51:07", "status-accepted", "Accepted", "Accepted does not mean delivered", role="accepted.text"
            ),
            TimelineStep(
                "13:51:24",
                "status-bounced",
                "Bounced, final",
                "Report stored 13:56:02",
                role="bounced.text",
                missing_before=True,
            ),
        ]
    )
    times.setFixedWidth(300)
    toast_home = QWidget()
    toast_home.setFixedSize(460, 100)
    toast = Toast(toast_home)
    toast.show_message("Sent in 7 s: Contract draft for Monday", action="Undo")
    add_account = (("More test addresses", print), ("Add account...", print))
    return [
        FieldRow("To", field, *tools),
        FieldRow("Bcc", many),
        FieldRow("Attach", files, limit),
        row("Progress", sending, undo),
        cards,
        Banner(BannerSpec(BannerKind.SANDBOX, "Sandbox.", "Nothing leaves this computer.", add_account)),
        Banner(BannerSpec(BannerKind.WARNING, "Offline since 13:20.", "Mail waits.", closable=True)),
        Banner(BannerSpec(BannerKind.ERROR, "The archive's disk is full.", "No pulling.", add_account[:1], True)),
        Banner(BannerSpec(BannerKind.SUCCESS, "142 reports pulled and stored", "At 13:56:02.", closable=True)),
        SectionHeader("Needs you", "2"),
        SectionHeader("Done today", "14 accepted, 1 cancelled", foldable=True),
        row("Timeline, toast", times, toast_home),
    ]


def overlays() -> list[QWidget]:
    home = QWidget()
    home.setFixedHeight(300)
    zones = DropZones(home)
    home.resize(1280, 300)
    zones.show_zones(
        [
            DropZone("text", QRect(0, 0, 440, 300), "image", "Place in the text", "Inline image at line 42"),
            DropZone("attach", QRect(440, 0, 420, 300), "attach", "Attach", "1 file, 412 kB.", active=True),
            DropZone(
                "no",
                QRect(860, 0, 420, 300),
                "attach",
                "Too big",
                "31 MB is too big. The limit is 25 MB.",
                True,
                True,
            ),
        ]
    )
    nothing = EmptyState("The outbox is empty.", "Mail that you send appears here.", secondary_button("Write a mail"))
    question = ConfirmDialog(
        "Pull everything?",
        "This also takes reports that another program waits for. Infobip gives each report only once.",
        "Pull everything",
        danger=True,
    )
    question.setWindowFlags(Qt.WindowType.Widget)
    return [home, nothing, question]


_MODEL: list[Rows] = []


def table() -> list[QWidget]:
    wrong = FilterToken("since", "7x")

    def check(token: FilterToken) -> str:
        return "no time" if token == wrong else ""

    empty = FilterBar({}, check, placeholder="Filter: words, or to:  from:  status:  since:")
    empty.set_count("1,284 reports")
    full = FilterBar({}, check)
    full.set_filter([FilterToken("from", "*@linden.example"), FilterToken("since", "7d"), wrong], "invoice")
    full.set_count("8,512 of 1,204,377")
    _MODEL.append(Rows())
    view = RecordTable()
    view.setModel(_MODEL[-1])
    view.show_sorted(1, Qt.SortOrder.DescendingOrder)
    view.selectRow(4)
    view.setMinimumHeight(420)
    return [empty, full, view]


SHEETS = {"controls": controls, "messages": messages, "overlays": overlays, "table": table}


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
            page.resize(1280, 900)
            page.show()
            app.processEvents()
            page.resize(1280, column.totalHeightForWidth(1280))
            for _ in range(4):
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
    motion.set_reduced(True)
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
