"""The history of a message as timeline steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from composer_app.domain.message_history import EventKind, EventSource, MessageEvent
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import messages, outcome_words
from composer_app.ui.theme import outcome_signs
from composer_app.ui.widgets.timeline import TimelineStep

_PLAIN: dict[EventKind, tuple[str, str, str]] = {
    EventKind.QUEUED: ("status-queued", messages.COMPOSED, ""),
    EventKind.HANDED_OVER: ("send", messages.HANDED_OVER, ""),
    EventKind.HELD_BACK: ("pause", messages.HELD_BACK, ""),
    EventKind.NO_ANSWER: ("status-unknown", messages.NO_ANSWER, messages.MAY_HAVE_GONE_OUT),
    EventKind.SENT_AGAIN: ("refresh", messages.SENT_AGAIN, ""),
    EventKind.CANCELLED: ("status-cancelled", messages.CANCELLED, messages.WAS_NOT_SENT),
    EventKind.HELD_BY_SERVICE: ("status-scheduled", messages.HELD_BY_SERVICE, ""),
    EventKind.PAUSED: ("pause", messages.PAUSED, ""),
    EventKind.RESUMED: ("status-scheduled", messages.RESUMED, ""),
    EventKind.RELEASED: ("status-accepted", messages.RELEASED, messages.ACCEPTED_IS_NOT_DELIVERED),
}
"""Icon, title and note of steps whose words do not depend on the outcome."""
_PUSHED: dict[EventKind, tuple[str, str, str]] = {
    EventKind.OPENED: ("eye", messages.OPENED, "text2"),
    EventKind.CLICKED: ("link", messages.CLICKED, "text2"),
    EventKind.UNSUBSCRIBED: ("close", messages.UNSUBSCRIBED, "warning.text"),
    EventKind.COMPLAINED: ("warning", messages.COMPLAINED, "warning.text"),
    EventKind.LATE_BOUNCE: ("status-bounced", messages.LATE_BOUNCE, "bounced.text"),
}
"""Icon, title and colour role of events that were imported. They name no time."""
_AGAIN = {EventKind.REPORTED: messages.CONFIRMED_BY_REPORT, EventKind.SEEN_IN_LOGS: messages.SEEN_IN_LOGS_TOO}
"""Titles of steps that confirm a known final outcome."""


def steps_of(events: Sequence[MessageEvent]) -> list[TimelineStep]:
    """Oldest first. A time of another day than the step before carries its date."""
    steps = []
    finals: set[Outcome] = set()
    days = [fmt.local_day(event.at) for event in events]
    spans_days = len(set(days)) > 1
    for number, event in enumerate(events):
        icon, title, note, role = _look(event)
        if event.source is EventSource.WEBHOOKS:
            steps.append(TimelineStep("", icon, title, note, role, tooltip=messages.TIME_NOT_SAID))
            continue
        is_same_day = number > 0 and days[number - 1] == days[number]
        shown = fmt.clock(event.at)
        if not is_same_day and spans_days:
            shown = fmt.moment(event.at)
        following = events[number + 1].kind if number + 1 < len(events) else None
        if event.kind is EventKind.HANDED_OVER and following is EventKind.HELD_BACK:
            title = messages.TRIED_TO_SEND  # the archive notes the step before it is taken; it surely did not leave
        if event.kind is EventKind.CANCELLED and any(one.kind is EventKind.NO_ANSWER for one in events[:number]):
            title, note = messages.GIVEN_UP_TITLE, messages.MAY_HAVE_GONE_OUT
        if event.kind in _AGAIN and event.outcome.is_final:
            if event.outcome in finals:
                title = _AGAIN[event.kind]
            finals.add(event.outcome)
        steps.append(TimelineStep(shown, icon, title, note, role, tooltip=fmt.moment_tooltip(event.at)))
    return steps


def _look(event: MessageEvent) -> tuple[str, str, str, str]:
    """Icon, title, note and colour role."""
    if event.kind in _PLAIN:
        icon, title, note = _PLAIN[event.kind]
        if event.kind is EventKind.HELD_BACK:
            note = messages.WAITS_FOR_USER.get(event.detail, messages.TRIED_AGAIN)
        if event.detail in (ProblemCode.NOT_NAMED, ProblemCode.PARTLY_NAMED):
            title = messages.NOT_NAMED
        if event.detail == ProblemCode.SENT_BEFORE:
            title, note = messages.NOT_TAKEN_AGAIN, messages.EARLIER_TRY_ARRIVED
        if event.detail == ProblemCode.RESTORED:
            title, note = messages.IN_RESTORED_ARCHIVE, messages.MAY_HAVE_GONE_OUT_BEFORE
        role = {EventKind.HANDED_OVER: "sending.text", EventKind.NO_ANSWER: "unknown.text"}.get(event.kind, "text2")
        return icon, title, note, role
    if event.kind in _PUSHED:
        icon, title, role = _PUSHED[event.kind]
        return icon, title, event.detail, role
    if event.kind is EventKind.MOVED:
        return "schedule", _moved(event.detail), "", "text2"
    if event.kind is EventKind.LOOKED_UP:
        return "search", messages.LOOKED_FOR, messages.NOT_FOUND, "text2"
    if event.kind is EventKind.LISTED_AGAIN:
        return "warning", messages.in_the_logs(event.detail), messages.MAY_HAVE_ARRIVED_TWICE, "warning.text"
    if event.kind is EventKind.FOUND:
        note = messages.REPORT_SAYS_SO if event.source is EventSource.REPORTS else messages.LOGS_SAY_SO
        return "search", messages.WENT_OUT, note, "text2"
    role = f"{event.outcome.value}.text"
    return outcome_signs.icon_name(event.outcome), _title(event), _note(event), role


def _title(event: MessageEvent) -> str:
    if event.outcome is Outcome.PENDING:
        return messages.ON_ITS_WAY
    status = outcome_words.word(event.outcome)
    return messages.FINAL.format(status=status) if event.outcome.is_final else status


def _note(event: MessageEvent) -> str:
    if event.kind is EventKind.REPORTED:
        return messages.REPORT_STORED.format(time=fmt.clock(event.recorded_at))
    if event.kind is EventKind.SEEN_IN_LOGS:
        return messages.SEEN_IN_LOGS.format(time=fmt.clock(event.recorded_at, seconds=False))
    return messages.ACCEPTED_IS_NOT_DELIVERED if event.outcome is Outcome.ACCEPTED else event.detail


def _moved(detail: str) -> str:
    """Where a scheduled mail was moved to, as far as the archive says it."""
    try:
        return messages.MOVED_TO.format(time=fmt.moment(datetime.fromisoformat(detail), seconds=False))
    except ValueError:
        return messages.MOVED
