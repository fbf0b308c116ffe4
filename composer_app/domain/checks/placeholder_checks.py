"""Checks of placeholders: those without a value, and braces that are not closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckFinding, CheckId, Field

_ENDS_LATER = re.compile(r"[^{}]{0,200}\}\}")
_OPEN = re.compile(r"\{\{(?![^{}]*\}\})[^{}<>]{0,40}")


def without_value(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Placeholders that recipients would read as they are written."""
    subject = mail.draft.subject
    for name in mail.unresolved:
        pattern = re.compile(r"\{\{\s*" + r"\s+".join(map(re.escape, name.split())) + r"\s*\}\}")
        if found := pattern.search(mail.draft.html):
            yield mail.source.finding(CheckId.PLACEHOLDER_VALUE, found.start(), found.end(), name)
        elif pattern.search(subject):
            yield CheckFinding(CheckId.PLACEHOLDER_VALUE, Field.SUBJECT, name)
        else:
            yield CheckFinding(CheckId.PLACEHOLDER_VALUE, Field.BODY, name)


def left_open(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Two braces that begin a placeholder which does not end."""
    if _OPEN.search(mail.draft.subject):
        yield CheckFinding(CheckId.PLACEHOLDER_OPEN, Field.SUBJECT)
    source = mail.source
    for words in source.words:
        for found in _OPEN.finditer(source.text, words.start, words.end):
            # a tag between the braces does not part them for the service
            if not _ENDS_LATER.match(source.text, found.end()):
                yield source.finding(CheckId.PLACEHOLDER_OPEN, found.start(), found.end())
