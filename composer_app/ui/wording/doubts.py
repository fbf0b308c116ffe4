"""Doubts in words."""

from __future__ import annotations

from composer_app.domain.doubts import Copies, Disagreement, Doubt, Source
from composer_app.domain.outcome import Outcome
from composer_app.ui.common import format as fmt
from composer_app.ui.common import outcomes
from composer_app.ui.wording.words import MessageKind, Words

_SAYS = {Source.ANSWER: "the answer to the send", Source.LOG: "the log", Source.REPORT: "the report"}


def doubt_words(doubt: Doubt) -> Words:
    """What does not fit, what that means, what to do."""
    if isinstance(doubt, Copies):
        return copies_words(doubt.count)
    if isinstance(doubt, Disagreement):
        return _disagreement(doubt)
    return Words(
        "Infobip took this mail and has not been heard of since.",
        f"It was accepted at {fmt.moment(doubt.since)} and is in neither logs nor reports after 6 hours. "
        "Fetch the logs by its message ID; if it is not there, send the saved evidence to Infobip's support.",
        kind=MessageKind.WARNING,
    )


def copies_words(count: int) -> Words:
    """Of a mail that the logs list more than once."""
    return Words(
        f"Infobip's logs list this mail {fmt.number(count)} times.",
        "The recipient may have got it more than once. Do not send it again. Save the evidence in Logs and ask Infobip's "
        "support how many went out.",
        kind=MessageKind.WARNING,
    )


def _disagreement(doubt: Disagreement) -> Words:
    later, earlier = _SAYS[doubt.later], _SAYS[doubt.earlier]
    if doubt.later is doubt.earlier:
        later, earlier = "one report", "another"
    says = f"{later} says {_word(doubt.later_outcome)}, {earlier} said {_word(doubt.earlier_outcome)}."
    return Words(
        says[0].upper() + says[1:],
        "This does not fit together. Both are kept as they came, under Raw and in the history; the report counts for the "
        "status. Save the evidence and ask Infobip's support which is right.",
        kind=MessageKind.WARNING,
    )


def _word(outcome: Outcome) -> str:
    return outcomes.word(outcome).lower()
