"""`composer-app exchange`: the process of an export or import that the window starts."""

from __future__ import annotations

from composer_app.services.exchange import child
from composer_app.ui.texts.outcome_reasons import why_of


def run() -> int:
    """Carry out the order on standard input. Returns 0."""
    return child.run(why_of)
