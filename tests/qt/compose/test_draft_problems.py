"""What keeps a mail from being sent: in sentences, each with the field where it is corrected."""

from __future__ import annotations

import pytest

from composer_app.domain.draft_validation import DraftFault, DraftProblem
from composer_app.ui.compose.draft_problems import field_problems


@pytest.mark.parametrize("fault", list(DraftFault))
def test_every_fault_leads_somewhere(fault: DraftFault) -> None:
    (one,) = field_problems([DraftProblem(fault, "7")])

    assert one.fault is fault
    assert one.sentence
    assert one.field


@pytest.mark.parametrize(("count", "sentences"), [(1, 1), (2, 2), (3, 1), (40, 1)])
def test_more_than_two_wrong_recipients_are_counted(count: int, sentences: int) -> None:
    problems = [DraftProblem(DraftFault.BAD_RECIPIENT, f"rubbish{n}") for n in range(count)]

    found = field_problems([*problems, DraftProblem(DraftFault.NO_SUBJECT)])

    assert len(found) == sentences + 1
    assert found[-1].fault is DraftFault.NO_SUBJECT
