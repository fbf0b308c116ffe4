"""The life of a message as steps of a timeline."""

from __future__ import annotations

from collections.abc import Sequence

from composer_app.domain.message_history import EventKind, EventSource, MessageEvent
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import GIVEN_UP, KEYRING_PROBLEMS, ProblemCode
from composer_app.ui.texts import format as fmt
from composer_app.ui.theme import outcome_signs
from composer_app.ui.widgets.timeline import TimelineStep

_PLAIN: dict[EventKind, tuple[str, str, str]] = {
    EventKind.QUEUED: ("status-queued", "Composed and queued", ""),
    EventKind.HANDED_OVER: ("send", "Handed over", ""),
    EventKind.HELD_BACK: ("pause", "Held back", ""),
    EventKind.NO_ANSWER: ("status-unknown", "No answer", "It may have gone out"),
    EventKind.SENT_AGAIN: ("refresh", "Sent again", ""),
    EventKind.CANCELLED: ("status-cancelled", "Cancelled", "It was not sent"),
}
"""Icon, title and note of steps that say the same whatever came of them."""

_NEEDS_A_PERSON: dict[str, str] = {
    GIVEN_UP: "it was tried often enough",
    ProblemCode.PROXY_SIGN_IN: "a proxy wants a sign-in",
    ProblemCode.NO_KEY: "there is no key",
    **dict.fromkeys(KEYRING_PROBLEMS, "the keyring does not give out the key"),
    ProblemCode.ARCHIVE_FULL: "the disk is full",
    ProblemCode.ARCHIVE_DISK_ERROR: "the disk reports an error",
    ProblemCode.ARCHIVE_READ_ONLY: "the archive cannot be written",
    ProblemCode.OURS: "something went wrong in this program",
}
"""Details of a step that no later try mends; whatever else holds a mail back passes."""
_AGAIN = {EventKind.REPORTED: "Confirmed by the report", EventKind.SEEN_IN_LOGS: "Seen in the logs too"}
"""Titles of what tells an end that is known already."""


def steps_of(events: Sequence[MessageEvent]) -> list[TimelineStep]:
    """Oldest first. A time of another day than the step before carries its date."""
    steps = []
    finals: set[Outcome] = set()
    days = [fmt.local_day(event.at) for event in events]
    spans_days = len(set(days)) > 1
    for number, event in enumerate(events):
        icon, title, note, role = _look(event)
        is_same_day = number > 0 and days[number - 1] == days[number]
        shown = fmt.clock(event.at)
        if not is_same_day and spans_days:
            shown = fmt.moment(event.at)
        following = events[number + 1].kind if number + 1 < len(events) else None
        if event.kind is EventKind.HANDED_OVER and following is EventKind.HELD_BACK:
            title = "Tried to send"  # the archive notes the step before it is taken; it surely did not leave
        if event.kind is EventKind.CANCELLED and any(one.kind is EventKind.NO_ANSWER for one in events[:number]):
            title, note = "Given up", "It may have gone out"
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
            why = _NEEDS_A_PERSON.get(event.detail)
            waits = f"waits for you: {why}" if why else "is tried again by itself"
            note = f"It was not sent and {waits}"
        if event.detail in (ProblemCode.NOT_NAMED, ProblemCode.PARTLY_NAMED):
            title = "Not named in the answer"
        if event.detail == ProblemCode.SENT_BEFORE:
            title, note = "Not taken a second time", "An earlier try reached Infobip"
        if event.detail == ProblemCode.RESTORED:
            title, note = "In a restored archive", "It may have gone out before"
        role = {EventKind.HANDED_OVER: "sending.text", EventKind.NO_ANSWER: "unknown.text"}.get(event.kind, "text2")
        return icon, title, note, role
    if event.kind is EventKind.LOOKED_UP:
        return "search", "Looked for in the logs", "Not found", "text2"
    if event.kind is EventKind.LISTED_AGAIN:
        return "warning", f"In the logs {event.detail} times", "It may have arrived more than once", "warning.text"
    if event.kind is EventKind.FOUND:
        note = "A report says so" if event.source is EventSource.REPORTS else "The logs say so"
        return "search", "It went out", note, "text2"
    role = f"{event.outcome.value}.text"
    return outcome_signs.icon_name(event.outcome), _title(event), _note(event), role


def _title(event: MessageEvent) -> str:
    if event.outcome is Outcome.PENDING:
        return "On its way"
    word = outcome_signs.word(event.outcome)
    return f"{word}, final" if event.outcome.is_final else word


def _note(event: MessageEvent) -> str:
    if event.kind is EventKind.REPORTED:
        return f"Report stored {fmt.clock(event.recorded_at)}"
    if event.kind is EventKind.SEEN_IN_LOGS:
        return f"Seen in the logs {fmt.clock(event.recorded_at, seconds=False)}"
    return "Accepted is not delivered" if event.outcome is Outcome.ACCEPTED else event.detail
