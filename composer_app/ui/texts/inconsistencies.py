"""Sentences about messages whose records disagree."""

from __future__ import annotations

from composer_app.domain.ids import AccountId
from composer_app.domain.inconsistencies import Copies, Disagreement, Doubt, Source
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outcome_words
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.vendor_name import service_names

_DISAGREE = {
    (Source.ANSWER, Source.ANSWER): tr("One answer to the send says “{later}”, another said “{earlier}”."),
    (Source.ANSWER, Source.LOG): tr("The answer to the send says “{later}”, the log said “{earlier}”."),
    (Source.ANSWER, Source.REPORT): tr("The answer to the send says “{later}”, the report said “{earlier}”."),
    (Source.LOG, Source.ANSWER): tr("The log says “{later}”, the answer to the send said “{earlier}”."),
    (Source.LOG, Source.LOG): tr("One log entry says “{later}”, another said “{earlier}”."),
    (Source.LOG, Source.REPORT): tr("The log says “{later}”, the report said “{earlier}”."),
    (Source.REPORT, Source.ANSWER): tr("The report says “{later}”, the answer to the send said “{earlier}”."),
    (Source.REPORT, Source.LOG): tr("The report says “{later}”, the log said “{earlier}”."),
    (Source.REPORT, Source.REPORT): tr("One report says “{later}”, another said “{earlier}”."),
}
"""By the later and the earlier source."""


def inconsistency_words(doubt: Doubt, account_id: AccountId | None = None) -> MessageText:
    """What does not fit, what that means, what to do."""
    match doubt:
        case Copies():
            text = _copies(doubt.count)
        case Disagreement():
            text = _disagreement(doubt)
        case _:
            text = MessageText.warning(
                tr("{Service} accepted this mail, and nothing was heard of it since."),
                tr(
                    "It was accepted on {since}. After 6 hours there is neither a log entry nor a delivery report. Fetch the "
                    "logs for its message ID. If it is not there, save the evidence and send it to Infobip's support."
                ),
            ).filled(since=fmt.moment(doubt.since), Service="{Service}")
    return text.filled(**service_names(account_id))


def copies_words(count: int, account_id: AccountId | None = None) -> MessageText:
    """Of a mail that the logs list more than once."""
    return _copies(count).filled(**service_names(account_id))


def _copies(count: int) -> MessageText:
    title = tr("The logs of {service} list this mail {n} time(s).", "", count)
    return MessageText.warning(
        title.format(n=fmt.number(count), service="{service}"),
        tr(
            "The recipient may have got it more than once. Do not send it again. Save the evidence in Logs and ask "
            "Infobip's support how often it was sent."
        ),
    )


def _disagreement(doubt: Disagreement) -> MessageText:
    sentence = _DISAGREE[doubt.later, doubt.earlier]
    return MessageText.warning(
        sentence.format(
            later=outcome_words.word(doubt.later_outcome), earlier=outcome_words.word(doubt.earlier_outcome)
        ),
        tr(
            "The two contradict each other. Both are kept, under Raw and in the history. The status is that of the "
            "delivery report. Save the evidence and ask Infobip's support which one is right."
        ),
    )
