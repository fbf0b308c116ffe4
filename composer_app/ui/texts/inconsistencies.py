"""Doubts in words."""

from __future__ import annotations

from composer_app.domain.inconsistencies import Copies, Disagreement, Doubt, Source
from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message import MessageKind, MessageText
from composer_app.ui.theme import outcome_signs

_SAYS = {Source.ANSWER: "the answer to the send", Source.LOG: "the log", Source.REPORT: "the report"}


def inconsistency_words(doubt: Doubt) -> MessageText:
    """What does not fit, what that means, what to do."""
    if isinstance(doubt, Copies):
        return copies_words(doubt.count)
    if isinstance(doubt, Disagreement):
        return _disagreement(doubt)
    return MessageText(
        "Infobip took this mail and has not been heard of since.",
        f"It was accepted at {fmt.moment(doubt.since)} and is in neither logs nor reports after 6 hours. "
        "Fetch the logs by its message ID; if it is not there, send the saved evidence to Infobip's support.",
        kind=MessageKind.WARNING,
    )


def copies_words(count: int) -> MessageText:
    """Of a mail that the logs list more than once."""
    return MessageText(
        f"Infobip's logs list this mail {fmt.number(count)} times.",
        "The recipient may have got it more than once. Do not send it again. Save the evidence in Logs and ask Infobip's "
        "support how many went out.",
        kind=MessageKind.WARNING,
    )


def _disagreement(doubt: Disagreement) -> MessageText:
    later, earlier = _SAYS[doubt.later], _SAYS[doubt.earlier]
    if doubt.later is doubt.earlier:
        later, earlier = "one report", "another"
    says = f"{later} says {_word(doubt.later_outcome)}, {earlier} said {_word(doubt.earlier_outcome)}."
    return MessageText(
        says[0].upper() + says[1:],
        "This does not fit together. Both are kept as they came, under Raw and in the history; the report counts for the "
        "status. Save the evidence and ask Infobip's support which is right.",
        kind=MessageKind.WARNING,
    )


def _word(outcome: Outcome) -> str:
    return outcome_signs.word(outcome).lower()
