"""What the icon in the tray says."""

from __future__ import annotations

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

SHOW = tr("Show Mail Composer")
FETCH_NOW = tr("Fetch now")
QUIT = tr("Quit")
NOTHING_WAITS = tr("Nothing waits")
_BOTH = tr("{waiting}, {failed}")
_TOOLTIP = tr("Mail Composer: {state}")


def state(waiting: int, failed: int) -> str:
    """`3 waiting, 2 failed`"""
    parts = []
    if waiting:
        parts.append(tr("{n} waiting", "", waiting).format(n=fmt.number(waiting)))
    if failed:
        parts.append(tr("{n} failed", "", failed).format(n=fmt.number(failed)))
    if len(parts) == 2:
        return _BOTH.format(waiting=parts[0], failed=parts[1])
    return parts[0] if parts else NOTHING_WAITS


def tooltip(waiting: int, failed: int) -> str:
    """The same with the name of the program."""
    return _TOOLTIP.format(state=state(waiting, failed))
