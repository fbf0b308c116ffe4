"""What is said of a mail whose story does not fit together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer_app.domain.inconsistencies import Copies, Disagreement, Doubt, Silence, Source
from composer_app.domain.outcome import Outcome
from composer_app.ui.texts.inconsistencies import inconsistency_words

AT = datetime(2026, 11, 23, 13, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    ("doubt", "title"),
    [
        (Copies(2), "The logs of Infobip list this mail 2 times."),
        (Silence(AT), "Infobip accepted this mail, and nothing was heard of it since."),
        (
            Disagreement(Source.LOG, Outcome.DELIVERED, Source.REPORT, Outcome.BOUNCED),
            "The report says “Bounced”, the log said “Delivered”.",
        ),
        (
            Disagreement(Source.REPORT, Outcome.DELIVERED, Source.REPORT, Outcome.BOUNCED),
            "One report says “Bounced”, another said “Delivered”.",
        ),
    ],
)
def test_each_kind_has_its_sentence(doubt: Doubt, title: str) -> None:
    assert inconsistency_words(doubt).title == title
