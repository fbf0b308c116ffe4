"""Takes keys, passwords and tokens out of a text: for the log, crash reports and exports."""

from __future__ import annotations

import re

from composer_app.domain.secret import without_secrets

# A named header is masked whole; without a name a key is recognised by its shape after the scheme.
_SECRETS = re.compile(
    r"(?i)(authorization['\"]?\s*[:=,]\s*(?:b?['\"])?)(?:(?:App|Basic|Bearer|IBSSO)\s+)?[^\s'\"]+"
    r"|\b(App|Basic|Bearer|IBSSO)\s+[^\s'\"]{8,}"
)


def mask(text: str) -> str:
    """The text without keys, passwords and tokens: known ones, and texts that look like one."""
    text = without_secrets(text)
    return _SECRETS.sub(lambda found: f"{found[1]}…" if found[1] else f"{found[2]} …", text)
